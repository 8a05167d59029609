//! A paper before it is read.

use std::path::PathBuf;

use crate::document::{Document, Limits, tables};
use crate::error::Error;
use crate::file::{self, Input};

/// A paper of a sweep: what it is called, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path of its file; of a member of an archive `archive.zip!member.xml`.
    pub name: String,
    /// Where it is.
    pub content: Content,
}

/// Where a paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// In a file, or in a folder whose CSV files are its tables.
    Path(PathBuf),
    /// In memory.
    Bytes(Vec<u8>),
    /// Nowhere: why it cannot be read.
    Unreadable(String),
}

impl Source {
    /// A file, or a folder of tables.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string(), content: Content::Path(path) }
    }

    pub(super) fn unreadable(name: &str, why: impl ToString) -> Self {
        Self { name: name.to_owned(), content: Content::Unreadable(why.to_string()) }
    }

    /// The SHA-256 of its bytes, of a folder of tables one for each: what its [line](super::Line::sha256) has. None where they cannot be read.
    ///
    /// ```
    /// use retally::sweep::{Content, Source};
    /// let source = Source { name: "a.md".to_owned(), content: Content::Bytes(b"abc".to_vec()) };
    /// assert!(source.sha256()[0].starts_with("ba7816bf"));
    /// assert!(Source::file("nowhere.xml").sha256().is_empty());
    /// ```
    pub fn sha256(&self) -> Vec<String> {
        let of_file = |path: &PathBuf| {
            let name = path.to_string_lossy();
            file::read(path, &name).map(|bytes| Input::of(&name, &bytes).sha256)
        };
        match &self.content {
            Content::Path(path) if path.is_dir() => {
                tables(path).and_then(|files| files.iter().map(of_file).collect()).unwrap_or_default()
            }
            Content::Path(path) => of_file(path).into_iter().collect(),
            Content::Bytes(bytes) => vec![Input::of(&self.name, bytes).sha256],
            Content::Unreadable(_) => Vec::new(),
        }
    }

    /// The document.
    pub(super) fn open(&self, limits: &Limits) -> Result<Document, Error> {
        match &self.content {
            Content::Path(path) => Document::open_within(path, limits),
            Content::Bytes(bytes) => Document::from_bytes_within(&self.name, bytes, limits),
            Content::Unreadable(why) => Err(Error::new(&*self.name, why)),
        }
    }
}
