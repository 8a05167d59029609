//! Sums that were adjusted to their total, and sums that one respondent is missing from.
//!
//! Rounded percentages of a whole often miss 100 (Mosteller, Youtz & Zahn 1967, doi:10.2307/2060324), and are then adjusted.

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::rounded::rounded_of;
use crate::diagnosis::solver::system::System;
use crate::number::{Figure, Rational};
use crate::relation::{Comparison, Expression, Index, Values};
use crate::study::Claim;

/// A figure one unit off, with which the printed digits add up to their sum, and would not otherwise.
pub(super) fn adjusted(system: &System, _: &Index, cause: &RootCause) -> Option<Explanation> {
    let rounded = rounded_of(system, cause)?;
    let rounding = system.study.claims()[rounded.claim].rounding;
    let right: Figure = rounding.print(&rounded.value, rounded.figure.decimals()).parse().ok()?;
    let off = (rounded.figure.number() - right.number()).abs();
    if off != rounded.figure.unit() {
        return None;
    }
    let study = system.study;
    let exact = |relation: &&usize| {
        let relation = system.relation(**relation);
        let printed = |claim: usize| study.claims()[claim].figure.number().clone();
        let otherwise = |claim: usize| if claim == rounded.claim { right.number().clone() } else { printed(claim) };
        comes_out(relation.comparison, &relation.stated, relation.recomputed.as_ref().ok(), study.claims(), &printed)
            && !comes_out(
                relation.comparison,
                &relation.stated,
                relation.recomputed.as_ref().ok(),
                study.claims(),
                &otherwise,
            )
    };
    let relation = system.relation(*system.relations_of[rounded.claim].iter().find(exact)?);
    let sum = relation.recomputed.as_ref().ok()?.write(study);
    let text = format!(
        "{} is adjusted, so that the printed {sum} comes to exactly {}",
        rounded.figure,
        relation.stated.write(study)
    );
    Some(Explanation { hypothesis: Hypothesis::Adjusted, claims: vec![rounded.claim], text })
}

/// Whether the digits of the parts add up to those of the whole.
fn comes_out(
    comparison: Comparison,
    whole: &Expression,
    parts: Option<&Expression>,
    claims: &[Claim],
    printed: &dyn Fn(usize) -> Rational,
) -> bool {
    let point = |claim: usize| crate::number::Interval::point(printed(claim));
    let points = Values::others(claims, &point);
    let Some(Expression::Linear(terms)) = parts.filter(|_| comparison == Comparison::Touching) else { return false };
    let parts = Expression::Linear(terms.clone());
    match (whole.evaluate_with(points), parts.evaluate_with(points)) {
        (Ok(whole), Ok(parts)) => whole == parts,
        _ => false,
    }
}

/// A total and the sum of its parts differ by one.
pub(super) fn off_by_one(system: &System, _: &Index, cause: &RootCause) -> Option<Explanation> {
    let &[relation] = cause.relations.as_slice() else { return None };
    let outcome = &system.outcomes[relation];
    let (stated, sum) = (outcome.stated.single()?, outcome.recomputed.as_ref()?.single()?);
    let is_total = matches!(outcome.relation.recomputed, Ok(Expression::Linear(_)))
        && outcome.relation.comparison == Comparison::Equal
        && stated.is_whole()
        && sum.is_whole();
    let arithmetic = outcome.relation.recomputed.as_ref().ok()?.write(system.study);
    let text = match stated - sum {
        _ if !is_total => return None,
        off if off == Rational::whole(1) => format!("one answer is missing from {arithmetic}"),
        off if off == Rational::whole(-1) => format!("{arithmetic} is one too many"),
        _ => return None,
    };
    Some(Explanation { hypothesis: Hypothesis::OffByOne, claims: outcome.relation.claims(), text })
}
