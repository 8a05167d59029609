//! Tables: from a manifest's entry and a CSV file to the claims of the printed cells.

use std::collections::hash_map::Entry;
use std::rc::Rc;

use crate::error::Error;
use crate::quantity::{Event, Statistic};
use crate::study::axes::{self, Column, Row};
use crate::study::bases;
use crate::study::binding::Bindings;
use crate::study::caption::Captions;
use crate::study::captions;
use crate::study::cells::{Malformed, Reader};
use crate::study::checks;
use crate::study::claim::Claim;
use crate::study::coverage::{self, Coverage};
use crate::study::declaration::{Context, decimals, layout};
use crate::study::grid::{Cell, Grid};
use crate::study::label::says_count;
use crate::study::layout::Layout;
use crate::study::lists;
use crate::study::manifest::TableEntry;
use crate::study::names::Names;
use crate::study::places;
use crate::study::source::Source;
use crate::study::unread::{self, Unread};
use crate::study::value::offset;

/// A printed table.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it is called: the name of its file without `.csv`, or its label in the paper, unless the manifest says otherwise.
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
    pub unread: Vec<Unread>,
}

/// Reads the table whose CSV file is the `source`th of the sources.
pub(crate) fn read(entry: &TableEntry, source: usize, context: &mut Context) -> Result<Read, Error> {
    let file = &context.sources[source];
    let whole = match context.grids.entry(file.name().to_owned()) {
        Entry::Occupied(known) => Rc::clone(known.get()),
        Entry::Vacant(new) => Rc::clone(new.insert(Rc::new(Grid::read(file)?))),
    };
    let printed = rows_of(entry, &whole, context)?;
    let mut layout = layout(entry, context)?;
    let (header_rows, stub_columns) = (layout.header.len(), layout.stub.len());
    checks::size(entry, &layout, &printed, (file, context.manifest))?;
    checks::stub(file, &layout, &printed)?;
    layout.places = places::read(entry, &whole, &layout, context)?;
    layout.counting = counting(&layout, &printed);
    let grid = lists::split(entry, &printed, &mut layout, context)?;
    let mut labels = axes::Reader { layout: &layout, file, names: context.names };
    let columns = labels.columns(&grid)?;
    let rows = labels.rows(&grid, &columns)?;
    let coverage = coverage::read(entry, &layout, context)?;
    checks::margins(file, columns.iter().map(|column| &column.labels).chain(rows.iter().map(|row| &row.labels)))?;
    checks::labels(entry, &layout, &printed, context)?;
    name_levels(&rows, context.names, &coverage);
    let reader = reader(entry, source, &layout, coverage, context)?;
    let reader = read_cells(reader, &grid, &rows, &columns)?;
    checks::effects(entry, &reader)?;
    let unread = unread::of(source, &layout, reader.names, &rows, &columns);
    let Reader { claims, blanks, malformed, ignored, coverage, .. } = reader;
    let mut claims: Vec<_> = claims.into_iter().map(|claim| declared(claim, entry, &coverage)).collect();
    captions::tell_apart(&mut claims);
    checks::bases(entry, &claims, context)?;
    checks::coverage(entry, &claims, &blanks, context)?;
    let name = entry.name.clone().or_else(|| Some(entry.table.as_ref()?.get_ref().clone()));
    let name = name.unwrap_or_else(|| file.stem().to_owned());
    let table = Table { name, title: entry.title.clone(), source, grid: printed, header_rows, stub_columns };
    Ok(Read { table, claims, blanks, malformed, unread, ignored })
}

/// What the cells of a table are read with.
fn reader<'a>(
    entry: &TableEntry,
    source: usize,
    layout: &'a Layout,
    coverage: Coverage,
    context: &'a mut Context,
) -> Result<Reader<'a>, Error> {
    Ok(Reader {
        file: &context.sources[source],
        manifest: context.manifest,
        source,
        layout,
        bases: bases::of_table(entry, layout, &coverage, context)?,
        bases_of: bases::of_labels(entry, layout, &coverage, context)?,
        coverage,
        bases_of_cell: None,
        decimals: decimals(entry, context)?,
        rounding: entry.rounding.unwrap_or(context.rounding),
        alpha: context.alpha,
        names: &mut *context.names,
        claims: vec![],
        blanks: vec![],
        malformed: vec![],
        ignored: 0,
        captions: Captions::default(),
        used: Default::default(),
    })
}

