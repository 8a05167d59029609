//! Counts that are rounded so that nobody is recognised.

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::hypothesis::multi_cell::MultiCell;
use crate::diagnosis::solver::system::System;
use crate::number::Rational;
use crate::quantity::Statistic;
use crate::relation::{Comparison, Expression, Index};

/// The multiples that statistical offices round to.
const BASES: [i128; 3] = [10, 5, 3];

/// The fewest counts, apart from zeros, that must be multiples.
const FEWEST: usize = 6;

/// Tables whose counts are all multiples of 3, 5 or 10, and whose sums fail by no more than such rounding explains.
pub(super) fn rounded(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    (0..system.study.tables().len()).filter_map(|table| rounded_to(system, table, open)).collect()
}

fn rounded_to(system: &System, table: usize, open: &[usize]) -> Option<MultiCell> {
    let claims = system.study.claims();
    let mut counts: Vec<usize> = system.of_table(Some(table)).to_vec();
    counts.retain(|claim| claims[*claim].quantity.statistic == Statistic::Count);
    let telling = counts.iter().filter(|claim| !claims[**claim].figure.number().is_zero()).count();
    let is_multiple =
        |base: &i128| counts.iter().all(|claim| claims[*claim].figure.number().is_multiple_of(&Rational::whole(*base)));
    let base = BASES.into_iter().find(is_multiple).filter(|_| telling >= FEWEST)?;
    let explained = |relation: &usize| {
        let within = system.claims_of[*relation].iter().all(|claim| counts.binary_search(claim).is_ok());
        within && is_near(system, *relation, base)
    };
    let mended: Vec<usize> = open.iter().copied().filter(explained).collect();
    let text =
        format!("all counts of {} are multiples of {base}: they may be rounded", system.study.tables()[table].name);
    let explanation = Explanation { hypothesis: Hypothesis::RoundedCounts, claims: counts, text };
    (!mended.is_empty()).then_some(MultiCell { mended, changes: Vec::new(), explanation })
}

/// Whether a sum misses its total by less than all of its counts together may be rounded by.
fn is_near(system: &System, relation: usize, base: i128) -> bool {
    let outcome = &system.outcomes[relation];
    let is_sum = matches!(outcome.relation.recomputed, Ok(Expression::Linear(_)))
        && outcome.relation.comparison != Comparison::Exists;
    let (Some(stated), Some(sum)) = (outcome.stated.single(), outcome.recomputed.as_ref().and_then(|sum| sum.single()))
    else {
        return false;
    };
    let most = Rational::whole(base).halved().scaled(system.claims_of[relation].len() as i64);
    is_sum && (stated - sum).abs() <= most
}
