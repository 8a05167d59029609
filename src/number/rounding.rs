//! Rounding: from an exact value to the figure it prints as, and back to every value that prints so.

use std::fmt;
use std::ops::Bound;

use serde::{Deserialize, Serialize};

use crate::number::figure::Figure;
use crate::number::interval::Interval;
use crate::number::qualifier::Qualifier;
use crate::number::rational::Rational;

/// The convention by which an exact value became the printed figure.
///
/// | convention | a value goes to | a tie (`…5` exactly) goes |
/// |---|---|---|
/// | half-up | the nearest figure | away from zero |
/// | half-even | the nearest figure | to the even last digit |
/// | half-down | the nearest figure | towards zero |
/// | truncation | the next figure towards zero | |
/// | floor | the next figure below | |
/// | ceiling | the next figure above | |
/// | controlled | one of the two figures beside it | |
/// | unstated | the nearest figure | either way |
///
/// Where nothing is stated, a tie may have gone either way: half-up and half-even disagree about it, and arithmetic in binary
/// fractions sends it anywhere (2.675 is stored as a little less, and prints as 2.67).
///
/// Controlled rounding sends each value up or down so that the figures add up to their total (Cox 1987, *JASA* 82, 520–524,
/// [doi:10.1080/01621459.1987.10478456](https://doi.org/10.1080/01621459.1987.10478456)), as percentages that come to exactly 100; a value
/// that is a figure stays.
///
/// ```
/// use retally::{Figure, Rational, Rounding};
///
/// let printed: Figure = "6.2".parse().unwrap();
/// let tie = Rational::new(25, 4).unwrap(); // 6.25
/// assert!(!Rounding::HalfUp.interval(&printed).contains(&tie));
/// assert!(Rounding::HalfEven.interval(&printed).contains(&tie));
/// assert!(Rounding::Unstated.interval(&printed).contains(&tie));
/// assert_eq!(Rounding::Unstated.interval(&printed).to_string(), "[6.15, 6.25]");
/// assert!(Rounding::Unstated.interval(&"6.3".parse().unwrap()).contains(&tie));
/// assert_eq!(Rounding::HalfUp.print(&tie, 1), "6.3");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the nearest, ties either way: what a paper that says nothing may have used.
    #[default]
    Unstated,
    /// To the nearest, ties away from zero.
    HalfUp,
    /// To the nearest, ties to the even digit.
    HalfEven,
    /// To the nearest, ties towards zero.
    HalfDown,
    /// Towards zero: the further digits are cut off.
    Truncation,
    /// Downwards.
    Floor,
    /// Upwards.
    Ceiling,
    /// Up or down, so that the figures add up to their total.
    Controlled,
}

impl Rounding {
    /// Whether it is to the nearest, ties whichever way.
    pub(crate) fn is_to_the_nearest(self) -> bool {
        !matches!(self, Self::Truncation | Self::Floor | Self::Ceiling | Self::Controlled)
    }

    /// Every value that `figure` can stand for: those that print so, or, where it has a qualifier, those it admits.
    pub fn interval(self, figure: &Figure) -> Interval {
        let number = || figure.number().clone();
        match figure.qualifier() {
            Qualifier::Exactly => self.values_printed_as(figure.number(), &figure.unit()),
            Qualifier::Below => Interval::new(Bound::Unbounded, Bound::Excluded(number())),
            Qualifier::AtMost => Interval::at_most(number()),
            Qualifier::Above => Interval::new(Bound::Excluded(number()), Bound::Unbounded),
            Qualifier::AtLeast => Interval::at_least(number()),
            Qualifier::About => about(figure),
        }
    }

    /// The digits that `value` prints as with so many decimals. Under [`Rounding::Unstated`], half-up.
    pub fn print(self, value: &Rational, decimals: u32) -> String {
        self.round(value, decimals).to_decimal(decimals).unwrap_or_default()
    }

    /// The number that `value` prints as.
    pub(crate) fn round(self, value: &Rational, decimals: u32) -> Rational {
        let unit = Rational::unit(decimals);
        let steps = value.divided_by(&unit).unwrap_or_else(Rational::zero);
        &self.to_whole(&steps) * &unit
    }

    /// The multiples of `unit` away from zero or towards it, as whole steps.
    fn to_whole(self, steps: &Rational) -> Rational {
        let (below, above) = (steps.floor(), steps.ceil());
        let (near, far) =
            if steps.is_negative() { (above.clone(), below.clone()) } else { (below.clone(), above.clone()) };
        let from_near = (steps - &near).abs();
        let half = Rational::unit(1).scaled(5);
        let tie = from_near == half;
        match self {
            Self::Floor => below,
            Self::Ceiling => above,
            Self::Truncation => near,
            Self::HalfDown if tie => near,
            Self::HalfEven if tie && near.is_even() => near,
            _ if from_near < half => near,
            _ => far,
        }
    }

