//! What the rules look things up in: which claim states a quantity, and which levels are, together, everybody.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::number::{Interval, Qualifier, Rational};
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::partition::{Partition, Partitions, is_tally, partitions};
use crate::relation::unknown::Unknown;
use crate::study::{Claim, Study};

/// The quantities that were looked at as wholes along a dimension, for each table.
type Seen = HashSet<(Quantity, Dimension, Option<usize>)>;

/// How a whole compares with the sum of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Completeness {
    /// The parts are the whole.
    Complete,
    /// Some of the whole may be in no part.
    Open,
}

/// A quantity whose parts along a partition are all printed, itself printed or not.
pub(crate) struct Whole {
    pub quantity: Quantity,
    pub dimension: Dimension,
    /// The claims of the parts.
    pub parts: Vec<usize>,
    pub completeness: Completeness,
    /// The table in which the first part stands.
    pub table: Option<usize>,
}

pub(crate) struct Index<'a> {
    pub study: &'a Study,
    /// What each claim claims to be, each quantity under one name.
    quantities: Vec<Quantity>,
    claims_of: HashMap<Quantity, Vec<usize>>,
    /// What the captions of tables say.
    captions: HashMap<(usize, Quantity), usize>,
    pub(super) wholes: Vec<Whole>,
    /// For each event, the wholes that count it.
    pub(super) counted: HashMap<Event, Vec<usize>>,
    /// The events whose count is compared with the sum of its parts along a dimension.
    added: HashSet<(Event, Dimension)>,
    pub(super) partitions: Partitions,
    /// The dimensions with a partition.
    pub(super) divided: HashSet<Dimension>,
}

impl<'a> Index<'a> {
    pub fn of(study: &'a Study) -> Self {
        let quantities: Vec<Quantity> =
            study.claims().iter().map(|claim| claim.quantity.canonical().into_owned()).collect();
        let mut claims_of: HashMap<_, Vec<usize>> =
            HashMap::with_capacity_and_hasher(study.claims().len(), Default::default());
        for (at, quantity) in quantities.iter().enumerate() {
            claims_of.entry(quantity.clone()).or_default().push(at);
        }
        // In the text, numbers in words come behind those in digits.
        for claims in claims_of.values_mut().filter(|claims| claims.len() > 1) {
            claims
                .sort_by_key(|claim| study.claims()[*claim].text_claim.is_some() && is_worded(&study.claims()[*claim]));
        }
        let captions = study.claims().iter().enumerate().filter(|(_, claim)| claim.text_claim.is_some());
        let captions = captions.filter_map(|(at, claim)| Some(((claim.table?, quantities[at].clone()), at))).collect();
        let mut index = Self {
            study,
            claims_of,
            captions,
            partitions: partitions(study, &quantities),
            quantities,
            wholes: Vec::new(),
            counted: HashMap::default(),
            added: HashSet::default(),
            divided: HashSet::default(),
        };
        index.divided = index.partitions.keys().map(|key| key.1).collect();
        index.wholes = index.derive_wholes();
        for (at, whole) in index.wholes.iter().enumerate() {
            if whole.quantity.statistic == Statistic::Count {
                index.added.insert((whole.quantity.event.clone(), whole.dimension));
            }
            if whole.quantity.statistic == Statistic::Count && whole.completeness == Completeness::Complete {
                index.counted.entry(whole.quantity.event.clone()).or_default().push(at);
            }
        }
        index
    }

    /// All claims with their indices, without those of the text that only repeat what is printed elsewhere: these are held
    /// against that.
    pub fn claims(&self) -> impl Iterator<Item = (usize, &'a Claim)> {
        self.study.claims().iter().enumerate().filter(|(at, claim)| !self.is_repeated(*at, claim))
    }

    /// What a claim claims to be, under the one name that the quantity has.
    pub fn quantity(&self, claim: usize) -> &Quantity {
        &self.quantities[claim]
    }

    /// Whether a claim of the text only repeats another.
    fn is_repeated(&self, at: usize, claim: &Claim) -> bool {
        let first = || self.claims_of.get(&self.quantities[at]).and_then(|claims| claims.first());
        claim.text_claim.is_some() && first() != Some(&at)
    }

    /// The first claim of each quantity that several state, with all the others.
    pub fn repeated(&self) -> impl Iterator<Item = (usize, &[usize])> {
        let claims = self.quantities.iter().enumerate();
        claims.filter_map(|(at, quantity)| match self.claims_of.get(quantity)?.as_slice() {
            [first, rest @ ..] if *first == at && !rest.is_empty() => Some((at, rest)),
            _ => None,
        })
    }

