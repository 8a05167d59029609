//! The statistics of values that are known, exactly.

use std::collections::BTreeMap;
use std::fmt;

use crate::interval::Interval;
use crate::quantity::Statistic;
use crate::rational::Rational;
use crate::rounding::Rounding;

/// How often each value occurs.
pub(crate) type Frequencies = BTreeMap<Rational, u64>;

/// A statistic as recomputed: a number, or the root of one.
///
/// ```
/// use retally::Rounding;
/// use retally::microdata::Measure;
///
/// let sd = Measure::RootOf(retally::Rational::whole(2)); // of 1 and 3
/// assert_eq!(sd.print(Rounding::HalfUp, 3), "1.414");
/// assert!(sd.is_in(&Rounding::HalfUp.interval(&"1.41".parse().unwrap())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// This number.
    Exactly(Rational),
    /// The square root of this number, which is not negative.
    RootOf(Rational),
}

impl Measure {
    /// Whether it is one of the values of an interval.
    pub fn is_in(&self, values: &Interval) -> bool {
        match self {
            Self::Exactly(value) => values.contains(value),
            // A root is not negative, so its square decides.
            Self::RootOf(square) => {
                let upper = values.intersection(&Interval::at_least(Rational::zero()));
                !upper.is_empty() && upper.squared().contains(square)
            }
        }
    }

    /// The digits that it prints as with so many decimals.
    pub fn print(&self, rounding: Rounding, decimals: u32) -> String {
        rounding.print(&self.near(), decimals)
    }

    /// The number itself; of a root one that is less than 10^-15 below it.
    pub fn near(&self) -> Rational {
        match self {
            Self::Exactly(value) => value.clone(),
            Self::RootOf(square) => square.root(false).unwrap_or_else(Rational::zero),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.near(), f)
    }
}

/// A statistic of values. Nothing where it is not defined: of too few values, or a mode of which there are several.
///
/// The standard deviation and the variance divide by n − 1. A quartile lies at the place (n − 1) × 1/4 or × 3/4 among the
/// values in order, in proportion between the two next to it.
pub(crate) fn measure(statistic: Statistic, values: &Frequencies) -> Option<Measure> {
    let exactly = |value: Option<Rational>| value.map(Measure::Exactly);
    let root = |square: Option<Rational>| square.map(Measure::RootOf);
    match statistic {
        Statistic::Count => exactly(Some(Rational::from(count(values)))),
        Statistic::Mean => exactly(mean(values)),
        Statistic::Variance => exactly(variance(values)),
        Statistic::Sd => root(variance(values)),
        Statistic::Se => root(variance(values)?.divided_by(&Rational::from(count(values)))),
        Statistic::Cv => root(squared_variation(values)),
        Statistic::Min => exactly(values.keys().next().cloned()),
        Statistic::Max => exactly(values.keys().next_back().cloned()),
        Statistic::Median => exactly(quartile(values, 2)),
        Statistic::LowerQuartile => exactly(quartile(values, 1)),
        Statistic::UpperQuartile => exactly(quartile(values, 3)),
        Statistic::Mode => exactly(mode(values)),
        Statistic::Share | Statistic::P => None,
    }
}

fn count(values: &Frequencies) -> u64 {
    values.values().sum()
}

fn sum(values: &Frequencies, of: impl Fn(&Rational) -> Rational) -> Rational {
    values.iter().fold(Rational::zero(), |sum, (value, times)| &sum + &(&of(value) * &Rational::from(*times)))
}

fn mean(values: &Frequencies) -> Option<Rational> {
    sum(values, Clone::clone).divided_by(&Rational::from(count(values)))
}

fn variance(values: &Frequencies) -> Option<Rational> {
    let n = Rational::from(count(values));
    let sum_of_values = sum(values, Clone::clone);
    let squares = sum(values, |value| value * value);
    let spread = &(&n * &squares) - &(&sum_of_values * &sum_of_values);
    spread.divided_by(&(&n * &(&n - &Rational::whole(1))))
}

/// The square of the coefficient of variation, in percent, of a mean above zero.
fn squared_variation(values: &Frequencies) -> Option<Rational> {
    let mean = mean(values).filter(|mean| !mean.is_negative())?;
    Some(variance(values)?.divided_by(&(&mean * &mean))?.scaled(10_000))
}

fn quartile(values: &Frequencies, quarters: u64) -> Option<Rational> {
    let place = count(values).checked_sub(1)?.checked_mul(quarters)?;
    let (lower, upper) = (at(values, place / 4)?, at(values, (place / 4 + 1).min(count(values) - 1))?);
    let part = Rational::new(i128::from(place % 4), 4)?;
    Some(lower + &(&(upper - lower) * &part))
}

/// The value that has so many others before it.
fn at(values: &Frequencies, place: u64) -> Option<&Rational> {
    let mut seen = 0;
    values
        .iter()
        .find(|(_, times)| {
            seen += **times;
            seen > place
        })
        .map(|(value, _)| value)
}

/// The most frequent value, unless there are several.
fn mode(values: &Frequencies) -> Option<Rational> {
    let most = values.values().max()?;
    let mut modes = values.iter().filter(|(_, times)| *times == most).map(|(value, _)| value);
    modes.next().filter(|_| modes.next().is_none()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(statistic: Statistic, values: &[i128]) -> Option<String> {
        let mut frequencies = Frequencies::new();
        for value in values {
            *frequencies.entry(Rational::whole(*value)).or_default() += 1;
        }
        measure(statistic, &frequencies).map(|measure| measure.to_string())
    }

    #[test]
    fn they_are_what_the_textbook_says() {
        let values = [2, 4, 4, 4, 5, 5, 7, 9];
        for (statistic, expected) in [
            (Statistic::Count, "8"),
            (Statistic::Mean, "5"),
            (Statistic::Variance, "4.5714…"), // 32 / 7
            (Statistic::Sd, "2.1380…"),
            (Statistic::Median, "4.5"),
            (Statistic::LowerQuartile, "4"),
            (Statistic::UpperQuartile, "5.5"),
            (Statistic::Mode, "4"),
            (Statistic::Min, "2"),
            (Statistic::Max, "9"),
        ] {
            assert_eq!(of(statistic, &values).as_deref(), Some(expected), "{statistic}");
        }
    }

    #[test]
    fn what_is_not_defined_is_nothing() {
        assert_eq!(of(Statistic::Mean, &[]), None);
        assert_eq!(of(Statistic::Sd, &[3]), None);
        assert_eq!(of(Statistic::Mode, &[1, 1, 2, 2]), None);
        assert_eq!(of(Statistic::Median, &[]), None);
        assert_eq!(of(Statistic::Cv, &[-1, -2]), None);
    }
}
