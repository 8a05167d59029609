//! Exact numbers: every value that decides a verdict is a quotient of two integers of any size.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use dashu_int::ops::SquareRoot;
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use crate::number::quotient::Quotient;

/// An exact rational number of any size: nothing overflows and nothing is rounded.
///
/// [`Display`](fmt::Display) writes it as a decimal number for people. Digits that do not end are
/// cut after four places and marked with `…`; `{:.2}` asks for two places. [`Debug`] writes the fraction.
///
/// ```
/// use retally::Rational;
///
/// let share = Rational::new(3700, 141).unwrap();
/// assert_eq!(share.to_string(), "26.2411…");
/// assert_eq!(format!("{share:.2}"), "26.24…");
/// assert_eq!(format!("{share:?}"), "3700/141");
/// assert_eq!(Rational::new(25, 4).unwrap().to_string(), "6.25");
/// assert!(Rational::new(1, 0).is_none());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rational(Quotient);

impl Rational {
    /// `numerator / denominator`, or nothing when the denominator is zero.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let positive = || Self(Quotient::reduced(numerator, denominator.unsigned_abs()));
        (denominator != 0).then(|| if denominator < 0 { -positive() } else { positive() })
    }

    /// The whole number `value`.
    pub fn whole(value: i128) -> Self {
        Self(Quotient::whole(value))
    }

    /// A whole number of any size.
    pub(crate) fn from_big(value: UBig) -> Self {
        Self(Quotient::of(RBig::from(value)))
    }

    /// Zero.
    pub fn zero() -> Self {
        Self::whole(0)
    }

    /// `10^-decimals`: one unit in the last place of a figure with that many decimals.
    pub fn unit(decimals: u32) -> Self {
        Self(Quotient::whole(1).over(&Self::ten_to(decimals).0))
    }

    /// A one with so many zeros.
    fn ten_to(exponent: u32) -> Self {
        10i128.checked_pow(exponent).map_or_else(|| Self::from_big(ten_to(exponent)), Self::whole)
    }

    /// The number whose digits, without sign and decimal point, are `digits`.
    pub(crate) fn from_digits(negative: bool, digits: &str, decimals: u32) -> Option<Self> {
        let small = digits.parse().ok().map(Self::whole);
        let magnitude = small.or_else(|| UBig::from_str_radix(digits, 10).ok().map(Self::from_big))?;
        let number = Self(magnitude.0.over(&Self::ten_to(decimals).0));
        Some(if negative { -number } else { number })
    }

    /// Whether this is a whole number.
    pub fn is_whole(&self) -> bool {
        self.0.is_whole()
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        self.0.sign().is_eq()
    }

    /// Whether this is less than zero.
    pub fn is_negative(&self) -> bool {
        self.0.sign().is_lt()
    }

    /// The greatest whole number that is not above this one.
    pub fn floor(&self) -> Self {
        Self(self.0.floor())
    }

    /// The least whole number that is not below this one.
    pub fn ceil(&self) -> Self {
        -(-self).floor()
    }

    /// Without its sign.
    pub fn abs(&self) -> Self {
        if self.is_negative() { -self } else { self.clone() }
    }

    /// Half of it.
    pub fn halved(&self) -> Self {
        Self(self.0.over(&Quotient::whole(2)))
    }

    /// So many times as much.
    pub fn scaled(&self, factor: i64) -> Self {
        self * &Self::whole(factor.into())
    }

    /// Whether this is a whole number of times `step`.
    pub fn is_multiple_of(&self, step: &Self) -> bool {
        self.divided_by(step).is_some_and(|times| times.is_whole())
    }

    /// Whether this is an even whole number.
    pub fn is_even(&self) -> bool {
        self.halved().is_whole()
    }

    /// The quotient, or nothing when `divisor` is zero.
    pub fn divided_by(&self, divisor: &Self) -> Option<Self> {
        (!divisor.is_zero()).then(|| Self(self.0.over(&divisor.0)))
    }

    /// A number with 15 decimals that is next above the square root, or next below it; exact where the root has no more
    /// decimals. Nothing for negative numbers.
    pub(crate) fn root(&self, up: bool) -> Option<Self> {
        const DECIMALS: u32 = 15;
        if self.is_negative() {
            return None;
        }
        let scaled = self * &Self::ten_to(2 * DECIMALS);
        let whole = if up { scaled.ceil() } else { scaled.floor() };
        let (square, _) = whole.0.big().into_parts();
        let square = UBig::try_from(square).ok()?;
        let root = square.sqrt();
        let short = up && &root * &root != square;
        let root = if short { root + UBig::ONE } else { root };
        Some(Self(Quotient::of(RBig::from_parts(IBig::from(root), ten_to(DECIMALS)))))
    }

    /// The same as a machine integer, if it is whole and not too large for one.
    pub fn to_i128(&self) -> Option<i128> {
        self.0.to_i128()
    }

    /// The nearest `f64`, for frames and drawings; no verdict is taken from it.
    pub fn to_f64(&self) -> f64 {
        self.0.big().to_f64().value()
    }

    /// Exactly this floating-point number, unless it is infinite or none.
    pub(crate) fn from_f64(value: f64) -> Option<Self> {
        RBig::try_from(value).ok().map(|value| Self(Quotient::of(value)))
    }

    /// The digits with exactly `decimals` places, when the number has no more than that.
    pub fn to_decimal(&self, decimals: u32) -> Option<String> {
        let scaled = self * &Self::ten_to(decimals);
        scaled.is_whole().then(|| scaled.place_point(decimals))
    }

    /// Writes a whole number with a decimal point before its last `decimals` digits.
    fn place_point(&self, decimals: u32) -> String {
        let decimals = decimals as usize;
        let magnitude = self.abs();
        let small = magnitude.to_i128().map(|digits| digits.to_string());
        let digits = small.unwrap_or_else(|| magnitude.0.big().numerator().to_string());
        let digits = format!("{digits:0>width$}", width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let sign = if self.is_negative() { "-" } else { "" };
        let point = if decimals == 0 { "" } else { "." };
        format!("{sign}{whole}{point}{fraction}")
    }
}

