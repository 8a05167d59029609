//! Unadjusted estimates beside the counts of two groups, as far as they follow from these.
//!
//! A ratio in the row of a level compares it with the level of its block that has none; in the row of a trait by itself, those who have it and
//! those who have not, of whom the percentages tell how many there are. Whether a column is adjusted few labels say, and adjusted estimates are
//! mostly within a tenth of the unadjusted ones. So an estimate that follows from its counts is worth as many bits as there are others
//! within a tenth of it, and one that does not, but is within a tenth, is left alone. One that is farther off is found where enough others
//! follow; where several of a block do not, it is compared with another level.

use crate::quantity::Statistic;
use crate::reading::found::crude::{Cells, Column, Crude};
use crate::reading::found::estimates::{Estimates, Part};
use crate::reading::found::sheet::{SheetReading, Unread};
use crate::reading::layout::estimate_words::says_adjusted;
use crate::reading::layout::evidence::log2;
use crate::reading::layout::words::says_percentage_first;
use crate::reading::proposals::crude_trial::Trial;
use crate::reading::tallies::base::Base;

const CELLS: [Cells; 5] =
    [Cells::Count, Cells::CountAndOther, Cells::OtherAndCount, Cells::OfAll, Cells::OfAllAndOther];

/// How far from an estimate its columns of counts may stand, and how many pairs of these are tried.
const REACH: usize = 6;
const MOST: usize = 60;

/// Looks for the counts that the estimates of a sheet follow from, and lists those that do not beside others that do.
pub(in crate::reading) fn find_crude(reading: &mut SheetReading) {
    let found: Vec<Option<Crude>> = reading.estimates.iter().map(|estimates| crude(reading, estimates)).collect();
    let left = found.iter().flatten().flat_map(|crude| &crude.left);
    let left = left.map(|(row, reason)| Unread { rows: *row..row + 1, reason: (*reason).to_owned() });
    let left: Vec<Unread> = left.collect();
    reading.unread.extend(left);
    reading.estimates.iter_mut().zip(found).for_each(|(estimates, found)| estimates.crude = found);
}

/// The counts from which an estimate follows; nothing where it is adjusted, or too little speaks for any.
fn crude(reading: &SheetReading, estimates: &Estimates) -> Option<Crude> {
    let (column, of, is_whole) = estimates.columns.iter().find_map(|(at, part)| match part {
        Part::Estimate(of) => Some((*at, *of, false)),
        Part::Whole(of) => Some((*at, *of, true)),
        _ => None,
    })?;
    let is_of_counts = matches!(of, Statistic::OddsRatio | Statistic::RiskRatio | Statistic::RiskDifference);
    if !is_of_counts || reading.frame.is_paired() || says_adjusted(&reading.frame.header(column).join(" ")) {
        return None;
    }
    let columns: Vec<Column> = (0..reading.frame.width())
        .filter(|at| at.abs_diff(column) <= REACH && estimates.columns.iter().all(|(other, _)| other != at))
        .filter_map(|at| counts(reading, at))
        .collect();
    let others = |one: usize| (0..columns.len()).filter(move |other| *other != one).map(Some);
    let pairs = (0..columns.len()).flat_map(|one| others(one).chain([None]).map(move |other| (one, other)));
    let pairs = pairs.filter(|(one, other)| other.is_some() || columns[*one].cells.has_all());
    let tried: Vec<_> =
        pairs.take(MOST).map(|(one, other)| [Some(&columns[one]), other.map(|at| &columns[at])]).collect();
    let cost = log2(tried.len() as i64);
    let found = tried.into_iter().map(|columns| {
        let trial = Trial { reading, estimates, column, of, is_whole, columns };
        (trial.weigh(cost), trial)
    });
    let (mut crude, trial) = found.max_by_key(|(crude, _)| crude.bits)?;
    trial.add_limits(&mut crude);
    trial.settle(&mut crude);
    (crude.bits >= reading.enough).then_some(crude)
}

/// A column whose cells are counts, with or without something else, as most of them are written.
fn counts(reading: &SheetReading, at: usize) -> Option<Column> {
    let frame = &reading.frame;
    let is_second = says_percentage_first(&frame.header(at).join(" ")) || says_percentage_first(&frame.sheet.caption);
    let is_tried = |cells: &Cells| match cells {
        Cells::CountAndOther => !is_second,
        Cells::OtherAndCount => is_second,
        _ => true,
    };
    let of = |cells: Cells| {
        let read = frame.rows.iter().enumerate().map(|(row, line)| {
            let cell = &line.cells[at];
            let (count, all) = cells.read(&cell.pattern, &cell.numbers)?;
            Some((count, all.or_else(|| size(reading, at, row))))
        });
        Column { at, cells, counts: read.collect() }
    };
    let read = |column: &Column| column.counts.iter().flatten().count();
    let best = CELLS.into_iter().filter(is_tried).map(of).max_by_key(read)?;
    (read(&best) > 1).then_some(best)
}

/// How many respondents a column is of in a row, where its percentage confirms it.
fn size(reading: &SheetReading, at: usize, row: usize) -> Option<u64> {
    let tally = reading.tallies.iter().position(|tally| tally.columns.start == at)?;
    let entry = reading.entries.iter().find(|entry| entry.rows.contains(&row) && entry.base == Base::Column)?;
    let size = reading.sizes[tally].as_ref().filter(|_| entry.total.is_none())?.number;
    let follows = reading.tallies[tally].pairs[row].is_some_and(|pair| pair.follows_from(size));
    u64::try_from(size).ok().filter(|_| follows)
}
