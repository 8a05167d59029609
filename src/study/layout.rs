//! The rule that gives every printed cell its quantity: what its row's stub and its column's header bind.

use crate::error::Error;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::study::grid::{Cell, Grid};
use crate::study::names::{Names, tidy};
use crate::study::source::Source;

/// What the labels of a stub column or of a header row bind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// A statistic.
    Statistic,
    /// A variable: the row is about it.
    Variable,
    /// A level of the variable that the same cell's other labels name.
    Level,
    /// A level of this dimension.
    Of(Dimension),
}

/// What one label says of all cells of its row or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Nothing is printed, nothing is bound.
    Nothing,
    Statistic(Statistic),
    Variable(Dimension),
    /// A level of a variable that is not known yet.
    Answer(String),
    Member(Dimension, Level),
    /// A total over what these keys would bind.
    Margin(Vec<Key>),
}

/// How the cells of one table get their quantities.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// The keys of each stub column.
    pub stub: Vec<Vec<Key>>,
    /// The keys of each header row.
    pub header: Vec<Vec<Key>>,
    /// What all cells bind besides.
    pub bound: Vec<Meaning>,
    /// The labels that bind nothing.
    pub margins: Vec<String>,
    /// Labels of statistics that only this study uses.
    pub statistics: Vec<(String, Statistic)>,
}

impl Layout {
    /// What the labels of one row's stub mean, each with its cell.
    ///
    /// A blank label repeats the one above, unless a label left of it begins something new; `above` is the stub of
    /// the row above.
    pub fn row<'a>(
        &self,
        source: &Source,
        names: &mut Names,
        row: &'a [Cell],
        above: &[(&'a Cell, Meaning)],
    ) -> Result<Vec<(&'a Cell, Meaning)>, Error> {
        let mut fresh = false;
        let mut labels = Vec::with_capacity(self.stub.len());
        for (at, (keys, cell)) in self.stub.iter().zip(row).enumerate() {
            let blank = cell.text.trim().is_empty();
            labels.push(match above.get(at) {
                Some(above) if blank && !fresh => above.clone(),
                _ => (cell, self.meaning(source, names, keys, cell)?),
            });
            fresh |= !blank;
        }
        Ok(labels)
    }

    /// What the header labels of each column mean, each with its cell.
    ///
    /// A blank label repeats the one to its left, except in the last header row or below a new label.
    pub fn columns<'a>(
        &self,
        source: &Source,
        names: &mut Names,
        grid: &'a Grid,
    ) -> Result<Vec<Vec<(&'a Cell, Meaning)>>, Error> {
        let header = &grid.rows()[..self.header.len()];
        let mut columns: Vec<Vec<(&Cell, Meaning)>> = Vec::new();
        for column in self.stub.len()..grid.width() {
            let mut fresh = false;
            let mut labels = Vec::with_capacity(self.header.len());
            for (at, (keys, row)) in self.header.iter().zip(header).enumerate() {
                let cell = &row[column];
                let blank = cell.text.trim().is_empty();
                let spanned = columns.last().filter(|_| blank && !fresh && at + 1 < self.header.len());
                labels.push(match spanned {
                    Some(left) => left[at].clone(),
                    None => (cell, self.meaning(source, names, keys, cell)?),
                });
                fresh |= !blank;
            }
            if let Some(twin) = columns.iter().position(|other| same_meanings(other, &labels)) {
                return Err(duplicated_header(source, column, self.stub.len() + twin, &labels));
            }
            columns.push(labels);
        }
        Ok(columns)
    }

    /// What one label means under the keys of its column or row.
    pub fn meaning(&self, source: &Source, names: &mut Names, keys: &[Key], cell: &Cell) -> Result<Meaning, Error> {
        let label = tidy(&cell.text);
        if label.is_empty() {
            return Ok(Meaning::Nothing);
        }
        if let Some(declared) = keys.iter().find_map(|key| self.declared(names, *key, &label)) {
            return Ok(declared);
        }
        let named: Vec<_> = keys.iter().copied().filter(|key| *key != Key::Statistic).collect();
        if !named.is_empty() && self.margins.contains(&label) {
            return Ok(Meaning::Margin(named));
        }
        match named.first() {
            Some(Key::Of(dimension)) => Ok(Meaning::Member(*dimension, names.level_printed(*dimension, &label))),
            Some(Key::Variable) => Ok(Meaning::Variable(names.variable_printed(&label))),
            Some(Key::Level) => Ok(Meaning::Answer(label)),
            _ => Err(unknown_statistic(source, &label, cell)),
        }
    }

