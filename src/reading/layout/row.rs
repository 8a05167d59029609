//! Rows below the header of a table.

use crate::reading::layout::printed::Printed;
use crate::reading::layout::roles::{named, says_statistics};

/// A row below the header.
pub(in crate::reading) struct Row {
    /// Which row of the sheet it is.
    pub at: usize,
    pub label: String,
    /// Whether the label says which statistics of a variable stand beside it.
    pub says_statistics: bool,
    pub indent: u16,
    /// What stands in each column of the stub.
    pub stub: Vec<String>,
    /// What each column behind the stub prints.
    pub cells: Vec<Printed>,
    /// A new label stands in the first of several stub columns.
    pub begins: bool,
    /// The percentages of its counts, where they stand in a row of their own.
    pub below: Option<Line>,
}

/// A second row of the sheet that belongs to the one above it.
pub(in crate::reading) struct Line {
    pub at: usize,
    pub cells: Vec<Printed>,
}

impl Row {
    /// Gives it another label.
    pub fn relabel(&mut self, label: String) {
        self.says_statistics = says_statistics(&named(&label));
        self.label = label;
    }

    /// Whether it has a label and no figures: it names what is below it.
    pub fn is_heading(&self) -> bool {
        !self.label.is_empty() && !self.cells.iter().any(Printed::is_figures)
    }

    /// The rows of the sheet that it is.
    pub fn lines(&self) -> impl Iterator<Item = usize> {
        std::iter::once(self.at).chain(self.below.as_ref().map(|below| below.at))
    }

    /// Whether nothing at all stands in it.
    pub fn is_empty(&self) -> bool {
        self.label.is_empty() && self.cells.iter().all(|cell| cell.pattern.is_empty())
    }
}
