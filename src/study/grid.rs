//! The cells of a CSV file, verbatim, each with its place.

use std::ops::Range;

use crate::error::Error;
use crate::study::source::Source;

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
    /// One item of a list, with its own place where quotes do not shift it.
    fn item(&self, separator: char, at: usize) -> Self {
        let before: usize = self.text.split(separator).take(at).map(|item| item.len() + separator.len_utf8()).sum();
        let text = self.text.split(separator).nth(at).unwrap_or_default().to_owned();
        let start = self.span.start + before;
        let is_verbatim = self.span.len() == self.text.len();
        let span = if is_verbatim { start..start + text.len() } else { self.span.clone() };
        Self { text, span, ..*self }
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
                return Err(source.error(start, "the quotes of this row cannot be told apart"));
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

    /// The same with each row, below `header` rows, whose first label is a list split into as many rows as the list has
    /// items, where the cells behind the `stub` columns are lists as long.
    pub(crate) fn with_lists_split(&self, separator: char, header: usize, stub: usize) -> Self {
        let (head, body) = self.rows.split_at(header.min(self.rows.len()));
        let split = |row: &Vec<Cell>| -> Vec<Vec<Cell>> {
            let items = row[0].text.split(separator).count();
            let is_list = |cell: &Cell| cell.text.split(separator).count() == items;
            let is_blank = |cell: &Cell| cell.text.trim().is_empty();
            if items == 1 || !row.iter().skip(stub).all(|cell| is_blank(cell) || is_list(cell)) {
                return vec![row.clone()];
            }
            let item = |at: usize| {
                let part = |(column, cell): (usize, &Cell)| {
                    let is_whole = is_blank(cell) || (1..stub).contains(&column);
                    if is_whole { cell.clone() } else { cell.item(separator, at) }
                };
                row.iter().enumerate().map(part).collect()
            };
            (0..items).map(item).collect()
        };
        Self { rows: head.iter().cloned().chain(body.iter().flat_map(split)).collect() }
    }

    /// All rows, header rows included.
    pub fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
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
