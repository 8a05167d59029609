//! What is derived of the tables of a folder without its manifest.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use retally::document::Document;
use retally::reading::{Paper, Reading};

use super::compare::{Derived, Figure};

/// Reads each CSV file of a folder by itself.
pub fn derive(folder: &Path) -> Result<Derived, Box<dyn Error>> {
    let mut derived = Derived::default();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            let (document, reading) = (Document::open(&path)?, Paper::open(&path)?.read());
            let table = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(audit) = reading.audit() {
                derived.add(&audit, &places(&reading, &document, &table));
            }
        }
    }
    Ok(derived)
}

/// The place of each claim in the table as the document has it. A header that several parts of a table repeat is one place.
fn places(reading: &Reading, document: &Document, table: &str) -> BTreeMap<usize, Figure> {
    let claims = reading.study().map_or(&[][..], |study| study.claims());
    let mut in_cell: BTreeMap<(usize, usize), BTreeMap<usize, Vec<usize>>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let mut cells = document.sheets.iter().flat_map(|sheet| sheet.cells());
        let place = reading.place(claim);
        if let Some(cell) = place.and_then(|place| cells.find(|cell| cell.place.to_string() == place)) {
            let figures = in_cell.entry((cell.row, cell.column)).or_default();
            figures.entry(claim.place.span.start).or_default().push(at);
        }
    }
    let mut places = BTreeMap::new();
    for ((row, column), figures) in in_cell {
        for (which, claims) in figures.into_values().enumerate() {
            places.extend(claims.into_iter().map(|claim| (claim, (table.to_owned(), row, column, which))));
        }
    }
    places
}
