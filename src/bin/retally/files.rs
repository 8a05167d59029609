//! Files that a command writes.

use std::path::{Path, PathBuf};

use crate::output::Failure;
use crate::papers::is_input;

/// Where commands write by default.
pub const FOLDER: &str = "retally-out";

/// Writes a file into a folder, which is made if need be, and gives its path.
pub fn write(folder: &Path, file: &str, content: impl AsRef<[u8]>) -> Result<PathBuf, Failure> {
    let path = folder.join(file);
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(&path, content)).map_err(|error| Failure::of(&path, error))?;
    Ok(path)
}

/// Reads a text file; `-` is standard input.
pub fn read(path: &Path) -> Result<String, Failure> {
    let text =
        if is_input(path) { std::io::read_to_string(std::io::stdin().lock()) } else { std::fs::read_to_string(path) };
    text.map_err(|error| Failure::of(path, error))
}
