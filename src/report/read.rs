//! What was read of a paper, as text: a line for each table, and what was not read.

use std::fmt::Write;

use crate::audit::Audit;
use crate::reading::{Reading, TableReading};
use crate::report::visible::visible;
use crate::report::words;

/// How each table of a paper was read and what speaks for it, or why it was not; how many rows of it were not.
pub fn read(reading: &Reading) -> String {
    let mut text = String::new();
    for table in reading.tables() {
        let rows: usize = table.unread.iter().map(|unread| unread.labels.len()).sum();
        let unread = if rows == 0 { String::new() } else { format!("; {} not read", words::count(rows, "row")) };
        let _ = writeln!(text, "{}", visible(&format!("{table}{unread}")));
    }
    if reading.tables().is_empty() {
        text.push_str("no table was found\n");
    }
    text.push('\n');
    text
}

/// How a table was read: what speaks for each reading that was tried, the rows that were read together with what speaks for them, and
/// those that were not, each with the reason.
pub fn explain(table: &TableReading) -> String {
    let mut text = format!("{}\n", visible(&table.to_string()));
    for candidate in &table.candidates {
        let _ = writeln!(text, "  {:>6} bits  {}", candidate.bits, candidate.what);
    }
    for part in table.how.iter().flat_map(|how| &how.parts) {
        let divides = if part.divides { ", which they divide" } else { "" };
        let rows = part.labels.join(", ");
        let _ =
            writeln!(text, "{}", visible(&format!("  read: {rows}: of {}{divides}; {} bits", part.base, part.bits)));
    }
    for unread in &table.unread {
        let _ = writeln!(text, "{}", visible(&format!("  not read: {}: {}", unread.labels.join(", "), unread.reason)));
    }
    text
}

/// Where the figures of each finding in what was read stand in the paper, and what speaks for the reading that it rests on.
pub fn places(reading: &Reading, audit: &Audit) -> String {
    let mut text = String::new();
    for finding in audit.findings() {
        // What a manifest declares rests on no reading.
        let Some(bits) = reading.evidence(finding) else { continue };
        let place = audit.claims_of(finding).find_map(|claim| reading.place(claim));
        let place = place.map(ToString::to_string).unwrap_or_default();
        let line = format!("  {place}  {} ({bits} bits speak for the reading)", finding.message);
        let _ = writeln!(text, "{}", visible(&line));
    }
    if text.is_empty() { text } else { format!("\nin the paper:\n{text}") }
}
