//! Worksheets: cells that say where they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::around::Around;
use super::grid::{Columns, TooLarge};
use super::limits::Budget;
use super::{Grid, Place, Position, Sheet, SheetCell, table};

/// The cells of a worksheet by row and column, from 0.
pub(super) struct Worksheet {
    file: Arc<str>,
    name: Arc<str>,
    pub(super) cells: BTreeMap<(usize, usize), SheetCell>,
}

impl Worksheet {
    pub(super) fn new(file: &Arc<str>, name: &str) -> Self {
        Self { file: file.clone(), name: name.into(), cells: BTreeMap::new() }
    }

    pub(super) fn place(&self, row: usize, column: usize) -> Place {
        let at = Position::Workbook { sheet: self.name.clone(), row: row + 1, column: column + 1 };
        Place { file: self.file.clone(), at }
    }

    /// Merges cells: the first one spans, which covers the others.
    pub(super) fn merge(&mut self, (row, column): (usize, usize), (last_row, last_column): (usize, usize)) {
        if let Some(first) = self.cells.get_mut(&(row, column)) {
            first.rows = last_row.saturating_sub(row) + 1;
            first.columns = last_column.saturating_sub(column) + 1;
        }
    }

    /// The sheet from its first cell with text to its last.
    pub(super) fn sheet(self, hidden: bool, budget: &mut Budget) -> Result<Sheet, TooLarge> {
        let used = || self.cells.iter().filter(|cell| !cell.1.text.is_empty()).map(|cell| *cell.0);
        let (top, bottom) = (used().map(|at| at.0).min().unwrap_or(0), used().map(|at| at.0 + 1).max().unwrap_or(0));
        let (left, right) = (used().map(|at| at.1).min().unwrap_or(0), used().map(|at| at.1 + 1).max().unwrap_or(0));
        let places = (bottom - top).checked_mul(right - left).filter(|places| *places <= budget.cells);
        places.ok_or(TooLarge)?;
        let place = self.place(top, left);
        let mut rows: Vec<Vec<SheetCell>> = vec![Vec::new(); bottom - top];
        for ((row, column), mut cell) in self.cells {
            if !(top..bottom).contains(&row) || !(left..right).contains(&column) {
                continue;
            }
            cell.column = column - left;
            cell.columns = cell.columns.min(right - column);
            if let Some(row) = rows.get_mut(row - top) {
                row.push(cell);
            }
        }
        let around = Around::take(&mut rows);
        let groups = std::iter::once(0..rows.len()).filter(|group| !group.is_empty()).collect();
        let grid = Grid::of(rows, &[], Columns::All, budget)?;
        let mut sheet = table::assemble(grid, 0, groups, place);
        sheet.label = self.name.to_string();
        around.describe(&mut sheet);
        sheet.hidden = hidden;
        Ok(sheet)
    }
}
