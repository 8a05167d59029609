//! What a manifest says of a table and the reading does not follow: it is listed.

use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::given::{COLUMNS, is_called};
use crate::reading::written::names::is_part_called;

/// The labels that are not read as a manifest says, or that it says not to read, with the reason.
pub(super) fn unheeded(reading: &SheetReading) -> impl Iterator<Item = (Vec<String>, &'static str)> {
    let found = [
        (reading.frame.given.ignore.clone(), "the manifest leaves them out"),
        (margins(reading), "the manifest says that they are totals, but they are not read as those of other columns"),
        (names(reading), "the manifest names them, but they are not read as levels of one classification"),
    ];
    found.into_iter().filter(|(labels, _)| !labels.is_empty())
}

/// The columns that are said to be totals and are read as none.
fn margins(reading: &SheetReading) -> Vec<String> {
    let frame = &reading.frame;
    let total = reading.total.or(reading.partial.map(|partial| partial.at));
    let total = total.map(|at| reading.tallies[at].columns.start);
    let of_summary = |column: usize| reading.summary.as_ref().is_some_and(|summary| summary.total == Some(column));
    let is_left = |name: &&String| {
        let is_it = |column: &usize| frame.names_of_column(*column).any(|label| is_called(&label, name, frame.decimal));
        let mut columns = (0..frame.width()).filter(is_it).peekable();
        columns.peek().is_some() && !columns.any(|column| total == Some(column) || of_summary(column))
    };
    frame.given.margins.iter().flatten().filter(is_left).cloned().collect()
}

/// The headings and rows that are named and are no parts by themselves.
fn names(reading: &SheetReading) -> Vec<String> {
    let labels = reading.frame.given.names.iter().map(|(label, _)| label).filter(|label| *label != COLUMNS);
    labels.filter(|label| !reading.entries.iter().any(|entry| is_part_called(reading, entry, label))).cloned().collect()
}
