//! Whether figures can hold together: values are narrowed until nothing changes, and what is tied in circles then is decided by
//! linear arithmetic. What is refuted is impossible.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use smallvec::SmallVec;

use crate::diagnosis::solver::model::{Answer, Model};
use crate::diagnosis::solver::propagation::{End, Propagation};
use crate::diagnosis::solver::system::System;
use crate::number::Interval;
use crate::quantity::Statistic;

/// What came of an attempt to refute.
pub(in crate::diagnosis) enum Refutation {
    /// These relations contradict each other, the nearest to the contradiction first.
    Refuted(Vec<usize>),
    /// No contradiction was seen.
    Nothing,
    /// There were no steps left.
    CutOff,
}

/// Tries to refute that some relations, and all that they are tied to, hold together.
pub(in crate::diagnosis) fn refute(
    system: &System,
    propagation: &mut Propagation,
    relations: impl IntoIterator<Item = usize>,
    steps: &mut usize,
) -> Refutation {
    let relations: Vec<usize> = relations.into_iter().collect();
    match propagation.run(relations.iter().copied(), steps) {
        End::Empty(relation) => Refutation::Refuted(propagation.reasons(vec![relation])),
        End::CutOff => Refutation::CutOff,
        End::Calm => {
            let values = |claim: usize| propagation.values(claim);
            let used = |relation: usize| propagation.is_used(relation);
            let tied = tied(system, &relations, &values, &used).into_iter().filter(|tied| tied.is_open(system));
            let solve = |tied: Tied| {
                let model = Model::of(system, &tied.relations, &values);
                system.spending_part(*steps, |steps| model.solve(steps))
            };
            let contradiction = |tied: Tied| match solve(tied) {
                Answer::Contradiction(relations) => Some(relations),
                Answer::Values(_) | Answer::CutOff => None,
            };
            let found = tied.filter_map(contradiction).next();
            found.map_or(Refutation::Nothing, |found| Refutation::Refuted(propagation.reasons(found)))
        }
    }
}

/// What all the others leave for a claim, after values were narrowed.
pub(in crate::diagnosis) fn implied_range(
    system: &System,
    propagation: &Propagation,
    claim: usize,
    steps: usize,
) -> Interval {
    let narrowed = propagation.values(claim);
    let values = |claim: usize| propagation.values(claim);
    let used = |relation: usize| propagation.is_used(relation);
    let is_own = |tied: &Tied| tied.is_open(system) && tied.claims.contains(&system.one(claim));
    let own = tied(system, &system.relations_of[claim], &values, &used).into_iter().find(is_own);
    let range = |tied: Tied| {
        let model = Model::of(system, &tied.relations, &values);
        system.spending_part(steps, |steps| model.range(claim, steps))
    };
    let range = own.and_then(range);
    range.map_or(narrowed, |range| system.possible(claim, range))
}

/// Relations that are tied to each other by claims with several values.
pub(in crate::diagnosis) struct Tied {
    pub relations: Vec<usize>,
    pub claims: Vec<usize>,
    /// How often a claim occurs in a relation.
    ties: usize,
}

impl Tied {
    /// Whether narrowing may have left what is impossible: without circles, each value that it leaves for a claim goes with some
    /// values of all the others, unless they must be whole numbers.
    fn is_open(&self, system: &System) -> bool {
        let is_count = |claim: &usize| system.study.claims()[*claim].quantity.statistic == Statistic::Count;
        self.ties >= self.relations.len() + self.claims.len() || self.claims.iter().any(is_count)
    }
}

/// The relations that are tied to these by claims with several values, those that are tied to each other together; all of them if
/// the work of the study is not [spent](System::spent).
pub(in crate::diagnosis) fn tied(
    system: &System,
    relations: &[usize],
    values: &dyn Fn(usize) -> Interval,
    used: &dyn Fn(usize) -> bool,
) -> Vec<Tied> {
    if system.spent().is_some() {
        return Vec::new();
    }
    let mut open: HashMap<usize, bool> = HashMap::default();
    let mut is_open = |claim: usize| *open.entry(claim).or_insert_with(|| values(claim).single().is_none());
    let mut seen: HashSet<usize> = HashSet::default();
    let mut all = Vec::new();
    for first in relations {
        let (mut queue, mut tied) = (vec![*first], Tied { relations: Vec::new(), claims: Vec::new(), ties: 0 });
        let mut claims = HashSet::default();
        while let Some(relation) = queue.pop() {
            // Where no work is left, fewer are tied.
            if !seen.insert(relation) || !system.spend(relation) {
                continue;
            }
            let own: SmallVec<[usize; 16]> =
                system.claims_of[relation].iter().copied().filter(|claim| is_open(*claim)).collect();
            tied.ties += own.len();
            tied.relations.push(relation);
            for claim in own.into_iter().filter(|claim| claims.insert(*claim)) {
                queue.extend(system.relations_of[claim].iter().copied().filter(|next| used(*next)));
            }
        }
        tied.relations.sort_unstable();
        tied.claims = claims.into_iter().collect();
        tied.claims.sort_unstable();
        if !tied.claims.is_empty() {
            all.push(tied);
        }
    }
    all
}
