//! The frame of a sheet: which rows are its header, which columns its stub, and what stands in each row.

use crate::document::Sheet;
use crate::reading::paired::paired;
use crate::reading::printed::{Printed, decimal_sign, without_letters};
use crate::reading::roles::{named, says_statistics};
use crate::reading::row::Row;

/// A sheet taken apart by the places of its cells alone.
pub(super) struct Frame<'a> {
    pub sheet: &'a Sheet,
    pub decimal: char,
    /// How many rows are header.
    pub head: usize,
    /// How many columns are stub.
    pub stub: usize,
    /// The rows below the header.
    pub rows: Vec<Row>,
}

impl<'a> Frame<'a> {
    /// Takes a sheet apart; nothing, where it has no figures behind a stub.
    pub fn of(sheet: &'a Sheet) -> Option<Self> {
        let decimal = decimal_sign(sheet.cells().iter().map(|cell| cell.text.as_str()));
        let printed =
            |row: usize, column: usize| Printed::read(without_letters(beginning(sheet, row, column)), decimal);
        let head = header_rows(sheet, decimal);
        let body = head..sheet.rows();
        let is_label = |column: usize| {
            let cells = body.clone().map(|row| printed(row, column)).filter(|cell| !cell.pattern.is_empty());
            let (figures, all) =
                cells.fold((0, 0), |(figures, all), cell| (figures + usize::from(cell.is_figures()), all + 1));
            all > 0 && figures * 3 <= all
        };
        let stub = 1 + (1..sheet.columns()).take_while(|column| is_label(*column)).count();
        if stub >= sheet.columns() || body.is_empty() {
            return None;
        }
        let rows = body.map(|at| row(sheet, at, stub, decimal)).filter(|row| !row.is_empty()).collect();
        Some(Self { sheet, decimal, head, stub, rows: paired(rows) })
    }

    /// Whether percentages stand in rows of their own.
    pub fn is_paired(&self) -> bool {
        self.rows.iter().any(|row| row.below.is_some())
    }

    /// How many columns of labels it is written with: one, and one for the statistic where that changes from row to row.
    pub fn written_stub(&self) -> usize {
        1 + usize::from(self.is_paired())
    }

    /// The line of the written CSV file on which a row begins. The first is the header.
    pub fn line(&self, row: usize) -> usize {
        2 + self.rows[..row].iter().map(|row| row.lines().count()).sum::<usize>()
    }

    /// How many columns stand behind the stub.
    pub fn width(&self) -> usize {
        self.sheet.columns() - self.stub
    }

    /// The labels above a column, from the top, each once.
    pub fn header(&self, column: usize) -> Vec<&str> {
        let mut labels: Vec<&str> = Vec::new();
        for row in 0..self.head {
            let text = self.sheet.text(row, self.stub + column).trim();
            if !text.is_empty() && labels.last() != Some(&text) {
                labels.push(text);
            }
        }
        labels
    }
}

/// The text of a cell at the place where it begins; elsewhere nothing.
pub(super) fn beginning(sheet: &Sheet, row: usize, column: usize) -> &str {
    let cell = sheet.cell(row, column).filter(|cell| (cell.row, cell.column) == (row, column));
    cell.map_or("", |cell| &cell.text)
}

/// The rows that the document marks as header, or those above the first one with figures in it.
fn header_rows(sheet: &Sheet, decimal: char) -> usize {
    let text = |row: usize, column: usize| without_letters(beginning(sheet, row, column));
    let is_figures = |row: usize, column: usize| Printed::read(text(row, column), decimal).is_figures();
    let has_figures =
        |row: usize| (1..sheet.columns()).filter(|column| is_figures(row, *column)).count() * 2 >= sheet.columns() - 1;
    match sheet.head_rows {
        marked if (1..sheet.rows()).contains(&marked) => marked,
        // Labels such as years are figures too.
        _ => without_headings(sheet, (1..sheet.rows()).find(|row| has_figures(*row)).unwrap_or(1), is_figures),
    }
}

/// So many header rows without those at their end that have a label and no words behind it: they are headings of what is below.
fn without_headings(sheet: &Sheet, rows: usize, is_figures: impl Fn(usize, usize) -> bool) -> usize {
    let is_blank = |row: usize, column: usize| sheet.text(row, column).trim().is_empty();
    let is_heading = |row: usize| (1..sheet.columns()).all(|column| is_blank(row, column) || is_figures(row, column));
    (1..rows).rev().find(|row| !is_heading(*row)).map_or(rows.min(1), |row| row + 1)
}

fn row(sheet: &Sheet, at: usize, stub: usize, decimal: char) -> Row {
    let labels: Vec<String> = (0..stub).map(|column| beginning(sheet, at, column).trim().to_owned()).collect();
    // A cell that spans several rows labels each of them.
    let spanning = || (0..stub).rev().map(|column| sheet.text(at, column).trim()).find(|text| !text.is_empty());
    let own = labels.iter().rev().find(|label| !label.is_empty()).map(String::as_str);
    let label = own.or_else(spanning).unwrap_or_default().to_owned();
    let indent = sheet.cell(at, 0).map_or(0, |cell| cell.indent);
    let cells = (stub..sheet.columns()).map(|column| Printed::read(beginning(sheet, at, column), decimal)).collect();
    let begins = stub > 1 && !labels[0].is_empty();
    let says_statistics = says_statistics(&named(&label));
    Row { at, label, says_statistics, indent, stub: labels, cells, begins, below: None }
}
