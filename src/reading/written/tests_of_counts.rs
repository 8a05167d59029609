//! p values of counts, written into the tables of these.

use std::collections::BTreeSet;

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::found::tests_of_counts::TestOfCounts;
use crate::reading::layout::texts::{bare, one_line, tidy};
use crate::reading::written::labels::quoted;
use crate::reading::written::names::Names;

/// The p values of a part, each with its column.
pub(in crate::reading) fn of_part<'r>(
    reading: &'r SheetReading,
    part: usize,
) -> impl Iterator<Item = (usize, TestOfCounts)> + 'r {
    let of_column = move |column: usize| move |test: &TestOfCounts| (column, *test);
    let all = reading.tests.iter().flat_map(move |tests| tests.tests.iter().map(of_column(tests.column)));
    all.filter(move |(_, test)| test.part == part)
}

/// What labels mean in a part: those of columns of p values, and those of headings in whose rows they stand, as of the first level.
pub(in crate::reading) fn meanings(
    reading: &SheetReading,
    part: usize,
    labels: &[String],
    dimension: &str,
    names: &Names,
) -> String {
    let decimal = reading.frame.decimal;
    let label = |row: usize| row_label(reading, row);
    let of_column = |column: usize| format!("{} = {{ statistic = \"p\" }}", quoted(&bare(&labels[column], decimal)));
    let of_heading = |test: &TestOfCounts| {
        format!(
            "{} = {{ {dimension} = {} }}",
            quoted(&label(test.row)),
            quoted(names.level(dimension, &label(test.level)))
        )
    };
    let headings = of_part(reading, part).map(|(_, test)| test).filter(|test| test.row != test.level);
    let columns = of_part(reading, part).map(|(column, _)| of_column(column));
    let meanings: BTreeSet<String> = columns.chain(headings.map(|test| of_heading(&test))).collect();
    let meanings: Vec<String> = meanings.into_iter().collect();
    if meanings.is_empty() { String::new() } else { format!("{{ {} }}", meanings.join(", ")) }
}

fn row_label(reading: &SheetReading, row: usize) -> String {
    bare(&one_line(&reading.frame.rows[row].label), reading.frame.decimal)
}

/// Whether a row is a heading in which a p value stands.
pub(in crate::reading) fn is_heading(reading: &SheetReading, row: usize) -> bool {
    reading.tests.iter().flat_map(|tests| &tests.tests).any(|test| test.row == row && test.level != row)
}

/// What stands in the columns of p values of a part where none is read.
pub(in crate::reading) fn blanks(reading: &SheetReading, part: usize, entry: &Entry) -> Vec<String> {
    let frame = &reading.frame;
    let tests: Vec<(usize, TestOfCounts)> = of_part(reading, part).collect();
    let rows = entry.all_rows().into_iter().chain(tests.iter().map(|(_, test)| test.row));
    let mut found = Vec::new();
    for row in rows {
        let is_heading = !entry.all_rows().contains(&row);
        for column in 0..frame.width() {
            let is_of_p = tests.iter().any(|(of, _)| *of == column);
            let is_read = tests.iter().any(|(of, test)| *of == column && test.row == row);
            if !is_read && (is_of_p || is_heading) {
                found.push(quoted(&tidy(frame.printed(frame.rows[row].at, column))));
            }
        }
    }
    found
}
