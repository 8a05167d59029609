//! The labels of a table's rows and columns: what blank labels repeat, and which rows are headings.

use rustc_hash::FxHashMap as HashMap;

use crate::error::Error;
use crate::quantity::Statistic;
use crate::study::grid::{Cell, Grid};
use crate::study::label;
use crate::study::layout::{Key, Label, Layout, Meaning};
use crate::study::names::{Names, tidy};
use crate::study::notation::Notation;
use crate::study::source::Source;

/// A column below the header.
pub(crate) struct Column<'a> {
    pub labels: Vec<Label<'a>>,
    /// The how manieth column it is under its last header label.
    pub offset: usize,
}

impl Layout {
    /// How many columns stand under each label of the last header row.
    fn span(&self) -> usize {
        self.cells.iter().map(Notation::width).max().unwrap_or(1)
    }

    /// The labels of each row below the header.
    ///
    /// A blank label repeats the one above, unless a label left of it begins something new. The label of a row without
    /// figures is a heading of the rows below, if the table has headings.
    pub fn rows<'a>(
        &self,
        source: &Source,
        names: &mut Names,
        grid: &'a Grid,
        columns: &[Column],
    ) -> Result<Vec<Vec<Label<'a>>>, Error> {
        let mut rows: Vec<Vec<Label>> = Vec::new();
        let mut heading: Option<Label> = None;
        let mut known = HashMap::default();
        for row in &grid.rows()[self.header.len()..] {
            if self.is_heading(row, columns, names) {
                let label = self.label(source, names, &self.headings, &row[0])?;
                rows.push(vec![label.clone()]);
                heading = Some(label.repeated());
                continue;
            }
            let above = if !self.headings.is_empty() { &[][..] } else { rows.last().map_or(&[][..], Vec::as_slice) };
            let labels = self.row(source, names, row, above)?;
            if !self.headings.is_empty() && labels.iter().any(|label| self.leaves_heading(&label.meaning)) {
                heading = None;
            }
            let labels: Vec<_> = heading.iter().cloned().chain(labels).collect();
            let meanings: Vec<Meaning> = labels.iter().map(|label| label.meaning.clone()).collect();
            let is_blank = row.iter().all(|cell| self.numbers.is_blank(&cell.text));
            let twin = known.insert(meanings, row[0].line).filter(|_| !is_blank && !self.ignores(labels.iter()));
            if let Some(twin) = twin {
                return Err(duplicated_row(source, twin, &labels, &row[0]));
            }
            rows.push(labels);
        }
        close_table(&mut rows);
        Ok(rows)
    }

    fn row<'a>(
        &self,
        source: &Source,
        names: &mut Names,
        row: &'a [Cell],
        above: &[Label<'a>],
    ) -> Result<Vec<Label<'a>>, Error> {
        let mut labels = Vec::with_capacity(self.stub.len());
        // A row without any label is not the one above once more.
        let mut fresh = row[..self.stub.len()].iter().all(|cell| cell.text.trim().is_empty());
        for (at, (keys, cell)) in self.stub.iter().zip(row).enumerate() {
            let blank = cell.text.trim().is_empty();
            labels.push(match above.get(at) {
                Some(above) if blank && !fresh => above.repeated(),
                _ => self.label(source, names, keys, cell)?,
            });
            fresh |= !blank;
        }
        Ok(labels)
    }

    /// Whether a row's label holds for the rows below it: it has no figures but those of tests, or names a variable that is
    /// declared.
    fn is_heading(&self, row: &[Cell], columns: &[Column], names: &Names) -> bool {
        let label = &row[0].text;
        let is_read = |column: &Column| {
            !self.ignores(column.labels.iter()) && !column.labels.iter().any(|label| label.meaning.is_of_test())
        };
        let mut cells = row[self.stub.len()..].iter().zip(columns);
        let has_figures = cells.any(|(cell, column)| !self.numbers.is_blank(&cell.text) && is_read(column));
        let forms = [tidy(label), label::split(label, &self.numbers).label];
        let is_variable =
            self.headings.contains(&Key::Variable) && forms.iter().any(|label| names.declares_variable(label));
        !self.headings.is_empty() && !label.trim().is_empty() && (!has_figures || is_variable)
    }

    /// Whether a row's label is of something else than the heading above it.
    fn leaves_heading(&self, meaning: &Meaning) -> bool {
        match meaning {
            Meaning::Member(..) | Meaning::Variable(_) => self.headings.contains(&Key::Variable),
            Meaning::Several(_) | Meaning::Nothing => true,
            _ => false,
        }
    }

    /// The labels above each column behind the stub.
    ///
    /// A blank label repeats the one to its left, except in the last header row (unless the notation is of several
    /// columns) or below a new label.
    pub fn columns<'a>(&self, source: &Source, names: &mut Names, grid: &'a Grid) -> Result<Vec<Column<'a>>, Error> {
        let header = &grid.rows()[..self.header.len()];
        let alone = self.tests_of_no_span(source, names, header)?;
        let mut columns: Vec<Column> = Vec::new();
        let mut known = HashMap::default();
        for column in self.stub.len()..grid.width() {
            let mut fresh = false;
            let mut labels = Vec::with_capacity(self.header.len());
            for (at, (keys, row)) in self.header.iter().zip(header).enumerate() {
                let cell = &row[column];
                let blank = cell.text.trim().is_empty();
                let is_upper = at + 1 < self.header.len();
                let is_spanned = blank && !fresh && (is_upper && !alone.contains(&column) || self.span() > 1);
                labels.push(match columns.last().filter(|_| is_spanned) {
                    Some(left) => left.labels[at].repeated(),
                    None => {
                        let read = columns.iter().rev().find(|left| !self.ignores(left.labels.iter()));
                        let left = read.map(|left| &left.labels[at].meaning);
                        self.label(source, names, keys, cell)?.continuing(left)
                    }
                });
                fresh |= !blank;
            }
            let by_place = self.places.iter().filter(|(fields, _)| fields.contains(&(column + 1)));
            let cell = &header[header.len() - 1][column];
            labels.extend(by_place.map(|(_, meaning)| Label {
                cell,
                meaning: meaning.clone(),
                number: None,
                notation: None,
            }));
            let offset = columns.last().filter(|_| !fresh && self.span() > 1).map_or(0, |left| left.offset + 1);
            let meanings: Vec<Meaning> = labels.iter().map(|label| label.meaning.clone()).collect();
            let notations: Vec<_> = labels.iter().map(|label| label.notation.clone()).collect();
            let twin = known.insert((meanings, notations, offset), column);
            if let Some(twin) = twin.filter(|_| !self.ignores(labels.iter())) {
                return Err(duplicated_header(source, column, twin, &labels));
            }
            columns.push(Column { labels, offset });
        }
        Ok(columns)
    }
}

