//! What a cell prints: its figures, and the signs between them.

use crate::number::{Figure, Qualifier};
use crate::study::{MARKERS, Numbers};

/// A cell's figures with the pattern of signs that they stand in: `12 (34.5 %)` is `#(#)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reading) struct Printed {
    pub pattern: String,
    pub numbers: Vec<Number>,
}

/// A number in a cell, in whole units of its last digit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Number {
    pub digits: i64,
    pub decimals: u32,
    /// It is the number itself, not a bound such as `<1`.
    pub is_exact: bool,
    pub has_percent_sign: bool,
}

/// No more digits than these take part in the search for a reading.
const MOST_DIGITS: i128 = 1_000_000_000_000;

impl Number {
    /// The number of respondents that it may be.
    pub fn count(&self) -> Option<i64> {
        (self.is_exact && self.decimals == 0 && self.digits >= 0 && !self.has_percent_sign).then_some(self.digits)
    }

    /// Whether it can be a percentage.
    pub fn is_percentage(&self) -> bool {
        self.is_exact && self.decimals <= 4 && self.digits >= 0 && self.digits <= 100 * 10_i64.pow(self.decimals)
    }

    pub fn of(figure: &Figure) -> Option<Self> {
        let scaled = figure.number().scaled(10_i64.checked_pow(figure.decimals())?);
        let digits = scaled.to_i128().filter(|digits| digits.abs() < MOST_DIGITS)?;
        Some(Self {
            digits: i64::try_from(digits).ok()?,
            decimals: figure.decimals(),
            is_exact: figure.qualifier() == Qualifier::Exactly,
            has_percent_sign: figure.text().ends_with('%'),
        })
    }
}

impl Printed {
    /// Takes a cell's text apart. Words stand as `w` in the pattern.
    pub fn read(text: &str, decimal: char) -> Self {
        let syntax = Numbers::with_decimal(decimal);
        let (mut pattern, mut numbers) = (String::new(), Vec::new());
        let mut rest = without_marks(text.trim());
        while let Some(first) = rest.chars().next() {
            let behind_figure = pattern.ends_with('#');
            let is_dash = matches!(first, '-' | '–' | '−' | '—' | '~' | '∼');
            let may_begin = first.is_ascii_digit() || first == decimal || is_dash || "·+<>≤≥=≈".contains(first);
            if may_begin
                && !(is_dash && behind_figure)
                && let Some((figure, all)) = syntax.measure(rest)
                && let Some(number) = Figure::read(&rest[..figure], decimal).ok().as_ref().and_then(Number::of)
            {
                pattern.push('#');
                numbers.push(number);
                rest = rest[all..].trim_start();
                continue;
            }
            let sign = sign(first);
            // A word is one, whatever its length.
            if !(sign == WORD && pattern.ends_with(WORD)) {
                pattern.push(sign);
            }
            rest = rest[first.len_utf8()..].trim_start();
        }
        Self { pattern, numbers }
    }

    /// Whether it is one figure and nothing else.
    pub fn single(&self) -> Option<Number> {
        (self.pattern == "#").then(|| self.numbers[0])
    }

    /// Its only figure, in brackets or not.
    pub fn alone(&self) -> Option<Number> {
        matches!(self.pattern.as_str(), "#" | "(#)").then(|| self.numbers[0])
    }

    /// Whether it holds figures and no words.
    pub fn is_figures(&self) -> bool {
        !self.numbers.is_empty() && !self.pattern.contains(WORD)
    }
}

/// A text without the signs behind its last figure, or the bracket around it, that refer to notes: `24 (31)*`.
fn without_marks(text: &str) -> &str {
    let bare = text.trim_end_matches(MARKERS).trim_end();
    if bare.ends_with(|sign: char| sign.is_ascii_digit() || ")]%".contains(sign)) { bare } else { text }
}

