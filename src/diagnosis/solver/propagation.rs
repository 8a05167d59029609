//! What the figures that are held leave for all values: each relation narrows those that it ties, until nothing changes.

use std::collections::VecDeque;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::diagnosis::solver::projection::{narrow, values};
use crate::diagnosis::solver::system::{Held, System};
use crate::number::Interval;
use crate::relation::{Comparison, Expression, Relation, Values};

/// How often the values of one claim are narrowed: in a circle of relations they may get a little narrower without end.
const MOST_TIMES: usize = 12;

/// A relation of more figures than this takes more than one step.
const FIGURES: usize = 64;

/// The values that are left, and which relations made them so.
pub(in crate::diagnosis) struct Propagation<'s> {
    system: &'s System<'s>,
    held: Held<'s>,
    /// The relations that are used; all, if none are named.
    only: Option<&'s HashSet<usize>>,
    narrowed: HashMap<usize, Narrowed>,
}

/// What is left for a claim.
struct Narrowed {
    values: Interval,
    by: Vec<usize>,
}

/// How a propagation ended.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::diagnosis) enum End {
    /// Nothing changes any more, or nothing that matters.
    Calm,
    /// This relation leaves nothing for one of its claims.
    Empty(usize),
    /// There were no steps left.
    CutOff,
}

impl<'s> Propagation<'s> {
    pub fn new(system: &'s System<'s>, held: Held<'s>, only: Option<&'s HashSet<usize>>) -> Self {
        Self { system, held, only, narrowed: HashMap::default() }
    }

    /// Takes a claim to have some of these values.
    pub fn take(&mut self, claim: usize, values: &Interval) {
        let narrowed = Narrowed { values: self.values(claim).intersection(&values.closure()), by: Vec::new() };
        self.narrowed.insert(self.system.one(claim), narrowed);
    }

    /// Narrows, beginning with these relations, until nothing changes, something is empty, or no steps are left.
    pub fn run(&mut self, relations: impl IntoIterator<Item = usize>, steps: &mut usize) -> End {
        let mut queue: VecDeque<usize> = relations.into_iter().collect();
        let mut waiting: HashSet<usize> = queue.iter().copied().collect();
        while let Some(relation) = queue.pop_front() {
            waiting.remove(&relation);
            if *steps == 0 || !self.system.spend(relation) {
                return End::CutOff;
            }
            *steps = steps.saturating_sub(1 + self.system.claims_of[relation].len() / FIGURES);
            let Some(changed) = self.revise(relation) else { return End::Empty(relation) };
            for claim in changed {
                for next in self.system.relations_of[claim].iter().filter(|next| self.is_used(**next)) {
                    if *next != relation && waiting.insert(*next) {
                        queue.push_back(*next);
                    }
                }
            }
        }
        End::Calm
    }

    /// Whether a relation is one of those that are used.
    pub fn is_used(&self, relation: usize) -> bool {
        self.only.is_none_or(|only| only.contains(&relation))
    }

    /// Whether the figure of a claim is taken to be right.
    pub fn is_held(&self, claim: usize) -> bool {
        self.system.is_held(self.held, claim)
    }

    /// What is left for a claim.
    pub fn values(&self, claim: usize) -> Interval {
        let claim = self.system.one(claim);
        let known = self.narrowed.get(&claim).map(|narrowed| narrowed.values.clone());
        known.unwrap_or_else(|| self.system.start(claim, self.is_held(claim)))
    }

    /// Whether a sum that does not hold could hold without any one of its figures, as the others leave something for each.
    /// So it is seen at once that it takes all of them to contradict each other.
    pub fn needs_each(&self, sum: usize) -> bool {
        self.left_by_sum(sum).is_some_and(|left| left.iter().all(|(_, values)| !values.is_empty()))
    }

