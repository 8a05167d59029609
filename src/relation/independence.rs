//! # Independence
//!
//! **What it checks.** A chi-square is that of the counts that it compares: Pearson's, of two by two with or without the
//! correction for continuity, or the likelihood ratio. What stands beside each other in its row is compared; in the row of a
//! heading the levels of the block, in that of a level the level and all others, or the block. `between` says it where several
//! dimensions stand beside each other.
//!
//! **Why it matters.** A chi-square is recomputed exactly by whoever has the counts, and they stand beside it.
//!
//! **When it is undecided.** When a count of a combination is not reported, or a row or a column of the counts is empty.
//!
//! **Source.** Pearson 1900, doi:10.1080/14786440009463897; Yates 1934, doi:10.2307/2983604; Wilks 1938,
//! doi:10.1214/aoms/1177732360. See [`Association`].
//!
//! **Example.** `43` and `37`, `27` and `34` have a chi-square of 1.25, or of 0.90 with the correction; `2.1` is neither.

use crate::inference::{Association, NamedTest};
use crate::number::Rational;
use crate::quantity::Statistic;
use crate::relation::compared::{Beside, Counts, compared};
use crate::relation::expression::{CrosstabOf, Expression, Measure};
use crate::relation::index::Index;
use crate::relation::other_tests::{NAMED, OTHERS};
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule = Rule {
    name: "independence",
    says: "chi-square follows from its counts",
    hint: Some("if it compares other groups than those beside it, say which with `between`"),
    derive,
};

/// The tests that are called chi-square.
const CHI_SQUARES: [Association; 3] = [Association::Pearson, Association::Corrected, Association::LikelihoodRatio];

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let claims = index.study.claims().iter().enumerate();
    let mut claims = claims.filter(|(_, claim)| claim.quantity.statistic == Statistic::ChiSquare).peekable();
    if claims.peek().is_none() {
        return;
    }
    let beside = Beside::of(index);
    for (at, claim) in claims {
        let Some(counts) = beside.counts(claim) else { continue };
        drafts.push(Draft {
            about: index.study.names().quantity(&claim.quantity),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: counts.map(|counts| Expression::Either(usual(&counts, &CHI_SQUARES, Measure::Statistic))),
        });
    }
}

/// The p value of the counts that a claim compares, by the usual tests, or by the one that the claim names.
pub(super) fn p_value(beside: &Beside, claim: &Claim, is_spoken_of: bool) -> Option<Result<Expression, Unknown>> {
    let counts = beside.counts(claim)?;
    let tests: Vec<Association> = Association::ALL.into_iter().filter(|test| is_named(claim.test, *test)).collect();
    Some(counts.map(|counts| {
        let mut usual = usual(&counts, &tests, Measure::P);
        usual.extend(beside.of_pairs(claim, &counts));
        if claim.test.is_none() && is_spoken_of {
            usual.push(("another test", Expression::Unrecomputed(OTHERS)));
        }
        if usual.is_empty() { Expression::Unrecomputed(NAMED) } else { Expression::Either(usual) }
    }))
}

fn is_named(named: Option<NamedTest>, test: Association) -> bool {
    named.is_none_or(|named| named.includes(test))
}

/// The degrees of freedom of a chi-square, of whichever of its tables.
pub(super) fn degrees(beside: &Beside, claim: &Claim) -> Option<Result<Vec<Expression>, Unknown>> {
    let df = |counts: Vec<Counts>| {
        let rows = counts.first().map(|counts| &counts.rows)?;
        let columns = rows.first().map_or(0, Vec::len);
        let df = rows.len().saturating_sub(1) * columns.saturating_sub(1);
        Some(vec![Expression::Constant(Rational::from(df as u64))])
    };
    let is_sure = claim.quantity.variable.is_some() || compared(claim).len() == 2;
    let counts = beside.counts(claim).filter(|_| is_sure)?;
    Some(counts.and_then(|counts| df(counts).ok_or(Unknown::Test("no counts of what it compares stand beside it"))))
}

/// Each test of each table that it is of, with what it is called. What takes long comes last: the exact test of more than two by two.
fn usual(
    counts: &[Counts],
    tests: &[Association],
    measure: fn(Association) -> Measure,
) -> Vec<(&'static str, Expression)> {
    let of_table = |counts: &Counts| {
        let (rows, columns) = (counts.rows.len(), counts.rows.first().map_or(0, Vec::len));
        let name = counts.name;
        let fitting = tests.iter().filter(move |test| test.is_of(rows, columns));
        let crosstab = |test: &Association| {
            let of = CrosstabOf { rows: counts.rows.clone(), measure: measure(*test) };
            (name.unwrap_or(test.name()), Expression::Crosstab(Box::new(of)))
        };
        fitting.map(crosstab).collect::<Vec<_>>()
    };
    let (slow, quick): (Vec<_>, Vec<_>) = counts.iter().flat_map(of_table).partition(|(_, test)| is_slow(test));
    quick.into_iter().chain(slow).collect()
}

/// Whether a test is the exact one of more than two by two.
fn is_slow(test: &Expression) -> bool {
    let Expression::Crosstab(of) = test else { return false };
    let is_exact = matches!(of.measure, Measure::P(Association::Exact) | Measure::Statistic(Association::Exact));
    is_exact && of.rows.len().max(of.rows.first().map_or(0, Vec::len)) > 2
}

/// The usual computations of a relation without those that take long, if there are such.
#[cfg(feature = "documents")]
pub(crate) fn without_slow(recomputed: &Expression) -> Option<Expression> {
    let Expression::Either(usual) = recomputed else { return None };
    let quick: Vec<_> = usual.iter().filter(|(_, test)| !is_slow(test)).cloned().collect();
    (quick.len() < usual.len()).then_some(Expression::Either(quick))
}
