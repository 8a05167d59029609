//! Cells that are lists, `12/18`: each item is read as in a row of its own.

use std::ops::Range;

use crate::error::Error;
use crate::study::declaration::Context;
use crate::study::grid::{Cell, Grid};
use crate::study::layout::Layout;
use crate::study::manifest::TableEntry;
use crate::study::meaning::Key;
use crate::study::value::offset;

/// The table with its lists split, and its layout with a stub column for the items where they are no labels of rows.
pub(crate) fn split(entry: &TableEntry, grid: &Grid, layout: &mut Layout, context: &Context) -> Result<Grid, Error> {
    let Some(lists) = &entry.lists else { return Ok(grid.clone()) };
    let (sign, items) = (lists.get_ref().sign, &lists.get_ref().items);
    let (header, stub) = (layout.header.len().min(grid.rows().len()), layout.stub.len().min(grid.width()));
    let (head, body) = grid.rows().split_at(header);
    let labelled: Vec<_> = body.iter().map(|row| by_label(row, sign, stub)).collect();
    let is_by_label = labelled.iter().any(|rows| rows.len() > 1);
    let items = match (items.is_empty(), above_stub(head, sign, stub)) {
        (true, _) if is_by_label => return Ok(Grid::of([head.to_vec(), labelled.concat()].concat())),
        (false, _) => items.iter().map(|item| named(&grid.rows()[0][0], item)).collect(),
        (true, items) => items,
    };
    let rows: Vec<_> = body.iter().map(|row| by_item(row, sign, stub, &items)).collect();
    let keys = layout.stub.iter().chain([&layout.headings]).flatten().copied().collect::<Vec<_>>();
    let message = match () {
        () if items.len() < 2 || rows.iter().all(|rows| rows.len() == 1) => "no row has lists that go with a label",
        () if !keys.contains(&Key::Variable) => "the items are levels, but no label of a row is a variable",
        () => {
            layout.stub.push(vec![Key::Level]);
            let head = head.iter().map(|row| with_item(row.clone(), stub, row[0].blank()));
            return Ok(Grid::of(head.chain(rows.concat()).collect()));
        }
    };
    let example = format!("`stub = \"variable\"` and `lists = {{ \"{sign}\" = [\"yes\", \"no\"] }}`");
    let error = context.manifest.error(offset(lists), message);
    Err(error.help(format!("a label is a list as long as those beside it, or the levels are named: {example}")))
}

/// Where the items of a list stand in its text.
fn items(text: &str, sign: char) -> Vec<Range<usize>> {
    let starts = |item: &str| item.as_ptr() as usize - text.as_ptr() as usize;
    text.split(sign).map(|item| starts(item)..starts(item) + item.len()).collect()
}

/// A row whose first label is a list, as many rows as it has items where the cells behind the stub are lists as long.
fn by_label(row: &[Cell], sign: char, stub: usize) -> Vec<Vec<Cell>> {
    let lists: Vec<_> = row.iter().map(|cell| items(&cell.text, sign)).collect();
    let count = lists[0].len();
    if count == 1 || !row.iter().zip(&lists).skip(stub).all(|(cell, list)| cell.is_blank() || list.len() == count) {
        return vec![row.to_vec()];
    }
    let item = |at: usize| {
        let part = |(column, (cell, list)): (usize, (&Cell, &Vec<Range<usize>>))| match cell.is_blank()
            || (1..stub).contains(&column)
        {
            true => cell.clone(),
            false => cell.part(list[at].clone()),
        };
        row.iter().zip(&lists).enumerate().map(part).collect()
    };
    (0..count).map(item).collect()
}

/// A row of lists as a row for each of these items, below one for what is no list beside them, such as a p value.
fn by_item(row: &[Cell], sign: char, stub: usize, all: &[Cell]) -> Vec<Vec<Cell>> {
    let (labels, cells) = row.split_at(stub);
    let list = |cell: &Cell| Some(items(&cell.text, sign)).filter(|list| list.len() == all.len());
    let lists: Vec<_> = cells.iter().map(list).collect();
    let others = cells.iter().zip(&lists).map(|(cell, list)| if list.is_some() { cell.blank() } else { cell.clone() });
    let whole = with_item([labels, &others.collect::<Vec<_>>()].concat(), stub, row[0].blank());
    if lists.iter().all(Option::is_none) {
        return vec![whole];
    }
    let item = |(at, item): (usize, &Cell)| {
        let part = |(cell, list): (&Cell, &Option<Vec<Range<usize>>>)| match list {
            Some(list) => cell.part(list[at].clone()),
            None => cell.blank(),
        };
        let item = Cell { line: row[0].line, ..item.clone() };
        with_item(labels.iter().cloned().chain(cells.iter().zip(&lists).map(part)).collect(), stub, item)
    };
    let split = all.iter().enumerate().map(item);
    if cells.iter().zip(&lists).all(|(cell, list)| cell.is_blank() || list.is_some()) {
        return split.collect();
    }
    std::iter::once(whole).chain(split).collect()
}

/// A row with a label more behind its stub.
fn with_item(mut row: Vec<Cell>, stub: usize, item: Cell) -> Vec<Cell> {
    row.insert(stub, item);
    row
}

/// The items of the list in brackets that stands above the stub: `Should it be sold? (yes/no/unsure)`.
fn above_stub(head: &[Vec<Cell>], sign: char, stub: usize) -> Vec<Cell> {
    let corner = head.iter().flat_map(|row| &row[..stub]);
    let lists = corner.filter_map(|cell| {
        let (opens, closes) = (cell.text.rfind('(')? + 1, cell.text.rfind(')')?);
        let text = cell.text.get(opens..closes).filter(|text| text.contains(sign))?;
        Some(items(text, sign).into_iter().map(|item| cell.part(opens + item.start..opens + item.end)).collect())
    });
    lists.fold(Vec::new(), |_, last| last)
}

/// A label that the manifest names.
fn named(place: &Cell, item: &str) -> Cell {
    Cell { text: item.to_owned(), ..place.blank() }
}
