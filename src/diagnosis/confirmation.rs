//! What confirms a figure, and what speaks against it, in arithmetic that a reader can follow.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::plausibility::confirming;
use crate::diagnosis::solver::system::System;
use crate::diagnosis::suspect::Suspect;
use crate::relation::{Comparison, Expression, Outcome};
use crate::study::Study;

/// How many relations are listed for each figure, and of how many figures a relation may be that is listed.
const MOST: usize = 3;
const MOST_FIGURES: usize = 8;

/// What speaks against the suspects of a cause, and for the other figures of its first relation.
pub(super) fn evidence(system: &System, relations: &[usize], suspects: &[Suspect]) -> Vec<Evidence> {
    let Some((first, others)) = relations.split_first() else { return Vec::new() };
    let is_suspect = |claim: &usize| suspects.iter().any(|suspect| suspect.claim == *claim);
    let others_than_suspects = system.claims_of[*first].iter().copied().filter(|claim| !is_suspect(claim));
    let mut confirmed: Vec<(usize, Vec<usize>)> =
        others_than_suspects.map(|claim| (claim, plainest(system, claim))).collect();
    // What a reader sees at once comes first.
    confirmed.sort_by_key(|(claim, by)| by.first().map(|relation| plainness(system, *relation, *claim)));
    let confirming = |(claim, by): &(usize, Vec<usize>)| {
        by.iter().map(|relation| evidence_of(system, *relation, *claim, true)).collect::<Vec<_>>()
    };
    let mut evidence: Vec<Evidence> = confirmed.iter().flat_map(confirming).collect();
    for suspect in suspects {
        let ties = others.iter().filter(|relation| system.claims_of[**relation].contains(&suspect.claim)).take(MOST);
        evidence.extend(ties.map(|relation| evidence_of(system, *relation, suspect.claim, false)));
    }
    evidence
}

/// The relations that confirm a figure and are short enough to be told, the plainest first.
fn plainest(system: &System, claim: usize) -> Vec<usize> {
    let mut confirming: Vec<usize> = confirming(system, claim, MOST_FIGURES).collect();
    confirming.sort_by_key(|relation| plainness(system, *relation, claim));
    confirming.truncate(MOST);
    confirming
}

/// How easily a reader sees that a relation holds: exact sums of few figures of the same table first.
fn plainness(system: &System, relation: usize, claim: usize) -> impl Ord + use<> {
    let table = |claim: usize| system.study.claims()[claim].table;
    let claims = &system.claims_of[relation];
    let elsewhere = claims.iter().any(|other| table(*other) != table(claim));
    let is_sum = matches!(system.relation(relation).recomputed, Ok(Expression::Linear(_)));
    (!is_sum || system.outcomes[relation].stated.single().is_none(), claims.len(), elsewhere, relation)
}

fn evidence_of(system: &System, relation: usize, claim: usize, supports: bool) -> Evidence {
    let outcome = &system.outcomes[relation];
    Evidence {
        relation: outcome.relation.name.clone(),
        claim,
        supports,
        text: arithmetic(system.study, outcome, supports),
    }
}

/// `37 + 34 = 71`, `50 + 52 ≠ 100`.
fn arithmetic(study: &Study, outcome: &Outcome, holds: bool) -> String {
    let relation = &outcome.relation;
    let stated = relation.stated.write(study);
    let Ok(recomputed) = &relation.recomputed else { return stated };
    let sign = match (relation.comparison, holds) {
        (Comparison::AtMost, true) => "≥",
        (Comparison::AtLeast, true) => "≤",
        (Comparison::AtMost, false) => "<",
        (Comparison::AtLeast, false) => ">",
        (_, false) => "≠",
        (Comparison::Equal, true) if outcome.stated.single().is_some() => "=",
        (_, true) => "≈",
    };
    match recomputed {
        Expression::Sample(_) | Expression::Counts(_) => recomputed.write(study),
        Expression::Common(others) if holds => format!("{stated} printed {} times", 1 + others.len()),
        _ => format!("{} {sign} {stated}", recomputed.write(study)),
    }
}
