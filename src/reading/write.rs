//! A reading written as a study: the tables as CSV files, and the manifest that says what was read.

use std::fmt::Write;

use crate::reading::frame::beginning;
use crate::reading::sheet::{Base, Entry, SheetReading};
use crate::reading::sizes::Origin;
use crate::reading::tally::Notation;
use crate::study::{Numbers, split_label};

/// A sheet as the files of a study.
pub(super) struct Written {
    pub csv: String,
    /// The `[[table]]` entries, one for each of the reading's.
    pub tables: String,
}

/// Writes the `number`th sheet.
pub(super) fn write(reading: &SheetReading, number: usize, file: &str) -> Written {
    let labels = labels(reading);
    let sheet = format!("t{number}");
    let mut tables = String::new();
    for (at, entry) in reading.entries.iter().enumerate() {
        table(&mut tables, reading, entry, &labels, &sheet, at + 1, file);
    }
    if reading.entries.iter().any(|entry| entry.base == Base::Column) {
        sizes(&mut tables, reading, &labels, &sheet);
    }
    Written { csv: csv(reading, &labels), tables }
}

/// A label for each column behind the stub, no two alike and none like that of a row; blank where a column belongs to the one before it.
fn labels(reading: &SheetReading) -> Vec<String> {
    let frame = &reading.frame;
    let mut labels: Vec<String> = Vec::new();
    for column in 0..frame.width() {
        let belongs =
            reading.tallies.iter().any(|tally| tally.columns.start < column && tally.columns.contains(&column));
        if belongs {
            labels.push(String::new());
            continue;
        }
        let printed = one_line(&frame.header(column).join(", "));
        let printed = if printed.is_empty() { format!("column {}", column + 1) } else { printed };
        let known = |label: &str, labels: &[String]| {
            labels.iter().any(|other| other == label) || frame.rows.iter().any(|row| one_line(&row.label) == label)
        };
        let mut label = printed.clone();
        let mut times = 2;
        while known(&label, &labels) {
            label = format!("{printed} [{times}]");
            times += 1;
        }
        labels.push(label);
    }
    labels
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn csv(reading: &SheetReading, labels: &[String]) -> String {
    let frame = &reading.frame;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = std::iter::once(String::new()).chain(labels.iter().cloned());
    // Writing to memory does not fail.
    let _ = writer.write_record(head);
    for row in &frame.rows {
        let cells = (frame.stub..frame.sheet.columns()).map(|column| one_line(beginning(frame.sheet, row.at, column)));
        let _ = writer.write_record(std::iter::once(one_line(&row.label)).chain(cells));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn table(
    out: &mut String,
    reading: &SheetReading,
    entry: &Entry,
    labels: &[String],
    sheet: &str,
    at: usize,
    file: &str,
) {
    let frame = &reading.frame;
    let rows = entry.rows.clone();
    let name = entry.heading.map_or_else(|| frame.rows[rows.start].label.clone(), |row| frame.rows[row].label.clone());
    let stub = format!("{sheet}-{at}");
    let group = format!("{sheet}-group");
    let unread = |column: &usize| {
        !reading.tallies.iter().enumerate().any(|(tally, found)| {
            found.columns.contains(column) && (entry.base != Base::Column || reading.sizes[tally].is_some())
        })
    };
    let ignored: Vec<String> = (0..frame.width())
        .filter(unread)
        .filter(|column| !labels[*column].is_empty())
        .map(|column| quoted(&labels[column]))
        .collect();
    let share_of = match entry.base {
        Base::Column => format!("[[\"{sheet}\", \"{group}\"]]"),
        Base::Answered => format!("[[\"{stub}=answered\", \"{sheet}\", \"{group}\"]]"),
        Base::Row => format!("[[\"{sheet}\", \"{stub}\"], \"{sheet}\"]"),
        Base::Own => format!("[[\"{stub}=answered\", \"{sheet}\", \"{group}\"]]"),
    };
    let _ = writeln!(out, "\n[[table]]  # {} bits", entry.bits);
    let _ = writeln!(out, "file = {}", quoted(file));
    let _ = writeln!(out, "name = {}", quoted(&format!("{sheet}-{at} {}", one_line(&name))));
    let _ = writeln!(out, "rows = \"1, {}-{}\"", rows.start + 2, rows.end + 1);
    let _ = writeln!(out, "stub = {}", quoted(&stub));
    let _ = writeln!(out, "header = {}", quoted(&group));
    let _ = writeln!(out, "bind = {{ {sheet} = \"respondents\" }}");
    let _ = writeln!(out, "cells = {}", quoted(&notation(reading)));
    let _ = writeln!(out, "share-of = {share_of}");
    let margins: Vec<String> = reading
        .total
        .iter()
        .map(|total| quoted(&bare(&labels[reading.tallies[*total].columns.start], frame.decimal)))
        .collect();
    let _ = writeln!(out, "margins = [{}]", margins.join(", "));
    match entry.base {
        Base::Answered => drop(writeln!(out, "partial = {}", quoted(&stub))),
        Base::Row if reading.total.is_none() => drop(writeln!(out, "partition = {}", quoted(&group))),
        _ if entry.divides => drop(writeln!(out, "partition = {}", quoted(&stub))),
        _ => {}
    }
    if !ignored.is_empty() {
        let _ = writeln!(out, "ignore = [{}]", ignored.join(", "));
    }
    let blanks = blanks(reading, entry);
    let _ = writeln!(out, "numbers = {{ decimal = \"{}\", blank = [{}] }}", frame.decimal, blanks.join(", "));
}

/// What stands in cells that hold no count and percentage.
fn blanks(reading: &SheetReading, entry: &Entry) -> Vec<String> {
    let frame = &reading.frame;
    let mut found = Vec::new();
    for row in entry.rows.clone() {
        for tally in reading.tallies.iter().filter(|tally| tally.pairs[row].is_none()) {
            for column in tally.columns.clone() {
                let text = quoted(&one_line(beginning(frame.sheet, frame.rows[row].at, frame.stub + column)));
                if !found.contains(&text) {
                    found.push(text);
                }
            }
        }
    }
    found
}

/// The notation, with the brackets that the table uses.
fn notation(reading: &SheetReading) -> String {
    let tally = &reading.tallies[0];
    let frame = &reading.frame;
    let text = |column: usize| {
        let row = tally.pairs.iter().position(Option::is_some).unwrap_or(0);
        beginning(frame.sheet, frame.rows[row].at, frame.stub + column)
    };
    let first = text(tally.columns.start);
    let written = tally.notation.written();
    match tally.notation {
        Notation::CountBesidePercentage if text(tally.columns.end - 1).starts_with('(') => "n | (%)".to_owned(),
        Notation::PercentageBesideCount if first.starts_with('(') => "(%) | n".to_owned(),
        _ if first.contains('[') => written.replace('(', "[").replace(')', "]"),
        _ => written.to_owned(),
    }
}

/// The sizes that no label states.
fn sizes(out: &mut String, reading: &SheetReading, labels: &[String], sheet: &str) {
    for (at, (tally, size)) in reading.tallies.iter().zip(&reading.sizes).enumerate() {
        let Some(size) = size.as_ref().filter(|size| size.origin != Origin::Label) else { continue };
        let label = bare(&labels[tally.columns.start], reading.frame.decimal);
        let group =
            if reading.total == Some(at) { String::new() } else { format!(", {sheet}-group = {}", quoted(&label)) };
        let _ = writeln!(out, "\n[[claim]]  # {} bits", size.bits);
        let _ = writeln!(out, "where = {}", quoted(&reading.frame.sheet.label));
        let _ = writeln!(out, "figure = {}", quoted(&size.number.to_string()));
        let _ = writeln!(out, "event = {{ {sheet} = \"respondents\"{group} }}");
    }
}

/// A label without the number that it states.
fn bare(label: &str, decimal: char) -> String {
    split_label(label, &Numbers::with_decimal(decimal)).label
}

/// A string of TOML.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
