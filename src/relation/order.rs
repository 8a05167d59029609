//! # Order
//!
//! **What it checks.** The mean, the median, the mode and the quartiles of a variable lie between its least and its
//! greatest value, and the quartiles on their sides of the median.
//!
//! **Why it matters.** A figure on the wrong side of another is in the wrong column or misprinted.
//!
//! **When it is undecided.** Never: where one of the two is not printed there is no relation.
//!
//! **Source.** The definitions of the statistics.
//!
//! **Example.** A mean of `36.9` with a greatest value of `48` holds; a median of `49` would not.

use crate::quantity::{Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::{Comparison, Draft, Rule};

pub(super) const RULE: Rule = Rule { name: "order", says: "averages lie between the extremes", hint: None, derive };

/// Pairs of statistics of which the first is never above the second.
const ASCENDING: [(Statistic, Statistic); 13] = [
    (Statistic::Min, Statistic::Max),
    (Statistic::Min, Statistic::Mean),
    (Statistic::Mean, Statistic::Max),
    (Statistic::Min, Statistic::Median),
    (Statistic::Median, Statistic::Max),
    (Statistic::Min, Statistic::Mode),
    (Statistic::Mode, Statistic::Max),
    (Statistic::Min, Statistic::LowerQuartile),
    (Statistic::LowerQuartile, Statistic::Median),
    (Statistic::LowerQuartile, Statistic::UpperQuartile),
    (Statistic::LowerQuartile, Statistic::Max),
    (Statistic::Median, Statistic::UpperQuartile),
    (Statistic::UpperQuartile, Statistic::Max),
];

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for (at, claim) in index.claims() {
        let Some(variable) = claim.quantity.variable else { continue };
        let pairs = ASCENDING.iter().filter(|pair| pair.0 == claim.quantity.statistic);
        for (lower, higher) in pairs {
            let quantity = Quantity { statistic: *higher, ..claim.quantity.clone() };
            let Some(above) = index.find(&quantity, claim.table) else { continue };
            let names = index.study.names();
            drafts.push(Draft {
                about: format!("{lower} ≤ {higher} {}", of(names.name(variable), &names.event(&quantity.event))),
                stated: Expression::Claim(at),
                comparison: Comparison::AtMost,
                recomputed: Ok(Expression::Claim(above)),
            });
        }
    }
}

/// A variable, with the respondents where they are not all.
pub(super) fn of(variable: &str, event: &str) -> String {
    if event == "all" { variable.to_owned() } else { format!("{variable} of {event}") }
}
