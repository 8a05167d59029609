//! Whether data exist, in words.

use std::fmt;

use crate::number::Rational;
use crate::quantity::Statistic;
use crate::sample::summary::Sample;

/// Whether any data have the statistics of a [`Summary`](crate::sample::Summary).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Existence {
    /// These have.
    Consistent(Sample),
    /// None have, for this reason.
    Inconsistent(Reason),
    /// It was not decided, because this limit was reached.
    Undecided(Limit),
}

/// Why no data have some statistics. Its [`Display`](fmt::Display) is a sentence that can be checked by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nobody has no statistics.
    Nobody,
    /// A statistic is stated twice, and no value is both.
    Twice(Statistic),
    /// One statistic can only be negative, and never is.
    Negative(Statistic),
    /// No value of the scale prints as this statistic.
    OffScale(Statistic),
    /// The one is no less than a number, the other no more than a smaller one, and should not be below the first.
    Order {
        /// The statistic that ought not to be above the other; the scale's lower end, if none.
        lower: Option<Statistic>,
        /// What it is at least.
        least: Rational,
        /// The statistic that ought not to be below it; the scale's upper end, if none.
        higher: Option<Statistic>,
        /// What it is at most.
        most: Rational,
    },
    /// No sum of so many values gives the mean (GRIM).
    Sum {
        /// The greatest possible mean below the one that is stated.
        below: Rational,
        /// The least possible mean above it.
        above: Rational,
    },
    /// The other statistics leave the mean only these values.
    Mean {
        /// From this one.
        least: Rational,
        /// To this one.
        most: Rational,
    },
    /// The other statistics need a standard deviation whose square is at least this.
    SdAtLeast(Rational),
    /// The other statistics admit a standard deviation whose square is at most this.
    SdAtMost(Rational),
    /// No sum of squares that is as odd as the sum gives the standard deviation (GRIMMER).
    Squares {
        /// The square of the greatest standard deviation below the one that is stated.
        below: Rational,
        /// The square of the least one above it.
        above: Rational,
    },
    /// The value cannot occur so often.
    Frequency(Rational),
    /// Every possibility was tried.
    Tried,
    /// Among all data with the other statistics no value that the mode may be is the most frequent.
    Mode,
}

/// What kept a question from being decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// A statistic that says nothing of the values alone.
    Statistic(Statistic),
    /// Numbers so large that their squares are not computed.
    Size,
    /// More sums or medians than are tried.
    Breadth,
    /// More possibilities than are tried.
    Search,
    /// More work than the [`Limits`](crate::sample::Limits) allow.
    Work,
    /// Counting would take more memory than it may.
    Memory,
    /// Nothing bounds the values, so that there is no end of samples.
    Unbounded,
    /// The scale has no known step, and the bounds that hold for any numbers are met.
    NoStep,
    /// Nobody says how many respondents there are, and none of the numbers that were tried fits.
    NoCount,
    /// Data with the other statistics exist, but none were found with that mode.
    Mode,
}

impl Reason {
    /// Whether it is this statistic that the others leave no room for.
    pub fn is_about(&self, statistic: Statistic) -> bool {
        match self {
            Self::Nobody | Self::Tried | Self::Frequency(_) => false,
            Self::Twice(own) | Self::Negative(own) | Self::OffScale(own) => *own == statistic,
            Self::Order { lower, higher, .. } => lower.or(*higher) == Some(statistic),
            Self::Sum { .. } | Self::Mean { .. } => statistic == Statistic::Mean,
            Self::SdAtLeast(_) | Self::SdAtMost(_) | Self::Squares { .. } => {
                matches!(statistic, Statistic::Sd | Statistic::Variance | Statistic::Se)
            }
            Self::Mode => statistic == Statistic::Mode,
        }
    }

    /// What is left for that statistic, in a few words.
    pub fn leaves(&self) -> String {
        match self {
            Self::Order { lower: Some(_), most, .. } => format!("at most {most}"),
            Self::Order { least, .. } => format!("at least {least}"),
            Self::Sum { below, above, .. } => format!("{below} or {above}"),
            Self::Mean { least, most } => format!("from {least} to {most}"),
            Self::SdAtLeast(square) => format!("at least {}", root(square)),
            Self::SdAtMost(square) => format!("at most {}", root(square)),
            Self::Squares { below, above } => format!("{} or {}", root(below), root(above)),
            _ => "not possible".to_owned(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |statistic: &Option<Statistic>, end| match statistic {
            Some(statistic) => format!("{} is", phrase(*statistic)),
            None => format!("the scale's {end} end is"),
        };
        match self {
            Self::Nobody => write!(f, "nobody has no statistics"),
            Self::Twice(statistic) => write!(f, "{} is stated twice, and no value is both", phrase(*statistic)),
            Self::Negative(statistic) => write!(f, "{} is never negative", phrase(*statistic)),
            Self::OffScale(statistic) => write!(f, "no value of the scale prints as {}", phrase(*statistic)),
            Self::Order { lower, least, higher, most } => {
                write!(f, "{} at least {least}, while {} at most {most}", name(lower, "lower"), name(higher, "upper"))
            }
            Self::Sum { below, above } => {
                write!(
                    f,
                    "it fails GRIM: no sum of admissible values gives this mean; the nearest means are {below} and {above}"
                )
            }
            Self::Mean { least, most } => write!(f, "the mean can only be from {least} to {most}"),
            Self::SdAtLeast(square) => write!(f, "the standard deviation is at least {}", root(square)),
            Self::SdAtMost(square) => write!(f, "the standard deviation is at most {}", root(square)),
            Self::Squares { below, above } => {
                let (below, above) = (root(below), root(above));
                write!(f, "no sum of squares gives this standard deviation: the nearest are {below} and {above}")
            }
            Self::Frequency(value) => write!(f, "{value} cannot occur so often"),
            Self::Tried => write!(f, "every sum and every sum of squares was tried, and no values have both"),
            Self::Mode => write!(f, "some other value is always more frequent than the mode"),
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statistic(statistic) => write!(f, "{statistic} says nothing of the values by itself"),
            Self::Size => write!(f, "the numbers are too large"),
            Self::Breadth => write!(f, "there are more sums and medians than are tried"),
            Self::Search => write!(f, "there are more possibilities than are tried"),
            Self::Work => write!(f, "more steps would be needed than are allowed"),
            Self::Memory => write!(f, "counting would take more memory than it may"),
            Self::Unbounded => write!(f, "nothing bounds the values, so that there is no end of samples"),
            Self::NoStep => write!(f, "the variable has no known step, and what holds for any numbers holds"),
            Self::NoCount => write!(f, "n is not known, and none of those that were tried fits"),
            Self::Mode => write!(f, "data with the other statistics exist, but none were found with that mode"),
        }
    }
}

/// A statistic within a sentence.
fn phrase(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::Mean => "the mean",
        Statistic::Sd => "the standard deviation",
        Statistic::Variance => "the variance",
        Statistic::Se => "the standard error",
        Statistic::Median => "the median",
        Statistic::Mode => "the mode",
        Statistic::Min => "the minimum",
        Statistic::Max => "the maximum",
        Statistic::LowerQuartile => "the lower quartile",
        Statistic::UpperQuartile => "the upper quartile",
        other => other.name(),
    }
}

/// A square root to four places, cut off.
fn root(square: &Rational) -> String {
    square.root(false).map_or_else(String::new, |root| root.to_string())
}
