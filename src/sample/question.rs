//! The question of a summary in whole numbers, and how it falls into cases.
//!
//! Two statements say nothing of single places of the sorted sample: a median of an even number of values, which is the middle
//! of two, and a stated frequency, which may lie anywhere. Each is a *choice*: of the lower of the two middle values, or of how many
//! values lie below the one whose frequency is stated. Once all are made, every place has a lower and an upper end. With
//! a choice between two numbers every place has the ends that it has under any of them: if that leaves nothing, none of them
//! does, so that few cases are looked at where there are millions.

use smallvec::SmallVec;

use crate::quantity::Statistic;
use crate::sample::case::{Case, Histogram, Range, Spread};
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::limits;
use crate::sample::places::{Bound, End, Places};
use crate::sample::verdict::{Limit, Reason};
use crate::sample::work::Work;

/// So few cases are looked at one by one, which makes reasons sharper.
const FEW_CASES: i128 = 64;

/// Something that places have ends by, once it is chosen.
#[derive(Clone, Copy, Debug)]
pub(super) enum Choice {
    /// The lower of the two middle values, at this place; both come to a sum in this range.
    Middle { lower: i128, sums: Range },
    /// How many values lie below this one, which occurs so often.
    Below { value: i128, times: Range },
}

/// What is stated of one variable, in steps of a lattice, under one divisor.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub lattice: Lattice,
    pub n: i128,
    /// With the ends that they have whatever is chosen.
    pub places: Places,
    pub spread: Spread,
    /// The sums that print as the mean.
    pub sums: Option<Range>,
    /// How often some values occur.
    pub frequencies: Vec<(i128, Range)>,
    /// What is to be chosen, and from what.
    pub choices: Vec<(Choice, Range)>,
    /// Whether nothing bounds the values, so that there is no end of samples if there are any.
    pub is_endless: bool,
}

/// What is left of each choice.
pub(super) type Node = Vec<Range>;

impl Question {
    /// Every choice.
    pub fn root(&self) -> Node {
        self.choices.iter().map(|choice| choice.1).collect()
    }

    /// The choices that a sample shows.
    pub fn node_of(&self, sample: &Histogram) -> Node {
        let point = |at: i128| Range { least: at, most: at };
        self.choices.iter().map(|choice| point(choice.0.of(sample))).collect()
    }

    /// The same where the value at a step occurs so often.
    pub fn with_frequency(mut self, value: i128, times: Range) -> Self {
        let times = times.intersection(Range { least: 0, most: self.n });
        self.frequencies.push((value, times));
        if times.least > 0 || times.most < self.n {
            let below = Range { least: 0, most: self.n - times.least };
            self.choices.push((Choice::Below { value, times }, below));
        }
        self
    }

    /// Whether nothing is left to be chosen.
    pub fn is_leaf(node: &Node) -> bool {
        node.iter().all(|range| range.least == range.most)
    }

    /// Whether so few cases are left that each is looked at.
    pub fn is_small(node: &Node) -> bool {
        let size = |range: &Range| range.most.saturating_sub(range.least).saturating_add(1);
        node.iter().map(size).fold(1, i128::saturating_mul) <= FEW_CASES
    }

    /// Whether a sample is as the choices want it.
    pub fn holds(&self, sample: &Histogram) -> bool {
        self.choices.iter().all(|(choice, _)| choice.holds(sample))
    }

    /// The places of a node with their ends, and what the values come to.
    pub fn case(&self, node: &Node) -> Result<Case, Stop> {
        let mut places = self.places.clone();
        let chosen = self.choices.iter().zip(node).flat_map(|((choice, _), range)| choice.bounds(*range, self.n));
        chosen.for_each(|bound| places.add(bound));
        let segments = places.segments(&self.lattice)?;
        let possible = limits::sums(&segments);
        let sums = self.sums.map_or(possible, |stated| stated.intersection(possible));
        if sums.is_empty() {
            let (least, most) = (self.lattice.mean(possible.least), self.lattice.mean(possible.most));
            return Err(Stop::Impossible(Reason::Mean { least, most }));
        }
        Ok(Case { segments, sums, spread: self.spread, frequencies: self.frequencies.clone() })
    }

