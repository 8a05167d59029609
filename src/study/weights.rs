//! Weights: how unlikely it is that a figure went wrong in some way, and how far figures are trusted.
//!
//! They order smallest repairs, and never make a larger one of a smaller one: what is necessary does not depend on them.

use serde::Deserialize;
use serde::de::{Deserializer, Error, Unexpected, Visitor};

/// A whole number from 1 to 100: the higher, the less likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Weight(u8);

impl Weight {
    /// How far figures are trusted of which nothing else is said.
    pub const TRUST: Self = Self(10);

    pub fn get(self) -> usize {
        self.0.into()
    }
}

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Whole;
        impl Visitor<'_> for Whole {
            type Value = Weight;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number from 1 to 100")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Weight, E> {
                let weight = u8::try_from(number).ok().filter(|weight| (1..=100).contains(weight));
                weight.map(Weight).ok_or_else(|| E::invalid_value(Unexpected::Signed(number), &self))
            }
        }
        deserializer.deserialize_any(Whole)
    }
}

/// How unlikely each error is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Weights {
    /// The last digit is one more or one less.
    pub last_digit: Weight,
    /// Two neighbouring digits stand in each other's place.
    pub transposed: Weight,
    /// One digit is another.
    pub mistyped: Weight,
    /// The figure is that of a neighbouring cell.
    pub copied: Weight,
    /// A digit was typed twice.
    pub doubled: Weight,
    /// A digit is missing.
    pub dropped: Weight,
    /// The decimal point stands elsewhere.
    pub point_moved: Weight,
    /// Anything at all, so that no error weighs more.
    pub other: Weight,
    /// Comes on top where a figure has another number of decimals than figures of its kind.
    pub decimals: Weight,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            last_digit: Weight(1),
            transposed: Weight(2),
            mistyped: Weight(2),
            copied: Weight(2),
            doubled: Weight(3),
            dropped: Weight(3),
            point_moved: Weight(3),
            other: Weight(6),
            decimals: Weight(2),
        }
    }
}
