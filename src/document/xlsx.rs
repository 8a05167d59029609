//! Workbooks of Excel. Read here, since no crate at hand gives formats of numbers, bold and indentation, or bounds what it unpacks.

use std::collections::HashMap;
use std::sync::Arc;

use roxmltree::Node as Xml;

use super::grid::TooLarge;
use super::inline::Inline;
use super::limits::Budget;
use super::marker::Known;
use super::markup::Node;
use super::worksheet::Worksheet;
use super::{Sheet, SheetCell, decimal};

/// A worksheet as the workbook lists it.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    /// The part of the archive that it is.
    pub(super) part: String,
}

/// The worksheets of a workbook, whose relations say which parts they are.
pub(super) fn listed(workbook: Xml<'_, '_>, relations: Xml<'_, '_>) -> Vec<Listed> {
    let targets: HashMap<_, _> =
        relations.children().filter_map(|node| Some((node.attribute("Id")?, node.attribute("Target")?))).collect();
    let sheets = workbook.within("sheet");
    let listed = |sheet: Xml<'_, '_>| {
        // `r:id`, not `sheetId`.
        let target = targets.get(Node::attribute(sheet, "id")?)?;
        let part = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        let hidden = matches!(sheet.attribute("state"), Some("hidden" | "veryHidden"));
        Some(Listed { name: sheet.attribute("name")?.to_owned(), hidden, part })
    };
    sheets.into_iter().filter_map(listed).collect()
}

/// What cells refer to: texts, and styles.
#[derive(Default)]
pub(super) struct Shared {
    texts: Vec<Content>,
    styles: Vec<Style>,
}

/// The text of a cell.
#[derive(Clone, Default)]
struct Content {
    text: String,
    markers: Vec<String>,
    bold: bool,
    italic: bool,
    lead: u16,
}

#[derive(Clone, Default)]
struct Style {
    /// The code of the format of numbers.
    code: Option<String>,
    bold: bool,
    italic: bool,
    indent: u16,
}

impl Shared {
    pub(super) fn of(texts: Option<Xml<'_, '_>>, styles: Option<Xml<'_, '_>>) -> Self {
        let texts = texts
            .into_iter()
            .flat_map(|root| root.children())
            .filter(|node| node.name() == "si")
            .map(content)
            .collect();
        Self { texts, styles: styles.map(self::styles).unwrap_or_default() }
    }
}

/// The text of an element that is plain or made of runs.
fn content(node: Xml<'_, '_>) -> Content {
    let known = Known::default();
    let mut inline = Inline::cell(&known);
    for child in node.children() {
        match child.name() {
            "t" => lines(&mut inline, &child.plain(), false, false),
            "r" => run(&mut inline, child),
            _ => {}
        }
    }
    let (text, bold, italic) = (inline.finish(), inline.is_bold(), inline.is_italic());
    Content { text, bold, italic, lead: inline.indent(), markers: inline.markers }
}

fn run(inline: &mut Inline<'_>, run: Xml<'_, '_>) {
    let properties = run.child("rPr");
    let has = |name: &str| {
        properties.and_then(|properties| properties.child(name)).is_some_and(|node| node.attribute("val") != Some("0"))
    };
    let position =
        properties.and_then(|properties| properties.child("vertAlign")).and_then(|node| node.attribute("val"));
    let text = run.child("t").map(Node::plain).unwrap_or_default();
    match position {
        Some("superscript") => inline.raise(&text, false),
        _ => lines(inline, &text, has("b"), has("i")),
    }
}

/// A line break in a cell is one in its text.
pub(super) fn lines(inline: &mut Inline<'_>, text: &str, bold: bool, italic: bool) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            inline.line_break();
        }
        inline.push_styled(line, bold, italic);
    }
}

fn styles(root: Xml<'_, '_>) -> Vec<Style> {
    let formats = root.within("numFmt");
    let codes: HashMap<_, _> =
        formats.iter().filter_map(|node| Some((node.attribute("numFmtId")?, node.attribute("formatCode")?))).collect();
    let fonts: Vec<_> = root
        .child("fonts")
        .into_iter()
        .flat_map(|fonts| fonts.children())
        .filter(|node| node.name() == "font")
        .collect();
    let style = |node: Xml<'_, '_>| {
        let format = node.attribute("numFmtId").unwrap_or_default();
        let font = node.attribute("fontId").and_then(|id| fonts.get(id.parse::<usize>().ok()?)).copied();
        let has =
            |name: &str| font.and_then(|font| font.child(name)).is_some_and(|node| node.attribute("val") != Some("0"));
        let levels = node
            .child("alignment")
            .and_then(|alignment| alignment.attribute("indent")?.parse::<u16>().ok())
            .unwrap_or(0);
        let built_in = || format.parse().ok().and_then(decimal::built_in);
        let code = codes.get(format).copied().or_else(built_in).map(str::to_owned);
        // A level is three spaces wide.
        Style { code, bold: has("b"), italic: has("i"), indent: levels.min(250) * 3 }
    };
    root.child("cellXfs")
        .into_iter()
        .flat_map(|all| all.children())
        .filter(|node| node.name() == "xf")
        .map(style)
        .collect()
}

