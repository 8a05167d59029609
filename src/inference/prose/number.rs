//! Numbers in a text: read whole, or not at all.
//!
//! A number is the longest run of digits and of the signs that may stand within one, `1,224.08` or `2.8 × 10^-5`. Which of
//! comma and point is the decimal sign is seldom seen in one number alone, but in what is printed beside it.

use crate::inference::prose::token::{Kind, MINUS, Token, lowered};
use crate::number::Figure;

/// Digits with the sign before them.
type Group = (Option<char>, String);

/// A number as it is written, its decimal sign not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    negative: bool,
    /// Groups of digits, each with the sign before it; before the first there is one only if the number begins with it.
    groups: Vec<Group>,
    /// The power of ten that it is multiplied by.
    exponent: i32,
    /// As printed, where it is multiplied by a power.
    power_text: Option<String>,
}

/// A number of which a part may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Broken;

/// The largest power of ten, up or down, that is read.
const MOST_EXPONENT: i32 = 400;

impl Written {
    /// The figure, if it is one where this is the decimal sign.
    pub fn figure(&self, decimal: char, qualifier: &str) -> Option<Figure> {
        let text = self.canonical(decimal)?;
        let sign = if self.negative { "−" } else { "" };
        let figure = Figure::read(&format!("{qualifier}{sign}{text}"), decimal).ok()?;
        match &self.power_text {
            None => Some(figure),
            Some(printed) => figure.times_ten_to(self.exponent, &format!("{qualifier}{sign}{printed}")),
        }
    }

    /// The groups as one number with this decimal sign: thousands in threes, at most one decimal sign, and it the last.
    fn canonical(&self, decimal: char) -> Option<String> {
        let is_decimal = |sign: &Option<char>| sign.is_some_and(|sign| sign == decimal || sign == '·');
        let fraction_at = self.groups.iter().position(|(sign, _)| is_decimal(sign)).unwrap_or(self.groups.len());
        let (thousands, fraction) = self.groups.split_at(fraction_at);
        let leads = thousands.first().is_none_or(|(sign, first)| {
            sign.is_none() && (thousands.len() == 1 || first.len() <= 3 && !first.starts_with('0'))
        });
        let in_threes = thousands.iter().skip(1).all(|(_, digits)| digits.len() == 3);
        let alike = thousands.windows(2).skip(1).all(|pair| pair[0].0 == pair[1].0);
        let is_one = fraction.len() <= 1 && leads && in_threes && alike;
        let text = |(sign, digits): &Group| sign.map(String::from).unwrap_or_default() + digits;
        is_one.then(|| self.groups.iter().map(text).collect())
    }

    /// Whether a comma stands in it.
    pub fn has_comma(&self) -> bool {
        self.groups.iter().any(|(sign, _)| *sign == Some(','))
    }

    /// Whether a point stands in it.
    pub fn has_point(&self) -> bool {
        self.groups.iter().any(|(sign, _)| *sign == Some('.') || *sign == Some('·'))
    }

    /// How many bytes its digits and the signs between them take.
    pub fn length(&self) -> usize {
        self.groups.iter().map(|(sign, digits)| sign.map_or(0, char::len_utf8) + digits.len()).sum()
    }

    /// The same split at each of its commas, where these may separate numbers instead.
    pub fn split_at_commas(&self) -> Vec<Self> {
        let mut parts: Vec<Self> = Vec::new();
        for (sign, digits) in &self.groups {
            match parts.last_mut() {
                Some(last) if *sign != Some(',') => last.groups.push((*sign, digits.clone())),
                _ => parts.push(Self {
                    negative: self.negative && parts.is_empty(),
                    groups: vec![(sign.filter(|sign| *sign != ','), digits.clone())],
                    exponent: 0,
                    power_text: None,
                }),
            }
        }
        parts
    }
}

