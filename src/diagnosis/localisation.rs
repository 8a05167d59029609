//! Error localisation: from relations that do not hold to their causes.

use std::collections::BTreeSet;
use std::ops::Bound;

use crate::diagnosis::existence::restrict;
use crate::diagnosis::hypothesis::mends;
use crate::diagnosis::implied::{by_computation, in_words, is_printable, only_figure};
use crate::diagnosis::joined::join;
use crate::diagnosis::limits::{LimitReached, Limits};
use crate::diagnosis::plausibility::{ErrorCost, error_cost, most_plausible};
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::component::{ConflictComponent, conflict_components};
use crate::diagnosis::solver::conflict::neighbourhood;
use crate::diagnosis::solver::propagation::Propagation;
use crate::diagnosis::solver::refutation::{Refutation, implied_range, refute};
use crate::diagnosis::solver::system::{Held, System};
use crate::diagnosis::solver::witness::is_shown;
use crate::diagnosis::suspect::{Change, Repair, Standing, Suspect};
use crate::number::{Interval, Rational};

/// Adds the causes of the relations that are open, component by component, and of figures that cannot hold together; tells the limit
/// that kept the system from being searched to the end.
pub(super) fn localise(
    system: &System,
    limits: &Limits,
    causes: &mut Vec<RootCause>,
    open: Vec<usize>,
    wrong: &[usize],
) -> Option<LimitReached> {
    let (components, limit) = conflict_components(system, &open, wrong, limits);
    let mut open: BTreeSet<usize> = open.into_iter().collect();
    for component in &components {
        causes.extend(causes_of_component(system, component, wrong, limits, &mut open));
    }
    join(system, causes, limits.steps);
    if limit.is_some() || !mends_all(system, causes, wrong, limits) {
        causes.iter_mut().for_each(weaken);
    }
    // What no component takes is reported by itself.
    causes.extend(open.iter().map(|relation| RootCause { relations: vec![*relation], ..RootCause::default() }));
    merge_joint_conflicts(system, causes);
    limit.or(system.spent())
}

/// Whether the likeliest repairs together leave nothing that is refuted. Then each is as small as can be in the system as a
/// whole as well, and what is in all smallest repairs of one cause is in all smallest repairs of all.
fn mends_all(system: &System, causes: &[RootCause], wrong: &[usize], limits: &Limits) -> bool {
    let best = causes.iter().filter_map(|cause| cause.repairs.first()).flat_map(|repair| &repair.changes);
    let mut released: Vec<usize> = best.map(|change| change.claim).chain(wrong.iter().copied()).collect();
    released.sort_unstable();
    released.dedup();
    let mut propagation = Propagation::new(system, Held::AllBut(&released), None);
    let near = neighbourhood(system, &released);
    matches!(refute(system, &mut propagation, near, &mut limits.steps.clone()), Refutation::Nothing)
}

/// Where more than the smallest repairs of each cause may have to change, no figure is known to be wrong.
fn weaken(cause: &mut RootCause) {
    cause.suspects.iter_mut().for_each(|suspect| suspect.standing = Standing::Possible);
}

/// Figures that cannot hold together, though each relation holds, are reported with a cause whose suspect is of the same respondents: a
/// percentage that follows from a count that is wrong is wrong with it.
fn merge_joint_conflicts(system: &System, causes: &mut Vec<RootCause>) {
    let is_system = |cause: &RootCause| cause.relations.is_empty();
    let (joint, reported): (Vec<RootCause>, Vec<RootCause>) = std::mem::take(causes).into_iter().partition(is_system);
    *causes = reported;
    for cause in joint {
        let near = cause.suspects.iter().flat_map(|suspect| &system.relations_of[suspect.claim]);
        let near: Vec<usize> = near.filter(|at| system.relation(**at).kind.name() == "share").copied().collect();
        let tied = |suspect: &Suspect| near.iter().any(|at| system.claims_of[*at].contains(&suspect.claim));
        if !causes.iter().any(|known| known.suspects.iter().any(tied)) {
            causes.push(cause);
        }
    }
}

