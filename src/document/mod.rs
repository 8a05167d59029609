//! Papers as files: tables as grids of text, and the running text, each with its place.
//!
//! A [`Document`] is what a file holds, and nothing is interpreted in it: a cell keeps its text, and whether `12 (30.0)` is a count with its
//! percentage is for others to say. What the file *marks* is kept: which cells are labels, bold or indented, which raised
//! characters refer to a note, where rows are grouped. Every cell, note and paragraph knows its [`Place`].
//!
//! | format | tables | places |
//! |---|---|---|
//! | JATS XML (`.xml`, `.nxml`) | in any section, box, appendix or group; one that is only a picture is a [`Picture`] | line and character |
//! | HTML | but for tables that only arrange others; caption and notes by the frame around them, or the paragraphs before and after | line and character |
//! | DOCX | nested ones too; deleted text is left out, inserted text is read | table, row and column |
//! | XLSX, ODS | a sheet for each worksheet, hidden ones marked; numbers as their format shows them | worksheet and cell |
//! | CSV, TSV | one; delimiter `,`, `;` or tab; UTF-8, UTF-16 or Windows-1252 | line and character |
//! | Markdown | pipe tables | line and character |
//!
//! The content tells the format, the name only where text is CSV or Markdown alike. PDF is refused: it has no tables, only letters on
//! a page.
//!
//! ```
//! use retally::document::Document;
//!
//! let xml = "<article><body><sec><title>Results</title><p>Of 24 patients, 12 (50%) were men.</p><table-wrap>
//!   <label>Table 1</label><caption><title>Sex</title></caption>
//!   <table><thead><tr><th>Sex</th><th>n</th><th>%</th></tr></thead>
//!     <tbody><tr><td>&#x2003;Men</td><td>12<sup>a</sup></td><td>50.0</td></tr></tbody></table>
//!   <table-wrap-foot><fn><label>a</label><p>One withdrew.</p></fn></table-wrap-foot></table-wrap></sec></body></article>";
//! let document = Document::from_bytes("paper.xml", xml.as_bytes())?;
//!
//! let sheet = &document.sheets[0];
//! assert_eq!((sheet.label.as_str(), sheet.caption.as_str(), sheet.section[0].as_str()), ("Table 1", "Sex", "Results"));
//! let cell = sheet.cell(1, 1).unwrap();
//! assert_eq!((cell.text.as_str(), cell.markers[0].as_str()), ("12", "a"));
//! assert_eq!(cell.place.to_string(), "paper.xml:4:36");
//! assert_eq!(sheet.cell(1, 0).unwrap().indent, 2);
//! assert_eq!(sheet.notes[0].text, "One withdrew.");
//! assert_eq!(sheet.to_csv(), "Sex,n,%\nMen,12,50.0\n");
//! assert_eq!(document.sections[0].paragraphs[0].text, "Of 24 patients, 12 (50%) were men.");
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! Nothing in a file makes reading panic or take more memory than the [`Limits`] allow: what is beyond them, damaged or of no known kind is an
//! [`Error`] that says where, what, and what works instead.

mod decimal;
mod delimited;
mod docx;
mod flow;
mod grid;
mod html;
mod inline;
mod jats;
mod label;
mod limits;
mod markdown;
mod marker;
mod markup;
mod math;
mod notes;
mod ods;
mod package;
mod page;
mod place;
mod read;
mod runs;
mod sheet;
mod source;
mod table;
mod text;
mod worksheet;
mod xlsx;
mod xml;

use grid::Grid;
use place::Lines;

pub use limits::Limits;
pub use place::{Place, Position};
pub use sheet::{Note, Sheet, SheetCell};

use std::io::Read;
use std::path::Path;

use crate::error::Error;

/// What kind of file a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// XML of journals: JATS and what it came from.
    Jats,
    /// A page of a journal.
    Html,
    /// A text document of Word.
    Docx,
    /// A workbook of Excel.
    Xlsx,
    /// A spreadsheet in the OpenDocument format.
    Ods,
    /// Values separated by commas, semicolons or tabs.
    Csv,
    /// Text with pipe tables.
    Markdown,
}

/// A file as tables and text. See the [module](self).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// What kind of file it is.
    pub format: Format,
    /// What it says of itself.
    pub about: About,
    /// Its tables, in the order of the file.
    pub sheets: Vec<Sheet>,
    /// Tables of which there is only a picture.
    pub pictures: Vec<Picture>,
    /// Its text without the tables, in the order of the file; the abstract is one of them.
    pub sections: Vec<Section>,
    /// What was left out, and why.
    pub omissions: Vec<Omission>,
}

/// What a document says of itself; empty where it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Who wrote it, given names first.
    pub authors: Vec<String>,
    /// The DOI, without a resolver.
    pub doi: Option<String>,
    /// The journal.
    pub journal: Option<String>,
    /// The year in which it was first published.
    pub year: Option<u16>,
    /// The licence: its address where one is given, else what is said of it.
    pub licence: Option<String>,
}

/// A table of which there is only a picture: its figures cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is called: `Table 1`.
    pub label: String,
    /// Its title and what stands with it.
    pub caption: String,
    /// The name of the picture's file, where it is given.
    pub file: String,
    /// The headings of the sections that it stands in, from the outside.
    pub section: Vec<String>,
    /// Where it begins.
    pub place: Place,
}

/// The text below one heading, without that of the sections in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The headings, from the outside: `Results`, `Participants`. Empty before the first one.
    pub headings: Vec<String>,
    /// Its paragraphs, also those of lists, quotes, boxes and captions of figures.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of text, without the markers of notes and raised citations in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text.
    pub text: String,
    /// Where it begins.
    pub place: Place,
}

/// Something in the file that is not in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// What it is, and why it was left out.
    pub what: String,
    /// Where it stands.
    pub place: Place,
}

impl Document {
    /// Reads a file, whose format its content tells.
    ///
    /// # Errors
    ///
    /// What cannot be read: where, what, and what works instead. Only regular files are opened.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_within(path, &Limits::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn open_within(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::read_within(&path.display().to_string(), source::open(path, limits)?, limits)
    }

    /// Reads whatever gives bytes, such as standard input. The name is what places are told with; where the content leaves the format
    /// open, its ending decides.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn read(name: &str, reader: impl Read) -> Result<Self, Error> {
        Self::read_within(name, reader, &Limits::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn read_within(name: &str, reader: impl Read, limits: &Limits) -> Result<Self, Error> {
        Self::from_bytes_within(name, &source::bytes(name, reader, limits)?, limits)
    }

    /// Reads bytes in memory.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        Self::from_bytes_within(name, bytes, &Limits::default())
    }

    /// The same with other limits.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn from_bytes_within(name: &str, bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        read::bytes(name, bytes, limits)
    }
}
