//! Reported tests found in plain text.
//!
//! What is read is the style of the American Psychological Association, with what printing and extraction make of it:
//! other minus signs, thin and unbreakable spaces, line breaks, brackets for parentheses, subscripts and superscripts.

use std::ops::Range;

use crate::inference::reported::Reported;
use crate::number::Figure;
use crate::quantity::Statistic;

/// How each statistic may be written; what is longer stands before what it begins with.
const NAMES: [(&str, Statistic); 15] = [
    ("chi-square", Statistic::ChiSquare),
    ("chi square", Statistic::ChiSquare),
    ("chi2", Statistic::ChiSquare),
    ("χ²", Statistic::ChiSquare),
    ("χ2", Statistic::ChiSquare),
    ("χ^2", Statistic::ChiSquare),
    ("χ", Statistic::ChiSquare),
    ("X²", Statistic::ChiSquare),
    ("X2", Statistic::ChiSquare),
    ("t", Statistic::T),
    ("F", Statistic::F),
    ("r", Statistic::R),
    ("z", Statistic::Z),
    ("Z", Statistic::Z),
    ("Q", Statistic::Q),
];

/// How far behind a statistic its p value may stand, in bytes: an effect size may stand between.
const NEAR: usize = 60;

/// Every test that a text reports with a p value, in the order in which they stand.
///
/// ```
/// use retally::Statistic;
/// use retally::inference::scan;
///
/// let text = "A trend, χ²(1, N = 90) = 3.84, p = .05,\nand r(33)\u{a0}=\n−.22, p\u{2009}>\u{2009}.05.";
/// let found = scan(text);
/// assert_eq!(found[0].test, Statistic::ChiSquare);
/// assert_eq!(found[0].df.len(), 1);
/// assert_eq!((found[1].line, found[1].column), (2, 5));
/// assert_eq!(found[1].statistic.0.to_string(), "−.22");
/// ```
pub fn scan(text: &str) -> Vec<Reported> {
    let mut found: Vec<Reported> = Vec::new();
    let mut around = Around::default();
    for (at, _) in text.char_indices() {
        let is_inside = found.last().is_some_and(|last| at < last.bytes.end);
        let goes_on = text[..at].ends_with(|before: char| before.is_alphanumeric() || "_-²".contains(before));
        if !is_inside && !goes_on {
            found.extend(report(text, at, &mut around));
        }
    }
    found
}

/// The test that is reported at this byte.
fn report(text: &str, start: usize, around: &mut Around) -> Option<Reported> {
    let (name, test) = NAMES.iter().find(|(name, _)| text[start..].starts_with(name))?;
    let mut cursor = Cursor { text, at: start + name.len() };
    let df = cursor.degrees(*test)?;
    let statistic = cursor.compared()?;
    let (p, p_at) = p_value(&mut cursor)?;
    around.reach(text, start);
    Some(Reported {
        test: *test,
        df,
        statistic,
        p,
        one_tailed: around.one_tailed,
        bytes: start..p_at.end,
        p_at,
        line: around.lines + 1,
        column: around.column + 1,
    })
}

/// The p value that follows in the same sentence, before another test begins.
fn p_value(cursor: &mut Cursor) -> Option<(Option<Figure>, Range<usize>)> {
    let start = cursor.at;
    loop {
        cursor.skip_space();
        if let Some(at) = cursor.not_significant() {
            return Some((None, at));
        }
        let begins =
            cursor.rest().starts_with(['p', 'P']) && !cursor.text[..cursor.at].ends_with(char::is_alphanumeric);
        let mut ahead = Cursor { text: cursor.text, at: cursor.at + 1 };
        if begins {
            ahead.skip_space();
            let stated = ahead.eat("=").then(|| ahead.skip_space()).and_then(|()| ahead.not_significant());
            if let Some(at) = stated {
                return Some((None, at));
            }
            if let Some((figure, at)) = (Cursor { text: cursor.text, at: cursor.at + 1 }).compared() {
                return Some((Some(figure), at));
            }
        }
        let next = cursor.rest().chars().next()?;
        // A parenthesis that opens, or a full stop behind a word, ends what belongs to the statistic.
        let ends = next == ';' || next == '(' || cursor.rest().starts_with(". ") || cursor.at - start > NEAR;
        if ends {
            return None;
        }
        cursor.at += next.len_utf8();
    }
}

