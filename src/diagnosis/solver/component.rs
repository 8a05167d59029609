//! Conflict components: conflicts that have figures in common, and all smallest sets of figures whose change undoes them.

use rustc_hash::FxHashMap as HashMap;

use crate::diagnosis::limits::{LimitReached, Limits};
use crate::diagnosis::solver::conflict::{Conflict, Search, around, everywhere, of_relation};
use crate::diagnosis::solver::hitting::{Part, components, smallest};
use crate::diagnosis::solver::region::regions;
use crate::diagnosis::solver::system::System;

/// Figures that cannot hold together, apart from all others that cannot.
#[derive(Clone, Debug)]
pub(in crate::diagnosis) struct ConflictComponent {
    /// All smallest sets of figures whose change undoes it.
    pub sets: Vec<Vec<usize>>,
    /// The figures of its conflicts.
    pub conflict: Vec<usize>,
    /// The figures that may be wrong in other components.
    pub others: Vec<usize>,
    /// The bound that was reached.
    pub limit: Option<LimitReached>,
}

/// How often all components are looked at: what may be wrong elsewhere is not used against a figure, and once that is known to be
/// little, more is seen.
const ROUNDS: usize = 2;

/// Conflicts that are tied to each other, and the figures that may be wrong because of them, as far as that is known.
struct Unresolved {
    /// Those that were there before anything was tried.
    first: Vec<Conflict>,
    conflicts: Vec<Conflict>,
    suspects: Vec<usize>,
    components: Vec<ConflictComponent>,
}

/// The conflict components of a system in which some figures are known to be wrong already, and the bound that kept it from being searched to
/// the end.
pub(in crate::diagnosis) fn conflict_components(
    system: &System,
    broken: &[usize],
    wrong: &[usize],
    limits: &Limits,
) -> (Vec<ConflictComponent>, Option<LimitReached>) {
    let (mut unresolved, limit) = unresolved_conflicts(system, broken, wrong, limits);
    // What may be wrong elsewhere matters only where it is tied to what is looked at.
    let regions = regions(system);
    let region = |unresolved: &Unresolved| unresolved.suspects.first().map(|claim| regions[*claim]);
    let place: Vec<Option<usize>> = unresolved.iter().map(region).collect();
    let mut near: HashMap<Option<usize>, (Vec<usize>, Vec<usize>)> = HashMap::default();
    place.iter().enumerate().for_each(|(at, place)| near.entry(*place).or_default().0.push(at));
    wrong.iter().for_each(|claim| near.entry(Some(regions[*claim])).or_default().1.push(*claim));
    for at in (0..ROUNDS).flat_map(|_| 0..place.len()) {
        let (beside, wrong) = &near[&place[at]];
        let elsewhere = beside.iter().filter(|other| **other != at);
        let suspects = elsewhere.flat_map(|other| &unresolved[*other].suspects);
        let others: Vec<usize> = suspects.chain(wrong).copied().collect();
        resolve(system, &mut unresolved[at], &others, limits);
    }
    (unresolved.into_iter().flat_map(|unresolved| unresolved.components).collect(), limit)
}

/// The conflicts of relations that do not hold and those among figures that no such relation ties, together where they have a
/// figure in common, or where a relation that does not hold is needed to see the conflict.
fn unresolved_conflicts(
    system: &System,
    broken: &[usize],
    wrong: &[usize],
    limits: &Limits,
) -> (Vec<Unresolved>, Option<LimitReached>) {
    let is_open =
        |relation: &&usize| !system.claims_of[**relation].iter().any(|claim| wrong.binary_search(claim).is_ok());
    let mut conflicts: Vec<(Conflict, Vec<usize>)> = Vec::new();
    for relation in broken.iter().filter(is_open) {
        let found = of_relation(system, *relation, &mut limits.steps.clone());
        // A relation that is broken is a conflict even where it cannot be made smaller.
        let all = || system.claims_of[*relation].iter().copied().filter(|claim| !system.is_trusted(*claim)).collect();
        let claims = if let Search::Found(few) = found { few } else { all() };
        conflicts.push((claims, vec![*relation]));
    }
    let mut released: Vec<usize> = system.broken().into_iter().flat_map(|at| system.claims_of[at].clone()).collect();
    released.extend(wrong);
    released.sort_unstable();
    let mut steps = limits.steps_for(system.outcomes.len());
    let (silent, to_the_end) = everywhere(system, &released, &mut steps);
    for (conflict, relations) in silent {
        conflicts.push((conflict, relations.into_iter().filter(|at| broken.binary_search(at).is_ok()).collect()));
    }
    // Relations have numbers that no claim has.
    let claims = system.study.claims().len();
    let tied = |(conflict, relations): &(Conflict, Vec<usize>)| {
        conflict.iter().copied().chain(relations.iter().map(|relation| claims + relation)).collect()
    };
    let tied: Vec<Vec<usize>> = conflicts.iter().map(tied).collect();
    let unresolved = components(&tied).into_iter().map(|component| unresolved(component, claims)).collect();
    (unresolved, (!to_the_end).then_some(system.spent().unwrap_or(LimitReached::Steps)))
}

