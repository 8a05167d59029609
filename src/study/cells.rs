//! From the cells of a table to claims.

use std::ops::Range;

use rustc_hash::FxHashSet as HashSet;

use crate::error::Error;
use crate::number::{Figure, FigureError, Qualifier, Rational, Rounding};
use crate::quantity::{Dimension, Event, Quantity, Statistic};
use crate::study::axes::{Column, Row};
use crate::study::bases::{Base, base};
use crate::study::binding::{Bindings, Bound};
use crate::study::caption::Captions;
use crate::study::claim::Claim;
use crate::study::coverage::Coverage;
use crate::study::grid::Cell;
use crate::study::layout::Layout;
use crate::study::meaning::{Label, Meaning};
use crate::study::names::Names;
use crate::study::notation::{Notation, Reading, Slot, measure_name};
use crate::study::numbers::Numbers;
use crate::study::source::{Place, Source};

/// What may be the matter with a cell without a digit.
const NO_FIGURE: &str = "if it is a label, a stub column or a header row is not declared; if it says that nothing is \
                         printed, declare it with `numbers = { blank = … }`";

/// What may be the matter with a cell of several numbers.
const LIST: &str = "a cell of several figures is read with `cells = \"n/N (%)\"` and the like; one that lists levels with \
                    `lists = { \"/\" = [\"yes\", \"no\"] }`";

/// A cell that is not written as the manifest says its cells are, though figures can be read in it.
#[derive(Clone, Debug)]
pub struct Malformed {
    /// Where it is printed.
    pub place: Place,
    /// What is printed.
    pub text: String,
    /// The notation that was expected.
    pub notation: String,
    /// The table it stands in, as an index into [`Study::tables`](crate::Study::tables).
    pub table: usize,
}

/// A declaration that is of some cells only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) enum Used {
    /// A notation of the table's `cells` or of a label.
    Notation(Notation),
    /// The bases of a label, by their place among the others.
    Bases(usize),
    /// The bases of the table.
    ShareOf,
    /// The decimals of a statistic.
    Decimals(Statistic),
}

/// What the cells of a table are read with, and what has been read.
pub(crate) struct Reader<'a> {
    pub file: &'a Source,
    pub manifest: &'a Source,
    pub source: usize,
    pub layout: &'a Layout,
    pub coverage: Coverage,
    pub bases: Vec<Base>,
    pub bases_of: Vec<(String, Vec<Base>)>,
    /// Which of the other bases is that of the cell being read.
    pub bases_of_cell: Option<usize>,
    pub decimals: Vec<(Statistic, u32)>,
    pub rounding: Rounding,
    /// The level of significance.
    pub alpha: &'a Rational,
    pub names: &'a mut Names,
    pub claims: Vec<Claim>,
    pub blanks: Vec<Event>,
    pub malformed: Vec<Malformed>,
    pub ignored: usize,
    /// The labels of the cell being read.
    pub captions: Captions,
    /// What the manifest says of certain cells and some cell was read by.
    pub used: HashSet<Used>,
}

impl<'a> Reader<'a> {
    /// Adds the numbers of respondents that labels state, each of what the labels up to its own bind.
    pub fn stated_numbers(&mut self, labels: &[Label]) -> Result<(), Error> {
        for (at, label) in labels.iter().enumerate() {
            let Some((figure, span)) = &label.number else { continue };
            let members = self.layout.bound.iter().filter(|meaning| matches!(meaning, Meaning::Member(..)));
            let meanings = labels[..=at].iter().map(|label| &label.meaning).chain(members);
            let bound = self.bind(meanings, label.cell)?.answering();
            let quantity = Quantity::count(bound.event);
            self.add(figure.clone(), quantity, label.cell, span.clone(), &bound.margin_of, &bound.part_of);
        }
        Ok(())
    }

    /// Notes that nothing is printed for a level: the levels beside it are not all.
    fn blank(&mut self, cell: &Cell, labels: &[Label], column: &Column) -> Result<(), Error> {
        let meanings = labels.iter().chain(&column.labels).map(|label| &label.meaning).chain(&self.layout.bound);
        // A test of which nothing is printed says nothing of anybody.
        let is_of_test = |bound: &Bound| bound.statistic.is_some_and(Statistic::is_of_test);
        let bound = self.bind(meanings, cell).ok().filter(|bound| !is_of_test(bound));
        self.blanks.extend(bound.map(|bound| bound.event));
        Ok(())
    }

    /// Reads a cell, if it is one that is read.
    pub fn read(&mut self, cell: &Cell, row: &Row, column: &Column) -> Result<(), Error> {
        let is_blank = self.layout.numbers.is_blank(&cell.text);
        let ignores = |labels| self.layout.ignores(labels, self.names);
        match ignores(&row.labels) || ignores(&column.labels) {
            true => self.ignored += usize::from(!is_blank),
            false if is_blank => self.blank(cell, &row.labels, column)?,
            false => self.cell(cell, &row.labels, column)?,
        }
        Ok(())
    }