    /// A node's halves, the one that a sample of it lies in last. A choice that the sample is not in line with is halved first.
    pub fn halves(&self, node: &Node, near: Option<&Histogram>) -> [Node; 2] {
        let open = |at: &usize| node[*at].least < node[*at].most;
        let width = |at: &usize| {
            let fails = near.is_some_and(|sample| !self.choices[*at].0.holds(sample));
            (fails, node[*at].most - node[*at].least)
        };
        let Some(at) = (0..node.len()).filter(open).max_by_key(width) else { return [node.clone(), node.clone()] };
        let Range { least, most } = node[at];
        let middle = least + (most - least) / 2;
        let with = |range: Range| {
            let mut half = node.clone();
            half[at] = range;
            half
        };
        let (low, high) = (with(Range { least, most: middle }), with(Range { least: middle + 1, most }));
        let is_low = near.is_some_and(|sample| self.choices[at].0.of(sample) <= middle);
        if is_low { [high, low] } else { [low, high] }
    }

    /// All cases, unless they are more than so many.
    pub fn cases(&self, most: usize, work: &mut Work) -> Result<Vec<Case>, Limit> {
        let (mut cases, mut left) = (Vec::new(), vec![self.root()]);
        while let Some(node) = left.pop() {
            if !work.spend(self.cost()) {
                return Err(Limit::Work);
            }
            match self.case(&node) {
                Err(Stop::Limited(limit)) => return Err(limit),
                Err(Stop::Impossible(_)) => {}
                Ok(_) if cases.len() == most => return Err(Limit::Breadth),
                Ok(case) if Self::is_leaf(&node) => cases.push(case),
                Ok(_) => left.extend(self.halves(&node, None)),
            }
        }
        Ok(cases)
    }

    /// Why no case has places with ends in order and a possible sum, if that is so and seen soon.
    pub fn disorder(&self, work: &mut Work) -> Option<Reason> {
        let mut left = vec![self.root()];
        let mut first = None;
        while let Some(node) = left.pop() {
            if !work.spend(self.cost()) {
                return None;
            }
            match self.case(&node) {
                Err(Stop::Impossible(reason)) => first = first.or(Some(reason)),
                Ok(_) if !Self::is_leaf(&node) => left.extend(self.halves(&node, None)),
                _ => return None,
            }
        }
        first
    }

    /// How many steps it takes to find the ends of all places.
    pub fn cost(&self) -> u64 {
        let bounds = (self.places.bounds + 4 * self.choices.len()) as u64;
        2 + bounds * bounds / 16
    }
}

impl Choice {
    /// The ends that places have whatever is chosen from a range.
    fn bounds(self, range: Range, n: i128) -> SmallVec<[Bound; 4]> {
        match self {
            Self::Middle { lower, sums } => middle(lower, sums, range).into(),
            Self::Below { value, times } => below(value, times, range, n),
        }
    }

    /// What a sample shows.
    fn of(self, sample: &Histogram) -> i128 {
        match self {
            Self::Middle { lower, .. } => at(sample, lower),
            Self::Below { value, .. } => sample.range(..value).map(|(_, count)| count).sum(),
        }
    }

    fn holds(self, sample: &Histogram) -> bool {
        match self {
            Self::Middle { lower, sums } => sums.contains(at(sample, lower) + at(sample, lower + 1)),
            Self::Below { value, times } => times.contains(sample.get(&value).copied().unwrap_or(0)),
        }
    }
}

/// The ends of the two middle places where the lower value is from a range.
fn middle(lower: i128, sums: Range, range: Range) -> [Bound; 4] {
    let by = Some(Statistic::Median);
    // The upper value is no less than the lower one, nor than what the sum lacks: the least of that is where both are equal.
    let level = -((-sums.least).div_euclid(2));
    let least = range.least.max(sums.least - range.most).max(level);
    [
        Bound { place: lower, end: End::Least(range.least), by },
        Bound { place: lower, end: End::Most(range.most), by },
        Bound { place: lower + 1, end: End::Least(least), by },
        Bound { place: lower + 1, end: End::Most(sums.most - range.least), by },
    ]
}

/// The ends of places where the number of values below one that occurs so often is from a range.
fn below(value: i128, times: Range, range: Range, n: i128) -> SmallVec<[Bound; 4]> {
    let mut bounds = SmallVec::new();
    let mut add = |place: i128, end: End| {
        if (1..=n).contains(&place) {
            bounds.push(Bound { place, end, by: None });
        }
    };
    if times.least > 0 {
        add(range.least + times.least, End::Most(value));
        add(range.most + 1, End::Least(value));
    }
    if times.most < n {
        add(range.least, End::Most(value - 1));
        add(range.most + times.most + 1, End::Least(value + 1));
    }
    bounds
}

/// The value at a place of a sorted sample.
fn at(sample: &Histogram, place: i128) -> i128 {
    let mut behind = 0;
    let found = sample.iter().find(|(_, count)| {
        behind += **count;
        place <= behind
    });
    found.map_or(0, |(value, _)| *value)
}
