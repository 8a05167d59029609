//! A table's counts and percentages, as rows and columns of what they are of.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::quantity::{Dimension, Event, Level, Statistic};
use crate::study::{Claim, Study};

use super::labels::Labels;
use super::title::{groups, listed};

/// The figures printed for some respondents: their number, their percentage, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub count: Option<usize>,
    pub share: Option<usize>,
}

/// What the levels of a dimension are called in a row of the table, and the cells of that row.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// What the row binds.
    pub event: Event,
    /// The dimension that the row's own label is a level of; none where it is a margin.
    pub dimension: Option<Dimension>,
    pub heading: Option<String>,
    pub label: String,
    /// One cell for each column; none where nothing is printed.
    pub cells: Vec<Option<Cell>>,
}

/// A column of the table, or several beside each other that have the same respondents.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub event: Event,
    pub label: String,
}

/// The counts and percentages of a table.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// What every cell binds.
    pub common: Event,
    /// What its rows are by: their headings, or what their classifications are called.
    subjects: Vec<String>,
}

impl Tally {
    /// The counts and percentages in the cells of a table; nothing where there are none.
    pub fn of(study: &Study, table: usize) -> Option<Self> {
        let labels = Labels::of(study, table)?;
        let tallies: Vec<(usize, &Claim)> = labels.claims().filter(|(_, claim)| is_tally(claim)).collect();
        let claims: Vec<_> = tallies.iter().copied().filter(|(_, claim)| !is_base(claim, &tallies)).collect();
        let common = common(claims.iter().map(|(_, claim)| &claim.quantity.event))?;
        let across = across(&claims, &labels);
        let mut columns: IndexMap<Event, usize> = IndexMap::new();
        let mut rows: IndexMap<Event, (usize, IndexMap<Event, Cell>)> = IndexMap::new();
        for (at, claim) in &claims {
            let own = claim.quantity.event.only(|dimension| common.level(dimension).is_none());
            let (column, row) = (own.only(|d| across.contains(&d)), own.only(|d| !across.contains(&d)));
            let field = columns.entry(column.clone()).or_insert(claim.place.field);
            *field = (*field).min(claim.place.field);
            let cells = &mut rows.entry(row).or_insert_with(|| (labels.row(claim).unwrap_or(0), IndexMap::new())).1;
            cells.entry(column).or_default().add(claim.quantity.statistic, *at);
        }
        columns.sort_by(|_, one, _, other| one.cmp(other));
        let row = |(event, (row, cells)): (Event, (usize, IndexMap<Event, Cell>))| Row {
            dimension: labels.inner(&event, row),
            label: labels.of_row(&event, row),
            heading: labels.heading(&event, row),
            cells: columns.keys().map(|column| cells.get(column).copied()).collect(),
            event,
        };
        let rows: Vec<Row> = rows.into_iter().map(row).collect();
        let column = |event: &Event| Column { event: event.clone(), label: labels.of_column(event) };
        let subject = |row: &Row| Some(row.heading.clone().unwrap_or(labels.classification(row.dimension?)));
        let mut subjects: Vec<String> = Vec::new();
        for subject in rows.iter().filter_map(subject) {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        Some(Self { columns: columns.keys().map(column).collect(), rows, common, subjects })
    }

    /// All its cells.
    pub fn cells(&self) -> impl Iterator<Item = Cell> {
        self.rows.iter().flat_map(|row| row.cells.iter().flatten().copied())
    }

    /// Whether percentages are printed for most cells, so that these are what is compared.
    pub fn has_shares(&self) -> bool {
        let shares = self.cells().filter(|cell| cell.share.is_some()).count();
        2 * shares > self.cells().count()
    }

    /// What is drawn of it: `percentages of respondents by Networks (2011 to 2017)`.
    pub fn what(&self, study: &Study, shares: bool) -> String {
        let what = if shares { "percentages" } else { "counts" };
        let by = listed(self.subjects.iter().map(String::as_str));
        let by = if by.is_empty() { by } else { format!(" by {by}") };
        let columns = self.columns.iter().filter(|column| !column.event.bindings().is_empty());
        format!("{what} of {}{by}{}", study.units(), groups(columns.map(|column| column.label.as_str())))
    }

    /// The dimensions of its rows, in their order, each once.
    pub fn dimensions(&self) -> Vec<Dimension> {
        let mut seen = BTreeSet::new();
        self.rows.iter().filter_map(|row| row.dimension).filter(|dimension| seen.insert(*dimension)).collect()
    }
}

impl Cell {
    fn add(&mut self, statistic: Statistic, claim: usize) {
        let figure = if statistic == Statistic::Share { &mut self.share } else { &mut self.count };
        figure.get_or_insert(claim);
    }

