//! # Levels
//!
//! **What it checks.** As many levels as a sentence counts are those that the tables print: "over seven years", "two kinds of
//! networks".
//!
//! **Why it matters.** A level that a sentence counts and no table prints was left out of one of them.
//!
//! **When it is undecided.** When no levels of the dimension are known.
//!
//! **Source.** The levels that tables print or the manifest declares; subtotals are none of their own.
//!
//! **Example.** `seven` years where a table has a column for each of 2011 to 2017.

use crate::number::Rational;
use crate::quantity::Statistic;
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};

pub(super) const RULE: Rule =
    Rule { name: "levels", says: "the stated number of categories is right", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    for (at, claim) in index.claims().filter(|(_, claim)| claim.quantity.statistic == Statistic::Levels) {
        let Some(dimension) = claim.quantity.variable else { continue };
        let known = names.levels(dimension).filter(|level| names.made_of(dimension, *level).is_empty()).count();
        let unknown = || Unknown::NotPrinted(claim.quantity.clone());
        drafts.push(Draft {
            about: names.name(dimension).to_owned(),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: (known > 0).then(|| Expression::Constant(Rational::from(known as u64))).ok_or_else(unknown),
        });
    }
}
