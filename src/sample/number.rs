//! Whole numbers of a fixed width, in which samples are counted.
//!
//! Counting adds, subtracts and multiplies. All of it is done modulo a power of two, which loses nothing as long as the
//! result is known to be smaller: the width is chosen after a bound of the result.

use std::ops::{AddAssign, SubAssign};

use dashu_int::UBig;

/// A whole number modulo a power of two.
pub(super) trait Number: Copy + PartialEq + AddAssign + SubAssign + Send + Sync {
    const ZERO: Self;
    const ONE: Self;
    /// Adds the product of two.
    fn add_product(&mut self, one: Self, other: Self);
    fn to_big(self) -> UBig;
}

/// Machine integers that wrap around.
macro_rules! machine {
    ($($name:ident $inner:ty),*) => {$(
        #[derive(Clone, Copy, PartialEq)]
        pub(super) struct $name($inner);

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                self.0 = self.0.wrapping_add(other.0);
            }
        }

        impl SubAssign for $name {
            fn sub_assign(&mut self, other: Self) {
                self.0 = self.0.wrapping_sub(other.0);
            }
        }

        impl Number for $name {
            const ZERO: Self = Self(0);
            const ONE: Self = Self(1);
            fn add_product(&mut self, one: Self, other: Self) {
                self.0 = self.0.wrapping_add(one.0.wrapping_mul(other.0));
            }
            fn to_big(self) -> UBig {
                UBig::from(self.0)
            }
        }
    )*};
}

machine!(Short u64, Long u128);

/// So many machine words, the least significant first.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Wide<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> AddAssign for Wide<WORDS> {
    fn add_assign(&mut self, other: Self) {
        let mut carry = false;
        for (word, added) in self.0.iter_mut().zip(other.0) {
            let (sum, over) = word.overflowing_add(added);
            let (sum, again) = sum.overflowing_add(u64::from(carry));
            *word = sum;
            // Never both.
            carry = if over { true } else { again };
        }
    }
}

impl<const WORDS: usize> SubAssign for Wide<WORDS> {
    fn sub_assign(&mut self, other: Self) {
        let mut borrow = false;
        for (word, taken) in self.0.iter_mut().zip(other.0) {
            let (rest, under) = word.overflowing_sub(taken);
            let (rest, again) = rest.overflowing_sub(u64::from(borrow));
            *word = rest;
            borrow = if under { true } else { again };
        }
    }
}

impl<const WORDS: usize> Number for Wide<WORDS> {
    const ZERO: Self = Self([0; WORDS]);
    const ONE: Self = {
        let mut words = [0; WORDS];
        words[0] = 1;
        Self(words)
    };

    fn add_product(&mut self, one: Self, other: Self) {
        for (low, factor) in one.0.iter().enumerate() {
            let mut carry = 0u128;
            for (word, times) in self.0[low..].iter_mut().zip(other.0) {
                let sum = u128::from(*word) + u128::from(*factor) * u128::from(times) + carry;
                *word = sum as u64;
                carry = sum >> 64;
            }
        }
    }

    fn to_big(self) -> UBig {
        UBig::from_words(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_numbers_calculate_as_machine_integers_do() {
        let wide = |value: u128| Wide([value as u64, (value >> 64) as u64]);
        for (one, other) in [(u128::MAX, 1), (1 << 64, 1 << 63), (u128::MAX / 3, u128::MAX / 5), (7, 1 << 127)] {
            let (mut sum, mut rest, mut product) = (wide(one), wide(one), wide(0));
            sum += wide(other);
            rest -= wide(other);
            product.add_product(wide(one), wide(other));
            assert!(sum == wide(one.wrapping_add(other)));
            assert!(rest == wide(one.wrapping_sub(other)));
            assert!(product == wide(one.wrapping_mul(other)));
            assert_eq!(wide(one).to_big(), UBig::from(one));
        }
    }
}
