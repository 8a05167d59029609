//! # Share
//!
//! **What it checks.** A percentage is 100 times the count of its event over the count of its base; what is reported as so many
//! times is the same without the 100. The counts are
//! those printed anywhere in the study, or sums of printed ones.
//!
//! **Why it matters.** Percentages are computed from counts by hand or by copying between programs; about three in a
//! hundred published ones do not follow from the counts beside them.
//!
//! Who is counted belongs to the base as well. Where one of the counts is not printed, some whole number must print as the
//! percentage: of the base, or of one that is no more than those whom it is of.
//!
//! **When it is undecided.** When the count of the event or of the base is not reported, is no sum of printed
//! counts, and there may be so many respondents that any percentage would do; when the base is, or may be, zero, or when the
//! manifest says that the table's percentages are weighted.
//!
//! **Source.** The definition of a percentage; the rounding conventions are listed at [`Rounding`](crate::Rounding). That few
//! percentages are whole numbers of few respondents: Brown & Heathers 2017, doi:10.1177/1948550616673876.
//!
//! **Example.** `37` of `141` printed as `26.3`: 100 × 37 / 141 is 26.24…, i.e. 26.2.
//! `92.9` % of 30 whose number is not printed: 27 are 90.0 %, 28 are 93.3 %.

use crate::number::Rational;
use crate::quantity::{Event, Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::granularity;
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::{Claim, within};

pub(super) const RULE: Rule = Rule { name: "share", says: "a percentage follows from its counts", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    let is_ratio = |claim: &Claim| matches!(claim.quantity.statistic, Statistic::Share | Statistic::Times);
    for (at, claim) in index.claims().filter(|(_, claim)| is_ratio(claim)) {
        let event = &index.quantity(at).event;
        let Some(base) = &claim.quantity.base else { continue };
        let is_share = claim.quantity.statistic == Statistic::Share;
        let everything = Expression::Constant(Rational::whole(if is_share { 100 } else { 1 }));
        let recomputed = match event == base {
            _ if claim.weighted => Err(Unknown::Weighted),
            true if index.may_be_nobody(base, claim.table) => Err(Unknown::ZeroBase),
            true => Ok(everything),
            false => ratio(index, at, base),
        };
        drafts.push(Draft {
            about: format!(
                "{} {} {}",
                names.event(&within(event, base)),
                if is_share { "of" } else { "times" },
                names.event(base)
            ),
            stated: Expression::Claim(at),
            comparison: match recomputed {
                Ok(Expression::Counts(_)) => Comparison::Exists,
                _ => Comparison::Equal,
            },
            recomputed,
        });
    }
}

/// The number over that of the base; where one of them is not printed, whether whole numbers print so.
fn ratio(index: &Index, at: usize, base: &Event) -> Result<Expression, Unknown> {
    let claim = &index.study.claims()[at];
    let is_share = claim.quantity.statistic == Statistic::Share;
    let (part, whole) = (part(index, at), index.count(base, claim.table));
    match (part, whole) {
        (Ok(part), Ok(whole)) if is_share => Ok(percentage(index, at, base, part, whole)),
        (Ok(part), Ok(whole)) => Ok(Expression::Quotient(Box::new(part), Box::new(whole))),
        (Err(unknown), _) | (_, Err(unknown)) if !is_share => Err(unknown),
        (part, whole) => {
            let unknown = part.as_ref().err().or(whole.as_ref().err()).cloned();
            let counts = granularity::alone(index, at, part.ok(), base, claim.table);
            counts.ok_or(unknown.unwrap_or(Unknown::Rough))
        }
    }
}

/// A number as a percentage of its base; of either where the number of those who answered may count those who did not.
fn percentage(index: &Index, at: usize, base: &Event, part: Expression, whole: Expression) -> Expression {
    let near = index.study.claims()[at].table;
    let other = || index.base_of_missing(&index.quantity(at).event, base, near);
    let other = index.other_base(base, near).or_else(other);
    let percent = |whole| Expression::Percent(Box::new(part.clone()), Box::new(whole));
    match other {
        Some(other) => Expression::Either(vec![("of all", percent(whole)), ("of those who answered", percent(other))]),
        None => percent(whole),
    }
}

/// The number behind a percentage: of those who are in the base. What a table counts beside it is just that.
fn part(index: &Index, at: usize) -> Result<Expression, Unknown> {
    let claim = &index.study.claims()[at];
    let beside = || {
        let found = index.find(&Quantity::count(claim.quantity.event.clone()), claim.table);
        found.filter(|found| claim.table.is_some() && index.study.claims()[*found].table == claim.table)
    };
    let event = &index.quantity(at).event;
    index.count(event, claim.table).or_else(|unknown| beside().map(Expression::Claim).ok_or(unknown))
}
