//! Blocks whose heading states how many respondents they are of.

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::evidence::{Bits, ENOUGH, log2};
use crate::reading::tallies::base::Base;
use crate::reading::tallies::block::Block;
use crate::reading::tallies::headings::Stated;
use crate::reading::tallies::sizes::Size;
use crate::reading::tallies::tally::Pair;

impl SheetReading<'_> {
    /// The number that the heading of a row states, if its percentages are of that.
    pub fn stated_of(&self, row: usize) -> Option<&Stated> {
        self.stated.iter().find(|stated| stated.rows.contains(&row))
    }

    /// Reads a block whose heading states how many it is of: rows that come to it together, or each by itself.
    pub fn read_stated(&mut self, block: &Block, of: &Stated) {
        let rows = block.rows.clone();
        let sum: Option<i64> = rows.clone().map(|row| self.sum(row)).sum();
        let entry = Entry::of(block, rows.clone(), Base::Heading(of.number), of.bits);
        let is_divided = rows.len() > 1 && sum == Some(of.number) && self.nameless(&rows).is_none();
        if is_divided && self.doubt(&entry).is_none() {
            return self.add(entry);
        }
        block.all_rows().for_each(|row| self.read_row(block, row));
    }

    /// A row of which the percentage is a share of that number, or of none that could explain it.
    pub fn stated_row(&self, row: usize, of: &Stated) -> Result<Bits, String> {
        let pair: Pair =
            self.pairs(row).find_map(|(_, pair)| pair).ok_or("its cells are no counts with percentages")?;
        if pair.follows_from(of.number) {
            return Ok(pair.bits(of.number));
        }
        if pair.bases().is_some_and(|(least, _)| least <= of.number) || pair.count > of.number {
            return Err(format!("its percentages are of another base than the {} of its heading", of.number));
        }
        let follows = |size: &Option<Size>| size.as_ref().is_some_and(|size| pair.follows_from(size.number));
        let is_sure = of.bits - log2(of.number) >= ENOUGH && self.is_printed_alike(row);
        match is_sure && !self.sizes.iter().any(follows) {
            true => Ok(pair.bits(of.number)),
            false => Err("its percentages follow from no base that is known".to_owned()),
        }
    }
}
