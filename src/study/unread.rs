//! What is printed and not read: in labels, a number in brackets that may be how many there are; in texts, what looks like a
//! test.

use crate::study::axes::{Column, Row};
use crate::study::label;
use crate::study::layout::Layout;
use crate::study::meaning::{Label, Meaning};
use crate::study::names::Names;
use crate::study::source::Place;

/// Something printed that is not read: of a table a label that ends in a number, of a text what looks like a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where it is printed.
    pub place: Place,
    /// What is printed.
    pub text: String,
    /// Why it is not read, and which key of the manifest would read it if one does.
    pub reason: String,
}

/// What was not read of a paper that was read as it is: a whole table, or some rows and columns of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Omitted {
    /// What the table is called.
    pub table: String,
    /// The labels of the rows and columns; none where it is the whole table.
    pub labels: Vec<String>,
    /// Why not.
    pub reason: String,
}

/// The labels of a table that end in a number which no word and no header makes a number of respondents. What the manifest
/// declares is understood.
pub(crate) fn of(source: usize, layout: &Layout, names: &Names, rows: &[Row], columns: &[Column]) -> Vec<Unread> {
    let rows = rows.iter().map(|row| &row.labels);
    let axes = columns.iter().map(|column| &column.labels).chain(rows);
    let labels = axes.filter(|labels| !layout.ignores(labels, names)).flatten();
    let mut unread: Vec<Unread> = Vec::new();
    for label in labels.filter(|label| is_unread(label, names)) {
        let (cell, text) = (label.cell, label.cell.text.trim().to_owned());
        let place = Place { source, span: cell.span.clone(), line: cell.line, field: cell.field };
        if !unread.iter().any(|known| known.place == place) {
            let reason = "the number at its end is not taken for how many there are; if it is, say so with \
                          `[levels.NAME] level = { printed = \"…\", size = … }`";
            unread.push(Unread { place, text, reason: reason.to_owned() });
        }
    }
    unread
}

fn is_unread(label: &Label, names: &Names) -> bool {
    let is_declared = match &label.meaning {
        Meaning::Member(dimension, _) => names.declares_level(*dimension, &label.cell.text),
        Meaning::Variable(_) | Meaning::Outcome(_) => names.declares_variable(&label.cell.text),
        Meaning::Answer(_) => false,
        _ => true,
    };
    !is_declared && label.number.is_none() && label::ends_in_number(&label.cell.text)
}
