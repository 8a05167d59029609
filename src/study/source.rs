//! The files of a study, kept as they are, so that every figure can be pointed at.

use std::fmt;
use std::ops::Range;

use crate::error::Error;

/// A file of a study: its name and its text.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
}

impl Source {
    /// A file's content as text, without a byte order mark.
    pub(crate) fn new(name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + valid.iter().filter(|&&byte| byte == b'\n').count();
            let column = 1 + valid.iter().rev().take_while(|&&byte| byte != b'\n').count();
            Error::new(name, "not UTF-8 text from here on").at(line, column).help("save the file as UTF-8")
        })?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        // Lines that end with a carriage return alone would all be line 1.
        let text = if text.contains('\n') { text } else { text.replace('\r', "\n") };
        Ok(Self { name: name.to_owned(), text })
    }

    /// The file's name within the study.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name without its ending.
    pub fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(&self.name, |(stem, _)| stem)
    }

    /// Line and column, counted from 1, of a place in the text.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.chars().rev().take_while(|&character| character != '\n').count();
        (line, column)
    }

    /// An error at a place in the text.
    pub(crate) fn error(&self, offset: usize, message: impl Into<String>) -> Error {
        let (line, column) = self.position(offset);
        Error::new(&self.name, message).at(line, column)
    }
}

/// Where a figure is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which of the study's [sources](crate::Study::sources).
    pub source: usize,
    /// The bytes of the source's text.
    pub span: Range<usize>,
    /// The line, counted from 1.
    pub line: usize,
    /// In a CSV file the field, elsewhere the column; counted from 1.
    pub field: usize,
}

/// A [`Place`] with its file's name: `table4.csv:5:7`.
pub(crate) struct Location<'a>(pub &'a Source, pub &'a Place);

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.0.name(), self.1.line, self.1.field)
    }
}
