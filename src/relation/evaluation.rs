//! What arithmetic over claims comes to, exactly.

use crate::number::{Interval, Qualifier, Rational};
use crate::relation::expression::{Expression, Order, SampleOf};
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::sample::Summary;
use crate::study::Claim;

impl Expression {
    /// Every value that it can have, given what the claims' figures can stand for.
    pub fn evaluate(&self, claims: &[Claim]) -> Result<Interval, Unknown> {
        self.evaluate_with(Values::printed(claims))
    }

    /// The same where the claims have other values than those that their figures stand for.
    pub(crate) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        match self {
            Self::Claim(claim) => Ok(values.of(*claim)),
            Self::Constant(value) => Ok(Interval::point(value.clone())),
            Self::Between(low, high) => Ok(Interval::closed(low.clone(), high.clone())),
            Self::Linear(terms) => terms.iter().try_fold(Interval::point(Rational::zero()), |sum, (factor, term)| {
                Ok(sum.plus(&term.evaluate_with(values)?.scaled(factor)))
            }),
            Self::Percent(part, base) => {
                let share =
                    part.evaluate_with(values)?.share_of(&base.evaluate_with(values)?).ok_or(Unknown::ZeroBase)?;
                Ok(share.scaled(&Rational::whole(100)))
            }
            Self::Product(one, other) => Ok(one.evaluate_with(values)?.times(&other.evaluate_with(values)?)),
            Self::Quotient(value, by) => {
                value.evaluate_with(values)?.over(&by.evaluate_with(values)?).ok_or(Unknown::ZeroBase)
            }
            Self::Common(all) => all.iter().try_fold(Interval::everything(), |common, value| {
                let is_rounded = |claim: &usize| values.claims[*claim].figure.qualifier() == Qualifier::Exactly;
                let values_of = value.evaluate_with(values)?;
                let ends_count = !value.claims().iter().all(is_rounded);
                Ok(common.intersection(&if ends_count { values_of } else { values_of.interior() }))
            }),
            Self::Order(order, all) => {
                // An extreme of a part is that of the whole itself, and would not be rounded up here and down there.
                let inner = |value: Interval| if *order == Order::Between { value } else { value.interior() };
                let all = all.iter().map(|one| one.evaluate_with(values).map(inner)).collect::<Result<Vec<_>, _>>()?;
                Ok(order.of(&all))
            }
            Self::Counts(_) => Ok(Interval::everything()),
            Self::Spread(of) => of.evaluate_with(values),
            Self::Square(value) => Ok(value.evaluate_with(values)?.squared()),
            Self::Root(value) => value.evaluate_with(values)?.root().ok_or(Unknown::NegativeRoot),
            Self::Slope(slope) => slope.rise_with(values),
            Self::Sample(_) => Ok(Interval::everything()),
            Self::Variance(of) => of.evaluate_with(values),
            Self::Crosstab(of) => of.evaluate_with(values),
            Self::Tail(of) => of.evaluate_with(values),
            Self::Estimate(of) => of.evaluate_with(values),
            Self::Fourfold(of) => of.evaluate_with(values),
            Self::ShareLimit(of) => of.evaluate_with(values),
            Self::Rank(of) => Ok(of.evaluate_with(values)),
            Self::Possible(of, _) => of.evaluate_with(values),
            Self::Unrecomputed(reason) => Err(Unknown::Test(reason)),
            Self::Either(of) => {
                of.first().map_or_else(|| Ok(Interval::everything()), |first| first.1.evaluate_with(values))
            }
        }
    }
}

impl Order {
    /// Every value that it can have among values that lie in these intervals.
    fn of(self, all: &[Interval]) -> Interval {
        let below = |one: Interval, other: &Interval| {
            let high = one.and_below().intersection(&other.and_below());
            one.and_above().hull(&other.and_above()).intersection(&high)
        };
        let above = |one: Interval, other: &Interval| {
            let low = one.and_above().intersection(&other.and_above());
            one.and_below().hull(&other.and_below()).intersection(&low)
        };
        let mut values = all.iter();
        let Some(first) = values.next().cloned() else { return Interval::everything() };
        match self {
            Self::Least => values.fold(first, below),
            Self::Greatest => values.fold(first, above),
            Self::Between => values.fold(first, |one, other| one.hull(other)),
        }
    }
}

impl SampleOf {
    /// The question whether such data exist.
    pub fn summary(&self, claims: &[Claim]) -> Summary {
        self.summary_with(Values::printed(claims))
    }

    /// The same where the claims have other values than those that their figures stand for.
    pub(crate) fn summary_with(&self, values: Values) -> Summary {
        let n = self.n.as_ref().and_then(|n| n.evaluate_with(values).ok());
        let n = n.and_then(|n| n.single().and_then(Rational::to_i128)).and_then(|n| u64::try_from(n).ok());
        let summary = n.map_or_else(Summary::of_some, Summary::of).scale(self.scale.clone());
        self.figures.iter().fold(summary, |summary, (statistic, claim)| summary.with(*statistic, values.of(*claim)))
    }
}
