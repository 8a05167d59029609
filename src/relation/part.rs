//! # Part
//!
//! **What it checks.** A count is no more than that of a wider event: of one level, where the levels are not known to be all
//! and need not add up; of those of whom a variable is known.
//!
//! **Why it matters.** Where several answers were possible or levels are left out there is no total to come to, but none
//! of them is more than all.
//!
//! **When it is undecided.** Never: where the count of all is not printed and is no sum of printed ones, there is no relation.
//!
//! **Source.** The count of a subset.
//!
//! **Example.** `71` who answered are more than `70` who were asked.

use crate::quantity::{Level, Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::within;

pub(super) const RULE: Rule = Rule { name: "part", says: "a part is no more than its whole", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    for (at, claim) in index.claims().filter(|(at, _)| index.quantity(*at).statistic == Statistic::Count) {
        let event = &index.quantity(at).event;
        for (dimension, level) in event.bindings() {
            let whole = Quantity::count(event.without(*dimension));
            if index.adds_up(&whole, *dimension) {
                continue;
            }
            let above = match *level {
                // Of how many nobody may know anything follows from their parts as well.
                Level::ANSWERED => index.count(&whole.event, claim.table).ok(),
                _ => index.find(&whole, claim.table).map(Expression::Claim),
            };
            let Some(above) = above.filter(|above| !above.claims().contains(&at)) else { continue };
            let (part, whole) = (names.event(&within(event, &whole.event)), names.event(&whole.event));
            drafts.push(Draft {
                about: format!("{part} within {whole}"),
                stated: Expression::Claim(at),
                comparison: Comparison::AtMost,
                recomputed: Ok(above),
            });
        }
    }
}
