//! From a file to its format and its text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::markup::{Names, names};
use crate::error::Error;

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Text,
}

/// Whether it is packed or text; what is neither is refused, with what to do instead.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Result<Kind, Error> {
    const REFUSED: [(&[u8], &str, &str); 8] = [
        (
            b"%PDF",
            "a PDF has no tables, only letters on a page",
            "use the XML or HTML of the article, as PubMed Central and most journals have it, or copy each table to CSV",
        ),
        (b"\xD0\xCF\x11\xE0", "it is in the format of Office before 2007", "save it as .docx or .xlsx"),
        (b"{\\rtf", "it is RTF", "save it as .docx"),
        (b"\x89PNG", "it is a picture", "write its tables out as CSV"),
        (b"\xFF\xD8\xFF", "it is a picture", "write its tables out as CSV"),
        (b"GIF8", "it is a picture", "write its tables out as CSV"),
        (b"\x1F\x8B", "it is packed with gzip twice", "unpack it first"),
        (b"PK\x05\x06", "it is an empty archive", "download the file again"),
    ];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new(name, "the file is empty").help(WORKS));
    }
    match REFUSED.iter().find(|(start, ..)| bytes.starts_with(start)) {
        Some((_, what, instead)) => Err(Error::new(name, *what).help(*instead)),
        None if bytes.starts_with(b"PK\x03\x04") => Ok(Kind::Zip),
        None => Ok(Kind::Text),
    }
}

/// What can be read.
pub(super) const WORKS: &str = "what can be read is JATS XML, HTML, DOCX, XLSX, ODS, CSV, TSV, Markdown and plain text";

/// The text of bytes: in the encoding that a byte order mark or the document names, else UTF-8, else Windows-1252.
pub(super) fn text<'b>(name: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Error> {
    let marked = Encoding::for_bom(bytes);
    let (encoding, content) = match marked {
        Some((encoding, length)) => (encoding, bytes.get(length..).unwrap_or_default()),
        None => (declared(bytes).unwrap_or(UTF_8), bytes),
    };
    let text = match encoding.decode_without_bom_handling(content) {
        (text, false) => text,
        _ if marked.is_some() => {
            return Err(Error::new(name, format!("it is no valid {}", encoding.name())).help("save it as UTF-8"));
        }
        _ => WINDOWS_1252.decode_without_bom_handling(content).0,
    };
    match text.find('\0') {
        None => Ok(text),
        Some(at) => Err(nul(name, &text, at)),
    }
}

fn nul(name: &str, text: &str, at: usize) -> Error {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Error::new(name, "a NUL character: this is no text").at(line, column).help(WORKS)
}

/// The encoding that an XML declaration or a `meta` element names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    const FIRST: usize = 1024;
    let start = String::from_utf8_lossy(bytes.get(..FIRST.min(bytes.len()))?).to_lowercase();
    if !start.trim_start().starts_with('<') {
        return None;
    }
    let value = ["encoding=", "charset="].iter().find_map(|name| start.split(name).nth(1))?;
    let label = value.trim_start_matches(['"', '\'', ' ']).split(['"', '\'', '?', '>', ';', ' ', '/']).next()?;
    Encoding::for_label(label.as_bytes())
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Markup {
    Xml,
    Html,
    Markdown,
    Csv,
}

/// What a text is, by its first element; without one by the name of the file, else by what its lines have in common.
pub(super) fn markup(name: &str, text: &str) -> Markup {
    let extension = name.rsplit_once('.').map(|parts| parts.1.to_ascii_lowercase()).unwrap_or_default();
    let is_markup = text.trim_start().starts_with('<');
    match (first_element(text).as_str(), extension.as_str()) {
        (_, "md" | "markdown" | "qmd" | "rmd") => Markup::Markdown,
        (_, "csv" | "tsv" | "tab") if !is_markup => Markup::Csv,
        (element, _) if is_markup && !element.is_empty() => {
            if element == "!doctype html" || HTML.contains(element) {
                Markup::Html
            } else {
                Markup::Xml
            }
        }
        (_, "html" | "htm" | "xhtml") => Markup::Html,
        (_, "xml" | "nxml") => Markup::Xml,
        _ if super::markdown::has_table(text) || !super::delimited::is_delimited(text) => Markup::Markdown,
        _ => Markup::Csv,
    }
}

/// Elements that pages and pieces of them begin with.
static HTML: Names = Names::new(|| {
    names(
        "html head body div table p h1 h2 h3 section main figure meta title style script span ul ol header nav center link",
    )
});

/// The name of the first element in lower case, past the prolog; `!doctype html` if that comes first.
fn first_element(text: &str) -> String {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |parts| parts.1);
            continue;
        }
        let start: String = rest.chars().take(16).collect::<String>().to_lowercase();
        if start.starts_with("!doctype html") {
            return "!doctype html".to_owned();
        }
        if start.starts_with(|first: char| first.is_alphabetic()) {
            return start
                .split(|sign: char| !sign.is_alphanumeric() && sign != '-')
                .next()
                .unwrap_or_default()
                .to_owned();
        }
        if start.starts_with("!doctype") {
            rest = rest.split_once('>').map_or("", |parts| parts.1);
        }
    }
    String::new()
}
