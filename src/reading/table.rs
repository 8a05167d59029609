//! What was read of a table, for people and programs.

use std::fmt;

use crate::document::{Place, Sheet, words};
use crate::reading::base::Base;
use crate::reading::row::Row;
use crate::reading::sheet::{Entry, SheetReading};
use crate::reading::summary::{Line, Summary};

/// What was read of a table of a paper, or why it was not. [`Display`](fmt::Display) is one line.
#[derive(Clone, Debug)]
pub struct TableReading {
    /// What it is called: `Table 1`.
    pub label: String,
    /// Where it begins.
    pub place: Place,
    /// How it was read.
    pub how: Result<How, String>,
    /// What most of its percentages may be shares of, each with what speaks for it, the best first.
    pub candidates: Vec<Candidate>,
    /// The rows and columns with figures that were not read, with the reason.
    pub unread: Vec<Unread>,
    /// Where each cell of the written CSV file stands in the paper, row by row.
    pub(super) cells: Vec<Vec<Option<Place>>>,
}

/// How a table was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct How {
    /// How its cells are written: `n (%)`.
    pub notation: &'static str,
    /// What most of its percentages are shares of.
    pub base: &'static str,
    /// The blocks and rows that are read by themselves, in the order of the written manifest.
    pub parts: Vec<Part>,
    /// How many cells hold figures of this notation, and how many of these are read.
    pub cells: (usize, usize),
    /// How many cells beside these hold summary statistics, and how many of these are read.
    pub statistics: (usize, usize),
    /// What speaks for it, in bits.
    pub bits: i64,
}

/// Rows of a table that are read alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Their labels.
    pub labels: Vec<String>,
    /// What their percentages are shares of.
    pub base: &'static str,
    /// Whether they divide the respondents of each column.
    pub divides: bool,
    /// What speaks for it, in bits.
    pub bits: i64,
    /// What speaks for the reading of the table without the rows of this part that do not agree with it.
    pub without: i64,
}

/// A reading of a table that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it says: `n (%) of its column`.
    pub what: String,
    /// What speaks for it, in bits.
    pub bits: i64,
}

/// Rows, or columns, of a table that were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Their labels.
    pub labels: Vec<String>,
    /// Why not.
    pub reason: String,
}

impl TableReading {
    /// Whether some of it was read.
    pub fn is_read(&self) -> bool {
        self.how.is_ok()
    }

    pub(super) fn refused(sheet: &Sheet, reason: String) -> Self {
        Self {
            label: words(&sheet.label),
            place: sheet.place.clone(),
            how: Err(reason),
            candidates: vec![],
            unread: vec![],
            cells: vec![],
        }
    }

    /// What people see of a reading, of which `csv` is the written file.
    pub(super) fn of(reading: &SheetReading, csv: &str) -> Self {
        let (frame, sheet) = (&reading.frame, reading.frame.sheet);
        let is_left = |rows: &std::ops::Range<usize>| {
            !reading.summary.as_ref().is_some_and(|summary| rows.clone().all(|row| summary.has_row(row)))
        };
        let unread = reading.unread.iter().filter(|left| is_left(&left.rows));
        let unread =
            unread.map(|left| Unread { labels: labels(reading, left.rows.clone()), reason: left.reason.clone() });
        let unread = unread.chain(unread_columns(reading)).chain(columns_of_unknown_size(reading)).collect();
        let stub = frame.written_stub();
        let places = |at: usize| {
            let place = |column: usize| sheet.cell(at, column).map(|cell| cell.place.clone());
            (0..stub).map(|_| place(0)).chain((frame.stub..sheet.columns()).map(place)).collect()
        };
        // Several header rows are written as one.
        let rows = std::iter::once(frame.head.saturating_sub(1)).chain(frame.rows.iter().flat_map(Row::lines));
        let rows = rows.map(places).zip(heights(csv));
        let cells = rows.flat_map(|(row, height)| std::iter::repeat_n(row, height)).collect();
        Self {
            label: words(&sheet.label),
            place: sheet.place.clone(),
            how: Ok(How::of(reading)),
            candidates: candidates(reading),
            unread,
            cells,
        }
    }
}

fn labels(reading: &SheetReading, rows: std::ops::Range<usize>) -> Vec<String> {
    reading.frame.rows[rows].iter().map(|row| row.label.clone()).collect()
}

/// The columns with figures that are no counts.
fn unread_columns(reading: &SheetReading) -> Option<Unread> {
    let frame = &reading.frame;
    let is_summary = |column: usize| reading.summary.as_ref().is_some_and(|summary| summary.has_column(column));
    let is_read =
        |column: usize| is_summary(column) || reading.tallies.iter().any(|tally| tally.columns.contains(&column));
    let has_figures = |column: usize| frame.rows.iter().any(|row| row.cells[column].is_figures());
    let columns = (0..frame.width()).filter(|column| !is_read(*column) && has_figures(*column));
    let labels: Vec<String> = columns.map(|column| frame.header(column).join(", ")).collect();
    let reason = if reading.tallies.is_empty() { "nothing ties their columns" } else { "their columns have no counts" };
    (!labels.is_empty()).then(|| Unread { labels, reason: reason.to_owned() })
}

