//! Spreadsheets in the OpenDocument format, which keep the text that is shown.

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::Node as Xml;

use super::grid::TooLarge;
use super::inline::Inline;
use super::limits::Budget;
use super::marker::Known;
use super::markup::Node;
use super::worksheet::Worksheet;
use super::{Sheet, SheetCell};

/// The worksheets of a spreadsheet's content.
pub(super) fn sheets(root: Xml<'_, '_>, file: &Arc<str>, budget: &mut Budget) -> Result<Vec<Sheet>, TooLarge> {
    let styles = styles(root);
    root.within("table").into_iter().map(|table| sheet(table, &styles, file, budget)).collect()
}

#[derive(Default)]
struct Style {
    is_hidden: bool,
    bold: bool,
    italic: bool,
    is_raised: bool,
    /// Whether the format of numbers says how many decimals are shown.
    has_decimals: bool,
}

type Styles<'a> = HashMap<&'a str, Style>;

fn styles<'a>(root: Xml<'a, '_>) -> Styles<'a> {
    let all = || root.children().filter(|node| node.name().ends_with("styles")).flat_map(|styles| styles.children());
    let has_decimals =
        |node: &Xml<'_, '_>| node.children().any(|part| Node::attribute(part, "decimal-places").is_some());
    let formats: Vec<_> = all().filter(has_decimals).filter_map(|node| Node::attribute(node, "name")).collect();
    let style = |node: Xml<'a, '_>| {
        let of = |part: &str, name: &str| node.child(part).and_then(|part| Node::attribute(part, name));
        let format = Node::attribute(node, "data-style-name");
        let style = Style {
            is_hidden: of("table-properties", "display") == Some("false"),
            bold: of("text-properties", "font-weight") == Some("bold"),
            italic: of("text-properties", "font-style") == Some("italic"),
            is_raised: of("text-properties", "text-position").is_some_and(|position| position.starts_with("super")),
            has_decimals: format.is_some_and(|format| formats.contains(&format)),
        };
        Some((Node::attribute(node, "name")?, style))
    };
    all().filter(|node| node.name() == "style").filter_map(style).collect()
}

fn styled<'s, 'a>(node: Xml<'_, '_>, styles: &'s Styles<'a>) -> Option<&'s Style> {
    styles.get(Node::attribute(node, "style-name")?)
}

/// How often something is repeated.
fn times(node: Xml<'_, '_>, name: &str) -> usize {
    Node::attribute(node, name).and_then(|times| times.parse().ok()).unwrap_or(1).clamp(1, 1 << 24)
}

fn sheet(table: Xml<'_, '_>, styles: &Styles<'_>, file: &Arc<str>, budget: &mut Budget) -> Result<Sheet, TooLarge> {
    let name = Node::attribute(table, "name").unwrap_or_default();
    let mut reading =
        Reading { worksheet: Worksheet::new(file, name), styles, row: 0, columns: columns(table), left: budget.cells };
    reading.rows(table)?;
    let hidden = styled(table, styles).is_some_and(|style| style.is_hidden);
    reading.worksheet.sheet(hidden, budget)
}

/// The styles that columns give their cells, each with the column after the last one that has it.
fn columns<'a>(table: Xml<'a, '_>) -> Vec<(usize, &'a str)> {
    let mut end: usize = 0;
    let mut columns = Vec::new();
    for column in table.within("table-column") {
        end = end.saturating_add(times(column, "number-columns-repeated"));
        columns.push((end, Node::attribute(column, "default-cell-style-name").unwrap_or_default()));
    }
    columns
}

struct Reading<'s, 'a> {
    worksheet: Worksheet,
    styles: &'s Styles<'a>,
    row: usize,
    columns: Vec<(usize, &'a str)>,
    /// How many more cells there may be.
    left: usize,
}

impl<'a> Reading<'_, 'a> {
    fn rows(&mut self, holder: Xml<'_, '_>) -> Result<(), TooLarge> {
        for node in holder.children() {
            match node.name() {
                "table-row" => self.repeated_row(node)?,
                "table-row-group" | "table-header-rows" | "table-rows" => self.rows(node)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// A row as often as it is there; one without text takes no room.
    fn repeated_row(&mut self, node: Xml<'_, '_>) -> Result<(), TooLarge> {
        let times = times(node, "number-rows-repeated");
        if !node.contains(&|name| name == "p") {
            self.row = self.row.saturating_add(times);
            return Ok(());
        }
        for _ in 0..times {
            self.cells(node)?;
            self.row += 1;
        }
        Ok(())
    }

    fn cells(&mut self, row: Xml<'_, '_>) -> Result<(), TooLarge> {
        let mut column: usize = 0;
        for node in row.children().filter(|node| matches!(node.name(), "table-cell" | "covered-table-cell")) {
            // Rows may be repeated very often.
            self.left = self.left.checked_sub(1).ok_or(TooLarge)?;
            let times = times(node, "number-columns-repeated");
            let has_text = node.name() == "table-cell" && node.child("p").is_some();
            for column in (column..column.saturating_add(times)).take_while(|_| has_text) {
                self.left = self.left.checked_sub(1).ok_or(TooLarge)?;
                let cell = self.cell(node, column);
                self.worksheet.cells.insert((self.row, column), cell);
            }
            column = column.saturating_add(times);
        }
        Ok(())
    }

    fn cell(&self, node: Xml<'_, '_>, column: usize) -> SheetCell {
        let known = Known::default();
        let mut inline = Inline::cell(&known);
        for paragraph in node.children().filter(|child| child.name() == "p") {
            inline.line_break();
            self.text(paragraph, &mut inline);
        }
        let by_column =
            || self.columns.iter().find(|(end, _)| column < *end).and_then(|(_, name)| self.styles.get(name));
        let style = styled(node, self.styles).or_else(by_column);
        let is_number = matches!(Node::attribute(node, "value-type"), Some("float" | "percentage" | "currency"));
        let mut cell = SheetCell::plain(inline.finish(), self.worksheet.place(self.row, column));
        cell.decimals_known = !is_number || style.is_some_and(|style| style.has_decimals);
        cell.bold = inline.is_bold() || style.is_some_and(|style| style.bold);
        cell.italic = inline.is_italic() || style.is_some_and(|style| style.italic);
        cell.indent = inline.indent();
        cell.rows = times(node, "number-rows-spanned").min(1 << 20);
        cell.columns = times(node, "number-columns-spanned");
        cell.markers = inline.markers;
        cell
    }

    fn text(&self, holder: Xml<'_, '_>, inline: &mut Inline<'_>) {
        for node in holder.children() {
            let style = styled(node, self.styles);
            match node.name() {
                "" => inline.push(node.text().unwrap_or_default()),
                "s" => inline.push(&" ".repeat(times(node, "c").min(100))),
                "tab" => inline.push("    "),
                "line-break" => inline.line_break(),
                "annotation" => {}
                _ if style.is_some_and(|style| style.is_raised) => inline.raise(&node.plain(), false),
                _ if style.is_some_and(|style| style.bold || style.italic) => {
                    let style = style.map_or((false, false), |style| (style.bold, style.italic));
                    inline.push_styled(&node.plain(), style.0, style.1);
                }
                _ => self.text(node, inline),
            }
        }
    }
}
