//! What a kind of relation is made of: how its relations are derived, and how what is stated compares with what is recomputed.

use crate::number::Interval;
use crate::relation::expression::Expression;
use crate::relation::index::{Completeness, Index};
use crate::relation::unknown::Unknown;

/// A kind of relation: its name, what it says in one line, and how its relations are derived.
pub(super) struct Rule {
    pub name: &'static str,
    pub says: &'static str,
    /// What an encoder may have overlooked where such a relation fails.
    pub hint: Option<&'static str>,
    pub derive: fn(&Index, &mut Vec<Draft>),
}

/// The hint of the kinds that add up parts.
pub(super) const PARTS: &str =
    "if several of these may be true of one respondent, or some did not answer, say so with `overlap` or `partial`";

/// A relation before it has its full name.
pub(super) struct Draft {
    /// What it is about, unique among the relations of its kind between the same tables, as far as that is possible.
    pub about: String,
    pub stated: Expression,
    pub comparison: Comparison,
    pub recomputed: Result<Expression, Unknown>,
}

/// How what is stated must compare with what is recomputed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Some value is possible for both.
    Equal,
    /// The same, with the ends of both included. A sum of rounded figures can miss its total by half a unit for each
    /// of them; at the very end of that range every figure would have to be a tie, and gets the benefit of it.
    Touching,
    /// Some possible value of what is stated is not above all of what is recomputed.
    AtMost,
    /// Some possible value of what is stated is not below all of what is recomputed.
    AtLeast,
    /// Some data have all of the statistics.
    Exists,
}

impl Comparison {
    /// Whether a value stated somewhere in `stated` can stand so to one recomputed somewhere in `recomputed`.
    pub fn admits(self, stated: &Interval, recomputed: &Interval) -> bool {
        match self {
            Self::Equal => stated.intersects(recomputed),
            Self::Touching => stated.closure().intersects(&recomputed.closure()),
            Self::AtMost => stated.intersects(&recomputed.and_below()),
            Self::AtLeast => stated.intersects(&recomputed.and_above()),
            Self::Exists => true,
        }
    }
}

impl Completeness {
    /// How a whole compares with the sum of its parts, where it compares like this when its parts are complete.
    pub(super) fn comparison(self, without: Comparison) -> Comparison {
        match self {
            Self::Complete => without,
            Self::Open => Comparison::AtLeast,
        }
    }
}
