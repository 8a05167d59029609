//! # Domain
//!
//! **What it checks.** A figure is a possible value of its statistic at all: a count is a whole number and not
//! negative, a percentage lies between 0 and 100, a measure of spread is not negative. A relation is listed only where
//! that fails; that it holds for all other figures is nothing that anybody doubts.
//!
//! **Why it matters.** A figure outside its domain is misprinted or misread, and what is recomputed from it as well.
//!
//! **When it is undecided.** Never.
//!
//! **Source.** The definitions of the statistics.
//!
//! **Example.** `104.2` as the percentage of a part, `-3` or `12.5` as a number of respondents.

use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "domain", says: "a figure is a possible value of its statistic", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for (at, claim) in index.claims() {
        let Some((comparison, bound)) = violated(claim) else { continue };
        drafts.push(Draft {
            about: index.study.names().quantity(&claim.quantity),
            stated: Expression::Claim(at),
            comparison,
            recomputed: Ok(Expression::Constant(bound)),
        });
    }
}

/// The bound that no value of the claim keeps, if there is one.
pub(super) fn violated(claim: &Claim) -> Option<(Comparison, Rational)> {
    let values = &claim.values;
    let below = |bound: i128| !values.intersects(&Interval::at_least(Rational::whole(bound)));
    let above = |bound: i128| !values.intersects(&Interval::at_most(Rational::whole(bound)));
    match claim.quantity.statistic {
        statistic if statistic.is_never_negative() && below(0) => Some((Comparison::AtLeast, Rational::zero())),
        Statistic::P | Statistic::R if above(1) => Some((Comparison::AtMost, Rational::whole(1))),
        Statistic::R if below(-1) => Some((Comparison::AtLeast, Rational::whole(-1))),
        Statistic::Share if above(100) => Some((Comparison::AtMost, Rational::whole(100))),
        Statistic::Count => {
            values.single().filter(|count| !count.is_whole()).map(|count| (Comparison::Equal, count.floor()))
        }
        _ => None,
    }
}
