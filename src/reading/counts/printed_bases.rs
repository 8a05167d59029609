//! Numbers that are printed near a percentage of which it may be a share as well: those who answered, were examined or were at risk.

use std::ops::Range;

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::printed::Printed;
use crate::reading::tallies::base::Base;
use crate::reading::tallies::sizes::stated;
use crate::reading::tallies::tally::Pair;

impl SheetReading<'_> {
    /// A number near a percentage from which it follows; none, where its cell prints of which it is.
    pub(in crate::reading) fn printed_base(&self, at: usize, row: usize, pair: &Pair, entry: &Entry) -> Option<i64> {
        if entry.base == Base::Own && entry.own.is_none() {
            return None;
        }
        let counted = self.counts_of_all(at).chain(entry.heading.and_then(|row| self.counted(at, row)));
        let mut bases = counted.chain(self.sums_of_block(at, row)).chain(self.numbers_of_labels(at, row, entry));
        bases.find(|base| *base >= pair.count && pair.follows_from(*base))
    }

    /// What a column counts in rows without percentages, or with a percentage of 100.
    fn counts_of_all(&self, at: usize) -> impl Iterator<Item = i64> {
        let is_all = |pair: Pair| pair.percentage.is_none() || pair.is_all();
        let rows = (0..self.frame.rows.len()).filter(move |row| self.tallies[at].pairs[*row].is_none_or(is_all));
        rows.filter_map(move |row| self.counted(at, row))
    }

    /// What the rows below a heading count in a column, down to a row or to one below it, if all of their percentages follow from it: the last
    /// may be those who did not answer, or what no heading parts from them.
    fn sums_of_block(&self, at: usize, row: usize) -> impl Iterator<Item = i64> {
        let rows = self.rows_beside(row);
        let of_rows = move |end: usize| {
            let pairs: Vec<Pair> = (rows.start..end).map(|row| self.tallies[at].pairs[row]).collect::<Option<_>>()?;
            let sum = pairs.iter().map(|pair| pair.count).sum();
            let is_whole = pairs.len() > 1 && pairs.iter().all(|pair| pair.follows_from(sum));
            is_whole.then_some(sum)
        };
        (row + 1..self.rows_beside(row).end + 1).filter_map(of_rows)
    }

    /// The rows that stand with one under the same heading.
    pub(in crate::reading) fn rows_beside(&self, row: usize) -> Range<usize> {
        let is_heading = |row: &usize| self.frame.rows[*row].is_heading();
        let start = (0..row).rev().find(is_heading).map_or(0, |heading| heading + 1);
        start..(row..self.frame.rows.len()).find(is_heading).unwrap_or(self.frame.rows.len())
    }

    /// The whole numbers in the label of a row, in its heading, above its column and in the corner, and the numbers of respondents that
    /// the caption and the notes state.
    fn numbers_of_labels(&self, at: usize, row: usize, entry: &Entry) -> Vec<i64> {
        let frame = &self.frame;
        let corner = (0..frame.head).flat_map(|line| (0..frame.stub).map(move |column| frame.sheet.text(line, column)));
        let heading = entry.heading.into_iter().chain(self.heading_of(row));
        let lines = heading.map(|row| frame.rows[row].at);
        let headings =
            lines.flat_map(|line| (0..frame.sheet.columns()).map(move |column| frame.sheet.text(line, column)));
        let above = self.tallies[at].columns.clone().flat_map(|column| frame.header(column));
        let labels = corner.chain(headings).chain(above).chain([frame.rows[row].label.as_str()]);
        let texts = frame.sheet.notes.iter().map(|note| note.text.as_str()).chain([frame.sheet.caption.as_str()]);
        labels
            .flat_map(|label| Printed::read(label, frame.decimal).numbers)
            .filter_map(|number| number.count())
            .chain(texts.flat_map(|text| stated(text, frame.decimal)))
            .collect()
    }
}
