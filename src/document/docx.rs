//! Text documents of Word.

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::Node as Xml;

use super::flow::{Arranged, Passage, Piece};
use super::grid::{Columns, TooLarge};
use super::inline::Inline;
use super::limits::Budget;
use super::marker::Known;
use super::markup::Node;
use super::runs::{Runs, Styles, indent, is_on, styles, value};
use super::{About, Document, Format, Grid, Omission, Place, Position, Sheet, SheetCell, table};

/// The body of a document, with its styles and its properties.
pub(super) fn read(parts: &Parts<'_, '_>, file: &Arc<str>, budget: &mut Budget) -> Result<Document, TooLarge> {
    let styles = parts.styles.map(styles).unwrap_or_default();
    let mut flow = Flow { styles: &styles, file, pieces: Vec::new(), paragraphs: 0, tables: 0, title: String::new() };
    flow.blocks(parts.body);
    let Flow { pieces, title, .. } = flow;
    let mut arranged = Arranged::of(&pieces, &mut |table: &Numbered<'_, '_>, known| {
        let mut number = table.number;
        tables(table.node, &mut number, &Reading { styles: &styles, file, known }, budget)
    })?;
    if parts.has_notes {
        let place = Place { file: file.clone(), at: Position::Paragraph(1) };
        arranged.omissions.push(Omission { what: "footnotes and endnotes".to_owned(), place });
    }
    let Arranged { sheets, pictures, text, omissions, .. } = arranged;
    Ok(Document {
        format: Format::Docx,
        about: about(parts.properties, title),
        sheets,
        pictures,
        sections: text.sections,
        omissions,
        inputs: Vec::new(),
    })
}

/// The parts of the archive that are read.
pub(super) struct Parts<'a, 'i> {
    pub(super) body: Xml<'a, 'i>,
    pub(super) styles: Option<Xml<'a, 'i>>,
    pub(super) properties: Option<Xml<'a, 'i>>,
    pub(super) has_notes: bool,
}

fn about(properties: Option<Xml<'_, '_>>, title: String) -> About {
    let one = |name: &str| {
        properties
            .and_then(|root| root.child(name))
            .map(|node| node.plain().trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    let title = if title.is_empty() { one("title").unwrap_or_default() } else { title };
    let authors =
        one("creator").iter().flat_map(|creator| creator.split(';')).map(|name| name.trim().to_owned()).collect();
    About { title, authors, ..About::default() }
}

#[derive(Clone, Copy)]
struct Numbered<'a, 'i> {
    node: Xml<'a, 'i>,
    number: usize,
}

struct Flow<'s, 'a, 'i> {
    styles: &'s Styles<'a>,
    file: &'s Arc<str>,
    pieces: Vec<Piece<Numbered<'a, 'i>>>,
    paragraphs: usize,
    tables: usize,
    title: String,
}

impl<'a, 'i> Flow<'_, 'a, 'i> {
    fn blocks(&mut self, holder: Xml<'a, 'i>) {
        for node in holder.children() {
            match node.name() {
                "p" => self.paragraph(node),
                "tbl" => {
                    self.pieces.push(Piece::Table(Numbered { node, number: self.tables + 1 }, None));
                    self.tables += 1 + node.descendants().skip(1).filter(|inner| inner.name() == "tbl").count();
                }
                "del" | "moveFrom" | "sectPr" | "Fallback" => {}
                _ => self.blocks(node),
            }
        }
    }

    fn paragraph(&mut self, node: Xml<'a, 'i>) {
        self.paragraphs += 1;
        let mut inline = Inline::prose();
        Runs::of(node, self.styles, &mut inline);
        let passage = Passage::of(&inline, Place { file: self.file.clone(), at: Position::Paragraph(self.paragraphs) });
        let properties = node.child("pPr");
        let style =
            value(properties.and_then(|properties| properties.child("pStyle"))).and_then(|id| self.styles.get(id));
        let outline = value(properties.and_then(|properties| properties.child("outlineLvl")))
            .and_then(|level| level.parse::<usize>().ok());
        let level =
            style.and_then(|style| style.level).or_else(|| outline.filter(|level| *level < 9).map(|level| level + 1));
        match level {
            _ if passage.text.is_empty() => {}
            _ if style.is_some_and(|style| style.is_title) && self.title.is_empty() => self.title = passage.text,
            Some(level) => self.pieces.push(Piece::Heading(level, passage)),
            None => self.pieces.push(Piece::Passage(passage)),
        }
        // Boxes of text hang on a paragraph.
        let mut boxes = Vec::new();
        add_boxes(node, &mut boxes);
        boxes.into_iter().for_each(|inner| self.blocks(inner));
    }
}

/// The boxes of text in a paragraph, but none within others, nor the same in an older form.
fn add_boxes<'a, 'i>(holder: Xml<'a, 'i>, boxes: &mut Vec<Xml<'a, 'i>>) {
    for child in holder.children() {
        match child.name() {
            "txbxContent" => boxes.push(child),
            "Fallback" => {}
            _ => add_boxes(child, boxes),
        }
    }
}

/// How tables are read: with which styles, and which markers their notes have.
struct Reading<'r, 'a> {
    styles: &'r Styles<'a>,
    file: &'r Arc<str>,
    known: &'r Known,
}

