//! From an expression back to its claims: what each may be, if the whole is to be so.
//!
//! The backward half of HC4 (Benhamou, Goualard, Granvilliers & Puget 1999, "Revising hull and box consistency"), over exact
//! intervals. What is excluded is impossible; what is left need not be possible.

use crate::number::{Interval, Rational};
use crate::relation::{Expression, Order, Values};

/// Every value of an expression; all values where they are not known. Of what is printed several times the ends count as
/// well: the value itself may lie there.
pub(in crate::diagnosis) fn values(expression: &Expression, claims: Values) -> Interval {
    let known = match expression {
        Expression::Common(all) => {
            Ok(all.iter().fold(Interval::everything(), |common, one| common.intersection(&values(one, claims))))
        }
        // Whichever explains it.
        Expression::Either(usual) => {
            let all = usual.iter().map(|(_, one)| values(one, claims));
            Ok(all.reduce(|one, other| one.hull(&other)).unwrap_or_else(Interval::everything))
        }
        _ => expression.evaluate_with(claims),
    };
    known.map_or_else(|_| Interval::everything(), |known| known.closure())
}

/// Adds what each claim of an expression may be, if the expression lies in `target`.
pub(in crate::diagnosis) fn narrow(
    expression: &Expression,
    target: &Interval,
    claims: Values,
    found: &mut Vec<(usize, Interval)>,
) {
    match expression {
        Expression::Claim(claim) => found.push((*claim, target.closure())),
        Expression::Constant(_) | Expression::Between(..) => {}
        // Nothing is concluded backwards.
        Expression::Sample(_) | Expression::Slope(_) | Expression::Counts(_) | Expression::Spread(_) => {}
        Expression::Variance(_)
        | Expression::Crosstab(_)
        | Expression::Tail(_)
        | Expression::Estimate(_)
        | Expression::Fourfold(_)
        | Expression::ShareLimit(_)
        | Expression::Rank(_)
        | Expression::Either(_) => {}
        Expression::Unrecomputed(_) | Expression::Possible(..) => {}
        Expression::Linear(terms) => narrow_terms(terms, target, claims, found),
        Expression::Common(all) => all.iter().for_each(|one| narrow(one, target, claims, found)),
        Expression::Order(order, all) => narrow_ordered(*order, all, target, claims, found),
        Expression::Percent(part, base) => {
            narrow_quotient(part, base, &target.scaled(&Rational::unit(2)), claims, found);
        }
        Expression::Quotient(value, by) => narrow_quotient(value, by, target, claims, found),
        Expression::Product(one, other) => {
            narrow_factor(one, other, target, claims, found);
            narrow_factor(other, one, target, claims, found);
        }
        Expression::Square(value) => {
            if let Some(root) = target.root() {
                narrow(value, &root.hull(&root.negated()), claims, found);
            }
        }
        Expression::Root(value) => narrow(value, &target.squared(), claims, found),
    }
}

/// Each term is what the sum leaves when the others are taken away.
fn narrow_terms(
    terms: &[(Rational, Expression)],
    target: &Interval,
    claims: Values,
    found: &mut Vec<(usize, Interval)>,
) {
    let each: Vec<Interval> = terms.iter().map(|(factor, term)| values(term, claims).scaled(factor)).collect();
    let mut after = vec![Interval::point(Rational::zero())];
    for term in each.iter().rev() {
        after.push(after[after.len() - 1].plus(term));
    }
    let mut before = Interval::point(Rational::zero());
    for (at, (factor, term)) in terms.iter().enumerate() {
        let others = before.plus(&after[terms.len() - 1 - at]);
        if let Some(inverse) = Rational::whole(1).divided_by(factor) {
            narrow(term, &target.minus(&others).scaled(&inverse), claims, found);
        }
        before = before.plus(&each[at]);
    }
}

/// None goes beyond an extreme, and where only one reaches it, that is the extreme.
fn narrow_ordered(
    order: Order,
    all: &[Expression],
    target: &Interval,
    claims: Values,
    found: &mut Vec<(usize, Interval)>,
) {
    let (within, reach) = match order {
        Order::Least => (target.and_above(), target.and_below()),
        Order::Greatest => (target.and_below(), target.and_above()),
        Order::Between => return,
    };
    let reaches: Vec<bool> = all.iter().map(|one| values(one, claims).intersects(&reach)).collect();
    for (at, one) in all.iter().enumerate() {
        let is_alone = reaches.iter().enumerate().all(|(other, reaches)| other == at || !reaches);
        narrow(one, if is_alone { target } else { &within }, claims, found);
    }
}

fn narrow_quotient(
    value: &Expression,
    by: &Expression,
    target: &Interval,
    claims: Values,
    found: &mut Vec<(usize, Interval)>,
) {
    let divisor = values(by, claims);
    narrow(value, &target.times(&divisor), claims, found);
    if let Some(divisor) = values(value, claims).share_of(target) {
        narrow(by, &divisor, claims, found);
    }
}

fn narrow_factor(
    one: &Expression,
    other: &Expression,
    target: &Interval,
    claims: Values,
    found: &mut Vec<(usize, Interval)>,
) {
    if let Some(left) = target.over(&values(other, claims)) {
        narrow(one, &left, claims, found);
    }
}
