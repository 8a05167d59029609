//! Percentages that are cut off instead of rounded.
//!
//! Spreadsheets and authors cut digits off now and then, in all of a table or a column. Where no percentage that would tell is rounded up, and
//! some are not, that is how they were made, and no misprint. A column by itself says so where three do.

use crate::reading::found::sheet::{Adjusted, Entry, SheetReading};
use crate::reading::layout::printed::Number;
use crate::reading::tallies::tally::Pair;

/// So many percentages of one column say how they were made.
const TELLING: usize = 3;

impl SheetReading<'_> {
    /// Marks the parts with percentages that are cut off, where all of the table, or of a column, are.
    pub(in crate::reading) fn mark_cut_off(&mut self) {
        let cells: Vec<Vec<(usize, How)>> = self.entries.iter().map(|entry| self.telling(entry)).collect();
        let of_all = |how: How| cells.iter().flatten().filter(|(_, other)| *other == how).count();
        let of_column = |at: usize, how: How| cells.iter().flatten().filter(|cell| **cell == (at, how)).count();
        let is_cut = |at: usize| {
            of_all(How::Rounded) == 0 || of_column(at, How::Rounded) == 0 && of_column(at, How::Cut) >= TELLING
        };
        let of_part = |cells: &Vec<(usize, How)>| {
            let is_rounded = cells.iter().any(|(_, how)| *how == How::Rounded);
            let is_of_cut = cells.iter().any(|(at, how)| *how == How::Cut && is_cut(*at));
            is_of_cut.then_some(if is_rounded { Adjusted::CutOffInPart } else { Adjusted::CutOff })
        };
        let found: Vec<Option<Adjusted>> = cells.iter().map(of_part).collect();
        for (entry, adjusted) in self.entries.iter_mut().zip(found) {
            entry.adjusted = entry.adjusted.or(adjusted);
        }
    }

    /// The percentages of a part that are rounded up or cut off, each with its column.
    fn telling(&self, entry: &Entry) -> Vec<(usize, How)> {
        let of_row = |row: usize| {
            let how = move |(at, pair): (usize, Option<Pair>)| {
                let pair = pair?;
                Some((at, how(pair.count, self.base_of(at, row, entry)?, &pair.percentage?)?))
            };
            self.pairs(row).filter_map(how)
        };
        entry.all_rows().into_iter().flat_map(of_row).collect()
    }
}

/// How a percentage was made of its exact value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Rounded,
    Cut,
}

/// How a percentage was made whose digits that are not printed are more than half; nothing of others, as both ways give the same.
fn how(count: i64, base: i64, percentage: &Number) -> Option<How> {
    let exact = 100 * i128::from(count) * 10_i128.pow(percentage.decimals);
    let base = i128::from(base);
    let (below, rest) = (exact.checked_div_euclid(base)?, exact.checked_rem_euclid(base)?);
    match i128::from(percentage.digits) - below {
        _ if base <= 0 || 2 * rest <= base => None,
        0 => Some(How::Cut),
        1 => Some(How::Rounded),
        _ => None,
    }
}
