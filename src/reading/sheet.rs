//! One sheet read: what its rows and columns are, as far as the figures say so.

use std::ops::Range;

use crate::document::Sheet;
use crate::reading::block::{Block, blocks, divisions};
use crate::reading::evidence::{Bits, ENOUGH, LEAD, MISPRINT, bases, bits_of_sum};
use crate::reading::frame::Frame;
use crate::reading::sizes::{self, Size};
use crate::reading::tally::{Pair, Tally, tallies};

/// What the percentages of some rows are shares of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The respondents of the column.
    Column,
    /// Those of the column who have one of the levels of the rows.
    Answered,
    /// The respondents of the row.
    Row,
    /// What each cell prints.
    Own,
}

/// Rows that are read alike.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Rows of the frame.
    pub rows: Range<usize>,
    /// The row that names them.
    pub heading: Option<usize>,
    pub base: Base,
    /// The rows divide the respondents of each column.
    pub divides: bool,
    /// What speaks for it.
    pub bits: Bits,
}

/// Rows that are not read.
#[derive(Clone, Debug)]
pub(super) struct Unread {
    pub rows: Range<usize>,
    pub reason: String,
}

/// A sheet of counts and percentages, read.
pub(super) struct SheetReading<'a> {
    pub frame: Frame<'a>,
    pub tallies: Vec<Tally>,
    /// How many respondents each of them is of, where that is known.
    pub sizes: Vec<Option<Size>>,
    /// The one that counts all the others together.
    pub total: Option<usize>,
    pub entries: Vec<Entry>,
    pub unread: Vec<Unread>,
    /// What speaks for all of it.
    pub bits: Bits,
}

/// Reads a sheet; or says why it is not read.
pub(super) fn read(sheet: &Sheet) -> Result<SheetReading<'_>, String> {
    let frame = Frame::of(sheet).ok_or("it has no figures beside labels")?;
    let all = tallies(&frame);
    if all.is_empty() {
        return Err("no column has counts with percentages".to_owned());
    }
    let caption = sizes::stated(&sheet.caption, frame.decimal);
    let found: Vec<Result<Size, String>> = all.iter().map(|tally| sizes::size(&frame, tally, &caption)).collect();
    let by_column: Bits = found.iter().flatten().map(|size| size.bits).sum();
    let by_row = bits_of_rows(&frame, &all);
    let own: Bits = all.iter().flat_map(Tally::known).filter_map(|pair| Some(pair.bits(pair.base?))).sum();
    let sizes: Vec<Option<Size>> = found.iter().map(|size| size.clone().ok()).collect();
    let base = match own {
        own if own >= by_column.max(by_row) && own > 0 => Base::Own,
        _ if by_row > by_column + LEAD => Base::Row,
        _ => Base::Column,
    };
    let bits = own.max(by_row).max(by_column);
    if bits < ENOUGH {
        let reason = found.into_iter().find_map(Result::err).unwrap_or_else(|| "too few figures say what it is".to_owned());
        return Err(format!("{reason} ({bits} bits, {ENOUGH} are needed)"));
    }
    let mut reading = SheetReading { total: total(&all, &sizes), frame, tallies: all, sizes, entries: vec![], unread: vec![], bits };
    for block in blocks(&reading.frame) {
        reading.read_block(&block, base);
    }
    Ok(reading)
}

/// What speaks for percentages that are shares of their row.
fn bits_of_rows(frame: &Frame, tallies: &[Tally]) -> Bits {
    let total = total(tallies, &vec![None; tallies.len()]);
    (0..frame.rows.len()).filter_map(|row| row_bits(tallies, total, row)).sum()
}

/// How many respondents a row is of: as its total says, or the sum of all columns.
fn row_size(tallies: &[Tally], total: Option<usize>, row: usize) -> Option<i64> {
    if let Some(total) = total {
        return tallies[total].pairs[row].map(|pair| pair.count);
    }
    tallies.iter().map(|tally| tally.pairs[row].map(|pair| pair.count)).sum()
}

fn row_bits(tallies: &[Tally], total: Option<usize>, row: usize) -> Option<Bits> {
    let size = row_size(tallies, total, row).filter(|_| tallies.len() > 1)?;
    let parts = tallies.iter().enumerate().filter(|(at, _)| Some(*at) != total);
    Some(parts.filter_map(|(_, tally)| Some(tally.pairs[row]?.bits(size))).sum())
}

/// The column whose counts are the sums of all others'.
fn total(tallies: &[Tally], sizes: &[Option<Size>]) -> Option<usize> {
    if tallies.len() < 3 {
        return None;
    }
    let bits = |at: usize| -> Bits {
        let rows = (0..tallies[at].pairs.len()).filter_map(|row| {
            let total = tallies[at].pairs[row]?.count;
            let others = tallies.iter().enumerate().filter(|(other, _)| *other != at);
            let sum: i64 = others.map(|(_, tally)| Some(tally.pairs[row]?.count)).sum::<Option<i64>>()?;
            Some(if sum == total { bits_of_sum(total) } else { -2 * MISPRINT })
        });
        rows.sum()
    };
    let agree = |at: &usize| {
        let others = sizes.iter().enumerate().filter(|(other, _)| other != at).map(|(_, size)| Some(size.as_ref()?.number));
        let sum = others.sum::<Option<i64>>();
        sum.is_none() || sizes[*at].as_ref().is_none_or(|size| Some(size.number) == sum)
    };
    let best = (0..tallies.len()).max_by_key(|at| bits(*at))?;
    Some(best).filter(|best| bits(*best) >= ENOUGH && agree(best))
}

