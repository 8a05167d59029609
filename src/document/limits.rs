//! How much of a document is read.

use crate::file::MOST_BYTES;

/// What a document may hold at most. Beyond any of it reading ends with an error that names the limit, before memory is
/// spent on the rest.
///
/// Besides, no element may have more than 1,000 attributes. The defaults are far above what papers have: the largest of 222 open papers has 365 kB, 10,000 nodes and 40 levels.
///
/// ```
/// use retally::document::{Document, Limits};
/// let limits = Limits { bytes: 10, ..Limits::default() };
/// let error = Document::from_bytes_within("t.csv", b"Age,n\n18-24,7\n", &limits).unwrap_err();
/// assert_eq!(error.message(), "the file is larger than 10 bytes");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Of the file, in bytes.
    pub bytes: usize,
    /// Of what is unpacked of DOCX, XLSX and ODS, and of what is packed with gzip, all parts together and whatever they declare, and of the text of XML
    /// whose entities are expanded, in bytes.
    pub unpacked: usize,
    /// Elements, texts and attributes of XML or HTML.
    pub nodes: usize,
    /// Levels of elements within elements.
    pub depth: usize,
    /// Places for cells, of all tables together: rows by columns.
    pub cells: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: MOST_BYTES, unpacked: 128 << 20, nodes: 2_000_000, depth: 200, cells: 1_000_000 }
    }
}

/// An element has no more attributes: parsers compare each with all others.
pub(super) const MOST_ATTRIBUTES: usize = 1000;

/// What is left of the places for cells, and of the bytes to unpack.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    pub(super) cells: usize,
    pub(super) unpacked: usize,
}

impl Budget {
    pub(super) fn of(limits: &Limits) -> Self {
        Self { cells: limits.cells, unpacked: limits.unpacked }
    }
}
