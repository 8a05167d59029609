//! What is derived of the tables of a folder without its manifest.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use retally::document::Document;
use retally::reading::{Paper, Reading};

use super::compare::{Derived, Figure};

/// Reads the CSV files of a folder as the tables of one paper.
pub fn derive(folder: &Path) -> Result<Derived, Box<dyn Error>> {
    let (document, reading) = (Document::open(folder)?, Paper::open(folder)?.read());
    let mut derived = Derived::default();
    if let Some(audit) = reading.audit() {
        derived.add(&audit, &places(&reading, &document));
    }
    Ok(derived)
}

/// The place of each claim in the table as the document has it. A header that several parts of a table repeat is one place.
fn places(reading: &Reading, document: &Document) -> BTreeMap<usize, Figure> {
    let claims = reading.study().map_or(&[][..], |study| study.claims());
    let cells = document.sheets.iter().flat_map(|sheet| sheet.cells().iter().map(move |cell| (sheet, cell)));
    let cells: BTreeMap<String, (String, usize, usize)> =
        cells.map(|(sheet, cell)| (cell.place.to_string(), (sheet.label.clone(), cell.row, cell.column))).collect();
    let mut in_cell: BTreeMap<&(String, usize, usize), BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    let mut stated = Vec::new();
    for (at, claim) in claims.iter().enumerate() {
        match reading.place(claim).and_then(|place| cells.get(place)) {
            // What the written manifest states.
            Some(cell) if claim.table.is_none() => stated.push((cell, at)),
            Some(cell) => in_cell.entry(cell).or_default().entry(claim.place.span.start).or_default().push(at),
            None => {}
        }
    }
    for (cell, at) in stated {
        let figures = in_cell.entry(cell).or_default();
        let is_same = |others: &&mut Vec<usize>| claims[others[0]].figure.text() == claims[at].figure.text();
        match figures.values_mut().find(is_same) {
            Some(others) => others.push(at),
            None => figures.entry(0).or_default().push(at),
        }
    }
    let mut places = BTreeMap::new();
    for ((table, row, column), figures) in in_cell {
        for (which, claims) in figures.into_values().enumerate() {
            places.extend(claims.into_iter().map(|claim| (claim, (table.clone(), *row, *column, which))));
        }
    }
    places
}
