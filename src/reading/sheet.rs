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
    /// What speaks for the reading of the table without the rows of this part that do not agree with it.
    pub without: Bits,
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
    /// What most percentages are shares of.
    pub base: Base,
    /// What speaks for each base that was tried.
    pub candidates: Vec<(Base, Bits)>,
    /// What speaks for all of it.
    pub bits: Bits,
    /// What must speak for a reading.
    pub enough: Bits,
}

/// Reads a sheet, if enough speaks for it; or says why it is not read.
pub(super) fn read(sheet: &Sheet, enough: Bits) -> Result<SheetReading<'_>, String> {
    let frame = Frame::of(sheet).ok_or("it has no figures beside labels")?;
    let tallies = tallies(&frame);
    if tallies.is_empty() {
        return Err("no column has counts with percentages".to_owned());
    }
    if says_means(sheet) {
        return Err("its notes speak of means, so that its counts may be rounded".to_owned());
    }
    let caption = sizes::stated(&sheet.caption, frame.decimal);
    let blocks = blocks(&frame);
    let sizes = tallies.iter().map(|tally| sizes::size(&frame, tally, &blocks, &caption));
    let found: Vec<Result<Size, String>> = sizes.collect();
    let candidates = weigh(&tallies, &found, &blocks);
    let (base, bits) = choose(&candidates);
    if bits < enough {
        let reason = found.into_iter().find_map(Result::err);
        let reason = reason.unwrap_or_else(|| "too few figures say what it is".to_owned());
        return Err(format!("{reason} ({bits} bits, {enough} are needed)"));
    }
    let sizes: Vec<Option<Size>> = found.into_iter().map(Result::ok).collect();
    let (total, entries, unread) = (total(&tallies, &sizes), Vec::new(), Vec::new());
    let mut reading = SheetReading { frame, tallies, sizes, total, entries, unread, base, candidates, bits, enough };
    blocks.iter().for_each(|block| reading.read_block(block, base));
    Ok(reading)
}

/// Whether the notes or the caption say that what looks like counts are means.
fn says_means(sheet: &Sheet) -> bool {
    let mut texts = sheet.notes.iter().map(|note| note.text.as_str()).chain([sheet.caption.as_str()]);
    texts.any(|text| {
        let text = text.to_lowercase();
        ["mean of", "means of", "average of", "averages of", "replicates"].iter().any(|words| text.contains(words))
    })
}

/// What speaks for each base that all percentages may have.
fn weigh(tallies: &[Tally], sizes: &[Result<Size, String>], blocks: &[Block]) -> Vec<(Base, Bits)> {
    let total = total(tallies, &vec![None; tallies.len()]);
    let rows = 0..tallies.first().map_or(0, |tally| tally.pairs.len());
    vec![
        (Base::Column, sizes.iter().flatten().map(|size| size.bits).sum()),
        (Base::Answered, blocks.iter().map(|block| block_bits(tallies, block)).sum()),
        (Base::Row, rows.filter_map(|row| row_bits(tallies, total, row)).sum()),
        (Base::Own, tallies.iter().flat_map(Tally::known).filter_map(|pair| Some(pair.bits(pair.base?))).sum()),
    ]
}

/// The base for which most speaks, if it leads those before it.
fn choose(candidates: &[(Base, Bits)]) -> (Base, Bits) {
    let better = |best: (Base, Bits), next: &(Base, Bits)| if next.1 > best.1 + LEAD { *next } else { best };
    candidates.iter().fold((Base::Column, 0), better)
}

