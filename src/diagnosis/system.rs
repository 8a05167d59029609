//! All relations of a study as one system: each claim a value that is to be found, each figure a range that it should be in.

use std::cell::RefCell;

use rustc_hash::FxHashMap as HashMap;

use crate::interval::Interval;
use crate::outcome::{Outcome, Verdict};
use crate::quantity::{Quantity, Statistic};
use crate::rational::Rational;
use crate::relation::{Comparison, Expression, Relation, SampleOf, Values};
use crate::study::{Claim, Study};

/// Which figures are taken to be right; each list is ascending.
#[derive(Clone, Copy)]
pub(super) enum Held<'h> {
    /// All but these.
    AllBut(&'h [usize]),
    /// These only.
    Only(&'h [usize]),
}

impl Held<'_> {
    pub fn contains(self, claim: usize) -> bool {
        match self {
            Self::AllBut(released) => released.binary_search(&claim).is_err(),
            Self::Only(held) => held.binary_search(&claim).is_ok(),
        }
    }
}

/// The relations of a study, and which of them do not hold by themselves.
///
/// Claims that print the same quantity with the same values, in two tables or in a table and in the text, are one variable:
/// whatever happened to it happened before it was printed. The first of them stands for all.
pub(super) struct System<'a> {
    pub study: &'a Study,
    pub outcomes: &'a [Outcome],
    /// The claims of each relation, each variable once.
    pub claims_of: Vec<Vec<usize>>,
    /// The relations of each claim and of those that it is one variable with, but those that are undecided.
    pub relations_of: Vec<Vec<usize>>,
    /// The claim that stands for each claim.
    one_of: Vec<usize>,
    /// Whether data may exist with only these figures of a relation, of the printed number of respondents or of any.
    existence: RefCell<HashMap<(usize, bool, Vec<Statistic>), bool>>,
}

impl<'a> System<'a> {
    pub fn of(study: &'a Study, outcomes: &'a [Outcome]) -> Self {
        let one_of = variables(study.claims());
        let mut relations_of = vec![Vec::new(); study.claims().len()];
        let mut claims_of = Vec::with_capacity(outcomes.len());
        for (at, outcome) in outcomes.iter().enumerate() {
            let mut claims: Vec<usize> = outcome.relation.claims().into_iter().map(|claim| one_of[claim]).collect();
            claims.sort_unstable();
            claims.dedup();
            if !matches!(outcome.verdict, Verdict::Undecided(_)) {
                claims.iter().for_each(|claim| relations_of[*claim].push(at));
            }
            claims_of.push(claims);
        }
        for (claim, one) in one_of.iter().enumerate().filter(|(claim, one)| claim != *one) {
            relations_of[claim] = relations_of[*one].clone();
        }
        Self { study, outcomes, claims_of, relations_of, one_of, existence: RefCell::default() }
    }

    /// The claim that stands for a claim and all that are one variable with it.
    pub fn one(&self, claim: usize) -> usize {
        self.one_of[claim]
    }

    /// How often the variable of a claim is printed besides.
    pub fn repeats(&self, claim: usize) -> usize {
        let one = self.one(claim);
        self.one_of.iter().filter(|other| **other == one).count() - 1
    }

