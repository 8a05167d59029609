//! What else may explain figures that do not agree with a reading: then they are not read.

use crate::reading::base::Base;
use crate::reading::block::Block;
use crate::reading::evidence::{Bits, ENOUGH, MISPRINT};
use crate::reading::sheet::{Entry, SheetReading};
use crate::reading::sizes::{Origin, Size};
use crate::reading::tally::{Pair, Tally};

impl SheetReading<'_> {
    /// What usual computation explains the figures of a part that do not agree with it.
    pub fn doubt(&self, entry: &Entry) -> Option<String> {
        let columns = 0..self.tallies.len();
        let sums = self.sums_down(entry).into_iter().chain(self.sums_across(entry));
        self.doubt_of(sums).or_else(|| columns.into_iter().find_map(|at| self.doubt_of_column(at, entry)))
    }

    /// Whether the total column may count others than those beside it in a part.
    pub fn is_doubtful_across(&self, entry: &Entry) -> bool {
        self.doubt_of(self.sums_across(entry).into_iter()).is_some()
    }

    /// Sums that miss their total by what rounding does, or fall short of it as where some are not printed.
    fn doubt_of(&self, mut sums: impl Iterator<Item = (Vec<i64>, i64)>) -> Option<String> {
        let (parts, total) = sums.find(|(parts, total)| self.is_explained(parts, *total))?;
        let sum: i64 = parts.iter().sum();
        Some(format!("its counts come to {sum}, not to {total}, as where they are rounded or some are not printed"))
    }

    /// The counts of each row, with that of the total column.
    fn sums_across(&self, entry: &Entry) -> Vec<(Vec<i64>, i64)> {
        let Some(column) = self.total_of(entry) else { return Vec::new() };
        let sum = |row: usize| {
            let mut counts: Vec<i64> = self.pairs(row).map(|(_, pair)| Some(pair?.count)).collect::<Option<_>>()?;
            let total = counts.remove(column);
            Some((counts, total))
        };
        entry.all_rows().into_iter().filter_map(sum).collect()
    }

    /// The counts of each column, with that of the total row.
    fn sums_down(&self, entry: &Entry) -> Vec<(Vec<i64>, i64)> {
        let Some(row) = entry.total else { return Vec::new() };
        let sum = |tally: &Tally| {
            let count = |row: usize| Some(tally.pairs[row]?.count);
            Some((entry.rows.clone().map(count).collect::<Option<Vec<i64>>>()?, count(row)?))
        };
        self.tallies.iter().filter_map(sum).collect()
    }

    /// Whether parts that do not come to a total may all the same be its: rounded ones, or not all of them.
    fn is_explained(&self, parts: &[i64], total: i64) -> bool {
        let sum: i64 = parts.iter().sum();
        let rounding = self.unit() * (parts.len() as i64 + 1) / 2;
        sum != total && sum - total <= rounding
    }

    /// The greatest number that all counts are multiples of: they may be rounded to it.
    fn unit(&self) -> i64 {
        let counts = self.tallies.iter().flat_map(|tally| tally.known()).map(|pair| pair.count);
        counts.fold(0, greatest_common_divisor).max(1)
    }

    /// Percentages of a column that follow from another base, from none, or from counts that are rounded.
    fn doubt_of_column(&self, at: usize, entry: &Entry) -> Option<String> {
        let pair = |row: usize| Some((self.tallies[at].pairs[row]?, self.base_of(at, row, entry)?));
        let known: Vec<(Pair, i64)> = entry.all_rows().into_iter().filter_map(pair).collect();
        let astray: Vec<&(Pair, i64)> = known.iter().filter(|(pair, base)| !pair.follows_from(*base)).collect();
        if astray.is_empty() {
            return None;
        }
        if let Some(base) = common_base(&astray) {
            return Some(format!("several of its percentages follow from {base}"));
        }
        let is_sized = self.sizes[at].as_ref().is_some_and(|size| size.bits >= ENOUGH);
        let bits: Bits = known.iter().map(|(pair, base)| pair.bits(*base)).sum();
        if entry.base != Base::Own && known.len() > 1 && !is_sized && (astray.len() * 2 > known.len() || bits <= 0) {
            return Some("most percentages of one of its columns follow from no base that is known".to_owned());
        }
        let is_near = |(pair, base): &&(Pair, i64)| pair.nearly_follows_from(*base);
        // What is not said to be a number of respondents may be an area, or money.
        let is_stated = self.sizes[at].as_ref().is_some_and(|size| size.origin.is_stated());
        let least = if is_stated || entry.base != Base::Column { 0 } else { ENOUGH / 2 };
        let is_rounded = astray.into_iter().any(|cell| is_near(&cell)) && self.whole < least;
        is_rounded.then(|| "its counts may be rounded: percentages follow from numbers near them".to_owned())
    }

    /// What speaks for counts that are whole and not rounded: percentages that follow from them exactly, where those of numbers that
    /// are rounded to them could have been others as well.
    pub fn whole_bits(&self, block: &Block) -> Bits {
        // Those who answered may be fewer than all.
        let answered = self.whole_bits_of(block, Base::Answered);
        answered.max(self.whole_bits_of(block, self.base) + self.whole_bits_of_sums(block))
    }

    fn whole_bits_of(&self, block: &Block, base: Base) -> Bits {
        let total = block.total.as_ref().map(|total| total.row);
        let entry = Entry { total, ..Entry::of(block, block.rows.clone(), base, 0) };
        let bits =
            |row: usize, at: usize| Some(self.tallies[at].pairs[row]?.whole_bits(self.base_of(at, row, &entry)?));
        block.rows.clone().flat_map(|row| (0..self.tallies.len()).filter_map(move |at| bits(row, at))).sum()
    }

    fn whole_bits_of_sums(&self, block: &Block) -> Bits {
        let bits = |(tally, size): (&Tally, &Option<Size>)| {
            let counts = block.rows.clone().map(|row| Some(tally.pairs[row]?.count)).collect::<Option<Vec<i64>>>()?;
            let size = size.as_ref().filter(|size| size.origin != Origin::Sum)?;
            Some(whole_bits_of_sum(&counts, size.number))
        };
        self.tallies.iter().zip(&self.sizes).filter_map(bits).sum()
    }
}

/// A base from which several percentages follow that do not from theirs.
fn common_base(astray: &[&(Pair, i64)]) -> Option<i64> {
    let ranges: Option<Vec<(i64, i64)>> = astray.iter().map(|(pair, _)| pair.bases()).collect();
    let ranges = ranges.filter(|ranges| ranges.len() > 1)?;
    let (least, greatest) = (ranges.iter().map(|range| range.0).max()?, ranges.iter().map(|range| range.1).min()?);
    (least <= greatest).then_some(least)
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
