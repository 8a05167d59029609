//! The table of a paper that a file of a study was written from: where the cells of the file stand there.

use std::ops::Range;
use std::sync::Arc;

/// Where something stands in a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// As people read it: `paper.xml:812:14`, `book.xlsx:Sheet1!B7`.
    pub place: String,
    /// The paper's file.
    pub file: Arc<str>,
    /// Its line and the character in it, where the file is text.
    pub position: Option<(usize, usize)>,
    /// Which of the [rows](Original::rows) prints it, and where in that; or why it is so, though nothing prints it.
    pub printed: Result<(usize, Range<usize>), &'static str>,
}

/// A row of a table of the paper on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub text: String,
    /// The number that people know it by: its line in the file, or its row in the table.
    pub number: usize,
}

/// What stands behind a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Original {
    /// What it is called: `paper.xml, Table 1`.
    pub name: String,
    pub rows: Vec<Row>,
    /// Whether a manifest says something of how it was read.
    pub is_corrected: bool,
    /// The spots behind each field of each line of the file: several where labels were written as one. A line with one field only
    /// has the same behind all of it.
    pub lines: Vec<Vec<Vec<Spot>>>,
}

impl Original {
    /// What stands behind a field of a line of the file, counted from 1, that prints a figure.
    pub fn spot(&self, (line, field): (usize, usize), figure: &str) -> Option<&Spot> {
        let fields = self.lines.get(line.checked_sub(1)?)?;
        let spots = fields.get(field.checked_sub(1)?).or(fields.last().filter(|_| fields.len() == 1))?;
        spots.iter().rev().find(|spot| self.cell(spot).contains(figure)).or(spots.last())
    }

    /// The text of the cell that a spot is.
    pub fn cell(&self, spot: &Spot) -> &str {
        let of_row = |(row, span): &(usize, Range<usize>)| self.rows.get(*row)?.text.get(span.clone());
        spot.printed.as_ref().ok().and_then(of_row).unwrap_or_default()
    }

    /// The bytes of the row that print a figure, of which it is known at which byte of its cell it begins in the file.
    pub fn span(&self, spot: &Spot, figure: &str, offset: Option<usize>) -> Option<(usize, Range<usize>)> {
        let (row, span) = spot.printed.clone().ok()?;
        let cell = self.cell(spot);
        let is_here = |at: &usize| cell.get(*at..).is_some_and(|rest| rest.starts_with(figure));
        let found = offset.filter(is_here).or_else(|| cell.rfind(figure));
        Some((row, found.map_or(span.clone(), |at| span.start + at..span.start + at + figure.len())))
    }
}
