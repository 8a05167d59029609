//! # Identity
//!
//! **What it checks.** An equation that holds for every respondent, such as `age_started = age - years_involved`,
//! holds for the means as well, and it bounds the extremes: nobody's `age_started` is above the greatest `age` less
//! the least `years_involved`, and so for each variable in turn.
//!
//! **Why it matters.** Derived variables are computed at another time than those they derive from, often from a file
//! that has changed since.
//!
//! **When it is undecided.** When a mean or an extreme that the bound needs is printed nowhere.
//!
//! **Source.** The linearity of the mean; interval arithmetic for the extremes.
//!
//! **Example.** With the greatest age `48` and at least `4` years in the business, nobody started after 44; `45` is
//! not possible.

use crate::quantity::{Event, Quantity, Statistic};
use crate::rational::Rational;
use crate::relation::expression::{Expression, Unknown, of};
use crate::relation::index::Index;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Identity;

pub(super) const RULE: Rule =
    Rule { name: "identity", says: "what holds for each respondent holds for means and extremes", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for identity in index.study.identities() {
        for (at, claim) in index.claims() {
            let Some(variable) = claim.quantity.variable else { continue };
            let Some(place) = identity.terms.iter().position(|term| term.1 == variable) else { continue };
            let comparison = match claim.quantity.statistic {
                Statistic::Mean if place == 0 => Comparison::Equal,
                Statistic::Max => Comparison::AtMost,
                Statistic::Min => Comparison::AtLeast,
                _ => continue,
            };
            let names = index.study.names();
            let event = &claim.quantity.event;
            let about = of(names.name(variable), &names.event(event));
            drafts.push(Draft {
                about: format!("{} {about} by {identity}", claim.quantity.statistic),
                stated: Expression::Claim(at),
                comparison,
                recomputed: others(index, identity, place, claim.quantity.statistic, event, claim.table),
            });
        }
    }
}

/// What the other terms leave for the one at `place`: its mean from their means, its bound from their extremes.
fn others(
    index: &Index,
    identity: &Identity,
    place: usize,
    statistic: Statistic,
    event: &Event,
    near: Option<usize>,
) -> Result<Expression, Unknown> {
    let own = Rational::whole(-i128::from(identity.terms[place].0));
    let ratio = |factor: i64| Rational::whole(factor.into()).divided_by(&own).unwrap_or_else(Rational::zero);
    let mut terms = Vec::new();
    for (other, (factor, variable)) in identity.terms.iter().enumerate() {
        if other != place {
            let factor = ratio(*factor);
            let needed = if factor.is_negative() { opposite(statistic) } else { statistic };
            terms.push((factor, index.known(Quantity::of(needed, *variable, event.clone()), near)?));
        }
    }
    if identity.constant != 0 {
        terms.push((ratio(identity.constant), Expression::Constant(Rational::whole(1))));
    }
    Ok(Expression::Linear(terms))
}

fn opposite(statistic: Statistic) -> Statistic {
    match statistic {
        Statistic::Max => Statistic::Min,
        Statistic::Min => Statistic::Max,
        other => other,
    }
}
