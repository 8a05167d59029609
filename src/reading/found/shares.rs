//! Percentages with their intervals, as they were read with the numbers of which they are.

use crate::reading::found::crude::Cells;

/// Of what the percentages with intervals are.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Shares {
    /// The column of the percentages: that of the intervals, where both are in one cell.
    pub share: usize,
    /// The column of the numbers, where the percentages follow from them.
    pub count: Option<(usize, Cells)>,
    pub all: All,
}

/// How many all are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum All {
    /// As another column prints in each row.
    Column(usize),
    /// So many, as a label states.
    Stated(i64),
}