    /// The claim that its bar shows.
    pub fn bar(self, shares: bool) -> Option<usize> {
        if shares { self.share } else { self.count }
    }

    /// Its claims.
    pub fn claims(self) -> impl Iterator<Item = usize> {
        [self.count, self.share].into_iter().flatten()
    }

    /// The figures as they are printed: `50 (35.5 %)`.
    pub fn text(self, study: &Study) -> String {
        let figure = |claim: usize| printed(study, claim);
        let percent = |claim: usize| {
            let text = figure(claim);
            if text.ends_with('%') { text } else { format!("{text}%") }
        };
        match (self.count, self.share) {
            (Some(count), Some(share))
                if figure(count) == figure(share) && !figure(count).contains(|c: char| c.is_ascii_digit()) =>
            {
                figure(count)
            }
            (Some(count), Some(share)) => format!("{} ({})", figure(count), percent(share)),
            (Some(count), None) => figure(count),
            (None, Some(share)) => percent(share),
            (None, None) => String::new(),
        }
    }
}

/// A figure as printed; its number where it is printed as an empty cell.
pub(super) fn printed(study: &Study, claim: usize) -> String {
    let figure = &study.claims()[claim].figure;
    let text = figure.text().trim();
    if text.is_empty() { figure.number().to_string() } else { text.to_owned() }
}

fn is_tally(claim: &Claim) -> bool {
    claim.quantity.variable.is_none() && matches!(claim.quantity.statistic, Statistic::Count | Statistic::Share)
}

/// Whether the claim is the number that a percentage in the same cell is of: 112 in `103/112 (92.0)`.
fn is_base(claim: &Claim, all: &[(usize, &Claim)]) -> bool {
    let place = |claim: &Claim| (claim.place.line, claim.place.field);
    let start = all.partition_point(|(_, other)| place(other) < place(claim));
    let same = all[start..].iter().take_while(|(_, other)| place(other) == place(claim));
    let event = &claim.quantity.event;
    same.into_iter().any(|(_, other)| other.quantity.base.as_ref() == Some(event) && other.quantity.event != *event)
}

/// What all events bind alike.
pub(super) fn common<'a>(mut events: impl Iterator<Item = &'a Event>) -> Option<Event> {
    let first = events.next()?.clone();
    Some(events.fold(first, |common, event| common.only(|dimension| event.level(dimension) == common.level(dimension))))
}

/// The dimensions whose levels stand beside each other in some row.
pub(super) fn across(claims: &[(usize, &Claim)], labels: &Labels) -> BTreeSet<Dimension> {
    let mut first: IndexMap<usize, IndexMap<Dimension, BTreeSet<Option<Level>>>> = IndexMap::new();
    let dimensions: BTreeSet<Dimension> =
        claims.iter().flat_map(|(_, claim)| claim.quantity.event.bindings().iter().map(|binding| binding.0)).collect();
    for (_, claim) in claims {
        let row = first.entry(labels.row(claim).unwrap_or(0)).or_default();
        for dimension in &dimensions {
            row.entry(*dimension).or_default().insert(claim.quantity.event.level(*dimension));
        }
    }
    let varies = |row: &IndexMap<Dimension, BTreeSet<Option<Level>>>| -> Vec<Dimension> {
        row.iter().filter(|(_, levels)| levels.len() > 1).map(|(dimension, _)| *dimension).collect()
    };
    first.values().flat_map(varies).collect()
}
