//! Which levels are, together, everybody: the partitions that tables show or the manifest declares.

use indexmap::IndexSet;
use rustc_hash::{FxBuildHasher, FxHashMap as HashMap, FxHashSet as HashSet};

use crate::quantity::{Dimension, Event, Level, Statistic};
use crate::study::{Claim, Names, Study};

/// Levels that respondents are divided into without overlap.
///
/// What holds for an event holds for every narrower event.
#[derive(PartialEq, Eq)]
pub(super) struct Partition {
    pub levels: Vec<Level>,
    /// Whether they leave out those of whom the dimension is not known.
    pub answered: bool,
}

/// The partitions of an event along a dimension.
pub(super) type Partitions = HashMap<(Event, Dimension), Vec<Partition>>;

/// Whether the claim counts respondents, in numbers or in percent.
pub(super) fn is_tally(claim: &Claim) -> bool {
    matches!(claim.quantity.statistic, Statistic::Count | Statistic::Share) && claim.quantity.variable.is_none()
}

/// With fewer levels beside it a margin shows no partition: tables often print one of two levels only.
const FEWEST_PARTS: usize = 2;

/// The partitions that tables show or the manifest declares.
///
/// A table shows one where the margin of levels is printed beside them. Levels that a subtotal beside them is made of
/// are not counted again.
pub(super) fn partitions(study: &Study) -> Partitions {
    let mut partitions = Partitions::default();
    let partial = partial(study);
    for (dimension, answered) in study.covered() {
        let levels = study.names().levels(*dimension).collect();
        add_partition(
            study,
            (Event::everybody(), *dimension),
            levels,
            (*answered, 1, false),
            &partial,
            &mut partitions,
        );
    }
    let tallied = members(study, is_tally);
    for claim in study.claims().iter().filter(|claim| is_tally(claim)) {
        let is_covered = |dimension: &&Dimension| !study.covered().contains(&(**dimension, true));
        let margins = claim.margin_of.iter().filter(is_covered).map(|dimension| {
            (*dimension, claim.quantity.event.level(*dimension) == Some(Level::ANSWERED), FEWEST_PARTS)
        });
        let parts = claim.part_of.iter().map(|(dimension, answered)| (*dimension, *answered, 1));
        for (dimension, answered, fewest) in margins.chain(parts) {
            let rest = claim.quantity.event.without(dimension);
            let Some(levels) = tallied.get(&(claim.table, dimension, rest.clone())) else { continue };
            let levels = levels.iter().copied().collect();
            add_partition(study, (rest, dimension), levels, (answered, fewest, true), &partial, &mut partitions);
        }
    }
    add_partitions_of_means(study, &partial, &mut partitions);
    partitions
}

/// The dimensions that are declared not to be known of everybody.
fn partial(study: &Study) -> HashSet<Dimension> {
    let declared = study.claims().iter().flat_map(|claim| &claim.part_of).chain(study.covered());
    declared.filter(|(_, answered)| *answered).map(|(dimension, _)| *dimension).collect()
}

/// Where a table declares that its levels are all, they are, whether it counts them or tells their means, and others count them.
fn add_partitions_of_means(study: &Study, partial: &HashSet<Dimension>, partitions: &mut Partitions) {
    let described = members(study, |claim| !is_tally(claim));
    let tallied: HashSet<(Event, Dimension)> = partitions.keys().cloned().collect();
    for claim in study.claims().iter().filter(|claim| !is_tally(claim)) {
        for (dimension, answered) in &claim.part_of {
            let key = (claim.quantity.event.without(*dimension), *dimension);
            let levels = described.get(&(claim.table, *dimension, key.0.clone()));
            let Some(levels) = levels.filter(|_| !tallied.contains(&key)) else { continue };
            add_partition(
                study,
                key,
                levels.iter().copied().collect(),
                (*answered, FEWEST_PARTS, true),
                partial,
                partitions,
            );
        }
    }
}

/// Adds the partition into these levels, and perhaps into those that the subtotals among them are made of.
///
/// Levels that the manifest declares and nothing prints are levels all the same. Where some are declared not to have answered,
/// a row that counts them is none of those who did: with it, all rows are everybody.
fn add_partition(
    study: &Study,
    key: (Event, Dimension),
    mut levels: Vec<Level>,
    (answered, fewest, into_leaves): (bool, usize, bool),
    partial: &HashSet<Dimension>,
    partitions: &mut Partitions,
) {
    let (names, dimension) = (study.names(), key.1);
    levels.extend(names.unprinted(dimension).filter(|level| !levels.contains(level)).collect::<Vec<_>>());
    let is_missing = |level: &Level| partial.contains(&dimension) && names.is_missing(dimension, *level);
    let given: Vec<Level> = levels.iter().copied().filter(|level| !is_missing(level)).collect();
    let known = partitions.entry(key).or_default();
    let mut add = |levels: &[Level], answered: bool, fewest: usize| {
        let leaves = levels.iter().copied().filter(|level| names.made_of(dimension, *level).is_empty()).collect();
        let top = top_levels(names, dimension, levels.to_vec());
        for levels in [top].into_iter().chain(into_leaves.then_some(leaves)) {
            let partition = Partition { levels, answered };
            if partition.levels.len() >= fewest && !known.contains(&partition) {
                known.push(partition);
            }
        }
    };
    match answered {
        // One level alone is not all answers.
        true => {
            add(&given, true, FEWEST_PARTS);
            if (FEWEST_PARTS..levels.len()).contains(&given.len()) {
                add(&levels, false, FEWEST_PARTS);
            }
        }
        false => add(&levels, false, fewest),
    }
}

/// The levels that each table has of each dimension within each event, figures printed for them or not.
fn members(study: &Study, is_one: fn(&Claim) -> bool) -> HashMap<(Option<usize>, Dimension, Event), FxIndexSet<Level>> {
    let mut members: HashMap<_, FxIndexSet<Level>> = HashMap::default();
    let printed = study.claims().iter().filter(|claim| is_one(claim)).map(|claim| (claim.table, &claim.quantity.event));
    let blank = study.blanks().iter().map(|(table, event)| (Some(*table), event));
    for (table, event) in printed.chain(blank) {
        for (dimension, level) in event.bindings().iter().filter(|binding| binding.1.is_one()) {
            members.entry((table, *dimension, event.without(*dimension))).or_default().insert(*level);
        }
    }
    members
}

type FxIndexSet<T> = IndexSet<T, FxBuildHasher>;

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
