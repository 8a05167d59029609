//! # Share total
//!
//! **What it checks.** Percentages of one base add up over the levels that respondents are divided into: to 100 where
//! these are the whole base, else to the percentage printed for all of them, as far as rounding allows.
//!
//! **Why it matters.** Where no counts are printed it is the only check there is; where they are, it confirms which
//! percentage is wrong.
//!
//! **When it is undecided.** When the base is, or may be, nobody. Where a part or the total is not printed there is no
//! relation.
//!
//! **Source.** Mosteller, Youtz & Zahn (1967), *The distribution of sums of rounded percentages*, Demography 4(2),
//! doi:10.2307/2060324: sums of k rounded percentages may miss 100 by k half units, and often do miss it.
//!
//! **Example.** `82.1` and `17.9` add up to 100; `82.1` and `18.9` do not.

use crate::number::Rational;
use crate::quantity::Statistic;
use crate::relation::expression::Expression;
use crate::relation::index::{Index, sum};
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, PARTS, Rule};
use crate::study::within;

pub(super) const RULE: Rule =
    Rule { name: "share-total", says: "percentages add up to their total", hint: Some(PARTS), derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    for whole in index.wholes(Statistic::Share) {
        let event = &whole.quantity.event;
        let Some(base) = &whole.quantity.base else { continue };
        let printed = || index.find(&whole.quantity, whole.table).map(Expression::Claim);
        let nobody = event == base && index.may_be_nobody(base, whole.table);
        let everything = Expression::Constant(Rational::whole(100));
        let Some(stated) = (if event == base { Some(everything) } else { printed() }) else { continue };
        let (event, base, over) = (names.event(&within(event, base)), names.event(base), names.name(whole.dimension));
        drafts.push(Draft {
            about: format!("{event} of {base} over {over}"),
            // What cannot be compared still ties the parts.
            stated: if nobody { sum(&whole.parts) } else { stated },
            comparison: whole.completeness.comparison(Comparison::Touching),
            recomputed: if nobody { Err(Unknown::ZeroBase) } else { Ok(sum(&whole.parts)) },
        });
    }
}
