//! What entries begin with.

use super::write::Keys;
use super::{Acknowledged, Claim, Computed, Identity, Statement, Table, Text, Value};

impl Table {
    /// A table of these rows, header rows first, each cell as printed.
    pub fn new<R>(rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator,
        R::Item: AsRef<str>,
    {
        let row = |row: R| line(row.into_iter().map(|cell| field(cell.as_ref())).collect());
        Self::csv(&rows.into_iter().map(row).collect::<String>())
    }

    /// A table whose CSV file holds this text.
    pub fn csv(text: &str) -> Self {
        Self(Keys { content: Some(text.to_owned()), ..Keys::default() })
    }

    /// A table of a paper that is among the study's [files](super::Builder::file), by its label or its number.
    pub fn of_paper(paper: &str, table: &str) -> Self {
        Self::default().paper(paper).table(table)
    }

    /// Other [`rows`](Self::rows) of a file that a table before it has.
    pub fn of_file(name: &str) -> Self {
        Self::default().file(name)
    }
}

/// A row of a CSV file. A line without anything in it would be none.
fn line(fields: Vec<String>) -> String {
    let line = fields.join(",");
    if line.is_empty() { "\"\"\n".to_owned() } else { line + "\n" }
}

/// A cell as a field of a CSV file.
fn field(cell: &str) -> String {
    let is_plain = !cell.contains(['"', ',', '\n', '\r']) && !cell.starts_with('\u{feff}');
    if is_plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

impl Claim {
    /// A figure, as printed or in words, that stands in a section of the text.
    pub fn new(section: &str, figure: impl Into<Value>) -> Self {
        Self::default().section(section).figure(figure)
    }
}

impl Statement {
    /// A direction that a section of the text tells: `more`, `less`, `increasing`, `decreasing` or `different`.
    pub fn new(section: &str, direction: &str) -> Self {
        Self::default().section(section).direction(direction)
    }
}

impl Identity {
    /// An equation of variables that holds for each respondent.
    pub fn new(equation: &str) -> Self {
        Self::default().equation(equation)
    }
}

impl Computed {
    /// An equation of values that stand beside each other.
    pub fn new(equation: &str) -> Self {
        Self::default().equation(equation)
    }
}

impl Text {
    /// A sentence that reports tests.
    pub fn quoted(sentence: &str) -> Self {
        Self::default().printed(sentence)
    }

    /// A text of any length, as a file of that name, in which every test that is reported is read.
    pub fn new(file: &str, text: &str) -> Self {
        let text = Keys { content: Some(text.to_owned()), ..Keys::default() };
        Self(text).file(file)
    }
}

impl Acknowledged {
    /// A finding by its [id](crate::Finding::id), with its figures as printed and what is known of it.
    pub fn new(finding: &str, printed: impl Into<Value>, note: &str) -> Self {
        Self::default().finding(finding).printed(printed).note(note)
    }
}
