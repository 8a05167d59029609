//! A value that was turned into digits by another rule than rounding to the nearest.
//!
//! Of 88 published percentages that are one unit off (of 2,897 that were recomputed by hand) truncation explains 42 and
//! rounding twice 17.

use crate::diagnosis::cause::Cause;
use crate::diagnosis::hypothesis::{Explanation, Hypothesis};
use crate::diagnosis::system::System;
use crate::figure::{Figure, Qualifier};
use crate::interval::Interval;
use crate::quantity::Statistic;
use crate::rational::Rational;
use crate::relation::Index;
use crate::rounding::Rounding;

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

/// The same of the first relation of a cause, if that value mends all the others.
pub(super) fn rounded_of<'a>(system: &System<'a>, cause: &Cause) -> Option<Rounded<'a>> {
    let rounded = rounded(system, *cause.relations.first()?)?;
    let change = Interval::point(rounded.value.clone());
    let values = |claim: usize| match claim == rounded.claim {
        true => change.clone(),
        false => system.study.claims()[claim].values.clone(),
    };
    cause.relations.iter().all(|relation| system.holds_with(*relation, &values)).then_some(rounded)
}

impl Rounded<'_> {
    /// Whether the value prints so under a convention.
    pub fn prints_so(&self, rounding: Rounding) -> bool {
        self.figure.number().to_decimal(self.figure.decimals()).as_deref()
            == Some(&rounding.print(&self.value, self.figure.decimals()))
    }

    fn explanation(&self, hypothesis: Hypothesis, text: String) -> Option<Explanation> {
        Some(Explanation { hypothesis, claims: vec![self.claim], text })
    }
}

/// The further digits were cut off.
pub(super) fn truncated(system: &System, _: &Index, cause: &Cause) -> Option<Explanation> {
    let rounded = rounded_of(system, cause).filter(|rounded| rounded.prints_so(Rounding::Truncation))?;
    let text = format!("{} is {} cut off instead of rounded", rounded.figure, digits(&rounded));
    rounded.explanation(Hypothesis::Truncated, text)
}

/// Rounded, and what came out rounded again: 22.848, 22.85, 22.9.
pub(super) fn twice(system: &System, _: &Index, cause: &Cause) -> Option<Explanation> {
    let rounded = rounded_of(system, cause)?;
    let decimals = rounded.figure.decimals();
    let once = Rounding::HalfUp.print(&rounded.value, decimals + 1);
    let again: Figure = once.parse().ok()?;
    let twice = Rounded { value: again.number().clone(), ..rounded };
    let text = format!("{} is {once} rounded once more", twice.figure);
    twice.explanation(Hypothesis::RoundedTwice, text).filter(|_| twice.prints_so(Rounding::HalfUp))
}

/// A tie went towards zero, against the convention that is stated.
pub(super) fn half_down(system: &System, _: &Index, cause: &Cause) -> Option<Explanation> {
    let rounded = rounded_of(system, cause)?;
    let is_tie = rounded.value.divided_by(&rounded.figure.unit().halved())?.is_whole();
    let text = format!("{} is the tie {} rounded down", rounded.figure, rounded.value);
    rounded.explanation(Hypothesis::HalfDown, text).filter(|_| is_tie && rounded.prints_so(Rounding::HalfDown))
}

fn digits(rounded: &Rounded) -> String {
    let places = rounded.figure.decimals() as usize + 2;
    format!("{:.places$}", rounded.value)
}
