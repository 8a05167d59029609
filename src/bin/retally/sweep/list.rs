//! Lists of papers: a path on each line.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, stdin};
use std::path::{Path, PathBuf};

use retally::sweep::is_readable_name;

use crate::output::Failure;
use crate::papers::is_input;

/// The longest line of a list, in bytes.
const LONGEST: u64 = 1 << 16;

/// The paths that arguments stand for, those of lists when it is their turn.
pub fn paths(arguments: &[PathBuf]) -> Result<impl Iterator<Item = PathBuf> + Send + use<>, Failure> {
    let lists = arguments.iter().map(|path| listed(path)).collect::<Result<Vec<_>, _>>()?;
    Ok(lists.into_iter().flatten())
}

type Paths = Box<dyn Iterator<Item = PathBuf> + Send>;

fn listed(path: &Path) -> Result<Paths, Failure> {
    match () {
        () if is_input(path) => Ok(Box::new(lines(stdin()))),
        () if path.is_dir() || is_readable_name(path) => Ok(Box::new(std::iter::once(path.to_owned()))),
        () => Ok(Box::new(lines(File::open(path).map_err(|error| Failure::of(path, error))?))),
    }
}

/// The lines that are not empty. What follows a line that is too long or cannot be read is not known.
fn lines(reader: impl Read) -> impl Iterator<Item = PathBuf> {
    let mut reader = BufReader::new(reader);
    let lines = std::iter::from_fn(move || {
        let mut line = Vec::new();
        let read = reader.by_ref().take(LONGEST).read_until(b'\n', &mut line);
        read.ok().filter(|bytes| *bytes > 0)?;
        Some(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_owned())
    });
    lines.filter(|line| !line.trim().is_empty()).map(PathBuf::from)
}
