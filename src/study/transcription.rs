//! Two transcriptions of one table compared: whoever typed it is the first suspect of every finding.
//!
//! ```
//! let differences = retally::transcription::differences(("mine.csv", "f,n\na,3\nb,4\n"), ("yours.csv", "f,n\na,8\nb,4\n"))?;
//! assert_eq!(differences.len(), 1);
//! assert_eq!(differences[0].to_string(), "row 2, field 2: `3` in one, `8` in the other");
//! # Ok::<(), retally::Error>(())
//! ```

use std::fmt;
use std::path::Path;

use crate::error::Error;
use crate::file;
use crate::study::{Cell, Grid, Source};
use crate::visible::verbatim;

/// A cell that two transcriptions hold differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The row, counted from 1, header rows included.
    pub row: usize,
    /// The field of the row, counted from 1.
    pub field: usize,
    /// What the first holds; nothing where it has no such cell.
    pub one: Option<String>,
    /// What the second holds.
    pub other: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown =
            |text: &Option<String>| text.as_ref().map_or("no cell".to_owned(), |text| format!("`{}`", verbatim(text)));
        let (one, other) = (shown(&self.one), shown(&self.other));
        write!(f, "row {}, field {}: {one} in one, {other} in the other", self.row, self.field)
    }
}

/// The text of a file to be compared: a regular one, of no more than 64 MB.
pub fn read(path: impl AsRef<Path>) -> Result<String, Error> {
    let name = path.as_ref().display().to_string();
    Ok(Source::new(&name, file::read(path.as_ref(), &name)?)?.text().to_owned())
}

/// Every cell in which two CSV files, each given by its name and its text, differ.
pub fn differences(one: (&str, &str), other: (&str, &str)) -> Result<Vec<Difference>, Error> {
    let read = |(name, text): (&str, &str)| Grid::read(&Source::new(name, text.as_bytes().to_vec())?);
    let (one, other) = (read(one)?, read(other)?);
    let text = |grid: &Grid, row: usize, field: usize| {
        grid.rows().get(row).and_then(|row| row.get(field)).map(|cell: &Cell| cell.text.clone())
    };
    let mut differences = Vec::new();
    for row in 0..one.rows().len().max(other.rows().len()) {
        for field in 0..one.width().max(other.width()) {
            let (one, other) = (text(&one, row, field), text(&other, row, field));
            if one != other {
                differences.push(Difference { row: row + 1, field: field + 1, one, other });
            }
        }
    }
    Ok(differences)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transcriptions_are_compared_cell_by_cell() {
        let differences = |one: &str, other: &str| {
            let differences = differences(("a.csv", one), ("b.csv", other)).unwrap();
            differences.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(differences("f,n\na,50\n", "f,n\r\na,50\r\n"), Vec::<String>::new());
        assert_eq!(differences("f,n\na,50\n", "f,n\na,50.0\n"), ["row 2, field 2: `50` in one, `50.0` in the other"]);
        assert_eq!(
            differences("f,n\na,50\n", "f,n\n"),
            ["row 2, field 1: `a` in one, no cell in the other", "row 2, field 2: `50` in one, no cell in the other"]
        );
    }
}
