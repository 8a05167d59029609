//! # Total
//!
//! **What it checks.** The counts of the levels that respondents are divided into add up to the count of all of them.
//! Levels divide an event when their margin is printed beside them, or when the manifest says so; they then also
//! divide every narrower event, in whichever tables its counts stand. Where some may not have answered, they add up to
//! no more than all; where levels are not known to be all, each is no more than all. Of an event whose count is printed
//! nowhere, each division adds up to what the first one does.
//!
//! **Why it matters.** A sum that fails shows a missing respondent, a misprinted cell or a changed base.
//!
//! **When it is undecided.** Never: where a part is not printed, or nothing to compare the sum with, there is no relation.
//!
//! **Source.** The additivity of counts.
//!
//! **Example.** `0` yes and `140` no among `141` asked: 0 + 140 is 140. `37` men and `34` women, `20` of them young and `52`
//! old: 37 + 34 is 71, 20 + 52 is 72.

use crate::quantity::{Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::index::{self, Index, Whole, sum};
use crate::relation::{Comparison, Draft, PARTS, Rule};
use crate::study::within;

pub(super) const RULE: Rule = Rule { name: "total", says: "counts add up to their total", hint: Some(PARTS), derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    for whole in index.wholes(Statistic::Count) {
        let printed = index.find(&whole.quantity, whole.table).map(Expression::Claim);
        let Some(stated) = printed.or_else(|| otherwise_divided(index, whole)) else { continue };
        drafts.push(Draft {
            about: format!("{} over {}", names.event(&whole.quantity.event), names.name(whole.dimension)),
            stated,
            comparison: whole.remainder.comparison(Comparison::Equal),
            recomputed: Ok(sum(&whole.parts)),
        });
    }
    derive_within(index, drafts);
}

/// What the same respondents add up to where they are divided along the first dimension, if that is another.
fn otherwise_divided(index: &Index, whole: &Whole) -> Option<Expression> {
    let first = index.divisions(&whole.quantity.event).next()?;
    (first.dimension != whole.dimension).then(|| sum(&first.parts))
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
