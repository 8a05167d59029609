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

/// The relations that do not hold as printed and do after some changes; nothing if any of those that tie the changed figures
/// does not hold then.
pub(super) fn mended(system: &System, changes: &[(usize, Interval)]) -> Option<Vec<usize>> {
    let values = |claim: usize| {
        let changed = changes.iter().find(|change| system.one(change.0) == claim).map(|change| change.1.clone());
        changed.unwrap_or_else(|| system.study.claims()[claim].values.clone())
    };
    let mut relations: Vec<usize> = changes.iter().flat_map(|change| &system.relations_of[change.0]).copied().collect();
    relations.sort_unstable();
    relations.dedup();
    // What takes long to decide comes last.
    let size = |relation: usize| system.claims_of[relation].len();
    relations.sort_by_key(|relation| (system.is_of_data(*relation), !system.is_broken(*relation), size(*relation)));
    let all_hold = relations.iter().all(|relation| system.spend(*relation) && holds(system, *relation, &values));
    relations.retain(|relation| system.is_broken(*relation));
    relations.sort_unstable();
    all_hold.then_some(relations)
}

/// Whether a relation holds where some figures have other values. That a number of respondents is no whole number is told of
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
