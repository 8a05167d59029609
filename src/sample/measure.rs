//! The statistics of values that are known, exactly.

use std::fmt;

use crate::number::{Interval, Rational, Rounding};
use crate::quantity::Statistic;
use crate::sample::summary::{Divisor, Sample};

/// A statistic as recomputed: a number, or the root of one.
///
/// ```
/// use retally::Rounding;
/// use retally::sample::Measure;
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

/// Data of one variable, of which statistics are computed.
pub(crate) trait Distribution {
    /// How many values there are.
    fn n(&self) -> u64;

    /// The value that has so many others before it, in order.
    fn at(&self, place: u64) -> Option<Rational>;

    /// The sum of the values, and that of their squares.
    fn sums(&self) -> (Rational, Rational);

    /// The most frequent values.
    fn modes(&self) -> Vec<Rational>;
}

impl Sample {
    /// A statistic of the values. Nothing where it is not defined: of too few values, or a mode of which there are several.
    ///
    /// Where the divisor of a standard deviation is not stated, it is n − 1. A quartile lies at the place (n − 1) × 1/4 or
    /// × 3/4 among the values in order, in proportion between the two next to it (type 7 of Hyndman & Fan 1996,
    /// doi:10.1080/00031305.1996.10473566).
    ///
    /// ```
    /// use retally::sample::{Divisor, Sample};
    /// use retally::{Rational, Statistic};
    ///
    /// let sample = Sample::new([2, 4, 4, 4, 5, 5, 7, 9].map(|value| (Rational::whole(value), 1)));
    /// let of = |statistic, divisor| sample.statistic(statistic, divisor).unwrap().to_string();
    /// assert_eq!(of(Statistic::Sd, Divisor::All), "2");
    /// assert_eq!(of(Statistic::Sd, Divisor::OneLess), "2.1380…");
    /// assert_eq!(of(Statistic::UpperQuartile, Divisor::Unstated), "5.5");
    /// ```
    pub fn statistic(&self, statistic: Statistic, divisor: Divisor) -> Option<Measure> {
        measure(self, statistic, divisor)
    }
}

impl Distribution for Sample {
    fn n(&self) -> u64 {
        Self::n(self)
    }

    fn at(&self, place: u64) -> Option<Rational> {
        let mut seen = 0u64;
        let found = self.frequencies().find(|(_, times)| {
            seen = seen.saturating_add(*times);
            seen > place
        });
        found.map(|(value, _)| value.clone())
    }

    fn sums(&self) -> (Rational, Rational) {
        let add = |(sum, squares): (Rational, Rational), (value, times): (&Rational, u64)| {
            let all = value * &Rational::from(times);
            (&sum + &all, &squares + &(&all * value))
        };
        self.frequencies().fold((Rational::zero(), Rational::zero()), add)
    }

    fn modes(&self) -> Vec<Rational> {
        let most = self.frequencies().map(|(_, times)| times).max();
        self.frequencies().filter(|(_, times)| Some(*times) == most).map(|(value, _)| value.clone()).collect()
    }
}

/// A statistic of data, as [`Sample::statistic`] has it.
pub(crate) fn measure(data: &impl Distribution, statistic: Statistic, divisor: Divisor) -> Option<Measure> {
    let n = || Rational::from(data.n());
    let exactly = match statistic {
        Statistic::Count => n(),
        Statistic::Mean => mean(data)?,
        Statistic::Variance => variance(data, divisor)?,
        Statistic::Min => data.at(0)?,
        Statistic::Max => data.at(data.n().checked_sub(1)?)?,
        Statistic::Median => quartile(data, 2)?,
        Statistic::LowerQuartile => quartile(data, 1)?,
        Statistic::UpperQuartile => quartile(data, 3)?,
        Statistic::Mode => mode(data)?,
        Statistic::Sd => return variance(data, divisor).map(Measure::RootOf),
        Statistic::Se => return variance(data, divisor)?.divided_by(&n()).map(Measure::RootOf),
        Statistic::Cv => return squared_variation(data, divisor).map(Measure::RootOf),
        _ => return None,
    };
    Some(Measure::Exactly(exactly))
}

fn mean(data: &impl Distribution) -> Option<Rational> {
    data.sums().0.divided_by(&Rational::from(data.n()))
}

fn variance(data: &impl Distribution, divisor: Divisor) -> Option<Rational> {
    let n = Rational::from(data.n());
    let (sum, squares) = data.sums();
    let spread = &(&n * &squares) - &(&sum * &sum);
    let over = if divisor == Divisor::All { n.clone() } else { &n - &Rational::whole(1) };
    spread.divided_by(&(&n * &over))
}

/// The square of the coefficient of variation, in percent of percent.
fn squared_variation(data: &impl Distribution, divisor: Divisor) -> Option<Rational> {
    let mean = mean(data).filter(|mean| !mean.is_negative())?;
    Some(variance(data, divisor)?.divided_by(&(&mean * &mean))?.scaled(10_000))
}

fn quartile(data: &impl Distribution, quarters: u64) -> Option<Rational> {
    let place = data.n().checked_sub(1)?.checked_mul(quarters)?;
    let (lower, upper) = (data.at(place / 4)?, data.at((place / 4 + 1).min(data.n() - 1))?);
    let part = Rational::new(i128::from(place % 4), 4)?;
    Some(&lower + &(&(&upper - &lower) * &part))
}

/// The most frequent value, unless there are several.
fn mode(data: &impl Distribution) -> Option<Rational> {
    let mut modes = data.modes().into_iter();
    modes.next().filter(|_| modes.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(statistic: Statistic, values: &[i128]) -> Option<String> {
        let sample = Sample::new(values.iter().map(|value| (Rational::whole(*value), 1)));
        sample.statistic(statistic, Divisor::Unstated).map(|measure| measure.to_string())
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
