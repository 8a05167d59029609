//! One sheet read: what its rows and columns are, as far as the figures say so.

use std::ops::Range;

use crate::reading::found::computed::Computed;
use crate::reading::found::estimates::Estimates;
use crate::reading::found::summary::Summary;
use crate::reading::found::tests_of_counts::TestsOfCounts;
use crate::reading::layout::evidence::Bits;
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::Coverage;
use crate::reading::tallies::base::{Base, row_size};
use crate::reading::tallies::block::Block;
use crate::reading::tallies::headings::Stated;
use crate::reading::tallies::sizes::Size;
use crate::reading::tallies::tally::{Pair, Tally};

/// A sheet of counts, read.
pub(in crate::reading) struct SheetReading<'a> {
    pub frame: Frame<'a>,
    pub tallies: Vec<Tally>,
    /// How many respondents each of them is of, where that is known.
    pub sizes: Vec<Option<Size>>,
    /// The one that counts all the others together.
    pub total: Option<usize>,
    pub entries: Vec<Entry>,
    /// The rows of which headings say how many they are of.
    pub stated: Vec<Stated>,
    /// How many were asked in some rows, as their labels state.
    pub asked: Option<Asked>,
    pub unread: Vec<Unread>,
    /// What most percentages are shares of.
    pub base: Base,
    /// What speaks for each base that was tried.
    pub candidates: Vec<(Base, Bits)>,
    /// What speaks for all of it.
    pub bits: Bits,
    /// What speaks for counts that are whole and not rounded.
    pub whole: Bits,
    /// What must speak for a reading.
    pub enough: Bits,
    /// The columns that count the respondents of others together.
    pub unions: Vec<Union>,
    /// The parts whose rows count several levels of another part together.
    pub together: Vec<Together>,
    /// The column that counts all of the others, and some besides.
    pub partial: Option<Partial>,
    /// The p values that are read beside the counts.
    pub tests: Vec<TestsOfCounts>,
    /// The summary statistics that are read beside the counts.
    pub summary: Option<Summary>,
    /// The columns or rows that follow from others.
    pub computed: Option<Computed>,
    /// Running sums and ranks, each block of lines by itself.
    pub sequences: Vec<Computed>,
    /// The estimates that are read beside them.
    pub estimates: Vec<Estimates>,
}

/// Rows that are read alike.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Entry {
    /// Rows of the frame.
    pub rows: Range<usize>,
    /// The row that counts all of them together.
    pub total: Option<usize>,
    /// The percentages of that row are shares of all.
    pub total_of_all: bool,
    /// The row that names them.
    pub heading: Option<usize>,
    pub base: Base,
    /// The row that counts those of whom its rows are some.
    pub within: Option<usize>,
    /// The column that prints what its percentages are shares of.
    pub own: Option<usize>,
    /// The column whose percentages are shares of a number that a label states, and that number.
    pub asked: Option<(usize, i64)>,
    /// Columns of unknown size are read as well, as of those who answered: other rows are some of those whom they count.
    pub is_wide: bool,
    /// The rows divide the respondents of each column.
    pub divides: bool,
    /// Those who answered, as a manifest says, whatever their percentages are shares of.
    pub is_partial: bool,
    /// The total column may count others than the columns beside it.
    pub is_open: bool,
    /// How its percentages were made, where they are not rounded: adjusted to come to a hundred, or cut off.
    pub adjusted: Option<Adjusted>,
    /// What speaks for it.
    pub bits: Bits,
    /// What speaks for the reading of the table without the rows of this part that do not agree with it.
    pub without: Bits,
}

/// How percentages were made that are not rounded to the nearest: those that come to exactly a hundred were adjusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::reading) enum Adjusted {
    /// Each is rounded up or down.
    UpOrDown,
    /// One takes what the others leave, and is farther off.
    ByOne,
    /// All are cut off instead of rounded, whatever they come to.
    CutOff,
    /// Those of some columns are.
    CutOffInPart,
}

impl Adjusted {
    /// Whether some are cut off instead of rounded.
    pub fn is_cut_off(self) -> bool {
        matches!(self, Self::CutOff | Self::CutOffInPart)
    }

    /// As a manifest says it.
    pub fn written(self) -> &'static str {
        if self == Self::CutOff { "truncation" } else { "controlled" }
    }
}

/// A column whose counts are the sums of some of the others'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Union {
    pub whole: usize,
    pub parts: Vec<usize>,
}

/// How many were asked in each row of one column, as labels state.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Asked {
    pub at: usize,
    pub numbers: Vec<Option<i64>>,
    /// What speaks for it.
    pub bits: Bits,
}

