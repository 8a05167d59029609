//! # Independence
//!
//! **What it checks.** A chi-square is that of the counts that it compares: Pearson's, or of two by two with the
//! correction for continuity. The label says which dimensions are compared: `between = ["sex", "arm"]`, or one where the
//! row is about a variable, whose levels are the other.
//!
//! **Why it matters.** A chi-square is recomputed exactly by whoever has the counts, and they stand beside it.
//!
//! **When it is undecided.** When a count of a combination is not reported, or a row or a column of the counts is empty.
//!
//! **Source.** Pearson 1900, doi:10.1080/14786440009463897; Yates 1934, doi:10.2307/2983604. See
//! [`contingency`](crate::inference::contingency).
//!
//! **Example.** `43` and `37`, `27` and `34` have a chi-square of 1.25, or of 0.90 with the correction; `2.1` is neither.

use crate::inference::contingency::Correction;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::expression::{CrosstabOf, Expression, Measure};
use crate::relation::index::{Index, is_count};
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "independence", says: "chi-square follows from its counts", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let claims = index.study.claims().iter().enumerate();
    for (at, claim) in claims.filter(|(_, claim)| claim.quantity.statistic == Statistic::ChiSquare) {
        let Some(counts) = counts(index, claim) else { continue };
        drafts.push(Draft {
            about: index.study.names().quantity(&claim.quantity),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: counts.map(|counts| usual(&counts, Measure::ChiSquare)),
        });
    }
}

/// The p value of the counts that a claim compares, by the usual tests.
pub(super) fn p_value(index: &Index, claim: &Claim) -> Option<Result<Expression, Unknown>> {
    let tests = |rows: Vec<Vec<usize>>| {
        let Expression::Either(mut tests) = usual(&rows, Measure::P) else { return usual(&rows, Measure::P) };
        if is_two_by_two(&rows) {
            tests.push(("Fisher's exact test", crosstab(&rows, Measure::Fisher)));
        }
        Expression::Either(tests)
    };
    Some(counts(index, claim)?.map(tests))
}

/// The degrees of freedom of a chi-square.
pub(super) fn degrees(index: &Index, claim: &Claim) -> Option<Result<Vec<Expression>, Unknown>> {
    let df = |rows: Vec<Vec<usize>>| {
        let columns = rows.first().map_or(0, Vec::len);
        let df = rows.len().saturating_sub(1) * columns.saturating_sub(1);
        vec![Expression::Constant(Rational::from(df as u64))]
    };
    Some(counts(index, claim)?.map(df))
}

fn usual(rows: &[Vec<usize>], measure: fn(Correction) -> Measure) -> Expression {
    let plain = ("without correction", crosstab(rows, measure(Correction::None)));
    let corrected = ("with the correction for continuity", crosstab(rows, measure(Correction::Continuity)));
    Expression::Either(if is_two_by_two(rows) { vec![plain, corrected] } else { vec![plain] })
}

fn crosstab(rows: &[Vec<usize>], measure: Measure) -> Expression {
    Expression::Crosstab(Box::new(CrosstabOf { rows: rows.to_vec(), measure }))
}

fn is_two_by_two(rows: &[Vec<usize>]) -> bool {
    rows.len() == 2 && rows.iter().all(|row| row.len() == 2)
}

/// The counts of each combination of the two dimensions that a claim compares; nothing if it does not say which.
fn counts(index: &Index, claim: &Claim) -> Option<Result<Vec<Vec<usize>>, Unknown>> {
    let event = &claim.quantity.event;
    let compared = event.bindings().iter().filter(|binding| binding.1 == Level::COMPARED).map(|binding| binding.0);
    let compared: Vec<Dimension> = claim.quantity.variable.into_iter().chain(compared).collect();
    let &[rows, columns] = compared.as_slice() else { return None };
    let own = event.only(|dimension| dimension != rows && dimension != columns);
    let levels = |dimension| levels(index, claim, &own, dimension);
    let (of_rows, of_columns) = (levels(rows), levels(columns));
    if of_rows.len() < 2 || of_columns.len() < 2 {
        return claim
            .quantity
            .variable
            .is_none()
            .then_some(Err(Unknown::Test("no counts of what it compares stand beside it")));
    }
    let count = |row: Level, column: Level| {
        let quantity = Quantity::count(own.with(rows, row).with(columns, column));
        index.find(&quantity, claim.table).ok_or(Unknown::NotPrinted(quantity))
    };
    let row = |row: &Level| of_columns.iter().map(|column| count(*row, *column)).collect();
    Some(of_rows.iter().map(row).collect())
}

/// The levels of a dimension by which respondents of an event are counted in the claim's table, without subtotals.
fn levels(index: &Index, claim: &Claim, own: &Event, dimension: Dimension) -> Vec<Level> {
    let names = index.study.names();
    let mut levels: Vec<Level> = Vec::new();
    for other in index.study.claims().iter().filter(|other| other.table == claim.table && is_count(other)) {
        let event = &other.quantity.event;
        let holds = own.bindings().iter().all(|(dimension, level)| event.level(*dimension) == Some(*level));
        let level = event.level(dimension).filter(|level| holds && *level != Level::ANSWERED);
        levels.extend(level.filter(|level| !levels.contains(level) && names.made_of(dimension, *level).is_empty()));
    }
    levels
}
