//! Percentages that were adjusted so that they come to exactly a hundred.
//!
//! Rounded to the nearest, percentages of parts often come to 99.9 or 100.1. Authors and spreadsheets then round some the other way, or let one
//! of them take what the others leave. That is usual, and no misprint.

use crate::reading::found::sheet::{Adjusted, Entry, SheetReading};
use crate::reading::layout::evidence::follows;
use crate::reading::layout::printed::Number;
use crate::reading::tallies::base::Base;
use crate::reading::tallies::tally::Pair;

/// A percentage in whole units of its last digit, and the count and the base of which it is one.
#[derive(Clone, Copy)]
struct Part {
    digits: i64,
    count: i64,
    base: i64,
    percentage: Number,
}

impl SheetReading<'_> {
    /// A part with how its percentages were adjusted, where that explains some that do not follow.
    pub(in crate::reading) fn with_adjusted(&self, entry: Entry) -> Entry {
        let adjusted = self.lines(&entry).into_iter().filter_map(|line| adjusted(&line)).max();
        Entry { adjusted, ..entry }
    }

    /// Whether the percentage of a pair follows from a base, as a part is read.
    pub(in crate::reading) fn follows(&self, entry: &Entry, pair: &Pair, base: i64) -> bool {
        let is_beside = || pair.percentage.is_none_or(|percentage| is_beside(pair.count, base, &percentage));
        pair.follows_from(base) || entry.adjusted == Some(Adjusted::UpOrDown) && is_beside()
    }

    /// The percentages that come to a hundred together: of each column, or of each row where they are shares of it.
    fn lines(&self, entry: &Entry) -> Vec<Vec<Part>> {
        let columns = 0..self.tallies.len();
        let line = |cells: Vec<(usize, usize)>| cells.into_iter().map(|(row, at)| self.part(row, at, entry)).collect();
        let lines: Vec<Option<Vec<Part>>> = match entry.base {
            Base::Row => {
                let parts: Vec<usize> = columns.filter(|at| self.total != Some(*at)).collect();
                let cells = |row: usize| parts.iter().map(|at| (row, *at)).collect();
                entry.all_rows().into_iter().map(|row| line(cells(row))).collect()
            }
            _ if entry.divides => columns.map(|at| line(entry.rows.clone().map(|row| (row, at)).collect())).collect(),
            _ => Vec::new(),
        };
        lines.into_iter().flatten().collect()
    }

    fn part(&self, row: usize, at: usize, entry: &Entry) -> Option<Part> {
        let pair = self.tallies[at].pairs[row]?;
        let (percentage, base) = (pair.percentage?, self.base_of(at, row, entry)?);
        (base > 0).then_some(Part { digits: percentage.digits, count: pair.count, base, percentage })
    }
}

/// How percentages were adjusted, if all that do not follow are explained by that.
fn adjusted(line: &[Part]) -> Option<Adjusted> {
    let decimals = line.first()?.percentage.decimals;
    let hundred = 100 * 10_i64.checked_pow(decimals)?;
    let astray: Vec<&Part> = line.iter().filter(|part| !follows(part.count, part.base, &part.percentage)).collect();
    let is_alike = line.iter().all(|part| part.percentage.decimals == decimals);
    let comes_to_hundred = line.iter().map(|part| part.digits).sum::<i64>() == hundred;
    // Rounded to the nearest, as the others are, they would not come to it.
    let off: i128 = astray.iter().map(|part| part.nearest() - i128::from(part.digits)).sum();
    if off == 0 || !is_alike || !comes_to_hundred {
        return None;
    }
    match astray.as_slice() {
        parts if parts.iter().all(|part| is_beside(part.count, part.base, &part.percentage)) => {
            Some(Adjusted::UpOrDown)
        }
        [part] => (2 * part.off() <= line.len() as i128 * i128::from(part.base)).then_some(Adjusted::ByOne),
        _ => None,
    }
}

/// Whether a percentage is what a count of a base is rounded to, up or down.
fn is_beside(count: i64, base: i64, percentage: &Number) -> bool {
    let part = Part { digits: percentage.digits, count, base, percentage: *percentage };
    part.off() < i128::from(base)
}

impl Part {
    /// The exact percentage, times the base.
    fn exact(&self) -> i128 {
        100 * i128::from(self.count) * 10_i128.pow(self.percentage.decimals)
    }

    /// In whole units of the last digit.
    fn nearest(&self) -> i128 {
        (2 * self.exact() + i128::from(self.base)).div_euclid(2 * i128::from(self.base))
    }

    /// By how many units of the last digit it is off, times the base.
    fn off(&self) -> i128 {
        (self.exact() - i128::from(self.digits) * i128::from(self.base)).abs()
    }
}
