//! How a study prints numbers: its decimal sign, its markers, and what stands in cells without a number.

use serde::Deserialize;

use crate::number::{Figure, FigureError, open_end, separates_thousands};
use crate::study::value::OneOrMany;

/// Signs that mark a figure for a note whatever the table.
pub(crate) const MARKERS: [char; 18] =
    ['*', '†', '‡', '§', '¶', '#', '°', '‖', 'ᵃ', 'ᵇ', 'ᶜ', 'ᵈ', 'ᵉ', 'ᶠ', 'ᵍ', 'ʰ', 'ⁱ', 'ʲ'];

/// What a cell without a number holds, unless the manifest says otherwise.
const BLANKS: [&str; 7] = ["", "-", "–", "—", "...", "…", "NA"];

/// The syntax of a table's numbers, as the manifest's `numbers` tells it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct Numbers {
    /// The decimal sign.
    pub decimal: char,
    /// Letters that, behind a figure, refer to a note.
    pub markers: String,
    /// What cells without a number hold, besides nothing.
    blank: Option<OneOrMany<String>>,
    /// What stands for zero.
    zero: Option<OneOrMany<String>>,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { decimal: '.', markers: String::new(), blank: None, zero: None }
    }
}

impl Numbers {
    /// The usual syntax with this decimal sign.
    #[cfg(feature = "documents")]
    pub fn with_decimal(decimal: char) -> Self {
        Self { decimal, ..Self::default() }
    }

    /// Whether it says no more than the decimal sign.
    pub fn is_decimal_alone(&self) -> bool {
        self.markers.is_empty() && self.blank.is_none() && self.zero.is_none()
    }

    /// Whether a cell holds no number.
    pub fn is_blank(&self, text: &str) -> bool {
        let text = text.trim();
        match &self.blank {
            Some(OneOrMany(blanks)) => text.is_empty() || blanks.iter().any(|blank| blank == text),
            None => BLANKS.contains(&text) && !self.is_zero(text),
        }
    }

    /// Whether a cell holds a sign for zero.
    pub fn is_zero(&self, text: &str) -> bool {
        self.zero.as_ref().is_some_and(|OneOrMany(zeros)| zeros.iter().any(|zero| zero == text.trim()))
    }

    /// The figure that is the whole text, but for markers.
    pub fn read(&self, text: &str) -> Result<Figure, FigureError> {
        let text = text.trim();
        if self.is_zero(text) { Ok(Figure::zero(text)) } else { Figure::read(self.without_markers(text), self.decimal) }
    }

    /// How many bytes the figure at the beginning of a text takes, and how many with the markers behind it. Nothing
    /// when no figure stands there.
    pub fn measure(&self, text: &str) -> Option<(usize, usize)> {
        let number = text.trim_start_matches(|sign: char| "<>≤≥=≈~".contains(sign) || sign.is_whitespace());
        let number = number.strip_prefix(['-', '−', '–', '+']).unwrap_or(number);
        let digits = self.digits(number);
        if digits == 0 {
            return None;
        }
        let rest = &number[digits..];
        let percent = rest.trim_start().strip_prefix('%');
        let rest = percent.unwrap_or(rest);
        let is_marked = self.strip_marker_in_front(rest).is_some();
        let rest = if is_marked { rest } else { &rest[open_end::measure(rest)..] };
        Some((text.len() - rest.len(), text.len() - self.behind_markers(rest).len()))
    }

    /// A text without the markers that it begins with, each perhaps behind a space.
    fn behind_markers<'a>(&self, text: &'a str) -> &'a str {
        let mut rest = text;
        while let Some(shorter) =
            self.strip_marker_in_front(rest).or_else(|| self.strip_marker_in_front(rest.trim_start()))
        {
            rest = shorter;
        }
        rest
    }

    /// How many bytes of the text are digits with their decimal sign and the signs that set thousands apart.
    fn digits(&self, text: &str) -> usize {
        let is_digit = |rest: &str, count: usize| {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            digits >= 1 && (count == 0 || digits == count)
        };
        let mut end = 0;
        let mut decimals = false;
        for (at, character) in text.char_indices() {
            let rest = &text[at + character.len_utf8()..];
            let goes_on = character.is_ascii_digit()
                || !decimals && (character == self.decimal || character == '·') && is_digit(rest, 0)
                || !decimals && end > 0 && separates_thousands(character, self.decimal) && is_digit(rest, 3);
            if !goes_on {
                break;
            }
            decimals |= character == self.decimal || character == '·';
            end = at + character.len_utf8();
        }
        end
    }

    fn without_markers<'a>(&self, text: &'a str) -> &'a str {
        match self.measure(text) {
            Some((figure, all)) if all == text.len() => &text[..figure],
            _ => text,
        }
    }

    /// The text without the marker it begins with: a declared letter, a usual sign, or a superscript `^{…}`.
    fn strip_marker_in_front<'a>(&self, text: &'a str) -> Option<&'a str> {
        if let Some(superscript) = text.strip_prefix("^{") {
            return superscript.split_once('}').map(|(_, rest)| rest);
        }
        text.strip_prefix(|sign: char| MARKERS.contains(&sign) || self.markers.contains(sign))
    }
}

/// A label without superscripts `^{…}` and without the usual marks at its end.
pub(crate) fn unmarked(label: &str) -> String {
    let mut plain = String::new();
    let mut rest = label;
    // Most labels have none, and one sign is found sooner than two.
    while let Some((before, after)) = rest.find('^').and_then(|_| rest.split_once("^{")) {
        plain.push_str(before);
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let short = plain.trim_end().trim_end_matches(MARKERS);
    if short.trim().is_empty() { label.trim_end().to_owned() } else { short.trim_end().to_owned() }
}
