//! One table: a grid of texts.

use std::fmt;
use std::ops::Range;

use super::{Grid, Note, Place, SheetCell};

/// A table as the document has it: a grid of texts with spans resolved. Nothing in it is interpreted.
///
/// Each place of the grid belongs to the cell that covers it, or to none where a row is shorter than others:
/// [`cell`](Self::cell) gives the covering cell, and [`SheetCell::row`] and [`SheetCell::column`] where that begins. Spans end with
/// their row group and with the table; a column in which no cell begins is left out. [`Display`](fmt::Display) shows it as an aligned grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called: `Table 1`, or the name of a worksheet. May be empty.
    pub label: String,
    /// Its title and what stands with it, one paragraph a line.
    pub caption: String,
    /// What stands below it.
    pub notes: Vec<Note>,
    /// The headings of the sections that it stands in, from the outside.
    pub section: Vec<String>,
    /// So many rows at the top are marked as header in the document. Where it marks none, it may have some all the same.
    pub head_rows: usize,
    /// The groups of rows below, as the document marks them: `tbody` and `tfoot`. Together they are all other rows.
    pub groups: Vec<Range<usize>>,
    /// A worksheet that the workbook hides.
    pub hidden: bool,
    /// Where it begins.
    pub place: Place,
    pub(super) grid: Grid,
}

impl Sheet {
    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.grid.rows()
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.grid.columns()
    }

    /// The cell that covers a place of the grid, counted from 0.
    pub fn cell(&self, row: usize, column: usize) -> Option<&SheetCell> {
        self.grid.cell(row, column)
    }

    /// The text of the cell that covers a place; empty where there is none.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).map_or("", |cell| &cell.text)
    }

    /// All cells, each once, in the order in which they begin.
    pub fn cells(&self) -> &[SheetCell] {
        self.grid.cells()
    }

    /// Whether a row is marked as header.
    pub fn is_head(&self, row: usize) -> bool {
        row < self.head_rows
    }

    /// Some of its rows as a table of their own, which has as many header rows.
    pub(crate) fn part(&self, rows: Range<usize>) -> Self {
        let inside = |row: usize| row.clamp(rows.start, rows.end) - rows.start;
        let groups = self.groups.iter().map(|group| inside(group.start)..inside(group.end));
        let groups = groups.filter(|group| !group.is_empty()).collect();
        let place = (0..self.columns()).find_map(|column| self.cell(rows.start, column)).map(|cell| cell.place.clone());
        let place = place.filter(|_| rows.start > 0).unwrap_or_else(|| self.place.clone());
        Self {
            label: self.label.clone(),
            caption: self.caption.clone(),
            notes: self.notes.clone(),
            section: self.section.clone(),
            head_rows: self.head_rows,
            groups,
            hidden: self.hidden,
            place,
            grid: self.grid.part(rows),
        }
    }

    /// The text of the cell that begins at a place.
    fn beginning(&self, row: usize, column: usize) -> &str {
        let cell = self.cell(row, column).filter(|cell| (cell.row, cell.column) == (row, column));
        cell.map_or("", |cell| &cell.text)
    }

    /// The table as CSV: strings as they are, each in the first place that its cell covers; the others are blank, which a study reads
    /// as a repeated label.
    pub fn to_csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
        for row in 0..self.rows() {
            let fields = (0..self.columns()).map(|column| self.beginning(row, column));
            // Writing to memory does not fail.
            let _ = writer.write_record(fields);
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = [self.label.as_str(), self.caption.as_str()];
        writeln!(f, "{}", title.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(". "))?;
        let widths: Vec<_> = (0..self.columns()).map(|column| self.width(column)).collect();
        for row in 0..self.rows() {
            if row > 0 && row == self.head_rows {
                writeln!(f, "{}", widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("-+-"))?;
            }
            let texts = widths.iter().enumerate().map(|(column, width)| format!("{:width$}", self.shown(row, column)));
            writeln!(f, "{}", texts.collect::<Vec<_>>().join(" | ").trim_end())?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "{}", format!("{} {}", note.marker, note.text).trim()))
    }
}

/// No column is shown wider.
const WIDEST: usize = 60;

impl Sheet {
    /// A cell as shown: indented, with its markers, on one line.
    fn shown(&self, row: usize, column: usize) -> String {
        let Some(cell) = self.cell(row, column).filter(|cell| (cell.row, cell.column) == (row, column)) else {
            return String::new();
        };
        let markers = if cell.markers.is_empty() { String::new() } else { format!("^{}", cell.markers.join(",")) };
        format!("{}{}{markers}", " ".repeat(usize::from(cell.indent.min(20))), cell.text.replace('\n', " / "))
    }

    /// How wide a column is: as its widest cell that is in it alone.
    fn width(&self, column: usize) -> usize {
        let alone = |row: &usize| self.cell(*row, column).is_some_and(|cell| cell.columns == 1);
        let widths = (0..self.rows()).filter(alone).map(|row| self.shown(row, column).chars().count());
        widths.max().unwrap_or(0).clamp(1, WIDEST)
    }
}