/// A part whose rows count levels of another part together: each row with these.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Together {
    pub part: usize,
    pub of: usize,
    pub rows: Vec<(usize, Vec<usize>)>,
}

/// A column that counts all of the others and some besides, and what speaks for it.
#[derive(Clone, Copy, Debug)]
pub(in crate::reading) struct Partial {
    pub at: usize,
    pub bits: Bits,
}

/// Rows that are not read.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Unread {
    pub rows: Range<usize>,
    pub reason: String,
}

impl Entry {
    pub fn of(block: &Block, rows: Range<usize>, base: Base, bits: Bits) -> Self {
        let (total, divides) = (None, rows.len() > 1);
        Self {
            rows,
            total,
            total_of_all: false,
            heading: block.heading,
            base,
            within: None,
            own: None,
            asked: None,
            is_wide: false,
            divides,
            is_partial: false,
            is_open: false,
            adjusted: None,
            bits,
            without: Bits::MAX,
        }
    }

    /// Its rows, from the top.
    pub fn all_rows(&self) -> Vec<usize> {
        let mut rows: Vec<usize> = self.rows.clone().chain(self.total).collect();
        rows.sort_unstable();
        rows
    }
}

impl<'a> SheetReading<'a> {
    /// A sheet of which no counts are read.
    pub fn bare(frame: Frame<'a>, enough: Bits) -> Self {
        Self {
            frame,
            tallies: Vec::new(),
            sizes: Vec::new(),
            total: None,
            entries: Vec::new(),
            stated: Vec::new(),
            asked: None,
            unread: Vec::new(),
            base: Base::Column,
            candidates: Vec::new(),
            bits: 0,
            whole: 0,
            enough,
            unions: Vec::new(),
            together: Vec::new(),
            partial: None,
            tests: Vec::new(),
            summary: None,
            computed: None,
            sequences: Vec::new(),
            estimates: Vec::new(),
        }
    }

    /// Lists the rows of summary statistics that were taken back, unless something else of them is read.
    pub fn list_left(&mut self, left: &[(usize, String)]) {
        let is_counted = |row: usize| self.entries.iter().any(|entry| entry.all_rows().contains(&row));
        let left: Vec<&(usize, String)> = left.iter().filter(|(row, _)| !is_counted(*row)).collect();
        for (row, reason) in left {
            self.unread.retain(|unread| unread.rows != (*row..row + 1));
            self.unread.push(Unread { rows: *row..row + 1, reason: reason.clone() });
        }
    }

    /// Lists the rows with figures of which nothing is read, nor said why, with the reason why no counts are.
    pub fn leave_others(&mut self, counts: &str) {
        for row in 0..self.frame.rows.len() {
            let is_listed = self.unread.iter().any(|unread| unread.rows.contains(&row));
            let of_estimate = |estimates: &Estimates| estimates.rows.contains(&row);
            let is_read = self.summary.as_ref().is_some_and(|summary| summary.has_row(row))
                || self.estimates.iter().any(of_estimate)
                || self.all_computed().any(|computed| computed.has_row(row));
            if !is_listed && !is_read && self.frame.rows[row].cells.iter().any(|cell| cell.is_figures()) {
                let reason = format!("no label says which statistics its figures are, and of counts {counts}");
                self.unread.push(Unread { rows: row..row + 1, reason });
            }
        }
    }
}

