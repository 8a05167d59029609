//! Sums of many terms, of which one becomes another: the rest need not be added up again.

use std::ops::Bound;

use crate::number::{Interval, Rational};
use crate::relation::{Expression, Relation};
use crate::study::Claim;

/// Of so few terms a sum is added up again as quickly.
const FEW: usize = 8;

/// The sum that a relation is recomputed by, term by term.
pub(super) struct Sum<'a> {
    relation: &'a Relation,
    terms: &'a [(Rational, Expression)],
    each: Vec<Interval>,
    low: Side,
    high: Side,
}

/// What the ends of all terms on one side come to.
#[derive(Clone)]
struct Side {
    total: Rational,
    /// How many ends do not belong to their terms.
    excluded: usize,
    /// How many terms have no end there.
    endless: usize,
}

impl<'a> Sum<'a> {
    /// Nothing where a relation is no sum of many terms, or one of them cannot be evaluated.
    pub fn of(relation: &'a Relation, claims: &[Claim]) -> Option<Self> {
        let Ok(Expression::Linear(terms)) = &relation.recomputed else { return None };
        let value = |(factor, term): &(Rational, Expression)| Some(term.evaluate(claims).ok()?.scaled(factor));
        let each = (terms.len() > FEW).then(|| terms.iter().map(value).collect::<Option<Vec<Interval>>>())??;
        let low = Side::of(each.iter().map(Interval::low));
        let high = Side::of(each.iter().map(Interval::high));
        Some(Self { relation, terms, each, low, high })
    }

    /// The terms in which each claim is, as pairs of a claim and a term.
    pub fn places(&self) -> impl Iterator<Item = (usize, usize)> {
        self.terms
            .iter()
            .enumerate()
            .flat_map(|(at, (_, term))| term.claims().into_iter().map(move |claim| (claim, at)))
    }

    /// Whether the relation does not hold where only these terms are others than they were.
    pub fn is_broken(&self, changed: &[usize], claims: &[Claim]) -> bool {
        let Ok(stated) = self.relation.stated.evaluate(claims) else { return false };
        let (mut low, mut high) = (self.low.clone(), self.high.clone());
        for at in changed {
            let (factor, term) = &self.terms[*at];
            let Ok(value) = term.evaluate(claims) else { return false };
            let value = value.scaled(factor);
            low.replace(self.each[*at].low(), value.low());
            high.replace(self.each[*at].high(), value.high());
        }
        !self.relation.comparison.admits(&stated, &Interval::new(low.end(), high.end()))
    }
}

impl Side {
    fn of<'e>(ends: impl Iterator<Item = Bound<&'e Rational>>) -> Self {
        let mut side = Self { total: Rational::zero(), excluded: 0, endless: 0 };
        ends.for_each(|end| side.replace(Bound::Included(&Rational::zero()), end));
        side
    }

    /// Puts one end in the place of another, which is among them; of nothing, that of zero is.
    fn replace(&mut self, before: Bound<&Rational>, after: Bound<&Rational>) {
        self.excluded += usize::from(matches!(after, Bound::Excluded(_)));
        self.endless += usize::from(matches!(after, Bound::Unbounded));
        self.excluded -= usize::from(matches!(before, Bound::Excluded(_)));
        self.endless -= usize::from(matches!(before, Bound::Unbounded));
        if let Bound::Included(value) | Bound::Excluded(value) = after {
            self.total = &self.total + value;
        }
        if let Bound::Included(value) | Bound::Excluded(value) = before {
            self.total = &self.total - value;
        }
    }

    fn end(self) -> Bound<Rational> {
        match (self.endless, self.excluded) {
            (0, 0) => Bound::Included(self.total),
            (0, _) => Bound::Excluded(self.total),
            _ => Bound::Unbounded,
        }
    }
}
