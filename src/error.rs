//! What can go wrong when a study is opened. Afterwards nothing fails.

use std::fmt;

use indexmap::IndexSet;

use crate::visible::line;

/// Why a study cannot be read: where, what stood there, and what was expected.
///
/// [`Display`](fmt::Display) is one line, `file:line:column: what is wrong; what would mend it`. In CSV files the
/// column is the number of the field; both count from 1. What files contain is shown without control characters, and cut short
/// where it is very long. [`Debug`](fmt::Debug) is the same line, since that is what a
/// program prints whose `main` returns the error.
///
/// ```
/// let error = retally::Study::open("no/such/folder").unwrap_err();
/// assert!(error.to_string().starts_with("no/such/folder/study.toml: cannot be read"));
/// assert_eq!(format!("{error:?}"), error.to_string());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    file: String,
    position: Option<(usize, usize)>,
    message: String,
    help: Option<String>,
}

impl Error {
    pub(crate) fn new(file: impl Into<String>, message: impl Into<String>) -> Self {
        Self { file: file.into(), position: None, message: message.into(), help: None }
    }

    pub(crate) fn at(mut self, line: usize, column: usize) -> Self {
        self.position = Some((line, column));
        self
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds the name nearest to `found` among those that are valid here. Where none is like it, all of them, if they are few
    /// and nothing else was said to help.
    pub(crate) fn nearest<'a>(self, found: &str, valid: impl IntoIterator<Item = &'a str>) -> Self {
        const FEW: usize = 8;
        // What was found is not what would help, whatever it is elsewhere.
        let valid: IndexSet<&str> = valid.into_iter().filter(|name| !name.is_empty() && *name != found).collect();
        match nearest(found, valid.iter().copied()) {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None if self.help.is_none() && (1..=FEW).contains(&valid.len()) => self.help(expected(&valid)),
            None => self,
        }
    }

    pub(crate) fn in_folder(mut self, folder: &std::path::Path) -> Self {
        self.file = folder.join(&self.file).display().to_string();
        self
    }

    /// The file in which it is.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, counted from 1.
    pub fn line(&self) -> Option<usize> {
        self.position.map(|position| position.0)
    }

    /// The column in a manifest, or the field in a CSV file, counted from 1.
    pub fn column(&self) -> Option<usize> {
        self.position.map(|position| position.1)
    }

    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line(&self.file))?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", line(&self.message))?;
        match &self.help {
            Some(help) => write!(f, "; {}", line(help)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

/// `expected `a`, `b` or `c``.
fn expected(names: &IndexSet<&str>) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => format!("expected {last}"),
        Some((last, others)) => format!("expected {} or {last}", others.join(", ")),
        None => String::new(),
    }
}

/// The valid name that is most like `found`, if any is at all like it.
pub(crate) fn nearest<'a>(found: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const ALIKE: f64 = 0.6;
    // Likeness takes as much time as both lengths multiplied; nobody mistypes more than that in one name.
    const LONGEST: usize = 64;
    let is_short = |name: &str| name.len() <= 4 * LONGEST && name.chars().count() <= LONGEST;
    if !is_short(found) {
        return None;
    }
    let similar =
        |name: &'a str| (strsim::normalized_damerau_levenshtein(&found.to_lowercase(), &name.to_lowercase()), name);
    let best = valid.into_iter().filter(|name| is_short(name)).map(similar).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= ALIKE).then_some(best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_a_usual_length_are_compared() {
        assert_eq!(nearest("stence", ["network", "stance"]), Some("stance"));
        let long = "stance".repeat(100_000);
        assert_eq!(nearest(&long, [long.as_str()]), None);
        assert_eq!(nearest("stence", [long.as_str(), "stance"]), Some("stance"));
    }
}