    /// Adds the claims of a cell.
    fn cell(&mut self, cell: &Cell, row: &[Label], column: &Column) -> Result<(), Error> {
        let all = row.iter().chain(&column.labels);
        let is_named = |label: &str| all.clone().any(|printed| self.layout.is_named(printed, label, self.names));
        self.bases_of_cell = self.bases_of.iter().position(|(label, _)| is_named(label));
        let meanings = all.clone().map(|label| &label.meaning).chain(&self.layout.bound);
        let bound = self.bind(meanings, cell)?;
        let (notations, bound, offset) = self.notations(row, column, bound);
        if notations.is_empty() {
            return self.single(cell, &bound);
        }
        let read = |notation: &Notation| notation.read(offset, &cell.text, &self.layout.numbers);
        let readings = notations.iter().map(|notation| (*notation, read(notation)));
        // Of equally good ones the first.
        let best = readings.rev().max_by_key(|(_, reading)| (reading.is_whole, reading.figures.len()));
        match best {
            Some((notation, _)) if self.layout.numbers.is_zero(&cell.text) => {
                for slot in notation.slots(offset).filter(|slot| *slot != Slot::Base) {
                    self.figure(Figure::zero(cell.text.trim()), slot, &bound, cell, 0..cell.text.len())?;
                }
                Ok(())
            }
            Some((notation, reading)) if !reading.figures.is_empty() => self.several(cell, &bound, notation, reading),
            _ => Err(self.no_notation(cell, &notations)),
        }
    }

