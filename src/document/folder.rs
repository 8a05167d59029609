//! A folder of tables as one document: each file of values is a table of the same paper.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Document, Limits};
use crate::error::Error;
use crate::file;

/// The endings of files of values.
const ENDINGS: [&str; 2] = ["csv", "tsv"];

/// The tables of a folder in the order of their names, `part10` behind `part2`.
pub(super) fn open(folder: &Path, limits: &Limits) -> Result<Document, Error> {
    let mut files = tables(folder)?.into_iter();
    let none = || Error::new(folder.display().to_string(), "there is no CSV or TSV file in it");
    let mut document = Document::open_within(files.next().ok_or_else(none)?, limits)?;
    for file in files {
        let next = Document::open_within(file, limits)?;
        document.sheets.extend(next.sheets);
        document.inputs.extend(next.inputs);
    }
    Ok(document)
}

pub(crate) fn tables(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |error| Error::new(folder.display().to_string(), format!("cannot be read: {error}"));
    let entries = fs::read_dir(folder).map_err(failed)?.collect::<Result<Vec<_>, _>>().map_err(failed)?;
    // Nobody says where the current folder is.
    let bare = |path: PathBuf| path.strip_prefix(".").map_or(path.clone(), Path::to_owned);
    let files = entries.into_iter().map(|entry| bare(entry.path()));
    let mut files: Vec<PathBuf> = files.filter(|path| is_table(path)).collect();
    files.sort_by_cached_key(|path| natural(&path.to_string_lossy()));
    let within = |path: PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        file::within(folder, &name).map(|_| path).map_err(|error| error.in_folder(folder))
    };
    files.into_iter().map(within).collect()
}

fn is_table(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    path.is_file() && ENDINGS.contains(&ending.to_lowercase().as_str())
}

/// A key by which numbers in names are in their order: each has the number of its digits before it.
fn natural(name: &str) -> String {
    let mut key = String::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (part, behind) = rest.split_at(if digits > 0 { digits } else { first.len_utf8() });
        if digits > 0 {
            key.push_str(&format!("{:04}", part.trim_start_matches('0').len()));
        }
        key.push_str(part);
        rest = behind;
    }
    key
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_names_are_in_their_order() {
        let mut names = ["part10.csv", "part2.csv", "part1.csv", "a.csv"];
        names.sort_by_key(|name| natural(name));
        assert_eq!(names, ["a.csv", "part1.csv", "part2.csv", "part10.csv"]);
    }
}
