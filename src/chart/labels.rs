//! What the rows and columns of a table are called: as printed, where the print can be found.

use std::collections::BTreeMap;

use crate::quantity::{Dimension, Event, Level};
use crate::study::{Claim, Numbers, Study, Table, split_label, unmarked};

use super::text;

/// The labels of a table, beside the claims in its cells.
pub(super) struct Labels<'a> {
    study: &'a Study,
    number: usize,
    table: &'a Table,
    /// The row of the grid that each cell is in, by its first byte.
    rows: BTreeMap<usize, usize>,
    /// The rows that may be headings of those below, ascending.
    headings: Vec<Heading>,
}

/// A row that names a dimension, or in which nothing is printed but its label.
struct Heading {
    row: usize,
    dimension: Option<Dimension>,
    is_blank: bool,
}

impl<'a> Labels<'a> {
    /// The labels of a table, if the study has that many.
    pub fn of(study: &'a Study, number: usize) -> Option<Self> {
        let table = study.tables().get(number)?;
        let cells =
            table.grid.rows().iter().enumerate().flat_map(|(row, cells)| cells.iter().map(move |cell| (cell, row)));
        let rows = cells.map(|(cell, row)| (cell.span.start, row)).collect();
        let labels = Self { study, number, table, rows, headings: Vec::new() };
        let headings = (table.header_rows..table.grid.rows().len()).filter_map(|row| labels.as_heading(row)).collect();
        Some(Self { headings, ..labels })
    }

    fn as_heading(&self, row: usize) -> Option<Heading> {
        let body = self.table.grid.rows().get(row)?.iter().skip(self.table.stub_columns);
        let is_blank = body.into_iter().all(|cell| cell.text.trim().is_empty());
        let dimension = self.dimension(self.stub_itself(row, 0));
        (is_blank || dimension.is_some()).then_some(Heading { row, dimension, is_blank })
    }

    /// The claims in the body of the table, with their indices.
    pub fn claims(&self) -> impl Iterator<Item = (usize, &'a Claim)> {
        let claims = self.study.claims().iter().enumerate();
        claims.filter(|(_, claim)| claim.table == Some(self.number) && self.is_in_body(claim))
    }

    fn is_in_body(&self, claim: &Claim) -> bool {
        let below = self.row(claim).is_some_and(|row| row >= self.table.header_rows);
        below && claim.place.field > self.table.stub_columns
    }

    /// The row of the grid that a claim is printed in.
    pub fn row(&self, claim: &Claim) -> Option<usize> {
        self.rows.range(..=claim.place.span.start).next_back().map(|(_, row)| *row)
    }

