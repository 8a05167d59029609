//! Values separated by commas, semicolons or tabs.

use super::around::Around;
use super::grid::{Columns, TooLarge};
use super::markup::Context;
use super::{About, Document, Format, Grid, SheetCell, table};

/// A file of values as one sheet, whose label is the name of the file.
pub(super) fn read(text: &str, context: &mut Context<'_>) -> Result<Document, TooLarge> {
    let delimiter = delimiter(text);
    let mut rows = vec![Vec::new()];
    let mut left = context.budget.cells;
    for (field, ends_row) in Fields::of(text, delimiter) {
        left = left.checked_sub(1).ok_or(TooLarge)?;
        let column = rows.last().map_or(0, Vec::len);
        let mut cell = SheetCell::plain(field.text.trim().to_owned(), context.lines.at(field.start));
        let lead = field.text.chars().take_while(|sign| matches!(sign, ' ' | '\u{a0}')).count();
        cell.indent = if cell.text.is_empty() { 0 } else { u16::try_from(lead).unwrap_or(u16::MAX) };
        cell.column = column;
        rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
        if ends_row {
            rows.push(Vec::new());
        }
    }
    rows.pop_if(|row| row.is_empty());
    let around = Around::take(&mut rows);
    let place = context.lines.at(0);
    let groups = std::iter::once(0..rows.len()).filter(|group| !group.is_empty()).collect();
    let grid = Grid::of(rows, &[], Columns::All, &mut context.budget)?;
    let mut sheet = table::assemble(grid, 0, groups, place.clone());
    sheet.label =
        place.file.rsplit(['/', '\\']).next().and_then(|name| name.split('.').next()).unwrap_or_default().to_owned();
    around.describe(&mut sheet);
    let (about, pictures, sections, omissions) = (About::default(), Vec::new(), Vec::new(), Vec::new());
    Ok(Document { format: Format::Csv, about, sheets: vec![sheet], pictures, sections, omissions, inputs: Vec::new() })
}

struct Field {
    text: String,
    start: usize,
}

/// The fields of a text, each with whether its row ends with it.
struct Fields<'t> {
    text: &'t str,
    delimiter: char,
    at: usize,
    is_done: bool,
}

impl<'t> Fields<'t> {
    fn of(text: &'t str, delimiter: char) -> Self {
        Self { text, delimiter, at: 0, is_done: text.is_empty() }
    }

    /// What follows is a delimiter, the end of a line or the end of the text; anything else before it is part of the field.
    fn plain(&mut self) -> String {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.find([self.delimiter, '\n', '\r']).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default().to_owned()
    }

    /// A quoted field: two quotes in it are one, and a missing one at the end is passed over.
    fn quoted(&mut self) -> String {
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let end = rest.find('"').unwrap_or(rest.len());
            text.push_str(rest.get(..end).unwrap_or_default());
            self.at = self.text.len().min(self.at + end + 1);
            if !self.text.get(self.at..).unwrap_or_default().starts_with('"') {
                return text;
            }
            text.push('"');
            self.at += 1;
        }
    }
}

impl Iterator for Fields<'_> {
    type Item = (Field, bool);

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_done {
            return None;
        }
        let start = self.at;
        let is_quoted = self.text.get(start..)?.starts_with('"');
        let mut text = if is_quoted { self.quoted() } else { String::new() };
        text.push_str(&self.plain());
        let rest = self.text.get(self.at..)?;
        let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with(['\n', '\r'])) };
        self.at += if line_end > 0 { line_end } else { rest.chars().next().map_or(0, char::len_utf8) };
        let ends_row = line_end > 0 || rest.is_empty();
        self.is_done = rest.is_empty() || line_end > 0 && self.at >= self.text.len();
        Some((Field { text, start }, ends_row))
    }
}

/// The delimiter by which most lines have equally many fields. Where several do as well, it is not the comma, which may be decimal.
fn delimiter(text: &str) -> char {
    let mut best = (',', 0);
    for delimiter in ['\t', ';', ','] {
        let agreement = agreement(text, delimiter);
        if agreement > best.1 {
            best = (delimiter, agreement);
        }
    }
    best.0
}

/// How many lines have the commonest number of fields, if that is more than one.
fn agreement(text: &str, delimiter: char) -> usize {
    let counts = counts(text, delimiter);
    let alike = |count: &usize| counts.iter().filter(|other| *other == count).count();
    counts.iter().filter(|count| **count > 1).map(alike).max().unwrap_or(0)
}

/// How many fields the first lines have.
fn counts(text: &str, delimiter: char) -> Vec<usize> {
    const LINES: usize = 50;
    const FIELDS: usize = 10_000;
    let mut counts = vec![0];
    for (_, ends_row) in Fields::of(text, delimiter).take(FIELDS) {
        counts.last_mut().into_iter().for_each(|count| *count += 1);
        if ends_row {
            counts.push(0);
        }
        if counts.len() > LINES {
            break;
        }
    }
    counts
}

/// Whether a text of no known kind is a table: most lines have as many fields.
pub(super) fn is_delimited(text: &str) -> bool {
    let lines = text.lines().take(50).filter(|line| !line.trim().is_empty()).count();
    let best = ['\t', ';', ','].into_iter().map(|delimiter| agreement(text, delimiter)).max().unwrap_or(0);
    best >= 2 && best * 2 > lines
}
