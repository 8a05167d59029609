//! The search for root causes: what happened to many figures at once first, then error localisation in what is left.

use rustc_hash::FxHashSet as HashSet;

use crate::diagnosis::assessment::severity;
use crate::diagnosis::confirmation::evidence;
use crate::diagnosis::corrected::Corrected;
use crate::diagnosis::hypothesis::{MultiCell, multi_cell_hypotheses, single_cell_hypotheses};
use crate::diagnosis::limits::{LimitReached, Limits};
use crate::diagnosis::localisation::{change, localise, suspect};
use crate::diagnosis::root_cause::{Diagnosis, RootCause};
use crate::diagnosis::solver::propagation::{End, Propagation};
use crate::diagnosis::solver::system::{Held, System};
use crate::diagnosis::solver::witness::is_shown;
use crate::diagnosis::suspect::{Repair, Standing, Suspect};
use crate::diagnosis::trusted::trusted;
use crate::relation::{Index, Outcome};

/// All root causes of a study.
pub(super) fn search(index: &Index, outcomes: &[Outcome], limits: &Limits) -> Diagnosis {
    let mut system = System::of(index.study, outcomes).within(limits.work);
    let hypotheses = multi_cell_hypotheses(&system, index);
    let mut wrong: Vec<usize> =
        hypotheses.iter().flat_map(|alternatives| changed_figures(&system, alternatives)).collect();
    wrong.sort_unstable();
    wrong.dedup();
    let corrected = Corrected::of(&system, &hypotheses);
    let of_hypothesis = |alternatives| multi_cell_cause(&system, alternatives, limits);
    let mut causes: Vec<RootCause> = hypotheses.into_iter().map(of_hypothesis).collect();
    let limit = match &corrected {
        None => remaining(&mut system, index, limits, &mut causes, &wrong),
        Some(corrected) => {
            causes.iter_mut().for_each(|cause| explain(&system, index, cause));
            wrong.retain(|claim| !corrected.is_given(*claim));
            let mut causes_given = Vec::new();
            let limit = corrected.with(limits, |system, index| {
                let known: Vec<usize> = causes.iter().flat_map(|cause| cause.relations.clone()).collect();
                remaining_but(system, index, limits, &mut causes_given, &wrong, &known)
            });
            causes.extend(causes_given.into_iter().map(|cause| corrected.note(cause)));
            limit
        }
    };
    Diagnosis { causes, limit }
}

/// Adds the causes of all that these leave open, and explains all of them.
fn remaining(
    system: &mut System,
    index: &Index,
    limits: &Limits,
    causes: &mut Vec<RootCause>,
    wrong: &[usize],
) -> Option<LimitReached> {
    remaining_but(system, index, limits, causes, wrong, &[])
}

/// The same where some relations have a cause already.
fn remaining_but(
    system: &mut System,
    index: &Index,
    limits: &Limits,
    causes: &mut Vec<RootCause>,
    wrong: &[usize],
    known: &[usize],
) -> Option<LimitReached> {
    let mut open = system.broken();
    let known: HashSet<usize> = causes.iter().flat_map(|cause| &cause.relations).chain(known).copied().collect();
    open.retain(|relation| !known.contains(relation));
    system.trust(&trusted(system, &open, wrong));
    let limit = localise(system, limits, causes, open, wrong);
    causes.iter_mut().for_each(|cause| explain(system, index, cause));
    limit.or(system.spent())
}

/// What may have happened to the figures of a cause, what speaks for the others, and how much depends on it.
fn explain(system: &System, index: &Index, cause: &mut RootCause) {
    let explanations = single_cell_hypotheses(system, index, cause);
    cause.explanations.extend(explanations);
    cause.evidence = evidence(system, &cause.relations, &cause.suspects);
    cause.severity = severity(system, &cause.suspects);
}

/// The figures that are wrong if something happened to them; those stated, where it is not said which.
fn changed_figures(system: &System, alternatives: &[MultiCell]) -> Vec<usize> {
    let changed = alternatives.iter().flat_map(|hypothesis| &hypothesis.changes).map(|change| change.0);
    let is_said = alternatives.iter().any(|hypothesis| !hypothesis.changes.is_empty());
    let mended = alternatives.iter().filter(|_| !is_said).flat_map(|hypothesis| &hypothesis.mended);
    let stated = mended.flat_map(|relation| system.relation(*relation).stated.claims());
    changed.chain(stated).map(|claim| system.one(claim)).collect()
}

/// The cause that something happened to several figures at once.
fn multi_cell_cause(system: &System, alternatives: Vec<MultiCell>, limits: &Limits) -> RootCause {
    let repair = |hypothesis: &MultiCell| Repair {
        changes: hypothesis.changes.iter().map(|(claim, values)| change(system, *claim, values.clone())).collect(),
        is_shown: holds_after(system, hypothesis, limits),
    };
    let is_change = |repair: &Repair| !repair.changes.is_empty();
    let repairs: Vec<Repair> = alternatives.iter().map(repair).filter(is_change).collect();
    let mut suspects: Vec<Suspect> = Vec::new();
    for (claim, values) in alternatives.iter().flat_map(|hypothesis| &hypothesis.changes) {
        if suspects.iter().all(|known| known.claim != *claim) {
            suspects.push(suspect(system, *claim, Standing::Possible, values.clone()));
        }
    }
    let relations = alternatives.first().map(|first| first.mended.clone()).unwrap_or_default();
    let explanations = alternatives.into_iter().map(|hypothesis| hypothesis.explanation).collect();
    RootCause { relations, suspects, repairs, explanations, ..RootCause::default() }
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