    fn values_printed_as(self, number: &Rational, unit: &Rational) -> Interval {
        let half = unit.halved();
        let (low, high) = match self {
            Self::Truncation if number.is_zero() => (-unit, unit.clone()),
            Self::Truncation if number.is_negative() => (number - unit, number.clone()),
            Self::Truncation | Self::Floor => (number.clone(), number + unit),
            Self::Ceiling => (number - unit, number.clone()),
            Self::Controlled => (number - unit, number + unit),
            _ => (number - &half, number + &half),
        };
        let (keeps_low, keeps_high) = self.keeps_ends(number, unit);
        Interval::new(end(low, keeps_low), end(high, keeps_high))
    }

    /// Whether the lower and the upper end of the interval still print as `number`.
    fn keeps_ends(self, number: &Rational, unit: &Rational) -> (bool, bool) {
        let even = || number.divided_by(unit).is_none_or(|steps| steps.is_even());
        let (zero, negative) = (number.is_zero(), number.is_negative());
        match self {
            Self::HalfUp if zero => (false, false),
            Self::HalfUp => (!negative, negative),
            Self::HalfEven => (even(), even()),
            Self::Unstated => (true, true),
            Self::HalfDown if zero => (true, true),
            Self::HalfDown => (negative, !negative),
            Self::Truncation if zero => (false, false),
            Self::Truncation => (!negative, negative),
            Self::Floor => (true, false),
            Self::Ceiling => (false, true),
            Self::Controlled => (false, false),
        }
    }
}

fn end(value: Rational, included: bool) -> Bound<Rational> {
    if included { Bound::Included(value) } else { Bound::Excluded(value) }
}

/// Within one unit of the last digit that is not zero.
fn about(figure: &Figure) -> Interval {
    let number = figure.number();
    let mut unit = figure.unit();
    while !number.is_zero() && number.is_multiple_of(&unit.scaled(10)) {
        unit = unit.scaled(10);
    }
    Interval::closed(number - &unit, number + &unit)
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unstated => "unstated (to the nearest, ties either way)",
            Self::HalfUp => "half-up",
            Self::HalfEven => "half-even",
            Self::HalfDown => "half-down",
            Self::Truncation => "truncation",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
            Self::Controlled => "controlled",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(rounding: Rounding, text: &str) -> String {
        rounding.interval(&text.parse().unwrap()).to_string()
    }

    #[test]
    fn ends_are_open_and_closed_as_the_convention_has_it() {
        for (rounding, text, expected) in [
            (Rounding::HalfUp, "26.3", "[26.25, 26.35)"),
            (Rounding::HalfUp, "-26.3", "(-26.35, -26.25]"),
            (Rounding::HalfUp, "0", "(-0.5, 0.5)"),
            (Rounding::HalfEven, "26.3", "(26.25, 26.35)"),
            (Rounding::HalfEven, "26.2", "[26.15, 26.25]"),
            (Rounding::HalfDown, "26.3", "(26.25, 26.35]"),
            (Rounding::HalfDown, "0.0", "[-0.05, 0.05]"),
            (Rounding::Truncation, "26.3", "[26.3, 26.4)"),
            (Rounding::Truncation, "-26.3", "(-26.4, -26.3]"),
            (Rounding::Truncation, "0", "(-1, 1)"),
            (Rounding::Floor, "-2", "[-2, -1)"),
            (Rounding::Ceiling, "-2", "(-3, -2]"),
            (Rounding::Controlled, "6.2", "(6.1, 6.3)"),
            (Rounding::Controlled, "0", "(-1, 1)"),
            (Rounding::Unstated, "26.3", "[26.25, 26.35]"),
            (Rounding::Unstated, "26.2", "[26.15, 26.25]"),
            (Rounding::Unstated, "-26.3", "[-26.35, -26.25]"),
            (Rounding::Unstated, "<1", "(-∞, 1)"),
            (Rounding::Unstated, "≥ 1.5", "[1.5, ∞)"),
            (Rounding::Unstated, "about 400", "[300, 500]"),
            (Rounding::Unstated, "about 45", "[44, 46]"),
            (Rounding::Unstated, "about 0", "[-1, 1]"),
        ] {
            assert_eq!(interval(rounding, text), expected, "{rounding} {text}");
        }
    }
}