/// What speaks for percentages that are shares of their block's sum.
fn block_bits(tallies: &[Tally], block: &Block) -> Bits {
    let of_column = |tally: &Tally| {
        let pairs: Vec<Pair> = block.rows.clone().map(|row| tally.pairs[row]).collect::<Option<_>>()?;
        let sum = pairs.iter().map(|pair| pair.count).sum();
        // One of them follows from the others.
        (pairs.len() > 1).then(|| pairs.iter().skip(1).map(|pair| pair.bits(sum)).sum::<Bits>())
    };
    tallies.iter().filter_map(of_column).sum()
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
        let others =
            sizes.iter().enumerate().filter(|(other, _)| other != at).map(|(_, size)| Some(size.as_ref()?.number));
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
        if base == Base::Answered {
            return self.read_answered(block);
        }
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
            if let Some(reason) = self.objection(&division.rows, Some(&self.sizes)) {
                (row..division.rows.start).for_each(|row| self.read_row(block, row, base));
                row = division.rows.end;
                self.unread.push(Unread { rows: division.rows, reason });
                continue;
            }
            (row..division.rows.start).for_each(|row| self.read_row(block, row, base));
            row = division.rows.end;
            let bits = division.bits + division.rows.clone().map(|row| self.column_bits(row)).sum::<Bits>();
            self.add(Entry { rows: division.rows, heading: block.heading, base, divides: true, bits, without: 0 });
        }
        if row == block.rows.start && self.follow_from_block(block) {
            return self.read_answered(block);
        }
        (row..block.rows.end).for_each(|row| self.read_row(block, row, base));
    }

    /// Adds a part, if what does not agree with it rests on enough else.
    fn add(&mut self, entry: Entry) {
        let astray = entry.rows.clone().filter(|row| self.is_astray(*row, &entry));
        let own: Bits = astray.map(|row| self.row_bits(row, &entry).max(0)).sum();
        let (without, is_sure) = (self.bits - own, entry.rows.clone().all(|row| !self.is_astray(row, &entry)));
        match is_sure || without >= self.enough {
            true => self.entries.push(Entry { without, ..entry }),
            false => self.unread.push(Unread {
                rows: entry.rows,
                reason: format!(
                    "it does not agree with the rest, for which too little speaks ({without} bits, {} are needed)",
                    self.enough
                ),
            }),
        }
    }

    /// What a percentage of a part is a share of, as far as it is known.
    fn base_of(&self, at: usize, row: usize, entry: &Entry) -> Option<i64> {
        match entry.base {
            Base::Column => Some(self.sizes[at].as_ref()?.number),
            Base::Answered => entry.rows.clone().map(|row| Some(self.tallies[at].pairs[row]?.count)).sum(),
            Base::Row => row_size(&self.tallies, self.total, row),
            Base::Own => self.tallies[at].pairs[row]?.base,
        }
    }

    fn is_astray(&self, row: usize, entry: &Entry) -> bool {
        let follows = |(at, pair): (usize, Option<Pair>)| Some(pair?.follows_from(self.base_of(at, row, entry)?));
        self.pairs(row).filter_map(follows).any(|follows| !follows)
    }

    fn row_bits(&self, row: usize, entry: &Entry) -> Bits {
        self.pairs(row).filter_map(|(at, pair)| Some(pair?.bits(self.base_of(at, row, entry)?))).sum()
    }

    fn leave(&mut self, row: usize, reason: impl Into<String>) {
        self.unread.push(Unread { rows: row..row + 1, reason: reason.into() });
    }

    /// Why rows that come to the size of their column are not read all the same.
    fn objection(&self, rows: &Range<usize>, sizes: Option<&[Option<Size>]>) -> Option<String> {
        let labels: Vec<&str> = rows.clone().map(|row| self.frame.rows[row].label.as_str()).collect();
        if labels.iter().enumerate().any(|(at, label)| label.is_empty() || labels[..at].contains(label)) {
            return Some("two of its rows have one label, or none".to_owned());
        }
        self.tallies.iter().zip(sizes?).find_map(|(tally, size)| {
            let size = size.as_ref()?.number;
            let astray = rows.clone().filter_map(|row| tally.pairs[row]).filter(|pair| !pair.follows_from(size));
            let ranges: Option<Vec<(i64, i64)>> = astray.map(|pair| bases(pair.count, &pair.percentage)).collect();
            let ranges = ranges.filter(|ranges| ranges.len() > 1)?;
            let least = ranges.iter().map(|range| range.0).max()?;
            let greatest = ranges.iter().map(|range| range.1).min()?;
            (least <= greatest).then(|| format!("several of its percentages follow from {least}, not from {size}"))
        })
    }

    /// What speaks for the sizes of the columns in a row.
    fn column_bits(&self, row: usize) -> Bits {
        let known = self.pairs(row).filter_map(|(at, pair)| Some(pair?.bits(self.sizes[at].as_ref()?.number)));
        known.sum()
    }

    /// Whether the percentages of a block follow from its own sums, and some of them not from the sizes of their columns.
    fn follow_from_block(&self, block: &Block) -> bool {
        let strays = |tally: &Tally, size: &Option<Size>| {
            let pairs = block.rows.clone().filter_map(|row| tally.pairs[row]);
            size.as_ref().is_none_or(|size| pairs.clone().any(|pair| !pair.follows_from(size.number)))
        };
        let all_follow = |tally: &Tally| {
            let pairs: Option<Vec<Pair>> = block.rows.clone().map(|row| tally.pairs[row]).collect();
            pairs.is_some_and(|pairs| {
                let sum = pairs.iter().map(|pair| pair.count).sum();
                pairs.iter().all(|pair| pair.follows_from(sum))
            })
        };
        block.rows.len() > 1
            && self.tallies.iter().all(all_follow)
            && self.tallies.iter().zip(&self.sizes).any(|(tally, size)| strays(tally, size))
    }

    /// Reads a block whose percentages are shares of its own sums.
    fn read_answered(&mut self, block: &Block) {
        let rows = block.rows.clone();
        let bits = block_bits(&self.tallies, block);
        let above = self.tallies.iter().zip(&self.sizes).find_map(|(tally, size)| {
            let (size, pairs) = (size.as_ref()?.number, rows.clone().map(|row| tally.pairs[row]));
            let sum = pairs.map(|pair| Some(pair?.count)).sum::<Option<i64>>()?;
            (sum > size).then(|| format!("its counts come to {sum}, but there are {size}"))
        });
        match self.objection(&rows, None).or(above) {
            Some(reason) => self.unread.push(Unread { rows, reason }),
            None if rows.len() > 1 && bits > 0 => {
                self.add(Entry { rows, heading: block.heading, base: Base::Answered, divides: true, bits, without: 0 });
            }
            None => {
                self.unread.push(Unread { rows, reason: "what its percentages are shares of is not known".to_owned() })
            }
        }
    }

    /// Reads a row by itself.
    fn read_row(&mut self, block: &Block, row: usize, base: Base) {
        if self.frame.rows[row].label.is_empty() {
            return self.leave(row, "it has no label");
        }
        if self.pairs(row).all(|(_, pair)| pair.is_none()) {
            if self.frame.rows[row].cells.iter().any(|cell| cell.is_figures()) {
                self.leave(row, "its cells are no counts with percentages");
            }
            return;
        }
        let verdict = match base {
            Base::Column => self.column_row(row),
            Base::Row => self.row_row(row),
            Base::Own | Base::Answered => {
                Ok(self.pairs(row).filter_map(|(_, pair)| Some(pair?.bits(pair?.base?))).sum())
            }
        };
        match verdict {
            Ok(bits) => {
                self.add(Entry { rows: row..row + 1, heading: block.heading, base, divides: false, bits, without: 0 })
            }
            Err(reason) => self.leave(row, reason),
        }
    }

    /// A row of which the percentages are shares of their columns: all of them, or all but one that no base could explain.
    fn column_row(&self, row: usize) -> Result<Bits, String> {
        let known: Vec<(Pair, i64)> =
            self.pairs(row).filter_map(|(at, pair)| Some((pair?, self.sizes[at].as_ref()?.number))).collect();
        let is_unstated = |(at, pair): &(usize, Option<Pair>)| {
            let size = self.sizes[*at].as_ref();
            pair.zip(size).is_some_and(|(pair, size)| !size.origin.is_stated() && !pair.follows_from(size.number))
        };
        if known.is_empty() {
            return Err("how many its percentages are shares of is not known".to_owned());
        }
        let astray: Vec<&(Pair, i64)> = known.iter().filter(|(pair, size)| !pair.follows_from(*size)).collect();
        let explained =
            |(pair, size): &&&(Pair, i64)| bases(pair.count, &pair.percentage).is_some_and(|(least, _)| least <= *size);
        if let Some((pair, size)) = astray.iter().find(explained) {
            let base = bases(pair.count, &pair.percentage).map_or(0, |(_, greatest)| greatest.min(*size));
            return Err(format!("its percentages are of another base, such as {base} of {size}"));
        }
        if self.pairs(row).any(|cell| is_unstated(&cell)) {
            return Err("its percentages do not follow from what the others do, which is stated nowhere".to_owned());
        }
        let is_lone = astray.len() < known.len().max(2) && astray.len() * 2 <= known.len().max(2);
        if !astray.is_empty() && !is_lone {
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
