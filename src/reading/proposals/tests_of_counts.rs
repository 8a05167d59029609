//! Columns of p values beside counts: of the levels below a heading, of the block in the row of its first level, or of a row.

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::found::tests_of_counts::{TestOfCounts, TestsOfCounts};
use crate::reading::layout::estimate_words::says_p;
use crate::reading::layout::printed::Number;

/// The columns whose labels say p, each with the numbers that may be p values of counts.
pub(in crate::reading) fn tests_of_counts(reading: &SheetReading) -> Vec<TestsOfCounts> {
    let frame = &reading.frame;
    let is_counted = |column: usize| reading.tallies.iter().any(|tally| tally.columns.contains(&column));
    let is_of_p = |column: &usize| {
        !is_counted(*column)
            && !frame.is_ignored(*column)
            && frame.header(*column).last().is_some_and(|label| says_p(label))
    };
    if frame.is_paired() {
        return Vec::new();
    }
    let of_column = |column: usize| {
        let rows = (0..frame.rows.len()).filter(|row| frame.rows[*row].cells[column].single().is_some_and(is_p_value));
        let tests = rows.filter_map(|row| test(reading, row)).collect();
        TestsOfCounts { column, tests, left: Vec::new(), bits: 0, without: 0 }
    };
    let found = (0..frame.width()).filter(is_of_p).map(of_column);
    found.filter(|found| !found.tests.is_empty()).collect()
}

/// A p value has decimals, and is no more than one.
fn is_p_value(number: Number) -> bool {
    let one = 10_i64.pow(number.decimals);
    !number.has_percent_sign && (0..=one).contains(&number.digits) && (number.decimals > 1 || number.digits == one)
}

/// What a p value in a row may be of.
fn test(reading: &SheetReading, row: usize) -> Option<TestOfCounts> {
    let frame = &reading.frame;
    let parts = || reading.entries.iter().enumerate().filter(|(_, entry)| entry.within.is_none());
    let own = parts().find(|(_, entry)| entry.rows.contains(&row));
    if let Some((part, _)) = own {
        return Some(TestOfCounts { row, part, level: row, follows: true });
    }
    let is_p = |column: usize| frame.header(column).last().is_some_and(|label| says_p(label));
    let is_empty = (0..frame.width()).all(|column| is_p(column) || frame.rows[row].cells[column].numbers.is_empty());
    // A heading that is called as one of its levels cannot be told from it.
    let is_level =
        |entry: &Entry| entry.all_rows().iter().any(|level| frame.rows[*level].label == frame.rows[row].label);
    let below = parts().find(|(_, entry)| entry.rows.start == row + 1 && !is_level(entry)).filter(|_| is_empty);
    below.map(|(part, entry)| TestOfCounts { row, part, level: entry.rows.start, follows: true })
}