fn ten_to(exponent: u32) -> UBig {
    UBig::from(10u8).pow(exponent as usize)
}

impl fmt::Display for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let most = f.precision().unwrap_or(4) as u32;
        if let Some(text) = (0..=most).find_map(|decimals| self.to_decimal(decimals)) {
            return f.pad_integral(true, "", &text);
        }
        let scaled = &self.abs() * &Self::ten_to(most);
        let sign = if self.is_negative() { "-" } else { "" };
        write!(f, "{sign}{}…", scaled.floor().place_point(most))
    }
}

impl fmt::Debug for Rational {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.big())
    }
}

impl From<u64> for Rational {
    fn from(value: u64) -> Self {
        Self::whole(value.into())
    }
}

macro_rules! operator {
    ($($trait:ident $method:ident $of:ident),*) => {$(
        impl $trait for &Rational {
            type Output = Rational;
            fn $method(self, other: &Rational) -> Rational {
                Rational(self.0.$of(&other.0))
            }
        }
    )*};
}

operator!(Add add plus, Sub sub minus, Mul mul times);

impl Neg for &Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(self.0.negated())
    }
}

impl Neg for Rational {
    type Output = Rational;
    fn neg(self) -> Rational {
        Rational(self.0.negated())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floor_and_ceil_go_the_right_way_below_zero() {
        let value = Rational::new(-7, 2).unwrap();
        assert_eq!(value.floor(), Rational::whole(-4));
        assert_eq!(value.ceil(), Rational::whole(-3));
        assert_eq!(Rational::whole(-3).floor(), Rational::whole(-3));
    }

    #[test]
    fn display_never_hides_a_remainder() {
        assert_eq!(Rational::new(-1, 3).unwrap().to_string(), "-0.3333…");
        assert_eq!(Rational::new(1, 100_000).unwrap().to_string(), "0.0000…");
        assert_eq!(Rational::new(1, 8).unwrap().to_string(), "0.125");
        assert_eq!(Rational::whole(0).to_string(), "0");
        assert_eq!(Rational::new(-5, 100).unwrap().to_decimal(2).unwrap(), "-0.05");
    }
}
