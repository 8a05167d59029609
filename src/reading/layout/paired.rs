//! Counts with their percentages in a row of their own below them.

use crate::reading::layout::printed::Printed;
use crate::reading::layout::roles::named;
use crate::reading::layout::row::{Line, Row};
use crate::reading::layout::words::{is_count, is_percentage};

/// The rows, with those of percentages moved into those of the counts that they stand under.
pub(in crate::reading) fn paired(rows: Vec<Row>) -> Vec<Row> {
    let mut found: Vec<Row> = Vec::new();
    for row in rows {
        match found.last_mut().filter(|above| is_below(above, &row)) {
            Some(_) => join(&mut found, row),
            None => found.push(row),
        }
    }
    found
}

/// Whether a row has the percentages of the counts in the row above it.
fn is_below(above: &Row, row: &Row) -> bool {
    let percentages = || row.cells.iter().filter(|cell| cell.is_figures());
    let (last, others) = row.stub.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
    let is_said = is_percentage(last) && !named(last).is_only
        || last.is_empty() && percentages().filter(|cell| is_marked(cell)).count() > 1;
    above.below.is_none()
        && is_said
        && others.iter().all(String::is_empty)
        && percentages().next().is_some()
        && above.cells.iter().zip(&row.cells).all(|(count, share)| !share.is_figures() || is_share(count, share))
}

/// Whether two cells may be a count and its percentage.
fn is_share(count: &Printed, share: &Printed) -> bool {
    count.single().is_some_and(|count| count.count().is_some())
        && share.alone().is_some_and(|share| share.is_percentage())
}

/// Whether something in a cell says that it is a percentage.
fn is_marked(cell: &Printed) -> bool {
    cell.pattern == "(#)" || cell.numbers.iter().any(|number| number.has_percent_sign || number.decimals > 0)
}

/// Joins a row of percentages to the last one, which takes its label from before the name of the statistic, or from the row above.
fn join(rows: &mut Vec<Row>, percentages: Row) {
    let Some(mut row) = rows.pop() else { return };
    row.below = Some(Line { at: percentages.at, cells: percentages.cells });
    let (named, labels) = row.stub.split_last().map_or(("", &[][..]), |(last, labels)| (last.as_str(), labels));
    if is_count(named) {
        if let Some(label) = labels.iter().rev().find(|label| !label.is_empty()) {
            row.begins = labels.len() > 1 && !labels[0].is_empty();
            let label = label.clone();
            row.relabel(label);
        } else if let Some(heading) = rows.pop_if(|heading| heading.is_heading()) {
            (row.indent, row.begins) = (heading.indent, heading.begins);
            row.relabel(heading.label);
        }
    }
    rows.push(row);
}
