//! Hypotheses: what may have happened to figures on their way into print.
//!
//! Each is tested: the figures are changed back, and the relations that tie them are evaluated again. It explains only if all
//! that it should mend is mended, and nothing that held is broken. Some happen to many figures at once and make one finding
//! of many relations ([`MULTI_CELL`]); the others are looked for in each finding ([`ERRORS`]).

mod base;
mod block;
mod cells;
mod column;
mod convention;
mod copied;
mod counts;
mod digits;
mod multi_cell;
mod rounding;
mod sums;

use std::cell::LazyCell;

pub(super) use multi_cell::MultiCell;
use multi_cell::holds_after;
use rustc_hash::FxHashSet as HashSet;

use crate::diagnosis::explanation::Explanation;
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::hitting::{components, fewest_changes};
use crate::diagnosis::solver::system::System;
use crate::diagnosis::trusted::trusted;
use crate::number::Interval;
use crate::relation::Index;

/// Looks for something that happened to several figures at once, among relations that are not explained yet.
type FindMultiCell = fn(&System, &Index, &[usize]) -> Vec<MultiCell>;

/// Looks for what may have happened to the figures of one cause.
type FindError = fn(&System, &Index, &RootCause) -> Option<Explanation>;

/// What happens to many figures at once, what explains most first.
const MULTI_CELL: [FindMultiCell; 10] = [
    convention::kept,
    counts::rounded,
    column::inverted,
    cells::swapped,
    cells::exchanged_cells,
    cells::rotated,
    base::other_base,
    base::other_base_of_text,
    base::other_number,
    block::own_base,
];

/// What happens to one figure besides another rule of rounding, the likeliest first.
const ERRORS: [FindError; 5] =
    [sums::adjusted, sums::off_by_one, cells::exchanged, base::other_direction, copied::copied];

/// Everything that happened to several figures at once, each with what may have happened just as well instead: what mends the same
/// relations. No relation is explained twice.
pub(super) fn multi_cell_hypotheses(system: &System, index: &Index) -> Vec<Vec<MultiCell>> {
    let mut open = system.broken();
    let broken = open.clone();
    let shared = LazyCell::new(|| trusted(system, &broken, &[]).into_iter().collect::<HashSet<usize>>());
    let mut found: Vec<Vec<MultiCell>> = Vec::new();
    for find in MULTI_CELL {
        for hypothesis in find(system, index, &open) {
            let is_open = |relation: &usize| open.binary_search(relation).is_ok();
            if hypothesis.mended.iter().all(is_open) && is_plain(system, &hypothesis, &open, || &shared) {
                let mended: HashSet<usize> = hypothesis.mended.iter().copied().collect();
                open.retain(|relation| !mended.contains(relation));
                found.push(vec![hypothesis]);
            } else if let Some(known) = found.iter_mut().find(|known| known[0].is_as_good(&hypothesis)) {
                known.push(hypothesis);
            }
        }
    }
    found
}

/// Whether cells that moved explain as much with that one event as changed figures would: in a small table two cells may mend
/// two sums by chance, while what is left needs more changes than all had needed. What fails for reasons of its own is not one
/// because it shares a figure that is beyond doubt.
fn is_plain<'s>(
    system: &System,
    hypothesis: &MultiCell,
    open: &[usize],
    shared: impl Fn() -> &'s HashSet<usize>,
) -> bool {
    if !hypothesis.explanation.hypothesis.moves_cells() {
        return true;
    }
    let shared = shared();
    let claims = |relation: &usize| {
        let own = system.claims_of[*relation].iter().copied();
        own.filter(|claim| !shared.contains(claim)).collect::<Vec<usize>>()
    };
    let all: Vec<Vec<usize>> = open.iter().map(claims).collect();
    let mended: Vec<Vec<usize>> = hypothesis.mended.iter().map(claims).collect();
    let tied = |component: &Vec<Vec<usize>>| mended.iter().any(|claims| component.contains(claims));
    let before: Vec<Vec<usize>> = components(&all).into_iter().filter(tied).flatten().collect();
    let after: Vec<Vec<usize>> = before.iter().filter(|claims| !mended.contains(claims)).cloned().collect();
    let fewest = system.spending(|work| fewest_changes(&before, work).zip(fewest_changes(&after, work)));
    fewest.is_none_or(|(before, after)| after < before)
}

/// Whether all that ties a figure holds after some changes.
pub(super) fn mends(system: &System, claim: usize, changes: &[(usize, Interval)]) -> bool {
    system.relations_of[claim].iter().all(|relation| holds_after(system, *relation, changes))
}

/// What may have happened to the figures of a cause, the likeliest first. A digit may always be another: that is only told where
/// nothing else is known.
pub(super) fn single_cell_hypotheses(system: &System, index: &Index, cause: &RootCause) -> Vec<Explanation> {
    let mut found = rounding::by_convention(system, cause);
    found.extend(ERRORS.iter().filter_map(|find| find(system, index, cause)));
    let is_known = |other: &Explanation| cause.explanations.iter().any(|known| known.hypothesis == other.hypothesis);
    found.retain(|other| !is_known(other));
    // Of a base that is another number as well.
    let is_one = cause.repairs.first().is_some_and(|repair| repair.changes.len() == 1);
    if found.is_empty() && (cause.explanations.is_empty() || is_one) {
        found.extend(digits::in_digits(system, index, cause));
    }
    found.extend(block::own_sum_of_cause(system, cause));
    found
}