impl Layout {
    /// The columns whose last label names a statistic of a test that no other span of columns has: a blank label above it repeats
    /// nothing, since the test is of no span but compares them.
    fn tests_of_no_span(&self, source: &Source, names: &mut Names, header: &[Vec<Cell>]) -> Result<Vec<usize>, Error> {
        let (Some((last, upper)), Some(keys)) = (header.split_last(), self.header.last()) else {
            return Ok(Vec::new());
        };
        let mut times: HashMap<String, usize> = HashMap::default();
        last.iter().for_each(|cell| *times.entry(tidy(&cell.text)).or_default() += 1);
        let is_blank_above = |column: &usize| upper.last().is_some_and(|row| row[*column].text.trim().is_empty());
        let mut alone = Vec::new();
        let mut span_is_test = false;
        for (column, cell) in last.iter().enumerate().skip(self.stub.len()) {
            let is_test = self.names_test(source, names, keys, cell)?;
            if !is_blank_above(&column) {
                span_is_test = is_test;
            } else if is_test && !span_is_test && times.get(&tidy(&cell.text)) == Some(&1) {
                alone.push(column);
            }
        }
        Ok(alone)
    }

    /// Whether a label is that of a test, whatever else it may be taken for.
    fn names_test(&self, source: &Source, names: &mut Names, keys: &[Key], cell: &Cell) -> Result<bool, Error> {
        let is_known = self.labels.iter().any(|(label, _)| self.prints(&cell.text, label));
        let names_statistic = Statistic::from_label(&tidy(&cell.text)).is_some_and(Statistic::is_of_test);
        if !is_known && !names_statistic {
            return Ok(false);
        }
        Ok(self.label(source, names, keys, cell)?.meaning.is_of_test())
    }
}

/// A single margin below the blocks is of the whole table, not of the last block; where each block has its own it is not.
fn close_table(rows: &mut [Vec<Label>]) {
    let is_margin = |label: &Label| matches!(&label.meaning, Meaning::Margin(keys) if keys.contains(&Key::Level));
    let in_block = |row: &&mut Vec<Label>| row.len() > 1 && row.last().is_some_and(is_margin);
    let headings = rows.iter().filter(|row| row.len() == 1).count();
    let mut margins = rows.iter_mut().filter(in_block);
    if let (Some(only), None, true) = (margins.next(), margins.next(), headings > 1) {
        only.remove(0);
    }
}

fn duplicated_row(source: &Source, twin: usize, labels: &[Label], first: &Cell) -> Error {
    let label = labels.last().map_or("", |label| label.cell.text.trim());
    let message = format!("the row `{label}` is bound as line {twin} is already");
    Error::new(source.name(), message)
        .at(first.line, first.field)
        .help("every row needs labels of its own; is the heading of a group, or a stub column, not declared?")
}

fn duplicated_header(source: &Source, column: usize, twin: usize, labels: &[Label]) -> Error {
    let last = labels.iter().rev().find(|label| !label.is_blank()).or(labels.last());
    let (label, line) = last.map_or(("", 1), |label| (label.cell.text.trim(), label.cell.line));
    let message = format!("the header `{label}` stands above field {} already", twin + 1);
    Error::new(source.name(), message)
        .at(line, column + 1)
        .help("every column needs a header of its own; one label above two columns is read with `cells = \"n | %\"`, or `columns` says what each of them is of")
}
