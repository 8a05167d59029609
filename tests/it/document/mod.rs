//! Documents of every format: small ones, written for one point each.

mod hostile;
mod html;
mod jats;
pub(crate) mod packed;
mod plain;
mod word;
mod workbook;

use retally::document::{Document, Sheet, SheetCell};

fn read(name: &str, text: &str) -> Document {
    Document::from_bytes(name, text.as_bytes()).unwrap()
}

/// A table as rows of `text` for a cell that begins there, `^` and markers after it, `.` where one reaches to, and `~` where there is none.
fn rows(sheet: &Sheet) -> Vec<String> {
    let shown = |row, column| match sheet.cell(row, column) {
        None => "~".to_owned(),
        Some(cell) if (cell.row, cell.column) != (row, column) => ".".to_owned(),
        Some(cell) if cell.markers.is_empty() => cell.text.clone(),
        Some(cell) => format!("{}^{}", cell.text, cell.markers.join(",")),
    };
    (0..sheet.rows())
        .map(|row| (0..sheet.columns()).map(|column| shown(row, column)).collect::<Vec<_>>().join("|"))
        .collect()
}

fn notes(sheet: &Sheet) -> Vec<(&str, &str)> {
    sheet.notes.iter().map(|note| (note.marker.as_str(), note.text.as_str())).collect()
}

fn paragraphs(document: &Document) -> Vec<(String, &str)> {
    let all = document
        .sections
        .iter()
        .flat_map(|section| section.paragraphs.iter().map(move |paragraph| (section, paragraph)));
    all.map(|(section, paragraph)| (section.headings.join(" > "), paragraph.text.as_str())).collect()
}

fn at(sheet: &Sheet, row: usize, column: usize) -> &SheetCell {
    sheet.cell(row, column).unwrap()
}
