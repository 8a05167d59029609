//! # Identity
//!
//! **What it checks.** An equation that holds for every respondent, such as `age_started = age - years_involved`,
//! holds for the means as well, and it bounds the extremes: nobody's `age_started` is above the greatest `age` less
//! the least `years_involved`, and so for each variable in turn. Its standard deviation is at most the sum of the
//! others' standard deviations, each times the factor that its variable has. Where the manifest grants an allowance, the
//! means and the bounds have it as well.
//!
//! **Why it matters.** Derived variables are computed at another time than those they derive from, often from a file
//! that has changed since.
//!
//! **When it is undecided.** When a mean or an extreme that the bound needs is not reported. Standard deviations are
//! compared where all of them are printed. They are taken to be of the same respondents, all divided by n − 1 or all by n.
//!
//! **Source.** The linearity of the mean; interval arithmetic for the extremes; Minkowski's inequality for the standard
//! deviations. What is allowed lies within some width w, and adds at most w / √2: that is the standard deviation, divided
//! by n − 1, of two values w apart, and no other number of values has a greater one (Popoviciu 1935: the variance divided
//! by n is at most w² / 4).
//!
//! **Example.** With the greatest age `48` and at least `4` years in the business, nobody started after 44; `45` is
//! not possible, unless ages may be a year off.

use crate::number::Rational;
use crate::quantity::{Event, Quantity, Statistic};
use crate::relation::arithmetic::of;
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Identity;

pub(super) const RULE: Rule = Rule { name: "identity", says: "derived variables are consistent", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for identity in index.study.identities() {
        for (at, claim) in index.claims() {
            let Some(variable) = claim.quantity.variable else { continue };
            let Some(place) = identity.terms.iter().position(|term| term.1 == variable) else { continue };
            let event = &claim.quantity.event;
            let recomputed = others(index, identity, place, claim.quantity.statistic, event, claim.table);
            let comparison = match claim.quantity.statistic {
                Statistic::Mean if place == 0 => Comparison::Equal,
                Statistic::Max => Comparison::AtMost,
                Statistic::Min => Comparison::AtLeast,
                Statistic::Sd if recomputed.is_ok() => Comparison::AtMost,
                _ => continue,
            };
            let names = index.study.names();
            let about = of(names.name(variable), &names.event(event));
            drafts.push(Draft {
                about: format!("{} {about} by {identity}", claim.quantity.statistic),
                stated: Expression::Claim(at),
                comparison,
                recomputed,
            });
        }
    }
}

/// What the other terms leave for the one at `place`: its mean from their means, its bound from their extremes or
/// standard deviations.
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
    let is_sd = statistic == Statistic::Sd;
    let mut terms = Vec::new();
    for (other, (factor, variable)) in identity.terms.iter().enumerate() {
        if other != place {
            let factor = if is_sd { ratio(*factor).abs() } else { ratio(*factor) };
            let needed = if factor.is_negative() { opposite(statistic) } else { statistic };
            terms.push((factor, index.known(Quantity::of(needed, *variable, event.clone()), near)?));
        }
    }
    if identity.constant != 0 && !is_sd {
        terms.push((ratio(identity.constant), Expression::Constant(Rational::whole(1))));
    }
    // Allowed is what the terms add up to: the one at `place` has it with the other sign.
    let (one, other) = (-ratio(*identity.allowance.start()), -ratio(*identity.allowance.end()));
    let (low, high) = if one <= other { (one, other) } else { (other, one) };
    if is_sd && low != high {
        terms.push((Rational::whole(1), greatest_sd(&low, &high)));
    } else if !is_sd && identity.allowance != (0..=0) {
        terms.push((Rational::whole(1), Expression::Between(low, high)));
    }
    Ok(Expression::Linear(terms))
}

/// The greatest standard deviation of values between two numbers: that of the two.
fn greatest_sd(low: &Rational, high: &Rational) -> Expression {
    let width = high - low;
    Expression::Root(Box::new(Expression::Constant((&width * &width).halved())))
}

fn opposite(statistic: Statistic) -> Statistic {
    match statistic {
        Statistic::Max => Statistic::Min,
        Statistic::Min => Statistic::Max,
        other => other,
    }
}
