//! The classifications of a study as columns of codes.

use std::collections::{BTreeMap, BTreeSet};

use crate::number::{Interval, Rational};
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::study::{Claim, Names, Study};

/// The code of those of whom it is not known.
pub(crate) const BLANK: u16 = 0;

/// A classification: each respondent has one of its codes.
///
/// Code 0 is blank. Then follows a code for each level that is not made of others; and, where levels that no table lists
/// may have been answered, one for all of those. Of levels that overlap each is a factor of its own, whose code 1 says
/// that it is true of a respondent; the dimension itself is then a factor that says who answered.
#[derive(Clone, Debug)]
pub(crate) struct Factor {
    pub dimension: Dimension,
    /// The level that this factor alone is about.
    pub member: Option<Level>,
    pub leaves: Vec<Level>,
    /// How many codes there are.
    pub size: u16,
}

/// All classifications that a study counts respondents by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Factors(Vec<Factor>);

/// What respondents of an event have: for some factors, in their order, one of these codes.
pub(crate) type Answers = Vec<(usize, Vec<u16>)>;

impl Factors {
    /// The factors that these quantities bind.
    pub fn of(study: &Study, quantities: &[Quantity]) -> Self {
        let overlapping = overlapping(study);
        let names = study.names();
        let mut bound: BTreeMap<Dimension, bool> = BTreeMap::new();
        for event in quantities.iter().flat_map(|quantity| std::iter::once(&quantity.event).chain(&quantity.base)) {
            for (dimension, level) in event.bindings() {
                *bound.entry(*dimension).or_default() |= *level == Level::ANSWERED;
            }
        }
        let complete = complete(study);
        let mut factors = Vec::new();
        for (dimension, some_answered) in bound {
            let leaves: Vec<Level> =
                names.levels(dimension).filter(|level| names.made_of(dimension, *level).is_empty()).collect();
            if overlapping.contains(&dimension) {
                factors.push(Factor { dimension, member: None, leaves: Vec::new(), size: 2 });
                let member = |level| Factor { dimension, member: Some(level), leaves: vec![level], size: 2 };
                factors.extend(leaves.into_iter().map(member));
            } else {
                let others = leaves.is_empty() || some_answered && !complete.contains(&dimension);
                let size = 1 + leaves.len().min(u16::MAX as usize - 2) as u16 + u16::from(others);
                factors.push(Factor { dimension, member: None, leaves, size });
            }
        }
        Self(factors)
    }

    /// These factors.
    pub fn these(factors: Vec<Factor>) -> Self {
        Self(factors)
    }

    pub fn all(&self) -> &[Factor] {
        &self.0
    }

    /// The factor that says of whom a dimension is known.
    pub fn find(&self, dimension: Dimension) -> Option<usize> {
        self.0.iter().position(|factor| factor.dimension == dimension && factor.member.is_none())
    }

    /// Whether each level of the dimension is a factor of its own.
    pub fn is_split(&self, dimension: Dimension) -> bool {
        self.0.iter().any(|factor| factor.dimension == dimension && factor.member.is_some())
    }

    /// What the respondents of an event have. Nothing where it binds what no factor is about.
    pub fn answers(&self, event: &Event, names: &Names) -> Option<Answers> {
        let mut answers = Answers::new();
        for (dimension, level) in event.bindings() {
            let at = self.find(*dimension)?;
            if *level == Level::ANSWERED || self.is_split(*dimension) {
                answers.push((at, self.0[at].answered(names)));
            }
            let leaves = leaves(names, *dimension, *level);
            if *level == Level::ANSWERED {
                continue;
            } else if self.is_split(*dimension) {
                // One that is made of overlapping levels is no event of single answers.
                let [only] = leaves[..] else { return None };
                let member = self.0.iter().position(|one| one.dimension == *dimension && one.member == Some(only))?;
                answers.push((member, vec![1]));
            } else {
                let code = |leaf: &Level| self.0[at].leaves.iter().position(|known| known == leaf);
                answers.push((at, leaves.iter().filter_map(code).map(|code| code as u16 + 1).collect()));
            }
        }
        answers.sort_by_key(|answer| answer.0);
        Some(answers)
    }
}

