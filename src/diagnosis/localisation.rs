//! Error localisation: from relations that do not hold to their causes.

use std::ops::Bound;

use crate::diagnosis::assessment::severity;
use crate::diagnosis::confirmation::evidence;
use crate::diagnosis::existence::restrict;
use crate::diagnosis::hypothesis::{MultiCell, multi_cell_hypotheses, single_cell_hypotheses};
use crate::diagnosis::implied::{in_words, only_figure};
use crate::diagnosis::limits::Limits;
use crate::diagnosis::plausibility::{ErrorCost, error_cost, most_plausible};
use crate::diagnosis::root_cause::{Diagnosis, RootCause};
use crate::diagnosis::solver::component::{ConflictComponent, conflict_components};
use crate::diagnosis::solver::conflict::neighbourhood;
use crate::diagnosis::solver::propagation::{End, Propagation};
use crate::diagnosis::solver::refutation::{Refutation, implied_range, refute};
use crate::diagnosis::solver::system::{Held, System};
use crate::diagnosis::solver::witness::is_shown;
use crate::diagnosis::suspect::{Change, Repair, Standing, Suspect};
use crate::diagnosis::trusted::trusted;
use crate::number::{Interval, Rational};
use crate::relation::Index;

/// All causes: what happened to many figures at once first, then what is left, component by component.
pub(super) fn causes(mut system: System, index: &Index, limits: &Limits) -> Diagnosis {
    let hypotheses = multi_cell_hypotheses(&system, index);
    let mut wrong: Vec<usize> = hypotheses.iter().flat_map(|hypothesis| changed_figures(&system, hypothesis)).collect();
    wrong.sort_unstable();
    wrong.dedup();
    let causes: Vec<RootCause> =
        hypotheses.into_iter().map(|hypothesis| multi_cell_cause(&system, hypothesis, limits)).collect();
    let mut open = system.broken();
    open.retain(|relation| !causes.iter().any(|cause| cause.relations.contains(relation)));
    system.trust(trusted(&system, &open, &wrong));
    causes_of_remaining_conflicts(&system, index, limits, causes, open, &wrong)
}

