//! The parts of a table: rows that are read alike, each with what speaks for it.

use crate::reading::found::sheet::{Entry, SheetReading, Unread};
use crate::reading::layout::evidence::{Bits, MISPRINT, bits_of_sum};
use crate::reading::layout::words::says_mean;
use crate::reading::tallies::base::{Base, block_bits, row_bits, row_size};
use crate::reading::tallies::block::{Block, TotalRow, divisions};
use crate::reading::tallies::sizes;
use crate::reading::tallies::tally::{Pair, Tally};

/// What must speak for a row by itself, beside what does not agree with it.
const BACKED: Bits = 9;

/// One percentage in so many may be misprinted in a block that is of a base of its own.
const MANY: usize = 10;

impl SheetReading<'_> {
    pub fn read_block(&mut self, block: &Block) {
        if self.read_given(block) {
            return;
        }
        if let Some(within) = block.within {
            return self.read_parts(block, within);
        }
        if let Some(of) = self.stated_of(block.rows.start).cloned() {
            return self.read_stated(block, &of);
        }
        if let Some(total) = block.total.as_ref().filter(|_| self.base != Base::Own) {
            match self.with_total(block, total) {
                Ok(entry) => return self.add(entry),
                Err(reason) => self.leave(total.row, reason),
            }
        }
        match self.base {
            Base::Column if block.rows.clone().any(|row| self.asked_of(row).is_some()) => {
                block.rows.clone().for_each(|row| self.read_row(block, row));
            }
            Base::Column => self.read_divided(block),
            Base::Answered => self.read_answered(block),
            Base::Own => self.read_own_block(block),
            _ => block.rows.clone().for_each(|row| self.read_row(block, row)),
        }
    }

    /// Rows with the row that is their total; or why it is not read as that.
    fn with_total(&self, block: &Block, total: &TotalRow) -> Result<Entry, String> {
        let rows = block.rows.clone();
        self.nameless(&rows).map_or(Ok(()), Err)?;
        let is_all = |(at, pair): (usize, Option<Pair>)| {
            pair.zip(self.sizes[at].as_ref()).is_none_or(|(pair, size)| pair.count == size.number)
        };
        let base = match self.base {
            Base::Column if !self.pairs(total.row).all(is_all) => {
                return Err("it is a total, but not of all".to_owned());
            }
            Base::Answered if self.is_stated() => {
                return Err("it is a total of others than those whom the labels count".to_owned());
            }
            Base::Sums if !self.is_as_stated(total.row) => {
                return Err("it is a total of others than those whom the labels count".to_owned());
            }
            Base::Known(_) | Base::Each(_) => return Err("it is a total".to_owned()),
            Base::Answered => Base::Total,
            base => base,
        };
        let entry = Entry { total: Some(total.row), ..Entry::of(block, rows.clone(), base, total.bits) };
        let entry = Entry { total_of_all: self.is_of_all(total.row, &entry), ..entry };
        if self.strays_far(total.row, &entry) {
            return Err("its own percentages are of others".to_owned());
        }
        let entry = self.with_adjusted(entry);
        let bits = total.bits + rows.map(|row| self.row_bits(row, &entry)).sum::<Bits>();
        let without = if total.missed == 0 { Bits::MAX } else { total.bits };
        let entry = Entry { bits, without, ..entry };
        let is_open = base == Base::Column && self.is_doubtful_across(&entry);
        let entry = Entry { is_open, ..entry };
        self.doubt(&entry).map_or(Ok(entry), Err)
    }

    /// Whether labels of columns say how many respondents these are of.
    fn is_stated(&self) -> bool {
        self.tallies.iter().any(|tally| sizes::of_label(&self.frame, tally).is_some())
    }

    /// Whether a row has the numbers that the labels of its columns state, where they do.
    fn is_as_stated(&self, row: usize) -> bool {
        let is_as_stated = |tally: &Tally| {
            let (stated, pair) = (sizes::of_label(&self.frame, tally), tally.pairs[row]);
            stated.is_none_or(|stated| pair.is_some_and(|pair| pair.count == stated))
        };
        self.tallies.iter().all(is_as_stated)
    }

    /// Whether a percentage of a row neither follows nor nearly follows from what it is a share of.
    fn strays_far(&self, row: usize, entry: &Entry) -> bool {
        let mut known = self.pairs(row).filter_map(|(at, pair)| Some((pair?, self.base_of(at, row, entry)?)));
        known.any(|(pair, base)| !pair.follows_from(base) && !pair.nearly_follows_from(base, 1))
    }

    /// Whether the percentages of a total row are shares of all, and not of themselves.
    fn is_of_all(&self, row: usize, entry: &Entry) -> bool {
        let of_all = Entry { total_of_all: true, ..entry.clone() };
        self.astray(row, &of_all) < self.astray(row, entry)
    }

    /// Reads a block whose percentages are shares of the sizes of their columns: rows that divide the respondents, and rows by themselves.
    fn read_divided(&mut self, block: &Block) {
        let sized: Vec<(usize, i64)> =
            self.sizes.iter().enumerate().filter_map(|(at, size)| Some((at, size.as_ref()?.number))).collect();
        let numbers: Vec<i64> = sized.iter().map(|(_, number)| *number).collect();
        let counts = |row: usize| sized.iter().map(|(at, _)| Some(self.tallies[*at].pairs[row]?.count)).collect();
        let divided = if numbers.is_empty() { Vec::new() } else { divisions(block, &numbers, counts) };
        let is_of_block = self.frame.given.base.is_none() && self.follow_from_block(block);
        if divided.is_empty() && is_of_block {
            return self.read_answered(block);
        }
        let mut row = block.rows.start;
        for division in divided {
            let rows = division.rows;
            (row..rows.start).for_each(|row| self.read_row(block, row));
            row = rows.end;
            match self.nameless(&rows) {
                Some(reason) => self.unread.push(Unread { rows, reason }),
                None => {
                    let bits = division.bits + rows.clone().map(|row| self.column_bits(row)).sum::<Bits>();
                    let entry = self.with_adjusted(Entry::of(block, rows.clone(), Base::Column, bits));
                    let of_others = if self.is_given(&entry) { None } else { self.doubt_of_others(&entry) };
                    match of_others.map(Err).unwrap_or_else(|| Ok(self.doubt(&entry))) {
                        Err(reason) => self.unread.push(Unread { rows, reason }),
                        Ok(None) => self.add(entry),
                        Ok(Some(reason)) if entry.adjusted.is_some() => {
                            rows.for_each(|row| match self.astray(row, &entry) {
                                0 => self.read_row(block, row),
                                _ => self.leave(row, reason.clone()),
                            })
                        }
                        // What is doubtful of one row is not of the others.
                        Ok(Some(_)) => rows.for_each(|row| self.read_row(block, row)),
                    }
                }
            }
        }
        (row..block.rows.end).for_each(|row| self.read_row(block, row));
    }

    /// Adds a part, if nothing usual explains what does not agree with it, and that rests on enough else.
    pub(in crate::reading) fn add(&mut self, entry: Entry) {
        let entry = self.with_adjusted(entry);
        let is_open = entry.base == Base::Column && self.is_doubtful_across(&entry);
        let entry = Entry { is_open, ..entry };
        let astray: Vec<usize> = entry.all_rows().into_iter().filter(|row| self.astray(*row, &entry) > 0).collect();
        // A total row whose percentages are of all says nothing of the columns.
        let own = astray.iter().filter(|row| !entry.total_of_all || entry.total != Some(**row));
        let own: Bits = own.map(|row| self.row_bits(*row, &entry).max(0)).sum();
        let without = entry.without.min(self.bits - own);
        let enough = self.enough;
        let too_little = || {
            format!(
                "it does not agree with the rest, for which too little speaks ({without} bits, {enough} are needed)"
            )
        };
        let is_sure = astray.is_empty() || without >= enough || self.is_given(&entry);
        match self.doubt(&entry).or_else(|| (!is_sure).then(too_little)) {
            None => self.entries.push(Entry { without, ..entry }),
            Some(reason) => self.unread.push(Unread { rows: entry.rows, reason }),
        }
    }

    pub(in crate::reading) fn leave(&mut self, row: usize, reason: impl Into<String>) {
        self.unread.push(Unread { rows: row..row + 1, reason: reason.into() });
    }

    /// What speaks for the sizes of the columns in a row.
    fn column_bits(&self, row: usize) -> Bits {
        let known = self.pairs(row).filter_map(|(at, pair)| Some(pair?.bits(self.sizes[at].as_ref()?.number)));
        known.sum()
    }

    /// Whether nearly all percentages of a block follow from its own sums, those that do not from nothing else, and some of them not from the
    /// sizes of their columns.
    pub(in crate::reading) fn follow_from_block(&self, block: &Block) -> bool {
        let (mut cells, mut missed, mut strayed) = (0, 0, 0);
        for (tally, size) in self.tallies.iter().zip(&self.sizes) {
            let pairs: Option<Vec<Pair>> = block.rows.clone().map(|row| tally.pairs[row]).collect();
            let Some(pairs) = pairs else { return false };
            let sum = pairs.iter().map(|pair| pair.count).sum();
            let strays = |pair: &&Pair| size.as_ref().is_none_or(|size| !pair.follows_from(size.number));
            let (follow, miss): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|pair| pair.follows_from(sum));
            if !miss.iter().all(strays) {
                return false;
            }
            strayed += follow.into_iter().filter(strays).count();
            (cells, missed) = (cells + pairs.len(), missed + miss.len());
        }
        let is_sure = missed == 0 || missed * MANY <= cells && block_bits(&self.tallies, block) >= 2 * self.enough;
        block.rows.len() > 1 && strayed > 0 && is_sure
    }

    /// Reads a block whose percentages are shares of its own sums: of those who answered, or where these are more than there are
    /// respondents, of something else that it counts.
    fn read_answered(&mut self, block: &Block) {
        let rows = block.rows.clone();
        let bits = block_bits(&self.tallies, block);
        let above = self.tallies.iter().zip(&self.sizes).find_map(|(tally, size)| {
            // What other blocks come to says nothing of this one.
            let (size, pairs) = (
                size.as_ref().filter(|size| size.origin.is_stated())?.number,
                rows.clone().map(|row| tally.pairs[row]),
            );
            let sum = pairs.map(|pair| Some(pair?.count)).sum::<Option<i64>>()?;
            (sum > size).then(|| format!("its counts come to {sum}, but there are {size}"))
        });
        let base = if above.is_none() { Base::Answered } else { Base::Block };
        // Numbers of respondents above the columns are not those of something else.
        let above = above.filter(|_| self.is_stated() || bits < 2 * self.enough);
        match self.nameless(&rows).or(above) {
            Some(reason) => self.unread.push(Unread { rows, reason }),
            None if rows.len() > 1 && bits > 0 => {
                self.add(Entry::of(block, rows, base, bits));
            }
            None => {
                self.unread.push(Unread { rows, reason: "what its percentages are shares of is not known".to_owned() })
            }
        }
    }

    /// Reads a row by itself.
    pub(in crate::reading) fn read_row(&mut self, block: &Block, row: usize) {
        self.read_row_of(block, row, self.base);
    }

    /// The same of percentages that are shares of this base.
    pub(in crate::reading) fn read_row_of(&mut self, block: &Block, row: usize, of: Base) {
        if self.frame.rows[row].label.is_empty() {
            return self.leave(row, "it has no label");
        }
        if let Some(reason) = self.nameless(&(row..row + 1)) {
            return self.leave(row, reason);
        }
        if says_mean(&self.frame.rows[row].label) {
            return self.leave(row, "its label speaks of means or medians");
        }
        if !self.is_of_counts(row) {
            if self.frame.rows[row].cells.iter().any(|cell| cell.is_figures()) {
                self.leave(row, "its cells are no counts with percentages");
            }
            return;
        }
        if of == Base::Column && self.asked_of(row).is_some() {
            return self.leave(row, "its percentages are of another base than the number that its label states");
        }
        if let Some(reason) = self.doubt_of_total(block, row) {
            return self.leave(row, reason);
        }
        let stated = self.stated_of(row);
        let base = stated.map_or(of, |of| Base::Heading(of.number));
        let verdict = match of {
            _ if stated.is_some() => stated.map_or(Ok(0), |of| self.stated_row(row, of)),
            Base::Column => self.column_row(row),
            Base::Row => self.row_row(row),
            Base::Sums => self.sum_row(row),
            Base::Each(number) => self.question_row(row, number),
            Base::Known(number) => {
                let sum = self.sum(row).ok_or_else(|| "some of its counts are not printed".to_owned());
                sum.map(|sum| if sum == number { bits_of_sum(number) } else { 0 })
            }
            _ => return self.read_own(block, row),
        };
        match verdict {
            Ok(bits) => {
                let own = self.own_of_row(row);
                self.add(Entry { own, ..Entry::of(block, row..row + 1, base, bits) });
            }
            Err(reason) => self.leave(row, reason),
        }
    }

    /// Whether a row has counts, and its other figures are whole numbers: a mean may look like a count.
    fn is_of_counts(&self, row: usize) -> bool {
        let cells = &self.frame.rows[row].cells;
        let others = self.tallies.iter().filter(|tally| tally.pairs[row].is_none());
        let mut others = others.map(|tally| &cells[tally.columns.start]).filter(|cell| cell.is_figures());
        self.pairs(row).any(|(_, pair)| pair.is_some()) && others.all(|cell| cell.numbers[0].decimals == 0)
    }

    /// A row of counts of which one is the sum of the others.
    fn sum_row(&self, row: usize) -> Result<Bits, String> {
        let total = self.total.ok_or("nothing ties its counts to others")?;
        if self.is_stated() {
            return Err("its counts may be of others than those whom the labels count".to_owned());
        }
        let all: Option<Vec<i64>> = self.pairs(row).map(|(_, pair)| Some(pair?.count)).collect();
        let all = all.ok_or("some of its counts are not printed")?;
        let sum = all.iter().sum::<i64>() - all[total];
        if sum == all[total] { Ok(bits_of_sum(sum)) } else { Ok(0) }
    }

    /// A row of which the percentages are shares of their columns: all of them, or all but one that no base could explain.
    pub(in crate::reading) fn column_row(&self, row: usize) -> Result<Bits, String> {
        let known: Vec<(Pair, i64)> =
            self.pairs(row).filter_map(|(at, pair)| Some((pair?, self.sizes[at].as_ref()?.number))).collect();
        let is_unstated = |(at, pair): &(usize, Option<Pair>)| {
            let size = self.sizes[*at].as_ref();
            pair.zip(size).is_some_and(|(pair, size)| !size.origin.is_stated() && !pair.follows_from(size.number))
        };
        if known.is_empty() {
            return Err("how many its percentages are shares of is not known".to_owned());
        }
        if self.frame.base_of_row(row).is_some() {
            return Ok(self.column_bits(row));
        }
        if known.iter().all(|(pair, _)| pair.percentage.is_none())
            && known.iter().any(|(pair, size)| pair.count > *size)
        {
            return Err("it counts more than there are respondents, and has no percentages".to_owned());
        }
        let astray: Vec<&(Pair, i64)> = known.iter().filter(|(pair, size)| !pair.follows_from(*size)).collect();
        let explained = |(pair, size): &&&(Pair, i64)| pair.bases().is_some_and(|(least, _)| least <= *size);
        if let Some((pair, size)) = astray.iter().find(explained) {
            if pair.is_nearest {
                return Err("percentages without counts may be of those who answered".to_owned());
            }
            let base = pair.bases().map_or(0, |(_, greatest)| greatest.min(*size));
            return Err(format!("its percentages are of another base, such as {base} of {size}"));
        }
        if !astray.is_empty() && astray.iter().all(|(pair, _)| self.all().is_some_and(|all| pair.follows_from(all))) {
            return Err("its percentages are of all columns together".to_owned());
        }
        if self.pairs(row).any(|cell| is_unstated(&cell)) {
            return Err("its percentages do not follow from what the others do, which is stated nowhere".to_owned());
        }
        let backing = self.column_bits(row) + MISPRINT * astray.len() as Bits;
        let is_backed = match known.len() {
            1 => self.is_between_others(row),
            known => astray.len() * 2 <= known && backing >= BACKED,
        } && self.is_printed_alike(row);
        if !astray.is_empty() && !is_backed {
            return Err("its percentages follow from no base that is known".to_owned());
        }
        Ok(self.column_bits(row))
    }

    /// Whether the percentages of a row have as many decimals as most of its columns.
    pub(in crate::reading) fn is_printed_alike(&self, row: usize) -> bool {
        let decimals = |pair: &Pair| pair.percentage.map(|percentage| percentage.decimals);
        self.tallies.iter().all(|tally| {
            let own = tally.pairs[row].as_ref().and_then(decimals);
            let alike = tally.known().filter(|pair| decimals(pair) == own).count();
            own.is_none() || alike * 2 > tally.known().count()
        })
    }

    /// Whether the percentages of the rows beside one follow from the sizes of their columns.
    fn is_between_others(&self, row: usize) -> bool {
        let follows = |row: usize| {
            let mut pairs = self.pairs(row).filter_map(|(at, pair)| Some((pair?, self.sizes[at].as_ref()?.number)));
            pairs.all(|(pair, size)| pair.follows_from(size))
        };
        let rows = self.frame.rows.len();
        let beside = [row.checked_sub(1), Some(row + 1).filter(|row| *row < rows)];
        let beside: Vec<usize> = beside.into_iter().flatten().filter(|row| self.is_of_counts(*row)).collect();
        !beside.is_empty() && beside.into_iter().all(follows)
    }

    /// How many all columns are of together.
    fn all(&self) -> Option<i64> {
        let size = |at: usize| Some(self.sizes[at].as_ref()?.number);
        self.total.map_or_else(|| (0..self.sizes.len()).map(size).sum(), size)
    }

    /// A row of which the percentages are shares of the row.
    fn row_row(&self, row: usize) -> Result<Bits, String> {
        let bits = row_bits(&self.frame, &self.tallies, self.total, row).ok_or("some of its counts are not printed")?;
        if let Some(total) = self.total.filter(|total| !self.is_all_of_rows() && self.sizes[*total].is_none()) {
            let label = self.frame.header(self.tallies[total].columns.start).join(", ");
            return Err(format!("what the percentages of {label} are shares of is not known"));
        }
        let astray = |row: usize| {
            let size = row_size(&self.frame, &self.tallies, self.total, row).unwrap_or(0);
            let parts = self.pairs(row).filter(|(at, _)| Some(*at) != self.total);
            parts.filter(|(_, pair)| pair.is_some_and(|pair| !pair.follows_from(size))).count()
        };
        let is_of_others = |row: usize| astray(row) * 2 > self.tallies.len();
        // Where a row beside it is of something else, so may it be, and follow now and then.
        let is_astray = is_of_others(row) || astray(row) > 0 && self.rows_beside(row).any(is_of_others);
        let is_astray = is_astray && self.frame.base_of_row(row).is_none();
        if is_astray { Err("its percentages are not of its row".to_owned()) } else { Ok(bits) }
    }
}