    /// What the others leave for each figure of a sum, all at once; nothing where a relation is no sum of different claims.
    pub fn left_by_sum(&self, sum: usize) -> Option<Vec<(usize, Interval)>> {
        let relation = self.system.relation(sum);
        let stated = match &relation.stated {
            Expression::Claim(_) => 1,
            Expression::Constant(_) => 0,
            _ => return None,
        };
        let Ok(Expression::Linear(terms)) = &relation.recomputed else { return None };
        let is_plain = terms.iter().all(|term| matches!(term.1, Expression::Claim(_)));
        if !is_plain || stated + terms.len() != self.system.claims_of[sum].len() || !self.system.spend(sum) {
            return None;
        }
        let mut found = Vec::new();
        let left = |claim: usize| self.values(claim);
        self.project(relation, Values::others(self.system.study.claims(), &left), &mut found);
        let possible = |(claim, target): (usize, Interval)| {
            let any = self.system.start(claim, false);
            (self.system.one(claim), self.system.possible(claim, any.intersection(&target)))
        };
        Some(found.into_iter().map(possible).collect())
    }

    /// Adds what each claim of a relation may be, if all others are as they are.
    fn project(&self, relation: &Relation, claims: Values, found: &mut Vec<(usize, Interval)>) {
        let Ok(recomputed) = &relation.recomputed else { return };
        let (stated, others) = (values(&relation.stated, claims), values(recomputed, claims));
        let (stated, others) = match relation.comparison {
            Comparison::AtMost => (stated.and_above(), others.and_below()),
            Comparison::AtLeast => (stated.and_below(), others.and_above()),
            _ => (stated, others),
        };
        narrow(&relation.stated, &others, claims, found);
        narrow(recomputed, &stated, claims, found);
    }

    /// The claims whose values got narrower; none where nothing is left for one of them.
    fn revise(&mut self, at: usize) -> Option<Vec<usize>> {
        if !self.system.may_hold(at, self.held) {
            return None;
        }
        let relation = self.system.relation(at);
        let Ok(recomputed) = &relation.recomputed else { return Some(Vec::new()) };
        if relation.comparison == Comparison::Exists || relation.kind.name() == "domain" {
            return Some(Vec::new());
        }
        let mut found = Vec::new();
        {
            let left = |claim: usize| self.values(claim);
            let claims = Values::others(self.system.study.claims(), &left);
            let (one, other) = (values(&relation.stated, claims), values(recomputed, claims));
            let (stated, others) = match relation.comparison {
                Comparison::AtMost => (other.and_below(), one.and_above()),
                Comparison::AtLeast => (other.and_above(), one.and_below()),
                _ => (other.clone(), one.clone()),
            };
            let both = one.intersection(&stated);
            if both.is_empty() {
                return None;
            }
            let is_free = |expression: &Expression| expression.claims().iter().any(|claim| !self.is_known(*claim));
            if is_free(&relation.stated) {
                narrow(&relation.stated, &both, claims, &mut found);
            }
            if is_free(recomputed) {
                narrow(recomputed, &other.intersection(&others), claims, &mut found);
            }
        }
        let mut changed = Vec::new();
        for (claim, target) in found {
            if self.meet(at, claim, &target)? {
                changed.push(self.system.one(claim));
            }
        }
        Some(changed)
    }

    fn is_known(&self, claim: usize) -> bool {
        self.values(claim).single().is_some()
    }

    /// Keeps of a claim's values those in `target`; tells whether they got fewer, or nothing if none are left.
    fn meet(&mut self, relation: usize, claim: usize, target: &Interval) -> Option<bool> {
        let claim = self.system.one(claim);
        let before = self.values(claim);
        let after = self.system.possible(claim, before.intersection(target));
        if after.is_empty() {
            // What is empty for this relation follows from it as well.
            return None;
        }
        if after == before {
            return Some(false);
        }
        let known = self.narrowed.entry(claim).or_insert_with(|| Narrowed { values: before, by: Vec::new() });
        if known.by.len() >= MOST_TIMES {
            return Some(false);
        }
        known.values = after;
        known.by.push(relation);
        Some(true)
    }

    /// Relations and those from which it follows what they are left with, the nearest first.
    pub fn reasons(&self, of: Vec<usize>) -> Vec<usize> {
        let mut seen = HashSet::from_iter(of.iter().copied());
        let mut reasons = of;
        let mut at = 0;
        while let Some(relation) = reasons.get(at).copied() {
            let narrowed = self.system.claims_of[relation].iter().filter_map(|claim| self.narrowed.get(claim));
            for by in narrowed.flat_map(|narrowed| &narrowed.by) {
                if seen.insert(*by) {
                    reasons.push(*by);
                }
            }
            at += 1;
        }
        reasons
    }
}
