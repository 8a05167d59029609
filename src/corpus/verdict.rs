//! The verdict on a row, with the reason where it is undecided.

use crate::granularity::{Inapplicable, Judgement};

/// The verdict on a row, with the reason where it is undecided. One byte, so that a million of them are cheap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Verdict {
    /// Some whole answers pass the test.
    Consistent,
    /// No whole answers pass.
    #[default]
    Inconsistent,
    /// Nothing stands where the mean is expected.
    NoMean,
    /// What stands there is no number.
    MeanNotANumber,
    /// Nothing stands where the SD is expected.
    NoSd,
    /// What stands there is no number.
    SdNotANumber,
    /// Nothing stands where n is expected.
    NoN,
    /// n is negative, not whole, no number, or has more than 18 digits.
    OddN,
    /// Nothing stands where the number of items is expected.
    NoItems,
    /// The number of items is negative, not whole, no number, or has more than 18 digits.
    OddItems,
    /// n is 0.
    Nobody,
    /// The number of items is 0.
    NoItem,
    /// n is 1, and the SD of one is not defined.
    OneRespondent,
    /// More sums fit the mean than are tried.
    TooManySums,
    /// An end of the scale is missing or is not a whole number.
    NoScale,
    /// The scale ends before it begins.
    EmptyScale,
    /// The table of all samples would be larger than its limit.
    TooLarge,
}

/// All verdicts, in the order of their numbers.
pub(super) const ALL: [Verdict; 17] = [
    Verdict::Consistent,
    Verdict::Inconsistent,
    Verdict::NoMean,
    Verdict::MeanNotANumber,
    Verdict::NoSd,
    Verdict::SdNotANumber,
    Verdict::NoN,
    Verdict::OddN,
    Verdict::NoItems,
    Verdict::OddItems,
    Verdict::Nobody,
    Verdict::NoItem,
    Verdict::OneRespondent,
    Verdict::TooManySums,
    Verdict::NoScale,
    Verdict::EmptyScale,
    Verdict::TooLarge,
];

impl Verdict {
    /// Consistent if it is so.
    pub(super) fn when(consistent: bool) -> Self {
        if consistent { Self::Consistent } else { Self::Inconsistent }
    }

    /// Its name in outputs: `consistent`, `inconsistent` or `undecided`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
            _ => "undecided",
        }
    }

    /// Why it is undecided.
    pub fn reason(self) -> Option<&'static str> {
        Some(match self {
            Self::Consistent | Self::Inconsistent => return None,
            Self::NoMean => "the mean is missing",
            Self::MeanNotANumber => "the mean is not a number",
            Self::NoSd => "the SD is missing",
            Self::SdNotANumber => "the SD is not a number",
            Self::NoN => "n is missing",
            Self::OddN => "n is not a whole number of respondents",
            Self::NoItems => "the number of items is missing",
            Self::OddItems => "the number of items is not a whole number",
            Self::Nobody => Inapplicable::Nobody.reason(),
            Self::NoItem => Inapplicable::NoItem.reason(),
            Self::OneRespondent => Inapplicable::OneRespondent.reason(),
            Self::TooManySums => Inapplicable::TooManySums.reason(),
            Self::NoScale => "the scale is missing or not of whole numbers",
            Self::EmptyScale => "the scale ends before it begins",
            Self::TooLarge => "the table of all samples would be too large",
        })
    }
}

impl From<Judgement> for Verdict {
    fn from(judgement: Judgement) -> Self {
        match judgement {
            Judgement::Consistent(_) => Self::Consistent,
            Judgement::Inconsistent(_) => Self::Inconsistent,
            Judgement::Undecided(inapplicable) => inapplicable.into(),
        }
    }
}

impl From<Inapplicable> for Verdict {
    fn from(inapplicable: Inapplicable) -> Self {
        match inapplicable {
            Inapplicable::Nobody => Self::Nobody,
            Inapplicable::NoItem => Self::NoItem,
            Inapplicable::OneRespondent => Self::OneRespondent,
            Inapplicable::TooManySums => Self::TooManySums,
        }
    }
}
