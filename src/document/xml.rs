//! XML as a tree, within limits.

use std::collections::BTreeSet;

use roxmltree::{Document, ParsingOptions};

use super::limits::MOST_ATTRIBUTES;
use super::{Limits, Lines};
use crate::error::Error;

/// Parses XML as it is.
pub(super) fn parse<'t>(text: &'t str, file: &str, limits: &Limits) -> Result<Document<'t>, Error> {
    if expands_to_more_than(limits.unpacked, text) {
        let message = format!("its entities may expand to more than {} bytes", limits.unpacked);
        return Err(Error::new(file, message).help("write the text out instead of declaring entities"));
    }
    tree(text, file, limits)
}

/// Refuses what the parser would need too long for, or too much memory: elements of many attributes, and many namespaces.
fn check_attributes(text: &str, file: &str) -> Result<(), Error> {
    const MOST_NAMESPACES: usize = 50_000;
    // There is no `<` in the value of an attribute.
    let most = text.split('<').map(|piece| piece.bytes().filter(|byte| *byte == b'=').count()).max().unwrap_or(0);
    // Short texts have no room for so many.
    let has_many_namespaces = || text.len() > MOST_NAMESPACES && text.matches("xmlns").count() > MOST_NAMESPACES;
    if most > MOST_ATTRIBUTES || has_many_namespaces() {
        return Err(
            Error::new(file, "an element has too many attributes").help("no paper needs that; the file may be damaged")
        );
    }
    Ok(())
}

/// Parses XML whose entities, if it declares any, are known to be short.
pub(super) fn tree<'t>(text: &'t str, file: &str, limits: &Limits) -> Result<Document<'t>, Error> {
    check_attributes(text, file)?;
    let nodes_limit = u32::try_from(limits.nodes).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit, entity_resolver: None };
    let document = Document::parse_with_options(text, options).map_err(|error| malformed(&error, file, limits))?;
    check_depth(&document, file, limits)?;
    Ok(document)
}

/// The text with declarations of the entities that it uses, where it leaves that to a document type that is not at hand, and how many
/// bytes longer it is: all of them before the first element. The names are those of HTML, which has them from the same lists.
pub(super) fn with_entities(text: &str) -> Option<(String, usize)> {
    let start = text.find("<!DOCTYPE").filter(|_| first_declaration(text).is_none())?;
    let end = start + text.get(start..)?.find(['[', '>'])?;
    let used: BTreeSet<_> =
        text.get(end..)?.split('&').skip(1).filter_map(|rest| declaration(rest.split(';').next()?)).collect();
    let declarations: String = used.into_iter().collect();
    let (before, after) = text.split_at(end);
    let inserted = match after.strip_prefix('[') {
        Some(subset) => format!("{before}[{declarations}{subset}"),
        None => format!("{before}[{declarations}]{after}"),
    };
    let added = inserted.len() - text.len();
    (!declarations.is_empty()).then_some((inserted, added))
}

fn declaration(name: &str) -> Option<String> {
    const LONGEST: usize = 32;
    let is_built_in = matches!(name, "amp" | "lt" | "gt" | "quot" | "apos");
    if name.len() > LONGEST || is_built_in || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let (first, second) = *html5ever::data::NAMED_ENTITIES.get(&*format!("{name};"))?;
    let second = if second == 0 { String::new() } else { format!("&#{second};") };
    Some(format!("<!ENTITY {name} '&#{first};{second}'>"))
}

fn malformed(error: &roxmltree::Error, file: &str, limits: &Limits) -> Error {
    if matches!(error, roxmltree::Error::NodesLimitReached) {
        return Error::new(file, format!("it has more than {} elements and texts", limits.nodes))
            .help("split the file");
    }
    let position = error.pos();
    Error::new(file, format!("it is no well-formed XML: {}", without_position(&error.to_string())))
        .at(position.row as usize, position.col as usize)
        .help("download the file again, or save the page as HTML")
}

/// The parser's message says once more where.
fn without_position(message: &str) -> &str {
    message.rsplit_once(" at ").map_or(message, |parts| parts.0)
}

/// Where the first entity is declared. Exclamation marks are few.
fn first_declaration(text: &str) -> Option<usize> {
    text.match_indices('!').map(|(at, _)| at).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with("!ENTITY")))
}

/// Whether the entities that a document declares could make it so large. The parser follows at most 255 references within one.
fn expands_to_more_than(most: usize, text: &str) -> bool {
    const WITHIN: usize = 256;
    let Some(declared) = first_declaration(text) else { return false };
    let end = text.get(declared..).and_then(|rest| rest.find("]>")).map_or(text.len(), |at| declared + at);
    let is_usual = |reference: &str| {
        ["#", "amp;", "lt;", "gt;", "quot;", "apos;"].iter().any(|usual| reference.starts_with(usual))
    };
    let references =
        text.get(end..).unwrap_or_default().split('&').skip(1).filter(|reference| !is_usual(reference)).count();
    (end - declared).saturating_mul(WITHIN).saturating_mul(references) > most
}

/// Whatever walks through the tree afterwards needs no more stack than this allows.
fn check_depth(document: &Document<'_>, file: &str, limits: &Limits) -> Result<(), Error> {
    // Nodes are numbered as they begin, so that a parent's depth is known before its children's.
    let mut depths: Vec<usize> = Vec::new();
    for node in document.descendants() {
        let above = node.parent().and_then(|parent| depths.get(parent.id().get_usize()).copied());
        let depth = above.map_or(0, |above| above + 1);
        if depth > limits.depth {
            let lines = Lines::of(&file.into(), document.input_text());
            return Err(too_deep(&lines.at(node.range().start), limits));
        }
        depths.push(depth);
    }
    Ok(())
}

pub(super) fn too_deep(place: &super::Place, limits: &Limits) -> Error {
    let error = Error::new(&*place.file, format!("elements are nested more than {} deep", limits.depth));
    let error = match place.at {
        super::Position::Text { line, column, .. } => error.at(line, column),
        _ => error,
    };
    error.help("no paper needs that; the file may be damaged")
}
