//! Which claims respondents can be sought for, and what has to be counted for them.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet as HashSet;

use crate::audit::Audit;
use crate::microdata::NotSought;
use crate::microdata::counts::{Cells, MOST_CELLS, MOST_RESPONDENTS, Tally, Weight};
use crate::microdata::factor::{Answers, BLANK, Factors};
use crate::microdata::tree::{Clique, cliques};
use crate::number::{Interval, Rational};
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::Verdict;
use crate::sample::{Divisor, Existence, Summary};
use crate::study::{Claim, Study};

/// What is sought, before anything is.
#[derive(Clone, Debug)]
pub(super) struct Plan {
    /// Each claim's quantity, in the way that [`respondents`] has it.
    pub quantities: Vec<Quantity>,
    /// Why no respondents are sought for a claim.
    pub left: Vec<Option<NotSought>>,
    /// The claims that the audit holds against others: they are given up first.
    pub found: Vec<bool>,
    pub factors: Factors,
    pub cliques: Vec<Clique>,
    pub tallies: Vec<Tally>,
    /// The number of all respondents, where it is printed, or no number is and one can be chosen.
    pub total: Option<u32>,
}

impl Plan {
    pub fn of(study: &Study, audit: &Audit) -> Self {
        let quantities: Vec<Quantity> = study.claims().iter().map(respondents).collect();
        let mut left: Vec<Option<NotSought>> = study.claims().iter().map(no_respondents).collect();
        let found = found(study, audit);
        let wanted: Vec<Quantity> = quantities
            .iter()
            .zip(&left)
            .filter(|(_, left)| left.is_none())
            .map(|(quantity, _)| quantity.clone())
            .collect();
        let factors = Factors::of(study, &wanted);
        let total = total(study, &quantities);
        let mut plan =
            Self { quantities, left: Vec::new(), found, factors, cliques: Vec::new(), tallies: Vec::new(), total };
        plan.leave_what_is_too_large(study, &mut left);
        plan.left = left;
        let everybody = plan.free_bases(study).get(&Event::everybody()).copied();
        plan.total = plan.total.or(everybody.and_then(|size| u32::try_from(size).ok()));
        if plan.factors.all().is_empty() {
            // Nothing is counted.
            plan.total = plan.total.or(u32::try_from(plan.fewest(study, &Event::everybody())).ok());
        }
        plan.tallies = plan.tallies(study);
        plan
    }

    /// Finds cliques small enough to be counted; the claims that make them too large are left.
    fn leave_what_is_too_large(&mut self, study: &Study, left: &mut [Option<NotSought>]) {
        let sets: Vec<Option<Vec<usize>>> =
            self.quantities.iter().map(|quantity| self.factors_of(study, quantity)).collect();
        for (left, set) in left.iter_mut().zip(&sets) {
            if left.is_none() && set.is_none() {
                *left = Some(NotSought::Overlap);
            }
        }
        let mut wanted: BTreeSet<&Vec<usize>> =
            sets.iter().flatten().zip(left.iter()).filter(|(_, left)| left.is_none()).map(|(set, _)| set).collect();
        loop {
            let sets: Vec<Vec<usize>> = wanted.iter().map(|set| set.to_vec()).collect();
            self.cliques = cliques(self.factors.all().len(), &sets);
            let cells = |factors: &[usize]| Cells::of(factors, &self.factors).count();
            if self.cliques.iter().all(|clique| cells(&clique.factors) <= MOST_CELLS) {
                break;
            }
            let Some(largest) = wanted.iter().copied().max_by_key(|set| (cells(set), set.len())) else { break };
            wanted.remove(largest);
        }
        for (left, set) in left.iter_mut().zip(&sets) {
            let is_counted = set.as_ref().is_some_and(|set| {
                self.cliques.iter().any(|clique| set.iter().all(|factor| clique.factors.contains(factor)))
            });
            if left.is_none() && !is_counted && set.as_ref().is_some_and(|set| !set.is_empty()) {
                *left = Some(NotSought::TooManyCells);
            }
        }
    }

    fn factors_of(&self, study: &Study, quantity: &Quantity) -> Option<Vec<usize>> {
        let mut factors = BTreeSet::new();
        for event in std::iter::once(&quantity.event).chain(&quantity.base) {
            factors.extend(self.factors.answers(event, study.names())?.into_iter().map(|answer| answer.0));
        }
        Some(factors.into_iter().collect())
    }

