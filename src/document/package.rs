//! Files that are packed: DOCX, XLSX, ODS.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Limits;
use super::limits::Budget;
use crate::error::Error;

/// An archive, unpacked part by part as long as there is room.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    file: String,
    budget: Budget,
}

impl<'b> Package<'b> {
    pub(super) fn open(file: &str, bytes: &'b [u8], limits: &Limits) -> Result<Self, Error> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(file, "the archive", &error.to_string()))?;
        Ok(Self { archive, file: file.to_owned(), budget: Budget::of(limits) })
    }

    pub(super) fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// The text of a part; nothing where there is none.
    pub(super) fn part(&mut self, part: &str) -> Result<Option<String>, Error> {
        let entry = match self.archive.by_name(part) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(&self.file, part, &error.to_string())),
        };
        let mut bytes = Vec::new();
        // What the archive declares is not to be trusted.
        let most = (self.budget.unpacked as u64).saturating_add(1);
        entry.take(most).read_to_end(&mut bytes).map_err(|error| damaged(&self.file, part, &error.to_string()))?;
        match self.budget.unpacked.checked_sub(bytes.len()) {
            Some(left) => self.budget.unpacked = left,
            None => {
                return Err(Error::new(&*self.file, format!("{part} unpacks to too much"))
                    .help("save the document without what is large in it, or as CSV"));
            }
        }
        Ok(Some(super::source::text(&self.name(part), &bytes)?.into_owned()))
    }

    /// What a part is called in messages.
    pub(super) fn name(&self, part: &str) -> String {
        format!("{} ({part})", self.file)
    }
}

fn damaged(file: &str, part: &str, why: &str) -> Error {
    Error::new(file, format!("{part} cannot be unpacked: {why}"))
        .help("the file may be damaged; open it in its program and save it again, without a password")
}
