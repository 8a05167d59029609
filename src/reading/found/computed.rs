//! Computed columns and rows, as they were read.

use crate::reading::found::formula::Formula;
use crate::reading::layout::evidence::Bits;

/// Columns, or rows, of which some follow from others.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Computed {
    /// Rows follow from rows.
    pub is_of_rows: bool,
    pub formulas: Vec<Found>,
    /// The lines that are read: rows, or columns where rows follow from rows.
    pub lines: Vec<usize>,
    /// The lines that are left out, with the reason.
    pub left: Vec<(usize, String)>,
    /// Letters behind figures that refer to notes.
    pub markers: String,
    /// What speaks for it, and for the formula of a finding by the lines that agree with it.
    pub bits: Bits,
    pub without: Bits,
    /// How many cells the tied columns have, and how many of these are read.
    pub cells: (usize, usize),
}

/// A formula for which enough speaks.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Found {
    pub formula: Formula,
    pub bits: Bits,
}

impl Computed {
    /// The fields that formulas tie, in their order.
    pub fn fields(&self) -> Vec<usize> {
        let mut fields: Vec<usize> = self.formulas.iter().flat_map(|found| found.formula.fields()).collect();
        fields.sort_unstable();
        fields.dedup();
        fields
    }

    /// The rows and the columns that are read.
    pub fn rows_and_columns(&self) -> [Vec<usize>; 2] {
        let both = [self.lines.clone(), self.fields()];
        if self.is_of_rows {
            let [lines, fields] = both;
            [fields, lines]
        } else {
            both
        }
    }

    /// Whether a row is read.
    pub fn has_row(&self, row: usize) -> bool {
        self.rows_and_columns()[0].contains(&row)
    }

    /// Whether a column is read.
    pub fn has_column(&self, column: usize) -> bool {
        self.rows_and_columns()[1].contains(&column)
    }
}
