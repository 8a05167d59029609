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
    let writer = Writer { reading, labels: labels(reading), sheet: format!("t{number}"), file };
    let mut tables: String = (0..reading.entries.len()).map(|at| writer.table(at)).collect();
    if reading.entries.iter().any(|entry| entry.base == Base::Column) {
        sizes(&mut tables, reading, &writer.labels, &writer.sheet);
    }
    Written { csv: csv(reading, &writer.labels), tables }
}

/// A sheet with the names that it has in the study.
struct Writer<'a> {
    reading: &'a SheetReading<'a>,
    /// The labels of its columns behind the stub.
    labels: Vec<String>,
    sheet: String,
    file: &'a str,
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
        let printed = one_line(&telling(&frame.header(column)).join(", "));
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

/// The labels without those that only say how the cells are written, if there are others.
fn telling<'l>(labels: &[&'l str]) -> Vec<&'l str> {
    const NOTATIONS: [&str; 8] = ["", "n", "no", "number", "freq", "frequency", "percent", "mean or n"];
    let is_notation = |label: &&&str| {
        let letters: String =
            label.to_lowercase().chars().filter(|sign| sign.is_alphabetic() || *sign == ' ').collect();
        NOTATIONS.contains(&letters.trim()) && !label.contains('=')
    };
    let telling: Vec<&str> = labels.iter().filter(|label| !is_notation(label)).copied().collect();
    if telling.is_empty() { labels.to_vec() } else { telling }
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

impl Writer<'_> {
    /// The `[[table]]` of a part.
    fn table(&self, at: usize) -> String {
        let (entry, sheet) = (&self.reading.entries[at], &self.sheet);
        let (stub, group) = (format!("{sheet}-{}", at + 1), format!("{sheet}-group"));
        let keys = [
            ("file", quoted(self.file)),
            ("name", quoted(&self.name(at))),
            ("rows", format!("\"1, {}-{}\"", entry.rows.start + 2, entry.rows.end + 1)),
            ("stub", quoted(&stub)),
            ("header", quoted(&group)),
            ("bind", format!("{{ {sheet} = \"respondents\" }}")),
            ("cells", quoted(&notation(self.reading))),
            ("share-of", self.share_of(entry, &stub, &group)),
            ("margins", list(self.margins())),
            ("ignore", list(self.ignored(entry))),
            (
                "numbers",
                format!(
                    "{{ decimal = \"{}\", blank = {} }}",
                    self.reading.frame.decimal,
                    list(blanks(self.reading, entry))
                ),
            ),
        ];
        let written = keys.iter().filter(|(key, value)| *key != "ignore" || value != "[]");
        let written = written.map(|(key, value)| format!("{key} = {value}\n")).collect::<String>();
        format!("\n[[table]]  # {} bits\n{written}{}", entry.bits, self.coverage(entry, &stub, &group))
    }

    /// What messages call a part: the table, and the heading or the label of the row. A number behind it where several are called so.
    fn name(&self, at: usize) -> String {
        let called_by = |at: usize| {
            let entry = &self.reading.entries[at];
            one_line(&self.reading.frame.rows[entry.heading.unwrap_or(entry.rows.start)].label)
        };
        let label = called_by(at);
        let before = (0..at).filter(|other| called_by(*other) == label).count();
        let number = if before == 0 { String::new() } else { format!(" [{}]", before + 1) };
        format!("{}, {label}{number}", called(&self.reading.frame.sheet.label, &self.sheet))
    }

    fn share_of(&self, entry: &Entry, stub: &str, group: &str) -> String {
        let sheet = &self.sheet;
        match entry.base {
            Base::Column => format!("[[\"{sheet}\", \"{group}\"]]"),
            Base::Answered | Base::Own => format!("[[\"{stub}=answered\", \"{sheet}\", \"{group}\"]]"),
            Base::Row => format!("[[\"{sheet}\", \"{stub}\"], \"{sheet}\"]"),
        }
    }

    /// Who the levels of the rows, or of the columns, are together.
    fn coverage(&self, entry: &Entry, stub: &str, group: &str) -> String {
        match entry.base {
            Base::Answered => format!("partial = {}\n", quoted(stub)),
            Base::Row if self.reading.total.is_none() => format!("partition = {}\n", quoted(group)),
            _ if entry.divides => format!("partition = {}\n", quoted(stub)),
            _ => String::new(),
        }
    }

    fn margins(&self) -> Vec<String> {
        let total = self.reading.total.iter().map(|total| &self.labels[self.reading.tallies[*total].columns.start]);
        total.map(|label| quoted(&bare(label, self.reading.frame.decimal))).collect()
    }

    /// The columns that are not read in a part.
    fn ignored(&self, entry: &Entry) -> Vec<String> {
        let is_read = |column: usize| {
            let mut tallies = self.reading.tallies.iter().zip(&self.reading.sizes);
            tallies
                .any(|(found, size)| found.columns.contains(&column) && (entry.base != Base::Column || size.is_some()))
        };
        let labels = self.labels.iter().enumerate().filter(|(column, label)| !label.is_empty() && !is_read(*column));
        labels.map(|(_, label)| quoted(label)).collect()
    }
}

/// Values as a list of TOML.
fn list(values: Vec<String>) -> String {
    format!("[{}]", values.join(", "))
}

/// What a table is called: as the paper calls it, if that is a table's name.
fn called(label: &str, sheet: &str) -> String {
    let is_name = label.to_lowercase().starts_with("table ") || label.to_lowercase().starts_with("tab");
    if is_name { label.to_owned() } else { format!("Table {}", sheet.trim_start_matches('t')) }
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
