//! Why figures fail a test of granularity.

use std::fmt;

use crate::granularity::sums::Sums;
use crate::number::{Interval, Rational};

/// Why no whole answers have the figures. [`Display`](fmt::Display) is one sentence without its full stop.
///
/// Where several sums fit the mean, the reason is that of the least, and `others` is how many more fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// No sum fits the mean.
    NoSum {
        /// What the mean may be; of a percentage, as one.
        mean: Interval,
        /// The sums next to it.
        sums: Sums,
    },
    /// The mean lies outside the scale.
    OffScale {
        /// The sums that fit the mean.
        sums: Sums,
        /// The least and the greatest sum on the scale.
        least: Rational,
        /// The greatest sum on the scale.
        greatest: Rational,
    },
    /// A standard deviation is never negative.
    NegativeSd,
    /// The squares would have to add up to a number in a gap between whole numbers.
    NoSquares {
        /// A sum that fits the mean.
        sum: Rational,
        /// What the squares may add up to.
        squares: Interval,
        /// How many other sums fail as well.
        others: u64,
    },
    /// The sum of squares would be even and the sum odd, or the other way round. A number and its square are even
    /// together, and so are their sums.
    Parity {
        /// A sum that fits the mean.
        sum: Rational,
        /// The only whole number that the squares may add up to.
        squares: Rational,
        /// How many other sums fail as well.
        others: u64,
    },
    /// The standard deviation is less than that of answers as equal as the sum allows.
    BelowLeast {
        /// A sum that fits the mean.
        sum: Rational,
        /// The least standard deviation, cut after 15 decimals.
        least: Rational,
        /// How many other sums fail as well.
        others: u64,
    },
    /// The standard deviation is more than that of answers as far apart as the sum and the scale allow.
    AboveGreatest {
        /// A sum that fits the mean.
        sum: Rational,
        /// The greatest standard deviation, cut after 15 decimals.
        greatest: Rational,
        /// How many other sums fail as well.
        others: u64,
    },
}

impl Reason {
    /// The same, when so many other sums fail as well.
    pub(super) fn and_others(mut self, count: u64) -> Self {
        match &mut self {
            Self::NoSquares { others, .. }
            | Self::Parity { others, .. }
            | Self::BelowLeast { others, .. }
            | Self::AboveGreatest { others, .. } => *others = count,
            Self::NoSum { .. } | Self::OffScale { .. } | Self::NegativeSd => {}
        }
        self
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSum { mean, sums } => sums.write_gap(mean, f),
            Self::OffScale { sums, least, greatest } => {
                write!(f, "the answers add up to ")?;
                sums.write_range(f)?;
                write!(f, ", but the scale allows {least} to {greatest}")
            }
            Self::NegativeSd => write!(f, "a standard deviation is not negative"),
            Self::NoSquares { sum, squares, others } => {
                write!(f, "the answers add up to {sum} and their squares to a number in {squares:.3}, none whole")?;
                write_others(*others, f)
            }
            Self::Parity { sum, squares, others } => {
                let (one, other) = if sum.is_even() { ("even", "odd") } else { ("odd", "even") };
                write!(f, "the answers add up to {sum} and their squares to {squares}: one is {one}, one {other}")?;
                write_others(*others, f)
            }
            Self::BelowLeast { sum, least, others } => {
                write!(f, "whole answers that add up to {sum} have an SD of at least {least}")?;
                write_others(*others, f)
            }
            Self::AboveGreatest { sum, greatest, others } => {
                write!(f, "answers on the scale that add up to {sum} have an SD of at most {greatest}")?;
                write_others(*others, f)
            }
        }
    }
}

fn write_others(others: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match others {
        0 => Ok(()),
        1 => f.write_str("; nor does the other sum fit"),
        more => write!(f, "; nor does any of the {more} other sums fit"),
    }
}
