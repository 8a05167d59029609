//! Relations as linear arithmetic over what the figures leave open.
//!
//! A claim with a single value is a number, any other a variable. What is not linear is taken for the range that its value may lie
//! in: what contradicts itself even so is impossible, and values that are found are tried in the relations themselves.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap as HashMap;

use crate::diagnosis::solver::linear::{Linear, Solved};
use crate::diagnosis::solver::projection::values;
use crate::diagnosis::solver::sum::Sum;
use crate::diagnosis::solver::system::System;
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::relation::{Comparison, Expression, Relation, Values};

/// To put a term into a row, and into others after that, takes as long as a look at so many figures.
const TERM: usize = 4;

/// Relations as bounds on sums.
pub(in crate::diagnosis) struct Model<'m> {
    system: &'m System<'m>,
    values: &'m dyn Fn(usize) -> Interval,
    linear: Linear,
    /// The number or the variable of each claim.
    claims: HashMap<usize, Known>,
    /// The relation of each variable that is none of a claim.
    relations: HashMap<usize, usize>,
}

/// What came of it.
pub(in crate::diagnosis) enum Answer {
    /// A value for each claim that had several.
    Values(BTreeMap<usize, Rational>),
    /// These relations contradict each other.
    Contradiction(Vec<usize>),
    /// There were no steps left.
    CutOff,
}

/// What a claim is in a sum.
enum Known {
    Number(Rational),
    Variable(usize),
}

/// A sum of variables, and a number.
#[derive(Clone, Default)]
struct Affine {
    terms: Sum,
    number: Option<Rational>,
}

impl Affine {
    fn number(number: Rational) -> Self {
        Self { terms: Sum::default(), number: Some(number) }
    }

    fn variable(at: usize) -> Self {
        Self { terms: Sum::variable(at), number: None }
    }

    fn add_number(&mut self, number: &Rational) {
        self.number = Some(self.number.as_ref().map_or_else(|| number.clone(), |known| known + number));
    }

    /// Its value, if it has no variables.
    fn single(&self) -> Option<Rational> {
        self.terms.is_empty().then(|| self.number.clone().unwrap_or_else(Rational::zero))
    }

    /// Adds another one, times a factor.
    fn add(&mut self, other: &Self, factor: &Rational) {
        self.terms.add_all(&other.terms, factor);
        other.number.iter().for_each(|number| self.add_number(&(number * factor)));
    }

    fn scaled(&self, factor: &Rational) -> Self {
        let mut scaled = Self::default();
        scaled.add(self, factor);
        scaled
    }
}

impl<'m> Model<'m> {
    /// Some relations, where claims have these values.
    pub fn of(system: &'m System<'m>, relations: &[usize], values: &'m dyn Fn(usize) -> Interval) -> Self {
        let (linear, claims) = (Linear::default(), HashMap::default());
        let mut model = Self { system, values, linear, claims, relations: HashMap::default() };
        system.take(relations.iter().map(|relation| TERM * system.claims_of[*relation].len()).sum());
        relations.iter().for_each(|relation| model.relation(*relation));
        model
    }

    /// Values for all claims that have several, or why there are none.
    pub fn solve(mut self, steps: &mut usize) -> Answer {
        match self.linear.solve(steps) {
            Solved::Values(values) => {
                let variable = |(claim, known): (&usize, &Known)| match known {
                    Known::Number(_) => None,
                    Known::Variable(at) => Some((*claim, values[*at].clone())),
                };
                Answer::Values(self.claims.iter().filter_map(variable).collect())
            }
            Solved::Contradiction(bounds) => {
                let mut relations: Vec<usize> =
                    bounds.iter().filter_map(|at| self.relations.get(at)).copied().collect();
                relations.sort_unstable();
                relations.dedup();
                Answer::Contradiction(relations)
            }
            Solved::CutOff => Answer::CutOff,
        }
    }

    /// What is left for a claim, as far as that is found out.
    pub fn range(mut self, claim: usize, steps: &mut usize) -> Option<Interval> {
        let Known::Variable(at) = self.claims.get(&self.system.one(claim))? else { return None };
        self.linear.range(*at, steps)
    }

    /// Adds what a relation says; nothing where that is not arithmetic.
    fn relation(&mut self, at: usize) {
        let relation = self.system.relation(at);
        let Ok(recomputed) = &relation.recomputed else { return };
        match recomputed {
            // Narrowing has concluded all that there is.
            _ if relation.comparison == Comparison::Exists => {}
            Expression::Variance(_)
            | Expression::Crosstab(_)
            | Expression::Tail(_)
            | Expression::Estimate(_)
            | Expression::Fourfold(_)
            | Expression::ShareLimit(_)
            | Expression::Rank(_)
            | Expression::Either(_) => {}
            Expression::Unrecomputed(_) | Expression::Possible(..) => {}
            Expression::Common(all) => all.iter().for_each(|one| self.compare(at, relation, one)),
            one => self.compare(at, relation, one),
        }
        if let Some((factor, part, base)) = ratio(recomputed).filter(|_| relation.comparison == Comparison::Equal) {
            self.compare_parts(at, relation, factor, part, base);
        }
    }

