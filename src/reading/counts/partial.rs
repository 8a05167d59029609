//! Columns of totals that count more than the columns beside them do together: also those of whom it is not known to which they belong.
//!
//! Each row's total then lies between the sum of its parts and that sum and so many as did not answer. How many did not, the numbers of
//! respondents say, or the row that leaves most out.

use crate::reading::found::sheet::{Entry, Partial, SheetReading};
use crate::reading::layout::evidence::{Bits, ENOUGH, MISPRINT, log2};
use crate::reading::tallies::base::Base;

/// What must speak for what is called a total to be one.
const LIKELY: Bits = 7;

/// The total of a row, and how many of it the other columns leave out.
type Row = (i64, i64);

impl SheetReading<'_> {
    /// Looks for a total column that counts more than the others, and says which parts it is one of.
    pub fn read_partial_total(&mut self) {
        if self.total.is_some() || !self.unions.is_empty() || self.tallies.len() < 3 {
            return;
        }
        let found = (0..self.tallies.len()).filter_map(|at| self.partial_total(at)).max_by_key(|found| found.bits);
        let Some(found) = found else { return };
        self.partial = Some(found);
        let rounding = self.unit() * self.tallies.len() as i64 / 2;
        let left_out = |entry: &Entry| {
            entry.all_rows().into_iter().filter_map(|row| self.left_out(row, found.at)).map(|(_, left)| left).min()
        };
        let least: Vec<Option<i64>> = self.entries.iter().map(left_out).collect();
        for (entry, least) in self.entries.iter_mut().zip(least) {
            match least {
                Some(0..) => {}
                Some(least) if -least > rounding && found.bits >= self.enough => {
                    entry.without = entry.without.min(found.bits);
                }
                // Sums that are too great by little may be of rounded counts.
                _ => entry.is_open = true,
            }
        }
    }

    /// The partial total column, where all that it counts is read in a part.
    pub fn partial_of(&self, entry: &Entry) -> Option<usize> {
        let is_known = (0..self.tallies.len()).all(|at| self.is_known(at, entry));
        self.partial.filter(|_| is_partitioned(entry) && !entry.is_open && is_known).map(|partial| partial.at)
    }

    /// The column that counts all, or also others.
    pub fn column_of_all(&self, entry: &Entry) -> Option<usize> {
        self.total_of(entry).or_else(|| self.partial_of(entry))
    }

    /// What speaks for a column to count all of the others and few besides; nothing where that is too little. How many these may be, the
    /// numbers of respondents say; where they do not, the row that leaves most out is looked for.
    fn partial_total(&self, at: usize) -> Option<Partial> {
        let parts = self.entries.iter().filter(|entry| is_partitioned(entry));
        let of_part =
            |entry: &Entry| entry.all_rows().into_iter().filter_map(|row| self.left_out(row, at)).collect::<Vec<Row>>();
        let parts: Vec<Vec<Row>> = parts.map(of_part).collect();
        let rows = || parts.iter().flatten();
        let of_sizes = self.left_out_of_sizes(at);
        let weigh = |most: i64| {
            let held: Bits = rows().chain(&of_sizes).map(|row| bits(row, most)).sum();
            // Rows of one part that are exchanged are one misprint.
            let astray = parts.iter().filter(|rows| rows.iter().any(|row| !is_within(row, most))).count();
            (held, held - MISPRINT * astray as Bits, most)
        };
        let (held, bits, most) = match of_sizes {
            Some((_, most)) => weigh(most),
            None => {
                let looked_for = log2(rows().count() as i64);
                let tried = rows().filter(|(_, left)| *left > 0).map(|(_, most)| weigh(*most));
                tried
                    .map(|(held, bits, most)| (held - looked_for, bits - looked_for, most))
                    .max_by_key(|tried| tried.1)?
            }
        };
        let exceeded = rows().filter(|(_, left)| *left < 0).count();
        let is_told = self.frame.says_total_of_column(self.tallies[at].columns.start);
        let is_enough = match is_told {
            true => bits >= LIKELY && exceeded * 5 <= rows().count(),
            // Only what is called a total may be wrong in a row.
            false => bits - log2(self.tallies.len() as i64) >= 2 * ENOUGH && exceeded == 0,
        };
        (most > 0 && is_enough).then_some(Partial { at, bits: held })
    }

    /// How many of a column are in none of the others, as the numbers of respondents say.
    fn left_out_of_sizes(&self, at: usize) -> Option<Row> {
        let size = |at: usize| Some(self.sizes[at].as_ref()?.number);
        let others = (0..self.sizes.len()).filter(|other| *other != at).map(size).sum::<Option<i64>>()?;
        Some((size(at)?, size(at)? - others))
    }

    fn left_out(&self, row: usize, at: usize) -> Option<Row> {
        let others = self.pairs(row).filter(|(other, _)| *other != at);
        let sum = others.map(|(_, pair)| Some(pair?.count)).sum::<Option<i64>>()?;
        let total = self.tallies[at].pairs[row]?.count;
        Some((total, total - sum))
    }
}

/// Whether columns divide those of a part.
fn is_partitioned(entry: &Entry) -> bool {
    matches!(entry.base, Base::Column | Base::Answered | Base::Within | Base::Unknown)
}

fn is_within((_, left): &Row, most: i64) -> bool {
    (0..=most).contains(left)
}

/// What it says that a total exceeds its parts by no more than so many: of numbers about as large, so many would.
fn bits(row: &Row, most: i64) -> Bits {
    if is_within(row, most) { (log2(row.0 / (most + 1)) - 2).max(0) } else { 0 }
}