/// A text without the letters directly behind its last digit, which refer to notes: `3.58a`.
pub(in crate::reading) fn without_letters(text: &str) -> &str {
    let text = text.trim_end();
    let bare = text.trim_end_matches(|sign: char| ('a'..='h').contains(&sign));
    let is_marked = text.len() - bare.len() < 4 && bare.ends_with(|sign: char| sign.is_ascii_digit());
    if is_marked { bare } else { text }
}

/// How words stand in a pattern.
const WORD: char = 'w';

/// How a sign stands in a pattern.
fn sign(sign: char) -> char {
    match sign {
        '(' | '[' | '{' => '(',
        ')' | ']' | '}' => ')',
        '-' | '–' | '−' | '—' | '~' | '∼' => '-',
        ',' | ';' => ',',
        '∗' => '*',
        '±' | '/' | '%' | '<' | '>' | '=' | '*' => sign,
        _ => WORD,
    }
}

/// The decimal sign of a table: the comma where it stands before one or two last digits more often than the point does; where neither does, as
/// its words have it.
pub(in crate::reading) fn decimal_sign<'t>(texts: impl Iterator<Item = &'t str>) -> char {
    let (mut points, mut commas, mut has_words) = (0_usize, 0_usize, false);
    for text in texts {
        points += fractions(text, '.');
        commas += fractions(text, ',');
        has_words |= is_of_comma(text);
    }
    if commas > points || points == 0 && has_words { ',' } else { '.' }
}

/// Whether a label names a statistic in a language that writes decimals with a comma.
fn is_of_comma(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "media",
        "mediana",
        "desviación",
        "rango",
        "moyenne",
        "médiane",
        "écart-type",
        "étendue",
        "mittelwert",
        "standardabweichung",
        "spannweite",
        "média",
        "desvio",
        "amplitude",
    ];
    let first = text.split(|sign: char| !sign.is_alphabetic() && sign != '-').next().unwrap_or_default();
    WORDS.contains(&first.to_lowercase().as_str())
}

/// How many numbers of a text have one, two or four digits behind this sign: three may as well be thousands, unless a zero alone stands before them.
fn fractions(text: &str, sign: char) -> usize {
    let is_figure = |sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ',');
    let digits_after = |at: usize| text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let is_fraction = |at: &usize| {
        let before = text[..*at].ends_with(|last: char| last.is_ascii_digit());
        let digits = digits_after(*at);
        let is_below_one = text[..*at].strip_suffix('0').is_some_and(|front| !front.ends_with(is_figure));
        before
            && (matches!(digits, 1 | 2 | 4) || is_below_one && digits > 0)
            && !text[*at + 1 + digits..].starts_with(sign)
    };
    text.match_indices(sign).map(|(at, _)| at).filter(is_fraction).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_keep_signs_and_drop_words() {
        for (text, pattern) in [
            ("12 (34.5)", "#(#)"),
            ("12 (34.5 %)", "#(#)"),
            ("12/34 (35.3%)", "#/#(#)"),
            ("-1.5 ± 0.2", "#±#"),
            ("1.50 (1.10–2.05)", "#(#-#)"),
            ("12–34", "#-#"),
            ("<0.001", "#"),
            ("1,234 [56.7]", "#(#)"),
            ("ref", "w"),
            ("3 years", "#w"),
        ] {
            assert_eq!(Printed::read(text, '.').pattern, pattern, "{text}");
        }
        assert_eq!(Printed::read("12 (34,5)", ',').pattern, "#(#)");
    }

    #[test]
    fn the_comma_is_the_decimal_sign_where_it_stands_before_one_or_two_digits() {
        assert_eq!(decimal_sign(["12 (34,5)", "1.234"].into_iter()), ',');
        assert_eq!(decimal_sign(["12 (34.5)", "1,234"].into_iter()), '.');
        assert_eq!(decimal_sign(["5,676", "0,240"].into_iter()), ',');
        assert_eq!(decimal_sign(["5,676", "10,240"].into_iter()), '.');
    }
}