    /// What is stated less what is recomputed is zero, at most, or at least.
    fn compare(&mut self, at: usize, relation: &Relation, recomputed: &Expression) {
        let mut difference = self.affine(at, &relation.stated);
        self.add(&mut difference, &Rational::whole(-1), at, recomputed);
        let zero = Rational::zero();
        self.bound(
            at,
            difference,
            match relation.comparison {
                Comparison::AtMost => Interval::at_most(zero),
                Comparison::AtLeast => Interval::at_least(zero),
                _ => Interval::point(zero),
            },
        );
    }

    /// A ratio lies between two numbers: its part lies between as many times its base, which is above zero.
    fn compare_parts(&mut self, at: usize, relation: &Relation, factor: i128, part: &Expression, base: &Expression) {
        if self.is_number(base) {
            return;
        }
        let (part, base) = (self.affine(at, part).scaled(&Rational::whole(factor)), self.affine(at, base));
        if base.single().is_some() {
            return;
        }
        let stated = values(&relation.stated, self.values());
        let mut side = |end: Option<&Rational>, bounds: Interval| {
            if let Some(end) = end {
                let mut difference = part.clone();
                difference.add(&base, &-end);
                self.bound(at, difference, bounds);
            }
        };
        side(stated.least(), Interval::at_least(Rational::zero()));
        side(stated.greatest(), Interval::at_most(Rational::zero()));
    }

    /// Adds that a sum lies within bounds.
    fn bound(&mut self, relation: usize, sum: Affine, bounds: Interval) {
        let bounds = sum.number.map_or(bounds.clone(), |number| bounds.minus(&Interval::point(number)));
        if !sum.terms.is_empty() {
            let at = self.linear.sum(sum.terms, bounds);
            self.relations.insert(at, relation);
        }
    }

    fn affine(&mut self, relation: usize, expression: &Expression) -> Affine {
        let mut sum = Affine::default();
        self.add(&mut sum, &Rational::whole(1), relation, expression);
        sum
    }

    /// Adds an expression, times a factor, to a sum.
    fn add(&mut self, sum: &mut Affine, factor: &Rational, relation: usize, expression: &Expression) {
        let exact = match expression {
            Expression::Claim(claim) => return self.add_claim(sum, factor, *claim),
            Expression::Constant(number) => return sum.add_number(&(number * factor)),
            Expression::Linear(terms) => {
                return terms.iter().for_each(|(own, term)| self.add(sum, &(own * factor), relation, term));
            }
            Expression::Product(one, other) => self.product(relation, one, other),
            other => ratio(other).and_then(|(factor, part, base)| self.quotient(relation, factor, part, base)),
        };
        let exact = exact.unwrap_or_else(|| self.anything_in(relation, expression));
        sum.add(&exact, factor);
    }

    fn product(&mut self, relation: usize, one: &Expression, other: &Expression) -> Option<Affine> {
        let (one, other) = (self.affine(relation, one), self.affine(relation, other));
        match (one.single(), other.single()) {
            (Some(factor), _) => Some(other.scaled(&factor)),
            (_, Some(factor)) => Some(one.scaled(&factor)),
            _ => None,
        }
    }

    fn quotient(&mut self, relation: usize, factor: i128, part: &Expression, base: &Expression) -> Option<Affine> {
        let base = self.affine(relation, base).single()?;
        let part = self.affine(relation, part);
        Some(part.scaled(&Rational::whole(factor).divided_by(&base)?))
    }

    /// What is not linear is a variable of its own.
    fn anything_in(&mut self, relation: usize, expression: &Expression) -> Affine {
        let range = values(expression, self.values());
        if let Some(single) = range.single() {
            return Affine::number(single.clone());
        }
        let at = self.linear.variable(range, &Rational::zero(), false);
        self.relations.insert(at, relation);
        Affine::variable(at)
    }

    fn add_claim(&mut self, sum: &mut Affine, factor: &Rational, claim: usize) {
        match self.known(claim) {
            Known::Number(number) => sum.add_number(&(number * factor)),
            Known::Variable(at) => sum.terms.add(*at, factor),
        }
    }

    /// What a claim is, looked for once.
    fn known(&mut self, claim: usize) -> &Known {
        let claim = self.system.one(claim);
        let new = || {
            let values = (self.values)(claim);
            if let Some(single) = values.single() {
                return Known::Number(single.clone());
            }
            let known = &self.system.study.claims()[claim];
            let is_whole = known.quantity.statistic == Statistic::Count;
            Known::Variable(self.linear.variable(values, known.figure.number(), is_whole))
        };
        self.claims.entry(claim).or_insert_with(new)
    }

    /// Whether an expression is seen to be a number at once.
    fn is_number(&mut self, expression: &Expression) -> bool {
        matches!(expression, Expression::Claim(claim) if matches!(self.known(*claim), Known::Number(_)))
    }

    fn values(&self) -> Values<'_> {
        Values::others(self.system.study.claims(), self.values)
    }
}

/// A quotient as its factor, what is divided and what it is divided by.
fn ratio(expression: &Expression) -> Option<(i128, &Expression, &Expression)> {
    match expression {
        Expression::Percent(part, base) => Some((100, part, base)),
        Expression::Quotient(part, base) => Some((1, part, base)),
        _ => None,
    }
}
