//! Which levels are, together, everybody, or all of those who answered.

use std::cell::LazyCell;

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap as HashMap, FxHashSet as HashSet};

use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::study::{Claim, Names, Study};

/// Levels that respondents are divided into without overlap.
///
/// What holds for an event holds for every narrower event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Partition {
    pub levels: Vec<Level>,
    /// Whether they leave out those of whom the dimension is not known.
    pub answered: bool,
}

/// The partitions of an event along a dimension.
pub(super) type Partitions = HashMap<(Event, Dimension), Vec<Partition>>;

type FxIndexSet<T> = IndexSet<T, FxBuildHasher>;

/// The levels that each table has of each dimension within each event.
type Members = HashMap<(Option<usize>, Dimension, Event), FxIndexSet<Level>>;

/// A single level is no division: tables often print one of two levels only.
const FEWEST_PARTS: usize = 2;

/// The partitions that tables show or the manifest declares.
///
/// A table shows one where the margin of levels is printed beside them. Levels that a subtotal beside them is made of
/// are not counted again. What the manifest declares of a table holds wherever numbers are printed.
pub(super) fn partitions(study: &Study, quantities: &[Quantity]) -> Partitions {
    let names = study.names();
    let mut partitions = Partitions::default();
    let missing = Missing::of(study);
    for (dimension, answered) in study.covered() {
        let known = partitions.entry((Event::everybody(), *dimension)).or_default();
        let levels = top_levels(names, *dimension, names.levels(*dimension).collect());
        let partition = Partition { levels, answered: *answered };
        missing.split(names, *dimension, partition, known);
    }
    let tallied = members(study, quantities, is_tally);
    let all = LazyCell::new(|| members(study, quantities, is_of_people));
    let declared = LazyCell::new(|| Declared::of(study, quantities));
    let unprinted = Unprinted::of(study);
    let elsewhere = Elsewhere::of(quantities);
    let mut divide = |event: Event, dimension, levels: &FxIndexSet<Level>, answered| {
        let levels: Vec<Level> = levels.iter().copied().chain(unprinted.levels(names, dimension)).collect();
        let known = partitions.entry((event.clone(), dimension)).or_default();
        for partition in divided(names, dimension, levels, answered) {
            missing.split(names, dimension, partition, known);
        }
    };
    for (claim, quantity) in study.claims().iter().zip(quantities) {
        let is_covered = |dimension: &&Dimension| !study.covered().contains(&(**dimension, true));
        for dimension in claim.margin_of.iter().filter(|_| is_tally(quantity)).filter(is_covered) {
            let (event, answered) =
                (quantity.event.without(*dimension), quantity.event.level(*dimension) == Some(Level::ANSWERED));
            let levels = tallied.get(&(claim.table, *dimension, event.clone()));
            if let Some(levels) = levels.filter(|levels| !elsewhere.has_more(study, *dimension, &event, levels)) {
                divide(event, *dimension, levels, answered);
            }
        }
        for (dimension, answered) in claim.part_of.iter().filter(|_| is_of_people(quantity)) {
            let event = quantity.event.without(*dimension);
            if let Some(levels) = all.get(&(claim.table, *dimension, event.clone())) {
                divide(event, *dimension, levels, *answered);
            }
            let (event, levels) = declared.around(claim.table, *dimension, &quantity.event);
            if let Some(levels) = levels {
                divide(event, *dimension, levels, *answered);
            }
        }
    }
    partitions
}

/// Who is counted anywhere.
struct Elsewhere<'a>(HashSet<&'a Event>);

impl<'a> Elsewhere<'a> {
    fn of(quantities: &'a [Quantity]) -> Self {
        Self(quantities.iter().filter(|quantity| is_tally(quantity)).map(|quantity| &quantity.event).collect())
    }

    /// Whether another table counts the event by more of the levels that are declared to be everybody: a margin beside some of
    /// them is not theirs.
    fn has_more(&self, study: &Study, dimension: Dimension, event: &Event, levels: &FxIndexSet<Level>) -> bool {
        let all = study.names().levels(dimension).filter(|level| !levels.contains(level));
        let mut others = all.filter(|level| study.names().made_of(dimension, *level).is_empty());
        study.covered().contains(&(dimension, false))
            && others.any(|level| self.0.contains(&event.with(dimension, level)))
    }
}

/// What the manifest says of several dimensions of one table holds for those whom none of them divides yet.
struct Declared {
    dimensions: HashMap<Option<usize>, HashSet<Dimension>>,
    members: Members,
}

impl Declared {
    fn of(study: &Study, quantities: &[Quantity]) -> Self {
        let mut dimensions: HashMap<Option<usize>, HashSet<Dimension>> = HashMap::default();
        for claim in study.claims() {
            dimensions.entry(claim.table).or_default().extend(claim.part_of.iter().map(|part| part.0));
        }
        let mut declared = Self { dimensions, members: Members::default() };
        for (table, event) in cells(study, quantities, is_of_people) {
            for (dimension, level) in event.bindings().iter().filter(|binding| is_level(binding.1)) {
                let key = (table, *dimension, declared.rest(table, event));
                declared.members.entry(key).or_default().insert(*level);
            }
        }
        declared
    }

    /// The event without all dimensions whose levels are declared to divide the table.
    fn rest(&self, table: Option<usize>, event: &Event) -> Event {
        event.only(|dimension| !self.dimensions.get(&table).is_some_and(|declared| declared.contains(&dimension)))
    }

    fn around(&self, table: Option<usize>, dimension: Dimension, event: &Event) -> (Event, Option<&FxIndexSet<Level>>) {
        let rest = self.rest(table, event);
        let levels = self.members.get(&(table, dimension, rest.clone()));
        (rest, levels)
    }
}