fn read_cells<'a>(mut reader: Reader<'a>, grid: &Grid, rows: &[Row], columns: &[Column]) -> Result<Reader<'a>, Error> {
    let layout = reader.layout;
    let above: Vec<_> = columns.iter().map(|column| captions::of(&column.labels, layout)).collect();
    for (column, above) in columns.iter().zip(&above) {
        reader.captions = Captions { column: above.clone(), ..Captions::default() };
        reader.stated_numbers(&column.labels)?;
    }
    for (row, cells) in rows.iter().zip(&grid.rows()[layout.header.len()..]) {
        let beside = captions::of(&row.labels, layout);
        reader.captions = Captions { row: beside.clone(), ..Captions::default() };
        reader.stated_numbers(&row.labels)?;
        for ((column, above), cell) in columns.iter().zip(&above).zip(&cells[layout.stub.len()..]) {
            reader.captions = Captions { row: beside.clone(), column: above.clone(), need_heading: false };
            reader.read(cell, row, column)?;
        }
    }
    Ok(reader)
}

/// A claim with what the table's entry says of all its figures.
fn declared(claim: Claim, entry: &TableEntry, coverage: &Coverage) -> Claim {
    let variable = claim.quantity.variable;
    let is_partly_known = |of| coverage.variables.contains(&(of, true)) || coverage.partly_known.contains(&of);
    Claim {
        partly_known: variable.is_some_and(is_partly_known),
        trust: entry.trust.unwrap_or(claim.trust),
        weighted: entry.is_weighted() && claim.quantity.statistic == Statistic::Share,
        ..claim
    }
}

/// The fields and the lines whose labels state a number in brackets: below a header that says so, or beside one.
fn counting(layout: &Layout, grid: &Grid) -> (Vec<usize>, Vec<usize>) {
    let (header, stub) = (layout.header.len(), layout.stub.len());
    let says = |cell: &&Cell| says_count(&cell.text);
    let corner = || grid.rows()[..header].iter().map(|row| &row[..stub]);
    let fields = corner().flatten().filter(says).map(|cell| cell.field).collect();
    let beside = corner().filter_map(|cells| cells.iter().find(says)).map(|cell| cell.line);
    let above = grid.rows()[..header].windows(2).filter_map(|rows| match rows {
        [above, below] => above[stub..].iter().any(|cell| says(&cell)).then(|| below[stub].line),
        _ => None,
    });
    (fields, beside.chain(above).collect())
}

/// Gives the levels of variables their names before bases are looked up among them.
fn name_levels(rows: &[Row], names: &mut Names, coverage: &Coverage) {
    for Row { labels, .. } in rows {
        let mut bindings = Bindings::default();
        let added = labels.iter().try_for_each(|label| bindings.add(&label.meaning, names));
        // What cannot be bound is reported when the row's cells are read.
        let _ = added.and_then(|()| bindings.finish(names, coverage).map(drop));
    }
}

/// The rows of the file that are the table.
fn rows_of(entry: &TableEntry, grid: &Grid, context: &Context) -> Result<Grid, Error> {
    let Some(rows) = &entry.rows else { return Ok(grid.clone()) };
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

/// Two tables of one file must be different rows or columns of it.
pub(crate) fn check_twins(
    of_file: &[&TableEntry],
    table: &TableEntry,
    name: &str,
    manifest: &Source,
) -> Result<(), Error> {
    let rows = |table: &TableEntry| table.rows.as_ref().map(|rows| rows.get_ref().clone());
    let ignored = |table: &TableEntry| table.ignore.as_ref().map(|labels| labels.get_ref().0.clone());
    let left = |table: &TableEntry| -> Vec<String> {
        let places = table.at.iter().filter(|(_, bindings)| bindings.get_ref().contains_key("ignore"));
        places.map(|(place, _)| place.clone()).collect()
    };
    let is_twin = |other: &&&TableEntry| {
        rows(other) == rows(table) && ignored(other) == ignored(table) && left(other) == left(table)
    };
    match of_file.iter().find(is_twin) {
        None => Ok(()),
        Some(_) => Err(manifest
            .error(table.at(), format!("`{name}` is declared twice"))
            .help("if it holds several tables, say which `rows` each of them is")),
    }
}
