//! The rule that gives every printed cell its quantity: what its row's stub and its column's header bind.

use std::ops::Range;

use rustc_hash::FxHashMap as HashMap;

use crate::error::Error;
use crate::figure::Figure;
use crate::quantity::{Dimension, Level, Statistic};
use crate::study::grid::{Cell, Grid};
use crate::study::label::{self, Split};
use crate::study::names::{Names, tidy};
use crate::study::notation::Notation;
use crate::study::numbers::Numbers;
use crate::study::source::Source;

/// What the labels of a stub column or of a header row bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    /// A statistic.
    Statistic,
    /// A variable: the row is about it.
    Variable,
    /// A level of the variable that the same cell's other labels name.
    Level,
    /// A level of this dimension.
    Of(Dimension),
    /// The variable that means and the like are of, where the rows or columns are levels of others.
    Outcome,
    /// Nothing: the labels are numbers of rows and the like.
    Ignored,
}

/// What one label says of all cells of its row or column.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Meaning {
    /// Nothing is printed, nothing is bound.
    Nothing,
    Statistic(Statistic),
    Variable(Dimension),
    Outcome(Dimension),
    /// A level of a variable that is not known yet.
    Answer(String),
    Member(Dimension, Level),
    /// A total over what these keys would bind.
    Margin(Vec<Key>),
    /// All of these.
    Several(Vec<Meaning>),
}

/// A label of the stub or the header.
#[derive(Clone, Debug)]
pub(crate) struct Label<'a> {
    pub cell: &'a Cell,
    pub meaning: Meaning,
    /// The number of respondents that it states, and where in the cell's text.
    pub number: Option<(Figure, Range<usize>)>,
    /// The notation that it is itself, as `Mean ± SD`.
    pub notation: Option<Notation>,
}

impl Label<'_> {
    fn is_blank(&self) -> bool {
        self.cell.text.trim().is_empty()
    }

    /// A label that is a statistic only belongs to the one on its left that binds a statistic and more.
    fn continuing(self, left: Option<&Meaning>) -> Self {
        let (Meaning::Statistic(_), Some(Meaning::Several(left))) = (&self.meaning, left) else { return self };
        let others = left.iter().filter(|meaning| !matches!(meaning, Meaning::Statistic(_)));
        let meaning = Meaning::Several(others.cloned().chain([self.meaning.clone()]).collect());
        Self { meaning, ..self }
    }

    /// The same label for a cell that it spans or is repeated for: its number is stated once.
    fn repeated(&self) -> Self {
        Self { number: None, ..self.clone() }
    }
}

/// How the cells of one table get their quantities.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The keys of each stub column.
    pub stub: Vec<Vec<Key>>,
    /// The keys of each header row.
    pub header: Vec<Vec<Key>>,
    /// What the label of a row without figures binds for the rows below it.
    pub headings: Vec<Key>,
    /// What all cells bind besides.
    pub bound: Vec<Meaning>,
    /// The labels that bind nothing.
    pub margins: Margins,
    /// Labels of statistics that only this study uses.
    pub statistics: Vec<(String, Statistic)>,
    /// How numbers are printed.
    pub numbers: Numbers,
    /// How cells hold several figures; of several notations the first that fits.
    pub cells: Vec<Notation>,
    /// Other notations for the cells under or beside certain labels.
    pub cells_of: Vec<(String, Notation)>,
    /// The labels of rows and columns that are not read.
    pub ignored: Vec<String>,
    /// Labels of levels whatever the variable, with their names.
    pub answers: Vec<(String, String)>,
    /// Labels that bind several keys at once.
    pub labels: Vec<(String, Vec<Meaning>)>,
}

/// The labels of margins.
#[derive(Clone, Debug)]
pub(crate) enum Margins {
    /// `Total`, in capitals or not.
    Usual,
    /// These.
    Declared(Vec<String>),
}

