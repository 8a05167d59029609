//! Numbers of respondents that no label states, as claims of a study.

use std::fmt::Write;

use crate::document::words;
use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::evidence::Bits;
use crate::reading::layout::texts::bare;
use crate::reading::tallies::base::Base;
use crate::reading::tallies::sizes::Origin;
use crate::reading::written::labels::quoted;
use crate::reading::written::names::Names;

/// A line that states a number of respondents.
pub(in crate::reading) struct Sized {
    /// Counted from 0.
    pub line: usize,
    /// Why it is that number.
    pub reason: &'static str,
    /// The row and the column behind the stub that print it.
    pub cell: Option<(usize, usize)>,
}

/// The labels of the columns, and the names that a sheet has in a study.
struct Named<'a> {
    labels: &'a [String],
    names: &'a Names,
}

/// The sizes that no label states. That of a total column is of all, or of a group where not all others are read beside it.
pub(in crate::reading) fn sizes(
    out: &mut String,
    reading: &SheetReading,
    labels: &[String],
    names: &Names,
) -> Vec<Sized> {
    let writer = &Named { labels, names };
    let sized: Vec<&Entry> =
        reading.entries.iter().filter(|entry| entry.base == Base::Column && entry.total.is_none()).collect();
    // Beside shares of rows, those of the total column are of all.
    let is_row = |entry: &Entry| entry.base == Base::Row && entry.total.is_none() && !reading.is_all_of_rows();
    let by_rows = reading.entries.iter().any(is_row);
    let mut lines = Vec::new();
    let of_all = match reading.base {
        Base::Known(number) => Some((number, "other tables".to_owned(), "other tables are of so many")),
        Base::Each(number) => {
            let reason = "it is not reported; the counts of most rows come to it";
            Some((number, words(&reading.frame.sheet.label), reason))
        }
        _ => None,
    };
    if let Some((number, place, reason)) = of_all {
        let line = size(out, writer, &place, number, reading.bits, "");
        lines.push(Sized { line, reason, cell: None });
    }
    for (at, entry) in reading.entries.iter().enumerate() {
        let Base::Heading(number) = entry.base else { continue };
        let label = quoted(&bare(&writer.labels[reading.tallies[0].columns.start], reading.frame.decimal));
        let event = format!(", {} = \"answered\", {} = {label}", writer.names.parts[at], writer.names.group);
        let line = size(out, writer, &words(&reading.frame.sheet.label), number, entry.bits, &event);
        lines.push(Sized { line, reason: "a heading states it, and the percentages below follow from it", cell: None });
    }
    for (at, entry) in reading.entries.iter().enumerate() {
        let Some((asked, number)) = entry.asked else { continue };
        let label = quoted(&bare(&writer.labels[reading.tallies[asked].columns.start], reading.frame.decimal));
        let group = match reading.column_of_all(entry) == Some(asked) {
            true => String::new(),
            false => format!(", {} = {label}", writer.names.group),
        };
        let event = format!(", {} = \"answered\"{group}", writer.names.parts[at]);
        let line = size(out, writer, &words(&reading.frame.sheet.label), number, entry.bits, &event);
        lines.push(Sized {
            line,
            reason: "a label states it, and the percentages beside it follow from it",
            cell: None,
        });
    }
    for (at, (tally, found)) in reading.tallies.iter().zip(&reading.sizes).enumerate() {
        let Some(found) = found.as_ref().filter(|size| size.origin != Origin::Label) else { continue };
        let label = bare(&writer.labels[tally.columns.start], reading.frame.decimal);
        let group = format!(", {} = {}", writer.names.group, quoted(&label));
        let is_all = |entry: &&&Entry| reading.column_of_all(entry) == Some(at);
        let is_of_all = by_rows && reading.total == Some(at) || sized.iter().any(|entry| is_all(&entry));
        let of_all = is_of_all.then(String::new);
        let of_group = sized.iter().any(|entry| !is_all(&entry)).then_some(group);
        for event in of_all.into_iter().chain(of_group) {
            let line = size(out, writer, &words(&reading.frame.sheet.label), found.number, found.bits, &event);
            let cell = found.row.map(|row| (row, tally.columns.start));
            lines.push(Sized { line, reason: found.origin.says(), cell });
        }
    }
    lines
}

/// A claim of how many respondents a table, or a group of it, is of; and the line of its figure.
fn size(out: &mut String, writer: &Named, place: &str, number: i64, bits: Bits, group: &str) -> usize {
    let _ = writeln!(out, "\n[[claim]]  # {bits} bits");
    let _ = writeln!(out, "where = {}", quoted(place));
    let line = out.matches('\n').count();
    let _ = writeln!(out, "figure = {}", quoted(&number.to_string()));
    let _ = writeln!(out, "event = {{ {} = \"respondents\"{group} }}", writer.names.respondents);
    line
}