impl Factor {
    /// The codes of those of whom the dimension is known.
    pub fn answered(&self, names: &Names) -> Vec<u16> {
        let is_missing = |code: u16| {
            let leaf = self.leaves.get(usize::from(code) - 1);
            leaf.is_some_and(|leaf| names.is_missing(self.dimension, *leaf))
        };
        (1..self.size).filter(|code| !is_missing(*code)).collect()
    }
}

/// The levels that a level is made of in the end; itself if it is no subtotal.
pub(crate) fn leaves(names: &Names, dimension: Dimension, level: Level) -> Vec<Level> {
    let parts = names.made_of(dimension, level);
    if parts.is_empty() {
        return vec![level];
    }
    let all: BTreeSet<Level> = parts.iter().flat_map(|part| leaves(names, dimension, *part)).collect();
    all.into_iter().collect()
}

/// The dimensions whose levels are, somewhere, everybody or all who answered.
fn complete(study: &Study) -> BTreeSet<Dimension> {
    let covered = study.covered().iter().map(|covered| covered.0);
    let claimed = study.claims().iter().flat_map(|claim| {
        claim.margin_of.iter().copied().chain(claim.part_of.iter().map(|part| part.0)).collect::<Vec<_>>()
    });
    covered.chain(claimed).collect()
}

/// The dimensions of which a respondent can have several levels: nothing says that they are a partition, and together
/// they are more than there are.
fn overlapping(study: &Study) -> BTreeSet<Dimension> {
    let complete = complete(study);
    let mut most: BTreeMap<(Dimension, Whole), BTreeMap<Level, Rational>> = BTreeMap::new();
    for claim in study.claims().iter().filter(|claim| claim.quantity.variable.is_none()) {
        let quantity = &claim.quantity;
        for (dimension, level) in quantity.event.bindings().iter().filter(|binding| !complete.contains(&binding.0)) {
            let is_leaf = *level != Level::ANSWERED && study.names().made_of(*dimension, *level).is_empty();
            let Some(least) = claim.values.least().filter(|_| is_leaf) else { continue };
            let rest = quantity.event.without(*dimension);
            let whole = (quantity.statistic, rest, quantity.base.clone());
            let known = most.entry((*dimension, whole)).or_default().entry(*level).or_insert_with(Rational::zero);
            *known = (*known).clone().max(least.clone());
        }
    }
    let exceeds = |((dimension, whole), parts): (&(Dimension, Whole), &BTreeMap<Level, Rational>)| {
        let sum = parts.values().fold(Rational::zero(), |sum, part| &sum + part);
        bound(study, *dimension, whole).is_some_and(|bound| sum > bound)
    };
    most.iter().filter(|entry| exceeds(*entry)).map(|entry| entry.0.0).collect()
}

/// What levels add up to at most: in which statistic, of which event, of which base.
type Whole = (Statistic, Event, Option<Event>);

/// The most that levels of a dimension can be together if none has two of them.
fn bound(study: &Study, dimension: Dimension, (statistic, rest, base): &Whole) -> Option<Rational> {
    let greatest = |event: &Event| {
        let quantity = Quantity::count(event.clone());
        let printed = |claim: &&Claim| claim.quantity == quantity && !claim.values.is_empty();
        study.claims().iter().find(printed).and_then(|claim| Interval::greatest(&claim.values).cloned())
    };
    match (statistic, base) {
        (Statistic::Share, Some(base)) if base.level(dimension).is_none_or(|level| level == Level::ANSWERED) => {
            Some(Rational::whole(100))
        }
        (Statistic::Count, _) => greatest(&rest.with(dimension, Level::ANSWERED)).or_else(|| greatest(rest)),
        _ => None,
    }
}
