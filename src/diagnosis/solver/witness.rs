//! Witnesses: exact values with which relations hold, all of them at once.
//!
//! A relation that does not hold in general but is not refuted either proves little. So values are sought: within the bounds that
//! the figures leave, and not at an end that does not belong to them; then every relation is evaluated with those values alone.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::diagnosis::solver::model::{Answer, Model};
use crate::diagnosis::solver::propagation::Propagation;
use crate::diagnosis::solver::refutation::tied;
use crate::diagnosis::solver::system::System;
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::relation::{Comparison, Expression, SampleOf, Values, Verdict};

/// An end that does not belong to a figure's values is kept away from by this part of the way to the other end, or, where there is
/// none, of a unit of its last digit.
const AWAY: i128 = 64;

/// Where values are sought.
struct Search<'s> {
    system: &'s System<'s>,
    propagation: &'s Propagation<'s>,
    steps: usize,
}

/// An exact value for each claim that has several.
type Witness = BTreeMap<usize, Rational>;

/// Whether exact values show that some relations, and all that they are tied to, hold together.
pub(in crate::diagnosis) fn is_shown(
    system: &System,
    propagation: &Propagation,
    relations: &[usize],
    steps: usize,
) -> bool {
    let search = Search { system, propagation, steps };
    let tied = tied(system, relations, &|claim| search.left(claim), &|_| true);
    let all = || tied.iter().flat_map(|tied| &tied.relations).chain(relations).copied();
    if system.spent().is_some() || !all().all(|at| search.can_be_shown(at)) {
        return false;
    }
    let witnesses: Option<Vec<Witness>> = tied.iter().map(|tied| search.witness(&tied.relations)).collect();
    let witness: Option<Witness> = witnesses.map(|all| all.into_iter().flatten().collect());
    witness.is_some_and(|witness| all().all(|at| search.holds(at, &witness)))
}

/// Those of some relations, and of all that they are tied to, for which it is not shown that they hold with the same exact values.
/// Data are shown to exist for each relation by itself.
pub(in crate::diagnosis) fn unshown(
    system: &System,
    propagation: &Propagation,
    relations: &[usize],
    steps: usize,
) -> Vec<usize> {
    let search = Search { system, propagation, steps };
    let tied = tied(system, relations, &|claim| search.left(claim), &|_| true);
    let mut witness = Witness::new();
    let mut unshown: Vec<usize> = Vec::new();
    for tied in tied {
        match search.witness(&tied.relations) {
            Some(values) => witness.extend(values),
            None => unshown.extend(tied.relations),
        }
    }
    unshown.sort_unstable();
    let fails = |at: &usize| unshown.binary_search(at).is_ok() || !search.holds(*at, &witness);
    relations.iter().copied().filter(fails).collect()
}

