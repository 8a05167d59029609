//! Tables of XML and HTML.

use std::ops::Range;

use super::grid::{Columns, TooLarge};
use super::inline::{Inline, indentation};
use super::marker::Known;
use super::markup::{Context, Node};
use super::{Grid, Place, Sheet, SheetCell};

/// Rows in the order in which they are seen, and how they are divided.
#[derive(Default)]
struct Rows {
    rows: Vec<Vec<SheetCell>>,
    head: usize,
    /// The row after the last one of each group, the head among them.
    ends: Vec<usize>,
}

/// A table with the markers that its notes have; label, caption and notes are still to be set.
pub(super) fn sheet<'a>(table: impl Node<'a>, known: &Known, context: &mut Context<'_>) -> Result<Sheet, TooLarge> {
    let mut rows = Rows::default();
    // The foot may stand before the body, but is seen below it.
    let parts = || table.children().filter(|part| matches!(part.name(), "thead" | "tbody" | "tfoot" | "tr"));
    let order = |name: &str| match name {
        "thead" => 0,
        "tfoot" => 2,
        _ => 1,
    };
    for turn in 0..3 {
        for part in parts().filter(|part| order(part.name()) == turn) {
            rows.part(part, known, context);
        }
    }
    let place = context.place(table);
    rows.sheet(place, context)
}

impl Rows {
    fn part<'a>(&mut self, part: impl Node<'a>, known: &Known, context: &Context<'_>) {
        let is_head = part.name() == "thead";
        if part.name() == "tr" {
            return self.row(part, false, known, context);
        }
        self.close();
        part.children().filter(|row| row.name() == "tr").for_each(|row| self.row(row, is_head, known, context));
        self.close();
        if is_head {
            self.head = self.rows.len();
        }
    }

    fn row<'a>(&mut self, row: impl Node<'a>, is_head: bool, known: &Known, context: &Context<'_>) {
        let cells = row.children().filter(|cell| matches!(cell.name(), "td" | "th"));
        self.rows.push(cells.map(|each| cell(each, is_head, known, context)).collect());
    }

    /// Ends the group that is open.
    fn close(&mut self) {
        if self.ends.last().copied().unwrap_or(0) < self.rows.len() {
            self.ends.push(self.rows.len());
        }
    }

    fn sheet(mut self, place: Place, context: &mut Context<'_>) -> Result<Sheet, TooLarge> {
        self.close();
        if self.head == 0 {
            self.head = leading_labels(&self.rows);
        }
        let mut starts: Vec<_> =
            std::iter::once(0).chain(self.ends.iter().copied()).filter(|end| *end > self.head).collect();
        starts.insert(0, self.head);
        let groups = starts.windows(2).filter_map(|ends| Some(*ends.first()?..*ends.get(1)?)).collect();
        let grid = Grid::of(self.rows, &self.ends, Columns::Used, &mut context.budget)?;
        Ok(assemble(grid, self.head, groups, place))
    }
}

pub(super) fn assemble(grid: Grid, head_rows: usize, groups: Vec<Range<usize>>, place: Place) -> Sheet {
    let (label, caption, notes, section) = (String::new(), String::new(), Vec::new(), Vec::new());
    Sheet { label, caption, notes, section, head_rows, groups, hidden: false, place, grid }
}

/// Rows of labels alone at the top are the header, if something follows.
fn leading_labels(rows: &[Vec<SheetCell>]) -> usize {
    let labels = rows.iter().take_while(|row| !row.is_empty() && row.iter().all(|cell| cell.is_header)).count();
    if labels < rows.len() { labels } else { 0 }
}

fn cell<'a>(node: impl Node<'a>, is_head: bool, known: &Known, context: &Context<'_>) -> SheetCell {
    let css = node.attribute("style").unwrap_or_default();
    let mut inline = Inline::cell(known);
    inline.children(node);
    let mut cell = SheetCell::plain(inline.finish(), context.place(node));
    let moved = indentation("", css, node.attribute("class").unwrap_or_default());
    cell.indent =
        if cell.text.is_empty() { 0 } else { inline.indent().saturating_add(u16::try_from(moved).unwrap_or(0)) };
    (cell.bold, cell.italic) = (inline.is_bold(), inline.is_italic());
    cell.is_header = is_head || node.name() == "th";
    cell.markers = inline.markers;
    cell.rows = span(node.attribute("rowspan"), MOST_ROWS);
    cell.columns = span(node.attribute("colspan"), MOST_ROWS).max(1);
    cell
}

/// As in HTML.
const MOST_ROWS: usize = 65_534;

/// How many a cell spans: what is no number is one, and what is too large the most.
fn span(attribute: Option<&str>, most: usize) -> usize {
    let digits = attribute.unwrap_or("1").trim();
    match digits.parse::<usize>() {
        Ok(span) => span.min(most),
        Err(_) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => most,
        Err(_) => 1,
    }
}
