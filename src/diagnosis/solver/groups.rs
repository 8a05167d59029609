//! Claims that have something in common, found once for all of them.

use std::hash::Hash;

use rustc_hash::FxHashMap as HashMap;

use crate::number::Interval;
use crate::quantity::{Dimension, Event, Quantity, Statistic};
use crate::study::Claim;

/// Claims by what they have in common, each group in the order of its claims.
pub(super) struct Groups {
    /// The group of each claim.
    of: Vec<usize>,
    claims: Vec<Vec<usize>>,
}

impl Groups {
    pub fn by<'c, K: Hash + Eq>(claims: &'c [Claim], key: impl Fn(&'c Claim) -> K) -> Self {
        let mut known = HashMap::default();
        let mut groups = Self { of: Vec::with_capacity(claims.len()), claims: Vec::new() };
        for (at, claim) in claims.iter().enumerate() {
            let group = *known.entry(key(claim)).or_insert(groups.claims.len());
            if group == groups.claims.len() {
                groups.claims.push(Vec::new());
            }
            groups.claims[group].push(at);
            groups.of.push(group);
        }
        groups
    }

    /// The claims of a claim's group.
    pub fn with(&self, claim: usize) -> &[usize] {
        &self.claims[self.of[claim]]
    }
}

/// What tells blocks of percentages apart: the table, the base and what classifies its respondents.
pub(in crate::diagnosis) type Block<'a> = (Option<usize>, &'a Event, Vec<Dimension>);

/// The block of a percentage.
pub(in crate::diagnosis) fn block(claim: &Claim) -> Option<Block<'_>> {
    let base = claim.quantity.base.as_ref().filter(|_| claim.quantity.statistic == Statistic::Share)?;
    let bound = |event: &Event| event.bindings().iter().map(|binding| binding.0).collect::<Vec<_>>();
    let (of_base, own) = (bound(base), bound(&claim.quantity.event));
    // Those who answered are of the same classification.
    let is_own = |dimension: &Dimension| {
        claim.quantity.event.level(*dimension) != base.level(*dimension) || !of_base.contains(dimension)
    };
    Some((claim.table, base, own.into_iter().filter(is_own).collect()))
}

/// For each claim the first that prints the same quantity with the same values. Tests that print alike may be different ones.
pub(super) fn variables(claims: &[Claim]) -> Vec<usize> {
    let mut first: HashMap<(&Quantity, &Interval), usize> = HashMap::default();
    let mut variables = Vec::with_capacity(claims.len());
    for (at, claim) in claims.iter().enumerate() {
        let is_alone = claim.quantity.is_of_some_test();
        variables.push(if is_alone { at } else { *first.entry((&claim.quantity, &claim.values)).or_insert(at) });
    }
    variables
}
