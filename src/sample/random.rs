//! Random numbers that are the same on every machine.

use dashu_int::UBig;

/// A stream of random numbers that follows from its seed (SplitMix64; Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195).
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below `end`, which is above zero; each as likely as the others.
    pub fn below(&mut self, end: u64) -> u64 {
        // Bits beyond the last whole multiple of `end` would favour the small numbers.
        let fair = u64::MAX - u64::MAX % end;
        loop {
            let bits = self.bits();
            if bits < fair {
                return bits % end;
            }
        }
    }

    /// The same for numbers of any size.
    pub fn below_big(&mut self, end: &UBig) -> UBig {
        let words = dashu_int::ops::BitTest::bit_len(end).div_ceil(64);
        let spare = words * 64 - dashu_int::ops::BitTest::bit_len(end);
        loop {
            let mut drawn: Vec<u64> = (0..words).map(|_| self.bits()).collect();
            if let Some(first) = drawn.last_mut() {
                *first = first.checked_shr(spare as u32).unwrap_or(0);
            }
            let drawn = UBig::from_words(&drawn);
            if drawn < *end {
                return drawn;
            }
        }
    }
}