/// A table, then those within it.
fn tables<'a>(
    node: Xml<'a, '_>,
    number: &mut usize,
    reading: &Reading<'_, 'a>,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, TooLarge> {
    let mut rows = Rows { number: *number, ..Rows::default() };
    rows.add(node, reading);
    let place = Place { file: reading.file.clone(), at: Position::Table { table: *number, row: 1, column: 1 } };
    *number += 1;
    let (head, count) = (rows.head, rows.rows.len());
    let grid = Grid::of(rows.rows, &[], Columns::Used, budget)?;
    let mut sheets = vec![table::assemble(
        grid,
        head,
        std::iter::once(head..count).filter(|group| !group.is_empty()).collect(),
        place,
    )];
    for nested in node.within("tbl") {
        sheets.extend(tables(nested, number, reading, budget)?);
    }
    Ok(sheets)
}

#[derive(Default)]
struct Rows {
    number: usize,
    rows: Vec<Vec<SheetCell>>,
    head: usize,
    /// For each column of the grid the cell that further ones may continue: its row, and which cell of it.
    open: HashMap<usize, (usize, usize)>,
}

impl Rows {
    fn add<'a>(&mut self, holder: Xml<'a, '_>, reading: &Reading<'_, 'a>) {
        for node in holder.children() {
            match node.name() {
                "tr" if node.child("trPr").is_none_or(|properties| properties.child("del").is_none()) => {
                    self.row(node, reading)
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => self.add(node, reading),
                _ => {}
            }
        }
    }

    fn row<'a>(&mut self, node: Xml<'a, '_>, reading: &Reading<'_, 'a>) {
        let properties = node.child("trPr");
        let is_head = is_on(properties, "tblHeader") && self.head == self.rows.len();
        let before = properties.and_then(|properties| number(properties.child("gridBefore"))).unwrap_or(0).min(1000);
        self.rows.push(Vec::new());
        let mut column = before;
        self.cells(node, is_head, &mut column, reading);
        self.head += usize::from(is_head);
    }

    fn cells<'a>(&mut self, holder: Xml<'a, '_>, is_head: bool, column: &mut usize, reading: &Reading<'_, 'a>) {
        for node in holder.children() {
            match node.name() {
                "tc" => self.cell(node, is_head, column, reading),
                "sdt" | "sdtContent" | "customXml" => self.cells(node, is_head, column, reading),
                _ => {}
            }
        }
    }

    fn cell<'a>(&mut self, node: Xml<'a, '_>, is_head: bool, column: &mut usize, reading: &Reading<'_, 'a>) {
        let properties = node.child("tcPr");
        let span = properties.and_then(|properties| number(properties.child("gridSpan"))).unwrap_or(1).clamp(1, 1000);
        let merge = properties.and_then(|properties| properties.child("vMerge"));
        let start = *column;
        *column += span;
        if merge.is_some_and(|merge| Node::attribute(merge, "val") != Some("restart")) && self.continues(start) {
            return;
        }
        let row = self.rows.len();
        let place =
            Place { file: reading.file.clone(), at: Position::Table { table: self.number, row, column: start + 1 } };
        let mut cell = content(node, place, reading);
        (cell.column, cell.columns, cell.is_header) = (start, span, is_head);
        if let Some(last) = self.rows.last_mut() {
            self.open.insert(start, (row - 1, last.len()));
            last.push(cell);
        }
    }

    /// Makes the cell above in a column one row longer, if it reaches down to here.
    fn continues(&mut self, column: usize) -> bool {
        let row = self.rows.len().saturating_sub(1);
        let above = self.open.get(&column).and_then(|(row, at)| self.rows.get_mut(*row)?.get_mut(*at));
        let start = self.open.get(&column).map_or(0, |open| open.0);
        let reaches = above.filter(|cell| start + cell.rows == row);
        reaches.map(|cell| cell.rows += 1).is_some()
    }
}

fn number(node: Option<Xml<'_, '_>>) -> Option<usize> {
    value(node)?.parse().ok()
}

fn content<'a>(node: Xml<'a, '_>, place: Place, reading: &Reading<'_, 'a>) -> SheetCell {
    let mut inline = Inline::cell(reading.known);
    let mut moved = None;
    for paragraph in paragraphs(node) {
        inline.line_break();
        Runs::of(paragraph, reading.styles, &mut inline);
        moved.get_or_insert_with(|| moved_by(paragraph, reading.styles));
    }
    let mut cell = SheetCell::plain(inline.finish(), place);
    (cell.bold, cell.italic) = (inline.is_bold(), inline.is_italic());
    // A space is taken to be six points wide.
    let moved = u16::try_from(moved.unwrap_or(0).max(0) / 120).unwrap_or(u16::MAX);
    cell.indent = if cell.text.is_empty() { 0 } else { inline.indent().saturating_add(moved) };
    cell.markers = inline.markers;
    cell
}

fn moved_by<'a>(paragraph: Xml<'a, '_>, styles: &Styles<'a>) -> i64 {
    let Some(properties) = paragraph.child("pPr") else { return 0 };
    let style = value(properties.child("pStyle")).and_then(|id| styles.get(id));
    if properties.child("ind").is_some() { indent(properties) } else { style.map_or(0, |style| style.indent) }
}

/// The paragraphs of a cell, not those of tables in it.
fn paragraphs<'a, 'i>(holder: Xml<'a, 'i>) -> Vec<Xml<'a, 'i>> {
    let below = |node: Xml<'a, 'i>| match node.name() {
        "p" => vec![node],
        "tbl" | "del" | "moveFrom" | "" => Vec::new(),
        _ => paragraphs(node),
    };
    holder.children().flat_map(below).collect()
}