    /// What a label means that the manifest declares, or that names a statistic.
    fn declared(&self, names: &mut Names, key: Key, label: &str) -> Option<Meaning> {
        match key {
            Key::Of(dimension) => names
                .declares_level(dimension, label)
                .then(|| Meaning::Member(dimension, names.level_printed(dimension, label))),
            Key::Variable => names.declares_variable(label).then(|| Meaning::Variable(names.variable_printed(label))),
            Key::Level => None,
            Key::Statistic => {
                let own = self.statistics.iter().find(|entry| entry.0 == label).map(|entry| entry.1);
                own.or_else(|| Statistic::from_label(label)).map(Meaning::Statistic)
            }
        }
    }
}

fn same_meanings(one: &[(&Cell, Meaning)], other: &[(&Cell, Meaning)]) -> bool {
    one.iter().zip(other).all(|(a, b)| a.1 == b.1)
}

fn duplicated_header(source: &Source, column: usize, twin: usize, labels: &[(&Cell, Meaning)]) -> Error {
    let label = labels.last().map_or("", |label| label.0.text.trim());
    let line = labels.last().map_or(1, |label| label.0.line);
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

/// What all the labels of one cell say together.
#[derive(Default)]
pub(crate) struct Bindings {
    statistic: Option<Statistic>,
    variable: Option<Dimension>,
    answer: Option<String>,
    event: Event,
    margins: Vec<Key>,
}

impl Bindings {
    /// Adds what a label says. On a contradiction, what is bound twice.
    pub fn add(&mut self, meaning: &Meaning, names: &Names) -> Result<(), String> {
        let twice = match meaning {
            Meaning::Nothing => None,
            Meaning::Statistic(statistic) => self
                .statistic
                .replace(*statistic)
                .map(|before| format!("a statistic twice, `{before}` and `{statistic}`")),
            Meaning::Variable(variable) => self
                .variable
                .replace(*variable)
                .map(|before| format!("a variable twice, `{}` and `{}`", names.name(before), names.name(*variable))),
            Meaning::Answer(label) => {
                self.answer.replace(label.clone()).map(|before| format!("a level twice, `{before}` and `{label}`"))
            }
            Meaning::Member(dimension, level) => {
                let before = self.event.level(*dimension);
                self.event = self.event.with(*dimension, *level);
                let name = |level| names.level_name(*dimension, level);
                before.map(|before| {
                    format!("`{}` twice, to `{}` and to `{}`", names.name(*dimension), name(before), name(*level))
                })
            }
            Meaning::Margin(keys) => {
                self.margins.extend(keys);
                None
            }
        };
        twice.map_or(Ok(()), Err)
    }

    /// The quantity of the cell without its base, the dimensions it is a margin of, and, of the keys in `partition`,
    /// the dimensions it is a part of.
    pub fn finish(mut self, names: &mut Names, partition: &[Key]) -> Result<Bound, String> {
        let mut part_of: Vec<Dimension> = partition.iter().filter_map(|key| self.part(*key)).collect();
        if let Some(label) = &self.answer {
            let variable =
                self.variable.take().ok_or(format!("the level `{label}`, but no variable that it is a level of"))?;
            self.event = self.event.with(variable, names.level_printed(variable, label));
            if partition.contains(&Key::Level) {
                part_of.push(variable);
            }
        }
        let mut margin_of = Vec::new();
        for key in &self.margins {
            match key {
                Key::Of(dimension) => margin_of.push(*dimension),
                Key::Level => margin_of.extend(self.variable.take()),
                Key::Statistic | Key::Variable => {}
            }
        }
        let statistic = match (self.statistic, self.variable) {
            (Some(statistic), None) if statistic.needs_variable() => {
                return Err(format!("the statistic `{statistic}`, but no variable that it is of"));
            }
            (None, Some(variable)) => {
                return Err(format!("the variable `{}`, but no statistic of it", names.name(variable)));
            }
            (statistic, _) => statistic.unwrap_or(Statistic::Count),
        };
        let quantity = Quantity { statistic, variable: self.variable, event: self.event, base: None };
        Ok(Bound { quantity, margin_of, part_of })
    }

    fn part(&self, key: Key) -> Option<Dimension> {
        match key {
            Key::Of(dimension) => self.event.level(dimension).map(|_| dimension),
            _ => None,
        }
    }
}

/// What a cell claims to be, and how it stands to the cells beside it.
pub(crate) struct Bound {
    pub quantity: Quantity,
    pub margin_of: Vec<Dimension>,
    pub part_of: Vec<Dimension>,
}
