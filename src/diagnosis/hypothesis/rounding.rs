//! A value that was turned into digits by another rule than rounding to the nearest.
//!
//! Of 88 published percentages that are one unit off (of 2,897 that were recomputed by hand) truncation explains 42 and
//! rounding twice 17.

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::rounded::{Rounded, rounded_of};
use crate::diagnosis::solver::system::System;
use crate::number::{Rational, Rounding};

/// A rule other than rounding to the nearest, by which a value becomes digits.
pub(super) struct Convention {
    pub hypothesis: Hypothesis,
    /// The number that a value prints as with so many decimals.
    round: fn(&Rational, u32) -> Rational,
    /// Whether it is anything else than rounding to the nearest.
    can_happen: fn(&Rounded) -> bool,
    /// What it has done to one figure, in words.
    of_one: fn(&Rounded) -> String,
    /// What it does to all figures of a table, in words.
    pub of_all: &'static str,
}

impl Convention {
    /// Whether a figure is what its value prints as.
    pub fn prints(&self, rounded: &Rounded) -> bool {
        *rounded.figure.number() == (self.round)(&rounded.value, rounded.figure.decimals())
    }

    /// Whether it is what has happened to a figure.
    pub fn explains(&self, rounded: &Rounded) -> bool {
        self.prints(rounded) && (self.can_happen)(rounded)
    }
}

/// All of them, the most frequent first.
pub(super) const CONVENTIONS: [Convention; 3] = [
    Convention {
        hypothesis: Hypothesis::Truncated,
        round: |value, decimals| Rounding::Truncation.round(value, decimals),
        can_happen: |_| true,
        of_one: |rounded| format!("{} is {} cut off instead of rounded", rounded.figure, digits(rounded)),
        of_all: "further digits are cut off instead of rounded",
    },
    Convention {
        hypothesis: Hypothesis::RoundedTwice,
        round: twice,
        can_happen: |_| true,
        of_one: |rounded| format!("{} is {} rounded once more", rounded.figure, once(rounded)),
        of_all: "figures are rounded with one digit more, and then once more",
    },
    Convention {
        hypothesis: Hypothesis::HalfDown,
        round: |value, decimals| Rounding::HalfDown.round(value, decimals),
        can_happen: |rounded| is_tie(rounded),
        of_one: |rounded| format!("{} is the tie {} rounded down", rounded.figure, rounded.value),
        of_all: "ties are rounded down",
    },
];

/// Whole numbers with zeros appended: a convention of tables only, as one figure in ten ends in a zero by itself.
pub(super) const PADDED: Convention = Convention {
    hypothesis: Hypothesis::Padded,
    round: |value, _| Rounding::HalfUp.round(value, 0),
    can_happen: |rounded| rounded.figure.decimals() > 0,
    of_one: |rounded| format!("{} is {} rounded to a whole number", rounded.figure, digits(rounded)),
    of_all: "percentages are rounded to whole numbers, with zeros appended",
};

/// Rounded, and what came out rounded again: 22.848, 22.85, 22.9.
fn twice(value: &Rational, decimals: u32) -> Rational {
    Rounding::HalfUp.round(&Rounding::HalfUp.round(value, decimals.saturating_add(1)), decimals)
}

/// Whether a value stands halfway between two figures.
fn is_tie(rounded: &Rounded) -> bool {
    rounded.value.divided_by(&rounded.figure.unit().halved()).is_some_and(|halves| halves.is_whole())
}

/// What a value is rounded to before it is rounded again.
fn once(rounded: &Rounded) -> String {
    Rounding::HalfUp.print(&rounded.value, rounded.figure.decimals().saturating_add(1))
}

/// The conventions that explain all of a cause.
pub(super) fn by_convention(system: &System, cause: &RootCause) -> Vec<Explanation> {
    let Some(rounded) = rounded_of(system, cause) else { return Vec::new() };
    let explanation = |convention: &Convention| Explanation {
        hypothesis: convention.hypothesis,
        claims: vec![rounded.claim],
        text: (convention.of_one)(&rounded),
    };
    CONVENTIONS.iter().filter(|convention| convention.explains(&rounded)).map(explanation).collect()
}

fn digits(rounded: &Rounded) -> String {
    let places = rounded.figure.decimals() as usize + 2;
    format!("{:.places$}", rounded.value)
}
