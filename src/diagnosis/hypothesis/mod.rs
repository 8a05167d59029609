//! Hypotheses: what may have happened to figures on their way into print.
//!
//! Each is tested: the figures are changed back, and the relations that tie them are evaluated again. It explains only if all
//! that it should mend is mended, and nothing that held is broken. Some happen to many figures at once and make one finding
//! of many relations ([`EVENTS`]); the others are looked for in each finding ([`SLIPS`]).

mod base;
mod cells;
mod column;
mod convention;
mod copied;
mod counts;
mod rounding;
mod slip;
mod sums;

use std::fmt;

pub(super) use copied::original;
use rustc_hash::FxHashSet as HashSet;

use crate::diagnosis::cause::Cause;
use crate::diagnosis::hitting::{components, fewest_changes};
use crate::diagnosis::system::System;
use crate::number::Interval;
use crate::relation::{Comparison, Expression, Index, Relation};

/// Looks for something that happened to several figures at once, among relations that are not explained yet.
type FindEvents = fn(&System, &Index, &[usize]) -> Vec<Event>;

/// Looks for what may have happened to the figures of one cause.
type FindSlip = fn(&System, &Index, &Cause) -> Option<Explanation>;

/// What happens to many figures at once, what explains most first.
const EVENTS: [FindEvents; 8] = [
    convention::kept,
    counts::rounded,
    column::inverted,
    cells::swapped,
    cells::exchanged_cells,
    cells::rotated,
    base::other_base,
    base::other_number,
];

/// What happens to one figure besides another rule of rounding, the likeliest first.
const SLIPS: [FindSlip; 5] =
    [sums::adjusted, sums::off_by_one, cells::exchanged, base::other_direction, copied::copied];

/// Something that happened to several figures at once.
pub(super) struct Event {
    /// The relations that it explains.
    pub mended: Vec<usize>,
    /// What each figure should have been.
    pub changes: Vec<(usize, Interval)>,
    pub explanation: Explanation,
}

/// Everything that happened to several figures at once; no relation is explained twice.
pub(super) fn events(system: &System, index: &Index) -> Vec<Event> {
    let mut open = system.broken();
    let mut events: Vec<Event> = Vec::new();
    for find in EVENTS {
        for event in find(system, index, &open) {
            let is_open = |relation: &usize| open.binary_search(relation).is_ok();
            if event.mended.iter().all(is_open) && is_plain(system, &event, &open) {
                let mended: HashSet<usize> = event.mended.iter().copied().collect();
                open.retain(|relation| !mended.contains(relation));
                events.push(event);
            }
        }
    }
    events
}

/// Whether cells that moved explain as much with that one event as changed figures would: in a small table two cells may mend
/// two sums by chance, while what is left needs more changes than all had needed.
fn is_plain(system: &System, event: &Event, open: &[usize]) -> bool {
    if !event.explanation.hypothesis.moves_cells() {
        return true;
    }
    let claims = |relation: &usize| system.claims_of[*relation].clone();
    let all: Vec<Vec<usize>> = open.iter().map(claims).collect();
    let mended: Vec<Vec<usize>> = event.mended.iter().map(claims).collect();
    let tied = |component: &Vec<Vec<usize>>| mended.iter().any(|claims| component.contains(claims));
    let before: Vec<Vec<usize>> = components(&all).into_iter().filter(tied).flatten().collect();
    let after: Vec<Vec<usize>> = before.iter().filter(|claims| !mended.contains(claims)).cloned().collect();
    let fewest = system.spending(|work| fewest_changes(&before, work).zip(fewest_changes(&after, work)));
    fewest.is_none_or(|(before, after)| after < before)
}

/// What may have happened to the figures of a cause, the likeliest first. A digit may always be another: that is only told where
/// nothing else is known.
pub(super) fn slips(system: &System, index: &Index, cause: &Cause) -> Vec<Explanation> {
    let mut found = rounding::by_convention(system, cause);
    found.extend(SLIPS.iter().filter_map(|find| find(system, index, cause)));
    let is_known = |told: &Explanation| cause.explanations.iter().any(|known| known.hypothesis == told.hypothesis);
    found.retain(|told| !is_known(told));
    // Of a base that is another number as well.
    let is_one = cause.repairs.first().is_some_and(|repair| repair.changes.len() == 1);
    if found.is_empty() && (cause.explanations.is_empty() || is_one) {
        found.extend(slip::in_digits(system, index, cause));
    }
    found
}

