//! The labels of a table's rows and columns: what blank labels repeat, and which rows are headings.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::error::Error;
use crate::study::grid::{Cell, Grid};
use crate::study::label;
use crate::study::layout::{Axis, Layout};
use crate::study::meaning::{Key, Label, Meaning};
use crate::study::names::{Names, tidy};
use crate::study::notation::Notation;
use crate::study::source::Source;

/// A row below the header.
pub(crate) struct Row<'a> {
    pub labels: Vec<Label<'a>>,
    /// Which of the labels is the heading that it stands under.
    heading: Option<usize>,
    /// Whether it is a heading itself.
    is_heading: bool,
}

/// A column behind the stub.
pub(crate) struct Column<'a> {
    pub labels: Vec<Label<'a>>,
    /// The how manieth column it is under its last header label.
    pub offset: usize,
    /// The how manieth column it is under the labels that name no statistic.
    pub offset_in_group: usize,
}

/// What is repeated from row to row.
#[derive(Default)]
struct Above<'a> {
    heading: Option<Label<'a>>,
    labels: Vec<Label<'a>>,
}

/// What tells rows, and columns, apart.
type Identity = (Vec<Meaning>, Vec<Option<Notation>>, usize);

fn identity(labels: &[Label], offset: usize) -> Identity {
    let (meanings, notations) = labels.iter().map(|label| (label.meaning.clone(), label.notation.clone())).unzip();
    (meanings, notations, offset)
}

/// The labels of one table, being read.
pub(crate) struct Reader<'t> {
    pub layout: &'t Layout,
    pub file: &'t Source,
    pub names: &'t mut Names,
}

/// The rows below the header.
impl Reader<'_> {
    /// The labels of each row below the header.
    ///
    /// A blank label repeats the one above, unless a label left of it begins something new. The label of a row without
    /// figures is a heading of the rows below, if the table has headings.
    pub fn rows<'a>(&mut self, grid: &'a Grid, columns: &[Column]) -> Result<Vec<Row<'a>>, Error> {
        let mut rows: Vec<Row> = Vec::new();
        let mut above = Above::default();
        for cells in &grid.rows()[self.layout.header.len()..] {
            let mut row = match self.is_heading(cells, columns) {
                true => self.heading(cells, &mut above)?,
                false => self.row(cells, &mut above)?,
            };
            self.layout.placed(Axis::Row, cells[0].line, &mut row.labels);
            rows.push(row);
        }
        self.check_rows(grid, &rows)?;
        close_table(&mut rows);
        Ok(rows)
    }

    fn label<'a>(&mut self, keys: &[Key], cell: &'a Cell) -> Result<Label<'a>, Error> {
        self.layout.label(self.file, self.names, keys, cell)
    }

    /// Whether the manifest says that a row, or a column, with these labels is not read.
    fn ignores(&self, labels: &[Label]) -> bool {
        self.layout.ignores(labels, self.names)
    }

    /// The stub column in which headings stand: that of levels, else the first that is read.
    fn heading_column(&self) -> usize {
        let of_levels = self.layout.stub.iter().position(|keys| keys.contains(&Key::Level));
        of_levels.or_else(|| self.layout.stub.iter().position(|keys| *keys != [Key::Ignored])).unwrap_or(0)
    }

    /// A row whose label holds for the rows below it, within what the labels left of it say.
    fn heading<'a>(&mut self, cells: &'a [Cell], above: &mut Above<'a>) -> Result<Row<'a>, Error> {
        let at = self.heading_column();
        let mut labels = self.stub_labels(&cells[..at], &above.labels, false)?;
        above.labels = labels.iter().map(Label::repeated).collect();
        let label = self.label(&self.layout.headings, &cells[at])?;
        above.heading = Some(label.repeated());
        labels.push(label);
        Ok(Row { labels, heading: None, is_heading: true })
    }

    fn row<'a>(&mut self, cells: &'a [Cell], above: &mut Above<'a>) -> Result<Row<'a>, Error> {
        let cells = &cells[..self.layout.stub.len()];
        // A row without any label is not the one above once more.
        let is_fresh = cells.iter().all(|cell| cell.text.trim().is_empty());
        let mut labels = self.stub_labels(cells, &above.labels, is_fresh)?;
        above.labels = labels.iter().map(Label::repeated).collect();
        let at = self.heading_column();
        if labels.get(at).is_some_and(|label| self.leaves_heading(label)) {
            above.heading = None;
        }
        let heading = above.heading.clone().map(|heading| labels.insert(at, heading)).map(|()| at);
        Ok(Row { labels, heading, is_heading: false })
    }

    /// The labels of a row's first cells.
    fn stub_labels<'a>(
        &mut self,
        cells: &'a [Cell],
        above: &[Label<'a>],
        is_fresh: bool,
    ) -> Result<Vec<Label<'a>>, Error> {
        let mut labels = Vec::with_capacity(self.layout.stub.len());
        let mut fresh = is_fresh;
        for (at, (keys, cell)) in self.layout.stub.iter().zip(cells).enumerate() {
            let blank = cell.text.trim().is_empty();
            labels.push(match above.get(at) {
                Some(above) if blank && !fresh => above.repeated(),
                _ => self.label(keys, cell)?,
            });
            fresh |= !blank;
        }
        Ok(labels)
    }

    /// Whether a row's label holds for the rows below it: it has no figures but those of tests, or names a variable that is
    /// declared.
    fn is_heading(&self, cells: &[Cell], columns: &[Column]) -> bool {
        let label = &cells[self.heading_column()].text;
        if self.layout.headings.is_empty() || label.trim().is_empty() {
            return false;
        }
        let is_read = |column: &Column| {
            let is_of_test = column.labels.iter().any(|label| label.meaning.is_of_test());
            !is_of_test && !self.ignores(&column.labels)
        };
        let mut figures = cells[self.layout.stub.len()..].iter().zip(columns);
        let has_figures = figures.any(|(cell, column)| !self.layout.numbers.is_blank(&cell.text) && is_read(column));
        let forms = [tidy(label), label::split(label, &self.layout.numbers).label];
        let is_declared = || forms.iter().any(|label| self.names.declares_variable(label));
        !has_figures || self.layout.headings.contains(&Key::Variable) && is_declared()
    }

    /// Whether a row's label is of something else than the heading above it.
    fn leaves_heading(&self, label: &Label) -> bool {
        match label.meaning {
            Meaning::Member(..) | Meaning::Variable(_) => self.layout.headings.contains(&Key::Variable),
            Meaning::Several(_) => true,
            Meaning::Nothing => label.notation.is_none(),
            _ => false,
        }
    }

    fn check_rows(&self, grid: &Grid, rows: &[Row]) -> Result<(), Error> {
        let mut known = HashMap::default();
        for (row, cells) in rows.iter().zip(&grid.rows()[self.layout.header.len()..]).filter(|(row, _)| !row.is_heading)
        {
            let is_blank = cells.iter().all(|cell| self.layout.numbers.is_blank(&cell.text));
            let twin = known.insert(identity(&row.labels, 0), cells[0].line);
            if let Some(twin) = twin.filter(|_| !is_blank && !self.ignores(&row.labels)) {
                return Err(duplicated_row(self.file, twin, &row.labels, &cells[0]));
            }
        }
        Ok(())
    }
}

