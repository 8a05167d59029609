//! Tables: from a manifest's entry and a CSV file to the claims of the printed cells.

use toml::Spanned;

use crate::error::Error;
use crate::figure::Figure;
use crate::quantity::{Dimension, Event, Statistic};
use crate::rounding::Rounding;
use crate::study::claim::Claim;
use crate::study::grid::{Cell, Grid};
use crate::study::layout::{Bindings, Bound, Key, Layout, Meaning};
use crate::study::manifest::{OneOrMany, TableEntry, offset};
use crate::study::names::{Names, tidy};
use crate::study::source::{Place, Source};

/// The most labels that may bind one cell.
const MAX_KEYS: usize = 12;

/// A printed table.
#[derive(Clone, Debug)]
pub struct Table {
    /// The name of its file, without `.csv`.
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

/// What of the study the reading of one table needs.
pub(crate) struct Context<'a> {
    pub manifest: &'a Source,
    pub sources: &'a [Source],
    pub rounding: Rounding,
    pub statistics: &'a [(String, Statistic)],
    pub names: &'a mut Names,
}

/// Reads the table whose CSV file is the `source`th of the sources, with the claims of its cells.
pub(crate) fn read(entry: &TableEntry, source: usize, context: &mut Context) -> Result<(Table, Vec<Claim>), Error> {
    let file = &context.sources[source];
    let grid = Grid::read(file)?;
    let layout = layout(entry, context)?;
    check_size(entry, &layout, &grid, context.manifest)?;
    let columns = layout.columns(file, context.names, &grid)?;
    let rows = stub_labels(&layout, file, context.names, &grid)?;
    check_margins(file, columns.iter().chain(&rows))?;
    let partition = partition(entry, &layout, context)?;
    let bases = bases(entry, context)?;
    let rounding = entry.rounding.unwrap_or(context.rounding);

    let mut claims = Vec::new();
    for (labels, row) in rows.iter().zip(&grid.rows()[layout.header.len()..]) {
        for (column, cell) in columns.iter().zip(&row[layout.stub.len()..]) {
            if cell.text.trim().is_empty() {
                continue;
            }
            let labels = labels.iter().chain(column).map(|label| &label.1).chain(&layout.bound);
            let bound = bind(labels, context.names, &partition).map_err(|problem| {
                Error::new(file.name(), format!("this cell binds {problem}")).at(cell.line, cell.field)
            })?;
            claims.push(claim(cell, bound, source, &bases, rounding, file, context.names)?);
        }
    }
    let (header_rows, stub_columns) = (layout.header.len(), layout.stub.len());
    let table =
        Table { name: file.stem().to_owned(), title: entry.title.clone(), source, grid, header_rows, stub_columns };
    Ok((table, claims))
}

fn bind<'a>(labels: impl Iterator<Item = &'a Meaning>, names: &mut Names, partition: &[Key]) -> Result<Bound, String> {
    let mut bindings = Bindings::default();
    for meaning in labels {
        bindings.add(meaning, names)?;
    }
    bindings.finish(names, partition)
}

fn claim(
    cell: &Cell,
    bound: Bound,
    source: usize,
    bases: &[Vec<Dimension>],
    rounding: Rounding,
    file: &Source,
    names: &Names,
) -> Result<Claim, Error> {
    let figure: Figure = cell.text.trim().parse().map_err(|error: crate::figure::FigureError| {
        Error::new(file.name(), error.to_string()).at(cell.line, cell.field)
    })?;
    let mut quantity = bound.quantity;
    quantity.base = (quantity.statistic == Statistic::Share).then(|| base(&quantity.event, bases));
    let place = Place { source, span: cell.span.clone(), line: cell.line, field: cell.field };
    let claim = Claim::new(figure, quantity, place, rounding, names);
    Ok(Claim { margin_of: bound.margin_of, part_of: bound.part_of, ..claim })
}

/// The first base that is more than the event itself; the event itself, of which it is 100 %, if there is none.
fn base(event: &Event, bases: &[Vec<Dimension>]) -> Event {
    let candidates = bases.iter().map(|kept| event.only(|dimension| kept.contains(&dimension)));
    candidates.into_iter().find(|base| base != event).unwrap_or_else(|| event.clone())
}

fn layout(entry: &TableEntry, context: &mut Context) -> Result<Layout, Error> {
    let stub = key_lists(&entry.stub, context.names);
    let header = key_lists(&entry.header, context.names);
    let keys = stub.len() + header.len() + entry.bind.len();
    if stub.is_empty() || header.is_empty() || keys > MAX_KEYS {
        let message = format!("a table has 1 or more stub columns and header rows, and {MAX_KEYS} keys at most");
        return Err(context.manifest.error(offset(&entry.stub), message));
    }
    let margins = match &entry.margins {
        Some(OneOrMany(labels)) => labels.iter().map(|label| tidy(label)).collect(),
        None => vec!["Total".to_owned()],
    };
    let mut layout = Layout { stub, header, bound: Vec::new(), margins, statistics: context.statistics.to_vec() };
    for (name, label) in &entry.bind {
        let (line, column) = context.manifest.position(offset(label));
        let text = label.get_ref().clone();
        let cell = Cell { text, span: label.span(), line, field: column };
        let keys = [key(name, context.names)];
        let meaning = layout.meaning(context.manifest, context.names, &keys, &cell)?;
        layout.bound.push(meaning);
    }
    Ok(layout)
}

