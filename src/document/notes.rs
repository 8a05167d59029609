//! Notes below tables: which text belongs to which marker.

use super::inline::{Inline, is_blank};
use super::marker::tokens;
use super::markup::{Context, Names, Node, names};
use super::{Note, Place};

/// The notes that an element holds, in order: each paragraph is one or more.
pub(super) fn notes<'a>(foot: impl Node<'a>, context: &Context<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    add(foot, context, &mut notes);
    notes
}

/// What holds notes, and is none itself.
static HOLDERS: Names =
    Names::new(|| names("table-wrap-foot fn-group fn div section footer ul ol dl li tfoot aside figure footnotes"));

fn add<'a>(holder: impl Node<'a>, context: &Context<'_>, notes: &mut Vec<Note>) {
    if !has_blocks(holder) {
        return notes.extend(paragraph(holder, context));
    }
    let mut marker = holder.attribute("symbol").map(str::to_owned);
    let start = notes.len();
    for child in holder.children() {
        match child.name() {
            "label" => marker = Some(child.plain()),
            "permissions" | "object-id" | "table" | "alternatives" | "graphic" | "" => {}
            name if HOLDERS.contains(name) => add(child, context, notes),
            _ => notes.extend(paragraph(child, context)),
        }
    }
    let first = notes.get_mut(start).filter(|note| note.marker.is_empty());
    if let (Some(marker), Some(first)) = (marker, first) {
        first.marker = tokens(marker.trim().trim_end_matches(['.', ':'])).join(",");
    }
}

/// Whether an element holds paragraphs, rather than being one.
fn has_blocks<'a>(holder: impl Node<'a>) -> bool {
    let is_block = |name: &str| {
        HOLDERS.contains(name) || matches!(name, "p" | "attrib" | "label" | "title" | "def-list" | "dt" | "dd")
    };
    HOLDERS.contains(holder.name()) && holder.children().any(|child| is_block(child.name()))
}

fn paragraph<'a>(node: impl Node<'a>, context: &Context<'_>) -> Vec<Note> {
    let inline = Inline::of(node);
    divide(inline.raw(), &inline.begins, &context.place(node))
}

/// One paragraph as notes: a new one begins at each marker, raised or a symbol.
pub(super) fn divide(text: &str, raised: &[(usize, String)], place: &Place) -> Vec<Note> {
    let mut cuts: Vec<(usize, usize, String)> = raised.iter().map(|(at, marker)| (*at, *at, marker.clone())).collect();
    cuts.extend(symbols(text));
    cuts.sort();
    let first = (0, 0, String::new());
    let starts: Vec<_> = std::iter::once(first).chain(cuts).collect();
    let ends = starts.iter().skip(1).map(|cut| cut.0).chain([text.len()]);
    let part = |((_, start, marker), end): (&(usize, usize, String), usize)| Note {
        marker: tokens(marker).join(","),
        text: text.get(*start..end).unwrap_or_default().trim_matches(is_blank).to_owned(),
        place: place.clone(),
    };
    starts.iter().zip(ends).map(part).filter(|note| !note.text.is_empty() || !note.marker.is_empty()).collect()
}

/// Symbols that begin a note in plain text: where they begin and end, and which.
fn symbols(text: &str) -> Vec<(usize, usize, String)> {
    let is_symbol = |sign: char| matches!(sign, '*' | '∗' | '⁎' | '†' | '‡' | '§' | '¶' | '‖');
    let mut found = Vec::new();
    let mut end = 0;
    while let Some(start) = text.get(end..).and_then(|rest| rest.find(is_symbol)).map(|at| at + end) {
        let rest = text.get(start..).unwrap_or_default();
        end = start + rest.find(|sign| !is_symbol(sign)).unwrap_or(rest.len());
        let before = text.get(..start).unwrap_or_default();
        let is_fresh = before.trim_end_matches(is_blank).is_empty()
            || before.trim_end_matches(is_blank).ends_with(['.', ';', ',']);
        let is_close = text.get(end..).is_some_and(|after| after.starts_with(char::is_alphanumeric));
        if is_fresh || before.ends_with(is_blank) && is_close {
            found.push((start, end, text.get(start..end).unwrap_or_default().to_owned()));
        }
    }
    found
}
