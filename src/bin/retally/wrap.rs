//! Lines as wide as the terminal.

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter, WrapAlgorithm, fill};

/// A terminal that says it is narrower is not believed: nothing could be read there.
const NARROWEST: usize = 20;

/// Wraps lines that are longer than the terminal at spaces, and indents what follows. Rows of excerpts are cut: their marks stand
/// below what they mark.
pub fn wrap(text: &str, width: Option<usize>) -> String {
    let Some(width) = width.filter(|width| *width >= NARROWEST) else { return text.to_owned() };
    text.split_inclusive('\n').map(|line| wrapped(line, width)).collect()
}

fn wrapped(line: &str, width: usize) -> String {
    let bare = line.trim_end_matches('\n');
    let plain = plain(bare);
    if display_width(bare) <= width {
        return line.to_owned();
    }
    if is_row(&plain) {
        return cut(bare, width) + &line[bare.len()..];
    }
    let indent = " ".repeat(indent(&plain).min(width / 3));
    let options = Options::new(width)
        .subsequent_indent(&indent)
        .break_words(false)
        .word_splitter(WordSplitter::NoHyphenation)
        .wrap_algorithm(WrapAlgorithm::FirstFit);
    fill(bare, options) + &line[bare.len()..]
}

/// How much is kept of the end of a line that is cut: in labels of figures it tells most.
const END: usize = 12;

/// The line without so much before its end that the rest fits; colours stay.
fn cut(line: &str, width: usize) -> String {
    let all = display_width(line);
    let left_out = width.saturating_sub(END + 1)..all.saturating_sub(END);
    let (mut kept, mut at, mut is_colour, mut is_cut) = (String::new(), 0, false, false);
    for sign in line.chars() {
        is_colour |= sign == '\u{1b}';
        if is_colour || !left_out.contains(&at) {
            kept.push(sign);
        } else if !is_cut {
            kept.push('…');
            is_cut = true;
        }
        at += if is_colour { 0 } else { display_width(sign.encode_utf8(&mut [0; 4])) };
        is_colour &= sign != 'm';
    }
    kept
}

/// Where what follows a line begins: below the text of a note, else two columns behind the line's own beginning.
fn indent(line: &str) -> usize {
    let own = line.len() - line.trim_start().len();
    let note = ["= note: ", "= help: "].iter().find(|sign| line[own..].starts_with(**sign));
    own + note.map_or(2, |sign| sign.len())
}

/// Whether it is a row of an excerpt or the marks below it: `12 | a,3`.
fn is_row(line: &str) -> bool {
    line.trim_start().trim_start_matches(|sign: char| sign.is_ascii_digit()).trim_start().starts_with('|')
}

/// The line without the sequences that colour it.
fn plain(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default();
    let coloured = parts.map(|part| part.split_once('m').map_or(part, |(_, text)| text));
    std::iter::once(first).chain(coloured).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_excerpts_are_cut_before_their_ends() {
        let row = "  |  ^ Table 2, *Heard of it*, *No*, n\n";
        assert_eq!(wrap(row, Some(60)), row);
        assert_eq!(wrap(row, Some(30)), "  |  ^ Table 2, *…it*, *No*, n\n");
        let coloured = "  \u{1b}[34m|\u{1b}[0m  \u{1b}[33m^ Table 2, *Heard of it*, *No*, n\u{1b}[0m\n";
        let cut = "  \u{1b}[34m|\u{1b}[0m  \u{1b}[33m^ Table 2, *…it*, *No*, n\u{1b}[0m\n";
        assert_eq!(wrap(coloured, Some(30)), cut);
    }

    #[test]
    fn lines_are_wrapped_at_spaces_and_indented() {
        let line = "  not read: its columns have no counts: Age; Body mass index; Waist\n";
        assert_eq!(wrap(line, None), line);
        assert_eq!(wrap(line, Some(40)), "  not read: its columns have no counts:\n    Age; Body mass index; Waist\n");
        let note = "  = note: 26.3 is inconsistent; the other figures imply 26.2";
        assert_eq!(wrap(note, Some(40)), "  = note: 26.3 is inconsistent; the\n          other figures imply 26.2");
        let coloured = "\u{1b}[1m12\u{1b}[0m | a row that is longer than the terminal is";
        assert_eq!(wrap(coloured, Some(60)), coloured);
        assert_eq!(wrap(coloured, Some(20)), "\u{1b}[1m12\u{1b}[0m | a … terminal is");
        assert_eq!(
            wrap("\u{1b}[1mcolours take\u{1b}[0m no more room", Some(20)),
            "\u{1b}[1mcolours take\u{1b}[0m no more\n  room"
        );
    }
}
