//! The rule that gives every printed cell its quantity: what its row's stub and its column's header bind.

use crate::error::Error;
use crate::quantity::Statistic;
use crate::study::grid::Cell;
use crate::study::label::{self, Split};
use crate::study::meaning::{Key, Label, Meaning};
use crate::study::names::{Names, tidy};
use crate::study::notation::{self, Notation};
use crate::study::numbers::Numbers;
use crate::study::source::Source;

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
    /// What certain rows and columns bind by their place.
    pub places: Vec<Placed>,
    /// The fields and the lines whose labels state a number in brackets, because a header says so.
    pub counting: (Vec<usize>, Vec<usize>),
}

/// What the cells of certain rows, or of certain columns, bind.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    /// The lines of the rows, or the fields of the columns.
    pub at: Vec<usize>,
    pub axis: Axis,
    pub meanings: Vec<Meaning>,
    pub notation: Option<Notation>,
    pub is_ignored: bool,
}

/// Whether rows or columns are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Axis {
    Row,
    Column,
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

impl Layout {
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
        if keys == [Key::Ignored] {
            let Split { number, .. } = label::split(&cell.text, &self.numbers);
            return Ok(Label { number, ..Label::nothing(cell) });
        }
        let Split { label, number } = self.split(cell);
        let forms = [tidy(&cell.text), tidy(&label)];
        if self.ignored.iter().any(|ignored| !ignored.is_empty() && self.prints(cell, ignored)) {
            return Ok(Label { is_ignored: true, ..Label::nothing(cell) });
        }
        if let Some(notation) = self.notation_of(keys, names, cell, &forms) {
            return Ok(Label { number, notation: Some(notation), ..Label::nothing(cell) });
        }
        let known = forms.iter().find_map(|label| self.known(names, keys, label));
        let meaning = match known {
            Some(meaning) => meaning,
            None => self.new_meaning(source, names, keys, &forms[1], cell)?,
        };
        Ok(Label { number, ..Label::new(cell, meaning) })
    }

    /// A label without the number that it states.
    pub fn split(&self, cell: &Cell) -> Split {
        let counts = self.counting.0.contains(&cell.field) || self.counting.1.contains(&cell.line);
        label::split_counting(&cell.text, &self.numbers, counts)
    }

    /// The notation of a label that names statistics and nothing else, as `Mean ± SD`: what it says itself, or what `cells-of`
    /// says of it.
    ///
    /// Under the heading of a variable such a label is none of its levels where all its statistics are of the variable.
    fn notation_of(&self, keys: &[Key], names: &Names, cell: &Cell, forms: &[String; 2]) -> Option<Notation> {
        let names_statistics = keys.contains(&Key::Statistic);
        let may_be_level = keys.contains(&Key::Level) && self.headings.contains(&Key::Variable) && !self.has_outcome();
        if !names_statistics && !may_be_level {
            return None;
        }
        let is_declared = |label: &String| {
            let is_answer = self.answers.iter().any(|(known, _)| known == label);
            is_answer || names.declares_variable(label) || self.labels.iter().any(|(known, _)| known == label)
        };
        if forms.iter().any(is_declared) {
            return None;
        }
        let own = forms.iter().find_map(|label| Notation::of_label(label));
        let given = self.cells_of.iter().find(|(label, _)| self.prints(cell, label)).map(|(_, notation)| notation);
        let is_apt = own.is_some() || may_be_level && forms.iter().any(|label| notation::names_only_statistics(label));
        let notation = given.filter(|_| is_apt).cloned().or(own);
        notation.filter(|notation| names_statistics || may_be_level && notation.is_of_variable())
    }

    /// Whether some label, or all cells, name the variable that means are of.
    fn has_outcome(&self) -> bool {
        let keys = self.stub.iter().chain(&self.header).flatten();
        keys.chain(&self.headings).any(|key| *key == Key::Outcome)
            || self.bound.iter().any(|meaning| matches!(meaning, Meaning::Outcome(_)))
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
        if label.is_empty() {
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

    /// Adds to the labels of a row, or of a column, what the manifest says of its place: `at` is its line, or its field.
    pub fn placed(&self, axis: Axis, at: usize, labels: &mut [Label]) {
        let Some(last) = labels.last_mut() else { return };
        for placed in self.places.iter().filter(|placed| placed.axis == axis && placed.at.contains(&at)) {
            last.is_ignored |= placed.is_ignored;
            last.notation = placed.notation.clone().or(last.notation.take());
            if !placed.meanings.is_empty() {
                last.meaning = last.meaning.overridden(&placed.meanings);
            }
        }
    }

    /// Whether a label is printed as `label`, with or without its markers and the number it states.
    pub fn prints(&self, printed: &Cell, label: &str) -> bool {
        tidy(&printed.text) == label || self.split(printed).label == label
    }

    /// Whether a label is the one that the manifest writes: as printed, or by the name of its variable.
    pub fn is_named(&self, printed: &Label, label: &str, names: &Names) -> bool {
        let is_name = |meaning: &Meaning| matches!(meaning, Meaning::Variable(of) | Meaning::Outcome(of) if names.name(*of) == label);
        self.prints(printed.cell, label) || printed.meaning.each().iter().any(is_name)
    }

    /// Whether the manifest says that the cells of the row, or of the column, with these labels are not read. A blank names
    /// one that has no label at all.
    pub fn ignores(&self, labels: &[Label], names: &Names) -> bool {
        let is_blank = |ignored: &str| ignored.is_empty() && labels.iter().all(Label::is_blank);
        let is_named =
            |ignored: &str| !ignored.is_empty() && labels.iter().any(|label| self.is_named(label, ignored, names));
        labels.iter().any(|label| label.is_ignored)
            || self.ignored.iter().any(|ignored| is_blank(ignored) || is_named(ignored))
    }

    /// The notation of one row, or column: what `cells-of` says of it, or what a label is itself.
    pub fn notation<'a>(&'a self, labels: &'a [Label], names: &Names) -> Option<&'a Notation> {
        let named = |label: &str| labels.iter().any(|printed| self.is_named(printed, label, names));
        let given = self.cells_of.iter().find(|(label, _)| named(label)).map(|(_, notation)| notation);
        labels.iter().rev().find_map(|label| label.notation.as_ref()).or(given)
    }
}

/// The keys that a label names something of.
fn named_keys(keys: &[Key]) -> Vec<Key> {
    keys.iter().copied().filter(|key| !matches!(key, Key::Statistic | Key::Ignored)).collect()
}

fn unknown_statistic(source: &Source, label: &str, cell: &Cell) -> Error {
    let error = Error::new(source.name(), format!("`{label}` is not a known statistic")).at(cell.line, cell.field);
    // `Median (years)` is most likely a median.
    let likely = label.split_once('(').and_then(|(name, _)| Statistic::from_label(name)).unwrap_or(Statistic::Mean);
    let key = likely.name();
    let key = if key.chars().all(char::is_alphanumeric) { key.to_owned() } else { format!("\"{key}\"") };
    error.help(format!("declare it, as in `[statistics] {key} = \"{label}\"`")).nearest(label, Statistic::labels())
}
