//! Means of groups that a row of all of them stands beside: levels that the table counts as well, or groups with their numbers.

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::found::summary::{Column, Levels, Line, Summary};
use crate::reading::layout::row::Row;
use crate::reading::proposals::propose::{Proposing, held};
use crate::reading::tallies::base::Base;

/// The means of groups, by blocks; nothing where there are none, or where no row is of all.
pub(in crate::reading) fn propose_levels(reading: &SheetReading) -> Option<Summary> {
    let sheet = Proposing::of(reading);
    let blocks = if reading.tallies.is_empty() { groups(reading) } else { counted(reading)? };
    let mut summary = Summary { markers: sheet.markers.clone(), ..Summary::default() };
    for (key, (entry, rows, total)) in blocks.into_iter().enumerate() {
        let levels = Levels { key, entry, total };
        summary.lines.extend(rows.into_iter().map(|row| Line { row, variable: levels.variable(), cells: None }));
        summary.blocks.push(levels);
    }
    let rows: Vec<usize> = summary.blocks.iter().map(|levels| levels.total).collect();
    let rows: Vec<usize> = summary.lines.iter().map(|line| line.row).chain(rows).collect();
    let tally = |column: &Column| reading.tallies.iter().rposition(|tally| tally.columns.end <= column.at);
    let columns = sheet.statistics(&rows).into_iter().map(|column| Column { tally: tally(&column), ..column });
    summary.columns = columns.filter(|column| column.tally.is_some() || reading.tallies.is_empty()).collect();
    summary.cells = (held(reading, &summary), 0);
    let has = |statistic: &str| {
        summary.columns.iter().any(|column| column.cells.as_deref().is_some_and(|cells| cells.starts_with(statistic)))
    };
    let is_counted = !reading.tallies.is_empty() || has("n");
    (!summary.blocks.is_empty() && is_counted && has("mean")).then_some(summary)
}

/// A part that counts them, their rows, and the row of all.
type Block = (Option<usize>, Vec<usize>, usize);

/// The blocks of levels that divide the respondents, whom another row counts all together.
fn counted(reading: &SheetReading) -> Option<Vec<Block>> {
    let total = row_of_all(reading)?;
    let is_divided = |entry: &Entry| {
        entry.divides
            && entry.within.is_none()
            && entry.base == Base::Column
            && entry.total.is_none_or(|row| row == total)
    };
    let entries = reading.entries.iter().enumerate().filter(|(_, entry)| is_divided(entry));
    Some(entries.map(|(at, entry)| (Some(at), entry.rows.clone().collect(), total)).collect())
}

/// The row that counts all of each column.
fn row_of_all(reading: &SheetReading) -> Option<usize> {
    let rows = &reading.frame.rows;
    let is_all = |row: usize| {
        let mut counted = reading.pairs(row).zip(&reading.sizes);
        counted.all(|((_, pair), size)| pair.zip(*size).is_some_and(|(pair, size)| pair.count == size.number))
    };
    (0..rows.len()).find(|row| reading.frame.says_total_of_row(*row) && is_all(*row))
}

/// The rows between headings of which the first or the last is called a total.
fn groups(reading: &SheetReading) -> Vec<Block> {
    let rows = &reading.frame.rows;
    let is_heading = |row: &Row| row.cells.iter().all(|cell| cell.numbers.is_empty());
    let all: Vec<usize> = (0..rows.len()).collect();
    let runs = all.split(|row| is_heading(&rows[*row]));
    runs.filter_map(|run| {
        let (first, last) = (*run.first()?, *run.last()?);
        let mut totals = run.iter().filter(|row| reading.frame.says_total_of_row(**row));
        let total = *totals.next().filter(|row| totals.next().is_none() && (**row == first || **row == last))?;
        let parts: Vec<usize> = run.iter().copied().filter(|row| *row != total).collect();
        let labels: Vec<&str> = parts.iter().map(|row| rows[*row].label.as_str()).collect();
        let is_named = |(at, label): (usize, &&str)| !label.is_empty() && !labels[..at].contains(label);
        (parts.len() > 1 && labels.iter().enumerate().all(is_named)).then_some((None, parts, total))
    })
    .collect()
}
