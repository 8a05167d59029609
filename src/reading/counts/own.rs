//! Rows whose percentages are shares of numbers that stand beside them.

use crate::reading::counts::hundred::of_hundred;
use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::evidence::{Bits, MISPRINT, bits_of_sum};
use crate::reading::tallies::base::{Base, own_bits};
use crate::reading::tallies::block::Block;
use crate::reading::tallies::tally::{Pair, Tally};

/// What must speak for rows that divide those who stand beside them.
const DIVIDED: Bits = 7;

impl SheetReading<'_> {
    /// Reads a block whose cells print what they are of: rows that come to it together, or each by itself.
    pub fn read_own_block(&mut self, block: &Block) {
        let rows = block.rows.clone();
        if self.nameless(&rows).is_none() && self.own_division_bits(block).is_some_and(|bits| bits >= DIVIDED) {
            let entry = Entry::of(block, rows.clone(), Base::Own, 0);
            let entry = Entry { bits: rows.map(|row| self.row_bits(row, &entry)).sum(), ..entry };
            if self.doubt(&entry).is_none() {
                return self.add(entry);
            }
        }
        block.all_rows().for_each(|row| self.read_row(block, row));
    }

    /// What it says that the counts of a block come to the number beside each in a column; nothing where neither they nor the percentages say so.
    fn own_division_bits(&self, block: &Block) -> Option<Bits> {
        let of_column = |tally: &Tally| {
            let pairs: Vec<Pair> = block.rows.clone().filter_map(|row| tally.pairs[row]).collect();
            let size = pairs.first()?.base?;
            if pairs.len() < block.rows.len() {
                return Some(0);
            }
            let is_one = pairs.iter().all(|pair| pair.base == Some(size));
            match pairs.iter().map(|pair| pair.count).sum::<i64>() {
                sum if is_one && sum == size => Some(bits_of_sum(size)),
                _ => of_hundred(&pairs, size).filter(|_| is_one).map(|bits| bits - MISPRINT),
            }
        };
        let is_in_cells = self.tallies.iter().all(|tally| tally.bases.is_none());
        let is_whole = is_in_cells && block.heading.is_some() && block.total.is_none() && block.rows.len() > 1;
        self.tallies.iter().map(of_column).sum::<Option<Bits>>().filter(|_| is_whole)
    }

    /// Reads a row, once for each column of such numbers.
    pub fn read_own(&mut self, block: &Block, row: usize) {
        let has_base = |at: &usize| self.tallies[*at].pairs[row].is_some_and(|pair| pair.base.is_some());
        let columns = (0..self.tallies.len()).filter(has_base).map(|at| self.tallies[at].bases);
        let mut columns: Vec<Option<usize>> = columns.collect();
        columns.sort_unstable();
        columns.dedup();
        if columns.is_empty() {
            self.leave(row, "it has no number that its percentages are shares of");
        }
        for own in columns {
            let entry = Entry { own, ..Entry::of(block, row..row + 1, Base::Own, 0) };
            let entry = Entry { bits: self.row_bits(row, &entry), ..entry };
            match own.and_then(|_| self.doubt_beside(row, &entry)) {
                Some(reason) => self.leave(row, reason),
                None => self.add(entry),
            }
        }
    }

    /// The column that prints what the counts of a row come to.
    pub fn own_of_row(&self, row: usize) -> Option<usize> {
        let bases = self.tallies.first()?.bases.filter(|_| self.base == Base::Row && self.total.is_none())?;
        let sum = self.sum(row)?;
        let is_sum = |(at, pair): (usize, Option<Pair>)| {
            self.tallies[at].bases == Some(bases) && pair.is_some_and(|pair| pair.base == Some(sum))
        };
        self.pairs(row).all(is_sum).then_some(bases)
    }

    /// What explains percentages that are not shares of the number in another column: who answered may be fewer, and where most of the
    /// column or another number of the row says so, it is of something else.
    fn doubt_beside(&self, row: usize, entry: &Entry) -> Option<String> {
        let strays = |at: &usize| {
            let pair = self.tallies[*at].pairs[row];
            pair.zip(self.base_of(*at, row, entry)).is_some_and(|(pair, base)| !pair.follows_from(base))
        };
        let astray: Vec<usize> = (0..self.tallies.len()).filter(strays).collect();
        astray.into_iter().find_map(|at| {
            let (pair, base) = (self.tallies[at].pairs[row]?, self.base_of(at, row, entry)?);
            let others =
                self.frame.rows[row].cells.iter().flat_map(|cell| &cell.numbers).filter_map(|number| number.count());
            let mut others = others.chain(self.tallies[at].commonest_bases().map(|(least, _)| least));
            if let Some((_, greatest)) = pair.bases().filter(|(least, _)| *least <= base) {
                return Some(format!("its percentages are of another base, such as {} of {base}", greatest.min(base)));
            }
            if let Some(other) = others.find(|other| *other > pair.count && pair.follows_from(*other)) {
                return Some(format!("its percentages follow from {other}"));
            }
            let is_sure = own_bits(&self.tallies[at]) >= self.enough && self.is_printed_alike(row);
            (!is_sure).then(|| "its percentages follow from no base that is known".to_owned())
        })
    }
}
