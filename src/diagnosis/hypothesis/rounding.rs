//! A value that was turned into digits by another rule than rounding to the nearest.
//!
//! Of 88 published percentages that are one unit off (of 2,897 that were recomputed by hand) truncation explains 42 and
//! rounding twice 17.

use crate::diagnosis::cause::Cause;
use crate::diagnosis::hypothesis::{Explanation, Hypothesis};
use crate::diagnosis::system::System;
use crate::number::{Figure, Qualifier, Rational, Rounding};
use crate::quantity::Statistic;

/// A rounded figure and the single value that it is recomputed as.
pub(super) struct Rounded<'a> {
    pub claim: usize,
    pub figure: &'a Figure,
    pub value: Rational,
}

/// The figure that a relation states, if it is rounded, and its one value follows.
pub(super) fn rounded<'a>(system: &System<'a>, relation: usize) -> Option<Rounded<'a>> {
    let outcome = &system.outcomes[relation];
    let claim = system.one(*outcome.relation.stated.claims().first()?);
    let known = &system.study.claims()[claim];
    let is_rounded = known.quantity.statistic != Statistic::Count && known.figure.qualifier() == Qualifier::Exactly;
    let value = outcome.recomputed.as_ref()?.single().filter(|_| is_rounded)?;
    Some(Rounded { claim, figure: &known.figure, value: value.clone() })
}

/// The same of the first relation of a cause, if what that value should have printed as mends all the others.
pub(super) fn rounded_of<'a>(system: &System<'a>, cause: &Cause) -> Option<Rounded<'a>> {
    let rounded = rounded(system, *cause.relations.first()?)?;
    let known = &system.study.claims()[rounded.claim];
    let right: Figure = known.rounding.print(&rounded.value, rounded.figure.decimals()).parse().ok()?;
    let change = known.values_of(&right, system.study.names());
    let values = |claim: usize| match claim == rounded.claim {
        true => change.clone(),
        false => system.study.claims()[claim].values.clone(),
    };
    cause.relations.iter().all(|relation| system.holds_with(*relation, &values)).then_some(rounded)
}

impl Rounded<'_> {
    /// Whether its value prints so under a convention.
    pub fn prints_so(&self, convention: &Convention) -> bool {
        let printed = self.figure.number().to_decimal(self.figure.decimals());
        printed.is_some_and(|printed| printed == (convention.print)(&self.value, self.figure.decimals()))
    }

    /// Whether a convention is what has happened to it.
    pub fn is_explained(&self, convention: &Convention) -> bool {
        self.prints_so(convention) && (convention.can_happen)(self)
    }

    /// Whether its value stands halfway between two figures.
    fn is_tie(&self) -> bool {
        self.value.divided_by(&self.figure.unit().halved()).is_some_and(|halves| halves.is_whole())
    }
}

/// A rule other than rounding to the nearest, by which a value becomes digits.
pub(super) struct Convention {
    pub hypothesis: Hypothesis,
    /// The digits that a value prints as with so many decimals.
    print: fn(&Rational, u32) -> String,
    /// Whether it is anything else than rounding to the nearest.
    can_happen: fn(&Rounded) -> bool,
    /// What it has done to one figure, in words.
    of_one: fn(&Rounded) -> String,
    /// What it does to all figures of a table, in words.
    pub of_all: &'static str,
}

/// All of them, the most frequent first.
pub(super) const CONVENTIONS: [Convention; 3] = [
    Convention {
        hypothesis: Hypothesis::Truncated,
        print: |value, decimals| Rounding::Truncation.print(value, decimals),
        can_happen: |_| true,
        of_one: |rounded| format!("{} is {} cut off instead of rounded", rounded.figure, digits(rounded)),
        of_all: "further digits are cut off instead of rounded",
    },
    Convention {
        hypothesis: Hypothesis::RoundedTwice,
        print: twice,
        can_happen: |_| true,
        of_one: |rounded| format!("{} is {} rounded once more", rounded.figure, once(rounded)),
        of_all: "figures are rounded with one digit more, and then once more",
    },
    Convention {
        hypothesis: Hypothesis::HalfDown,
        print: |value, decimals| Rounding::HalfDown.print(value, decimals),
        can_happen: |rounded| rounded.is_tie(),
        of_one: |rounded| format!("{} is the tie {} rounded down", rounded.figure, rounded.value),
        of_all: "ties are rounded down",
    },
];

/// Rounded, and what came out rounded again: 22.848, 22.85, 22.9.
fn twice(value: &Rational, decimals: u32) -> String {
    let once = Rounding::HalfUp.print(value, decimals.saturating_add(1));
    once.parse::<Figure>().map_or(once, |once| Rounding::HalfUp.print(once.number(), decimals))
}

/// What a value is rounded to before it is rounded again.
fn once(rounded: &Rounded) -> String {
    Rounding::HalfUp.print(&rounded.value, rounded.figure.decimals().saturating_add(1))
}

/// The conventions that explain all of a cause.
pub(super) fn by_convention(system: &System, cause: &Cause) -> Vec<Explanation> {
    let Some(rounded) = rounded_of(system, cause) else { return Vec::new() };
    let told = |convention: &Convention| Explanation {
        hypothesis: convention.hypothesis,
        claims: vec![rounded.claim],
        text: (convention.of_one)(&rounded),
    };
    CONVENTIONS.iter().filter(|convention| rounded.is_explained(convention)).map(told).collect()
}

fn digits(rounded: &Rounded) -> String {
    let places = rounded.figure.decimals() as usize + 2;
    format!("{:.places$}", rounded.value)
}