/// The causes of a conflict component: one for each figure of its likeliest repair, whose alternatives are suspects as well. Takes the
/// relations that it explains from those that are open.
fn causes_of_component(
    system: &System,
    component: &ConflictComponent,
    wrong: &[usize],
    limits: &Limits,
    open: &mut BTreeSet<usize>,
) -> Vec<RootCause> {
    let repairs = ranked_repairs(system, component, wrong, limits);
    let Some(best) = repairs.first().cloned() else { return Vec::new() };
    let mut causes = Vec::new();
    for change in &best.changes {
        let mut suspects = suspects(system, &repairs, &best, change.claim, component.limit.is_some());
        let is_of = |relation: &usize| match stated_by(system, &best, *relation) {
            Some(claim) => claim == change.claim,
            None => ties(system, *relation, change.claim, &best, &suspects),
        };
        let near = suspects.iter().map(|suspect| suspect.claim).chain([change.claim]);
        let near = near.flat_map(|claim| &system.relations_of[claim]).copied().collect::<BTreeSet<usize>>();
        let relations: Vec<usize> =
            near.into_iter().filter(|relation| open.contains(relation) && is_of(relation)).collect();
        for relation in &relations {
            open.remove(relation);
        }
        // What could change instead, but is reported with another relation, is none of this one.
        let is_tied = |claim: usize| relations.iter().any(|at| system.claims_of[*at].contains(&claim));
        let is_alone = best.changes.len() == 1 || relations.is_empty();
        suspects.retain(|suspect| is_alone || suspect.claim == change.claim || is_tied(suspect.claim));
        let is_system = relations.is_empty() && !component.conflict.iter().any(|claim| is_reported(system, *claim));
        let conflict = if is_system { component.conflict.clone() } else { Vec::new() };
        let (repairs, limit) = (repairs.clone(), component.limit.or(system.spent()));
        causes.push(RootCause { relations, conflict, suspects, repairs, limit, ..RootCause::default() });
    }
    causes.retain(|cause| !cause.relations.is_empty() || !cause.conflict.is_empty());
    match causes.as_mut_slice() {
        // All of them would have to change for what is one cause: none is one by itself.
        [only] if best.changes.len() > 1 && !only.relations.is_empty() => {
            only.suspects = joint_suspects(system, &repairs)
        }
        [only] if best.changes.len() == 1 => confirm_standing(system, component, only),
        _ => {}
    }
    causes
}

/// The repairs of a component, the likeliest first.
fn ranked_repairs(system: &System, component: &ConflictComponent, wrong: &[usize], limits: &Limits) -> Vec<Repair> {
    let mut ranked: Vec<(Repair, _)> =
        component.sets.iter().map(|set| repair(system, component, set, wrong, limits)).collect();
    // Of closed ranges the end may be left that is printed, as that of a tie: then it is none if there are others. Nor is one for which
    // no figure can be printed.
    let is_change = |change: &Change| !is_printed(system, change) && is_printable(system, change.claim, &change.values);
    let is_repair = |repair: &Repair| repair.changes.iter().all(is_change);
    if ranked.iter().any(|ranked| is_repair(&ranked.0)) {
        ranked.retain(|ranked| is_repair(&ranked.0));
    }
    ranked.sort_by(|one, other| one.1.cmp(&other.1));
    ranked.into_iter().map(|ranked| ranked.0).collect()
}

/// The figure of a repair that a relation states: it is reported with that. What is said of data states all their figures alike.
fn stated_by(system: &System, repair: &Repair, relation: usize) -> Option<usize> {
    let stated = system.relation(relation).stated.claims().into_iter().map(|claim| system.one(claim));
    let is_changed = |claim: &usize| repair.changes.iter().any(|change| change.claim == *claim);
    stated.filter(|_| !system.is_of_data(relation)).find(is_changed)
}

/// Whether a relation ties a figure of a repair, or none of the repair but what may be wrong instead.
fn ties(system: &System, relation: usize, claim: usize, repair: &Repair, suspects: &[Suspect]) -> bool {
    let claims = &system.claims_of[relation];
    let is_of_other = || repair.changes.iter().any(|change| claims.contains(&change.claim));
    claims.contains(&claim) || !is_of_other() && suspects.iter().any(|suspect| claims.contains(&suspect.claim))
}

/// The figures of all repairs, where each repair changes several at once: nothing is implied for one of them alone.
fn joint_suspects(system: &System, repairs: &[Repair]) -> Vec<Suspect> {
    let mut suspects: Vec<Suspect> = Vec::new();
    for claim in repairs.iter().flat_map(|repair| &repair.changes).map(|change| change.claim) {
        if suspects.iter().all(|known| known.claim != claim) {
            suspects.push(suspect(system, claim, Standing::Possible, system.start(claim, false)));
        }
    }
    suspects
}

