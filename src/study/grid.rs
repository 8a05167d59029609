//! The cells of a CSV file, verbatim, each with its place.

use std::ops::Range;

use crate::error::Error;
use crate::study::source::{Place, Source};

/// A field of a CSV file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What it holds, quotes resolved.
    pub text: String,
    /// Its bytes in the file, without the quotes around it.
    pub span: Range<usize>,
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// Which field of its row it is, counted from 1.
    pub field: usize,
}

impl Cell {
    /// A part of its text as a cell, with its own place where quotes do not shift it.
    pub(crate) fn part(&self, part: Range<usize>) -> Self {
        let is_verbatim = self.span.len() == self.text.len();
        let start = self.span.start + part.start;
        let span = if is_verbatim { start..start + part.len() } else { self.span.clone() };
        Self { text: self.text.get(part).unwrap_or_default().to_owned(), span, line: self.line, field: self.field }
    }

    /// A cell in its place that holds nothing.
    pub(crate) fn blank(&self) -> Self {
        self.part(0..0)
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Rows of equally many cells. There is at least one row, with at least one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// Reads a CSV file: comma separated, quoted with `"` where needed, every row as long as the first.
    pub(crate) fn read(source: &Source) -> Result<Self, Error> {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(source.text().as_bytes());
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        let mut line = Lines { text: source.text(), offset: 0, line: 1 };
        for record in reader.records() {
            let record = record.map_err(|error| Error::new(source.name(), error.to_string()))?;
            let start = record.position().map_or(0, |position| position.byte() as usize);
            let spans = field_spans(source, start)?;
            if spans.len() != record.len() {
                return Err(source.error(start, "the quotes of this row are ambiguous"));
            }
            let cell = |(field, (text, span)): (usize, (&str, Range<usize>))| Cell {
                text: text.to_owned(),
                line: line.of(span.start),
                field,
                span,
            };
            let row: Vec<_> = (1..).zip(record.iter().zip(spans)).map(cell).collect();
            if let Some(first) = rows.first().filter(|first| first.len() != row.len()) {
                return Err(ragged(source, first, &row));
            }
            rows.push(row);
        }
        match rows.is_empty() {
            true => Err(Error::new(source.name(), "the file is empty")
                .at(1, 1)
                .help("the first row of a table is its header")),
            false => Ok(Self { rows }),
        }
    }

    /// Some of its rows.
    pub(crate) fn only(&self, rows: &[usize]) -> Self {
        Self { rows: rows.iter().filter_map(|row| self.rows.get(*row).cloned()).collect() }
    }

    pub(crate) fn of(rows: Vec<Vec<Cell>>) -> Self {
        Self { rows }
    }

    /// All rows, header rows included.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// The cell that begins at a place.
    pub(crate) fn at(&self, place: &Place) -> Option<&Cell> {
        self.rows.iter().flatten().find(|cell| (cell.line, cell.field) == (place.line, place.field))
    }

    /// How many columns each row has.
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }
}

fn ragged(source: &Source, first: &[Cell], row: &[Cell]) -> Error {
    let line = row.first().map_or(1, |cell| cell.line);
    let message = format!("this row has {} fields, the header has {}", row.len(), first.len());
    Error::new(source.name(), message)
        .at(line, row.len().min(first.len() + 1))
        .help("quote a label that contains a comma")
}

/// Counts lines as it is asked for ever later offsets.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, offset: usize) -> usize {
        let passed = self.text.as_bytes().get(self.offset..offset).unwrap_or_default();
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count();
        self.offset = self.offset.max(offset);
        self.line
    }
}

/// Where each field of the record that begins at `start` stands, without quotes: the `csv` crate tells the place of
/// records only.
fn field_spans(source: &Source, start: usize) -> Result<Vec<Range<usize>>, Error> {
    let bytes = source.text().as_bytes();
    let mut spans = Vec::new();
    let mut at = start + bytes.iter().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    loop {
        let (span, end) = if bytes.get(at) == Some(&b'"') { quoted(source, at)? } else { bare(bytes, at) };
        spans.push(span);
        match bytes.get(end) {
            Some(b',') => at = end + 1,
            _ => return Ok(spans),
        }
    }
}

/// The field that begins at `at`, and where it ends.
fn bare(bytes: &[u8], at: usize) -> (Range<usize>, usize) {
    let end = at + bytes.iter().skip(at).take_while(|byte| !matches!(byte, b',' | b'\r' | b'\n')).count();
    (at..end, end)
}

/// The field whose opening quote stands at `open`, and where it ends.
fn quoted(source: &Source, open: usize) -> Result<(Range<usize>, usize), Error> {
    let bytes = source.text().as_bytes();
    let mut at = open + 1;
    loop {
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'"'), Some(b'"')) => at += 2,
            (Some(b'"'), None | Some(b',' | b'\r' | b'\n')) => return Ok((open + 1..at, at + 1)),
            (Some(b'"'), Some(_)) => return Err(source.error(at, "text stands behind the closing quote of a field")),
            (Some(_), _) => at += 1,
            (None, _) => return Err(source.error(open, "a quote is opened here and never closed")),
        }
    }
}
