//! Files of many articles below one element `articles`, as Europe PMC packs its open papers: each article is a paper.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use crate::file::MOST_BYTES;
use crate::sweep::seen::{Counting, Seen};
use crate::sweep::source::{Content, Source};

/// In so many bytes the first element of such a file begins.
const BEGINNING: usize = 4096;

/// Whether a file begins as one of many articles.
pub(super) fn has_articles(path: &Path) -> bool {
    let name = path.to_string_lossy().to_ascii_lowercase();
    // To open a pipe would wait for somebody to write.
    if !name.trim_end_matches(".gz").ends_with(".xml") || !path.is_file() {
        return false;
    }
    let mut beginning = Vec::new();
    let read = reader(path, &Seen::default()).map(|reader| reader.take(BEGINNING as u64).read_to_end(&mut beginning));
    read.is_ok() && beginning.windows(START.len()).any(|window| window == START)
}

const START: &[u8] = b"<articles";

/// Gives each article until nobody wants more, and whether somebody does.
pub(super) fn articles(path: &Path, seen: &Seen, give: &mut dyn FnMut(Source) -> bool) -> bool {
    let name = path.display().to_string();
    let given = reader(path, seen).and_then(|reader| each(&mut BufReader::new(reader), &name, give));
    given.unwrap_or_else(|error| give(Source::unreadable(&name, format!("it cannot be read: {error}"))))
}

fn reader<'s>(path: &Path, seen: &'s Seen) -> io::Result<Box<dyn Read + 's>> {
    let file = BufReader::new(Counting { reader: File::open(path)?, seen });
    let is_packed = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("gz"));
    Ok(if is_packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) })
}

/// Cuts at the tags of articles; what stands between them is of no paper.
fn each(reader: &mut dyn BufRead, name: &str, give: &mut dyn FnMut(Source) -> bool) -> io::Result<bool> {
    let (mut article, mut number, mut piece) = (None, 0, Vec::new());
    loop {
        piece.clear();
        if reader.take(MOST_BYTES as u64).read_until(b'>', &mut piece)? == 0 {
            break;
        }
        let tag = &piece[piece.iter().rposition(|byte| *byte == b'<').unwrap_or(0)..];
        match &mut article {
            None if begins(tag) => article = Some(tag.to_vec()),
            None => {}
            Some(text) => {
                // Of one that is too long the beginning is enough to say so.
                if text.len() <= MOST_BYTES {
                    text.extend_from_slice(&piece);
                }
                if tag.starts_with(b"</article") && is_end(tag.get(9)) {
                    number += 1;
                    if !give(source(name, number, article.take().unwrap_or_default())) {
                        return Ok(false);
                    }
                }
            }
        }
    }
    Ok(article.is_none() || give(Source::unreadable(&format!("{name}!{}", number + 1), "the file ends in it")))
}

fn source(name: &str, number: usize, text: Vec<u8>) -> Source {
    let name = format!("{name}!{number}");
    match text.len() <= MOST_BYTES {
        true => Source { name, content: Content::Bytes(text) },
        false => Source::unreadable(&name, format!("it is larger than {MOST_BYTES} bytes")),
    }
}

/// Whether a tag begins an article, and not what has a longer name.
fn begins(tag: &[u8]) -> bool {
    tag.starts_with(b"<article") && is_end(tag.get(8))
}

/// Whether a name ends before this byte.
fn is_end(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(String, Result<String, String>)> {
        let mut found = Vec::new();
        let mut give = |source: Source| {
            let content = match source.content {
                Content::Bytes(bytes) => Ok(String::from_utf8(bytes).unwrap()),
                Content::Unreadable(why) => Err(why),
                Content::Path(path) => Err(path.display().to_string()),
            };
            found.push((source.name, content));
            true
        };
        assert!(each(&mut text.as_bytes(), "f", &mut give).unwrap());
        found
    }

    #[test]
    fn articles_are_cut_out_whole() {
        let one = "<article id=\"1\"><article-meta>a > b</article-meta><sub-article>x</sub-article></article>";
        let other = "<article>\n2</article\n>";
        let found = cut(&format!("<?xml version=\"1.0\"?><articles>{one}\n{other}<article>3</articles>"));
        assert_eq!(found[0], ("f!1".to_owned(), Ok(one.to_owned())));
        assert_eq!(found[1], ("f!2".to_owned(), Ok(other.to_owned())));
        assert_eq!(found[2], ("f!3".to_owned(), Err("the file ends in it".to_owned())));
    }
}
