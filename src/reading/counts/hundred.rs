//! Blocks whose percentages come to a hundred: their rows divide all respondents of each column, whatever their counts come to.
//!
//! Percentages of one number come to a hundred where nobody is left out and nobody is counted twice. Where the counts beside them do not come
//! to the size of their column, some are of another number, from which several of the percentages follow; else figures are wrong. That is
//! the size of the column if more percentages follow from it than from any other number; else whatever the counts come to.

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::evidence::{Bits, log2};
use crate::reading::tallies::base::Base;
use crate::reading::tallies::block::Block;
use crate::reading::tallies::tally::Pair;

/// What percentages must say that come to a hundred.
const ENOUGH: Bits = 7;

/// So many other divisions of the table, or columns of the block, have counts that come to their size.
const OTHERS: usize = 2;

impl SheetReading<'_> {
    /// Reads the blocks that are not read as divisions, and whose percentages show that they are.
    pub fn read_hundreds(&mut self, blocks: &[Block]) {
        let is_left = |block: &&Block| block.heading.is_some() && block.total.is_none() && block.rows.len() > 1;
        for block in blocks.iter().filter(is_left) {
            let is_of = |entry: &Entry| entry.all_rows().into_iter().any(|row| block.rows.contains(&row));
            let is_by_itself = |entry: &Entry| entry.base == Base::Column && entry.rows.len() == 1;
            if !self.entries.iter().filter(|entry| is_of(entry)).all(is_by_itself)
                || self.nameless(&block.rows).is_some()
            {
                continue;
            }
            let Some((base, bits)) = self.hundred_bits(block) else { continue };
            let before = (self.entries.clone(), self.unread.clone());
            self.entries.retain(|entry| !is_of(entry));
            self.unread.retain(|unread| !block.rows.contains(&unread.rows.start));
            let read = self.entries.len();
            self.add(Entry::of(block, block.rows.clone(), base, bits));
            if self.entries.len() == read {
                (self.entries, self.unread) = before;
            }
        }
    }

    /// What it says that the percentages of a block come to a hundred in each column in which its counts do not come to the size, and of what they
    /// are shares.
    fn hundred_bits(&self, block: &Block) -> Option<(Base, Bits)> {
        let is_division = |entry: &&Entry| entry.base == Base::Column && entry.divides && entry.within.is_none();
        let (mut others, mut bits, mut base) = (self.entries.iter().filter(is_division).count(), 0, Base::Column);
        for (at, tally) in self.tallies.iter().enumerate() {
            let size = self.sizes[at].as_ref()?.number;
            let pairs: Vec<Pair> = block.rows.clone().map(|row| tally.pairs[row]).collect::<Option<_>>()?;
            let sum = pairs.iter().map(|pair| pair.count).sum::<i64>();
            if sum == size {
                others += 1;
            } else if sum < size && pairs.iter().all(|pair| pair.follows_from(size)) {
                // Some did not answer.
                return None;
            } else {
                let (of_size, of_other) = (following(&pairs, size), most_following(&pairs, size)?);
                bits += of_hundred(&pairs, size)?;
                base = if of_size > of_other { base } else { Base::Answered };
            }
        }
        (bits >= ENOUGH && others >= OTHERS).then_some((base, bits))
    }
}

/// What it says that percentages come to a hundred, as far as they are rounded; nothing where they do not, or where those of the counts would.
pub(in crate::reading) fn of_hundred(pairs: &[Pair], size: i64) -> Option<Bits> {
    let percentages: Vec<_> = pairs.iter().map(|pair| pair.percentage).collect::<Option<_>>()?;
    let most = percentages.iter().map(|percentage| percentage.decimals).max()?;
    let unit = |decimals: u32| 10_i64.pow(most - decimals);
    let sum: i64 = percentages.iter().map(|percentage| percentage.digits * unit(percentage.decimals)).sum();
    let rounding: i64 = percentages.iter().map(|percentage| unit(percentage.decimals)).sum();
    let hundred = 100 * unit(0);
    let is_near = |sum: i128, size: i64| {
        2 * (sum - i128::from(hundred) * i128::from(size)).abs() <= i128::from(rounding) * i128::from(size)
    };
    let counted: i128 = pairs.iter().map(|pair| i128::from(pair.count)).sum();
    (is_near(i128::from(sum), 1) && !is_near(counted * i128::from(hundred), size))
        .then(|| log2(hundred / (rounding + 1)))
}

/// How many percentages follow from a number.
fn following(pairs: &[Pair], number: i64) -> usize {
    pairs.iter().filter(|pair| pair.count > 0 && pair.follows_from(number)).count()
}

/// How many percentages follow from another number than the size of their column, at most; nothing, where two do that do not follow from the size,
/// or several and more than from the size.
fn most_following(pairs: &[Pair], size: i64) -> Option<usize> {
    let counted = || pairs.iter().filter(|pair| pair.count > 0);
    let astray: Vec<Pair> = counted().filter(|pair| !pair.follows_from(size)).copied().collect();
    let ends = counted().filter_map(Pair::bases).flat_map(|(least, greatest)| [least, greatest]);
    let mut most = 0;
    for number in ends.filter(|number| *number != size) {
        let found = following(pairs, number);
        if following(&astray, number) > 1 || found > following(pairs, size).max(1) {
            return None;
        }
        most = most.max(found);
    }
    Some(most)
}