    pub fn relation(&self, at: usize) -> &'a Relation {
        &self.outcomes[at].relation
    }

    /// Whether a relation does not hold with the figures as printed.
    pub fn is_broken(&self, at: usize) -> bool {
        self.outcomes[at].verdict == Verdict::Inconsistent
    }

    /// Whether a relation asks for data that have some statistics.
    pub fn is_of_data(&self, at: usize) -> bool {
        self.relation(at).comparison == Comparison::Exists
    }

    /// The relations that do not hold by themselves.
    pub fn broken(&self) -> Vec<usize> {
        (0..self.outcomes.len()).filter(|at| self.is_broken(*at)).collect()
    }

    /// What a claim may be: what its figure stands for, ends included, or whatever its statistic can be.
    pub fn start(&self, claim: usize, held: bool) -> Interval {
        match held {
            true => self.study.claims()[claim].values.closure(),
            false => any_value(self.study.claims()[claim].quantity.statistic),
        }
    }

    /// The same values without those that its statistic cannot have: counts are whole numbers.
    pub fn possible(&self, claim: usize, values: Interval) -> Interval {
        if self.study.claims()[claim].quantity.statistic != Statistic::Count {
            return values;
        }
        let one = Rational::whole(1);
        let end = |number: Option<Rational>| number.map_or(std::ops::Bound::Unbounded, std::ops::Bound::Included);
        Interval::new(end(values.first_multiple(&one)), end(values.last_multiple(&one)))
    }

    /// Whether a relation can hold with the figures that are held, as far as that is seen without the others.
    pub fn may_hold(&self, at: usize, held: Held) -> bool {
        if !self.is_broken(at) {
            return true;
        }
        if self.claims_of[at].iter().all(|claim| held.contains(*claim)) {
            return false;
        }
        match &self.relation(at).recomputed {
            Ok(Expression::Sample(sample)) => self.data_may_exist(at, sample, held),
            _ => true,
        }
    }

    /// Whether some data may have the figures that are held: whether no great work refutes it. Of an unknown number of
    /// respondents that is so unless it is impossible whatever the number.
    fn data_may_exist(&self, at: usize, sample: &SampleOf, held: Held) -> bool {
        let is_held = |claim: usize| held.contains(self.one(claim));
        let n_is_held = sample.n.iter().flat_map(Expression::claims).all(is_held);
        let figures = sample.figures.iter().filter(|figure| is_held(figure.1));
        let key = (at, n_is_held, figures.map(|figure| figure.0).collect::<Vec<_>>());
        if let Some(known) = self.existence.borrow().get(&key) {
            return *known;
        }
        let summary = sample.summary(self.study.claims()).only(&key.2);
        let exists = if n_is_held { !summary.is_refuted_in_time() } else { !summary.of_any_number().is_refuted() };
        self.existence.borrow_mut().insert(key, exists);
        exists
    }

    /// Whether a relation holds, or is undecided, where some variables have other values.
    pub fn holds_with(&self, at: usize, values: &dyn Fn(usize) -> Interval) -> bool {
        let relation = self.relation(at);
        let of_variable = |claim: usize| values(self.one(claim));
        let values = Values::others(self.study.claims(), &of_variable);
        match &relation.recomputed {
            Err(_) => true,
            Ok(Expression::Sample(sample)) => !sample.summary_with(values).is_refuted_in_time(),
            Ok(Expression::Either(usual)) => usual.iter().any(|(_, one)| admits(relation, one, values)),
            Ok(recomputed) => admits(relation, recomputed, values),
        }
    }
}

/// Whether what is stated and what is recomputed can meet, or cannot be compared.
fn admits(relation: &Relation, recomputed: &Expression, values: Values) -> bool {
    match (relation.stated.evaluate_with(values), recomputed.evaluate_with(values)) {
        (Ok(stated), Ok(recomputed)) => relation.comparison.admits(&stated, &recomputed),
        _ => true,
    }
}

/// For each claim the first that prints the same quantity with the same values.
fn variables(claims: &[Claim]) -> Vec<usize> {
    let mut first: HashMap<(&Quantity, &Interval), usize> = HashMap::default();
    claims.iter().enumerate().map(|(at, claim)| *first.entry((&claim.quantity, &claim.values)).or_insert(at)).collect()
}

/// Whatever a statistic can be.
pub(super) fn any_value(statistic: Statistic) -> Interval {
    match statistic {
        Statistic::Share => Interval::closed(Rational::zero(), Rational::whole(100)),
        Statistic::P => Interval::closed(Rational::zero(), Rational::whole(1)),
        statistic if statistic.is_never_negative() => Interval::at_least(Rational::zero()),
        _ => Interval::everything(),
    }
}
