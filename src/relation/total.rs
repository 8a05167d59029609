//! # Total
//!
//! **What it checks.** The counts of the levels that respondents are divided into add up to the count of all of them.
//! Levels divide an event when their margin is printed beside them, or when the manifest says so; they then also
//! divide every narrower event, in whichever tables its counts stand.
//!
//! **Why it matters.** A sum that fails shows a missing respondent, a misprinted cell or a changed base.
//!
//! **When it is undecided.** Never: where a part or the total is not printed there is no relation.
//!
//! **Source.** The additivity of counts.
//!
//! **Example.** `0` yes and `140` no among `141` asked: 0 + 140 is 140.

use crate::quantity::Statistic;
use crate::relation::expression::Expression;
use crate::relation::index::{Index, sum};
use crate::relation::{Comparison, Draft, Rule};

pub(super) const RULE: Rule = Rule { name: "total", says: "counts add up to their total", derive };

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
}
