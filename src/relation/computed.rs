//! # Computed
//!
//! **What it checks.** A number that a table computes from others beside it, as an equation in the manifest says or as a reading
//! found: a difference, a percent change, a rate, the mean of two columns.
//!
//! **Why it matters.** Computed columns are filled in by hand, or copied as values from a spreadsheet whose rows have changed since.
//!
//! **When it is undecided.** When a number that it follows from is not printed, or what is divided by may be zero.
//!
//! **Source.** Interval arithmetic: each number stands for all that are printed so, and the result for all that follow from them. A
//! variable that stands twice in a formula makes that wider than it need be, so that no more is let pass than is right to.
//!
//! **Example.** With `16.1` healthy and `12.0` infested, the loss of `100 − 100 × 12.0 / 16.1` percent is 25.5, not `35.5`.

use crate::quantity::{Quantity, Statistic};
use crate::relation::arithmetic::of;
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::{Claim, Formula};

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
        Formula::Product(one, other) => Ok(Expression::Product(Box::new(of(one)?), Box::new(of(other)?))),
        Formula::Quotient(value, by) => Ok(Expression::Quotient(Box::new(of(value)?), Box::new(of(by)?))),
    }
}