/// A figure is only said to be wrong where all that is tied to it holds once it is what the others imply, whatever the figures are that
/// may be wrong elsewhere.
fn confirm_standing(system: &System, component: &ConflictComponent, cause: &mut RootCause) {
    let is_shown = cause.repairs.first().is_some_and(|repair| repair.is_shown);
    for suspect in &mut cause.suspects {
        let elsewhere = component.others.iter().map(|other| (*other, system.start(*other, false)));
        let changes: Vec<(usize, Interval)> =
            [(suspect.claim, suspect.implied_range.clone())].into_iter().chain(elsewhere).collect();
        if !is_shown && !mends(system, suspect.claim, &changes) {
            suspect.standing = Standing::Possible;
        }
    }
}

/// Whether a figure could only be what it is.
fn is_printed(system: &System, change: &Change) -> bool {
    let printed = system.study.claims()[change.claim].values.closure();
    printed.intersection(&change.values) == change.values
}

/// Whether a relation of the claim is broken, so that it is reported already.
fn is_reported(system: &System, claim: usize) -> bool {
    system.relations_of[claim].iter().any(|relation| system.is_broken(*relation))
}

/// A smallest set as a repair, and how unlikely it is.
fn repair(
    system: &System,
    component: &ConflictComponent,
    set: &[usize],
    wrong: &[usize],
    limits: &Limits,
) -> (Repair, impl Ord + use<>) {
    let mut released = [set, wrong, &component.others].concat();
    released.sort_unstable();
    released.dedup();
    let mut propagation = Propagation::new(system, Held::AllBut(&released), None);
    propagation.run(neighbourhood(system, set), &mut limits.steps.clone());
    let range = |claim: usize| implied_range(system, &propagation, claim, limits.steps);
    let alone = |claim: usize, values: Interval| match set.len() {
        1 => restrict(system, claim, values),
        _ => values,
    };
    let implied = |claim: usize| without_printed(system, claim, alone(claim, range(claim)));

    let ranges: Vec<(usize, Interval)> = set.iter().map(|claim| (*claim, implied(*claim))).collect();
    let costs: ErrorCost = ranges.iter().map(|(claim, values)| error_cost(system, *claim, values)).sum();
    let changes = ranges.into_iter().map(|(claim, values)| change(system, claim, values)).collect();
    let ties: Vec<usize> = set.iter().flat_map(|claim| &system.relations_of[*claim]).copied().collect();
    let is_shown = is_shown(system, &propagation, &ties, limits.steps);
    (Repair { changes, is_shown }, costs)
}

/// What is left for a figure besides what is printed: that contradicts the others, though it may take all of them to see it.
fn without_printed(system: &System, claim: usize, implied: Interval) -> Interval {
    let printed = system.study.claims()[claim].values.closure();
    let end = |number: Option<&Rational>| number.map_or(Bound::Unbounded, |number| Bound::Excluded(number.clone()));
    let low = implied.least().is_some_and(|least| printed.contains(least));
    let high = implied.greatest().is_some_and(|greatest| printed.contains(greatest));
    match (low, high) {
        (true, false) => system.possible(claim, Interval::new(end(printed.greatest()), implied.high().cloned())),
        (false, true) => system.possible(claim, Interval::new(implied.low().cloned(), end(printed.least()))),
        _ => implied,
    }
}

/// What a figure could be.
pub(super) fn change(system: &System, claim: usize, values: Interval) -> Change {
    let plausible = || most_plausible(system, claim, &values).map(|variant| variant.figure.text().to_owned());
    Change { claim, figure: only_figure(system, claim, &values).or_else(plausible), values }
}

pub(super) fn suspect(system: &System, claim: usize, standing: Standing, implied_range: Interval) -> Suspect {
    let implied = by_computation(system, claim).unwrap_or_else(|| in_words(system, claim, &implied_range));
    Suspect { claim, standing, implied_range, implied }
}

/// A figure of the likeliest repair, and those that could change instead, in the order of their repairs.
fn suspects(system: &System, repairs: &[Repair], best: &Repair, claim: usize, is_open: bool) -> Vec<Suspect> {
    let others: Vec<usize> = best.changes.iter().map(|change| change.claim).filter(|other| *other != claim).collect();
    let mut suspects: Vec<Suspect> = Vec::new();
    for repair in repairs {
        let claims: Vec<usize> = repair.changes.iter().map(|change| change.claim).collect();
        if !others.iter().all(|other| claims.contains(other)) {
            continue;
        }
        let Some(own) = repair.changes.iter().find(|change| !others.contains(&change.claim)) else { continue };
        let in_all = repairs.iter().all(|repair| repair.changes.iter().any(|change| change.claim == own.claim));
        let standing = if in_all && !is_open { Standing::Necessary } else { Standing::Possible };
        if suspects.iter().all(|known| known.claim != own.claim) {
            suspects.push(suspect(system, own.claim, standing, own.values.clone()));
        }
    }
    suspects
}
