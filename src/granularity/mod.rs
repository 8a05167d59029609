//! The classical tests of granularity, each alone, under its usual name.
//!
//! Answers are often whole numbers: points on a scale, counts, yes or no. Their sum is whole, so that a mean of n of
//! them is one of few fractions, and so are the squares, so that the standard deviation is one of few roots. A
//! printed mean or standard deviation that no such number prints as cannot be right.
//!
//! | test | of | asks | source |
//! |---|---|---|---|
//! | [`grim`] | mean, n | is some sum divided by n the mean? | Brown & Heathers 2017, doi:10.1177/1948550616673876 |
//! | [`grimmer`] | mean, SD, n | and some sum of squares beside it the SD? | Anaya 2016, doi:10.7287/peerj.preprints.2400v1; Allard 2018 |
//! | [`debit`] | mean, SD, n of zeros and ones | the same, where all squares are known | Heathers & Brown 2019 |
//! | [`sd_limits`] | mean, n, scale | how small and how large can the SD be? | |
//!
//! All are exact, for any n and any number of items. What a figure stands for follows from its
//! [`Rounding`](crate::Rounding); the functions on [`Interval`](crate::Interval)s take any other convention. The mean
//! of k whole items for each respondent is a k-th of a whole number, and tests treat it as such.
//!
//! A test says why it found what it found. That a figure is inconsistent is no accusation: the n may be another, the
//! answers may not be whole, a digit may be a misprint. And that it is consistent does not mean that answers exist:
//! GRIMMER is necessary, not sufficient.
//!
//! ```
//! use retally::granularity::{Judgement, grim};
//! use retally::{Figure, Rounding};
//!
//! let mean: Figure = "5.19".parse().unwrap();
//! let Judgement::Inconsistent(reason) = grim(&mean, 28, 1, Rounding::Unstated) else { panic!() };
//! assert_eq!(
//!     reason.to_string(),
//!     "no whole number divided by 28 lies in [5.185, 5.195]: 145 / 28 is 5.1785…, 146 / 28 is 5.2142…"
//! );
//! ```

mod answers;
mod debit;
mod grim;
mod grimmer;
mod inapplicable;
mod limits;
mod reason;
mod sums;

pub use answers::Answers;
pub use debit::debit;
pub use grim::{grim, grim_percent};
pub use grimmer::{grimmer, moments};
pub use inapplicable::{Inapplicable, MAX_SUMS};
pub use limits::{Limits, sd_limits};
pub use reason::Reason;
pub use sums::Sums;

use crate::number::Rational;

/// What a test of granularity found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Some sum of answers passes the test: this is the least of them.
    Consistent(Rational),
    /// No sum of answers passes, for this reason.
    Inconsistent(Box<Reason>),
    /// The test cannot be made, for this reason.
    Undecided(Inapplicable),
}

impl Judgement {
    /// Its name in outputs, that of a [`Verdict`](crate::Verdict).
    pub fn name(&self) -> &'static str {
        match self {
            Self::Consistent(_) => "consistent",
            Self::Inconsistent(_) => "inconsistent",
            Self::Undecided(_) => "undecided",
        }
    }
}