impl SheetReading<'_> {
    /// Whether anything is read of it.
    pub fn has_parts(&self) -> bool {
        let is_estimated = !self.estimates.is_empty();
        !self.entries.is_empty() || self.summary.is_some() || is_estimated || self.all_computed().next().is_some()
    }

    /// All that is read as computed.
    pub fn all_computed(&self) -> impl Iterator<Item = &Computed> {
        self.computed.iter().chain(&self.sequences)
    }

    /// The greatest number of respondents that it prints: all, if it is of all.
    pub fn printed_size(&self) -> Option<i64> {
        self.sizes.iter().flatten().filter(|size| size.origin.is_stated()).map(|size| size.number).max()
    }

    /// Whether it is known how many respondents a column is of, in a part.
    pub fn is_known(&self, at: usize, entry: &Entry) -> bool {
        match entry.base {
            _ if entry.asked.is_some_and(|(asked, _)| asked == at) => true,
            Base::Column => entry.total.is_some() || entry.is_wide || self.sizes[at].is_some(),
            Base::Own => self.tallies[at].bases == entry.own,
            Base::Within => entry.within.and_then(|row| self.counted(at, row)).is_some(),
            _ => true,
        }
    }

    /// The total column, where all that it counts is read in a part.
    pub fn total_of(&self, entry: &Entry) -> Option<usize> {
        self.total.filter(|_| !entry.is_open && (0..self.tallies.len()).all(|at| self.is_known(at, entry)))
    }

    /// Whether the total column prints all of each row, and not its share of all rows.
    pub fn is_all_of_rows(&self) -> bool {
        let Some(total) = self.total else { return true };
        let shares = || self.tallies[total].known().filter(|pair| pair.percentage.is_some());
        shares().filter(|pair| pair.is_all()).count() * 2 >= shares().count()
    }

    /// The pair of each column in a row.
    pub fn pairs(&self, row: usize) -> impl Iterator<Item = (usize, Option<Pair>)> {
        self.tallies.iter().enumerate().map(move |(at, tally)| (at, tally.pairs[row]))
    }

    /// What a percentage of a part is a share of, as far as it is known.
    pub fn base_of(&self, at: usize, row: usize, entry: &Entry) -> Option<i64> {
        match entry.base {
            _ if entry.asked.is_some_and(|(of, _)| of == at) => entry.asked.map(|(_, number)| number),
            _ if entry.total == Some(row) && entry.total_of_all => {
                row_size(&self.frame, &self.tallies, self.total, row)
            }
            Base::Column => match (&self.sizes[at], entry.total) {
                (Some(size), _) => Some(size.number),
                (None, total) => Some(self.tallies[at].pairs[total?]?.count),
            },
            Base::Answered | Base::Block => {
                entry.rows.clone().map(|row| Some(self.tallies[at].pairs[row]?.count)).sum()
            }
            Base::Row if self.total == Some(at) && !self.is_all_of_rows() => Some(self.sizes[at].as_ref()?.number),
            Base::Row => row_size(&self.frame, &self.tallies, self.total, row),
            Base::Own => self.tallies[at].pairs[row].filter(|_| entry.own.is_none() || self.is_known(at, entry))?.base,
            Base::Total => Some(self.tallies[at].pairs[entry.total?]?.count),
            Base::Heading(number) | Base::Each(number) => Some(number),
            Base::Within => self.counted(at, entry.within?),
            Base::Sums | Base::Known(_) | Base::Unknown => None,
        }
    }

    /// What a column counts in a row, with or without a percentage.
    pub fn counted(&self, at: usize, row: usize) -> Option<i64> {
        let alone = || self.frame.rows[row].cells[self.tallies[at].columns.start].single()?.count();
        self.tallies[at].pairs[row].map(|pair| pair.count).or_else(alone)
    }

    /// Whether a row has counts without percentages, beside others with them.
    pub fn is_alone(&self, row: usize) -> bool {
        self.pairs(row).all(|(_, pair)| pair.is_none())
            && (0..self.tallies.len()).any(|at| self.counted(at, row).is_some())
    }

    /// Whether a manifest says what the percentages of a part are shares of, what its total is, or whom its levels are.
    pub fn is_given(&self, entry: &Entry) -> bool {
        let frame = &self.frame;
        let is_total = entry.total.is_some_and(|total| frame.is_margin_row(total) == Some(true));
        is_total
            || frame.coverage_of(entry.heading, entry.rows.clone()) == Some(Coverage::Partition)
            || entry.rows.clone().all(|row| frame.base_of_row(row).is_some())
    }

    /// The part of which a row is one level.
    pub fn part_of(&self, row: usize) -> Option<usize> {
        self.entries.iter().position(|entry| entry.rows.contains(&row))
    }

    /// How many percentages of a row do not follow from what they are shares of.
    pub fn astray(&self, row: usize, entry: &Entry) -> usize {
        let follows =
            |(at, pair): (usize, Option<Pair>)| Some(self.follows(entry, &pair?, self.base_of(at, row, entry)?));
        let fails = matches!(entry.base, Base::Known(number) | Base::Each(number) if self.sum(row) != Some(number));
        self.pairs(row).filter_map(follows).filter(|follows| !follows).count() + usize::from(fails)
    }

    /// Whether labels state that there are more in a row than its columns count.
    pub fn leaves_out(&self, entry: &Entry) -> bool {
        let size = |row: usize| row_size(&self.frame, &self.tallies, self.total, row);
        entry.all_rows().into_iter().any(|row| self.sum(row) != size(row))
    }

    /// The sum of a row's counts.
    pub fn sum(&self, row: usize) -> Option<i64> {
        self.pairs(row).map(|(_, pair)| Some(pair?.count)).sum()
    }

    pub fn row_bits(&self, row: usize, entry: &Entry) -> Bits {
        self.pairs(row).filter_map(|(at, pair)| Some(pair?.bits(self.base_of(at, row, entry)?))).sum()
    }
}
