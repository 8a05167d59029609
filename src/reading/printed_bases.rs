//! Numbers that are printed near a percentage of which it may be a share as well: those who answered, were examined or were at risk.

use crate::reading::printed::Printed;
use crate::reading::sheet::{Entry, SheetReading};
use crate::reading::sizes::stated;
use crate::reading::tally::Pair;

impl SheetReading<'_> {
    /// A number near a percentage from which it follows.
    pub(super) fn printed_base(&self, at: usize, row: usize, pair: &Pair, entry: &Entry) -> Option<i64> {
        let mut bases = self.counts_alone(at).chain(self.count_of_heading(at, entry)).chain(self.numbers_of_labels(at, row, entry));
        bases.find(|base| *base >= pair.count && pair.follows_from(*base))
    }

    /// What a column counts in rows without percentages.
    fn counts_alone(&self, at: usize) -> impl Iterator<Item = i64> {
        let is_alone = move |row: &usize| self.tallies[at].pairs[*row].is_none_or(|pair| pair.percentage.is_none());
        (0..self.frame.rows.len()).filter(is_alone).filter_map(move |row| self.counted(at, row))
    }

    /// What it counts in the row that is the heading of a part.
    fn count_of_heading(&self, at: usize, entry: &Entry) -> Option<i64> {
        entry.heading.and_then(|row| self.counted(at, row))
    }

    /// The whole numbers in the label of a row, in its heading, above its column and in the corner, and the numbers of respondents that
    /// the caption and the notes state.
    fn numbers_of_labels(&self, at: usize, row: usize, entry: &Entry) -> Vec<i64> {
        let frame = &self.frame;
        let corner = (0..frame.head).flat_map(|line| (0..frame.stub).map(move |column| frame.sheet.text(line, column)));
        let heading = entry.heading.into_iter().chain(self.heading_of(row));
        let lines = heading.map(|row| frame.rows[row].at);
        let headings = lines.flat_map(|line| (0..frame.sheet.columns()).map(move |column| frame.sheet.text(line, column)));
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
