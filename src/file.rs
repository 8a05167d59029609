//! Files as they are opened: regular ones, up to a stated size, and links only within a study's folder. Whatever else a path leads
//! to may give bytes without end, or none for ever; and what is read is shown, so that a folder must not reach beyond itself.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::error::Error;

/// A file that was read, by what nobody can change without it being noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its name, without its folder.
    pub name: String,
    /// The SHA-256 of its bytes in hexadecimal digits.
    pub sha256: String,
}

impl Input {
    pub(crate) fn of(name: &str, bytes: &[u8]) -> Self {
        let name = Path::new(name).file_name().map_or(name.into(), |name| name.to_string_lossy()).into_owned();
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Self { name, sha256 }
    }
}

/// The most bytes of a file, where nothing else is said.
pub(crate) const MOST_BYTES: usize = 64 << 20;

/// Opens a regular file that is not larger.
pub(crate) fn open(path: &Path, name: &str, most: usize) -> Result<File, Error> {
    let failed = |error: std::io::Error| unreadable(name, &error);
    // Before it is opened: to open a pipe would wait for somebody to write.
    let metadata = fs::metadata(path).map_err(failed)?;
    if !metadata.is_file() {
        return Err(Error::new(name, "it is no regular file").help("name a file, or give it as standard input"));
    }
    if metadata.len() > most as u64 {
        return Err(too_large(name, most));
    }
    File::open(path).map_err(failed)
}

/// All bytes, and one more where there are too many: files may grow, and some do not say how large they are.
pub(crate) fn bytes(name: &str, reader: impl Read, most: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let take = (most as u64).saturating_add(1);
    reader.take(take).read_to_end(&mut bytes).map_err(|error| unreadable(name, &error))?;
    if bytes.len() > most { Err(too_large(name, most)) } else { Ok(bytes) }
}

/// The content of a file.
pub(crate) fn read(path: &Path, name: &str) -> Result<Vec<u8>, Error> {
    bytes(name, open(path, name, MOST_BYTES)?, MOST_BYTES)
}

/// Where a file of a folder is, if it is in it: also what a link leads to.
pub(crate) fn within(folder: &Path, file: &str) -> Result<PathBuf, Error> {
    let path = folder.join(file);
    // What is not there is reported when it is opened.
    let (Ok(whole), Ok(real)) = (folder.canonicalize(), path.canonicalize()) else { return Ok(path) };
    match real.starts_with(whole) {
        true => Ok(path),
        false => Err(Error::new(file, "it leads out of the folder").help("copy the file into the folder")),
    }
}

pub(crate) fn too_large(name: &str, most: usize) -> Error {
    Error::new(name, format!("the file is larger than {most} bytes"))
}

fn unreadable(name: &str, error: &std::io::Error) -> Error {
    Error::new(name, format!("cannot be read: {error}"))
}
