//! Hypotheses about several figures at once, and how each is tested: the figures are changed back, and what ties them is evaluated.

use crate::diagnosis::explanation::Explanation;
use crate::diagnosis::solver::system::System;
use crate::number::Interval;
use crate::relation::{Comparison, Expression, Relation};

/// Something that happened to several figures at once.
pub(in crate::diagnosis) struct MultiCell {
    /// The relations that it explains.
    pub mended: Vec<usize>,
    /// What each figure should have been.
    pub changes: Vec<(usize, Interval)>,
    pub explanation: Explanation,
}

impl MultiCell {
    /// Whether another one of the same kind explains the same.
    pub(super) fn is_as_good(&self, other: &Self) -> bool {
        let kind = |known: &Self| known.explanation.hypothesis;
        let claims = |known: &Self| known.changes.iter().map(|change| change.0).collect::<Vec<_>>();
        kind(self) == kind(other) && self.mended == other.mended && claims(self) != claims(other)
    }
}

/// The relations that do not hold as printed and do after some changes; nothing if any of those that tie the changed figures
/// does not hold then.
pub(super) fn mended(system: &System, changes: &[(usize, Interval)]) -> Option<Vec<usize>> {
    let relations = tied(system, changes);
    let values = changed(system, changes);
    let all_hold = relations.iter().all(|relation| system.spend(*relation) && holds(system, *relation, &values));
    all_hold.then(|| broken(system, relations))
}

/// The same, and those that do not hold as printed and still do not; nothing if any that held does not hold then.
pub(super) fn mended_in_part(system: &System, changes: &[(usize, Interval)]) -> Option<(Vec<usize>, Vec<usize>)> {
    let values = changed(system, changes);
    let holds = |relation: &usize| system.spend(*relation) && holds(system, *relation, &values);
    let (mended, left): (Vec<usize>, Vec<usize>) = tied(system, changes).into_iter().partition(holds);
    left.iter().all(|relation| system.is_broken(*relation)).then(|| (broken(system, mended), left))
}

/// Whether a relation holds after some changes.
pub(super) fn holds_after(system: &System, relation: usize, changes: &[(usize, Interval)]) -> bool {
    holds(system, relation, &changed(system, changes))
}

/// The relations that tie changed figures; what takes long to decide comes last. To put them in order takes about a look at each.
fn tied(system: &System, changes: &[(usize, Interval)]) -> Vec<usize> {
    let key = |at: usize| (system.is_of_data(at), !system.is_broken(at), system.claims_of[at].len(), at);
    let relations = changes.iter().flat_map(|change| &system.relations_of[change.0]);
    let mut relations: Vec<_> = relations.map(|relation| key(*relation)).collect();
    system.take(relations.len());
    relations.sort_unstable();
    relations.dedup();
    relations.into_iter().map(|(.., relation)| relation).collect()
}

fn broken(system: &System, mut relations: Vec<usize>) -> Vec<usize> {
    relations.retain(|relation| system.is_broken(*relation));
    relations.sort_unstable();
    relations
}

/// The values of all figures after some changes.
fn changed<'c>(system: &'c System, changes: &'c [(usize, Interval)]) -> impl Fn(usize) -> Interval + 'c {
    |claim| {
        let changed = changes.iter().find(|change| system.one(change.0) == claim).map(|change| change.1.clone());
        changed.unwrap_or_else(|| system.study.claims()[claim].values.clone())
    }
}

/// Whether a relation holds where some figures have other values. That a number of respondents is no whole number is reported of
/// what is printed, and asked anew of anything else.
fn holds(system: &System, relation: usize, values: &dyn Fn(usize) -> Interval) -> bool {
    let Relation { kind, comparison, stated, .. } = system.relation(relation);
    match (stated, comparison) {
        (Expression::Claim(count), Comparison::Equal) if kind.name() == "domain" => {
            !system.possible(*count, values(system.one(*count))).is_empty()
        }
        _ => system.holds_with(relation, values),
    }
}