    /// The notations that a cell may have, with what it is about then, and in which of their columns it stands.
    ///
    /// What is said of a row comes before what its column's header says, but for tests; without a statistic, what is said of
    /// the column, and then of the table.
    fn notations<'n>(
        &self,
        row: &'n [Label<'n>],
        column: &'n Column<'n>,
        bound: Bound,
    ) -> (Vec<&'n Notation>, Bound, usize)
    where
        'a: 'n,
    {
        let layout = self.layout;
        let of_row = layout.notation(row, self.names);
        match (of_row, bound.statistic) {
            (Some(notation), Some(statistic)) if !statistic.is_of_test() => {
                let offset = if notation.width() == 1 { 0 } else { column.offset_in_group };
                (vec![notation], bound.without_statistic(), offset)
            }
            (_, Some(_)) => (Vec::new(), bound, column.offset),
            (Some(notation), None) => (vec![notation], bound, column.offset),
            (None, None) => match layout.notation(&column.labels, self.names) {
                Some(notation) => (vec![notation], bound, column.offset),
                None => (layout.cells.iter().collect(), bound, column.offset),
            },
        }
    }

    fn no_notation(&self, cell: &Cell, notations: &[&Notation]) -> Error {
        let all = notations.iter().map(|notation| format!("`{}`", notation.text())).collect::<Vec<_>>();
        let message = format!("`{}` is not of the notation {}", cell.text.trim(), all.join(" or "));
        self.error(cell, message).help(
            "give the notation of this row or column with `cells-of`, or declare what stands in empty cells with \
             `numbers = { blank = … }`",
        )
    }

    /// A cell of one figure, whose statistic its labels name.
    fn single(&mut self, cell: &Cell, bound: &Bound) -> Result<(), Error> {
        if bound.statistic == Some(Statistic::P) && says_not_significant(&cell.text) {
            let figure = Figure::in_words(cell.text.trim(), Qualifier::Above, self.alpha.clone());
            return self.figure(figure, Slot::Of(Statistic::P), bound, cell, 0..cell.text.len());
        }
        let text = figure_of(&cell.text, bound.statistic, &self.layout.numbers);
        let figure = self.layout.numbers.read(text).map_err(|problem| self.no_figure(cell, problem))?;
        let slot = Slot::Of(bound.statistic.unwrap_or(Statistic::Count));
        if bound.statistic.is_none() {
            // Without a name the statistic is the count, if that can be.
            bound.quantity(self.names).map_err(|problem| self.error(cell, format!("this cell binds {problem}")))?;
        }
        self.figure(figure, slot, bound, cell, 0..cell.text.len())
    }

    fn no_figure(&self, cell: &Cell, problem: FigureError) -> Error {
        let error = self.error(cell, problem.to_string());
        let has_digits = cell.text.contains(|character: char| character.is_ascii_digit());
        match has_digits {
            true if cell.text.contains('/') => error.help(LIST),
            true => error,
            false => error.help(NO_FIGURE),
        }
    }

    fn several(&mut self, cell: &Cell, bound: &Bound, notation: &Notation, reading: Reading) -> Result<(), Error> {
        self.used.insert(Used::Notation(notation.clone()));
        for (slot, span) in reading.figures {
            let text = &cell.text[span.clone()];
            let figure =
                Figure::read(text, self.layout.numbers.decimal).map_err(|error| self.error(cell, error.to_string()))?;
            self.figure(figure, slot, bound, cell, span)?;
            if let Some(claim) = self.claims.last_mut().filter(|claim| claim.quantity.statistic.is_of_estimate()) {
                claim.level = notation.level().cloned();
            }
        }
        if !reading.is_whole {
            let (text, notation) = (cell.text.clone(), notation.text().to_owned());
            self.malformed.push(Malformed { place: self.place(cell, 0..cell.text.len()), text, notation, table: 0 });
        }
        Ok(())
    }

    fn figure(
        &mut self,
        figure: Figure,
        slot: Slot,
        bound: &Bound,
        cell: &Cell,
        span: Range<usize>,
    ) -> Result<(), Error> {
        let statistic = match slot {
            Slot::Of(statistic) => statistic,
            Slot::Base => Statistic::Share,
        };
        if slot == Slot::Of(Statistic::Count) && figure.text().ends_with('%') {
            return Err(self.no_count(&figure, cell));
        }
        let about = bound.about(statistic, &self.coverage);
        if slot == Slot::Base {
            let quantity = Quantity::count(self.base_of(&about));
            self.add(figure, quantity, cell, span, &[], &[]);
            return Ok(());
        }
        let problem = |problem| self.error(cell, format!("this cell binds {problem}"));
        let quantity = about.quantity(self.names).map_err(problem)?;
        let base = (statistic == Statistic::Share).then(|| self.base_of(&about));
        let figure = self.with_decimals(figure, statistic);
        self.add(figure, Quantity { base, ..quantity }, cell, span, &about.margin_of, &about.part_of);
        if let Some(claim) = self.claims.last_mut() {
            claim.test = about.test;
        }
        Ok(())
    }

    fn no_count(&self, figure: &Figure, cell: &Cell) -> Error {
        let message = format!("`{figure}` is a percentage, but its labels make it a count");
        self.error(cell, message).help("bind the statistic `%`, as with `bind = { statistic = \"%\" }`")
    }

    /// Whom a percentage in the cell that is being read is a share of.
    fn base_of(&mut self, about: &Bound) -> Event {
        let used = self.bases_of_cell.map_or(Used::ShareOf, Used::Bases);
        self.used.insert(used);
        let bases = self.bases_of_cell.map_or(&self.bases, |at| &self.bases_of[at].1);
        base(about, bases, &self.coverage, self.names)
    }

    /// A figure with the decimals that those of its statistic have at least.
    fn with_decimals(&mut self, figure: Figure, statistic: Statistic) -> Figure {
        let known = self.decimals.iter().find(|known| known.0 == statistic).map(|known| known.1);
        self.used.extend(known.map(|_| Used::Decimals(statistic)));
        figure.with_decimals(known.unwrap_or(0))
    }

    fn add(
        &mut self,
        figure: Figure,
        quantity: Quantity,
        cell: &Cell,
        span: Range<usize>,
        margin_of: &[Dimension],
        part_of: &[(Dimension, bool)],
    ) {
        let claim = Claim::new(figure, quantity, self.place(cell, span), self.rounding, self.names);
        let (margin_of, part_of, captions) = (margin_of.to_vec(), part_of.to_vec(), self.captions.clone());
        self.claims.push(Claim { margin_of, part_of, captions, ..claim });
    }

    fn bind<'b>(&mut self, meanings: impl Iterator<Item = &'b Meaning>, cell: &Cell) -> Result<Bound, Error> {
        let mut bindings = Bindings::default();
        for meaning in meanings {
            bindings
                .add(meaning, self.names)
                .map_err(|problem| self.error(cell, format!("this cell binds {problem}")))?;
        }
        let bound = bindings.finish(self.names, &self.coverage);
        bound.map_err(|problem| self.error(cell, format!("this cell binds {problem}")))
    }

    /// Where a part of a cell's text stands. A cell with quotes in it is wholly its place.
    fn place(&self, cell: &Cell, part: Range<usize>) -> Place {
        let verbatim = cell.span.len() == cell.text.len() && part.len() < cell.text.len();
        let span = if verbatim { cell.span.start + part.start..cell.span.start + part.end } else { cell.span.clone() };
        Place { source: self.source, span, line: cell.line, field: cell.field }
    }

    fn error(&self, cell: &Cell, message: String) -> Error {
        Error::new(self.file.name(), message).at(cell.line, cell.field)
    }
}

/// The figure in a cell whose labels name its statistic: the whole text, without brackets around it, as a p value stands
/// behind its statistic, and without the name of the statistic, as in `SD 8.0`.
fn figure_of<'a>(text: &'a str, statistic: Option<Statistic>, numbers: &Numbers) -> &'a str {
    let Some(statistic) = statistic else { return text };
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).trim();
    let named = inner.get(measure_name(inner, Slot::Of(statistic))..).unwrap_or(inner);
    if numbers.measure(named).is_some() { named } else { text }
}

/// Whether a cell says that p is above the level of significance: `NS`, `n.s.`.
fn says_not_significant(text: &str) -> bool {
    let letters: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '.').collect();
    ["ns", "notsignificant", "nonsignificant", "non-significant"].contains(&letters.to_lowercase().as_str())
}
