//! Rows of which another row counts all: subtotals with their parts, and percentages of those who have an answer that another row counts.
//!
//! That the percentages of some rows are shares of the counts of another row is tried where nothing else explains them: each row of
//! the table is held against the rows that are left, and is what they are shares of if enough speaks for it and for no other row.

use std::ops::Range;

use crate::reading::found::sheet::{Entry, SheetReading, Unread};
use crate::reading::layout::evidence::{Bits, ENOUGH, LEAD, bits_of_sum, log2};
use crate::reading::layout::words::says_mean;
use crate::reading::tallies::base::Base;
use crate::reading::tallies::block::Block;
use crate::reading::tallies::sizes::{Origin, Size, stated};
use crate::reading::tallies::tally::{Notation, Pair, Tally};

/// The blocks, in which a total that does not count all respondents is a row like those beside it, and its parts are by themselves.
pub(in crate::reading) fn with_subtotals(blocks: Vec<Block>, tallies: &[Tally], sizes: &[Option<Size>]) -> Vec<Block> {
    let is_all = |row: usize| {
        let mut pairs = tallies.iter().zip(sizes).map(|(tally, size)| tally.pairs[row].zip(size.as_ref()));
        pairs.all(|known| known.is_none_or(|(pair, size)| pair.count == size.number))
    };
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    for block in blocks {
        let subtotal =
            block.total.as_ref().filter(|total| total.missed == 0 && !is_all(total.row)).map(|total| total.row);
        let Some(row) = subtotal else {
            match found.last_mut() {
                Some(last) if is_open && block.total.is_none() && last.heading == block.heading => {
                    last.rows.end = block.rows.end
                }
                _ => found.push(block),
            }
            is_open = false;
            continue;
        };
        let parts = Block { total: None, within: Some(row), ..block.clone() };
        let alone = Block { rows: row..row + 1, total: None, ..block };
        is_open = row >= parts.rows.end;
        found.extend(if is_open { [parts, alone] } else { [alone, parts] });
    }
    found
}

/// Rows whose percentages are shares of the counts of another one.
struct Nested {
    rows: Range<usize>,
    of: usize,
    /// What speaks for it, less what it costs to look for it.
    bits: Bits,
}

