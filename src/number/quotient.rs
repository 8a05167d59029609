//! Quotients of integers of any size: of machine integers as long as these suffice, which they nearly always do.

use std::cmp::Ordering;
use std::num::NonZeroU64;

use dashu_int::IBig;
use dashu_int::ops::DivEuclid;
use dashu_ratio::RBig;

/// A quotient in lowest terms. What fits is small, so that equal numbers are equal values.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Quotient {
    /// Numerator and denominator.
    Small(i64, NonZeroU64),
    /// What does not fit.
    Big(Box<RBig>),
}

use Quotient::{Big, Small};

impl Quotient {
    /// The whole number `value`.
    pub fn whole(value: i128) -> Self {
        Self::lowest(value, 1)
    }

    /// `numerator / denominator`, which is not zero.
    pub fn reduced(numerator: i128, denominator: u128) -> Self {
        if denominator == 1 {
            return Self::lowest(numerator, denominator);
        }
        match gcd(numerator.unsigned_abs(), denominator) {
            0 | 1 => Self::lowest(numerator, denominator),
            // A divisor of two numbers below 2^127 is below 2^127; that of i128::MIN and a greater one is a power of two.
            divisor => match i128::try_from(divisor) {
                Ok(signed) => Self::lowest(numerator / signed, denominator / divisor),
                Err(_) => Self::lowest(-1, denominator / divisor),
            },
        }
    }

    /// The same of numbers that have no divisor in common.
    fn lowest(numerator: i128, denominator: u128) -> Self {
        let small = i64::try_from(numerator).ok().zip(u64::try_from(denominator).ok().and_then(NonZeroU64::new));
        small.map_or_else(
            || Big(Box::new(RBig::from_parts_signed(numerator.into(), IBig::from(denominator)))),
            |(numerator, denominator)| Small(numerator, denominator),
        )
    }

    /// The same number, small if it fits.
    pub fn of(big: RBig) -> Self {
        let small = i64::try_from(big.numerator()).ok().zip(u64::try_from(big.denominator()).ok());
        match small.and_then(|(numerator, denominator)| Some((numerator, NonZeroU64::new(denominator)?))) {
            Some((numerator, denominator)) => Small(numerator, denominator),
            None => Big(Box::new(big)),
        }
    }

    /// The same number, as one of any size.
    pub fn big(&self) -> RBig {
        match self {
            Small(numerator, denominator) => {
                RBig::from_parts_signed(IBig::from(*numerator), IBig::from(denominator.get()))
            }
            Big(big) => big.as_ref().clone(),
        }
    }

    /// Numerator and denominator of a small one.
    fn parts(&self) -> Option<(i128, i128)> {
        match self {
            Small(numerator, denominator) => Some((i128::from(*numerator), i128::from(denominator.get()))),
            Big(_) => None,
        }
    }

    pub fn plus(&self, other: &Self) -> Self {
        self.sum(other, i128::checked_add).unwrap_or_else(|| Self::of(self.big() + other.big()))
    }

    pub fn minus(&self, other: &Self) -> Self {
        self.sum(other, i128::checked_sub).unwrap_or_else(|| Self::of(self.big() - other.big()))
    }

    fn sum(&self, other: &Self, sum: impl Fn(i128, i128) -> Option<i128>) -> Option<Self> {
        let ((a, b), (c, d)) = (self.parts()?, other.parts()?);
        if b == d {
            return Some(Self::reduced(sum(a, c)?, b.unsigned_abs()));
        }
        Some(Self::reduced(sum(a * d, c * b)?, b.unsigned_abs() * d.unsigned_abs()))
    }

    pub fn times(&self, other: &Self) -> Self {
        match (self.parts(), other.parts()) {
            (Some((a, b)), Some((c, d))) => Self::reduced(a * c, b.unsigned_abs() * d.unsigned_abs()),
            _ => Self::of(self.big() * other.big()),
        }
    }

    /// The quotient by one that is not zero.
    pub fn over(&self, other: &Self) -> Self {
        match (self.parts(), other.parts()) {
            (Some((a, b)), Some((c, d))) => Self::reduced(a * d * c.signum(), b.unsigned_abs() * c.unsigned_abs()),
            _ => Self::of(self.big() / other.big()),
        }
    }

