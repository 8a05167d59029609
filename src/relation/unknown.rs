//! Why a value cannot be recomputed.

use crate::quantity::{Event, Quantity};
use crate::sample::Limit;
use crate::study::Names;

/// Why a value cannot be recomputed, and the relation stays undecided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// A quantity that would be needed is printed nowhere, nor does it follow from others.
    NotPrinted(Quantity),
    /// The base of a percentage is zero, or may be.
    ZeroBase,
    /// What a square root is taken of can only be negative.
    NegativeRoot,
    /// It is a weighted percentage, and weights are not printed.
    Weighted,
    /// Counts that would have to be known exactly are told only roughly.
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
                "n of all is printed nowhere; say `size`, or `partition` where levels are everybody".to_owned()
            }
            Self::NotPrinted(quantity) => format!("{} is printed nowhere", names.quantity(quantity)),
            Self::ZeroBase => "what is divided by is, or may be, zero".to_owned(),
            Self::Rough => "the counts of the groups are told only roughly".to_owned(),
            Self::Weighted => "the percentage is weighted, and the weights are not printed".to_owned(),
            Self::Limit(limit) => limit.to_string(),
            Self::Test(reason) => (*reason).to_owned(),
            Self::NegativeRoot => "a square root would be of a negative number".to_owned(),
        }
    }
}
