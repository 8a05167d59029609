//! The lines of a sheet around its table: a caption above it, notes below it.

use super::inline::is_blank;
use super::{Note, Sheet, SheetCell, label, notes};

/// What stands around a table in the sheet that holds it.
#[derive(Default)]
pub(super) struct Around {
    caption: String,
    notes: Vec<Note>,
}

impl Around {
    /// Takes the lines off that hold nothing but text in their first cell: above the table, if they are a caption or another label stands
    /// below them; and below it.
    pub(super) fn take(rows: &mut Vec<Vec<SheetCell>>) -> Self {
        let mut around = Self::default();
        let width = rows.iter().flatten().map(|cell| cell.column + cell.columns).max().unwrap_or(0);
        let is_blank = |row: &Vec<SheetCell>| row.iter().all(|cell| cell.text.is_empty());
        let is_table = |row: &Vec<SheetCell>| !is_blank(row) && alone(row, width).is_none();
        let (Some(first), Some(last)) = (rows.iter().position(is_table), rows.iter().rposition(is_table)) else {
            return around;
        };
        let below = || rows.iter().skip(last + 1);
        if below().any(|row| alone(row, width).is_some_and(is_sentence)) {
            around.notes = rows.split_off(last + 1).iter().filter_map(|row| alone(row, width)).flat_map(note).collect();
        }
        let above: Vec<&SheetCell> = rows.iter().take(first).filter_map(|row| alone(row, width)).collect();
        let has_label = rows.get(first).is_some_and(|row| is_labelled(row));
        let is_caption = above.first().is_some_and(|cell| has_label || label::is_caption(&cell.text));
        if is_caption {
            around.caption = above.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\n");
            rows.drain(..first);
        }
        around
    }

    /// Gives a sheet its caption, with the label that this begins with, and its notes.
    pub(super) fn describe(self, sheet: &mut Sheet) {
        match label::split(&self.caption).filter(|_| label::is_caption(&self.caption)) {
            Some((label, caption)) => (sheet.label, sheet.caption) = (label.to_owned(), caption.to_owned()),
            None => sheet.caption = self.caption,
        }
        sheet.notes = self.notes;
    }
}

/// The cell of a line that is the only one with text, and the first, or as wide as the sheet.
fn alone(row: &[SheetCell], width: usize) -> Option<&SheetCell> {
    let mut cells = row.iter().filter(|cell| !cell.text.is_empty());
    let first = cells.next().filter(|cell| cell.column == 0 && cells.next().is_none());
    first.filter(|cell| cell.columns == 1 || cell.columns >= width)
}

/// Whether a cell has several words.
fn is_sentence(cell: &SheetCell) -> bool {
    cell.text.chars().any(char::is_alphabetic) && cell.text.contains(is_blank)
}

fn is_labelled(row: &[SheetCell]) -> bool {
    row.iter().any(|cell| cell.column == 0 && !cell.text.trim_matches(is_blank).is_empty())
}

fn note(cell: &SheetCell) -> Vec<Note> {
    notes::divide(&cell.text, &[], &cell.place)
}
