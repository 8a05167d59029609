//! Where in a document something stands.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Where a cell, a note or a paragraph stands: the file, and what a reader would look for in it.
///
/// [`Display`](fmt::Display) is `paper.xml:812:14`, `book.xlsx:Sheet1!B7`, `paper.docx: table 2, row 3, column 1` or
/// `paper.docx: paragraph 40`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file, as it was named to the reader.
    pub file: Arc<str>,
    /// Where in it.
    pub at: Position,
}

/// Where in a file, in the terms of its format. All count from 1, offsets from 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Position {
    /// In XML, HTML, CSV and Markdown.
    Text {
        /// The line.
        line: usize,
        /// The character in the line.
        column: usize,
        /// Bytes before it, in the text without byte order mark; where the file is not UTF-8, in the text converted to it.
        offset: usize,
    },
    /// In a workbook.
    Workbook {
        /// The name of the worksheet.
        sheet: Arc<str>,
        /// The row.
        row: usize,
        /// The column: 1 is `A`.
        column: usize,
    },
    /// In a table of a text document.
    Table {
        /// Which table, nested ones counted as they begin.
        table: usize,
        /// The row.
        row: usize,
        /// The column of the grid.
        column: usize,
    },
    /// In the running text of a text document.
    Paragraph(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.at {
            Position::Text { line, column, .. } => write!(f, "{file}:{line}:{column}"),
            Position::Workbook { sheet, row, column } => write!(f, "{file}:{sheet}!{}{row}", letters(*column)),
            Position::Table { table, row, column } => write!(f, "{file}: table {table}, row {row}, column {column}"),
            Position::Paragraph(number) => write!(f, "{file}: paragraph {number}"),
        }
    }
}

/// `B` for the second column, `AA` for the twenty-seventh.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    while left > 0 {
        letters.push(char::from(b'A' + u8::try_from((left - 1) % 26).unwrap_or(0)));
        left = (left - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Lines and columns of a text, by bytes.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    file: Arc<str>,
    text: &'a str,
    /// So many bytes that are not in the text come before all offsets.
    shift: usize,
    /// The line at each [`STEP`] bytes, and the character in it, counted from 0.
    marks: Vec<(usize, usize)>,
}

/// So few bytes are looked at for a place, however long a line is.
const STEP: usize = 128;

impl<'a> Lines<'a> {
    pub(super) fn of(file: &Arc<str>, text: &'a str) -> Self {
        let mut marks = vec![(0, 0)];
        let mut at = (0, 0);
        for piece in text.as_bytes().chunks(STEP) {
            at = after(at, piece);
            marks.push(at);
        }
        Self { file: file.clone(), text, shift: 0, marks }
    }

    /// The same for offsets in a text with so many more bytes at its beginning.
    pub(super) fn shifted(self, shift: usize) -> Self {
        Self { shift, ..self }
    }

    pub(super) fn at(&self, offset: usize) -> Place {
        let offset = offset.saturating_sub(self.shift).min(self.text.len());
        let start = offset / STEP;
        let mark = self.marks.get(start).copied().unwrap_or_default();
        let between: Range<usize> = start * STEP..offset;
        let (line, column) = after(mark, self.text.as_bytes().get(between).unwrap_or_default());
        Place { file: self.file.clone(), at: Position::Text { line: line + 1, column: column + 1, offset } }
    }
}

/// The line and character after some bytes.
fn after((line, column): (usize, usize), bytes: &[u8]) -> (usize, usize) {
    let is_start = |byte: &&u8| **byte & 0xC0 != 0x80;
    match bytes.iter().rposition(|byte| *byte == b'\n') {
        Some(last) => {
            let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
            (line + lines, bytes.get(last + 1..).unwrap_or_default().iter().filter(is_start).count())
        }
        None => (line, column + bytes.iter().filter(is_start).count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_in_long_lines_too() {
        let text = format!("é{}\nβγδ{}", "x".repeat(2000), "ü".repeat(1000));
        let lines = Lines::of(&"f".into(), &text);
        for (offset, _) in text.char_indices() {
            let before = &text[..offset];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!(lines.at(offset).at, Position::Text { line, column, offset });
        }
    }

    #[test]
    fn columns_have_letters() {
        assert_eq!(
            ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"],
            [1, 26, 27, 52, 53, 702, 703].map(letters).each_ref().map(String::as_str)
        );
    }
}
