//! Rows whose labels, or whose headings, state how many were asked: `Fever (respondents = 451)`. Of several columns that is the number of
//! one, in which all are counted; how many of the other columns were asked is stated nowhere, or another row counts them.

use crate::reading::found::sheet::{Asked, Entry, SheetReading, Unread};
use crate::reading::layout::evidence::{Bits, ENOUGH, LEAD, log2};
use crate::reading::layout::frame::Frame;
use crate::reading::tallies::base::Base;
use crate::reading::tallies::block::Block;
use crate::reading::tallies::sizes::{Size, stated};
use crate::reading::tallies::tally::Tally;

/// The column whose percentages are shares of the numbers that labels state, if enough speaks for it and more than for one number of all.
pub(in crate::reading) fn asked(
    frame: &Frame,
    tallies: &[Tally],
    blocks: &[Block],
    sizes: &[Result<Size, String>],
) -> Option<Asked> {
    let mut numbers: Vec<Option<i64>> = vec![None; frame.rows.len()];
    for block in blocks.iter().filter(|_| tallies.len() > 1) {
        for row in block.rows.clone() {
            let of = |row: usize| stated(&frame.rows[row].label, frame.decimal).into_iter().find(|number| *number > 0);
            // Rows that come to the number of their heading divide those who answered.
            let of_heading = || of(block.heading?).filter(|number| !comes_to(tallies, block, *number));
            numbers[row] = of(row).or_else(of_heading);
        }
    }
    let of_column = |at: usize| {
        let pairs = tallies[at].pairs.iter().zip(&numbers);
        let known: Vec<_> = pairs.filter_map(|(pair, number)| Some(((*pair)?, (*number)?))).collect();
        let bits = known.iter().map(|(pair, number)| pair.bits(*number)).sum::<Bits>() - log2(tallies.len() as i64);
        let of_all = sizes[at].as_ref().map_or(0, |size| known.iter().map(|(pair, _)| pair.bits(size.number)).sum());
        let astray = known.iter().filter(|(pair, number)| !pair.follows_from(*number)).count();
        let is_enough = bits >= ENOUGH && bits > of_all + LEAD && astray * 4 <= known.len();
        is_enough.then(|| Asked { at, numbers: numbers.clone(), bits })
    };
    (0..tallies.len()).filter_map(of_column).max_by_key(|asked| asked.bits)
}

/// Whether the rows of a block come to a number in some column.
fn comes_to(tallies: &[Tally], block: &Block, number: i64) -> bool {
    let sum = |tally: &Tally| block.rows.clone().map(|row| Some(tally.pairs[row]?.count)).sum::<Option<i64>>();
    tallies.iter().any(|tally| sum(tally) == Some(number))
}

impl Asked {
    /// The columns without the rows that state how many were asked.
    pub fn others(&self, mut tallies: Vec<Tally>) -> Vec<Tally> {
        for tally in &mut tallies {
            let rows = tally.pairs.iter_mut().zip(&self.numbers).filter(|(_, number)| number.is_some());
            rows.for_each(|(pair, _)| *pair = None);
        }
        tallies
    }
}

impl SheetReading<'_> {
    /// How many were asked in a row, and in which column.
    pub fn asked_of(&self, row: usize) -> Option<(usize, i64)> {
        let asked = self.asked.as_ref()?;
        Some((asked.at, asked.numbers[row]?))
    }

    /// Reads the rows that are left and state how many were asked, each by itself.
    pub fn read_asked(&mut self) {
        for row in 0..self.frame.rows.len() {
            let is_read = self.entries.iter().any(|entry| entry.all_rows().contains(&row));
            let Some((at, number)) = self.asked_of(row).filter(|_| !is_read) else { continue };
            let is_left = |unread: &Unread| unread.rows == (row..row + 1);
            let block = Block { heading: self.heading_of(row), rows: row..row + 1, total: None, within: None };
            let Some(pair) = self.tallies[at].pairs[row].filter(|_| self.unread.iter().any(is_left)) else { continue };
            let entry = Entry { asked: Some((at, number)), ..Entry::of(&block, row..row + 1, Base::Unknown, 0) };
            let entry = Entry { bits: pair.bits(number).max(0), ..entry };
            // Who answered may be fewer than those who were asked.
            let is_explained = pair.bases().is_some_and(|(least, _)| least <= number) || !self.is_printed_alike(row);
            if pair.follows_from(number) || !is_explained {
                self.unread.retain(|unread| !is_left(unread));
                let without = self.asked.as_ref().map_or(0, |asked| asked.bits);
                self.add(Entry { without, ..entry });
            }
        }
    }
}
