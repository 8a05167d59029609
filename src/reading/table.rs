//! What was read of a table, for people and programs.

use std::fmt;

use crate::document::{Place, Sheet};
use crate::reading::evidence::Bits;
use crate::reading::frame::Row;
use crate::reading::sheet::{Base, SheetReading};

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
    /// The rows with figures that were not read, with the reason.
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
    /// How many blocks and rows are read by themselves.
    pub parts: usize,
    /// How many cells hold figures of this notation, and how many of these are read.
    pub cells: (usize, usize),
    /// What speaks for it, in bits.
    pub bits: i64,
    /// Of each part, in the order of the written manifest, what speaks for the reading without it.
    pub(super) without: Vec<Bits>,
}

/// A reading of a table that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it says: `n (%) of its column`.
    pub what: String,
    /// What speaks for it, in bits.
    pub bits: i64,
}

/// Rows of a table that were not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The labels of the rows.
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
            label: sheet.label.clone(),
            place: sheet.place.clone(),
            how: Err(reason),
            candidates: vec![],
            unread: vec![],
            cells: vec![],
        }
    }

    pub(super) fn of(reading: &SheetReading) -> Self {
        let (frame, sheet) = (&reading.frame, reading.frame.sheet);
        let labels = |rows: std::ops::Range<usize>| frame.rows[rows].iter().map(|row| row.label.clone()).collect();
        let unread = reading.unread.iter();
        let unread =
            unread.map(|left| Unread { labels: labels(left.rows.clone()), reason: left.reason.clone() }).collect();
        let places = |row: &Row| {
            let place = |column: usize| sheet.cell(row.at, column).map(|cell| cell.place.clone());
            std::iter::once(place(0)).chain((frame.stub..sheet.columns()).map(place)).collect()
        };
        let cells = frame.rows.iter().map(places).collect();
        Self {
            label: sheet.label.clone(),
            place: sheet.place.clone(),
            how: Ok(How::of(reading)),
            candidates: candidates(reading),
            unread,
            cells,
        }
    }
}

impl How {
    fn of(reading: &SheetReading) -> Self {
        let pairs = |row: usize| reading.tallies.iter().filter(|tally| tally.pairs[row].is_some()).count();
        let read = reading.entries.iter().flat_map(|entry| entry.rows.clone()).map(pairs).sum();
        Self {
            notation: reading.tallies.first().map_or("", |tally| tally.notation.written()),
            base: named(reading.base),
            parts: reading.entries.len(),
            cells: ((0..reading.frame.rows.len()).map(pairs).sum(), read),
            bits: reading.bits,
            without: reading.entries.iter().map(|entry| entry.without).collect(),
        }
    }
}

/// What percentages are shares of, in words.
fn named(base: Base) -> &'static str {
    match base {
        Base::Column => "its column",
        Base::Answered => "its block",
        Base::Row => "its row",
        Base::Own => "the N beside it",
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
            Ok(How { notation, base, cells: (all, read), bits, .. }) => {
                write!(
                    f,
                    "{label}: {notation} of {base}; {read} of {all} such cells are read; {bits} bits speak for it"
                )
            }
            Err(reason) => write!(f, "{label}: not read: {reason}"),
        }
    }
}
