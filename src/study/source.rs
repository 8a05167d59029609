//! The files of a study, kept as they are, so that every figure can be pointed at.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::error::Error;
use crate::study::original::Original;

/// A file of a study: its name and its text, which all tables of the file share.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: Arc<str>,
    marks: Arc<[Mark]>,
    /// What it was written from, where a paper was read as it is.
    pub(crate) original: Option<Arc<Original>>,
    /// What speaks for that reading, in bits.
    pub(crate) bits: Option<i64>,
}

/// A place in a text whose line and column are known, so that those behind it need not be counted from the beginning.
#[derive(Clone, Copy, Debug)]
struct Mark {
    offset: usize,
    line: usize,
    column: usize,
}

/// How many bytes of a line stand behind a mark.
const APART: usize = 256;

/// A mark at the beginning of each line, and several in a long one.
fn marks(text: &str) -> Vec<Mark> {
    let mut at = Mark { offset: 0, line: 1, column: 1 };
    let mut marks = vec![at];
    let mut last = 0;
    for (offset, character) in text.char_indices() {
        let ends = character == '\n';
        at = Mark {
            offset: offset + character.len_utf8(),
            line: at.line + usize::from(ends),
            column: if ends { 1 } else { at.column + 1 },
        };
        if ends || at.offset - last >= APART {
            marks.push(at);
            last = at.offset;
        }
    }
    marks
}

/// The text with a line feed in place of each carriage return that ends a line alone, as on old computers: byte for byte,
/// so that places stay. What stands between quotes is no end of a line.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let is_alone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    if !text.match_indices('\r').any(|(at, _)| is_alone(at)) {
        return Cow::Borrowed(text);
    }
    let mut quoted = false;
    let ended = |(at, character)| {
        quoted ^= character == '"';
        if character == '\r' && is_alone(at) && !quoted { '\n' } else { character }
    };
    Cow::Owned(text.char_indices().map(ended).collect())
}

impl Source {
    /// A file's content as text, without a byte order mark.
    pub(crate) fn new(name: &str, bytes: Vec<u8>) -> Result<Self, Error> {
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let valid = String::from_utf8_lossy(valid);
            let valid = with_line_feeds(&valid);
            let line = 1 + valid.matches('\n').count();
            let column = 1 + valid.bytes().rev().take_while(|&byte| byte != b'\n').count();
            Error::new(name, "not UTF-8 text from here on").at(line, column).help("save the file as UTF-8")
        })?;
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let text = match with_line_feeds(&text) {
            Cow::Owned(changed) => changed,
            Cow::Borrowed(_) => text,
        };
        Ok(Self { name: name.to_owned(), marks: marks(&text).into(), text: text.into(), original: None, bits: None })
    }

    /// The file's name within the study.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What people know it by: the paper and its table that it was written from, or its own name.
    pub(crate) fn called(&self) -> &str {
        self.original.as_ref().map_or(&self.name, |original| &original.name)
    }

    /// The name without its ending.
    pub fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(&self.name, |(stem, _)| stem)
    }

    /// Line and column, counted from 1, of a place in the text.
    pub(crate) fn position(&self, offset: usize) -> (usize, usize) {
        let behind = self.marks.partition_point(|mark| mark.offset <= offset);
        let Some(mark) = self.marks.get(behind.saturating_sub(1)) else { return (1, 1) };
        let rest = || self.text.get(mark.offset..).unwrap_or_default();
        let between = self.text.get(mark.offset..offset).unwrap_or_else(rest);
        (mark.line, mark.column + between.chars().count())
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_is_where_counting_from_the_beginning_finds_it(text in "([a-zä€]{0,300}\n?){0,8}", at in any::<prop::sample::Index>()) {
            let source = Source::new("t.csv", text.clone().into_bytes()).unwrap();
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let offset = ends[at.index(ends.len())];
            let before = &text[..offset];
            let line = 1 + before.matches('\n').count();
            let column = 1 + before.chars().rev().take_while(|&character| character != '\n').count();
            prop_assert_eq!(source.position(offset), (line, column));
        }
    }

    #[test]
    fn no_place_is_far_behind_a_mark() {
        let source = Source::new("t.csv", "x".repeat(100_000).into_bytes()).unwrap();
        assert!(source.marks.windows(2).all(|pair| pair[1].offset - pair[0].offset <= APART));
    }
}