/// The same causes, and those of relations that they leave open.
fn causes_of_remaining_conflicts(
    system: &System,
    index: &Index,
    limits: &Limits,
    mut causes: Vec<RootCause>,
    mut open: Vec<usize>,
    wrong: &[usize],
) -> Diagnosis {
    let (components, limit) = conflict_components(system, &open, wrong, limits);
    for component in &components {
        causes.extend(causes_of_component(system, component, wrong, limits, &mut open));
    }
    if limit.is_some() || !mends_all(system, &causes, wrong, limits) {
        causes.iter_mut().for_each(weaken);
    }
    // What no component takes is reported by itself.
    causes.extend(open.iter().map(|relation| RootCause { relations: vec![*relation], ..RootCause::default() }));
    merge_joint_conflicts(system, &mut causes);
    for cause in &mut causes {
        let explanations = single_cell_hypotheses(system, index, cause);
        cause.explanations.extend(explanations);
        cause.evidence = evidence(system, &cause.relations, &cause.suspects);
        cause.severity = severity(system, &cause.suspects);
    }
    causes.retain(|cause| !cause.relations.is_empty() || !cause.conflict.is_empty());
    Diagnosis { causes, limit: limit.or(system.spent()) }
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

/// Figures that cannot hold together, though each relation holds, are told with a cause whose suspect is of the same respondents: a
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

/// The figures that are wrong if something happened to them; those stated, where it is not said which.
fn changed_figures(system: &System, hypothesis: &MultiCell) -> Vec<usize> {
    if hypothesis.changes.is_empty() {
        let stated = hypothesis.mended.iter().flat_map(|relation| system.relation(*relation).stated.claims());
        return stated.map(|claim| system.one(claim)).collect();
    }
    hypothesis.changes.iter().map(|change| system.one(change.0)).collect()
}

/// The cause that something happened to several figures at once.
fn multi_cell_cause(system: &System, hypothesis: MultiCell, limits: &Limits) -> RootCause {
    let change = |(claim, values): &(usize, Interval)| change(system, *claim, values.clone());
    let suspect = |(claim, values): &(usize, Interval)| suspect(system, *claim, Standing::Possible, values.clone());
    let is_shown = holds_after(system, &hypothesis, limits);
    let repair = Repair { changes: hypothesis.changes.iter().map(change).collect(), is_shown };
    RootCause {
        relations: hypothesis.mended,
        suspects: hypothesis.changes.iter().map(suspect).collect(),
        repairs: if repair.changes.is_empty() { Vec::new() } else { vec![repair] },
        explanations: vec![hypothesis.explanation],
        ..RootCause::default()
    }
}

/// Whether exact values show that all that ties the changed figures holds once they are others.
fn holds_after(system: &System, hypothesis: &MultiCell, limits: &Limits) -> bool {
    let mut changed: Vec<usize> = hypothesis.changes.iter().map(|change| system.one(change.0)).collect();
    changed.sort_unstable();
    let mut propagation = Propagation::new(system, Held::AllBut(&changed), None);
    hypothesis.changes.iter().for_each(|(claim, values)| propagation.take(*claim, values));
    let ties: Vec<usize> = changed.iter().flat_map(|claim| &system.relations_of[*claim]).copied().collect();
    propagation.run(ties.iter().copied(), &mut limits.steps.clone()) == End::Calm
        && is_shown(system, &propagation, &ties, limits.steps)
}

/// The causes of a conflict component: one for each figure of its likeliest repair, whose alternatives are suspects as well. Takes the
/// relations that it explains from those that are open.
fn causes_of_component(
    system: &System,
    component: &ConflictComponent,
    wrong: &[usize],
    limits: &Limits,
    open: &mut Vec<usize>,
) -> Vec<RootCause> {
    let mut ranked: Vec<(Repair, _)> =
        component.sets.iter().map(|set| repair(system, component, set, wrong, limits)).collect();
    // Of closed ranges the end may be left that is printed, as that of a tie: then it is none if there are others.
    let is_repair = |repair: &Repair| repair.changes.iter().all(|change| !is_printed(system, change));
    if ranked.iter().any(|ranked| is_repair(&ranked.0)) {
        ranked.retain(|ranked| is_repair(&ranked.0));
    }
    ranked.sort_by(|one, other| one.1.cmp(&other.1));
    let repairs: Vec<Repair> = ranked.into_iter().map(|ranked| ranked.0).collect();
    let Some(best) = repairs.first().cloned() else { return Vec::new() };
    let mut causes = Vec::new();
    for change in &best.changes {
        let suspects = suspects(system, &repairs, &best, change.claim, component.limit.is_some());
        let is_of = |relation: &usize| {
            let claims = &system.claims_of[*relation];
            claims.contains(&change.claim) || suspects.iter().any(|suspect| claims.contains(&suspect.claim))
        };
        let (relations, others): (Vec<usize>, Vec<usize>) = open.iter().partition(|relation| is_of(relation));
        *open = others;
        let is_system = relations.is_empty() && !component.conflict.iter().any(|claim| is_reported(system, *claim));
        let conflict = if is_system { component.conflict.clone() } else { Vec::new() };
        let (repairs, limit) = (repairs.clone(), component.limit.or(system.spent()));
        causes.push(RootCause { relations, conflict, suspects, repairs, limit, ..RootCause::default() });
    }
    causes
}

/// Whether a figure could only be what it is.
fn is_printed(system: &System, change: &Change) -> bool {
    let printed = system.study.claims()[change.claim].values.closure();
    printed.intersection(&change.values) == change.values
}

/// Whether a relation of the claim is broken, so that it is told of already.
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
fn change(system: &System, claim: usize, values: Interval) -> Change {
    let plausible = || most_plausible(system, claim, &values).map(|variant| variant.figure.text().to_owned());
    Change { claim, figure: only_figure(system, claim, &values).or_else(plausible), values }
}

fn suspect(system: &System, claim: usize, standing: Standing, implied_range: Interval) -> Suspect {
    let implied = in_words(system, claim, &implied_range);
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
