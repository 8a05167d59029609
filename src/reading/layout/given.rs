//! What a manifest says of a table that is read: facts, of which the figures decide nothing. They choose the rest.
//!
//! Rows and columns are named by their labels, which each sheet is asked for by itself: the tables that stand below each other in one are
//! parts of what the manifest calls one table.

use crate::reading::layout::texts::{bare, one_line};
use crate::study::tidy_label;

/// The facts of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reading) struct Given {
    pub header_rows: Option<usize>,
    pub stub_columns: Option<usize>,
    pub decimal: Option<char>,
    /// How counts and percentages are printed.
    pub notation: Option<&'static str>,
    /// The notation of the cells of rows or columns.
    pub cells_of: Vec<(String, String)>,
    /// What percentages are shares of, and those of single rows.
    pub base: Option<Of>,
    pub bases: Vec<(String, Of)>,
    /// Whom the levels of blocks are.
    pub coverage: Vec<(String, Coverage)>,
    /// The rows and columns that are totals, and no others.
    pub margins: Option<Vec<String>>,
    /// The rows and columns that are not read.
    pub ignore: Vec<String>,
    /// What outputs call the table, and what its columns and the rows of blocks are called.
    pub name: Option<String>,
    pub names: Vec<(String, String)>,
}

/// What percentages are shares of, as a manifest says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Of {
    /// Their column.
    Column,
    /// Their row.
    Row,
    /// Their block.
    Block,
    /// Those whom another row counts.
    Those(String),
}

/// Whom the levels of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Coverage {
    /// Everybody.
    Partition,
    /// Those who answered.
    Partial,
    /// They overlap.
    Overlap,
}

/// Nothing.
pub(in crate::reading) static NOTHING: Given = Given {
    header_rows: None,
    stub_columns: None,
    decimal: None,
    notation: None,
    cells_of: Vec::new(),
    base: None,
    bases: Vec::new(),
    coverage: Vec::new(),
    margins: None,
    ignore: Vec::new(),
    name: None,
    names: Vec::new(),
};

/// What the columns are called among `names`.
pub(in crate::reading) const COLUMNS: &str = "columns";

impl Given {
    /// Whether a row or a column of these labels is not read.
    pub fn ignores<'l>(&self, mut labels: impl Iterator<Item = &'l str>, decimal: char) -> bool {
        !self.ignore.is_empty() && labels.any(|label| self.ignore.iter().any(|name| is_called(label, name, decimal)))
    }
}

/// Whether a label is that of a name in the manifest: as printed, or without markers and the number that it states.
pub(in crate::reading) fn is_called(label: &str, name: &str, decimal: char) -> bool {
    let (label, name) = (one_line(label), one_line(name));
    label == name || !name.is_empty() && (tidy_label(&label) == name || bare(&label, decimal) == name)
}
