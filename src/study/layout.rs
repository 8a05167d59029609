//! The rule that gives every printed cell its quantity: what its row's stub and its column's header bind.

use std::ops::Range;

use crate::error::Error;
use crate::inference::NamedTest;
use crate::number::Figure;
use crate::quantity::{Dimension, Level, Statistic};
use crate::study::grid::Cell;
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
    /// Which test a p value is of.
    Test(NamedTest),
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

impl Meaning {
    /// The meanings that it is made of.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::Several(meanings) => meanings,
            meaning => std::slice::from_ref(meaning),
        }
    }

    /// Whether it names a statistic of a test.
    pub fn is_of_test(&self) -> bool {
        self.parts().iter().any(|meaning| matches!(meaning, Self::Statistic(statistic) if statistic.is_of_test()))
    }
}

impl Label<'_> {
    pub fn is_blank(&self) -> bool {
        self.cell.text.trim().is_empty()
    }

    /// A label that is a statistic only belongs to the one on its left that binds a statistic and more.
    pub fn continuing(self, left: Option<&Meaning>) -> Self {
        let (Meaning::Statistic(_), Some(Meaning::Several(left))) = (&self.meaning, left) else { return self };
        let others = left.iter().filter(|meaning| !matches!(meaning, Meaning::Statistic(_)));
        let meaning = Meaning::Several(others.cloned().chain([self.meaning.clone()]).collect());
        Self { meaning, ..self }
    }

    /// The same label for a cell that it spans or is repeated for: its number is stated once.
    pub fn repeated(&self) -> Self {
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
    /// What columns bind by their place, their fields counted from 1.
    pub places: Vec<(std::ops::RangeInclusive<usize>, Meaning)>,
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
        let Split { label, number } = label::split(&cell.text, &self.numbers);
        let printed = tidy(&cell.text);
        if self.ignored.iter().any(|ignored| self.prints(&cell.text, ignored)) {
            return Ok(Label { cell, meaning: Meaning::Nothing, number: None, notation: None });
        }
        let may_be_notation = keys.contains(&Key::Statistic) && Statistic::from_label(&printed).is_none();
        let notation = Some(&printed).filter(|_| may_be_notation);
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

fn unknown_statistic(source: &Source, label: &str, cell: &Cell) -> Error {
    let error = Error::new(source.name(), format!("`{label}` is not a known statistic")).at(cell.line, cell.field);
    error.help(format!("declare it, as in `[statistics] mean = \"{label}\"`")).nearest(label, Statistic::labels())
}
