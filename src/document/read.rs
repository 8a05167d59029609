//! From bytes to a document: which reader takes them.

use std::io::Read;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

use super::grid::TooLarge;
use super::limits::Budget;
use super::markup::Context;
use super::package::Package;
use super::page::Page;
use super::source::{self, Kind, Markup};
use super::{About, Document, Format, Limits, Lines, delimited, docx, html, jats, markdown, ods, xlsx, xml};
use crate::error::Error;
use crate::file::{self, Input};

/// Reads a document whose format its content tells.
pub(super) fn bytes(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    if bytes.len() > limits.bytes {
        return Err(file::too_large(name, limits.bytes));
    }
    let unpacked = if bytes.starts_with(GZIP) { Some(unpacked(name, bytes, limits)?) } else { None };
    let document = of_format(name, unpacked.as_deref().unwrap_or(bytes), limits)?;
    Ok(Document { inputs: vec![Input::of(name, bytes)], ..document })
}

/// What a file packed with gzip begins with.
const GZIP: &[u8] = b"\x1F\x8B";

/// What is packed with gzip, all parts of it.
fn unpacked(name: &str, bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Error> {
    let mut unpacked = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(limits.unpacked as u64 + 1).read_to_end(&mut unpacked);
    read.map_err(|error| Error::new(name, format!("it cannot be unpacked: {error}")).help("download the file again"))?;
    match unpacked.len() <= limits.unpacked {
        true => Ok(unpacked),
        false => Err(Error::new(name, format!("it unpacks to more than {} bytes", limits.unpacked))),
    }
}

fn of_format(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    // Its ending is the one before that of what it is packed with.
    let kind = name.strip_suffix(".gz").unwrap_or(name);
    match source::kind(name, bytes)? {
        Kind::Zip => packed(name, bytes, limits),
        Kind::Text => {
            let content = source::text(name, bytes)?;
            text(name, source::markup(kind, &content), &content, limits)
        }
    }
}

fn text(name: &str, kind: Markup, text: &str, limits: &Limits) -> Result<Document, Error> {
    let context = || Context { lines: Lines::of(&name.into(), text), budget: Budget::of(limits) };
    let document = match kind {
        Markup::Xml => return journal(name, text, limits),
        Markup::Html => html::read(Page::parse(text, name, limits)?.root(), &mut context()),
        Markup::Markdown => markdown::read(text, &mut context()),
        Markup::Csv => delimited::read(text, &mut context()),
    };
    document.map_err(|error| too_large(name, error, limits))
}

fn journal(name: &str, text: &str, limits: &Limits) -> Result<Document, Error> {
    let declared = xml::with_entities(text);
    let parsed = match &declared {
        Some((longer, _)) => xml::tree(longer, name, limits)?,
        None => xml::parse(text, name, limits)?,
    };
    let root = parsed.root_element();
    if !parsed.descendants().any(|node| matches!(node.tag_name().name(), "article" | "table-wrap" | "table")) {
        let message = format!("XML whose first element is `{}` is of no kind that is known", root.tag_name().name());
        return Err(Error::new(name, message).help(source::WORKS));
    }
    let added = declared.as_ref().map_or(0, |(_, added)| *added);
    let mut context = Context { lines: Lines::of(&name.into(), text).shifted(added), budget: Budget::of(limits) };
    jats::read(root, &mut context).map_err(|error| too_large(name, error, limits))
}

fn too_large(name: &str, _: TooLarge, limits: &Limits) -> Error {
    Error::new(name, format!("its tables have more than {} places for cells", limits.cells))
        .help("split the file, or give its tables as CSV files")
}

fn packed(name: &str, bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut package = Package::open(name, bytes, limits)?;
    if package.has("word/document.xml") {
        return word(name, &mut package, limits);
    }
    if package.has("xl/workbook.xml") {
        return workbook(name, &mut package, limits);
    }
    match package.part("mimetype")?.as_deref().map(str::trim) {
        Some(kind) if kind.ends_with("spreadsheet") || kind.ends_with("spreadsheet-template") => {
            spreadsheet(name, &mut package, limits)
        }
        Some(kind) if kind.contains("opendocument.text") => {
            Err(Error::new(name, "it is a text document of LibreOffice").help("save it as .docx"))
        }
        _ => Err(Error::new(name, "an archive of no kind that is known").help(source::WORKS)),
    }
}

/// Parts that are missing are read as this.
const NONE: &str = "<none/>";

fn word(name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Document, Error> {
    const PARTS: [&str; 4] = ["word/document.xml", "word/styles.xml", "docProps/core.xml", "word/footnotes.xml"];
    let texts = texts(package, PARTS)?;
    let [body, styles, properties, notes] = parsed(package, PARTS, &texts, limits)?;
    // Two notes are separators, which every document has.
    let has_notes =
        notes.descendants().any(|node| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty()));
    let (styles, properties) = (Some(styles.root_element()), Some(properties.root_element()));
    let parts = docx::Parts { body: body.root_element(), styles, properties, has_notes };
    docx::read(&parts, &name.into(), &mut Budget::of(limits)).map_err(|error| too_large(name, error, limits))
}

/// The texts of parts, where there are any.
fn texts<const N: usize>(package: &mut Package<'_>, parts: [&str; N]) -> Result<[String; N], Error> {
    let mut texts = [(); N].map(|()| NONE.to_owned());
    for (text, part) in texts.iter_mut().zip(parts) {
        if let Some(found) = package.part(part)? {
            *text = found;
        }
    }
    Ok(texts)
}

fn parsed<'t, const N: usize>(
    package: &Package<'_>,
    parts: [&str; N],
    texts: &'t [String; N],
    limits: &Limits,
) -> Result<[roxmltree::Document<'t>; N], Error> {
    let trees = texts.iter().zip(parts).map(|(text, part)| xml::parse(text, &package.name(part), limits));
    let trees: Vec<_> = trees.collect::<Result<_, _>>()?;
    trees.try_into().map_err(|_| Error::new(package.name(""), "a part is missing"))
}

fn workbook(name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Document, Error> {
    const PARTS: [&str; 4] = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"];
    let texts = texts(package, PARTS)?;
    let [book, relations, strings, styles] = parsed(package, PARTS, &texts, limits)?;
    let shared = xlsx::Shared::of(Some(strings.root_element()), Some(styles.root_element()));
    let (file, mut budget) = (Arc::from(name), Budget::of(limits));
    let mut sheets = Vec::new();
    for listed in xlsx::listed(book.root_element(), relations.root_element()) {
        let Some(text) = package.part(&listed.part)? else { continue };
        let tree = xml::parse(&text, &package.name(&listed.part), limits)?;
        let sheet = xlsx::sheet(tree.root_element(), &listed, &shared, &file, &mut budget);
        sheets.push(sheet.map_err(|error| too_large(name, error, limits))?);
    }
    Ok(of_sheets(Format::Xlsx, sheets))
}

fn spreadsheet(name: &str, package: &mut Package<'_>, limits: &Limits) -> Result<Document, Error> {
    let texts = texts(package, ["content.xml"])?;
    let [content] = parsed(package, ["content.xml"], &texts, limits)?;
    let sheets = ods::sheets(content.root_element(), &name.into(), &mut Budget::of(limits));
    Ok(of_sheets(Format::Ods, sheets.map_err(|error| too_large(name, error, limits))?))
}

fn of_sheets(format: Format, sheets: Vec<super::Sheet>) -> Document {
    let (about, pictures, sections, omissions) = (About::default(), Vec::new(), Vec::new(), Vec::new());
    Document { format, about, sheets, pictures, sections, omissions, inputs: Vec::new() }
}
