//! Where the cells of what was read stand in the paper.

use std::ops::Range;
use std::sync::Arc;

use crate::document::{Place, Position, Sheet, words};
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::frame::beginning;
use crate::reading::layout::given::NOTHING;
use crate::reading::layout::row::Row;
use crate::reading::layout::texts::tidy;
use crate::reading::written::stated::Sized;
use crate::study::{self, Original, Spot};

/// What stands behind the CSV file of a sheet.
pub(in crate::reading) fn of_csv(reading: &SheetReading, csv: &str) -> Original {
    let (frame, sheet) = (&reading.frame, reading.frame.sheet);
    let (rows, spans): (Vec<study::Row>, Vec<Vec<Range<usize>>>) = (0..sheet.rows()).map(|at| row(sheet, at)).unzip();
    let spot = |(at, column): (usize, usize)| {
        let cell = sheet.cell(at, column)?;
        let span = spans.get(cell.row)?.get(cell.column)?.clone();
        Some(spot(&cell.place, Ok((cell.row, span))))
    };
    let fields = |lines: Range<usize>| -> Vec<Vec<Spot>> {
        // Several columns of labels are written as one, and so are several header rows.
        let all = |columns: Range<usize>| {
            let cells = lines.clone().flat_map(|at| columns.clone().map(move |column| (at, column)));
            cells.filter_map(spot).collect::<Vec<Spot>>()
        };
        let stub = (0..frame.written_stub()).map(|_| all(0..frame.stub));
        stub.chain((frame.stub..sheet.columns()).map(|column| all(column..column + 1))).collect()
    };
    let head = std::iter::once(0..frame.head);
    let rows_below = frame.rows.iter().flat_map(Row::lines).map(|at| at..at + 1);
    let lines = head.chain(rows_below).map(fields).zip(heights(csv));
    let lines = lines.flat_map(|(fields, height)| std::iter::repeat_n(fields, height)).collect();
    Original { name: called(sheet), rows, is_corrected: *frame.given != NOTHING, lines }
}

/// What stands behind a number of respondents that a manifest states: the row of the paper with the cell that prints it, or why it is
/// that number where none does.
pub(in crate::reading) fn of_size(reading: &SheetReading, size: &Sized) -> (Option<study::Row>, Spot) {
    let sheet = reading.frame.sheet;
    let printed = size.cell.and_then(|(at, column)| {
        let (at, column) = (reading.frame.rows.get(at)?.at, reading.frame.stub + column);
        let (text, spans) = row(sheet, at);
        Some((Some(text), spot(&sheet.cell(at, column)?.place, Ok((0, spans.get(column)?.clone())))))
    });
    printed.unwrap_or_else(|| (None, spot(&sheet.place, Err(size.reason))))
}

/// What stands behind a manifest, in some of whose lines numbers of respondents are stated.
pub(in crate::reading) fn of_manifest(
    name: String,
    sizes: impl Iterator<Item = (usize, (Option<study::Row>, Spot))>,
) -> Original {
    let mut original = Original { name, ..Original::default() };
    for (line, (row, mut spot)) in sizes {
        if let (Some(row), Ok((at, _))) = (row, &mut spot.printed) {
            *at = original.rows.len();
            original.rows.push(row);
        }
        original.lines.resize(original.lines.len().max(line), Vec::new());
        original.lines.push(vec![vec![spot]]);
    }
    original
}

pub(in crate::reading) fn spot(place: &Place, printed: Result<(usize, Range<usize>), &'static str>) -> Spot {
    let position = match place.at {
        Position::Text { line, column, .. } => Some((line, column)),
        _ => None,
    };
    Spot { place: place.to_string(), file: Arc::clone(&place.file), position, printed }
}

/// A row on one line, and which bytes of it each cell is that begins in it.
fn row(sheet: &Sheet, at: usize) -> (study::Row, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    for column in 0..sheet.columns() {
        if column > 0 {
            text.push_str(" | ");
        }
        let start = text.len();
        text.push_str(&shortened(&tidy(beginning(sheet, at, column)).replace('\n', " ")));
        spans.push(start..text.len());
    }
    let first = (0..sheet.columns()).find_map(|column| sheet.cell(at, column));
    (study::Row { text, number: first.map_or(at + 1, |cell| number(&cell.place)) }, spans)
}

/// No cell is shown longer.
const LONGEST: usize = 120;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn number(place: &Place) -> usize {
    match place.at {
        Position::Text { line, .. } => line,
        Position::Workbook { row, .. } | Position::Table { row, .. } => row,
        Position::Paragraph(number) => number,
    }
}

/// `paper.xml, Table 1`; a file with nothing but one table is called by itself.
fn called(sheet: &Sheet) -> String {
    let (file, label) = (&sheet.place.file, words(&sheet.label));
    let is_of_file = file.rsplit(['/', '\\']).next().is_some_and(|name| name.split('.').next() == Some(&label));
    if label.is_empty() || is_of_file { file.to_string() } else { format!("{file}, {label}") }
}

/// Over how many lines each row of a CSV file goes: cells may have several.
fn heights(csv: &str) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
    let starts = reader.records().flatten().filter_map(|record| record.position().map(csv::Position::line));
    let starts: Vec<u64> = starts.chain([csv.lines().count() as u64 + 1]).collect();
    starts.windows(2).map(|ends| usize::try_from(ends[1].saturating_sub(ends[0])).unwrap_or(1)).collect()
}