/// A number that begins at a token, and the token behind it. Nothing where none begins, broken where more digits follow that
/// may belong to it.
pub(super) fn number(tokens: &[Token], at: usize) -> Option<(Result<Written, Broken>, usize)> {
    let negative = tokens.get(at)?.is_sign(MINUS);
    let begins = at + usize::from(negative || tokens[at].is_sign("+"));
    let (groups, mut end) = groups(tokens, begins)?;
    let mut written = Written { negative, groups, exponent: 0, power_text: None };
    if let Some((exponent, behind)) = exponent(tokens, begins, end) {
        written.power_text = Some(tokens[begins..behind].iter().map(spelled).collect());
        written.exponent = exponent;
        if end == behind_ten(tokens, begins) && is_power_alone(tokens, end) {
            written.groups = vec![(None, "1".to_owned())];
        }
        end = behind;
    }
    let has_decimals = written.groups.iter().any(|(sign, _)| sign.is_some_and(|sign| ".,·".contains(sign)));
    let is_whole = !goes_on(tokens, end, has_decimals) && written.exponent.abs() <= MOST_EXPONENT;
    Some((if is_whole { Ok(written) } else { Err(Broken) }, end))
}

/// A number whatever stands behind it, and the token behind it: the first end of a range is one.
pub(super) fn bare(tokens: &[Token], at: usize) -> Option<(Written, usize)> {
    let negative = tokens.get(at)?.is_sign(MINUS);
    let begins = at + usize::from(negative || tokens[at].is_sign("+"));
    let (groups, end) = groups(tokens, begins)?;
    Some((Written { negative, groups, exponent: 0, power_text: None }, end))
}

/// A number that is no item of a list: without decimals, more digits behind a comma may be its own, as in `0, 05`.
pub(super) fn lone_number(tokens: &[Token], at: usize) -> Option<(Result<Written, Broken>, usize)> {
    let (number, end) = number(tokens, at)?;
    let is_whole = |written: &Written| written.groups.iter().all(|(sign, _)| sign.is_none());
    let behind = tokens.get(end).filter(|token| token.is_sign(",")).and_then(|_| tokens.get(end + 1));
    let is_open = behind.is_some_and(|token| token.kind == Kind::Digits);
    Some((number.and_then(|written| if is_open && is_whole(&written) { Err(Broken) } else { Ok(written) }), end))
}

/// A token with the space before signs of multiplication.
fn spelled(token: &Token) -> String {
    let is_apart = token.spaced && (token.is_sign("×*·") || matches!(token.text, "x" | "X"));
    if is_apart { format!(" {} ", token.text) } else { token.text.to_owned() }
}

/// The digits of a number and the signs between them.
fn groups(tokens: &[Token], begins: usize) -> Option<(Vec<Group>, usize)> {
    let mut groups: Vec<Group> = Vec::new();
    let mut at = begins;
    while let Some((sign, digits)) = next_group(tokens, at, &groups) {
        groups.push((sign, tokens[digits].text.to_owned()));
        at = digits + 1;
    }
    (!groups.is_empty()).then_some((groups, at))
}

/// The next digits of a number with the sign before them, and at which token they stand.
fn next_group(tokens: &[Token], at: usize, before: &[Group]) -> Option<(Option<char>, usize)> {
    let token = tokens.get(at)?;
    let digits = |at: usize| tokens.get(at).filter(|token| token.kind == Kind::Digits);
    match before {
        [] if token.kind == Kind::Digits => Some((None, at)),
        // Extraction may set the decimals apart from the sign before them: `. 001`.
        [] if token.is_sign(".,·") => digits(at + 1).map(|_| (token.text.chars().next(), at + 1)),
        [] => None,
        _ if token.spaced && token.kind == Kind::Digits => {
            let in_threes = |(at, (sign, digits)): (usize, &Group)| match at {
                0 => sign.is_none() && digits.len() <= 3,
                _ => *sign == Some(' ') && digits.len() == 3,
            };
            let sets_apart = token.text.len() == 3 && before.iter().enumerate().all(in_threes);
            sets_apart.then_some((Some(' '), at))
        }
        _ if !token.spaced && token.is_sign(".,·'’") => {
            let is_glued = digits(at + 1).is_some_and(|digits| !digits.spaced);
            is_glued.then(|| (token.text.chars().next(), at + 1))
        }
        _ => None,
    }
}