/// A single margin below the blocks is of the whole table, not of the last block; where each block has its own it is not.
fn close_table(rows: &mut [Row]) {
    let is_margin = |label: &Label| matches!(&label.meaning, Meaning::Margin(keys) if keys.contains(&Key::Level));
    let headings = rows.iter().filter(|row| row.is_heading).count();
    let mut margins = rows.iter_mut().filter(|row| row.heading.is_some() && row.labels.last().is_some_and(is_margin));
    if let (Some(only), None, true) = (margins.next(), margins.next(), headings > 1) {
        only.heading.take().map(|heading| only.labels.remove(heading));
    }
}

/// The columns behind the stub.
impl Reader<'_> {
    /// How many columns stand under each label of the last header row.
    fn span(&self) -> usize {
        self.layout.cells.iter().map(Notation::width).max().unwrap_or(1)
    }

    /// The labels above each column behind the stub.
    ///
    /// A blank label repeats the one to its left, except in the last header row (unless the notation is of several
    /// columns), below a new label, or above a test that only one of several groups would have.
    pub fn columns<'a>(&mut self, grid: &'a Grid) -> Result<Vec<Column<'a>>, Error> {
        let mut columns: Vec<Column> = Vec::new();
        for at in self.layout.stub.len()..grid.width() {
            let column = self.column(grid, at, &columns)?;
            columns.push(column);
        }
        self.detach_tests(&mut columns, grid);
        for (column, cell) in columns.iter_mut().zip(&grid.rows()[0][self.layout.stub.len()..]) {
            self.layout.placed(Axis::Column, cell.field, &mut column.labels);
        }
        count_in_groups(&mut columns);
        self.check_columns(&columns)?;
        Ok(columns)
    }

    fn column<'a>(&mut self, grid: &'a Grid, column: usize, left: &[Column<'a>]) -> Result<Column<'a>, Error> {
        let mut fresh = false;
        let mut labels = Vec::with_capacity(self.layout.header.len());
        for (at, (keys, row)) in self.layout.header.iter().zip(grid.rows()).enumerate() {
            let cell = &row[column];
            let blank = cell.text.trim().is_empty();
            let is_spanned = blank && !fresh && (at + 1 < self.layout.header.len() || self.span() > 1);
            labels.push(match left.last().filter(|_| is_spanned) {
                Some(left) => left.labels[at].repeated(),
                None => {
                    let read = left.iter().rev().find(|left| !self.ignores(&left.labels));
                    let left = read.map(|left| &left.labels[at].meaning);
                    self.label(keys, cell)?.continuing(left)
                }
            });
            fresh |= !blank;
        }
        let offset = left.last().filter(|_| !fresh && self.span() > 1).map_or(0, |left| left.offset + 1);
        Ok(Column { labels, offset, offset_in_group: 0 })
    }

    /// A test that stands under one of several groups only, where the label above it is blank, compares the groups: the blank
    /// repeats nothing.
    fn detach_tests<'a>(&self, columns: &mut [Column<'a>], grid: &'a Grid) {
        for (at, row) in grid.rows()[..self.layout.header.len() - 1].iter().enumerate() {
            let alone: Vec<bool> = columns.iter().map(|column| compares(column, at, columns)).collect();
            let cells = columns.iter_mut().zip(&row[self.layout.stub.len()..]).zip(alone);
            for ((column, cell), _) in cells.filter(|((_, cell), alone)| *alone && cell.text.trim().is_empty()) {
                column.labels[at] = Label::nothing(cell);
            }
        }
    }

    fn check_columns(&self, columns: &[Column]) -> Result<(), Error> {
        let mut known = HashMap::default();
        for (at, column) in columns.iter().enumerate() {
            let twin = known.insert(identity(&column.labels, column.offset), at + self.layout.stub.len());
            if let Some(twin) = twin.filter(|_| !self.ignores(&column.labels)) {
                return Err(duplicated_header(self.file, at + self.layout.stub.len(), twin, &column.labels));
            }
        }
        Ok(())
    }
}

