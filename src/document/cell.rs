//! One cell of a table, and the notes below it.

use super::Place;

/// One cell of a [`Sheet`](super::Sheet).
///
/// Superscripts that are no markers stay in the text: as superscript characters where all of it has some (`m²`, `10⁻⁵`), letters of ordinals as
/// they are (`1st`), anything else after a `^` (`x^ab`). A line break is `\n`; other white space is one space, but for
/// no-break and thin spaces within the text, which are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// Its text, without markers and without white space around it.
    pub text: String,
    /// The markers of notes that stand with it, in order: `a`, `*`, `†`.
    pub markers: Vec<String>,
    /// The document marks it as a label.
    pub is_header: bool,
    /// All of its text is bold.
    pub bold: bool,
    /// All of its text is italic.
    pub italic: bool,
    /// How far its text is moved to the right, in widths of a space, of which an em has two: comparable within one sheet only.
    pub indent: u16,
    /// Whether the text shows as many decimals as the author chose: not so for a number in a workbook without a format.
    pub decimals_known: bool,
    /// The row in which it begins, from 0.
    pub row: usize,
    /// The column in which it begins, from 0.
    pub column: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// Where it stands in the file.
    pub place: Place,
}

/// A note below a table, or to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What refers to it: `a`, `*`; empty where the note is of all.
    pub marker: String,
    /// What it says, without the marker.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl SheetCell {
    /// A cell of nothing but text.
    pub(super) fn plain(text: String, place: Place) -> Self {
        let markers = Vec::new();
        let (row, column, rows, columns) = (0, 0, 1, 1);
        let (is_header, bold, italic, indent, decimals_known) = (false, false, false, 0, true);
        Self { text, markers, is_header, bold, italic, indent, decimals_known, row, column, rows, columns, place }
    }
}