impl SheetReading<'_> {
    /// The pair of each column in a row.
    fn pairs(&self, row: usize) -> impl Iterator<Item = (usize, Option<Pair>)> {
        self.tallies.iter().enumerate().map(move |(at, tally)| (at, tally.pairs[row]))
    }

    fn read_block(&mut self, block: &Block, base: Base) {
        if base != Base::Column {
            return block.rows.clone().for_each(|row| self.read_row(block, row, base));
        }
        let sized: Vec<(usize, i64)> =
            self.sizes.iter().enumerate().filter_map(|(at, size)| Some((at, size.as_ref()?.number))).collect();
        let numbers: Vec<i64> = sized.iter().map(|(_, number)| *number).collect();
        let counts = |row: usize| sized.iter().map(|(at, _)| Some(self.tallies[*at].pairs[row]?.count)).collect();
        let divided = if numbers.is_empty() { Vec::new() } else { divisions(block, &numbers, counts) };
        let mut row = block.rows.start;
        for division in divided {
            (row..division.rows.start).for_each(|row| self.read_row(block, row, base));
            row = division.rows.end;
            let bits = division.bits + division.rows.clone().map(|row| self.column_bits(row)).sum::<Bits>();
            self.add(Entry { rows: division.rows, heading: block.heading, base, divides: true, bits });
        }
        if row == block.rows.start && block.heading.is_some() && self.follow_from_block(block) {
            let bits = block.rows.clone().map(|row| self.column_bits(row).max(0)).sum();
            self.add(Entry { rows: block.rows.clone(), heading: block.heading, base: Base::Answered, divides: true, bits });
            return;
        }
        (row..block.rows.end).for_each(|row| self.read_row(block, row, base));
    }

    fn add(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    fn leave(&mut self, row: usize, reason: impl Into<String>) {
        self.unread.push(Unread { rows: row..row + 1, reason: reason.into() });
    }

    /// What speaks for the sizes of the columns in a row.
    fn column_bits(&self, row: usize) -> Bits {
        let known = self.pairs(row).filter_map(|(at, pair)| Some(pair?.bits(self.sizes[at].as_ref()?.number)));
        known.sum()
    }

    /// Whether the percentages of a block all follow from its own sums, which are below the sizes, and do not from these.
    fn follow_from_block(&self, block: &Block) -> bool {
        let mut better = false;
        for (at, tally) in self.tallies.iter().enumerate() {
            let pairs: Option<Vec<Pair>> = block.rows.clone().map(|row| tally.pairs[row]).collect();
            let (Some(pairs), Some(size)) = (pairs, &self.sizes[at]) else { return false };
            let sum: i64 = pairs.iter().map(|pair| pair.count).sum();
            if sum > size.number || !pairs.iter().all(|pair| pair.follows_from(sum)) {
                return false;
            }
            better |= pairs.iter().any(|pair| !pair.follows_from(size.number));
        }
        better && block.rows.len() > 1
    }

    /// Reads a row by itself.
    fn read_row(&mut self, block: &Block, row: usize, base: Base) {
        if self.pairs(row).all(|(_, pair)| pair.is_none()) {
            if self.frame.rows[row].cells.iter().any(|cell| cell.is_figures()) {
                self.leave(row, "its cells are no counts with percentages");
            }
            return;
        }
        let verdict = match base {
            Base::Column => self.column_row(row),
            Base::Row => self.row_row(row),
            Base::Own | Base::Answered => Ok(self.pairs(row).filter_map(|(_, pair)| Some(pair?.bits(pair?.base?))).sum()),
        };
        match verdict {
            Ok(bits) => self.add(Entry { rows: row..row + 1, heading: block.heading, base, divides: false, bits }),
            Err(reason) => self.leave(row, reason),
        }
    }

    /// A row of which the percentages are shares of their columns: all of them, or all but one that no base could explain.
    fn column_row(&self, row: usize) -> Result<Bits, String> {
        let known: Vec<(Pair, i64)> = self.pairs(row).filter_map(|(at, pair)| Some((pair?, self.sizes[at].as_ref()?.number))).collect();
        if known.is_empty() {
            return Err("how many its percentages are shares of is not known".to_owned());
        }
        let astray: Vec<&(Pair, i64)> = known.iter().filter(|(pair, size)| !pair.follows_from(*size)).collect();
        let explained = |(pair, size): &&&(Pair, i64)| {
            bases(pair.count, &pair.percentage).is_some_and(|(least, _)| least <= *size)
        };
        if let Some((pair, size)) = astray.iter().find(explained) {
            let base = bases(pair.count, &pair.percentage).map_or(0, |(_, greatest)| greatest.min(*size));
            return Err(format!("its percentages are of another base, such as {base} of {size}"));
        }
        let enough = if known.len() > 1 { astray.len() * 2 <= known.len().max(2) } else { self.bits >= 3 * ENOUGH };
        if !astray.is_empty() && !(enough && astray.len() < known.len().max(2)) {
            return Err("its percentages follow from no base that is known".to_owned());
        }
        Ok(self.column_bits(row))
    }

    /// A row of which the percentages are shares of the row.
    fn row_row(&self, row: usize) -> Result<Bits, String> {
        let bits = row_bits(&self.tallies, self.total, row).ok_or("some of its counts are not printed")?;
        let size = row_size(&self.tallies, self.total, row).unwrap_or(0);
        let parts = self.pairs(row).filter(|(at, _)| Some(*at) != self.total);
        let astray = parts.filter(|(_, pair)| pair.is_some_and(|pair| !pair.follows_from(size))).count();
        if astray * 2 > self.tallies.len() { Err("its percentages are not of its row".to_owned()) } else { Ok(bits) }
    }
}
