//! Text from files made visible: what would steer a terminal, turn the direction of writing or be invalid in XML is
//! shown instead.

use std::borrow::Cow;
use std::fmt::Write;

/// A text of several lines with nothing in it but these that a terminal would follow: control characters and marks of direction are
/// shown as signs, tabs as a space.
///
/// ```
/// assert_eq!(retally::report::printable("a\u{1b}[2J\tb\nc\u{202e}"), "a␛[2J b\nc⟨U+202E⟩");
/// ```
pub fn printable(text: &str) -> String {
    visible(text).replace('\t', " ")
}

/// The text with every such character replaced by a sign for it: `␛`, `⟨U+202E⟩`. Line breaks and tabs stay.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\0'..='\x1f' if is_hidden(character) => shown.extend(char::from_u32(0x2400 + u32::from(character))),
            '\x7f' => shown.push('␡'),
            // Writing to a string cannot fail.
            _ if is_hidden(character) => drop(write!(shown, "⟨U+{:04X}⟩", u32::from(character))),
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// What people are shown of a text is not longer than so many characters.
const LONGEST: usize = 2_000;

/// A text on one line with nothing in it that a terminal would follow, with white space evened out; a very long one is cut short,
/// and says so.
///
/// ```
/// assert_eq!(retally::report::on_one_line("1\n::error::x\u{1b}[2J"), "1 ::error::x␛[2J");
/// ```
pub fn line(text: &str) -> String {
    // Nobody waits for the end of a text that is not shown.
    let beginning = text.char_indices().nth(4 * LONGEST).map_or(text, |(end, _)| &text[..end]);
    let line = evened(beginning);
    cut(&line, text.len())
}

/// The same with all white space as it is, line breaks as signs.
pub(crate) fn verbatim(text: &str) -> String {
    let beginning = text.char_indices().nth(LONGEST + 1).map_or(text, |(end, _)| &text[..end]);
    cut(&beginning.replace('\n', "␊").replace('\t', "␉"), text.len())
}

/// The beginning of a text of which all has so many bytes.
fn cut(text: &str, bytes: usize) -> String {
    match text.char_indices().nth(LONGEST) {
        None => visible(text).into_owned(),
        Some((end, _)) => format!("{}… (cut short: {bytes} bytes)", visible(&text[..end])),
    }
}

pub(crate) fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // They end a line, as some programs read it.
        '\u{2028}' | '\u{2029}' => true,
        // Marks and embeddings of direction, which may turn what follows.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        // No characters at all, the last two of each plane.
        _ if u32::from(character) & 0xfffe == 0xfffe => true,
        _ => character.is_control() || ('\u{fdd0}'..='\u{fdef}').contains(&character),
    }
}

/// The words of a text with a space between them; in documents a label often has another one, which does not break.
pub(crate) fn evened(text: &str) -> String {
    // Most texts are so already, and are read once.
    let mut after_space = true;
    let is_even = text.chars().all(|sign| {
        let is_space = sign.is_whitespace();
        let goes_on = !is_space || sign == ' ' && !after_space;
        after_space = is_space;
        goes_on
    });
    if is_even && !text.ends_with(' ') {
        text.to_owned()
    } else {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
