//! Shares in sentences: a number of a base with its percentage, `37 of 141 patients (26.2%)`, `26.2% (37/141)`.

use std::ops::Range;

use crate::inference::prose::number::{self, Written};
use crate::inference::prose::reading::{BROKEN, DECIMAL, Reason};
use crate::inference::prose::token::{Kind, Token};
use crate::number::Figure;

/// What a sentence says of a share, as far as it was read.
pub(super) struct ShareReport {
    pub count: (Figure, Range<usize>),
    pub base: (Figure, Range<usize>),
    pub percentage: (Figure, Range<usize>),
    /// Whether a slash stands between the numbers, which may be grades or types as well.
    pub is_slashed: bool,
}

impl ShareReport {
    /// Whether the numbers on both sides of a slash may be grades or types, or a month and a year.
    pub fn may_be_none(&self) -> bool {
        let (count, base) = (self.count.0.text(), self.base.0.text());
        let is_date = count.len() < 3 && base.len() == 4 && (base.starts_with("19") || base.starts_with("20"));
        self.is_slashed && (base.len() < 2 || is_date)
    }
}

/// A number as it is written, with its tokens.
type Place = (Written, Range<usize>);

/// Words between a number and its base. `from` is none: a number that fell to 45 from 60 is 25 % less, and no share.
const OF: [&[&str]; 8] =
    [&["of"], &["out", "of"], &["among"], &["de", "los"], &["de", "las"], &["de"], &["dos"], &["sur"]];

/// Words that may stand before the base.
const BEFORE_BASE: [&str; 6] = ["the", "a", "all", "total", "our", "these"];

/// No more words stand between a base and its percentage.
const MOST_WORDS: usize = 8;

/// The share that begins at a token, or why it cannot be read, and the token behind it. Nothing where none begins.
pub(super) fn share(tokens: &[Token], at: usize) -> Option<(Result<ShareReport, Reason>, usize)> {
    let first = tokens.get(at).filter(|token| token.kind == Kind::Digits && begins(tokens, at))?;
    debug_assert!(first.kind == Kind::Digits);
    let (number, end) = place(tokens, at)?;
    if tokens.get(end).is_some_and(|token| token.is_sign("%")) {
        return percentage_first(tokens, number, end + 1);
    }
    let (base, is_slashed, behind) = base(tokens, end)?;
    let words = tokens[behind.min(tokens.len())..].iter().take_while(|token| token.kind == Kind::Word).count();
    let opens = tokens.get(behind + words).filter(|token| words <= MOST_WORDS && token.is_sign("(["))?;
    debug_assert!(opens.kind == Kind::Sign);
    let (percentage, end) = place(tokens, behind + words + 1)?;
    let end = tokens.get(end).filter(|token| token.is_sign("%")).map(|_| end + 1)?;
    // What follows must end the figure: no range, no interval.
    tokens.get(end).filter(|token| token.is_sign(")];,"))?;
    Some((read(tokens, &number, &base, &percentage, is_slashed), end))
}

/// `26.2% (37/141)`, `26.2% (n = 37 of 141 patients)`.
fn percentage_first(tokens: &[Token], percentage: Place, at: usize) -> Option<(Result<ShareReport, Reason>, usize)> {
    tokens.get(at).filter(|token| token.is_sign("(["))?;
    let is_named = tokens.get(at + 1).is_some_and(|token| matches!(token.text, "n" | "N"))
        && tokens.get(at + 2).is_some_and(|token| token.is_sign("=:"));
    let (count, end) = place(tokens, at + 1 + if is_named { 2 } else { 0 })?;
    let (base, is_slashed, end) = base(tokens, end)?;
    let is_end = |token: &Token| token.is_sign(")];,") || token.kind == Kind::Word && !is_slashed;
    tokens.get(end).filter(|token| is_end(token))?;
    Some((read(tokens, &count, &base, &percentage, is_slashed), end))
}

/// Whether a number may begin here: no part of a word, a range or another number.
fn begins(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return true };
    let is_apart = tokens[at].spaced && (before.kind == Kind::Word || before.is_sign(",;:.)]=%"));
    is_apart || before.is_sign("([") || before.kind == Kind::Break
}

fn place(tokens: &[Token], at: usize) -> Option<(Place, usize)> {
    tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
    let (written, end) = number::bare(tokens, at)?;
    Some(((written, at..end), end))
}

/// The base behind a number, whether a slash stands before it, and the token behind it.
fn base(tokens: &[Token], at: usize) -> Option<(Place, bool, usize)> {
    if tokens.get(at)?.is_sign("/") {
        let (base, end) = place(tokens, at + 1)?;
        let goes_on = tokens.get(end).is_some_and(|token| token.is_sign("/-–") && !token.spaced);
        return (!goes_on).then_some((base, true, end));
    }
    let is_here = |words: &&&[&str]| {
        let here = tokens.get(at..at + words.len());
        here.is_some_and(|here| here.iter().zip(words.iter()).all(|(token, word)| token.text == *word))
    };
    let words = OF.iter().filter(is_here).map(|words| words.len()).max()?;
    let skipped =
        tokens[at + words..].iter().take(3).take_while(|token| BEFORE_BASE.contains(&token.text) || token.text == "of");
    let (base, end) = place(tokens, at + words + skipped.count())?;
    Some((base, false, end))
}

/// The figures with the only decimal sign with which number and base are whole, and the one no more than the other.
fn read(
    tokens: &[Token],
    count: &Place,
    base: &Place,
    percentage: &Place,
    is_slashed: bool,
) -> Result<ShareReport, Reason> {
    let bytes = |at: &Range<usize>| tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end;
    let with = |decimal: char| {
        let figure = |(written, at): &Place| Some((written.figure(decimal, "")?, bytes(at)));
        let [count, base, percentage] = [figure(count)?, figure(base)?, figure(percentage)?];
        let is_whole = |figure: &Figure| figure.decimals() == 0 && figure.number().is_whole();
        let is_share = is_whole(&count.0) && is_whole(&base.0) && count.0.number() <= base.0.number();
        is_share.then_some(ShareReport { count, base, percentage, is_slashed })
    };
    let mut readings = ['.', ','].into_iter().filter_map(with);
    let first = readings.next().ok_or(BROKEN)?;
    let has_comma = [count, base, percentage].iter().any(|(written, _)| written.has_comma());
    if has_comma && readings.next().is_some() { Err(DECIMAL) } else { Ok(first) }
}
