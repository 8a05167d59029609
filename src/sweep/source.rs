//! A paper before it is read.

use std::path::PathBuf;

use crate::document::{Document, Limits};
use crate::error::Error;

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

    /// The document.
    pub(super) fn open(&self, limits: &Limits) -> Result<Document, Error> {
        match &self.content {
            Content::Path(path) => Document::open_within(path, limits),
            Content::Bytes(bytes) => Document::from_bytes_within(&self.name, bytes, limits),
            Content::Unreadable(why) => Err(Error::new(&*self.name, why)),
        }
    }
}