/// The power of ten by which a number that ends here is multiplied, or which it is, and the token behind it.
fn exponent(tokens: &[Token], begins: usize, end: usize) -> Option<(i32, usize)> {
    if end == behind_ten(tokens, begins) && is_power_alone(tokens, end) {
        return raised(tokens, end);
    }
    let sign = tokens.get(end)?;
    if matches!(sign.text, "e" | "E") && !sign.spaced {
        return signed(tokens, end + 1);
    }
    let is_times = sign.is_sign("×*·∙⋅") || matches!(sign.text, "x" | "X");
    let ten = tokens.get(end + 1).filter(|ten| is_times && ten.text == "10")?;
    if ten.kind == Kind::Digits { raised(tokens, end + 2) } else { None }
}

fn behind_ten(tokens: &[Token], begins: usize) -> usize {
    if tokens.get(begins).is_some_and(|token| token.text == "10") { begins + 1 } else { usize::MAX }
}

/// Whether a ten is raised to a power here: as an exponent is written, and no range of two numbers.
fn is_power_alone(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| !token.spaced && (token.is_sign("^") || token.text.starts_with('⁻')))
}

/// An exponent behind a ten: raised digits, digits behind `^`, or digits with a minus where the raising was lost.
fn raised(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let token = tokens.get(at).filter(|token| !token.spaced)?;
    if token.kind == Kind::Raised {
        return Some((lowered(token.text)?, at + 1));
    }
    if token.is_sign("^") {
        let opens = tokens.get(at + 1)?.is_sign("{(");
        let (exponent, end) = signed(tokens, at + 1 + usize::from(opens))?;
        let closes = tokens.get(end).is_some_and(|token| token.is_sign("})"));
        return (closes || !opens).then_some((exponent, end + usize::from(opens)));
    }
    if token.is_sign(MINUS) { signed(tokens, at) } else { None }
}

/// A whole number with or without its sign.
fn signed(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let negative = tokens.get(at)?.is_sign(MINUS);
    let at = at + usize::from(negative || tokens[at].is_sign("+"));
    let digits = tokens.get(at).filter(|token| token.kind == Kind::Digits && !token.spaced)?;
    let number: i32 = digits.text.parse().ok()?;
    Some((if negative { -number } else { number }, at + 1))
}

/// Whether what stands here may belong to the number before it: more digits, or the other end of a range.
fn goes_on(tokens: &[Token], end: usize, has_decimals: bool) -> bool {
    let Some(token) = tokens.get(end) else { return false };
    match token.kind {
        Kind::Digits | Kind::Raised => true,
        // A letter may be a marker, but for those that stand before a power.
        Kind::Word if token.spaced => is_power_apart(tokens, end),
        Kind::Word => token.text.chars().count() > 1 || "eExX".contains(token.text),
        Kind::Break => false,
        Kind::Sign if token.is_sign("%/×*^") => true,
        Kind::Sign => leads_to_digits(tokens, end, has_decimals),
    }
}

/// Whether a sign may stand between the digits of a number, or before its power of ten.
fn is_within(token: &Token) -> bool {
    token.is_sign(MINUS) || token.is_sign(".,·'’^") || token.text.chars().all(|sign| "eExX×*".contains(sign))
}

/// Whether a power of ten stands here with a space before it: `2.3 e-5`.
fn is_power_apart(tokens: &[Token], at: usize) -> bool {
    let behind = tokens[at + 1..].iter().find(|token| !is_within(token));
    tokens[at].text.chars().all(|sign| "eE".contains(sign))
        && behind.is_some_and(|token| token.kind == Kind::Digits && !token.spaced)
}

/// Whether signs that may stand within a number, or between two ends of a range, stand before more digits. A comma, or behind
/// decimals a point, with a space behind it ends the number.
fn leads_to_digits(tokens: &[Token], end: usize, has_decimals: bool) -> bool {
    let signs = tokens[end..].iter().take_while(|token| is_within(token)).count();
    let digits = tokens.get(end + signs).filter(|token| signs > 0 && token.kind == Kind::Digits);
    let token = &tokens[end];
    let ends = signs == 1 && !token.spaced && (token.is_sign(",") || token.is_sign(".") && has_decimals);
    digits.is_some_and(|digits| !(ends && digits.spaced))
}
