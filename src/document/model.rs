//! What a document consists of, whatever its format.

use super::{Place, Sheet};
use crate::file::Input;
use crate::visible::evened as words;

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

/// A file as tables and text. See the [module](crate::document).
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
    /// The files that it was read from.
    pub inputs: Vec<Input>,
}

/// Which of several tables is called so: by the words of its label, whatever their case and the white space between them, and
/// without a point at its end; or by its number.
pub(crate) fn table_called(labels: &[&str], name: &str) -> Option<usize> {
    let bare = |text: &str| words(text).trim_end_matches(['.', ':']).to_lowercase();
    let number = || name.trim().parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < labels.len());
    labels.iter().position(|label| bare(label) == bare(name)).or_else(number)
}

/// Which tables there are, for those who asked for another one.
pub(crate) fn tables_there_are(labels: &[&str]) -> String {
    let name = |(at, label): (usize, &&str)| if label.is_empty() { (at + 1).to_string() } else { words(label) };
    match labels {
        [] => "there is no table in it".to_owned(),
        _ => {
            let names: Vec<String> = labels.iter().enumerate().map(name).collect();
            format!("it has {}; a number is the place among them", names.join(", "))
        }
    }
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
