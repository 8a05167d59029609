//! Tokens: the words, digits and signs of a text, each with its place.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Decimal digits.
    Digits,
    /// Raised digits, a minus before them perhaps.
    Raised,
    /// Any other character.
    Sign,
    /// An empty line.
    Break,
}

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub bytes: Range<usize>,
    /// Whether it stands apart from the token before it.
    pub spaced: bool,
}

impl Token<'_> {
    /// Whether it is one of these signs.
    pub fn is_sign(&self, signs: &str) -> bool {
        self.kind == Kind::Sign && signs.contains(self.text)
    }
}

/// Minus signs and hyphens, as printing and extraction have them.
pub(super) const MINUS: &str = "-−–‐‑";

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = true;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match kind(first) {
            None => first.len_utf8(),
            Some(Kind::Sign) => first.len_utf8(),
            Some(own) => rest.find(|next| kind(next) != Some(own)).unwrap_or(rest.len()),
        };
        let at = text.len() - rest.len();
        let (token, behind) = rest.split_at(length);
        match kind(first) {
            None => spaced |= !takes_no_room(first),
            Some(kind) => {
                tokens.push(Token { kind, text: token, bytes: at..at + length, spaced });
                spaced = false;
            }
        }
        if let Some(length) = empty_line(first, behind) {
            tokens.push(Token { kind: Kind::Break, text: "", bytes: at..at, spaced: true });
            rest = &behind[length..];
            continue;
        }
        rest = behind;
    }
    tokens
}

/// What a token that begins with this character is; nothing for a space.
fn kind(character: char) -> Option<Kind> {
    match character {
        _ if character.is_whitespace() || takes_no_room(character) => None,
        _ if character.is_ascii_digit() => Some(Kind::Digits),
        '⁰' | '¹' | '²' | '³' | '⁴'..='⁹' | '⁻' => Some(Kind::Raised),
        _ if character.is_alphabetic() => Some(Kind::Word),
        _ => Some(Kind::Sign),
    }
}

fn takes_no_room(character: char) -> bool {
    matches!(character, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// How many bytes of white space follow on the end of a line, if an empty line is among them.
fn empty_line(character: char, behind: &str) -> Option<usize> {
    let space = behind.len() - behind.trim_start().len();
    (character == '\n' && behind[..space].contains('\n')).then_some(space)
}

/// The number that raised digits stand for.
pub(super) fn lowered(raised: &str) -> Option<i32> {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let (negative, digits) = raised.strip_prefix('⁻').map_or((false, raised), |digits| (true, digits));
    let digit = |character| DIGITS.chars().position(|digit| digit == character);
    let number = digits.chars().try_fold(0_i32, |number, character| {
        number.checked_mul(10)?.checked_add(i32::try_from(digit(character)?).ok()?)
    })?;
    (!digits.is_empty()).then_some(if negative { -number } else { number })
}