    /// The stub's label in a column, or that above it which is meant where it is blank.
    fn stub(&self, row: usize, column: usize) -> &'a str {
        let above = self.table.grid.rows().iter().take(row + 1).skip(self.table.header_rows).rev();
        let mut labels = above.filter_map(|cells| cells.get(column)).map(|cell| cell.text.trim());
        labels.find(|label| !label.is_empty()).unwrap_or_default()
    }

    /// Where the stub prints a level, and how.
    fn printed(&self, dimension: Dimension, level: Level, row: usize) -> Option<(usize, String)> {
        let names = self.study.names();
        let means = |label: &str| {
            let is =
                |label: &str| names.find_level(dimension, label) == Some(level) || names.find(label) == Some(dimension);
            is(label) || is(&split_label(label, &Numbers::default()).label)
        };
        let columns = (0..self.table.stub_columns).rev();
        let mut labels = columns.map(|column| (column, self.stub(row, column)));
        labels.find(|(_, label)| means(label)).map(|(column, label)| (column, clean(label)))
    }

    /// The dimension that a row's own label is a level of.
    pub fn inner(&self, event: &Event, row: usize) -> Option<Dimension> {
        let place =
            |&(dimension, level): &(Dimension, Level)| self.printed(dimension, level, row).map(|printed| printed.0);
        event.bindings().iter().max_by_key(|binding| place(binding)).map(|binding| binding.0)
    }

    /// The label of a row.
    pub fn of_row(&self, event: &Event, row: usize) -> String {
        let Some((dimension, level)) = self.inner(event, row).and_then(|d| Some((d, event.level(d)?))) else {
            let margin = (0..self.table.stub_columns)
                .map(|column| self.stub_itself(row, column))
                .find(|label| !label.is_empty());
            return margin.map_or_else(|| "All".to_owned(), clean);
        };
        if level == Level::ANSWERED {
            return self.variable(dimension, row).unwrap_or_else(|| clean(self.study.names().name(dimension)));
        }
        self.printed(dimension, level, row).map_or_else(|| self.level(dimension, level), |printed| printed.1)
    }

    /// What the stub prints for a variable.
    pub fn variable(&self, variable: Dimension, row: usize) -> Option<String> {
        let mut labels = (0..self.table.stub_columns).rev().map(|column| self.stub(row, column));
        labels.find(|label| self.dimension(label) == Some(variable)).map(clean)
    }

    /// What a classification is called: as the table prints it, at its rows or above them, or else by its name.
    pub fn classification(&self, dimension: Dimension) -> String {
        let names = self.study.names();
        let printed = names.printed_variable(dimension).or_else(|| self.above_levels(dimension));
        let label = printed.map_or_else(|| clean(names.name(dimension)).replace('_', " "), clean);
        label.trim_end_matches(['.', ':', ',']).to_owned()
    }

    /// What stands above the column of labels most of which are levels of a dimension.
    fn above_levels(&self, dimension: Dimension) -> Option<&'a str> {
        let (header, body) = self.table.grid.rows().split_at_checked(self.table.header_rows)?;
        let is_level = |label: &str| self.study.names().find_level(dimension, label).is_some();
        let has_levels = |column: &usize| {
            let labels = body.iter().filter_map(|row| row.get(*column)).map(|cell| cell.text.trim());
            let labels: Vec<&str> = labels.filter(|label| !label.is_empty()).collect();
            2 * labels.iter().filter(|label| is_level(label)).count() > labels.len()
        };
        let column = (0..self.table.stub_columns).find(has_levels)?;
        let above = header.iter().rev().filter_map(|row| row.get(column)).map(|cell| cell.text.trim());
        above.into_iter().find(|label| !label.is_empty())
    }

    /// The dimension that a label names, with or without a number that it states.
    fn dimension(&self, label: &str) -> Option<Dimension> {
        let names = self.study.names();
        names.find(label).or_else(|| names.find(&split_label(label, &Numbers::default()).label))
    }

    fn stub_itself(&self, row: usize, column: usize) -> &'a str {
        self.table.grid.rows().get(row).and_then(|cells| cells.get(column)).map_or("", |cell| cell.text.trim())
    }

    /// A level by its name.
    pub fn level(&self, dimension: Dimension, level: Level) -> String {
        clean(self.study.names().level_name(dimension, level))
    }

    /// The label of a column: the levels that it binds.
    pub fn of_column(&self, event: &Event) -> String {
        let level = |&(dimension, level): &(Dimension, Level)| self.level(dimension, level);
        let levels: Vec<_> = event.bindings().iter().map(level).collect();
        if levels.is_empty() { "All".to_owned() } else { levels.join(", ") }
    }

    /// What stands above a row and those beside it: the other levels that the row binds, or the heading printed above.
    pub fn heading(&self, event: &Event, row: usize) -> Option<String> {
        let inner = self.inner(event, row)?;
        let others = event.without(inner);
        let outer = others.bindings().iter().filter(|(_, level)| *level != Level::ANSWERED);
        let outer: Vec<_> = outer
            .map(|&(d, level)| self.printed(d, level, row).map_or_else(|| self.level(d, level), |printed| printed.1))
            .collect();
        let printed = self.printed_heading(inner, row);
        match (outer.is_empty(), printed) {
            (_, Some(printed)) => Some(printed),
            (false, None) => Some(outer.join(", ")),
            (true, None) => None,
        }
    }

    /// The label of the nearest row above that names the dimension or in which nothing else is printed, unless it is the
    /// name of another dimension.
    fn printed_heading(&self, inner: Dimension, row: usize) -> Option<String> {
        let above = self.headings.partition_point(|heading| heading.row < row);
        let is_of_it = |heading: &&Heading| heading.is_blank || heading.dimension == Some(inner);
        let heading = self.headings[..above].iter().rev().find(is_of_it)?;
        let label = self.stub_itself(heading.row, 0);
        let other = heading.dimension.is_some_and(|dimension| dimension != inner);
        (!label.is_empty() && !other).then(|| clean(label))
    }
}

/// A label without its markers.
fn clean(label: &str) -> String {
    text::clean(&unmarked(label))
}
