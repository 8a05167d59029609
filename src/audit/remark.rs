//! What is said beside a finding about a test: whether a decision is another, and what other computations give.

use crate::audit::message::value;

use crate::inference::{Criteria, Tails, decision};
use crate::number::{Interval, Qualifier, Rational};
use crate::quantity::Statistic;
use crate::relation::{Expression, Outcome};
use crate::study::{Claim, Study};

/// The remarks on a relation that does not hold.
pub(crate) fn remarks(outcome: &Outcome, study: &Study) -> Vec<String> {
    let stated = outcome.relation.stated.claims().first().map(|claim| &study.claims()[*claim]);
    let (Some(stated), Ok(recomputed)) = (stated, &outcome.relation.recomputed) else { return Vec::new() };
    let mut remarks = others(recomputed, study);
    if let (Statistic::P, Some(p)) = (stated.quantity.statistic, &outcome.recomputed) {
        remarks.extend(flipped(stated, p, study.alpha()));
        remarks.extend(one_tailed(recomputed, stated, p));
    }
    remarks
}

/// With how many decimals at least values are shown.
const PLACES: usize = 3;

/// What the other usual computations give, which do not explain it either.
fn others(recomputed: &Expression, study: &Study) -> Vec<String> {
    let Expression::Either(usual) = recomputed else { return Vec::new() };
    let given = |(name, of): &(&str, Expression)| {
        let values = of.evaluate(study.claims()).ok()?;
        Some(format!("{name}: {}", value(&values, PLACES)))
    };
    // Of several tables that one name stands for, the first.
    let is_first = |at: &usize| usual[..*at].iter().all(|other| other.0 != usual[*at].0);
    let given: Vec<_> = (0..usual.len()).filter(is_first).filter_map(|at| given(&usual[at])).collect();
    if given.len() > 1 { vec![format!("no usual computation gives it: {}", given.join("; "))] } else { Vec::new() }
}

/// Whether the decision at the level of significance is another.
fn flipped(stated: &Claim, recomputed: &Interval, alpha: &Rational) -> Option<String> {
    let criteria = Criteria { alpha: alpha.clone(), ..Criteria::default() };
    let significant = recomputed.greatest().is_some_and(|p| p <= alpha);
    let not_significant = !recomputed.intersects(&Interval::at_most(alpha.clone()));
    match decision(&stated.figure, &criteria)? {
        true if not_significant => Some(format!("significant at {alpha} as reported, but not as recomputed")),
        false if significant => Some(format!("not significant at {alpha} as reported, but significant as recomputed")),
        _ => None,
    }
}

/// Whether half of the recomputed value would fit.
fn one_tailed(recomputed: &Expression, stated: &Claim, p: &Interval) -> Option<String> {
    let Expression::Tail(of) = recomputed else { return None };
    let may_be = matches!(of.test, Statistic::T | Statistic::R | Statistic::Z) && of.tails == Tails::Both;
    let is_number = stated.figure.qualifier() == Qualifier::Exactly;
    let fits = p.scaled(&Rational::whole(1).halved()).intersects(&stated.values);
    (may_be && is_number && fits)
        .then(|| "it would be consistent if the test were one-tailed, which is not stated".to_owned())
}
