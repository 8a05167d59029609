//! Rows that cannot be told apart by their labels.

use std::ops::Range;

use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::printed::Printed;

impl SheetReading<'_> {
    /// Why rows cannot be distinguished.
    pub(in crate::reading) fn nameless(&self, rows: &Range<usize>) -> Option<String> {
        let is_cell = |row: usize| {
            let label = Printed::read(&self.frame.rows[row].label, self.frame.decimal);
            label.numbers.len() == 2 && label.pattern == "#(#)"
        };
        let are_distinct = self.are_distinct(rows.clone());
        let reason = match rows.clone().any(is_cell) {
            true => "what stands in place of its label is a cell of figures, as where cells are missing",
            false if are_distinct => return None,
            false => "two of its rows have one label, or none",
        };
        Some(reason.to_owned())
    }

    /// Whether rows have labels of which no two are alike.
    pub(in crate::reading) fn are_distinct(&self, rows: impl Iterator<Item = usize>) -> bool {
        let labels: Vec<&str> = rows.map(|row| self.frame.rows[row].label.as_str()).collect();
        labels.iter().enumerate().all(|(at, label)| !label.is_empty() && !labels[..at].contains(label))
    }
}