/// Whether a column is of a test that compares the groups of the header row `at`: it says so, or no other group has it.
fn compares(column: &Column, at: usize, columns: &[Column]) -> bool {
    let (Some(test), group) = (column.labels.last(), &column.labels[at].meaning) else { return false };
    let is_beside = |other: &&Column| other.labels.last().is_some_and(|last| last.meaning == test.meaning);
    let groups = |columns: &mut dyn Iterator<Item = &Column>| {
        columns.map(|column| column.labels[at].meaning.clone()).collect::<HashSet<_>>().len()
    };
    let is_alone = || groups(&mut columns.iter()) > 1 && groups(&mut columns.iter().filter(is_beside)) == 1;
    test.meaning.is_of_test() && (test.meaning.compares(group) || is_alone())
}

/// Counts the columns that have the same labels but for statistics.
fn count_in_groups(columns: &mut [Column]) {
    let group = |column: &Column| -> Vec<Meaning> {
        let said = column.labels.iter().flat_map(|label| label.meaning.each());
        said.filter(|meaning| !matches!(meaning, Meaning::Statistic(_) | Meaning::Nothing)).cloned().collect()
    };
    let mut known: HashMap<Vec<Meaning>, usize> = HashMap::default();
    for column in columns {
        let count = known.entry(group(column)).or_default();
        column.offset_in_group = *count;
        *count += 1;
    }
}

fn duplicated_row(source: &Source, twin: usize, labels: &[Label], first: &Cell) -> Error {
    let label = labels.last().map_or("", |label| label.cell.text.trim());
    let message = format!("the row `{label}` is bound as line {twin} is already");
    Error::new(source.name(), message).at(first.line, first.field).help(
        "every row needs labels of its own; is the heading of a group, or a stub column, not declared? Name a row by its \
         place with `at = { \"row 5\" = { variable = \"…\" } }`",
    )
}

fn duplicated_header(source: &Source, column: usize, twin: usize, labels: &[Label]) -> Error {
    let last = labels.iter().rev().find(|label| !label.is_blank()).or(labels.last());
    let (label, line) = last.map_or(("", 1), |label| (label.cell.text.trim(), label.cell.line));
    let message = format!("the header `{label}` stands above field {} already", twin + 1);
    Error::new(source.name(), message).at(line, column + 1).help(format!(
        "columns under one label are named by their place with `at = {{ \"column {}\" = {{ group = \"…\" }} }}`; several \
         under one label are read with `cells = \"n | %\"`",
        column + 1
    ))
}
