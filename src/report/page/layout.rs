//! How a printed table is laid out, as far as its cells show: which labels span columns, which rows belong together.

use std::ops::Range;

use crate::study::{Cell, Table};

/// A header cell with the number of columns that it stands above.
pub(in crate::report) struct Spanning<'a> {
    pub cell: &'a Cell,
    pub columns: usize,
    /// Whether it stands above labels.
    pub is_stub: bool,
}

/// The cells of a header row. A blank cell belongs to the label on its left, unless a label above it began something new.
pub(in crate::report) fn header(table: &Table, row: usize) -> Vec<Spanning<'_>> {
    let rows = table.grid.rows();
    let begins = |column: usize| rows[..=row].iter().any(|cells| !is_blank(&cells[column]));
    let mut spanning: Vec<Spanning> = Vec::new();
    for (column, cell) in rows[row].iter().enumerate() {
        let is_behind_label = column > table.stub_columns && spanning.last().is_some_and(|last| !is_blank(last.cell));
        match spanning.last_mut().filter(|_| is_behind_label && !begins(column)) {
            Some(label) => label.columns += 1,
            None => spanning.push(Spanning { cell, columns: 1, is_stub: column < table.stub_columns }),
        }
    }
    spanning
}

/// The rows below the header in groups, as indices into the grid's: those below a heading, or those that share the first of
/// several labels.
pub(in crate::report) fn groups(table: &Table) -> Vec<Range<usize>> {
    let rows = table.grid.rows();
    let begins = |row: &usize| {
        let cells = &rows[*row];
        is_heading(table, cells) || (table.stub_columns > 1 && !cells.first().is_none_or(is_blank))
    };
    let mut starts: Vec<usize> = (table.header_rows..rows.len()).filter(begins).collect();
    if starts.first() != Some(&table.header_rows) {
        starts.insert(0, table.header_rows);
    }
    let ends = starts.iter().skip(1).copied().chain([rows.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).filter(|group| !group.is_empty()).collect()
}

/// Whether a row has a label and nothing else.
pub(in crate::report) fn is_heading(table: &Table, cells: &[Cell]) -> bool {
    let labelled = cells.first().is_some_and(|cell| !is_blank(cell));
    labelled && table.stub_columns > 0 && cells.iter().skip(1).all(is_blank)
}

pub(in crate::report) fn is_blank(cell: &Cell) -> bool {
    cell.text.trim().is_empty()
}
