//! From rows of cells that span to a grid.

use std::ops::Range;

use super::SheetCell;
use super::limits::Budget;

/// Cells, and which of them covers each place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Grid {
    cells: Vec<SheetCell>,
    /// Row by row: the cell that covers the place, or [`NONE`].
    covering: Vec<u32>,
    rows: usize,
    columns: usize,
}

const NONE: u32 = u32::MAX;

/// No cell spans more columns, as in HTML.
const WIDEST: usize = 1000;

/// Which columns a grid keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// All of them: in a worksheet an empty one may divide two tables. There each cell has its own column, and one that another covers is
    /// left out.
    All,
    /// Those in which some cell begins.
    Used,
}

/// The table has more places for cells than are left.
#[derive(Debug)]
pub(super) struct TooLarge;

impl Grid {
    /// Places cells one after the other, each in the first column that is free from its own on. A span ends with the row group that it
    /// begins in, and where another cell stands.
    pub(super) fn of(
        rows: Vec<Vec<SheetCell>>,
        group_ends: &[usize],
        columns: Columns,
        budget: &mut Budget,
    ) -> Result<Self, TooLarge> {
        let mut placing = Placing { cells: Vec::new(), open: Vec::new(), starts: Vec::new() };
        let count = rows.len();
        for (row, cells) in rows.into_iter().enumerate() {
            let end = group_ends.iter().copied().find(|end| *end > row).unwrap_or(count);
            placing.row(row, end, cells, columns, budget)?;
        }
        placing.grid(count, columns, budget)
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    pub(super) fn columns(&self) -> usize {
        self.columns
    }

    pub(super) fn cells(&self) -> &[SheetCell] {
        &self.cells
    }

    /// Some of its rows as a grid of their own; a cell that reaches out of them is cut off there.
    pub(super) fn part(&self, rows: Range<usize>) -> Self {
        // Cells stand in the order of their rows; those from above that reach into it are found in its first row.
        let begins_before = |end: usize| self.cells.partition_point(|cell| cell.row < end);
        let (first, last) = (begins_before(rows.start), begins_before(rows.end));
        let above = self.covering.iter().skip(rows.start * self.columns).take(self.columns);
        let mut above: Vec<usize> = above.map(|at| *at as usize).filter(|at| *at < first).collect();
        above.dedup();
        let cut = |cell: &SheetCell| {
            let (start, end) = (cell.row.max(rows.start), (cell.row + cell.rows).min(rows.end));
            SheetCell { row: start - rows.start, rows: end - start, ..cell.clone() }
        };
        let cells = above.into_iter().chain(first..last).map(|at| cut(&self.cells[at])).collect();
        let covering = vec![NONE; rows.len() * self.columns];
        let mut grid = Self { cells, covering, rows: rows.len(), columns: self.columns };
        grid.fill();
        grid
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&SheetCell> {
        let at = row.checked_mul(self.columns)?.checked_add(column).filter(|_| column < self.columns)?;
        self.cells.get(*self.covering.get(at)? as usize)
    }
}

/// Cells placed so far.
struct Placing {
    cells: Vec<SheetCell>,
    /// The row before which each column is free again.
    open: Vec<usize>,
    /// Whether a cell begins in each column.
    starts: Vec<bool>,
}

impl Placing {
    fn row(
        &mut self,
        row: usize,
        end: usize,
        cells: Vec<SheetCell>,
        keep: Columns,
        budget: &mut Budget,
    ) -> Result<(), TooLarge> {
        let mut column = 0;
        for cell in cells {
            if keep == Columns::All && self.is_covered(row, cell.column) {
                continue;
            }
            column = column.max(cell.column);
            while self.is_covered(row, column) {
                column += 1;
            }
            let placed = self.placed(cell, row, column, end);
            column += placed.columns;
            self.cover(&placed);
            budget.cells = budget.cells.checked_sub(placed.columns).ok_or(TooLarge)?;
            self.cells.push(placed);
        }
        Ok(())
    }

    fn is_covered(&self, row: usize, column: usize) -> bool {
        self.open.get(column).is_some_and(|free| *free > row)
    }

    /// A cell where it stands, its spans cut off where its group ends or another cell stands. A span of no rows is one to the end of the
    /// group, as in HTML.
    fn placed(&self, mut cell: SheetCell, row: usize, column: usize, end: usize) -> SheetCell {
        let left = end.saturating_sub(row).max(1);
        cell.rows = if cell.rows == 0 { left } else { cell.rows.min(left) };
        let wanted = cell.columns.clamp(1, WIDEST);
        cell.columns = (1..wanted).find(|more| self.is_covered(row, column + more)).unwrap_or(wanted);
        (cell.row, cell.column) = (row, column);
        cell
    }

    fn cover(&mut self, cell: &SheetCell) {
        let needed = cell.column + cell.columns;
        if self.open.len() < needed {
            self.open.resize(needed, 0);
            self.starts.resize(needed, false);
        }
        self.open.iter_mut().skip(cell.column).take(cell.columns).for_each(|free| *free = cell.row + cell.rows);
        self.starts.iter_mut().skip(cell.column).take(1).for_each(|start| *start = true);
    }

    fn grid(self, rows: usize, keep: Columns, budget: &mut Budget) -> Result<Grid, TooLarge> {
        // Where each column is once those are left out in which no cell begins.
        let mut kept = vec![0];
        for start in &self.starts {
            kept.push(kept.last().copied().unwrap_or(0) + usize::from(*start || keep == Columns::All));
        }
        let columns = kept.last().copied().unwrap_or(0);
        let places = rows.checked_mul(columns).ok_or(TooLarge)?;
        budget.cells = budget.cells.checked_sub(places).ok_or(TooLarge)?;
        let mut grid = Grid { cells: self.cells, covering: vec![NONE; places], rows, columns };
        grid.cells.iter_mut().for_each(|cell| squeeze(cell, &kept));
        grid.fill();
        Ok(grid)
    }
}

fn squeeze(cell: &mut SheetCell, kept: &[usize]) {
    let at = |column: usize| kept.get(column).copied().unwrap_or(0);
    let end = at(cell.column + cell.columns);
    cell.column = at(cell.column);
    cell.columns = end.saturating_sub(cell.column).max(1);
}

impl Grid {
    fn fill(&mut self) {
        for (index, cell) in self.cells.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(NONE);
            for row in cell.row..cell.row + cell.rows {
                let start = row * self.columns + cell.column;
                let places = self.covering.get_mut(start..start + cell.columns);
                places.into_iter().flatten().for_each(|place| *place = index);
            }
        }
    }
}
