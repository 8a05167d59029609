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
//! | Markdown, plain text | pipe tables | line and character |
//!
//! What is packed with gzip is unpacked. The content tells the format, the name only where text is CSV or prose alike. PDF is refused: it has no tables, only letters on
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
//! [`Error`](crate::Error) that says where, what, and what works instead.

mod around;
mod cell;
mod decimal;
mod delimited;
mod docx;
mod flow;
mod folder;
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
mod model;
mod notes;
mod ods;
mod opening;
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

pub(crate) use crate::visible::evened as words;
pub use cell::{Note, SheetCell};
pub(crate) use folder::tables;
pub use limits::Limits;
pub use model::{About, Document, Format, Omission, Paragraph, Picture, Section};
pub(crate) use model::{table_called, tables_there_are};
pub use place::{Place, Position};
pub use sheet::Sheet;
