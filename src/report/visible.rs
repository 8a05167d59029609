//! Text from files made visible: what would steer a terminal, turn the direction of writing or be invalid in XML is
//! shown instead.

use std::borrow::Cow;
use std::fmt::Write;

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

/// The same on one line, with white space evened out.
pub(crate) fn line(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

fn is_hidden(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // Marks and embeddings of direction, which may turn what follows.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        // No characters at all, the last two of each plane.
        _ if u32::from(character) & 0xfffe == 0xfffe => true,
        _ => character.is_control() || ('\u{fdd0}'..='\u{fdef}').contains(&character),
    }
}
