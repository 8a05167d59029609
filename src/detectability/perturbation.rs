//! Whether a change of one figure is detected, by evaluating again only what ties it.
//!
//! The relations of a study depend on what its figures claim to be, not on their values, with one exception: whether a count
//! is zero. A percentage of nobody is not 100 % of itself, and nobody has no mean. The counts for which that matters are
//! known beforehand, and where a change makes one of them zero, or no longer zero, the relations are derived anew.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::audit::Audit;
use crate::number::{Figure, Interval, Rational};
use crate::quantity::{Dimension, Event, Statistic};
use crate::relation::{self, Expression, Index, Relation, Unknown, Verdict};
use crate::study::{Claim, Study};

/// A study, to be looked at with one figure changed.
pub(super) struct Perturbation<'a> {
    study: &'a Study,
    /// The claims, to be changed and changed back.
    claims: Vec<Claim>,
    /// The relations that tie each claim, those first that are evaluated quickly.
    ties: Vec<Vec<&'a Relation>>,
    /// The relations that do not hold as printed.
    broken: HashSet<&'a str>,
    pivots: Pivots,
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
        let mut ties = vec![Vec::new(); study.claims().len()];
        for relation in relations().filter(|relation| relation.recomputed.is_ok()) {
            let mut claims = relation.claims();
            claims.sort_unstable();
            claims.dedup();
            claims.into_iter().for_each(|claim| ties[claim].push(relation));
        }
        for ties in &mut ties {
            ties.sort_by_key(|relation| matches!(relation.recomputed, Ok(Expression::Sample(_))));
        }
        let claims = study.claims().to_vec();
        let broken = audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent);
        let broken = broken.map(|outcome| outcome.relation.name.as_str()).collect();
        let pivots = Pivots { nobody: nobody(study, relations()), unreported: unreported(&claims) };
        Self { study, claims, ties, broken, pivots }
    }

    /// The figure as printed.
    pub fn figure(&self, claim: usize) -> &'a Figure {
        &self.study.claims()[claim].figure
    }

    /// Whether some relation does not hold with the figure in the claim's place, or it is not possible at all.
    pub fn detects(&mut self, claim: usize, figure: &Figure) -> bool {
        let printed = &self.study.claims()[claim];
        self.claims[claim] = printed.with_figure(figure.clone(), self.study.names());
        let changed = &self.claims[claim];
        let detects = !relation::is_possible(changed)
            || self.ties[claim].iter().any(|relation| relation.is_broken(&self.claims))
            || self.pivots.turn(claim, printed, changed) && self.notices_anew(claim);
        self.claims[claim] = printed.clone();
        detects
    }

    /// The same with all relations derived from the changed claims.
    fn notices_anew(&self, claim: usize) -> bool {
        let study = self.study.with_claims(self.claims.clone());
        let is_new =
            |relation: &Relation| relation.claims().contains(&claim) || !self.broken.contains(relation.name.as_str());
        study.relations().iter().any(|relation| is_new(relation) && relation.is_broken(study.claims()))
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
