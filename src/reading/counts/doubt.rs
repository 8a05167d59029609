//! What else may explain figures that do not agree with a reading: then they are not read.

use std::cmp::Ordering;

use crate::reading::found::sheet::{Adjusted, Entry, SheetReading};
use crate::reading::layout::evidence::{Bits, ENOUGH, MISPRINT, bases, follows};
use crate::reading::tallies::base::Base;
use crate::reading::tallies::block::Block;
use crate::reading::tallies::sizes::Size;
use crate::reading::tallies::tally::Tally;

impl SheetReading<'_> {
    /// What usual computation explains the figures of a part that do not agree with it.
    pub fn doubt(&self, entry: &Entry) -> Option<String> {
        if self.is_given(entry) {
            return None;
        }
        if entry.adjusted == Some(Adjusted::ByOne) {
            return Some("one of its percentages may be what the others leave of 100".to_owned());
        }
        if let Some(reason) = self.doubt_of_others(entry) {
            return Some(reason);
        }
        if let Some(reason) = self.doubt_of_rows(entry) {
            return Some(reason);
        }
        let columns = 0..self.tallies.len();
        let sums = self.sums_down(entry).into_iter().chain(self.sums_across(entry)).collect();
        self.doubt_of(sums, entry).or_else(|| columns.into_iter().find_map(|at| self.doubt_of_column(at, entry)))
    }

    /// Rows whose percentages are shares of the row, but all follow from another number, several of them only so: some may not be printed.
    fn doubt_of_rows(&self, entry: &Entry) -> Option<String> {
        let is_of_row = entry.base == Base::Row && self.is_all_of_rows();
        let mut rows = entry.rows.clone().filter(|row| is_of_row && self.astray(*row, entry) > 1);
        rows.find_map(|row| {
            let parts = self.pairs(row).filter(|(at, _)| self.total != Some(*at));
            let ranges = parts.map(|(_, pair)| bases(pair?.count, &pair?.percentage?));
            let ranges: Vec<(i64, i64)> = ranges.collect::<Option<_>>()?;
            let (low, high) = ranges.iter().fold((1, i64::MAX), |all, own| (all.0.max(own.0), all.1.min(own.1)));
            let own = self.base_of(0, row, entry)?;
            (ranges.len() > 1 && low <= high).then(|| {
                format!("its percentages follow from {low}, not from {own}, as where some of whom they are shares are not printed")
            })
        })
    }

    /// Why what is called the total of a single column is none: its parts come to another number, and it is printed as all.
    pub fn doubt_of_total(&self, block: &Block, row: usize) -> Option<String> {
        let [tally] = self.tallies.as_slice() else { return None };
        let pair = tally.pairs[row].filter(|pair| pair.is_all() && self.frame.says_total_of_row(row))?;
        let parts: Vec<i64> =
            block.rows.clone().take_while(|part| *part < row).filter_map(|part| self.sum(part)).collect();
        let (sum, total) = (parts.iter().sum::<i64>(), pair.count);
        let reason = match sum.cmp(&total) {
            _ if parts.len() < 2 => return None,
            Ordering::Equal => return None,
            Ordering::Less => "some may not be printed",
            Ordering::Greater => "some may be counted twice",
        };
        Some(format!("it is called a total, but the counts above it come to {sum}, not to {total}: {reason}"))
    }

    /// Whether the total column may count others than those beside it in a part.
    pub fn is_doubtful_across(&self, entry: &Entry) -> bool {
        self.doubt_of(self.sums_across(entry), entry).is_some()
    }

    /// Sums that miss their total by what rounding does, or fall short of it as where some are not printed. One count in all that
    /// fail, if one of these is too great, is a count that is wrong; so is one for which its percentage says another that makes the sum hold.
    fn doubt_of(&self, sums: Vec<Sum>, entry: &Entry) -> Option<String> {
        let fails = |sum: &Sum| sum.parts != sum.total && !self.is_mended(sum, entry);
        let failing: Vec<Sum> = sums.into_iter().filter(fails).collect();
        let is_explained = |sum: &&Sum| sum.parts - sum.total <= self.unit() * sum.cells.len() as i64 / 2;
        let explained = failing.iter().find(is_explained)?;
        let is_shared = |cell: &&(usize, usize)| failing.iter().all(|sum| sum.cells.contains(cell));
        let is_wrong =
            explained.cells.iter().any(|cell| is_shared(&cell)) && !failing.iter().all(|sum| is_explained(&sum));
        let Sum { parts, total, .. } = explained;
        (!is_wrong).then(|| {
            format!("its counts come to {parts}, not to {total}, as where they are rounded or some are not printed")
        })
    }

    /// Whether a sum holds with the count that one of its percentages says.
    fn is_mended(&self, sum: &Sum, entry: &Entry) -> bool {
        let parts = sum.cells.split_last().map_or(&[][..], |(_, parts)| parts);
        parts.iter().any(|(row, at)| {
            let pair = self.tallies[*at].pairs[*row].zip(self.base_of(*at, *row, entry));
            pair.filter(|(pair, base)| !pair.follows_from(*base)).is_some_and(|(pair, base)| {
                let missing = pair.count + sum.total - sum.parts;
                pair.percentage.is_some_and(|percentage| follows(missing, base, &percentage))
            })
        })
    }

    /// The counts of each row, with that of the total column.
    fn sums_across(&self, entry: &Entry) -> Vec<Sum> {
        let Some(total) = self.total_of(entry) else { return Vec::new() };
        let columns: Vec<usize> = (0..self.tallies.len()).filter(|at| *at != total).collect();
        let sum = |row: usize| self.sum_of(columns.iter().map(|at| (row, *at)).collect(), (row, total));
        entry.all_rows().into_iter().filter_map(sum).collect()
    }

    /// The counts of each column, with that of the total row.
    fn sums_down(&self, entry: &Entry) -> Vec<Sum> {
        let Some(total) = entry.total else { return Vec::new() };
        let sum = |at: usize| self.sum_of(entry.rows.clone().map(|row| (row, at)).collect(), (total, at));
        (0..self.tallies.len()).filter_map(sum).collect()
    }

    fn sum_of(&self, mut cells: Vec<(usize, usize)>, total: (usize, usize)) -> Option<Sum> {
        let count = |(row, at): &(usize, usize)| Some(self.tallies[*at].pairs[*row]?.count);
        let parts = cells.iter().map(count).sum::<Option<i64>>()?;
        cells.push(total);
        Some(Sum { parts, total: count(&total)?, cells })
    }

    /// The greatest number that all counts are multiples of: they may be rounded to it.
    pub(in crate::reading) fn unit(&self) -> i64 {
        let counts = self.tallies.iter().flat_map(|tally| tally.known()).map(|pair| pair.count);
        counts.fold(0, greatest_common_divisor).max(1)
    }

    /// What speaks for counts that are whole and not rounded: percentages that follow from them exactly, where those of numbers that
    /// are rounded to them could have been others as well.
    pub fn whole_bits(&self, block: &Block) -> Bits {
        // Those who answered may be fewer than all.
        let answered = self.whole_bits_of(block, Base::Answered);
        answered.max(self.whole_bits_of(block, self.base) + self.whole_bits_of_sums(block))
            - self.whole_bits_of_total(block)
    }

    fn whole_bits_of(&self, block: &Block, base: Base) -> Bits {
        let total = block.total.as_ref().map(|total| total.row);
        let entry = Entry { total, ..Entry::of(block, block.rows.clone(), base, 0) };
        let bits =
            |row: usize, at: usize| Some(self.tallies[at].pairs[row]?.whole_bits(self.base_of(at, row, &entry)?));
        block.rows.clone().flat_map(|row| (0..self.tallies.len()).filter_map(move |at| bits(row, at))).sum()
    }

    /// What it says against counts that are not rounded that they miss what is called their total, by as much as rounding does.
    fn whole_bits_of_total(&self, block: &Block) -> Bits {
        let misses = |row: usize| {
            let parts: Vec<i64> = (block.rows.start..row).filter_map(|part| self.sum(part)).collect();
            let off = self.sum(row).map_or(0, |total| (parts.iter().sum::<i64>() - total).abs());
            self.frame.says_total_of_row(row) && off > 0 && 2 * off <= parts.len() as i64 + 1
        };
        if block.rows.clone().any(misses) { ENOUGH } else { 0 }
    }

    fn whole_bits_of_sums(&self, block: &Block) -> Bits {
        let bits = |(tally, size): (&Tally, &Option<Size>)| {
            let counts = block.rows.clone().map(|row| Some(tally.pairs[row]?.count)).collect::<Option<Vec<i64>>>()?;
            Some(whole_bits_of_sum(&counts, size.as_ref()?.number))
        };
        self.tallies.iter().zip(&self.sizes).filter_map(bits).sum()
    }
}

/// What counts come to, and the total beside them.
struct Sum {
    parts: i64,
    total: i64,
    /// All of them, by row and column.
    cells: Vec<(usize, usize)>,
}

/// What it says for counts that are not rounded that they come to a size; or against them, that they miss it by as much as rounding does.
fn whole_bits_of_sum(counts: &[i64], size: i64) -> Bits {
    let (sum, parts) = (counts.iter().sum::<i64>(), counts.len() as i64);
    match (sum - size).abs() {
        0 => Bits::from(parts > 2),
        off if 2 * off <= parts + 1 => -MISPRINT,
        _ => 0,
    }
}

fn greatest_common_divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}
