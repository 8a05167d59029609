//! Why a value cannot be recomputed.

use crate::quantity::{Event, Quantity};
use crate::sample::Limit;
use crate::study::Names;

/// Why a value cannot be recomputed, and the relation stays undecided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// A quantity that would be needed is not reported, nor does it follow from others.
    NotPrinted(Quantity),
    /// The base of a percentage is zero, or may be.
    ZeroBase,
    /// What a square root is taken of can only be negative.
    NegativeRoot,
    /// It is a weighted percentage, and weights are not reported.
    Weighted,
    /// Counts that would have to be known exactly are reported only approximately.
    Rough,
    /// Whether data exist was not decided within this limit.
    Limit(Limit),
    /// A test cannot be computed, for this reason.
    Test(&'static str),
}

impl Unknown {
    /// The reason in words.
    pub fn reason(&self, names: &Names) -> String {
        match self {
            Self::NotPrinted(quantity) if *quantity == Quantity::count(Event::everybody()) => {
                "N is not reported; state `size`, or `partition` where the levels cover everybody".to_owned()
            }
            Self::NotPrinted(quantity) => format!("{} is not reported", names.in_words(quantity)),
            Self::ZeroBase => "the base is, or may be, zero".to_owned(),
            Self::Rough => "the group counts are reported only approximately".to_owned(),
            Self::Weighted => "the percentage is weighted, and the weights are not reported".to_owned(),
            Self::Limit(limit) => limit.to_string(),
            Self::Test(reason) => (*reason).to_owned(),
            Self::NegativeRoot => "it would need the square root of a negative number".to_owned(),
        }
    }
}
