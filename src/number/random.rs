//! Random numbers that are the same on every machine and in every version.

use dashu_int::UBig;
use dashu_int::ops::BitTest;

/// SplitMix64: a counter that is scrambled. Any seed will do.
///
/// Source: Steele, Lea & Flood, Fast splittable pseudorandom number generators, OOPSLA 2014, doi:10.1145/2660193.2660195.
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from zero to below `bound`; zero where there is none. It is even enough: none of them is more likely
    /// than another by more than `bound` in 2^64.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.bits()) * bound as u128) >> 64) as usize
    }

    /// The same for numbers of any size, none of them more likely than another; `bound` is above zero.
    pub fn below_big(&mut self, bound: &UBig) -> UBig {
        let words = bound.bit_len().div_ceil(64);
        let spare = (words * 64 - bound.bit_len()) as u32;
        loop {
            let mut drawn: Vec<u64> = (0..words).map(|_| self.bits()).collect();
            if let Some(first) = drawn.last_mut() {
                *first >>= spare;
            }
            let drawn = UBig::from_words(&drawn);
            if drawn < *bound {
                return drawn;
            }
        }
    }

    /// One of the values.
    pub fn one_of<T: Copy>(&mut self, values: &[T]) -> Option<T> {
        values.get(self.below(values.len())).copied()
    }

    /// A number of the bell curve in thousandths of a standard deviation: the sum of twelve even ones, less their mean.
    pub fn bell(&mut self) -> i64 {
        (0..12).map(|_| self.below(1001) as i64).sum::<i64>() - 6000
    }

    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for at in (1..values.len()).rev() {
            values.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_numbers_are_those_of_the_reference() {
        let mut random = Random::new(1_234_567);
        let first: Vec<_> = (0..3).map(|_| random.bits()).collect();
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }
}
