//! Whether a change of one figure is detected, by evaluating again only what ties it.
//!
//! The relations of a study depend on what its figures claim to be, not on their values, with one exception: whether a count
//! is zero. A percentage of nobody is not 100 % of itself, and nobody has no mean. The counts for which that matters are
//! known beforehand, and where a change makes one of them zero, or no longer zero, the relations are derived anew.

use std::rc::Rc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::audit::Audit;
use crate::detectability::sum::Sum;
use crate::number::{Figure, Interval, Rational};
use crate::quantity::{Dimension, Event, Statistic};
use crate::relation::{self, Expression, Index, Relation, Unknown, Verdict};
use crate::study::{Claim, Study};

/// A study, to be looked at with one figure changed.
pub(super) struct Perturbation<'a> {
    study: &'a Study,
    /// The claims, to be changed and changed back.
    claims: Vec<Claim>,
    /// What ties each claim, that first which is evaluated quickly.
    ties: Vec<Vec<Tie<'a>>>,
    /// The relations that do not hold as printed.
    broken: HashSet<&'a str>,
    pivots: Pivots,
    /// How much arithmetic is left.
    work: usize,
}

/// A relation that ties a claim.
struct Tie<'a> {
    relation: &'a Relation,
    /// Of a sum of many terms, those that the claim is in.
    sum: Option<(Rc<Sum<'a>>, Vec<usize>)>,
    /// About how many figures are looked at to evaluate it.
    cost: usize,
}

impl Tie<'_> {
    fn is_broken(&self, claims: &[Claim]) -> bool {
        match &self.sum {
            Some((sum, terms)) => sum.is_broken(terms, claims),
            None => self.relation.is_broken(claims),
        }
    }
}

/// What it takes to evaluate a relation, as so many figures: to ask whether data exist, or for an exact test of a table that is no
/// fourfold one, is more than arithmetic.
fn cost(relation: &Relation, claims: usize) -> usize {
    match &relation.recomputed {
        Ok(Expression::Sample(_)) => 300,
        Ok(Expression::Crosstab(_)) if claims > 5 => 2_000,
        Ok(Expression::Either(usual))
            if claims > 5 && usual.iter().any(|one| matches!(one.1, Expression::Crosstab(_))) =>
        {
            2_000
        }
        _ => relation.effort(claims),
    }
}

/// The counts that decide by being zero which relations there are.
struct Pivots {
    /// Those of nobody, whose percentages are compared with nothing.
    nobody: HashSet<usize>,
    /// Those of respondents of whom no mean is printed though one is of others beside them.
    unreported: HashSet<usize>,
}

impl<'a> Perturbation<'a> {
    pub fn of(audit: &'a Audit) -> Self {
        let study = audit.study();
        let relations = || audit.outcomes().iter().map(|outcome| &outcome.relation);
        let mut ties: Vec<Vec<Tie>> = std::iter::repeat_with(Vec::new).take(study.claims().len()).collect();
        for relation in relations().filter(|relation| relation.recomputed.is_ok()) {
            tie(relation, study.claims(), &mut ties);
        }
        let is_of_data = |tie: &Tie| matches!(tie.relation.recomputed, Ok(Expression::Sample(_)));
        ties.iter_mut().for_each(|ties| ties.sort_by_key(is_of_data));
        let claims = study.claims().to_vec();
        let broken = audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent);
        let broken = broken.map(|outcome| outcome.relation.name.as_str()).collect();
        let pivots = Pivots { nobody: nobody(study, relations()), unreported: unreported(&claims) };
        let work = audit.limits().work;
        Self { study, claims, ties, broken, pivots, work }
    }

    /// The figure as printed.
    pub fn figure(&self, claim: usize) -> &'a Figure {
        &self.study.claims()[claim].figure
    }

    /// Whether there is work left to change a figure so many times; then it is taken.
    pub fn spend(&mut self, claim: usize, changes: usize) -> bool {
        let once: usize = self.ties[claim].iter().map(|tie| tie.cost).sum();
        let left = self.work.checked_sub(changes.saturating_mul(once));
        self.work = left.unwrap_or(self.work);
        left.is_some()
    }

    /// Whether some relation does not hold with the figure in the claim's place, or it is not possible at all. Nothing where that
    /// would take more work than is left.
    pub fn detects(&mut self, claim: usize, figure: &Figure) -> Option<bool> {
        let printed = &self.study.claims()[claim];
        self.claims[claim] = printed.with_figure(figure.clone(), self.study.names());
        let changed = &self.claims[claim];
        let is_broken =
            !relation::is_possible(changed) || self.ties[claim].iter().any(|tie| tie.is_broken(&self.claims));
        let detects = match !is_broken && self.pivots.turn(claim, printed, changed) {
            true => self.notices_anew(claim),
            false => Some(is_broken),
        };
        self.claims[claim] = printed.clone();
        detects
    }

    /// The same with all relations derived from the changed claims.
    fn notices_anew(&mut self, claim: usize) -> Option<bool> {
        self.work = self.work.checked_sub(ANEW * self.claims.len())?;
        let study = self.study.with_claims(self.claims.clone());
        let is_new =
            |relation: &Relation| relation.claims().contains(&claim) || !self.broken.contains(relation.name.as_str());
        Some(study.relations().iter().any(|relation| is_new(relation) && relation.is_broken(study.claims())))
    }
}