impl SheetReading<'_> {
    /// Reads the parts of a subtotal, which is a level of another part.
    pub fn read_parts(&mut self, block: &Block, within: usize) {
        let rows = block.rows.clone();
        let sums = self.pairs(within).filter_map(|(_, pair)| Some(bits_of_sum(pair?.count))).sum::<Bits>();
        let entry = Entry { within: Some(within), ..Entry::of(block, rows.clone(), Base::Column, 0) };
        let bits = sums + rows.clone().map(|row| self.row_bits(row, &entry)).sum::<Bits>();
        let entry = Entry { bits, ..entry };
        let is_sound = self.nameless(&rows).is_none() && self.part_of(within).is_some() && self.doubt(&entry).is_none();
        if is_sound { self.add(entry) } else { rows.for_each(|row| self.read_row(block, row)) }
    }

    /// Reads the rows that are left and whose percentages are shares of the counts of another row.
    pub fn read_nested(&mut self) {
        if self.base != Base::Column || self.tallies.iter().any(|tally| !Notation::SHARES.contains(&tally.notation)) {
            return;
        }
        self.release();
        let mut tried: Vec<usize> = Vec::new();
        while let Some(found) = self.best_nested(&tried) {
            tried.extend(found.rows.clone());
            if self.is_rival(&found) || !self.has_level(&found) {
                continue;
            }
            self.bits += found.bits;
            self.nest(&found);
        }
    }

    /// Gives back rows for which the counts of another row explain as much as numbers that are printed nowhere: they are of those whom
    /// that row counts, not of all.
    fn release(&mut self) {
        let sizes: Vec<(usize, i64)> =
            self.sizes.iter().enumerate().filter_map(|(at, size)| Some((at, size.as_ref()?.number))).collect();
        let is_unstated = self.sizes.iter().flatten().all(|size| size.origin == Origin::Percentages);
        let rows: Vec<usize> =
            self.entries.iter().filter(|entry| entry.base == Base::Column).flat_map(Entry::all_rows).collect();
        let bits = |at: usize, base: i64| -> Bits {
            rows.iter().filter_map(|row| Some(self.tallies[at].pairs[*row]?.bits(base))).sum()
        };
        // A number that is printed nowhere is one of as many as it is great, a row one of those that there are.
        let by_sizes: Bits = sizes.iter().map(|(at, size)| bits(*at, *size) - log2(*size)).sum();
        let by_row = |of: usize| -> Option<Bits> {
            let bits = sizes.iter().map(|(at, _)| Some(bits(*at, self.counted(*at, of)?))).sum::<Option<Bits>>()?;
            Some(bits - log2(self.frame.rows.len() as i64))
        };
        let explains = |of: usize| !rows.contains(&of) && by_row(of).is_some_and(|bits| bits >= by_sizes);
        if self.frame.given.base.is_some()
            || sizes.len() < 2
            || !is_unstated
            || !(0..self.frame.rows.len()).any(explains)
        {
            return;
        }
        let reason = "its percentages are of others than all".to_owned();
        self.entries.retain(|entry| entry.base != Base::Column);
        self.unread.extend(rows.into_iter().map(|row| Unread { rows: row..row + 1, reason: reason.clone() }));
        self.sizes.iter_mut().for_each(|size| *size = None);
    }

    /// The rows that are left for which most speaks that they are some of those whom another row counts.
    fn best_nested(&self, tried: &[usize]) -> Option<Nested> {
        let is_left = |row: usize| !tried.contains(&row) && self.is_left(row);
        let rows: Vec<usize> = (0..self.frame.rows.len()).filter(|row| is_left(*row)).collect();
        let cost = log2(self.frame.rows.len() as i64) + 2 * log2(rows.len() as i64);
        let runs: Vec<&[usize]> = rows.chunk_by(|one, next| one + 1 == *next).collect();
        let all = (0..self.frame.rows.len()).filter(|of| !self.is_all(*of));
        let best = all.flat_map(|of| runs.iter().filter_map(move |run| self.best_run(run, of)));
        let best = best.max_by_key(|found| (found.bits, std::cmp::Reverse(found.of)))?;
        (best.bits - cost >= ENOUGH).then_some(Nested { bits: best.bits - cost, ..best })
    }

    /// Whether a row with percentages is not read.
    fn is_left(&self, row: usize) -> bool {
        let label = &self.frame.rows[row].label;
        let is_stated = || self.asked_of(row).is_none() && !stated(label, self.frame.decimal).is_empty();
        let has_share = || self.pairs(row).any(|(_, pair)| pair.is_some_and(|pair| pair.percentage.is_some()));
        let is_unread = || self.unread.iter().any(|unread| unread.rows.contains(&row));
        // What a manifest says to be of others is that.
        let is_given = self.frame.base_of_row(row).is_some();
        !label.is_empty() && !is_given && !says_mean(label) && !is_stated() && is_unread() && has_share()
    }

    /// Whether a row counts all of each column.
    fn is_all(&self, row: usize) -> bool {
        let sizes = self.sizes.iter().enumerate().filter_map(|(at, size)| Some((at, size.as_ref()?.number)));
        let pairs = || self.pairs(row).filter_map(|(_, pair)| pair);
        let is_printed_so = pairs().count() > 0 && pairs().all(|pair| pair.is_all());
        let mut sizes = sizes.peekable();
        is_printed_so || sizes.peek().is_some() && sizes.all(|(at, number)| self.counted(at, row) == Some(number))
    }

    /// The rows of a run that stand together for which most speaks.
    fn best_run(&self, run: &[usize], of: usize) -> Option<Nested> {
        let (mut best, mut start, mut bits): (Option<Nested>, usize, Bits) = (None, *run.first()?, 0);
        for row in run.iter().copied() {
            let own = if row == of { None } else { self.bits_within(row, of) };
            match own {
                Some(own) if bits > 0 => bits += own,
                Some(own) => (start, bits) = (row, own),
                None => (start, bits) = (row + 1, 0),
            }
            if bits > best.as_ref().map_or(0, |best| best.bits) {
                best = Some(Nested { rows: start..row + 1, of, bits });
            }
        }
        best
    }

    /// What it says that the percentages of a row are shares of the counts of another; nothing where that counts none for one of them.
    fn bits_within(&self, row: usize, of: usize) -> Option<Bits> {
        let bits =
            |(at, pair): (usize, Pair)| Some(pair.bits(self.counted(at, of).filter(|base| *base >= pair.count)?));
        let is_asked = |at: usize| self.asked_of(row).is_some_and(|(asked, _)| asked == at);
        self.pairs(row).filter(|(at, _)| !is_asked(*at)).filter_map(|(at, pair)| Some((at, pair?))).map(bits).sum()
    }

    /// Whether about as much speaks for another row with other counts.
    fn is_rival(&self, found: &Nested) -> bool {
        let counts = |row: usize| (0..self.tallies.len()).map(move |at| self.counted(at, row)).collect::<Vec<_>>();
        let own: Bits = found.rows.clone().filter_map(|row| self.bits_within(row, found.of)).sum();
        let bits = |of: usize| found.rows.clone().map(|row| self.bits_within(row, of)).sum::<Option<Bits>>();
        let others =
            (0..self.frame.rows.len()).filter(|of| !found.rows.contains(of) && counts(*of) != counts(found.of));
        { others }.any(|of| bits(of).is_some_and(|bits| bits > own - LEAD))
    }

    /// Whether a row is a level of some part, or can be read as one by itself.
    fn has_level(&mut self, found: &Nested) -> bool {
        let row = found.of;
        if let Some(part) = self.part_of(row) {
            let is_by_itself = self.entries[part].base == Base::Column && self.entries[part].all_rows().len() == 1;
            self.entries[part].is_wide = is_by_itself && self.sizes.iter().any(Option::is_none);
            return true;
        }
        let is_above = |(at, size): (usize, &Option<Size>)| {
            size.as_ref().zip(self.counted(at, row)).is_some_and(|(size, count)| count > size.number)
        };
        let is_of_more = |(at, size): (usize, &Option<Size>)| {
            let least = self.tallies[at].pairs[row].and_then(|pair| pair.bases());
            size.as_ref().zip(least).is_some_and(|(size, (least, _))| least > size.number)
        };
        let is_taken = self.frame.rows[row].label.is_empty()
            || self.sizes.iter().enumerate().any(is_of_more)
            || self.entries.iter().any(|entry| entry.all_rows().contains(&row))
            || self.sizes.iter().enumerate().any(is_above)
            || self.is_alone(row) && self.frame.is_paired();
        if !is_taken {
            self.unread.retain(|unread| unread.rows != (row..row + 1));
            let block = Block { heading: None, rows: row..row + 1, total: None, within: None };
            let (bits, without) = (found.bits, found.bits);
            self.entries.push(Entry { without, ..Entry::of(&block, row..row + 1, Base::Unknown, bits) });
        }
        !is_taken
    }

    /// Reads rows as some of those whom another row counts: as all of them together, or each by itself.
    fn nest(&mut self, found: &Nested) {
        let rows = found.rows.clone();
        let left: Vec<Unread> =
            self.unread.iter().filter(|unread| rows.contains(&unread.rows.start)).cloned().collect();
        self.unread.retain(|unread| !rows.contains(&unread.rows.start));
        let block = Block { heading: None, rows: rows.clone(), total: None, within: None };
        let entry = |rows: Range<usize>| Entry {
            within: Some(found.of),
            heading: self.heading_of(rows.start),
            asked: self.asked_of(rows.start),
            ..Entry::of(&block, rows, Base::Within, found.bits)
        };
        let whole = entry(rows.clone());
        let comes_to = |at: usize| rows.clone().map(|row| self.counted(at, row)).sum::<Option<i64>>();
        let is_divided = rows.len() > 1
            && rows.clone().all(|row| self.asked_of(row).is_none())
            && self.nameless(&rows).is_none()
            && (0..self.tallies.len()).all(|at| comes_to(at) == self.counted(at, found.of))
            && self.doubt(&whole).is_none();
        let entries: Vec<Entry> = if is_divided { vec![whole] } else { rows.map(|row| entry(row..row + 1)).collect() };
        for entry in entries {
            let astray = entry.rows.clone().filter(|row| self.astray(*row, &entry) > 0);
            let own: Bits = astray.filter_map(|row| self.bits_within(row, found.of)).map(|bits| bits.max(0)).sum();
            let doubt = entry.rows.clone().find_map(|row| self.doubt_within(row, &entry, found));
            match doubt {
                None => self.add(Entry { without: found.bits - own, ..entry }),
                Some(reason) => {
                    let said = left.iter().find(|unread| unread.rows.contains(&entry.rows.start));
                    self.unread.push(said.cloned().unwrap_or(Unread { rows: entry.rows, reason }));
                }
            }
        }
    }

    /// The row that names those that stand with a row.
    pub(in crate::reading) fn heading_of(&self, row: usize) -> Option<usize> {
        (0..row).rev().find(|above| self.frame.rows[*above].is_heading())
    }

    /// What explains a percentage that is not a share of the other row's count: some did not answer, it is printed otherwise, or all of its
    /// column are of one other number.
    fn doubt_within(&self, row: usize, entry: &Entry, found: &Nested) -> Option<String> {
        let strays = |(at, pair): (usize, Option<Pair>)| {
            let (pair, base) = (pair?, self.base_of(at, row, entry)?);
            (!pair.follows_from(base)).then_some((at, pair, base))
        };
        let astray: Vec<(usize, Pair, i64)> = self.pairs(row).filter_map(strays).collect();
        let is_explained = |(_, pair, base): &(usize, Pair, i64)| pair.bases().is_some_and(|(least, _)| least <= *base);
        let is_explained = astray.iter().any(is_explained) || astray.len() * 2 > self.pairs(row).count();
        let is_unlike = !astray.is_empty() && !self.is_printed_alike(row);
        if is_explained || is_unlike {
            return Some("its percentages are of another base".to_owned());
        }
        let other = astray.iter().find_map(|(at, _, _)| self.one_base(*at, found.rows.clone()));
        other.map(|other| format!("all percentages of one of its columns follow from {other}"))
    }

    /// The number from which all percentages of a column in some rows follow.
    fn one_base(&self, at: usize, rows: Range<usize>) -> Option<i64> {
        let pairs = rows.filter_map(|row| self.tallies[at].pairs[row]).filter(|pair| pair.count > 0);
        let ranges = pairs.map(|pair| pair.bases()).collect::<Option<Vec<(i64, i64)>>>()?;
        let least = ranges.iter().map(|range| range.0).max()?;
        ranges.iter().all(|range| least <= range.1).then_some(least)
    }
}
