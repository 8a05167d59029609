//! Readings: what the tables of a paper are, as their own figures say.

mod block;
mod evidence;
mod frame;
mod printed;
mod sheet;
mod sizes;
mod tally;
mod write;

use std::fmt::Write;

use crate::document::Document;
use crate::error::Error;
use crate::study::{MANIFEST, Study};

/// What was read of a document.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its tables, in the order of the document.
    pub tables: Vec<TableReading>,
    /// The files of the study, each with its name.
    pub files: Vec<(String, String)>,
}

/// What was read of a table, or why it was not.
#[derive(Clone, Debug)]
pub struct TableReading {
    /// What it is called.
    pub label: String,
    /// How it was read and how sure that is, in one line; or why it was not.
    pub read: Result<String, String>,
    /// The rows that are not read, each with its label and the reason.
    pub unread: Vec<(String, String)>,
    /// How many cells hold counts with percentages, and how many of these are read.
    pub cells: (usize, usize),
}

/// Reads a document.
pub fn read(document: &Document) -> Reading {
    let mut manifest = format!("[study]\ntitle = {}\n", toml::Value::String(title(document)));
    let (mut tables, mut files) = (Vec::new(), Vec::new());
    for (at, sheet) in document.sheets.iter().enumerate() {
        let file = format!("table-{}.csv", at + 1);
        match sheet::read(sheet) {
            Ok(reading) => {
                let written = write::write(&reading, at + 1, &file);
                let _ = writeln!(manifest, "{}", written.tables);
                if !reading.entries.is_empty() {
                    files.push((file, written.csv));
                }
                tables.push(summary(&reading));
            }
            Err(reason) => tables.push(TableReading { label: sheet.label.clone(), read: Err(reason), unread: vec![], cells: (0, 0) }),
        }
    }
    files.insert(0, (MANIFEST.to_owned(), manifest));
    Reading { tables, files }
}

fn title(document: &Document) -> String {
    if document.about.title.is_empty() { "A paper".to_owned() } else { document.about.title.clone() }
}

fn summary(reading: &sheet::SheetReading) -> TableReading {
    let label = |row: usize| reading.frame.rows[row].label.clone();
    let unread = reading.unread.iter().map(|left| (label(left.rows.start), left.reason.clone())).collect();
    let pairs = |row: usize| reading.tallies.iter().filter(|tally| tally.pairs[row].is_some()).count();
    let all = (0..reading.frame.rows.len()).map(pairs).sum();
    let read = reading.entries.iter().flat_map(|entry| entry.rows.clone()).map(pairs).sum();
    let what = format!("{} rows in {} parts; {} bits", reading.frame.rows.len(), reading.entries.len(), reading.bits);
    TableReading { label: reading.frame.sheet.label.clone(), read: Ok(what), unread, cells: (all, read) }
}

impl Reading {
    /// The study that it makes.
    ///
    /// # Errors
    ///
    /// What the manifest cannot say.
    pub fn study(&self, name: &str) -> Result<Study, Error> {
        Study::from_files(name, self.files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
    }
}