/// The relations that do not hold as printed and do after some changes; nothing if any of those that tie the changed figures
/// does not hold then.
fn mended(system: &System, changes: &[(usize, Interval)]) -> Option<Vec<usize>> {
    let values = |claim: usize| {
        let changed = changes.iter().find(|change| system.one(change.0) == claim).map(|change| change.1.clone());
        changed.unwrap_or_else(|| system.study.claims()[claim].values.clone())
    };
    let mut relations: Vec<usize> = changes.iter().flat_map(|change| &system.relations_of[change.0]).copied().collect();
    relations.sort_unstable();
    relations.dedup();
    // What takes long to decide comes last.
    let size = |relation: usize| system.claims_of[relation].len();
    relations.sort_by_key(|relation| (system.is_of_data(*relation), !system.is_broken(*relation), size(*relation)));
    let all_hold = relations.iter().all(|relation| system.spend(*relation) && holds(system, *relation, &values));
    relations.retain(|relation| system.is_broken(*relation));
    relations.sort_unstable();
    all_hold.then_some(relations)
}

/// Whether a relation holds where some figures have other values. That a number of respondents is no whole number is told of
/// what is printed, and asked anew of anything else.
fn holds(system: &System, relation: usize, values: &dyn Fn(usize) -> Interval) -> bool {
    let Relation { kind, comparison, stated, .. } = system.relation(relation);
    match (stated, comparison) {
        (Expression::Claim(count), Comparison::Equal) if kind.name() == "domain" => {
            !system.possible(*count, values(system.one(*count))).is_empty()
        }
        _ => system.holds_with(relation, values),
    }
}

/// What may have happened to a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hypothesis {
    /// Two cells stand in each other's place.
    Swapped,
    /// Several cells of a column or row are each one place too far.
    Rotated,
    /// A column is computed the wrong way up: mean / SD for SD / mean.
    Inverted,
    /// A count and its percentage stand in each other's place.
    Exchanged,
    /// All percentages of a row or block are of another base that the table has.
    OtherBase,
    /// All percentages of one base are of another number than the one that is printed.
    OtherNumber,
    /// A percentage is of its row instead of its column, or the other way round.
    OtherDirection,
    /// The counts of a table are rounded to multiples of 3, 5 or 10.
    RoundedCounts,
    /// The further digits were cut off.
    Truncated,
    /// It was rounded, and what came out was rounded again.
    RoundedTwice,
    /// A tie went towards zero.
    HalfDown,
    /// It was changed so that printed figures add up to a printed total.
    Adjusted,
    /// A number is one too many or one too few: one respondent is missing from a sum.
    OffByOne,
    /// The cell is that of a neighbouring row or column.
    Copied,
    /// Two neighbouring digits stand in each other's place.
    Transposed,
    /// A digit is missing.
    Dropped,
    /// A digit was typed twice.
    Doubled,
    /// One digit is another.
    Mistyped,
    /// The decimal point stands elsewhere.
    PointMoved,
}

impl Hypothesis {
    /// Whether figures stand in each other's places.
    fn moves_cells(self) -> bool {
        matches!(self, Self::Swapped | Self::Rotated | Self::Exchanged)
    }

    /// Its name in outputs.
    ///
    /// ```
    /// assert_eq!(retally::diagnosis::Hypothesis::RoundedTwice.name(), "rounded-twice");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Swapped => "swapped",
            Self::Rotated => "rotated",
            Self::Inverted => "inverted",
            Self::Exchanged => "exchanged",
            Self::OtherBase => "other-base",
            Self::OtherNumber => "other-number",
            Self::OtherDirection => "other-direction",
            Self::RoundedCounts => "rounded-counts",
            Self::Truncated => "truncated",
            Self::RoundedTwice => "rounded-twice",
            Self::HalfDown => "half-down",
            Self::Adjusted => "adjusted",
            Self::OffByOne => "off-by-one",
            Self::Copied => "copied",
            Self::Transposed => "transposed",
            Self::Dropped => "dropped",
            Self::Doubled => "doubled",
            Self::Mistyped => "mistyped",
            Self::PointMoved => "point-moved",
        }
    }
}

/// A hypothesis that makes a finding's figures right and no other relation wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// What may have happened.
    pub hypothesis: Hypothesis,
    /// The figures that it happened to, as indices into [`Study::claims`](crate::Study::claims).
    pub claims: Vec<usize>,
    /// The same as a sentence, which is its [`Display`](fmt::Display).
    pub text: String,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