/// How often each figure of a study is looked at to derive and evaluate everything anew.
const ANEW: usize = 32;

/// Adds a relation to what ties each of its claims.
fn tie<'a>(relation: &'a Relation, claims: &[Claim], ties: &mut [Vec<Tie<'a>>]) {
    let mut tied = relation.claims();
    tied.sort_unstable();
    tied.dedup();
    let sum = Sum::of(relation, claims).map(Rc::new);
    let mut terms: HashMap<usize, Vec<usize>> = HashMap::default();
    sum.iter().flat_map(|sum| sum.places()).for_each(|(claim, term)| terms.entry(claim).or_default().push(term));
    let whole = cost(relation, tied.len());
    for claim in tied {
        let terms = terms.remove(&claim).unwrap_or_default();
        let cost = if sum.is_some() { 1 + terms.len() } else { whole };
        let sum = sum.clone().map(|sum| (sum, terms));
        ties[claim].push(Tie { relation, sum, cost });
    }
}

impl Pivots {
    /// Whether other relations may be derived after the change.
    fn turn(&self, claim: usize, before: &Claim, after: &Claim) -> bool {
        let may_be_zero = |claim: &Claim| claim.values.contains(&Rational::zero());
        let is_zero = |claim: &Claim| claim.values == Interval::point(Rational::zero());
        self.nobody.contains(&claim) && may_be_zero(before) && !may_be_zero(after)
            || self.unreported.contains(&claim) && is_zero(after)
    }
}

/// The counts of the bases for want of which percentages are compared with nothing.
fn nobody<'a>(study: &Study, relations: impl Iterator<Item = &'a Relation>) -> HashSet<usize> {
    let bases = relations.filter(|relation| relation.recomputed == Err(Unknown::ZeroBase));
    let mut bases = bases.flat_map(|relation| relation.stated.claims()).map(|claim| &study.claims()[claim]).peekable();
    if bases.peek().is_none() {
        return HashSet::default();
    }
    let index = Index::of(study);
    let counts = bases.filter_map(|claim| index.count(claim.quantity.base.as_ref()?, claim.table).ok());
    counts.flat_map(|count| count.claims()).collect()
}

/// A statistic of a variable.
type Measured = (Statistic, Option<Dimension>);

/// The counts of respondents of whom a mean or deviation is missing beside those of others.
fn unreported(claims: &[Claim]) -> HashSet<usize> {
    let mut reported: HashSet<(Measured, &Event)> = HashSet::default();
    let mut beside: HashMap<(Event, Dimension), HashSet<Measured>> = HashMap::default();
    for Claim { quantity, .. } in claims {
        if matches!(quantity.statistic, Statistic::Mean | Statistic::Sd) {
            reported.insert(((quantity.statistic, quantity.variable), &quantity.event));
            for (dimension, _) in quantity.event.bindings() {
                let siblings = beside.entry((quantity.event.without(*dimension), *dimension)).or_default();
                siblings.insert((quantity.statistic, quantity.variable));
            }
        }
    }
    let is_unreported = |claim: &Claim| {
        let event = &claim.quantity.event;
        let is_missing = |measured: &Measured| !reported.contains(&(*measured, event));
        let dimensions = event.bindings().iter().map(|binding| binding.0);
        let mut siblings = dimensions.filter_map(|dimension| beside.get(&(event.without(dimension), dimension)));
        siblings.any(|siblings| siblings.iter().any(is_missing))
    };
    let counts = claims.iter().enumerate().filter(|(_, claim)| claim.quantity.statistic == Statistic::Count);
    counts.filter(|(_, claim)| is_unreported(claim)).map(|(at, _)| at).collect()
}
