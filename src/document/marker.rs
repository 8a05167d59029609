//! Which raised characters refer to a note, and which belong to the text.

use super::Note;

/// The markers that the notes of a table have.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Vec<String>);

impl Known {
    pub(super) fn of(notes: &[Note]) -> Self {
        Self(notes.iter().flat_map(|note| tokens(&note.marker)).collect())
    }

    fn has(&self, token: &str) -> bool {
        self.0.iter().any(|known| known == token)
    }

    /// Takes what is raised after some text apart: its markers, and what belongs to the text.
    pub(super) fn split(&self, raised: &str, before: &str) -> (Vec<String>, String) {
        if is_ordinal(raised, before) {
            return (Vec::new(), raised.to_owned());
        }
        let (markers, rest): (Vec<_>, Vec<_>) =
            tokens(raised).into_iter().partition(|token| self.is_marker(token, before));
        // What has no marker in it is left as it is, with its signs and spaces.
        let rest = if markers.is_empty() && !rest.is_empty() { raised.trim().to_owned() } else { rest.join(",") };
        (markers, superscript(&rest))
    }

    fn is_marker(&self, token: &str, before: &str) -> bool {
        match token.bytes().all(|byte| byte.is_ascii_digit()) {
            true => self.has(token) && !takes_power(before),
            false => self.has(token) || is_marker_like(token),
        }
    }
}

/// Symbols that refer to notes.
pub(super) fn is_symbol(sign: char) -> bool {
    matches!(sign, '*' | '†' | '‡' | '§' | '¶' | '#' | '‖' | '∥' | '$' | '^' | '∧' | '&' | '@' | '◊' | '•')
}

/// A few letters, or symbols: they are raised for hardly anything else than notes, and to say which means differ.
pub(super) fn is_marker_like(token: &str) -> bool {
    let few = (1..=4).contains(&token.chars().count());
    few && (token.chars().all(is_symbol) || token.chars().all(|letter| letter.is_ascii_alphabetic()))
}

/// `st` of `1st`.
fn is_ordinal(raised: &str, before: &str) -> bool {
    matches!(raised.trim(), "st" | "nd" | "rd" | "th") && before.ends_with(|last: char| last.is_ascii_digit())
}

/// Whether a digit raised after this is a power: of ten, or of a unit.
fn takes_power(before: &str) -> bool {
    let word = before.rsplit(|sign: char| !sign.is_alphanumeric() && sign != '.').next().unwrap_or_default();
    matches!(
        word,
        "10" | "m" | "cm" | "mm" | "km" | "dm" | "µm" | "μm" | "nm" | "s" | "R" | "r" | "χ" | "η" | "I" | "X"
    )
}

/// `a`, `b` of `a,b`; `7`, `**` of `7**`.
pub(super) fn tokens(raised: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut kind = None;
    for sign in raised.chars().map(usual) {
        let next = Some((is_symbol(sign), is_separator(sign)));
        if is_separator(sign) {
        } else if let (true, Some(last)) = (kind == next, tokens.last_mut()) {
            last.push(sign);
        } else {
            tokens.push(sign.to_string());
        }
        kind = next;
    }
    tokens
}

fn is_separator(sign: char) -> bool {
    sign.is_whitespace() || matches!(sign, ',' | ';' | '(' | ')' | '[' | ']' | '\u{200b}' | '\u{feff}')
}

/// Asterisks come in several characters.
fn usual(sign: char) -> char {
    if matches!(sign, '∗' | '⁎' | '＊' | '﹡') { '*' } else { sign }
}

/// Raised text as characters that are raised themselves, or after `^`.
pub(super) fn superscript(text: &str) -> String {
    let raised: Option<String> = text.trim().chars().map(raise).collect();
    raised.unwrap_or_else(|| format!("^{}", text.trim()))
}

fn raise(sign: char) -> Option<char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    match sign {
        '+' => Some('⁺'),
        '-' | '−' | '–' | '‐' => Some('⁻'),
        '=' => Some('⁼'),
        '(' => Some('⁽'),
        ')' => Some('⁾'),
        digit => RAISED.get(usize::try_from(digit.to_digit(10)?).ok()?).copied(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_and_powers_are_told_apart() {
        let known = Known(vec!["2".into(), "a".into(), "xiv".into()]);
        let split = |raised, before| {
            let (markers, text) = known.split(raised, before);
            (markers.join(" "), text)
        };
        let expect = |markers: &str, text: &str| (markers.to_owned(), text.to_owned());
        assert_eq!(split("a", "12.0"), expect("a", ""));
        assert_eq!(split("a, b", "12.0"), expect("a b", ""));
        assert_eq!(split("2", "Total"), expect("2", ""));
        assert_eq!(split("2", "kg/m"), expect("", "²"));
        assert_eq!(split("2", "× 10"), expect("", "²"));
        assert_eq!(split("5", "10"), expect("", "⁵"));
        assert_eq!(split("−5", "10"), expect("", "⁻⁵"));
        assert_eq!(split("st", "1"), expect("", "st"));
        assert_eq!(split("2∗∗", "12"), expect("2 **", ""));
        assert_eq!(split("3,a", "m"), expect("a", "³"));
        assert_eq!(split(",", "m"), expect("", ""));
        assert_eq!(split("1/2", "x"), expect("", "^1/2"));
        assert_eq!(split("xiv", "Total"), expect("xiv", ""));
    }
}