    /// The claims that are sought, each with its index.
    pub fn sought<'a>(&'a self, study: &'a Study) -> impl Iterator<Item = (usize, &'a Claim)> {
        study.claims().iter().enumerate().filter(|(at, _)| self.left[*at].is_none())
    }

    fn answers(&self, study: &Study, event: &Event) -> Option<Answers> {
        self.factors.answers(event, study.names())
    }

    fn tallies(&self, study: &Study) -> Vec<Tally> {
        let mut tallies = Vec::new();
        let free = self.free_bases(study);
        let mut seen = HashSet::default();
        for (at, claim) in self.sought(study) {
            let quantity = &self.quantities[at];
            if !matches!(quantity.statistic, Statistic::Count | Statistic::Share) {
                continue;
            }
            // What the text only repeats asks for nothing more.
            if !seen.insert(quantity) && claim.text_claim.is_some() {
                continue;
            }
            let Some(event) = self.answers(study, &quantity.event) else { continue };
            let weight = if self.found[at] { Weight::Found } else { Weight::Printed };
            let size = quantity.base.as_ref().and_then(|base| free.get(base));
            tallies.push(match size {
                // Of a base whose size is chosen a percentage is a number.
                Some(size) => Tally { event, base: None, values: claim.values.scaled(&percent_of(*size)), weight },
                None => {
                    let base = quantity.base.as_ref().and_then(|base| self.answers(study, base));
                    Tally { event, base, values: claim.values.clone(), weight }
                }
            });
        }
        for (base, size) in &free {
            let values = Interval::point(Rational::from(*size));
            let answers = self.answers(study, base);
            tallies.extend(answers.map(|event| Tally { event, base: None, values, weight: Weight::Printed }));
        }
        tallies.extend(self.complete(study));
        tallies.extend(self.enough(study));
        tallies
    }

    /// Nobody's answer is missing where the levels are everybody.
    fn complete(&self, study: &Study) -> Vec<Tally> {
        let mut seen = HashSet::default();
        let mut tallies = Vec::new();
        for (at, claim) in self.sought(study).filter(|(_, claim)| claim.quantity.variable.is_none()) {
            let parts = claim.part_of.iter().filter(|part| !part.1).map(|part| part.0);
            let covered = study.covered().iter().filter(|covered| !covered.1).map(|covered| covered.0);
            for dimension in parts.chain(claim.margin_of.iter().copied()).chain(covered) {
                let event = self.quantities[at].event.without(dimension);
                let answered = claim.quantity.event.level(dimension) == Some(Level::ANSWERED);
                if answered || !seen.insert((event.clone(), dimension)) {
                    continue;
                }
                let known = self.factors.find(dimension).zip(self.answers(study, &event));
                tallies.extend(known.map(|(factor, mut answers)| {
                    answers.push((factor, vec![BLANK]));
                    answers.sort_by_key(|answer| answer.0);
                    let values = Interval::point(Rational::zero());
                    Tally { event: answers, base: None, values, weight: Weight::Complete }
                }));
            }
        }
        tallies
    }

    /// The bases of percentages of which no number at all is printed, each with a size that is chosen for it: so many that
    /// every percentage of its decimals is one of whole numbers. Bases within others are not free.
    fn free_bases(&self, study: &Study) -> BTreeMap<Event, u64> {
        let holds =
            |wide: &Event, narrow: &Event| wide.bindings().iter().all(|binding| narrow.bindings().contains(binding));
        let mut sizes: BTreeMap<Event, u64> = BTreeMap::new();
        for (at, claim) in self.sought(study).filter(|_| self.total.is_none()) {
            let Some(base) = &self.quantities[at].base else { continue };
            let size = sizes.entry(base.clone()).or_default();
            *size = (*size).max(10u64.pow((claim.figure.decimals() + 2).min(4)));
        }
        let counted = |base: &Event| self.counted().any(|event| holds(base, event) || holds(event, base));
        let bases: Vec<Event> = sizes.keys().cloned().collect();
        sizes.retain(|base, _| !counted(base) && !bases.iter().any(|other| other != base && holds(other, base)));
        sizes
    }

    /// The events whose number of respondents is printed.
    fn counted(&self) -> impl Iterator<Item = &Event> {
        let counts = self.quantities.iter().filter(|quantity| quantity.statistic == Statistic::Count);
        counts.map(|quantity| &quantity.event)
    }

    /// Where it is not reported how many respondents a mean is of, they are enough for it.
    fn enough(&self, study: &Study) -> Vec<Tally> {
        let counted: HashSet<&Event> = self.counted().collect();
        let mut seen = HashSet::default();
        let mut tallies = Vec::new();
        for (at, _) in self.sought(study).filter(|(_, claim)| claim.quantity.statistic.needs_variable()) {
            let event = &self.quantities[at].event;
            if counted.contains(event) || !seen.insert(event) {
                continue;
            }
            let values = Interval::at_least(Rational::from(self.fewest(study, event)));
            let answers = self.answers(study, event);
            tallies.extend(answers.map(|event| Tally { event, base: None, values, weight: Weight::Enough }));
        }
        tallies
    }

    /// The least number of respondents whose means and standard deviations can be those that are printed of an event, a
    /// variable at a time; not below what a mean should be of.
    fn fewest(&self, study: &Study, event: &Event) -> u64 {
        let mut summaries: BTreeMap<Dimension, Summary> = BTreeMap::new();
        let of_event = |(at, _): &(usize, &Claim)| !self.found[*at] && self.quantities[*at].event == *event;
        for (_, claim) in self.sought(study).filter(of_event) {
            let Some(variable) = claim.quantity.variable else { continue };
            let scale = study.names().scale(variable);
            if scale.is_granular() && matches!(claim.quantity.statistic, Statistic::Mean | Statistic::Sd) {
                let known = summaries.remove(&variable).unwrap_or_else(|| Summary::of_some().scale(scale));
                summaries.insert(variable, known.with(claim.quantity.statistic, claim.values.clone()));
            }
        }
        let may_be_of = |n: u64| {
            let of_n = |known: &Summary| known.clone().sized(n).divisor(Divisor::OneLess).decide();
            summaries.values().all(|known| !matches!(of_n(known), Existence::Inconsistent(_)))
        };
        (FEWEST..=MOST_TRIED).find(|n| may_be_of(*n)).unwrap_or(FEWEST)
    }
}

