//! What may have happened to figures on their way into print.

use std::fmt;

/// What may have happened to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hypothesis {
    /// Two cells stand in each other's place.
    Swapped,
    /// Several cells of a column or row are each one place too far.
    Rotated,
    /// A column is computed the wrong way up: mean / SD for SD / mean.
    Inverted,
    /// A count and its percentage stand in each other's place.
    Exchanged,
    /// All percentages of a row or block are of another base that the table has.
    OtherBase,
    /// All percentages of one base are of another number than the one that is printed.
    OtherNumber,
    /// All percentages of a block are of the sum of its own counts: some did not answer, or are counted twice.
    OwnSum,
    /// A percentage is of its row instead of its column, or the other way round.
    OtherDirection,
    /// The counts of a table are rounded to multiples of 3, 5 or 10.
    RoundedCounts,
    /// The further digits were cut off.
    Truncated,
    /// It was rounded, and what came out was rounded again.
    RoundedTwice,
    /// A tie went towards zero.
    HalfDown,
    /// It was rounded to a whole number, and zeros were appended.
    Padded,
    /// It was changed so that printed figures add up to a printed total.
    Adjusted,
    /// A number is one too many or one too few: one respondent is missing from a sum.
    OffByOne,
    /// The cell is that of a neighbouring row or column.
    Copied,
    /// Two neighbouring digits stand in each other's place.
    Transposed,
    /// A digit is missing.
    Dropped,
    /// A digit was typed twice.
    Doubled,
    /// One digit is another.
    Mistyped,
    /// The decimal point stands elsewhere.
    PointMoved,
}

impl Hypothesis {
    /// Whether figures stand in each other's places.
    pub(super) fn moves_cells(self) -> bool {
        matches!(self, Self::Swapped | Self::Rotated | Self::Exchanged)
    }

    /// Its name in outputs.
    ///
    /// ```
    /// assert_eq!(retally::diagnosis::Hypothesis::RoundedTwice.name(), "rounded-twice");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Swapped => "swapped",
            Self::Rotated => "rotated",
            Self::Inverted => "inverted",
            Self::Exchanged => "exchanged",
            Self::OtherBase => "other-base",
            Self::OtherNumber => "other-number",
            Self::OwnSum => "own-sum",
            Self::OtherDirection => "other-direction",
            Self::RoundedCounts => "rounded-counts",
            Self::Truncated => "truncated",
            Self::RoundedTwice => "rounded-twice",
            Self::HalfDown => "half-down",
            Self::Padded => "padded",
            Self::Adjusted => "adjusted",
            Self::OffByOne => "off-by-one",
            Self::Copied => "copied",
            Self::Transposed => "transposed",
            Self::Dropped => "dropped",
            Self::Doubled => "doubled",
            Self::Mistyped => "mistyped",
            Self::PointMoved => "point-moved",
        }
    }
}

/// A hypothesis that makes a finding's figures right and no other relation wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What may have happened.
    pub hypothesis: Hypothesis,
    /// The figures that it happened to, as indices into [`Study::claims`](crate::Study::claims).
    pub claims: Vec<usize>,
    /// The same as a sentence, which is its [`Display`](fmt::Display).
    pub text: String,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
