//! Tables: from a manifest's entry and a CSV file to the claims of the printed cells.

use std::ops::Range;

use crate::error::Error;
use crate::number::{Figure, Qualifier, Rational, Rounding};
use crate::quantity::{Dimension, Event, Quantity, Statistic};
use crate::study::axes::Column;
use crate::study::binding::{Bindings, Bound, Coverage};
use crate::study::checks;
use crate::study::claim::Claim;
use crate::study::declaration::{Base, Context, base, bases, bases_of, coverage, decimals, layout};
use crate::study::grid::{Cell, Grid};
use crate::study::layout::{Label, Layout, Meaning};
use crate::study::manifest::TableEntry;
use crate::study::names::Names;
use crate::study::notation::{Notation, Reading, Slot};
use crate::study::source::{Place, Source};
use crate::study::value::offset;

/// A printed table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is called: the name of its file without `.csv`, unless the manifest says otherwise.
    pub name: String,
    /// Its title, if the manifest gives one.
    pub title: Option<String>,
    /// Its file, as an index into [`Study::sources`](crate::Study::sources).
    pub source: usize,
    /// Its cells as printed, header and stub included.
    pub grid: Grid,
    /// How many of the first rows are header.
    pub header_rows: usize,
    /// How many of the first columns are stub.
    pub stub_columns: usize,
}

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

/// A table that has been read, with its claims.
pub(crate) struct Read {
    pub table: Table,
    pub claims: Vec<Claim>,
    /// The respondents of whom nothing is printed though the table has a cell for them.
    pub blanks: Vec<Event>,
    /// How many cells are not read, as the manifest says.
    pub ignored: usize,
    /// Without the index of their table.
    pub malformed: Vec<Malformed>,
}

/// Reads the table whose CSV file is the `source`th of the sources.
pub(crate) fn read(entry: &TableEntry, source: usize, context: &mut Context) -> Result<Read, Error> {
    let file = &context.sources[source];
    let printed = rows_of(entry, Grid::read(file)?, context)?;
    let layout = layout(entry, context)?;
    let grid = match &entry.lists {
        Some(sign) => printed.with_lists_split(*sign.get_ref(), layout.header.len(), layout.stub.len()),
        None => printed.clone(),
    };
    checks::size(entry, &layout, &grid, context.manifest)?;
    checks::stub(file, &layout, &grid)?;
    let columns = layout.columns(file, context.names, &grid)?;
    let rows = layout.rows(file, context.names, &grid, &columns)?;
    checks::margins(file, columns.iter().map(|column| &column.labels).chain(&rows))?;
    let coverage = coverage(entry, &layout, context)?;
    checks::labels(entry, &layout, &grid, context)?;
    name_levels(&rows, context.names, &coverage);
    let (bases, bases_of) = (bases(entry, &layout, context)?, bases_of(entry, &layout, context)?);
    let decimals = decimals(entry, context)?;
    let rounding = entry.rounding.unwrap_or(context.rounding);
    let names = &mut *context.names;
    let mut reader = Reader {
        file,
        source,
        layout: &layout,
        coverage,
        bases,
        bases_of,
        bases_of_cell: None,
        decimals,
        rounding,
        alpha: context.alpha,
        names,
        claims: vec![],
        blanks: vec![],
        malformed: vec![],
        ignored: 0,
    };

    for column in &columns {
        reader.stated_numbers(&column.labels)?;
    }
    for (labels, row) in rows.iter().zip(&grid.rows()[layout.header.len()..]) {
        reader.stated_numbers(labels)?;
        for (column, cell) in columns.iter().zip(&row[layout.stub.len()..]) {
            let ignored = layout.ignores(labels.iter().chain(&column.labels));
            match layout.numbers.is_blank(&cell.text) {
                blank if ignored => reader.ignored += usize::from(!blank),
                true => reader.blank(cell, labels, column)?,
                false => reader.cell(cell, labels, column)?,
            }
        }
    }
    let Reader { mut claims, blanks, malformed, ignored, coverage, .. } = reader;
    for claim in &mut claims {
        let variable = claim.quantity.variable;
        claim.partly_known = variable.is_some_and(|variable| coverage.variables.contains(&(variable, true)));
        claim.trust = entry.trust.unwrap_or(claim.trust);
        claim.weighted = entry.weighted && claim.quantity.statistic == Statistic::Share;
    }
    checks::bases(entry, &claims, context)?;
    let name = entry.name.clone().unwrap_or_else(|| file.stem().to_owned());
    let (header_rows, stub_columns) = (layout.header.len(), layout.stub.len());
    let table = Table { name, title: entry.title.clone(), source, grid: printed, header_rows, stub_columns };
    Ok(Read { table, claims, blanks, malformed, ignored })
}