fn add(known: &mut Vec<Partition>, partition: Partition) {
    if partition.levels.len() >= FEWEST_PARTS && !known.contains(&partition) {
        known.push(partition);
    }
}

/// The levels without those that subtotals among them hold, and without the subtotals.
fn divided(names: &Names, dimension: Dimension, levels: Vec<Level>, answered: bool) -> [Partition; 2] {
    let leaves = levels.iter().copied().filter(|level| names.made_of(dimension, *level).is_empty()).collect();
    [top_levels(names, dimension, levels), leaves].map(|levels| Partition { levels, answered })
}

/// The levels that each table has of each dimension within each event, figures printed for them or not.
fn members(study: &Study, quantities: &[Quantity], counts: impl Fn(&Quantity) -> bool) -> Members {
    let mut members = Members::default();
    for (table, event) in cells(study, quantities, counts) {
        for (dimension, level) in event.bindings().iter().filter(|binding| is_level(binding.1)) {
            members.entry((table, *dimension, event.without(*dimension))).or_default().insert(*level);
        }
    }
    members
}

/// The respondents of each cell, whether a figure is printed in it or not.
fn cells<'a>(
    study: &'a Study,
    quantities: &'a [Quantity],
    counts: impl Fn(&Quantity) -> bool,
) -> impl Iterator<Item = (Option<usize>, &'a Event)> {
    let printed = study.claims().iter().zip(quantities).filter(move |(_, quantity)| counts(quantity));
    let printed = printed.map(|(claim, quantity)| (claim.table, &quantity.event));
    printed.chain(study.blanks().iter().map(|(table, event)| (Some(*table), event)))
}

/// Whether a figure says of its levels that they are some: a test in the row of one says nothing of whom there are besides.
fn is_of_people(quantity: &Quantity) -> bool {
    !quantity.statistic.is_of_test()
}

fn is_level(level: Level) -> bool {
    !level.is_several()
}

/// The levels that tables print, or sentences as parts. Those that the manifest declares besides exist, though no table has a cell for them.
struct Unprinted(HashSet<(Dimension, Level)>);

impl Unprinted {
    fn of(study: &Study) -> Self {
        let is_in_table = |claim: &&Claim| claim.table.is_some() && claim.text_claim.is_none();
        // A sentence that divides a whole prints all its parts.
        let printed = study.claims().iter().filter(|claim| is_in_table(claim) || !claim.part_of.is_empty());
        let events = printed.map(|claim| &claim.quantity.event).chain(study.blanks().iter().map(|blank| &blank.1));
        Self(events.flat_map(|event| event.bindings()).copied().collect())
    }

    /// The declared levels of a dimension that no table prints, neither by themselves nor as a part or a whole.
    fn levels(&self, names: &Names, dimension: Dimension) -> Vec<Level> {
        let is_printed = |level: &Level| self.0.contains(&(dimension, *level));
        let all: Vec<Level> = names.levels(dimension).collect();
        let is_part = |level: &Level| all.iter().any(|whole| names.made_of(dimension, *whole).contains(level));
        let is_plain = |level: &Level| names.made_of(dimension, *level).is_empty() && !is_part(level);
        all.iter().copied().filter(|level| !is_printed(level) && is_plain(level)).collect()
    }
}

/// The dimensions that are declared not to be known of everybody.
struct Missing(HashSet<Dimension>);

impl Missing {
    fn of(study: &Study) -> Self {
        let declared = study.claims().iter().flat_map(|claim| &claim.part_of).chain(study.covered());
        Self(declared.filter(|(_, answered)| *answered).map(|(dimension, _)| *dimension).collect())
    }

    /// Adds a partition; of those who answered without a level that counts of how many it is not known, and everybody with it.
    fn split(&self, names: &Names, dimension: Dimension, partition: Partition, known: &mut Vec<Partition>) {
        let is_missing = |level: &Level| names.is_missing(dimension, *level);
        let (missing, levels): (Vec<Level>, Vec<Level>) = partition.levels.iter().partition(|level| is_missing(level));
        if missing.is_empty() || !partition.answered || !self.0.contains(&dimension) {
            return add(known, partition);
        }
        // One level alone is not all answers.
        if levels.len() >= FEWEST_PARTS {
            add(known, Partition { levels: partition.levels, answered: false });
        }
        add(known, Partition { levels, answered: true });
    }
}

/// The levels without those that others of them hold.
fn top_levels(names: &Names, dimension: Dimension, levels: Vec<Level>) -> Vec<Level> {
    if levels.iter().all(|level| names.made_of(dimension, *level).is_empty()) {
        return levels;
    }
    let leaves: Vec<HashSet<Level>> = levels.iter().map(|level| leaves(names, dimension, *level)).collect();
    let is_held = |at: usize| {
        let holds = |(other, held): (usize, &HashSet<Level>)| {
            other != at && leaves[at].is_subset(held) && (leaves[at] != *held || other < at)
        };
        leaves.iter().enumerate().any(holds)
    };
    (0..levels.len()).filter(|at| !is_held(*at)).map(|at| levels[at]).collect()
}

/// The levels that a level is made of in the end; itself if it is no subtotal. That they are not nested without end is
/// checked when the study is opened.
fn leaves(names: &Names, dimension: Dimension, level: Level) -> HashSet<Level> {
    match names.made_of(dimension, level) {
        [] => HashSet::from_iter([level]),
        parts => parts.iter().flat_map(|part| leaves(names, dimension, *part)).collect(),
    }
}

/// Whether respondents are counted, in numbers or in percent.
pub(super) fn is_tally(quantity: &Quantity) -> bool {
    matches!(quantity.statistic, Statistic::Count | Statistic::Share) && quantity.variable.is_none()
}