fn unresolved(component: Vec<Vec<usize>>, claims: usize) -> Unresolved {
    let only_claims = |tied: Vec<usize>| tied.into_iter().filter(|number| *number < claims).collect();
    let conflicts: Vec<Conflict> = component.into_iter().map(only_claims).collect();
    Unresolved { suspects: conflicts.concat(), first: conflicts.clone(), conflicts, components: Vec::new() }
}

/// Resolves conflicts that are tied to each other into components: the smallest sets of its conflicts are tried; what contradicts one although all that may be
/// wrong elsewhere is released is a conflict more, until nothing does. Where no work is left, each conflict is one by itself.
fn resolve(system: &System, unresolved: &mut Unresolved, others: &[usize], limits: &Limits) {
    if let Some(limit) = system.spent() {
        if unresolved.components.is_empty() {
            let parts = each_for_itself(&unresolved.first, limits, limit);
            unresolved.components = components_of(system, &parts, &unresolved.first, &[], Some(limit));
        }
        return;
    }
    let mut steps = limits.steps;
    let most = limits.conflicts.max(2 * unresolved.conflicts.len());
    let (parts, limit) = loop {
        let smallest = |work: &mut usize| smallest(&unresolved.conflicts, limits.changes, limits.repairs, work);
        let limit = || system.spent().unwrap_or(LimitReached::Changes);
        let parts = system.spending(smallest).unwrap_or_else(|| each_for_itself(&unresolved.first, limits, limit()));
        let mut limit = None;
        let mut new: Vec<Conflict> = Vec::new();
        for search in (0..parts.len()).flat_map(|at| contradictions(system, &parts, at, others, &mut steps)) {
            match search {
                Search::Found(conflict) if unresolved.conflicts.contains(&conflict) => {
                    limit = Some(LimitReached::Conflicts)
                }
                Search::Found(conflict) => new.push(conflict),
                Search::CutOff => limit = Some(system.spent().unwrap_or(LimitReached::Steps)),
                Search::Nothing => {}
            }
        }
        let full = unresolved.conflicts.len() >= most
            || parts.iter().any(|part| matches!(part.limit, Some(LimitReached::Changes | LimitReached::Work)));
        if new.is_empty() || full {
            break (parts, limit.or((!new.is_empty()).then_some(LimitReached::Conflicts)));
        }
        unresolved.conflicts.extend(new);
        unresolved.conflicts.sort_unstable();
        unresolved.conflicts.dedup();
    };
    unresolved.suspects = parts.iter().flat_map(|part| part.claims()).collect();
    unresolved.components = components_of(system, &parts, &unresolved.conflicts, others, limit);
}

/// The figures that may be wrong in all parts but one.
fn elsewhere(parts: &[Part], at: usize, others: &[usize]) -> Vec<usize> {
    let parts = parts.iter().enumerate().filter(|(other, _)| *other != at);
    parts.flat_map(|(_, part)| part.claims()).chain(others.iter().copied()).collect()
}

/// A component for each part. What may be wrong elsewhere is known to all of them, as long as there is work left for it.
fn components_of(
    system: &System,
    parts: &[Part],
    conflicts: &[Conflict],
    others: &[usize],
    limit: Option<LimitReached>,
) -> Vec<ConflictComponent> {
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    let hit = parts.iter().enumerate().flat_map(|(at, part)| part.claims().into_iter().map(move |claim| (claim, at)));
    let hit: HashMap<usize, usize> = hit.collect();
    for conflict in conflicts {
        let mut of: Vec<usize> = conflict.iter().filter_map(|claim| hit.get(claim).copied()).collect();
        of.sort_unstable();
        of.dedup();
        of.into_iter().for_each(|part| own[part].extend(conflict));
    }
    let component = |(at, mut conflict): (usize, Vec<usize>)| {
        conflict.sort_unstable();
        conflict.dedup();
        let others = if system.spent().is_some() { Vec::new() } else { elsewhere(parts, at, others) };
        system.take(others.len());
        ConflictComponent { sets: parts[at].sets.clone(), conflict, others, limit: parts[at].limit.or(limit) }
    };
    own.into_iter().enumerate().map(component).collect()
}

/// Where the search was cut off, each conflict is reported by itself.
fn each_for_itself(conflicts: &[Conflict], limits: &Limits, limit: LimitReached) -> Vec<Part> {
    let single = |conflict: &Conflict| conflict.iter().take(limits.repairs).map(|claim| vec![*claim]).collect();
    conflicts.iter().map(|conflict| Part { sets: single(conflict), limit: Some(limit) }).collect()
}

/// For each smallest set of a part, a conflict that remains although it, and all that may be wrong in other parts, is released.
fn contradictions(system: &System, parts: &[Part], at: usize, others: &[usize], steps: &mut usize) -> Vec<Search> {
    if system.spent().is_some() {
        return vec![Search::CutOff];
    }
    let elsewhere = elsewhere(parts, at, others);
    system.take(parts[at].sets.len() * elsewhere.len());
    let mut search = |set: &Vec<usize>| {
        let mut released = [set.as_slice(), &elsewhere].concat();
        released.sort_unstable();
        released.dedup();
        around(system, set, &released, steps)
    };
    parts[at].sets.iter().map(&mut search).collect()
}
