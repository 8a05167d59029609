//! Conflicts: as few figures as cannot hold together.

use rustc_hash::FxHashSet as HashSet;

use crate::diagnosis::solver::propagation::Propagation;
use crate::diagnosis::solver::refutation::{Refutation, refute};
use crate::diagnosis::solver::system::{Held, System};

/// Figures that cannot all be right, though they could without any one of them, in the order of their indices.
pub(in crate::diagnosis) type Conflict = Vec<usize>;

/// What came of a search for a conflict.
pub(in crate::diagnosis) enum Search {
    /// These figures contradict each other.
    Found(Conflict),
    /// None was seen.
    Nothing,
    /// There were no steps left.
    CutOff,
}

/// A conflict among all figures but those that are released, looked for around some of them.
pub(in crate::diagnosis) fn around(system: &System, claims: &[usize], released: &[usize], steps: &mut usize) -> Search {
    let held = Held::AllBut(released);
    let mut propagation = Propagation::new(system, held, None);
    let near = neighbourhood(system, claims);
    match refute(system, &mut propagation, near, steps) {
        Refutation::Nothing => Search::Nothing,
        Refutation::CutOff => Search::CutOff,
        Refutation::Refuted(reasons) => {
            conclude(system, reasons, held, steps).map_or(Search::CutOff, |found| Search::Found(found.0))
        }
    }
}

/// A conflict that begins in a relation that does not hold.
pub(in crate::diagnosis) fn of_relation(system: &System, relation: usize, steps: &mut usize) -> Search {
    let mut claims = system.claims_of[relation].clone();
    claims.retain(|claim| !system.is_trusted(*claim));
    if Propagation::new(system, Held::AllBut(&[]), None).needs_each(relation) {
        return Search::Found(claims);
    }
    claims.sort_by_key(|claim| system.relations_of[*claim].len());
    minimise(system, claims, vec![relation], steps).map_or(Search::CutOff, |found| Search::Found(found.0))
}

/// Conflicts that have no figure in common with each other or with those that are released, each with the relations that show
/// it; and whether the steps were enough for all.
pub(in crate::diagnosis) fn everywhere(
    system: &System,
    released: &[usize],
    steps: &mut usize,
) -> (Vec<(Conflict, Vec<usize>)>, bool) {
    let mut released = released.to_vec();
    let mut conflicts: Vec<(Conflict, Vec<usize>)> = Vec::new();
    loop {
        let held = Held::AllBut(&released);
        let mut propagation = Propagation::new(system, held, None);
        let defined = (0..system.outcomes.len()).filter(|at| system.is_defined(*at));
        let found = match refute(system, &mut propagation, defined, steps) {
            Refutation::Nothing => return (conflicts, true),
            Refutation::CutOff => None,
            Refutation::Refuted(reasons) => conclude(system, reasons, held, steps),
        };
        let Some(found) = found else { return (conflicts, false) };
        released.extend(&found.0);
        released.sort_unstable();
        conflicts.push(found);
    }
}

/// The conflict of relations that contradict each other, if it can be shown.
fn conclude(system: &System, reasons: Vec<usize>, held: Held, steps: &mut usize) -> Option<(Conflict, Vec<usize>)> {
    let claims = held_claims(system, &reasons, held);
    minimise(system, claims, reasons, steps)
}

/// The figures of some relations that are held, those of the first relations first.
fn held_claims(system: &System, relations: &[usize], held: Held) -> Vec<usize> {
    let mut seen = HashSet::default();
    let claims = relations.iter().flat_map(|relation| &system.claims_of[*relation]).copied();
    claims.filter(|claim| system.is_held(held, *claim) && !system.is_trusted(*claim) && seen.insert(*claim)).collect()
}

/// The relations of some claims, and those of the other claims in them that may still get narrower.
pub(in crate::diagnosis) fn neighbourhood(system: &System, claims: &[usize]) -> Vec<usize> {
    let mut near: Vec<usize> = claims.iter().flat_map(|claim| &system.relations_of[*claim]).copied().collect();
    let direct = if system.spent().is_some() { 0 } else { near.len() };
    for at in 0..direct {
        let open = system.claims_of[near[at]].iter().filter(|claim| !system.has_one_value(**claim));
        near.extend(open.flat_map(|claim| &system.relations_of[*claim]));
    }
    system.take(near.len() + near[..direct].iter().map(|relation| system.claims_of[*relation].len()).sum::<usize>());
    let mut seen = HashSet::default();
    near.retain(|relation| seen.insert(*relation));
    near
}

/// The same figures without those that are not needed for the contradiction: half of them is left out, a quarter, and in the
/// end one by one, the farthest first, and each time only the relations are kept that are needed still. Nothing if the steps
/// are used up, if it cannot be shown again, or if it takes only figures that are held in any case.
fn minimise(
    system: &System,
    claims: Vec<usize>,
    relations: Vec<usize>,
    steps: &mut usize,
) -> Option<(Conflict, Vec<usize>)> {
    let mut core = claims;
    let mut relations = relations;
    let mut chunk = core.len();
    let mut end = core.len();
    // The first round leaves nothing out: it shows the contradiction again.
    let mut left_out = 0;
    loop {
        let start = end - left_out;
        let fewer: Vec<usize> = core[..start].iter().chain(&core[end..]).copied().collect();
        if let Some((kept, needed)) = contradiction(system, &fewer, &relations, steps)? {
            end = kept.iter().filter(|claim| core[..start].contains(claim)).count();
            (core, relations) = (kept, needed);
        } else if left_out == 0 {
            return None;
        } else {
            end = start;
        }
        if end == 0 {
            if chunk <= 1 || core.is_empty() {
                break;
            }
            end = core.len();
            chunk = (chunk / 2).min(core.len()).max(1);
        }
        left_out = chunk.min(end).max(1);
    }
    core.sort_unstable();
    (!core.is_empty()).then_some((core, relations))
}

/// Whether figures contradict each other by these relations: those of both that are needed, in the same order.
fn contradiction(
    system: &System,
    held: &[usize],
    relations: &[usize],
    steps: &mut usize,
) -> Option<Option<(Vec<usize>, Vec<usize>)>> {
    let mut sorted = held.to_vec();
    sorted.sort_unstable();
    let only = relations.iter().copied().collect();
    let mut propagation = Propagation::new(system, Held::Only(&sorted), Some(&only));
    match refute(system, &mut propagation, relations.iter().copied(), steps) {
        Refutation::CutOff => None,
        Refutation::Nothing => Some(None),
        Refutation::Refuted(needed) => {
            let mut kept = held.to_vec();
            kept.retain(|claim| needed.iter().any(|relation| system.claims_of[*relation].contains(claim)));
            Some(Some((kept, needed)))
        }
    }
}
