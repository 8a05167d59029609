//! # Total
//!
//! **What it checks.** The counts of the levels that respondents are divided into add up to the count of all of them.
//! Levels divide an event when their margin is printed beside them, or when the manifest says so; they then also
//! divide every narrower event, in whichever tables its counts stand. Where some may not have answered, they add up to
//! no more than all; where levels are not known to be all, each is no more than all.
//!
//! **Why it matters.** A sum that fails shows a missing respondent, a misprinted cell or a changed base.
//!
//! **When it is undecided.** Never: where a part or the total is not printed there is no relation.
//!
//! **Source.** The additivity of counts.
//!
//! **Example.** `0` yes and `140` no among `141` asked: 0 + 140 is 140.

use crate::quantity::{Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::index::{self, Index, sum};
use crate::relation::{Comparison, Draft, PARTS, Rule};
use crate::study::within;

pub(super) const RULE: Rule = Rule { name: "total", says: "counts add up to their total", hint: Some(PARTS), derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    for whole in index.wholes(Statistic::Count) {
        let Some(stated) = index.find(&whole.quantity, whole.table) else { continue };
        drafts.push(Draft {
            about: format!("{} over {}", names.event(&whole.quantity.event), names.name(whole.dimension)),
            stated: Expression::Claim(stated),
            comparison: whole.remainder.comparison(Comparison::Equal),
            recomputed: Ok(sum(&whole.parts)),
        });
    }
    derive_within(index, drafts);
}

/// Where the levels are not known to be all, each is at least not more than the whole.
fn derive_within(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    for (at, claim) in index.claims().filter(|(_, claim)| index::is_count(claim)) {
        for (dimension, _) in claim.quantity.event.bindings() {
            let whole = Quantity::count(claim.quantity.event.without(*dimension));
            let Some(above) = index.find(&whole, claim.table).filter(|_| !index.adds_up(&whole, *dimension)) else {
                continue;
            };
            let (part, whole) = (names.event(&within(&claim.quantity.event, &whole.event)), names.event(&whole.event));
            drafts.push(Draft {
                about: format!("{part} within {whole}"),
                stated: Expression::Claim(at),
                comparison: Comparison::AtMost,
                recomputed: Ok(Expression::Claim(above)),
            });
        }
    }
}
