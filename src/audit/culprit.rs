//! Culprits: what a finding suspects, as a reader finds it in the paper.

use std::fmt;

use crate::audit::emphasis::plain;
use crate::diagnosis::{Standing, Suspect};
use crate::number::{Figure, Interval};
use crate::study::{Claim, Grid, Study};

/// A figure that may be wrong, where it is printed, and what it could be.
///
/// ```
/// let study = retally::studies::ALL[0].study()?;
/// let audit = study.audit();
/// let culprit = &audit.findings()[1].culprits()[0];
/// assert_eq!((culprit.table.as_str(), culprit.location.as_str()), ("table4", "table4.csv:5:7"));
/// assert_eq!(culprit.row, ["Complex", "%"]);
/// assert_eq!(culprit.column, ["2015"]);
/// assert_eq!((culprit.figure.text(), culprit.implied.as_str()), ("66.6", "66.7"));
/// assert!(culprit.implied_range.contains(&retally::Rational::new(600, 9).unwrap()));
/// assert_eq!(culprit.to_string(), "Table 4, Complex, 2015, %: 66.6 reported; the other figures imply 66.7");
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Culprit {
    /// The figure as printed.
    pub figure: Figure,
    /// What it is called: table, row and column by their labels, and the statistic.
    pub label: String,
    /// The table, or the section of the text, in which it is printed; `study` for the manifest's own.
    pub table: String,
    /// The file, the line and the field: `table4.csv:5:7`.
    pub location: String,
    /// The labels of its row, as printed, the first column first; none where it is not printed in a table.
    pub row: Vec<String>,
    /// The labels above it, as printed, the first row first.
    pub column: Vec<String>,
    /// Whether it must be wrong, or only may be.
    pub standing: Standing,
    /// Every value that the other figures leave for it.
    pub implied_range: Interval,
    /// The same in words: `41 to 43`, `at most 44`, `26.2`.
    pub implied: String,
}

impl fmt::Display for Culprit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} reported; the other figures imply {}", self.label, self.figure, self.implied)
    }
}

/// The suspects of a finding with their cells.
pub(super) fn culprits(suspects: &[Suspect], study: &Study) -> Vec<Culprit> {
    suspects.iter().map(|suspect| culprit(suspect, study)).collect()
}

fn culprit(suspect: &Suspect, study: &Study) -> Culprit {
    let claim = &study.claims()[suspect.claim];
    let (row, column) = labels(claim, study).unwrap_or_default();
    Culprit {
        figure: claim.figure.clone(),
        label: plain(&study.reference(claim)),
        table: study.table_name(claim).to_owned(),
        location: study.location(claim),
        row,
        column,
        standing: suspect.standing,
        implied_range: suspect.implied_range.clone(),
        implied: suspect.implied.clone(),
    }
}

/// The labels beside a figure and above it; nothing where it is not in the body of a table.
fn labels(claim: &Claim, study: &Study) -> Option<(Vec<String>, Vec<String>)> {
    let table = &study.tables()[claim.table.filter(|_| claim.text_claim.is_none())?];
    let cells = table.grid.rows();
    let starts_before =
        |row: &Vec<crate::study::Cell>| row.first().is_some_and(|cell| cell.span.start <= claim.place.span.start);
    let row = cells.partition_point(starts_before).checked_sub(1)?;
    let column = claim.place.field.checked_sub(1)?;
    let beside = (0..table.stub_columns).map(|stub| beside(&table.grid, table.header_rows, row, stub));
    let above = (0..table.header_rows).map(|header| above(&table.grid, table.stub_columns, header, column));
    let printed = |labels: Vec<&str>| labels.into_iter().filter(|label| !label.is_empty()).map(str::to_owned).collect();
    Some((printed(beside.collect()), printed(above.collect())))
}

/// The label of a row in a stub column. A blank one repeats that of the row above, unless something new begins to its left.
fn beside(grid: &Grid, first: usize, row: usize, column: usize) -> &str {
    let is_new = |row: usize| (0..column).any(|left| !text(grid, row, left).is_empty());
    let mut rows = (first..=row).rev();
    let end = rows.find(|row| !text(grid, *row, column).is_empty() || is_new(*row));
    end.map_or("", |row| text(grid, row, column))
}

/// The label above a column in a header row. A blank one repeats that to its left, unless something new begins above it.
fn above(grid: &Grid, first: usize, row: usize, column: usize) -> &str {
    let is_new = |column: usize| (0..row).any(|above| !text(grid, above, column).is_empty());
    let mut columns = (first..=column).rev();
    let end = columns.find(|column| !text(grid, row, *column).is_empty() || is_new(*column));
    end.map_or("", |column| text(grid, row, column))
}

fn text(grid: &Grid, row: usize, column: usize) -> &str {
    grid.rows().get(row).and_then(|cells| cells.get(column)).map_or("", |cell| cell.text.trim())
}
