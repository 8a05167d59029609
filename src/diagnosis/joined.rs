//! Figures that can only be wrong together: where one alone were what the others imply, a relation with the other would fail.
//!
//! Two cells of a row that are both too large, and a total that agrees with them, are one cause: whoever mends one of them has to
//! mend the other.

use rustc_hash::FxHashMap as HashMap;

use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::propagation::{End, Propagation};
use crate::diagnosis::solver::system::{Held, System};
use crate::diagnosis::solver::witness::is_shown;
use crate::diagnosis::suspect::{Change, Repair};

/// Joins causes of one figure each that only mend what fails together.
pub(super) fn join(system: &System, causes: &mut Vec<RootCause>, steps: usize) {
    let mut joined: Vec<RootCause> = Vec::new();
    // Which of the causes changes a figure.
    let mut changed: HashMap<usize, usize> = HashMap::default();
    for cause in std::mem::take(causes) {
        let known = only_change(&cause).and_then(|change| partner(system, change, &joined, &changed));
        let at = known.unwrap_or(joined.len());
        changed.extend(only_change(&cause).map(|change| (change.claim, at)));
        match known {
            Some(at) => add(system, &mut joined[at], cause, steps),
            None => joined.push(cause),
        }
    }
    *causes = joined;
}

/// The change of the only repair there is, if it is the only one.
fn only_change(cause: &RootCause) -> Option<&Change> {
    match cause.repairs.as_slice() {
        [Repair { changes, .. }] => changes.first().filter(|_| changes.len() == 1),
        _ => None,
    }
}

/// A cause with a figure that has to change with this one.
fn partner(system: &System, change: &Change, joined: &[RootCause], changed: &HashMap<usize, usize>) -> Option<usize> {
    let relations = &system.relations_of[change.claim];
    let holding = relations.iter().filter(|at| !system.is_broken(**at) && !system.is_of_data(**at));
    holding.flat_map(|at| system.claims_of[*at].iter().map(move |other| (*at, *other))).find_map(|(at, other)| {
        let cause = *changed.get(&other)?;
        let its = joined[cause].repairs.iter().flat_map(|repair| &repair.changes).find(|its| its.claim == other)?;
        let needs = |one: &Change| system.spend(at) && !holds_with(system, at, one);
        (needs(change) || needs(its)).then_some(cause)
    })
}

/// Whether a relation holds where one figure is what the others imply.
fn holds_with(system: &System, relation: usize, change: &Change) -> bool {
    let claims = system.study.claims();
    let values = |at: usize| if at == change.claim { change.values.clone() } else { claims[at].values.clone() };
    system.holds_with(relation, &values)
}

fn add(system: &System, to: &mut RootCause, cause: RootCause, steps: usize) {
    to.relations.extend(cause.relations);
    to.relations.sort_unstable();
    to.relations.dedup();
    to.conflict.extend(cause.conflict);
    to.suspects.extend(cause.suspects);
    to.limit = to.limit.or(cause.limit);
    for (own, its) in to.repairs.iter_mut().zip(cause.repairs) {
        own.changes.extend(its.changes);
        own.is_shown = is_shown_together(system, &own.changes, steps);
    }
}

/// Whether exact values show that all that ties these figures holds once they are others.
fn is_shown_together(system: &System, changes: &[Change], mut steps: usize) -> bool {
    let mut changed: Vec<usize> = changes.iter().map(|change| system.one(change.claim)).collect();
    changed.sort_unstable();
    let ties: Vec<usize> = changed.iter().flat_map(|claim| &system.relations_of[*claim]).copied().collect();
    let mut propagation = Propagation::new(system, Held::AllBut(&changed), None);
    let all = steps;
    propagation.run(ties.iter().copied(), &mut steps) == End::Calm && is_shown(system, &propagation, &ties, all)
}
