//! The frame of a sheet: which rows are its header, which columns its stub, and what stands in each row.

use crate::document::Sheet;
use crate::reading::layout::given::{Coverage, Given, Of, is_called};
use crate::reading::layout::paired::paired;
use crate::reading::layout::printed::{Printed, decimal_sign, without_letters};
use crate::reading::layout::roles::{named, says_statistics};
use crate::reading::layout::row::Row;
use crate::reading::layout::texts::one_line;
use crate::reading::layout::words::says_total;
use crate::study::{Numbers, split_label};

/// A sheet taken apart by the places of its cells alone.
pub(in crate::reading) struct Frame<'a> {
    pub sheet: &'a Sheet,
    /// What a manifest says of it.
    pub given: &'a Given,
    pub decimal: char,
    /// How many rows are header.
    pub head: usize,
    /// How many columns are stub.
    pub stub: usize,
    /// The rows below the header.
    pub rows: Vec<Row>,
}

impl<'a> Frame<'a> {
    /// Takes a sheet apart, as far as a manifest does not say how; nothing, where it has no figures behind a stub.
    pub fn of(sheet: &'a Sheet, given: &'a Given) -> Option<Self> {
        let printed = || decimal_sign(sheet.cells().iter().map(|cell| cell.text.as_str()));
        let decimal = given.decimal.unwrap_or_else(printed);
        let printed =
            |row: usize, column: usize| Printed::read(without_letters(beginning(sheet, row, column)), decimal);
        let head = given.header_rows.unwrap_or_else(|| header_rows(sheet, decimal));
        let body = head..sheet.rows();
        let is_label = |column: usize| {
            let cells = body.clone().map(|row| printed(row, column)).filter(|cell| !cell.pattern.is_empty());
            let (figures, all) =
                cells.fold((0, 0), |(figures, all), cell| (figures + usize::from(cell.is_figures()), all + 1));
            all > 0 && figures * 3 <= all
        };
        let labels = || 1 + (1..sheet.columns()).take_while(|column| is_label(*column)).count();
        let stub = given.stub_columns.unwrap_or_else(labels);
        if stub >= sheet.columns() || body.is_empty() {
            return None;
        }
        let rows = body.map(|at| row(sheet, at, stub, decimal)).filter(|row| !row.is_empty());
        let rows = paired(rows.filter(|row| !given.ignores([row.label.as_str()].into_iter(), decimal)).collect());
        let mut frame = Self { sheet, given, decimal, head, stub, rows };
        frame.leave_out();
        Some(frame)
    }

    /// Blanks the cells of the columns that are not read.
    fn leave_out(&mut self) {
        for column in (0..self.width()).filter(|column| self.is_ignored(*column)).collect::<Vec<_>>() {
            let below = |row: &mut Row| row.below.as_mut().map(|below| below.cells[column] = Printed::default());
            self.rows.iter_mut().for_each(|row| {
                row.cells[column] = Printed::default();
                below(row);
            });
        }
    }

    /// Whether a manifest says that a column is not read.
    pub fn is_ignored(&self, column: usize) -> bool {
        !self.given.ignore.is_empty() && self.has_column_name(column, self.given.ignore.iter())
    }

