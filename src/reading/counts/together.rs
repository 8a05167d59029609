//! Rows that count several levels of another part together, such as early and late beside the four stages.
//!
//! They are levels of the same classification, and so is the row that counts these together. What one of them counts in each column
//! is the sum of levels that stand next to each other.

use std::ops::Range;

use crate::reading::found::sheet::{Entry, SheetReading, Together};
use crate::reading::layout::evidence::{Bits, ENOUGH, bits_of_sum, log2};
use crate::reading::tallies::base::Base;

/// No part of more levels is searched.
const MOST_LEVELS: usize = 40;

/// A row, and the levels that it is the sum of.
type Sum = (usize, Vec<usize>);

/// The parts whose rows are such; of several that their counts may be the sums of, those for which most speaks.
pub(in crate::reading) fn together(reading: &SheetReading) -> Vec<Together> {
    let mut found: Vec<Together> = Vec::new();
    let is_of_levels = |entry: &Entry| entry.divides && entry.within.is_none() && is_of_all(entry);
    for (of, levels) in reading.entries.iter().enumerate().filter(|(_, entry)| is_of_levels(entry)) {
        let others: Vec<usize> = (0..reading.entries.len()).filter(|part| *part != of).collect();
        let tried = others.iter().map(|part| reading.entries[*part].rows.len()).sum::<usize>();
        let sets = levels.rows.len() * levels.rows.len() / 2;
        let cost = log2((tried * sets) as i64);
        for part in others {
            let is_free = |part: usize| found.iter().all(|one| one.part != part && one.of != part && one.part != of);
            if levels.rows.len() > MOST_LEVELS || !is_free(part) {
                continue;
            }
            let Some((_, rows)) = sums(reading, of, part).filter(|(bits, _)| bits - cost >= ENOUGH) else { continue };
            let above = reading.entries[part].within.and_then(|row| Some((row, reading.part_of(row)?)));
            let named = rows.iter().map(|(row, _)| *row).chain(levels.rows.clone()).chain(above.map(|(row, _)| row));
            if !reading.are_distinct(named) || above.is_some_and(|(_, part)| !is_free(part)) {
                continue;
            }
            let whole = above.map(|(row, part)| Together {
                part,
                of,
                rows: vec![(row, rows.iter().map(|(row, _)| *row).collect())],
            });
            found.push(Together { part, of, rows });
            found.extend(whole);
        }
    }
    found
}

/// Whether the percentages of a part, or those of the row that counts it, are of all.
fn is_of_all(entry: &Entry) -> bool {
    entry.base == Base::Column && entry.total.is_none() && entry.own.is_none()
}

/// The levels of a part that each row of another part is the sum of, in each column; nothing where one is of none.
fn sums(reading: &SheetReading, of: usize, part: usize) -> Option<(Bits, Vec<Sum>)> {
    let (levels, entry) = (&reading.entries[of].rows, &reading.entries[part]);
    let is_within = entry.base == Base::Within && entry.divides;
    let alone = |row: usize| reading.entries.iter().filter(|entry| entry.within == Some(row)).count() == 1;
    let fits = match entry.within {
        Some(row) => {
            is_within && alone(row) && reading.part_of(row).is_some_and(|part| reading.entries[part].rows.len() == 1)
        }
        None => {
            is_of_all(entry)
                && !reading.entries.iter().any(|other| other.within.is_some_and(|row| entry.rows.contains(&row)))
        }
    };
    let mut bits = 0;
    let mut found: Vec<Sum> = Vec::new();
    for row in entry.rows.clone().filter(|_| fits) {
        let (own, set) = sum(reading, levels, row)?;
        if found.iter().any(|(_, other)| other.iter().any(|level| set.contains(level))) {
            return None;
        }
        bits += own;
        found.push((row, set.collect()));
    }
    (!found.is_empty()).then_some((bits, found))
}

/// The levels, next to each other and not all, that come to a row in each column.
fn sum(reading: &SheetReading, levels: &Range<usize>, row: usize) -> Option<(Bits, Range<usize>)> {
    let counts = |row: usize| reading.pairs(row).map(|(_, pair)| Some(pair?.count)).collect::<Option<Vec<i64>>>();
    let whole = counts(row)?;
    let bits: Bits = whole.iter().map(|count| bits_of_sum(*count)).sum();
    for start in levels.clone() {
        let mut sums = vec![0; whole.len()];
        for end in start + 1..=levels.end {
            sums.iter_mut().zip(counts(end - 1)?).for_each(|(sum, count)| *sum += count);
            if end > start + 1 && end - start < levels.len() && sums == whole {
                return Some((bits, start..end));
            }
        }
    }
    None
}
