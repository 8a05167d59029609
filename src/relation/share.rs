//! # Share
//!
//! **What it checks.** A percentage is 100 times the count of its event over the count of its base; what is told as so many
//! times is the same without the 100. The counts are
//! those printed anywhere in the study, or sums of printed ones.
//!
//! **Why it matters.** Percentages are computed from counts by hand or by copying between programs; about three in a
//! hundred published ones do not follow from the counts beside them.
//!
//! **When it is undecided.** When the count of the event or of the base is not reported and is no sum of printed
//! counts, when the base is, or may be, zero, or when the manifest says that the table's percentages are weighted.
//!
//! **Source.** The definition of a percentage; the rounding conventions are told at [`Rounding`](crate::Rounding).
//!
//! **Example.** `37` of `141` printed as `26.3`: 100 × 37 / 141 is 26.24…, i.e. 26.2.

use crate::number::Rational;
use crate::quantity::Statistic;
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::{Claim, within};

pub(super) const RULE: Rule = Rule { name: "share", says: "a percentage follows from its counts", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    let is_ratio = |claim: &Claim| matches!(claim.quantity.statistic, Statistic::Share | Statistic::Times);
    for (at, claim) in index.claims().filter(|(_, claim)| is_ratio(claim)) {
        let event = &claim.quantity.event;
        let Some(base) = &claim.quantity.base else { continue };
        let count = || index.count(event, claim.table).map(Box::new);
        let is_share = claim.quantity.statistic == Statistic::Share;
        let ratio = if is_share { Expression::Percent } else { Expression::Quotient };
        let of_base = |count| Ok(ratio(count, Box::new(index.count(base, claim.table)?)));
        let everything = Expression::Constant(Rational::whole(if is_share { 100 } else { 1 }));
        drafts.push(Draft {
            about: format!(
                "{} {} {}",
                names.event(&within(event, base)),
                if is_share { "of" } else { "times" },
                names.event(base)
            ),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: match event == base {
                _ if claim.weighted => Err(Unknown::Weighted),
                true if index.may_be_nobody(base, claim.table) => Err(Unknown::ZeroBase),
                true => Ok(everything),
                false => count().and_then(of_base),
            },
        });
    }
}