fn key_lists(lists: &Spanned<OneOrMany<OneOrMany<String>>>, names: &mut Names) -> Vec<Vec<Key>> {
    let lists = &lists.get_ref().0;
    lists.iter().map(|list| list.0.iter().map(|name| key(name, names)).collect()).collect()
}

fn key(name: &str, names: &mut Names) -> Key {
    match name {
        "statistic" => Key::Statistic,
        "variable" => Key::Variable,
        "level" => Key::Level,
        _ => Key::Of(names.dimension(name)),
    }
}

fn check_size(entry: &TableEntry, layout: &Layout, grid: &Grid, manifest: &Source) -> Result<(), Error> {
    let (rows, columns) = (layout.header.len(), layout.stub.len());
    let message = if grid.width() <= columns {
        format!("{} stub columns are declared, but the table has {} columns in all", columns, grid.width())
    } else if grid.rows().len() <= rows {
        format!("{} header rows are declared, but the table has {} rows in all", rows, grid.rows().len())
    } else {
        return Ok(());
    };
    Err(manifest.error(offset(&entry.stub), message))
}

fn stub_labels<'a>(
    layout: &Layout,
    file: &Source,
    names: &mut Names,
    grid: &'a Grid,
) -> Result<Vec<Vec<(&'a Cell, Meaning)>>, Error> {
    let mut rows: Vec<Vec<(&Cell, Meaning)>> = Vec::new();
    for row in &grid.rows()[layout.header.len()..] {
        let above = rows.last().map_or(&[][..], Vec::as_slice);
        let labels = layout.row(file, names, row, above)?;
        rows.push(labels);
    }
    Ok(rows)
}

/// A margin is a total of something: one of the keys it is a margin of must have members in the table.
fn check_margins<'a>(
    file: &Source,
    labels: impl Iterator<Item = &'a Vec<(&'a Cell, Meaning)>> + Clone,
) -> Result<(), Error> {
    let labels = labels.flatten();
    let is_member = |key: &Key| {
        labels.clone().any(|(_, meaning)| match (key, meaning) {
            (Key::Of(dimension), Meaning::Member(other, _)) => dimension == other,
            (Key::Level, Meaning::Answer(_)) | (Key::Variable, Meaning::Variable(_)) => true,
            _ => false,
        })
    };
    let lonely = labels.clone().find_map(|(cell, meaning)| match meaning {
        Meaning::Margin(keys) if !keys.iter().any(is_member) => Some(*cell),
        _ => None,
    });
    match lonely {
        None => Ok(()),
        Some(cell) => Err(Error::new(
            file.name(),
            format!("`{}` is a margin, but the table has no levels that it would be the total of", cell.text.trim()),
        )
        .at(cell.line, cell.field)
        .help("if it is a level like any other, say `margins = []`")),
    }
}

fn partition(entry: &TableEntry, layout: &Layout, context: &mut Context) -> Result<Vec<Key>, Error> {
    let Some(spanned) = &entry.partition else { return Ok(Vec::new()) };
    let used: Vec<Key> = layout.stub.iter().chain(&layout.header).flatten().copied().collect();
    let written = entry.stub.get_ref().0.iter().chain(&entry.header.get_ref().0).flat_map(|list| &list.0);
    let mut keys = Vec::new();
    for name in &spanned.get_ref().0 {
        let found = key(name, context.names);
        if !used.contains(&found) || matches!(found, Key::Statistic | Key::Variable) {
            let error = context
                .manifest
                .error(offset(spanned), format!("no stub or header of this table binds levels of `{name}`"));
            return Err(error.nearest(name, written.map(|name| &**name)));
        }
        keys.push(found);
    }
    Ok(keys)
}

/// The dimensions that each base of the table's percentages keeps.
fn bases(entry: &TableEntry, context: &Context) -> Result<Vec<Vec<Dimension>>, Error> {
    let Some(spanned) = &entry.share_of else { return Ok(vec![Vec::new()]) };
    let known = || context.names.dimensions().map(|dimension| context.names.name(dimension)).chain(["all"]);
    let dimension = |name: &String| {
        context.names.find(name).ok_or_else(|| {
            context.manifest.error(offset(spanned), format!("no dimension is called `{name}`")).nearest(name, known())
        })
    };
    let base = |list: &OneOrMany<String>| list.0.iter().filter(|name| *name != "all").map(dimension).collect();
    spanned.get_ref().0.iter().map(base).collect()
}