    pub fn negated(&self) -> Self {
        match self {
            Small(numerator, denominator) if *numerator != i64::MIN => Small(-numerator, *denominator),
            _ => Self::of(-self.big()),
        }
    }

    /// The greatest whole number that is not above it.
    pub fn floor(&self) -> Self {
        match self.parts() {
            Some((_, 1)) => self.clone(),
            Some((a, b)) => Self::whole(a.div_euclid(b)),
            None => {
                let big = self.big();
                Self::of(RBig::from(big.numerator().div_euclid(IBig::from(big.denominator().clone()))))
            }
        }
    }

    pub fn is_whole(&self) -> bool {
        match self {
            Small(_, denominator) => denominator.get() == 1,
            Big(big) => big.is_int(),
        }
    }

    /// The same as a machine integer, if it is whole and not too large for one.
    pub fn to_i128(&self) -> Option<i128> {
        match self {
            Small(numerator, denominator) => (denominator.get() == 1).then(|| i128::from(*numerator)),
            Big(big) if big.is_int() => i128::try_from(big.numerator()).ok(),
            Big(_) => None,
        }
    }

    /// Less, equal to, or greater than zero.
    pub fn sign(&self) -> Ordering {
        match self {
            Small(numerator, _) => numerator.cmp(&0),
            Big(big) => big.as_ref().cmp(&RBig::ZERO),
        }
    }
}

impl Ord for Quotient {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.parts(), other.parts()) {
            (Some((a, b)), Some((c, d))) if b == d => a.cmp(&c),
            (Some((a, b)), Some((c, d))) => (a * d).cmp(&(c * b)),
            _ => self.big().cmp(&other.big()),
        }
    }
}

impl PartialOrd for Quotient {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The greatest common divisor, of machine words as soon as both are.
fn gcd(mut one: u128, mut other: u128) -> u128 {
    while other != 0 {
        if let (Ok(one), Ok(other)) = (u64::try_from(one), u64::try_from(other)) {
            return u128::from(gcd_of_words(one, other));
        }
        (one, other) = (other, one % other);
    }
    one
}

fn gcd_of_words(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numbers around the ends of what is small, and any.
    fn integers() -> impl Strategy<Value = i128> {
        let ends = [0, i128::from(i64::MAX), i128::from(i64::MIN), i128::from(u64::MAX), i128::MAX, i128::MIN];
        let near = (prop::sample::select(ends.to_vec()), -3i128..=3).prop_map(|(end, by)| end.saturating_add(by));
        prop_oneof![-1_000i128..=1_000, near, any::<i64>().prop_map(i128::from), any::<i128>()]
    }

    fn quotients() -> impl Strategy<Value = RBig> {
        let quotient = |(numerator, denominator): (i128, i128)| {
            (denominator != 0).then(|| RBig::from_parts_signed(numerator.into(), denominator.into()))
        };
        (integers(), integers()).prop_filter_map("nothing is divided by zero", quotient)
    }

    proptest! {
        #[test]
        fn small_and_big_arithmetic_agree(one in quotients(), other in quotients()) {
            let (a, b) = (Quotient::of(one.clone()), Quotient::of(other.clone()));
            prop_assert!(a.plus(&b) == Quotient::of(&one + &other));
            prop_assert!(a.minus(&b) == Quotient::of(&one - &other));
            prop_assert!(a.times(&b) == Quotient::of(&one * &other));
            prop_assert!(b.sign().is_eq() || a.over(&b) == Quotient::of(&one / &other));
            prop_assert!(a.negated() == Quotient::of(-&one));
            prop_assert!(a.big() == one);
            prop_assert_eq!(a.cmp(&b), one.cmp(&other));
            prop_assert_eq!(a.sign(), one.cmp(&RBig::ZERO));
            prop_assert_eq!(a.is_whole(), one.is_int());
            let floor = a.floor();
            prop_assert!(floor.is_whole() && floor <= a && a < floor.plus(&Quotient::whole(1)));
        }

        #[test]
        fn what_is_reduced_is_the_same_number(numerator in integers(), denominator in integers()) {
            prop_assume!(denominator != 0);
            let expected = RBig::from_parts_signed(numerator.into(), IBig::from(denominator.unsigned_abs()));
            prop_assert!(Quotient::reduced(numerator, denominator.unsigned_abs()) == Quotient::of(expected));
        }
    }
}