/// One worksheet.
pub(super) fn sheet(
    root: Xml<'_, '_>,
    listed: &Listed,
    shared: &Shared,
    file: &Arc<str>,
    budget: &mut Budget,
) -> Result<Sheet, TooLarge> {
    let mut worksheet = Worksheet::new(file, &listed.name);
    let (mut row, mut column) = (0, 0);
    for node in root.child("sheetData").into_iter().flat_map(|data| data.children()).filter(|node| node.name() == "row")
    {
        row = node.attribute("r").and_then(|row| row.parse::<usize>().ok()).map_or(row, |row| row.saturating_sub(1));
        for cell in node.children().filter(|node| node.name() == "c") {
            let (at_row, at_column) = cell.attribute("r").and_then(position).unwrap_or((row, column));
            (row, column) = (at_row, at_column + 1);
            let place = worksheet.place(at_row, at_column);
            worksheet.cells.insert((at_row, at_column), self::cell(cell, shared, place));
        }
        (row, column) = (row + 1, 0);
    }
    for merged in root.within("mergeCell").into_iter().filter_map(|node| node.attribute("ref")?.split_once(':')) {
        if let (Some(first), Some(last)) = (position(merged.0), position(merged.1)) {
            worksheet.merge(first, last);
        }
    }
    worksheet.sheet(listed.hidden, budget)
}

/// Row and column of `B7`, from 0.
fn position(reference: &str) -> Option<(usize, usize)> {
    let end = reference.find(|sign: char| sign.is_ascii_digit())?;
    let (letters, digits) = reference.split_at(end);
    let row = digits.parse::<usize>().ok()?.checked_sub(1)?;
    let column = letters.bytes().try_fold(0_usize, |column, letter| {
        let value = usize::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?) + 1;
        column.checked_mul(26)?.checked_add(value)
    })?;
    (row < 1 << 24 && column <= 1 << 16).then_some((row, column.checked_sub(1)?))
}

fn cell(node: Xml<'_, '_>, shared: &Shared, place: super::Place) -> SheetCell {
    let style =
        node.attribute("s").and_then(|id| shared.styles.get(id.parse::<usize>().ok()?)).cloned().unwrap_or_default();
    let value = node.child("v").map(Node::plain).unwrap_or_default();
    let plain = |text: &str| Content { text: text.trim().to_owned(), ..Content::default() };
    let (content, decimals_known) = match node.attribute("t") {
        Some("s") => {
            (value.trim().parse::<usize>().ok().and_then(|at| shared.texts.get(at)).cloned().unwrap_or_default(), true)
        }
        Some("inlineStr") => (node.child("is").map(content).unwrap_or_default(), true),
        Some("b") => (plain(if value.trim() == "1" { "TRUE" } else { "FALSE" }), true),
        Some("str" | "e" | "d") => (plain(&value), true),
        _ if value.trim().is_empty() => (Content::default(), true),
        _ => {
            let (text, known) = number(&value, style.code.as_deref());
            (plain(&text), known)
        }
    };
    let mut cell = SheetCell::plain(content.text, place);
    cell.markers = content.markers;
    (cell.bold, cell.italic) = (content.bold || style.bold, content.italic || style.italic);
    cell.indent = if cell.text.is_empty() { 0 } else { style.indent.saturating_add(content.lead) };
    cell.decimals_known = decimals_known;
    cell
}

/// A number as shown, and whether its format says how many decimals that are.
fn number(stored: &str, code: Option<&str>) -> (String, bool) {
    let code = code.unwrap_or("General");
    let shown = if decimal::is_date(code) { decimal::date(stored) } else { decimal::formatted(stored, code) };
    let is_known = shown.is_some();
    (shown.unwrap_or_else(|| decimal::general(stored)), is_known)
}
