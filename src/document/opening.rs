//! A document from a path, from bytes, or from anything that gives bytes.

use std::io::Read;
use std::path::Path;

use super::{Document, Limits, folder, read};
use crate::error::Error;
use crate::file;

impl Document {
    /// Reads a file, whose format its content tells; or a folder, whose CSV and TSV files are the tables of one paper.
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
        if path.is_dir() {
            return folder::open(path, limits);
        }
        let name = path.display().to_string();
        Self::read_within(&name, file::open(path, &name, limits.bytes)?, limits)
    }

    /// Reads whatever gives bytes, such as standard input. Places are given with this name; where the content leaves the format
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
        Self::from_bytes_within(name, &file::bytes(name, reader, limits.bytes)?, limits)
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