impl Margins {
    pub fn admits(&self, label: &str) -> bool {
        match self {
            Self::Usual => label.eq_ignore_ascii_case("Total"),
            Self::Declared(labels) => labels.iter().any(|margin| margin == label),
        }
    }
}

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

    /// Whether a row's label holds for the rows below it: it has no figures but p values, or names a variable that is
    /// declared.
    fn is_heading(&self, row: &[Cell], columns: &[Column], names: &Names) -> bool {
        let label = &row[0].text;
        let is_read = |column: &Column| {
            let is_p = |label: &Label| label.meaning == Meaning::Statistic(Statistic::P);
            !self.ignores(column.labels.iter()) && !column.labels.iter().any(is_p)
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
        let mut columns: Vec<Column> = Vec::new();
        let mut known = HashMap::default();
        for column in self.stub.len()..grid.width() {
            let mut fresh = false;
            let mut labels = Vec::with_capacity(self.header.len());
            for (at, (keys, row)) in self.header.iter().zip(header).enumerate() {
                let cell = &row[column];
                let blank = cell.text.trim().is_empty();
                let is_spanned = blank && !fresh && (at + 1 < self.header.len() || self.span() > 1);
                labels.push(match columns.last().filter(|_| is_spanned) {
                    Some(left) => left.labels[at].repeated(),
                    None => {
                        let left = columns.last().map(|left| &left.labels[at].meaning);
                        self.label(source, names, keys, cell)?.continuing(left)
                    }
                });
                fresh |= !blank;
            }
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

    /// What a label means under the keys of its column or row, and the number it states.
    ///
    /// Labels of rows and columns that are not read mean nothing.
    pub fn label<'a>(
        &self,
        source: &Source,
        names: &mut Names,
        keys: &[Key],
        cell: &'a Cell,
    ) -> Result<Label<'a>, Error> {
        let Split { label, number } = label::split(&cell.text, &self.numbers);
        let printed = tidy(&cell.text);
        if self.ignored.iter().any(|ignored| self.prints(&cell.text, ignored)) {
            return Ok(Label { cell, meaning: Meaning::Nothing, number: None, notation: None });
        }
        let notation = Some(&printed).filter(|_| keys.contains(&Key::Statistic));
        let notation =
            notation.and_then(|label| Notation::parse(label).ok()).filter(|notation| notation.is_of_several());
        if notation.is_some() {
            return Ok(Label { cell, meaning: Meaning::Nothing, number: None, notation });
        }
        let known = [printed, tidy(&label)].into_iter().find_map(|label| self.known(names, keys, &label));
        let meaning = match known {
            Some(meaning) => meaning,
            None => self.new_meaning(source, names, keys, &tidy(&label), cell)?,
        };
        Ok(Label { cell, meaning, number, notation: None })
    }

    /// What a label means that is declared, is a margin, or names a statistic.
    fn known(&self, names: &mut Names, keys: &[Key], label: &str) -> Option<Meaning> {
        if let Some((_, meanings)) = self.labels.iter().find(|(known, _)| known == label) {
            return Some(Meaning::Several(meanings.clone()));
        }
        let named = named_keys(keys);
        let declared = keys.iter().find_map(|key| self.declared(names, *key, label, named.is_empty()));
        let is_margin = !named.is_empty() && self.margins.admits(label);
        declared.or(is_margin.then_some(Meaning::Margin(named)))
    }

    fn new_meaning(
        &self,
        source: &Source,
        names: &mut Names,
        keys: &[Key],
        label: &str,
        cell: &Cell,
    ) -> Result<Meaning, Error> {
        if label.is_empty() || keys == [Key::Ignored] {
            return Ok(Meaning::Nothing);
        }
        match named_keys(keys).first() {
            Some(Key::Of(dimension)) => Ok(Meaning::Member(*dimension, names.level_printed(*dimension, label))),
            Some(Key::Variable) => Ok(Meaning::Variable(names.variable_printed(label))),
            Some(Key::Outcome) => Ok(Meaning::Outcome(names.variable_printed(label))),
            Some(Key::Level) => {
                let answer = self.answers.iter().find(|(printed, _)| printed == label);
                Ok(Meaning::Answer(answer.map_or(label, |(_, name)| name).to_owned()))
            }
            _ => Err(unknown_statistic(source, label, cell)),
        }
    }

    /// What a label means that the manifest declares, or that names a statistic.
    ///
    /// Where a label may be a level as well, only a statistic's very name is one: `No` is an answer.
    fn declared(&self, names: &mut Names, key: Key, label: &str, only_statistics: bool) -> Option<Meaning> {
        match key {
            Key::Of(dimension) => names
                .declares_level(dimension, label)
                .then(|| Meaning::Member(dimension, names.level_printed(dimension, label))),
            Key::Variable => names.declares_variable(label).then(|| Meaning::Variable(names.variable_printed(label))),
            Key::Outcome => names.declares_variable(label).then(|| Meaning::Outcome(names.variable_printed(label))),
            Key::Level | Key::Ignored => None,
            Key::Statistic => {
                let own = self.statistics.iter().find(|entry| entry.0 == label).map(|entry| entry.1);
                let read = if only_statistics { Statistic::from_label } else { Statistic::from_name };
                own.or_else(|| read(label)).map(Meaning::Statistic)
            }
        }
    }

    /// Whether a label is printed as `label`, with or without its markers and the number it states.
    pub fn prints(&self, printed: &str, label: &str) -> bool {
        tidy(printed) == label || label::split(printed, &self.numbers).label == label
    }

    /// Whether the manifest says that the cells under or beside these labels are not read.
    pub fn ignores<'a>(&self, mut labels: impl Iterator<Item = &'a Label<'a>>) -> bool {
        !self.ignored.is_empty()
            && labels.any(|label| self.ignored.iter().any(|ignored| self.prints(&label.cell.text, ignored)))
    }

    /// The notations that a cell may have, given its labels.
    pub fn notations<'a>(
        &'a self,
        labels: impl Iterator<Item = &'a Label<'a>> + Clone,
        names: &Names,
    ) -> Vec<&'a Notation> {
        if let Some(notation) = labels.clone().find_map(|label| label.notation.as_ref()) {
            return vec![notation];
        }
        let is_named = |printed: &Label, label: &str| {
            let variable = match printed.meaning {
                Meaning::Variable(variable) => names.name(variable),
                _ => "",
            };
            variable == label || self.prints(&printed.cell.text, label)
        };
        let printed = |label: &str| labels.clone().any(|printed| is_named(printed, label));
        match self.cells_of.iter().find(|(label, _)| printed(label)) {
            Some((_, notation)) => vec![notation],
            None => self.cells.iter().collect(),
        }
    }
}

/// The keys that a label names something of.
fn named_keys(keys: &[Key]) -> Vec<Key> {
    keys.iter().copied().filter(|key| !matches!(key, Key::Statistic | Key::Ignored)).collect()
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
    Error::new(source.name(), message).at(line, column + 1).help("every column needs a header of its own")
}

fn unknown_statistic(source: &Source, label: &str, cell: &Cell) -> Error {
    let error = Error::new(source.name(), format!("`{label}` is not a known statistic")).at(cell.line, cell.field);
    match crate::error::nearest(label, Statistic::labels()) {
        Some(_) => error.nearest(label, Statistic::labels()),
        None => error.help(format!("declare it, as in `[statistics] mean = \"{label}\"`")),
    }
}