    /// What a cell behind the stub prints, where it begins and is read.
    pub fn printed(&self, line: usize, column: usize) -> &'a str {
        if self.is_ignored(column) { "" } else { beginning(self.sheet, line, self.stub + column) }
    }

    /// What a column may be called: each label above it, and all of them.
    pub fn names_of_column(&self, column: usize) -> impl Iterator<Item = String> {
        let labels = self.header(column);
        let all = labels.join(", ");
        labels.into_iter().map(one_line).chain([one_line(&all)]).collect::<Vec<_>>().into_iter()
    }

    fn has_column_name<'n>(&self, column: usize, mut names: impl Iterator<Item = &'n String>) -> bool {
        let labels: Vec<String> = self.names_of_column(column).collect();
        names.any(|name| labels.iter().any(|label| is_called(label, name, self.decimal)))
    }

    fn is_row(&self, row: usize, name: &str) -> bool {
        is_called(&self.rows[row].label, name, self.decimal)
    }

    /// The notation that a manifest gives the cells of a row.
    pub fn cells_of_row(&self, row: usize) -> Option<&'a str> {
        let found = self.given.cells_of.iter().find(|(name, _)| self.is_row(row, name));
        found.map(|(_, cells)| cells.as_str())
    }

    /// The notation that it gives those of a column.
    pub fn cells_of_column(&self, column: usize) -> Option<&'a str> {
        let found = self.given.cells_of.iter().find(|(name, _)| self.has_column_name(column, std::iter::once(name)));
        found.map(|(_, cells)| cells.as_str())
    }

    /// What it says that the percentages of a row are shares of.
    pub fn base_of_row(&self, row: usize) -> Option<&'a Of> {
        let found = self.given.bases.iter().find(|(name, _)| self.is_row(row, name)).map(|(_, of)| of);
        found.or(self.given.base.as_ref())
    }

    /// Whom it says that the levels of rows under a heading are: it names the heading, or one of the rows.
    pub fn coverage_of(&self, heading: Option<usize>, rows: std::ops::Range<usize>) -> Option<Coverage> {
        let rows = || heading.into_iter().chain(rows.clone());
        let found = self.given.coverage.iter().find(|(name, _)| rows().any(|row| self.is_row(row, name)));
        found.map(|(_, coverage)| *coverage)
    }

    /// Whether it says that a row is a total, or that it is none; nothing where it does not say.
    pub fn is_margin_row(&self, row: usize) -> Option<bool> {
        self.given.margins.as_ref().map(|margins| margins.iter().any(|name| self.is_row(row, name)))
    }

    /// The same of a column.
    pub fn is_margin_column(&self, column: usize) -> Option<bool> {
        self.given.margins.as_ref().map(|margins| self.has_column_name(column, margins.iter()))
    }

    /// Whether a row is called a total.
    pub fn says_total_of_row(&self, row: usize) -> bool {
        self.is_margin_row(row).unwrap_or_else(|| says_total(&self.rows[row].label))
    }

    /// Whether a column is called a total.
    pub fn says_total_of_column(&self, column: usize) -> bool {
        let said = || self.header(column).iter().any(|label| says_total(label));
        self.is_margin_column(column).unwrap_or_else(said)
    }

    /// The row of this label.
    pub fn row_called(&self, name: &str) -> Option<usize> {
        (0..self.rows.len()).find(|row| self.is_row(*row, name))
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

    /// What is said of the whole table: its caption, its notes and its header.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let sheet = self.sheet;
        let header =
            (0..self.head).flat_map(move |row| (0..sheet.columns()).map(move |column| beginning(sheet, row, column)));
        header.chain(sheet.notes.iter().map(|note| note.text.as_str())).chain([sheet.caption.as_str()])
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
pub(in crate::reading) fn beginning(sheet: &Sheet, row: usize, column: usize) -> &str {
    let cell = sheet.cell(row, column).filter(|cell| (cell.row, cell.column) == (row, column));
    cell.map_or("", |cell| &cell.text)
}

/// The rows that the document marks as header, or those above the first one with figures in it.
fn header_rows(sheet: &Sheet, decimal: char) -> usize {
    let text = |row: usize, column: usize| without_letters(beginning(sheet, row, column));
    let is_figures = |row: usize, column: usize| Printed::read(text(row, column), decimal).is_figures();
    let has_figures =
        |row: usize| (1..sheet.columns()).filter(|column| is_figures(row, *column)).count() * 2 >= sheet.columns() - 1;
    // Where only one row can be marked, the next one repeats the label of the stub.
    let label = |row: usize| sheet.text(row, 0).trim();
    let repeats = |row: &usize| !label(*row).is_empty() && label(*row) == label(0) && !has_figures(*row);
    match sheet.head_rows {
        marked if (1..sheet.rows()).contains(&marked) => {
            marked + (marked..sheet.rows() - 1).take_while(repeats).count()
        }
        // Labels such as years are figures too.
        _ => without_headings(sheet, (1..sheet.rows()).find(|row| has_figures(*row)).unwrap_or(1), is_figures),
    }
}

/// So many header rows without those at their end that are headings of what is below: they have a label, and behind it nothing; or, where another
/// label stands above, numbers of respondents alone.
fn without_headings(sheet: &Sheet, rows: usize, is_figures: impl Fn(usize, usize) -> bool) -> usize {
    let text = |row: usize, column: usize| sheet.text(row, column).trim();
    let is_blank = |row: usize, column: usize| text(row, column).is_empty() || is_figures(row, column);
    let is_size = |row: usize, column: usize| {
        let split = split_label(text(row, column), &Numbers::default());
        split.number.is_some() && split.label.is_empty()
    };
    let is_below_label = |row: usize| !text(row, 0).is_empty() && (0..row).any(|above| !text(above, 0).is_empty());
    let is_heading = |row: usize| {
        let of_sizes = is_below_label(row);
        (1..sheet.columns()).all(|column| is_blank(row, column) || of_sizes && is_size(row, column))
    };
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