    /// The quantities of one statistic whose parts are printed.
    pub fn wholes(&self, statistic: Statistic) -> impl Iterator<Item = &Whole> {
        self.wholes.iter().filter(move |whole| whole.quantity.statistic == statistic)
    }

    /// Whether the parts of a count along a dimension are compared with it already.
    pub fn adds_up(&self, whole: &Quantity, dimension: Dimension) -> bool {
        self.added.contains(&(whole.event.clone(), dimension))
    }

    /// A claim that states the quantity: one in the table `near` if there is one, else the first.
    pub fn find(&self, quantity: &Quantity, near: Option<usize>) -> Option<usize> {
        let quantity = quantity.canonical();
        let claims = self.claims_of.get(&*quantity)?;
        let in_caption = |near| self.captions.get(&(near, quantity.clone().into_owned()));
        if let Some(stated) = near.filter(|_| !self.captions.is_empty()).and_then(in_caption) {
            return Some(*stated);
        }
        // Claims stand in the order of their tables, those of the text behind them.
        let place = |claim: &usize| {
            let claim = &self.study.claims()[*claim];
            (claim.text_claim.is_some(), claim.table)
        };
        let beside = claims.get(claims.partition_point(|claim| place(claim) < (false, near)));
        let beside = beside.filter(|claim| place(claim) == (false, near));
        beside.or(claims.first()).copied()
    }

    /// The same as an expression.
    pub fn known(&self, quantity: Quantity, near: Option<usize>) -> Result<Expression, Unknown> {
        self.find(&quantity, near).map(Expression::Claim).ok_or(Unknown::NotPrinted(quantity))
    }

    /// Every quantity that some claim is a part of along a partition whose parts are all printed, and every subtotal.
    ///
    /// Each table is looked at by itself: where two print the same parts, in two languages, each has its own totals.
    fn derive_wholes(&self) -> Vec<Whole> {
        let mut wholes: Vec<Whole> = Vec::new();
        let mut seen = Seen::default();
        for (at, claim) in self.claims().filter(|(at, _)| has_parts(&self.quantities[*at])) {
            let part = &self.quantities[at];
            for (dimension, level) in part.event.bindings() {
                let made_of = self.disjoint_parts(&part.event, *dimension, *level);
                if !made_of.is_empty() && seen.insert((part.clone(), *dimension, claim.table)) {
                    wholes.extend(self.whole(part.clone(), *dimension, made_of, claim.table));
                }
                wholes.extend(self.base_as_whole(part, *dimension, claim.table, &mut seen));
                let quantity = Quantity { event: part.event.without(*dimension), ..part.clone() };
                if self.divided.contains(dimension) && seen.insert((quantity.clone(), *dimension, claim.table)) {
                    self.add_wholes(&quantity, *dimension, claim.table, &mut wholes);
                }
            }
        }
        let mut known = HashSet::default();
        wholes.retain(|whole| {
            known.insert((whole.quantity.clone(), whole.dimension, whole.parts.clone(), whole.completeness))
        });
        wholes
    }

    /// The base of a percentage as a whole, where it is a subtotal of which the percentage's level is a part.
    fn base_as_whole(
        &self,
        part: &Quantity,
        dimension: Dimension,
        table: Option<usize>,
        seen: &mut Seen,
    ) -> Option<Whole> {
        let base = part.base.as_ref()?;
        let parts = self.study.names().made_of(dimension, base.level(dimension)?);
        let quantity = Quantity::share(base.clone(), base.clone());
        let is_part = part.event.level(dimension).is_some_and(|level| parts.contains(&level));
        if !is_part || !seen.insert((quantity.clone(), dimension, table)) {
            return None;
        }
        self.whole(quantity, dimension, parts, table)
    }