/// What may be the matter with a cell without a digit.
const NO_FIGURE: &str = "if it is a label, a stub column or a header row is not declared; if it says that nothing is \
                         printed, declare it with `numbers = { blank = … }`";

/// What the cells of a table are read with, and what has been read.
struct Reader<'a> {
    file: &'a Source,
    source: usize,
    layout: &'a Layout,
    coverage: Coverage,
    bases: Vec<Base>,
    bases_of: Vec<(String, Vec<Base>)>,
    /// Which of the other bases is that of the cell being read.
    bases_of_cell: Option<usize>,
    decimals: Vec<(Statistic, u32)>,
    rounding: Rounding,
    alpha: &'a Rational,
    names: &'a mut Names,
    claims: Vec<Claim>,
    blanks: Vec<Event>,
    malformed: Vec<Malformed>,
    ignored: usize,
}

impl Reader<'_> {
    /// Adds the numbers of respondents that labels state, each of what the labels up to its own bind.
    fn stated_numbers(&mut self, labels: &[Label]) -> Result<(), Error> {
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
        if let Some(bound) =
            self.bind(meanings, cell).ok().filter(|bound| !bound.statistic.is_some_and(Statistic::is_of_test))
        {
            self.blanks.push(bound.event);
        }
        Ok(())
    }

    /// Adds the claims of a cell.
    fn cell(&mut self, cell: &Cell, labels: &[Label], column: &Column) -> Result<(), Error> {
        let all = labels.iter().chain(&column.labels);
        let printed = |label: &str| all.clone().any(|printed| self.layout.prints(&printed.cell.text, label));
        self.bases_of_cell = self.bases_of.iter().position(|(label, _)| printed(label));
        let meanings = all.clone().map(|label| &label.meaning).chain(&self.layout.bound);
        let bound = self.bind(meanings, cell)?;
        let notations = if bound.statistic.is_some() { Vec::new() } else { self.layout.notations(all, self.names) };
        if notations.is_empty() {
            return self.single(cell, &bound);
        }
        let read = |notation: &Notation| notation.read(column.offset, &cell.text, &self.layout.numbers);
        let readings = notations.iter().map(|notation| (*notation, read(notation)));
        // Of equally good ones the first.
        let best = readings.rev().max_by_key(|(_, reading)| (reading.is_whole, reading.figures.len()));
        match best {
            Some((notation, _)) if self.layout.numbers.is_zero(&cell.text) => {
                for slot in notation.slots(column.offset).filter(|slot| *slot != Slot::Base) {
                    self.figure(Figure::zero(cell.text.trim()), slot, &bound, cell, 0..cell.text.len())?;
                }
                Ok(())
            }
            Some((notation, reading)) if !reading.figures.is_empty() => self.several(cell, &bound, notation, reading),
            _ => {
                let notation = notations.iter().map(|notation| format!("`{}`", notation.text())).collect::<Vec<_>>();
                Err(self.error(cell, format!("`{}` is not of the notation {}", cell.text.trim(), notation.join(" or ")))
                    .help("give the notation of this row or column with `cells-of`, or declare what stands in empty cells with `numbers = { blank = … }`"))
            }
        }
    }

    /// A cell of one figure, whose statistic its labels name.
    fn single(&mut self, cell: &Cell, bound: &Bound) -> Result<(), Error> {
        if bound.statistic == Some(Statistic::P) && says_not_significant(&cell.text) {
            let figure = Figure::in_words(cell.text.trim(), Qualifier::Above, self.alpha.clone());
            return self.figure(figure, Slot::Of(Statistic::P), bound, cell, 0..cell.text.len());
        }
        let figure = self.layout.numbers.read(unparenthesised(&cell.text, bound.statistic)).map_err(|error| {
            let error = self.error(cell, error.to_string());
            if cell.text.contains(|character: char| character.is_ascii_digit()) { error } else { error.help(NO_FIGURE) }
        })?;
        let slot = Slot::Of(bound.statistic.unwrap_or(Statistic::Count));
        if bound.statistic.is_none() {
            // Without a name the statistic is the count, if that can be.
            bound.quantity(self.names).map_err(|problem| self.error(cell, format!("this cell binds {problem}")))?;
        }
        self.figure(figure, slot, bound, cell, 0..cell.text.len())
    }

    fn several(&mut self, cell: &Cell, bound: &Bound, notation: &Notation, reading: Reading) -> Result<(), Error> {
        for (slot, span) in reading.figures {
            let text = &cell.text[span.clone()];
            let figure =
                Figure::read(text, self.layout.numbers.decimal).map_err(|error| self.error(cell, error.to_string()))?;
            self.figure(figure, slot, bound, cell, span)?;
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
        if statistic == Statistic::Count && slot != Slot::Base && figure.text().ends_with('%') {
            let message = format!("`{figure}` is a percentage, but its labels make it a count");
            return Err(self
                .error(cell, message)
                .help("bind the statistic `%`, as with `bind = { statistic = \"%\" }`"));
        }
        let about = bound.about(statistic, &self.coverage);
        let base =
            base(&about, self.bases_of_cell.as_ref().map_or(&self.bases, |at| &self.bases_of[*at].1), &self.coverage);
        let quantity = match slot {
            Slot::Base => Quantity::count(base),
            Slot::Of(_) => {
                let problem = |problem| self.error(cell, format!("this cell binds {problem}"));
                let quantity = about.quantity(self.names).map_err(problem)?;
                Quantity { base: (statistic == Statistic::Share).then_some(base), ..quantity }
            }
        };
        let decimals = self.decimals.iter().find(|known| known.0 == quantity.statistic).map_or(0, |known| known.1);
        let (margins, parts) =
            if slot == Slot::Base { (&[][..], &[][..]) } else { (&*about.margin_of, &*about.part_of) };
        self.add(figure.with_decimals(decimals), quantity, cell, span, margins, parts);
        if let Some(claim) = self.claims.last_mut() {
            claim.test = about.test;
        }
        Ok(())
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
        self.claims.push(Claim { margin_of: margin_of.to_vec(), part_of: part_of.to_vec(), ..claim });
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

/// The text of a cell; of a p value, which often stands in parentheses behind its statistic, what is between them.
fn unparenthesised(text: &str, statistic: Option<Statistic>) -> &str {
    let inner = text.trim().strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.filter(|_| statistic == Some(Statistic::P)).unwrap_or(text)
}

/// Whether a cell says that p is above the level of significance: `NS`, `n.s.`.
fn says_not_significant(text: &str) -> bool {
    let letters: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '.').collect();
    ["ns", "notsignificant", "nonsignificant", "non-significant"].contains(&letters.to_lowercase().as_str())
}

/// Gives the levels of variables their names before bases are looked up among them.
fn name_levels(rows: &[Vec<Label>], names: &mut Names, coverage: &Coverage) {
    for labels in rows {
        let mut bindings = Bindings::default();
        let added = labels.iter().try_for_each(|label| bindings.add(&label.meaning, names));
        // What cannot be bound is told of when the row's cells are read.
        let _ = added.and_then(|()| bindings.finish(names, coverage).map(drop));
    }
}

/// The rows of the file that are the table.
fn rows_of(entry: &TableEntry, grid: Grid, context: &Context) -> Result<Grid, Error> {
    let Some(rows) = &entry.rows else { return Ok(grid) };
    let error = || {
        let message = format!("`{}` are not rows of the file, which has {}", rows.get_ref(), grid.rows().len());
        context.manifest.error(offset(rows), message).help("write them as `\"1, 8-13\"`, counted from 1")
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let mut wanted = Vec::new();
    for range in rows.get_ref().split(',') {
        let (first, last) = range.split_once(['-', '–']).unwrap_or((range, range));
        let ends = number(first).zip(number(last));
        let within = ends.filter(|(first, last)| (1..=*last).contains(first) && *last <= grid.rows().len());
        let (first, last) = within.ok_or_else(error)?;
        wanted.extend(first - 1..last);
    }
    Ok(grid.only(&wanted))
}
