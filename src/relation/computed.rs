//! # Computed
//!
//! **What it checks.** A number that a table computes from others beside it, as an equation in the manifest says or as a reading
//! found: a difference, a percent change, a rate, the mean of two columns, a running sum, a rank.
//!
//! **Why it matters.** Computed columns are filled in by hand, or copied as values from a spreadsheet whose rows have changed since.
//!
//! **When it is undecided.** When a number that it follows from is not printed, or what is divided by may be zero.
//!
//! **Source.** Interval arithmetic: each number stands for all that are printed so, and the result for all that follow from them. A
//! variable that stands twice in a formula makes that wider than it need be, so that no more is let pass than is right to. Values that may
//! be equal may have any rank among them, as ties are ranked in several ways.
//!
//! **Example.** With `16.1` healthy and `12.0` infested, the loss of `100 − 100 × 12.0 / 16.1` percent is 25.5, not `35.5`.

use crate::number::{Interval, Rational};
use crate::quantity::{Dimension, Quantity, Statistic};
use crate::relation::arithmetic::of;
use crate::relation::expression::{Expression, RankOf};
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::{Claim, Formula, Function, Study};

pub(super) const RULE: Rule =
    Rule { name: "computed", says: "computed numbers follow from those beside them", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for computed in index.study.computed() {
        for (at, claim) in index.claims() {
            let Quantity { statistic: Statistic::Value, variable: Some(variable), .. } = claim.quantity else {
                continue;
            };
            if variable != computed.variable || computed.table.is_some_and(|table| claim.table != Some(table)) {
                continue;
            }
            let names = index.study.names();
            let about = of(names.name(variable), &names.event(&claim.quantity.event));
            drafts.push(Draft {
                about: format!("{about} by {computed}"),
                stated: Expression::Claim(at),
                comparison: Comparison::Equal,
                recomputed: recomputed(index, claim, &computed.formula),
            });
        }
    }
}

/// A formula over the values of the claim's event.
fn recomputed(index: &Index, claim: &Claim, formula: &Formula) -> Result<Expression, Unknown> {
    let of = |formula: &Formula| recomputed(index, claim, formula);
    match formula {
        Formula::Variable(variable) => {
            index.known(Quantity { variable: Some(*variable), ..claim.quantity.clone() }, claim.table)
        }
        Formula::Number(number) => Ok(Expression::Constant(number.clone())),
        Formula::Sum(terms) => {
            let terms = terms.iter().map(|(factor, term)| Ok((factor.clone(), of(term)?)));
            Ok(Expression::Linear(terms.collect::<Result<_, Unknown>>()?))
        }
        Formula::OfLines(function, variable) => of_lines(index, claim, *function, *variable),
        Formula::Product(one, other) => Ok(Expression::Product(Box::new(of(one)?), Box::new(of(other)?))),
        Formula::Quotient(value, by) => Ok(Expression::Quotient(Box::new(of(value)?), Box::new(of(by)?))),
    }
}

/// What follows from the values of a variable in all lines of the claim's table, in their order.
fn of_lines(index: &Index, claim: &Claim, function: Function, variable: Dimension) -> Result<Expression, Unknown> {
    let own = index.find(&Quantity { variable: Some(variable), ..claim.quantity.clone() }, claim.table);
    let own =
        own.ok_or_else(|| Unknown::NotPrinted(Quantity { variable: Some(variable), ..claim.quantity.clone() }))?;
    let claims = index.study.claims();
    let is_of_variable = |other: &Claim| {
        other.table == claims[own].table
            && other.quantity.variable == Some(variable)
            && other.quantity.statistic == Statistic::Value
    };
    let place = |at: usize| (claims[at].place.line, claims[at].place.field);
    let mut all: Vec<usize> = (0..claims.len()).filter(|at| is_of_variable(&claims[*at])).collect();
    all.sort_by_key(|at| place(*at));
    Ok(match function {
        Function::Cumulative => {
            Expression::sum(all.into_iter().filter(|at| place(*at) <= place(own)).map(Expression::Claim))
        }
        Function::Rank | Function::AscendingRank => {
            all.retain(|at| *at != own);
            let is_ascending = function == Function::AscendingRank;
            Expression::Rank(Box::new(RankOf { of: own, among: all, is_ascending }))
        }
    })
}

impl RankOf {
    /// From one more than there are different values beyond it, to one more than there are that may be as far.
    pub(super) fn evaluate_with(&self, values: Values) -> Interval {
        let own = values.of(self.of);
        let above = |one: &Interval, other: &Interval| match (one.least(), other.greatest()) {
            (Some(least), Some(greatest)) => least >= greatest && !one.intersects(other),
            _ => false,
        };
        let is_beyond = |other: &Interval| if self.is_ascending { above(&own, other) } else { above(other, &own) };
        let is_behind = |other: &Interval| if self.is_ascending { above(other, &own) } else { above(&own, other) };
        let others: Vec<Interval> = self.among.iter().map(|at| values.of(*at)).collect();
        let mut beyond: Vec<&Interval> = others.iter().filter(|other| is_beyond(other)).collect();
        beyond.sort_by(|one, other| one.least().cmp(&other.least()));
        beyond.dedup();
        let possibly = others.iter().filter(|other| !is_behind(other)).count();
        let rank = |before: usize| Rational::whole(1 + before as i128);
        Interval::closed(rank(beyond.len()), rank(possibly))
    }

    pub(super) fn claims(&self) -> Vec<usize> {
        std::iter::once(self.of).chain(self.among.iter().copied()).collect()
    }

    /// `the rank of 15.4 among 12 values`.
    pub(super) fn write(&self, study: &Study) -> String {
        let order = if self.is_ascending { "ascending rank" } else { "rank" };
        format!("the {order} of {} among {} values", study.claims()[self.of].figure, self.among.len() + 1)
    }
}