/// Up to how many respondents are tried where their number is not reported: of 100 a mean of whole numbers can have any
/// two decimals.
const MOST_TRIED: u64 = 100;

/// How many respondents a percent of so many is.
fn percent_of(size: u64) -> Rational {
    &Rational::from(size) * &Rational::unit(2)
}

/// How many a mean should be of, where that is not reported.
const FEWEST: u64 = 12;

/// A claim's quantity; the number of those of whom a variable is known is a number of respondents.
pub(crate) fn respondents(claim: &Claim) -> Quantity {
    match (claim.quantity.statistic, claim.quantity.variable) {
        (Statistic::Count, Some(variable)) => Quantity::count(claim.quantity.event.with(variable, Level::ANSWERED)),
        _ => claim.quantity.clone(),
    }
}

/// Why no respondents can be sought for a claim at all.
pub(crate) fn no_respondents(claim: &Claim) -> Option<NotSought> {
    let least = claim.values.least();
    match claim.quantity.statistic {
        statistic if statistic.is_of_test() => Some(NotSought::Test),
        Statistic::Value => Some(NotSought::Value),
        statistic if statistic.is_only_in_text() => Some(NotSought::Several),
        _ if claim.weighted => Some(NotSought::Weighted),
        Statistic::Count if least.is_some_and(|least| *least > Rational::from(u64::from(MOST_RESPONDENTS))) => {
            Some(NotSought::TooManyRespondents)
        }
        _ => None,
    }
}

/// The claims that are held against others by relations that do not hold.
fn found(study: &Study, audit: &Audit) -> Vec<bool> {
    let mut found = vec![false; study.claims().len()];
    for outcome in audit.outcomes().iter().filter(|outcome| outcome.verdict == Verdict::Inconsistent) {
        for claim in outcome.relation.stated.claims() {
            found[claim] = true;
        }
    }
    // Nor is asked what the text repeats of them.
    let held: HashSet<&Quantity> =
        study.claims().iter().zip(&found).filter(|(_, found)| **found).map(|(claim, _)| &claim.quantity).collect();
    let repeats = |claim: &Claim| claim.text_claim.is_some() && held.contains(&claim.quantity);
    let repeated: Vec<bool> = study.claims().iter().map(repeats).collect();
    found.iter().zip(repeated).map(|(found, repeated)| *found || repeated).collect()
}

/// How many respondents there are: the number that most claims say.
fn total(study: &Study, quantities: &[Quantity]) -> Option<u32> {
    let everybody = Quantity::count(Event::everybody());
    let printed: Vec<u32> = study
        .claims()
        .iter()
        .zip(quantities)
        .filter(|(_, quantity)| **quantity == everybody)
        .filter_map(|(claim, _)| u32::try_from(claim.values.single()?.to_i128()?).ok())
        .filter(|number| *number <= MOST_RESPONDENTS)
        .collect();
    let times = |number: &u32| printed.iter().filter(|other| *other == number).count();
    // Of numbers that are printed as often the first.
    printed.iter().rev().max_by_key(|number| times(number)).copied()
}
