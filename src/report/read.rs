//! What was read of a paper, as text: a line for each table, and what was not read.

use std::fmt::Write;

use indexmap::IndexMap;

use crate::reading::{Reading, TableReading};
use crate::visible::line;

/// How many of the rows that are not read for one reason are named.
const MOST_LABELS: usize = 8;

/// How each table of a paper was read and what speaks for it, or why it was not; below it the rows and columns that were not, each
/// reason once.
pub fn read(reading: &Reading) -> String {
    let mut text = String::new();
    for (at, table) in reading.tables().iter().enumerate() {
        let _ = writeln!(text, "{}", line(&table.to_string()));
        write_unread(&mut text, table, Some((at, MOST_LABELS)));
    }
    if reading.tables().is_empty() {
        text.push_str("no table was found\n");
    }
    if !reading.text().is_empty() {
        let _ = writeln!(text, "{}", reading.text());
    }
    text.push('\n');
    text
}

/// How a table was read: what speaks for each reading that was tried, the rows that were read together with what speaks for them, and
/// those that were not, each with the reason.
pub fn explain(table: &TableReading) -> String {
    let mut text = format!("{}\n", line(&table.to_string()));
    for candidate in &table.candidates {
        let _ = writeln!(text, "  {:>6} bits  {}", candidate.bits, candidate.what);
    }
    for part in table.how.iter().flat_map(|how| &how.parts) {
        let divides = if part.divides { ", which they divide" } else { "" };
        let adjusted = if part.is_adjusted { ", adjusted to come to 100" } else { "" };
        let rows = part.labels.iter().map(named).collect::<Vec<_>>().join("; ");
        let _ = writeln!(text, "  read: {rows}: of {}{divides}{adjusted}; {} bits", part.base, part.bits);
    }
    write_unread(&mut text, table, None);
    text
}

/// The rows and columns that were not read, each reason once. Of a table among others so many labels are named.
fn write_unread(text: &mut String, table: &TableReading, among: Option<(usize, usize)>) {
    let mut reasons: IndexMap<&str, Vec<String>> = IndexMap::new();
    for unread in &table.unread {
        // What differs from row to row stands with its label.
        let (reason, example) = unread.reason.split_once(", such as ").unwrap_or((&unread.reason, ""));
        let example = if example.is_empty() { String::new() } else { format!(" (such as {example})") };
        let named = unread.labels.iter().map(|label| named(label) + &example);
        reasons.entry(reason).or_default().extend(named);
    }
    for (reason, all) in reasons {
        let (at, most) = among.unwrap_or((0, usize::MAX));
        let more = match all.len().saturating_sub(most) {
            0 => String::new(),
            more => format!("; and {more} more, which `--explain {}` lists", at + 1),
        };
        let labels = &all[..all.len().min(most)];
        let _ = writeln!(text, "  not read: {}: {}{more}", line(reason), labels.join("; "));
    }
}

/// A label, which may have commas in it.
fn named(label: impl AsRef<str>) -> String {
    if label.as_ref().is_empty() { "(no label)".to_owned() } else { line(label.as_ref()) }
}
