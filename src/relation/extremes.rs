//! # Extremes
//!
//! **What it checks.** The least value of a whole is the least of those of its parts, the greatest the greatest; its median lies
//! between their medians. The first quartile of a whole is no more than the greatest median of its parts, the third no less
//! than the least. Where some may be in no part, or where levels are not known to be all, no part goes beyond the whole.
//!
//! **Why it matters.** Extremes and medians of groups and of all are printed as often as means, and no pooling ties them.
//!
//! **When it is undecided.** Never: where a part or the whole is not printed, there is no relation.
//!
//! **Source.** The order of the values. If all parts have more than half of their values above some number, so has the whole; that
//! holds for the middle of the two middle values as well. Conventions of quartiles differ by a place among the values, so that a
//! quartile of a whole may lie beyond those of its parts; medians bound it whatever the convention.
//!
//! **Example.** `2` and `3` as least values of two groups, and `1` of both.

use rustc_hash::FxHashSet as HashSet;

use crate::quantity::{Dimension, Quantity, Statistic};
use crate::relation::arithmetic::of;
use crate::relation::expression::{Expression, Order};
use crate::relation::index::{Completeness, Index, Whole};
use crate::relation::{Comparison, Draft, PARTS, Rule};

pub(super) const RULE: Rule = Rule {
    name: "extremes",
    says: "extremes and medians of parts bound those of the whole",
    hint: Some(PARTS),
    derive,
};

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let mut added = HashSet::default();
    for statistic in [Statistic::Min, Statistic::Max, Statistic::Median] {
        for whole in index.wholes(statistic) {
            added.insert((&whole.quantity, whole.dimension));
            for (stated, comparison, order) in bounded_by(statistic, whole.completeness) {
                drafts.extend(draft(index, whole, stated, comparison, order));
            }
        }
    }
    derive_within(index, &added, drafts);
}

/// Which statistics of the whole are bounded by one of its parts, and how.
fn bounded_by(parts: Statistic, completeness: Completeness) -> Vec<(Statistic, Comparison, Order)> {
    use Comparison::{AtLeast, AtMost, Equal};
    match (parts, completeness) {
        (Statistic::Min, Completeness::Complete) => vec![(Statistic::Min, Equal, Order::Least)],
        (Statistic::Min, Completeness::Open) => vec![(Statistic::Min, AtMost, Order::Least)],
        (Statistic::Max, Completeness::Complete) => vec![(Statistic::Max, Equal, Order::Greatest)],
        (Statistic::Max, Completeness::Open) => vec![(Statistic::Max, AtLeast, Order::Greatest)],
        (Statistic::Median, Completeness::Complete) => vec![
            (Statistic::Median, Equal, Order::Between),
            (Statistic::LowerQuartile, AtMost, Order::Greatest),
            (Statistic::UpperQuartile, AtLeast, Order::Least),
        ],
        _ => Vec::new(),
    }
}

fn draft(index: &Index, whole: &Whole, stated: Statistic, comparison: Comparison, order: Order) -> Option<Draft> {
    let stated = index.find(&Quantity { statistic: stated, ..whole.quantity.clone() }, whole.table)?;
    let parts = whole.parts.iter().copied().map(Expression::Claim).collect();
    let over = index.study.names().name(whole.dimension);
    Some(Draft {
        about: format!("{} over {over}", about(index, &index.study.claims()[stated].quantity)),
        stated: Expression::Claim(stated),
        comparison,
        recomputed: Ok(Expression::Order(order, parts)),
    })
}

/// No part goes beyond the whole, where its parts are not known to be all.
fn derive_within(index: &Index, added: &HashSet<(&Quantity, Dimension)>, drafts: &mut Vec<Draft>) {
    for (at, claim) in index.claims() {
        let (comparison, order) = match claim.quantity.statistic {
            Statistic::Min => (Comparison::AtLeast, Order::Least),
            Statistic::Max => (Comparison::AtMost, Order::Greatest),
            _ => continue,
        };
        for (dimension, _) in claim.quantity.event.bindings() {
            let whole = Quantity { event: claim.quantity.event.without(*dimension), ..claim.quantity.clone() };
            let Some(above) = index.find(&whole, claim.table).filter(|_| !added.contains(&(&whole, *dimension))) else {
                continue;
            };
            let within = index.study.names().event(&whole.event);
            drafts.push(Draft {
                about: format!("{} within {within}", about(index, &claim.quantity)),
                stated: Expression::Claim(at),
                comparison,
                recomputed: Ok(Expression::Order(order, vec![Expression::Claim(above)])),
            });
        }
    }
}

fn about(index: &Index, quantity: &Quantity) -> String {
    let names = index.study.names();
    let variable = quantity.variable.map_or("", |variable| names.name(variable));
    format!("{} {}", quantity.statistic, of(variable, &names.event(&quantity.event)))
}