    /// Adds the quantity as a whole for each different partition of its event along the dimension.
    fn add_wholes(&self, quantity: &Quantity, dimension: Dimension, table: Option<usize>, wholes: &mut Vec<Whole>) {
        let mut used: Vec<&Partition> = Vec::new();
        for wider in quantity.event.widenings() {
            for partition in self.partitions.get(&(wider, dimension)).into_iter().flatten() {
                if used.contains(&partition) {
                    continue;
                }
                used.push(partition);
                let Some(whole) = self.whole(quantity.clone(), dimension, &partition.levels, table) else { continue };
                // A number of those who answered that counts others says nothing of all, nor of what the others add to it.
                let is_open = !self.perhaps_counted(&quantity.event, dimension, table).is_empty();
                let completeness = if is_open { Completeness::Open } else { Completeness::Complete };
                if partition.answered {
                    let event = quantity.event.with(dimension, Level::ANSWERED);
                    let answered = Quantity { event, ..quantity.clone() };
                    let is_count = quantity.statistic == Statistic::Count;
                    let completeness = if is_count { Completeness::Complete } else { completeness };
                    wholes.push(Whole { quantity: answered, parts: whole.parts.clone(), completeness, ..whole });
                    wholes.push(Whole { quantity: quantity.clone(), completeness: Completeness::Open, ..whole });
                } else {
                    wholes.push(Whole { completeness, ..whole });
                }
            }
        }
    }

    /// A quantity as the whole of these levels, if figures are printed for all of them.
    fn whole(&self, quantity: Quantity, dimension: Dimension, levels: &[Level], table: Option<usize>) -> Option<Whole> {
        let parts = self.parts(&quantity, dimension, levels, table)?;
        Some(Whole { quantity, dimension, parts, completeness: Completeness::Complete, table })
    }

    /// Whether an event may have no respondents at all.
    pub fn may_be_nobody(&self, event: &Event, near: Option<usize>) -> bool {
        let count = self.count(event, near).and_then(|count| count.evaluate(self.study.claims()));
        count.is_ok_and(|count| count.contains(&Rational::zero()))
    }

    /// The claims that state the quantity for each of the levels, if all are printed.
    fn parts(
        &self,
        whole: &Quantity,
        dimension: Dimension,
        levels: &[Level],
        near: Option<usize>,
    ) -> Option<Vec<usize>> {
        let mut parts = Vec::with_capacity(levels.len());
        for level in levels {
            let event = whole.event.with(dimension, *level);
            match self.find(&Quantity { event: event.clone(), ..whole.clone() }, near) {
                Some(part) => parts.push(part),
                // A subtotal that is not printed is the sum of what it is made of.
                None if !self.study.names().made_of(dimension, *level).is_empty() => {
                    parts.extend(self.parts(whole, dimension, self.study.names().made_of(dimension, *level), near)?);
                }
                // Nobody has no mean.
                None if whole.statistic.needs_variable() && self.counts_nobody(event, near) => {}
                None => return None,
            }
        }
        Some(parts)
    }

    /// The claims that count an event in each cell of several divisions, and whether some of it may be in none.
    pub(super) fn cells(&self, whole: &Event, across: &[Dimension], near: Option<usize>) -> Option<(Vec<usize>, bool)> {
        let Some((dimension, inner)) = across.split_first() else {
            return Some((vec![self.find(&Quantity::count(whole.clone()), near)?], false));
        };
        let partitions = whole.widenings().filter_map(|wider| self.partitions.get(&(wider, *dimension)));
        partitions.flatten().find_map(|partition| {
            let cells = partition.levels.iter().map(|level| self.cells(&whole.with(*dimension, *level), inner, near));
            let cells: Vec<(Vec<usize>, bool)> = cells.collect::<Option<_>>()?;
            let answered = partition.answered || cells.iter().any(|cell| cell.1);
            Some((cells.into_iter().flat_map(|cell| cell.0).collect(), answered))
        })
    }

    fn counts_nobody(&self, event: Event, near: Option<usize>) -> bool {
        let count = self.find(&Quantity::count(event), near);
        count.is_some_and(|count| self.study.claims()[count].values == Interval::point(Rational::zero()))
    }
}

/// The sum of claims as an expression.
pub(crate) fn sum(claims: &[usize]) -> Expression {
    Expression::sum(claims.iter().copied().map(Expression::Claim))
}

/// Whether the claim is a number of respondents.
pub(crate) fn is_count(claim: &Claim) -> bool {
    claim.quantity.statistic == Statistic::Count && claim.quantity.variable.is_none()
}

/// Whether the claim is not just a number.
pub(crate) fn is_worded(claim: &Claim) -> bool {
    claim.figure.qualifier() != Qualifier::Exactly
}

/// Whether what is known of parts says something of the whole: counts and shares add up, means and standard deviations are
/// pooled, averages and extremes bounded.
fn has_parts(quantity: &Quantity) -> bool {
    let is_averaged = matches!(quantity.statistic, Statistic::Mean | Statistic::Sd | Statistic::Median);
    is_tally(quantity) || is_averaged || matches!(quantity.statistic, Statistic::Min | Statistic::Max)
}
