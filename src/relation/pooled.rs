//! # Pooled
//!
//! **What it checks.** The mean of a whole is the mean of its parts' means, weighted with their numbers of respondents;
//! its variance is that within the parts and that between them:
//! (N − 1) S² = Σ (nᵢ − 1) sᵢ² + Σ nᵢ (mᵢ − M)². Where the numbers are not known, the mean lies between those of the parts,
//! and the variance is at least (m″ − M)(M − m′), with the means next to M below and above it: no numbers with the mean M leave
//! less between the parts.
//!
//! **Why it matters.** Means by group and overall are computed in different runs, often with different exclusions.
//!
//! **When it is undecided.** When the number of respondents of a part may be zero, or when a mean that the standard deviation
//! needs is not printed.
//!
//! **Source.** The additivity of sums and of sums of squares. Every part has the values that its rounded figures allow,
//! independently of the others, so that what is recomputed may be a little wider than what is possible.
//!
//! **Example.** `725` men with mean `8.254` and `812` women with `7.234` have 7.715 together.

use crate::number::Rational;
use crate::quantity::{Event, Quantity, Statistic};
use crate::relation::arithmetic::of;
use crate::relation::expression::{Expression, Order, SpreadOf};
use crate::relation::index::{Completeness, Index, Whole};
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};

pub(super) const RULE: Rule = Rule {
    name: "pooled",
    says: "means and standard deviations of groups pool to those of the whole",
    hint: None,
    derive,
};

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for statistic in [Statistic::Mean, Statistic::Sd] {
        for whole in index.wholes(statistic).filter(|whole| whole.completeness == Completeness::Complete) {
            let Some(stated) = index.find(&whole.quantity, whole.table) else { continue };
            if statistic == Statistic::Sd && mean_of(index, whole, &whole.quantity.event).is_err() {
                // With medians beside the standard deviations there is nothing to pool around.
                continue;
            }
            let names = index.study.names();
            let variable = whole.quantity.variable.map_or("", |variable| names.name(variable));
            let about = of(variable, &names.event(&whole.quantity.event));
            let recomputed = match statistic {
                Statistic::Mean => mean(index, whole).or_else(|_| Ok(between(whole))),
                _ => sd(index, whole).or_else(|unknown| spread(index, whole).ok_or(unknown)),
            };
            drafts.push(Draft {
                about: format!("{statistic} {about} over {}", names.name(whole.dimension)),
                stated: Expression::Claim(stated),
                comparison: Comparison::Equal,
                recomputed,
            });
        }
    }
}

/// The respondents of each part: those whose value is known where their numbers are printed, else all of the part.
fn counts(index: &Index, whole: &Whole) -> Result<Vec<Expression>, Unknown> {
    let events: Vec<&Event> = whole.parts.iter().map(|part| &index.study.claims()[*part].quantity.event).collect();
    let valid = |event: &Event| index.count_of_known(&whole.quantity, event, whole.table);
    let partly_known = whole.parts.iter().any(|part| index.study.claims()[*part].partly_known);
    if partly_known || std::iter::once(&&whole.quantity.event).chain(&events).any(|event| valid(event).is_ok()) {
        return events.into_iter().map(valid).collect();
    }
    events.into_iter().map(|event| index.count(event, whole.table)).collect()
}

fn mean(index: &Index, whole: &Whole) -> Result<Expression, Unknown> {
    let counts = counts(index, whole)?;
    let sums = counts.iter().zip(&whole.parts).map(|(count, mean)| product(count.clone(), Expression::Claim(*mean)));
    Ok(quotient(Expression::sum(sums), Expression::sum(counts.clone())))
}

fn sd(index: &Index, whole: &Whole) -> Result<Expression, Unknown> {
    let all = mean_of(index, whole, &whole.quantity.event)?;
    let counts = counts(index, whole)?;
    let mut squares = Vec::new();
    for (count, sd) in counts.iter().zip(&whole.parts) {
        let mean = mean_of(index, whole, &index.study.claims()[*sd].quantity.event)?;
        let off = Expression::Linear(vec![(Rational::whole(1), mean), (Rational::whole(-1), all.clone())]);
        squares.push(product(less_one(count.clone()), Expression::Square(Box::new(Expression::Claim(*sd)))));
        squares.push(product(count.clone(), Expression::Square(Box::new(off))));
    }
    let variance = quotient(Expression::sum(squares), less_one(Expression::sum(counts)));
    Ok(Expression::Root(Box::new(variance)))
}

/// Whatever the numbers of respondents, the mean lies between those of the parts.
fn between(whole: &Whole) -> Expression {
    Expression::Order(Order::Between, whole.parts.iter().copied().map(Expression::Claim).collect())
}

/// What the means leave for the standard deviation, whatever the numbers.
fn spread(index: &Index, whole: &Whole) -> Option<Expression> {
    let mean = |event: &Event| {
        let quantity = Quantity { statistic: Statistic::Mean, event: event.clone(), ..whole.quantity.clone() };
        index.find(&quantity, whole.table)
    };
    let means = whole.parts.iter().map(|sd| mean(&index.study.claims()[*sd].quantity.event)).collect::<Option<_>>()?;
    let spread = SpreadOf { mean: mean(&whole.quantity.event)?, means, sds: whole.parts.clone() };
    Some(Expression::Spread(Box::new(spread)))
}

fn mean_of(index: &Index, whole: &Whole, event: &Event) -> Result<Expression, Unknown> {
    let quantity = Quantity { statistic: Statistic::Mean, event: event.clone(), ..whole.quantity.clone() };
    index.known(quantity, whole.table)
}

fn less_one(count: Expression) -> Expression {
    let one = Expression::Constant(Rational::whole(1));
    Expression::Linear(vec![(Rational::whole(1), count), (Rational::whole(-1), one)])
}

fn product(one: Expression, other: Expression) -> Expression {
    Expression::Product(Box::new(one), Box::new(other))
}

fn quotient(value: Expression, by: Expression) -> Expression {
    Expression::Quotient(Box::new(value), Box::new(by))
}