impl Search<'_> {
    /// What narrowing left for a claim, without the ends that do not belong to its figure's values.
    fn left(&self, claim: usize) -> Interval {
        let left = self.propagation.values(claim);
        if !self.propagation.is_held(claim) {
            return left;
        }
        let known = &self.system.study.claims()[self.system.one(claim)];
        let width = known.values.greatest().zip(known.values.least()).map(|(most, least)| most - least);
        let width = width.unwrap_or_else(|| known.figure.unit());
        let away = width.divided_by(&Rational::whole(AWAY)).unwrap_or_else(Rational::zero);
        let end = |number: Option<&Rational>, inward: &Rational| match number {
            None => Bound::Unbounded,
            Some(number) if known.values.contains(number) => Bound::Included(number.clone()),
            Some(number) => Bound::Included(number + inward),
        };
        left.intersection(&Interval::new(end(known.values.least(), &away), end(known.values.greatest(), &-&away)))
    }

    /// Values with which relations may hold. Where percentages are of a base that is open, the numbers are chosen first.
    fn witness(&self, relations: &[usize]) -> Option<Witness> {
        let mut first = self.solution(relations, &|claim| self.left(claim))?;
        if relations.iter().all(|at| self.holds(*at, &first)) {
            return Some(first);
        }
        let claims = self.system.study.claims();
        first.retain(|claim, _| claims[*claim].quantity.statistic == Statistic::Count);
        let mut second = self.solution(relations, &|claim| self.value(claim, &first))?;
        second.extend(first);
        Some(second)
    }

    fn solution(&self, relations: &[usize], values: &dyn Fn(usize) -> Interval) -> Option<Witness> {
        let model = Model::of(self.system, relations, values);
        match self.system.spending_part(self.steps, |steps| model.solve(steps)) {
            Answer::Values(values) => Some(values),
            Answer::Contradiction(_) | Answer::CutOff => None,
        }
    }

    /// The value of a claim, or all that is left for it.
    fn value(&self, claim: usize, witness: &Witness) -> Interval {
        let value = witness.get(&self.system.one(claim));
        value.map_or_else(|| self.left(claim), |value| Interval::point(value.clone()))
    }

    /// Whether a relation is of a kind that single values could show to hold.
    fn can_be_shown(&self, at: usize) -> bool {
        let relation = self.system.relation(at);
        match (&relation.recomputed, &relation.stated) {
            (Ok(Expression::Sample(sample)), _) => self.are_free(at, sample),
            (Ok(Expression::Counts(_)), _) => self.has_free(at),
            (Ok(recomputed), Expression::Claim(claim)) if relation.comparison == Comparison::Equal => {
                recomputed.is_exact() || self.is_only(at, *claim)
            }
            _ => true,
        }
    }

    /// Whether a relation holds with these values.
    fn holds(&self, at: usize, witness: &Witness) -> bool {
        match &self.system.relation(at).recomputed {
            Err(_) => true,
            Ok(Expression::Sample(sample)) => self.are_free(at, sample) && self.data_exist(at, sample),
            Ok(Expression::Counts(counts)) => {
                let left = |claim: usize| self.left(claim);
                let values = Values::others(self.system.study.claims(), &left);
                self.has_free(at) && counts.are_possible(values) == Ok(true)
            }
            Ok(Expression::Either(usual)) => usual.iter().any(|(_, one)| self.follows(at, one, witness)),
            Ok(one) => self.follows(at, one, witness),
        }
    }

    /// Whether what is stated is so recomputed with single values. What is not computed exactly must lie within what is
    /// stated.
    fn follows(&self, at: usize, recomputed: &Expression, witness: &Witness) -> bool {
        let relation = self.system.relation(at);
        let value = |claim: usize| self.value(claim, witness);
        let claims = Values::others(self.system.study.claims(), &value);
        let (Ok(stated), Ok(follows)) = (relation.stated.evaluate_with(claims), recomputed.evaluate_with(claims))
        else {
            return false;
        };
        if relation.stated.is_exact() && recomputed.is_exact() {
            return relation.comparison.admits(&stated, &follows);
        }
        match (relation.comparison, &relation.stated) {
            // Its value is whatever is recomputed, unless other relations have a say.
            (Comparison::Equal, Expression::Claim(claim)) => {
                self.is_only(at, *claim) && self.left(*claim).intersection(&follows) == follows
            }
            (Comparison::AtMost, _) => {
                stated.greatest().zip(follows.least()).is_some_and(|(most, least)| most <= least)
            }
            (Comparison::AtLeast, _) => {
                stated.least().zip(follows.greatest()).is_some_and(|(least, most)| least >= most)
            }
            _ => false,
        }
    }

    /// Whether no other relation ties a claim.
    fn is_only(&self, at: usize, claim: usize) -> bool {
        self.system.relations_of[claim] == [at]
    }

    /// Whether no other relation ties the statistics of data.
    fn are_free(&self, at: usize, sample: &SampleOf) -> bool {
        let claims = sample.figures.iter().map(|figure| figure.1);
        claims.into_iter().all(|claim| self.is_only(at, claim) || self.left(claim).single().is_some())
    }

    /// Whether no other relation ties the figures of one, unless they have a single value.
    fn has_free(&self, at: usize) -> bool {
        let claims = &self.system.claims_of[at];
        claims.iter().all(|claim| self.is_only(at, *claim) || self.left(*claim).single().is_some())
    }

    /// Whether data exist with such statistics.
    fn data_exist(&self, at: usize, sample: &SampleOf) -> bool {
        if self.system.claims_of[at].iter().all(|claim| self.propagation.is_held(*claim)) {
            return self.system.outcomes[at].verdict == Verdict::Consistent;
        }
        let left = |claim: usize| self.left(claim);
        sample.summary_with(Values::others(self.system.study.claims(), &left)).is_shown()
    }
}