/// The columns of counts of which it is not known, in some part, how many respondents they are of.
fn columns_of_unknown_size(reading: &SheetReading) -> Option<Unread> {
    let is_left = |at: usize| {
        let mut left = reading.entries.iter().filter(|entry| !reading.is_known(at, entry));
        left.any(|entry| entry.all_rows().into_iter().any(|row| reading.tallies[at].pairs[row].is_some()))
    };
    let left = reading.tallies.iter().enumerate().filter(|(at, _)| is_left(*at));
    let labels: Vec<String> = left.map(|(_, tally)| reading.frame.header(tally.columns.start).join(", ")).collect();
    let reason = "how many their percentages are shares of is not known".to_owned();
    (!labels.is_empty()).then_some(Unread { labels, reason })
}

/// Over how many lines each row of a CSV file goes: cells may have several.
fn heights(csv: &str) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    let starts = reader.records().flatten().filter_map(|record| record.position().map(csv::Position::line));
    let starts: Vec<u64> = starts.chain([csv.lines().count() as u64 + 1]).collect();
    starts.windows(2).map(|ends| usize::try_from(ends[1].saturating_sub(ends[0])).unwrap_or(1)).collect()
}

impl How {
    fn of(reading: &SheetReading) -> Self {
        let pairs = |row: usize| reading.pairs(row).filter(|(_, pair)| pair.is_some()).count();
        let known = |entry: &Entry, row: usize| {
            reading.pairs(row).filter(|(at, pair)| pair.is_some() && reading.is_known(*at, entry)).count()
        };
        let of_entry = |entry: &Entry| entry.all_rows().into_iter().map(|row| known(entry, row)).sum::<usize>();
        let read = reading.entries.iter().map(of_entry).sum();
        let statistics = reading.summary.as_ref();
        let parts = reading.entries.iter().map(|entry| part(reading, entry));
        let how = Self {
            notation: reading.tallies.first().map_or("", |tally| tally.notation.written()),
            base: named(reading.base),
            parts: parts
                .chain(statistics.into_iter().flat_map(|summary| parts_of_statistics(reading, summary)))
                .collect(),
            cells: ((0..reading.frame.rows.len()).map(pairs).sum(), read),
            statistics: statistics.map_or((0, 0), |summary| summary.cells),
            bits: reading.bits,
        };
        match statistics.filter(|_| reading.tallies.is_empty()) {
            Some(Summary { bits, cells, .. }) => {
                Self { notation: STATISTICS, base: TIED, bits: *bits, cells: *cells, statistics: (0, 0), ..how }
            }
            None => how,
        }
    }
}

/// What is read of tables without counts, and what ties it.
const STATISTICS: &str = "summary statistics";
const TIED: &str = "its rows and columns";

/// A part for each table that it is written as.
fn parts_of_statistics(reading: &SheetReading, summary: &Summary) -> Vec<Part> {
    let is_of = |line: &Line, table: usize| summary.blocks.get(table).is_none_or(|of| line.variable == of.variable());
    let of_table = |table: usize| {
        let lines = summary.lines.iter().filter(|line| is_of(line, table));
        let labels = lines.map(|line| reading.frame.rows[line.row].label.clone()).collect();
        Part { labels, base: STATISTICS, divides: false, bits: summary.bits, without: summary.without }
    };
    (0..summary.tables()).map(of_table).collect()
}

fn part(reading: &SheetReading, entry: &Entry) -> Part {
    let Entry { base, divides, bits, without, .. } = *entry;
    Part { labels: labels(reading, entry.rows.clone()), base: named(base), divides, bits, without }
}

/// What percentages are shares of, in words.
fn named(base: Base) -> &'static str {
    match base {
        Base::Column => "its column",
        Base::Answered => "its block",
        Base::Row => "its row",
        Base::Own => "the N beside it",
        Base::Total => "its total",
        Base::Sums => "totals",
        Base::Known(_) => "all, whom other tables count",
    }
}

fn candidates(reading: &SheetReading) -> Vec<Candidate> {
    let notation = reading.tallies.first().map_or("", |tally| tally.notation.written());
    let what = |base: Base| format!("{notation} of {}", named(base));
    let mut found: Vec<Candidate> =
        reading.candidates.iter().map(|(base, bits)| Candidate { what: what(*base), bits: *bits }).collect();
    found.sort_by_key(|candidate| -candidate.bits);
    found
}

impl fmt::Display for TableReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = if self.label.is_empty() { "A table" } else { &self.label };
        match &self.how {
            Ok(How { notation, base, cells: (all, read), statistics, bits, .. }) => {
                write!(
                    f,
                    "{label}: {notation} of {base}; {read} of {all} such cells are read; {bits} bits speak for it"
                )?;
                match statistics {
                    (0, _) => Ok(()),
                    (all, read) => write!(f, "; of summary statistics {read} of {all} cells are read"),
                }
            }
            Err(reason) => write!(f, "{label}: not read: {reason}"),
        }
    }
}
