//! Blocks: rows that stand together under a heading, and which of them divide the respondents.

use std::ops::Range;

use crate::reading::layout::evidence::{Bits, bits_of_sum, log2};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::Coverage;
use crate::reading::layout::row::Row;
use crate::reading::tallies::tally::Tally;

/// A row whose counts are the sums of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) struct TotalRow {
    pub row: usize,
    /// The rows that it is the sum of, directly above or below it.
    pub parts: Range<usize>,
    /// What speaks for it: the sums that hold, less what it costs to look for it.
    pub bits: Bits,
    /// In so many columns it is not the sum.
    pub missed: usize,
}

/// Rows under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Block {
    /// The row of the heading.
    pub heading: Option<usize>,
    pub rows: Range<usize>,
    /// The row that counts all of them together.
    pub total: Option<TotalRow>,
    /// That row, where it does not count all respondents: then it is a level of others.
    pub within: Option<usize>,
}

impl Block {
    /// From its first row to its last, with that of the total.
    pub fn span(&self) -> Range<usize> {
        let total = self.total.as_ref().map_or(self.rows.start, |total| total.row);
        self.rows.start.min(total)..self.rows.end.max(total + 1)
    }

    /// Whom a manifest says that its levels are.
    pub fn coverage(&self, frame: &Frame) -> Option<Coverage> {
        frame.coverage_of(self.heading, self.span())
    }

    /// Its rows, with that of the total.
    pub fn all_rows(&self) -> impl Iterator<Item = usize> + use<> {
        let mut rows: Vec<usize> = self.rows.clone().chain(self.total.as_ref().map(|total| total.row)).collect();
        rows.sort_unstable();
        rows.into_iter()
    }
}

/// The blocks of a sheet, by headings and indentation.
pub(in crate::reading) fn blocks(frame: &Frame, tallies: &[Tally]) -> Vec<Block> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut heading = None;
    let mut close = |heading: Option<usize>, rows: Range<usize>| {
        if !rows.is_empty() {
            found.push(Block { heading, rows, total: None, within: None });
        }
    };
    for (at, row) in frame.rows.iter().enumerate() {
        let above = at.checked_sub(1).map(|above| &frame.rows[above]);
        let deeper = above.is_some_and(|above| row.indent > above.indent);
        let shallower = above.is_some_and(|above| row.indent < above.indent);
        if is_heading(row, tallies) {
            close(heading, start..at);
            (heading, start) = (Some(at), at + 1);
        } else if row.begins || deeper && heading.is_none_or(|heading| heading + 1 != at) {
            // A row with figures may be the heading of those that are moved to the right below it.
            close(heading, start..at);
            (heading, start) = (if row.begins { None } else { Some(at - 1) }, at);
        } else if shallower && heading.is_some_and(|heading| frame.rows[heading].indent >= row.indent) {
            close(heading, start..at);
            (heading, start) = (None, at);
        }
    }
    close(heading, start..frame.rows.len());
    found
}

/// Whether a row names what is below it: it has a label, and no figures but such as a p value beside the columns of counts.
pub(in crate::reading) fn is_heading(row: &Row, tallies: &[Tally]) -> bool {
    let mut columns = tallies.iter().flat_map(|tally| tally.columns.clone());
    !row.label.is_empty() && !columns.any(|column| row.cells[column].is_figures())
}

/// Rows whose counts come to the size of their column, in each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Division {
    pub rows: Range<usize>,
    pub bits: Bits,
}

/// No more rows divide the respondents.
const MOST_LEVELS: usize = 40;

/// What must speak for a division.
const ENOUGH: Bits = 7;

/// The rows of a block that divide the respondents, as their sums show: from the top, the longest first. `counts` tells the counts of a row
/// in the columns whose `sizes` are known, nothing where one is not printed.
pub(in crate::reading) fn divisions(
    block: &Block,
    sizes: &[i64],
    counts: impl Fn(usize) -> Option<Vec<i64>>,
) -> Vec<Division> {
    let mut found = Vec::new();
    let mut start = block.rows.start;
    let tried = block.rows.len() * block.rows.len().min(MOST_LEVELS);
    while start < block.rows.end {
        let mut sums = vec![0_i64; sizes.len()];
        let mut best = None;
        for at in start..block.rows.end.min(start + MOST_LEVELS) {
            let Some(row) = counts(at) else { break };
            sums.iter_mut().zip(&row).for_each(|(sum, count)| *sum += count);
            if at > start && sums == sizes {
                best = Some(start..at + 1);
            }
        }
        let bits: Bits = sizes.iter().map(|size| bits_of_sum(*size)).sum();
        let is_whole = |rows: &Range<usize>| block.heading.is_some() && *rows == block.rows;
        let cost = |rows: &Range<usize>| if is_whole(rows) { 0 } else { log2(tried as i64) };
        match best.filter(|rows| bits - cost(rows) >= ENOUGH || is_whole(rows)) {
            Some(rows) => {
                start = rows.end;
                found.push(Division { bits: bits - cost(&rows), rows });
            }
            None => start += 1,
        }
    }
    found
}
