//! Rounded figures that follow from others, each with its one exact value.

use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::system::System;
use crate::number::{Figure, Qualifier, Rational};
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
pub(super) fn rounded_of<'a>(system: &System<'a>, cause: &RootCause) -> Option<Rounded<'a>> {
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