/// What is known of the text up to a place, so that no part of it is read again for each test.
#[derive(Default)]
struct Around {
    at: usize,
    lines: usize,
    column: usize,
    paragraph: Range<usize>,
    one_tailed: bool,
}

impl Around {
    /// Goes on to a later place.
    fn reach(&mut self, text: &str, at: usize) {
        for sign in text[self.at..at].chars() {
            let is_end = sign == '\n';
            self.lines += usize::from(is_end);
            self.column = if is_end { 0 } else { self.column + 1 };
        }
        self.at = at;
        if !self.paragraph.contains(&at) {
            self.paragraph = paragraph(text, at);
            self.one_tailed = speaks_of_one_tail(&text[self.paragraph.clone()]);
        }
    }
}

/// The text between two empty lines.
fn paragraph(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind("\n\n").map_or(0, |end| end + 2);
    let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
    start..end
}

fn speaks_of_one_tail(text: &str) -> bool {
    let words: String = text.to_lowercase().split(|sign: char| !sign.is_alphanumeric()).collect::<Vec<_>>().join(" ");
    ["one tailed", "one sided", "1 tailed", "1 sided", "one tail ", "directional"]
        .iter()
        .any(|said| words.contains(said))
}

/// A place in a text.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Spaces of any width, line breaks, and marks that take no room.
    fn skip_space(&mut self) {
        let is_space =
            |sign: char| sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\u{ad}');
        self.at += self.rest().len() - self.rest().trim_start_matches(is_space).len();
    }

    fn eat(&mut self, sign: &str) -> bool {
        let found = self.rest().starts_with(sign);
        self.at += if found { sign.len() } else { 0 };
        found
    }

    /// `(28)`, `(2, 56)`, `(1, N = 90)`; nothing for z, which has none.
    fn degrees(&mut self, test: Statistic) -> Option<Vec<(Figure, Range<usize>)>> {
        let wanted = match test {
            Statistic::Z => return Some(Vec::new()),
            Statistic::F => 2,
            _ => 1,
        };
        self.skip_space();
        if !self.eat("(") && !self.eat("[") {
            return None;
        }
        let mut df = Vec::new();
        loop {
            self.skip_space();
            let named = ["df", "N", "n"].iter().any(|name| self.eat(name));
            self.skip_space();
            let _ = named && self.eat("=");
            self.skip_space();
            df.push(self.number("")?);
            self.skip_space();
            if self.eat(")") || self.eat("]") {
                break;
            }
            if !self.eat(",") && !self.eat(";") {
                return None;
            }
        }
        // Of chi-square the number of respondents may follow.
        let extra = usize::from(test == Statistic::ChiSquare && df.len() == 2);
        df.truncate(df.len() - extra);
        (df.len() == wanted).then_some(df)
    }

    /// A sign of comparison with the number behind it.
    fn compared(&mut self) -> Option<(Figure, Range<usize>)> {
        self.skip_space();
        let sign = ["<=", ">=", "≤", "≥", "=", "<", ">"].into_iter().find(|sign| self.eat(sign))?;
        self.skip_space();
        self.number(if sign == "=" { "" } else { sign })
    }

    /// A number, which a sign of comparison stands before.
    fn number(&mut self, qualifier: &str) -> Option<(Figure, Range<usize>)> {
        let start = self.at;
        let minus = self.rest().chars().next().filter(|sign| matches!(sign, '-' | '−' | '–' | '‐' | '‑'));
        self.at += minus.map_or(0, char::len_utf8);
        self.skip_space();
        let digits_from = self.at;
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        self.at += digits(self.rest());
        let point = self.rest().strip_prefix(['.', '·']).filter(|rest| digits(rest) > 0);
        if let Some(rest) = point {
            self.at = self.text.len() - rest.len() + digits(rest);
        }
        if self.at == digits_from {
            return None;
        }
        let sign = if minus.is_some() { "−" } else { "" };
        let figure = format!("{qualifier}{sign}{}", &self.text[digits_from..self.at]).parse().ok();
        figure.map(|figure| (figure, start..self.at))
    }

    /// `ns`, `n.s.`.
    fn not_significant(&self) -> Option<Range<usize>> {
        if self.text[..self.at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let written =
            ["n.s.", "N.S.", "n.s", "ns", "NS"].into_iter().find(|written| self.rest().starts_with(written))?;
        let end = self.at + written.len();
        let is_word = self.text[end..].starts_with(char::is_alphanumeric);
        (!is_word).then_some(self.at..end)
    }
}
