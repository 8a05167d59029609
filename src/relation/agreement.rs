//! # Agreement
//!
//! **What it checks.** A quantity that is printed more than once, in one table or in several, is one number: some
//! value rounds to all its figures.
//!
//! **Why it matters.** Tables of one paper are often made at different times from different versions of the data.
//!
//! **When it is undecided.** Never.
//!
//! **Source.** The definition of a quantity: the same statistic of the same respondents.
//!
//! **Example.** `141` respondents in one table and `140` in another do not agree; `56.7` and `57` do.

use crate::quantity::Statistic;
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::{Comparison, Draft, Rule};

pub(super) const RULE: Rule =
    Rule { name: "agreement", says: "what is printed twice is one number", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    // Two p values may be of different tests.
    for (first, claim) in index.claims().filter(|(_, claim)| claim.quantity.statistic != Statistic::P) {
        let repeats = index.repeats(first, claim);
        if !repeats.is_empty() {
            drafts.push(Draft {
                about: index.study.names().quantity(&claim.quantity),
                stated: Expression::Claim(first),
                comparison: Comparison::Equal,
                recomputed: Ok(Expression::Common(repeats.iter().copied().map(Expression::Claim).collect())),
            });
        }
    }
}
