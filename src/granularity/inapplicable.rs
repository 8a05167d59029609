//! Why a test of granularity cannot be made.

use std::fmt;

/// How many of the sums that fit a mean are tried at most. Without a scale n of them are all, so this is a limit only
/// where n is greater.
pub const MAX_SUMS: u64 = 10_000;

/// Why a test of granularity cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Inapplicable {
    /// n is 0: nobody has no mean.
    Nobody,
    /// A mean of no item.
    NoItem,
    /// The sample SD of one respondent is 0 / 0.
    OneRespondent,
    /// The first [`MAX_SUMS`] of the sums that fit the mean fail, and more are left.
    TooManySums,
}

impl Inapplicable {
    /// Why, in a few words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Nobody => "n is 0",
            Self::NoItem => "the number of items is 0",
            Self::OneRespondent => "the SD of one respondent is not defined",
            Self::TooManySums => "more than 10000 sums fit the mean",
        }
    }
}

const _: () = assert!(MAX_SUMS == 10_000, "the reason above says so");

impl fmt::Display for Inapplicable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.reason())
    }
}
