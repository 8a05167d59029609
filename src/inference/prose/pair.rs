//! A number beside its percentage in a sentence: `37 (26.2%)`, `37 interviewees (26.2%)`, `26.2% (n = 37)`, `n = 37; 26.2%`.

use std::ops::Range;

use crate::inference::prose::number::{self, Written};
use crate::inference::prose::reading::{BROKEN, DECIMAL, Reason};
use crate::inference::prose::token::{Kind, Token};
use crate::number::Figure;

/// A number as it is written, with its tokens.
pub(super) type Place = (Written, Range<usize>);

/// A figure with its bytes.
pub(super) type Spot = (Figure, Range<usize>);

/// A number and its percentage, of whom is not said.
pub(super) struct Pair {
    pub count: Place,
    pub percentage: Place,
    /// The token behind the figures, which ends them.
    pub end: usize,
}

/// No more tokens before and behind a sentence are looked at.
const NEAR: usize = 400;

/// No more words stand between a number and its percentage.
const MOST_WORDS: usize = 4;

/// The pair that begins at a token.
pub(super) fn pair(tokens: &[Token], at: usize) -> Option<Pair> {
    if !begins(tokens, at) {
        return None;
    }
    let (number, end) = place(tokens, at)?;
    match behind_percent(tokens, end) {
        Some(end) => percentage_first(tokens, number, end),
        None => count_first(tokens, number, at, end),
    }
}

/// `37 interviewees (26.2%)`; behind `n =` also `37; 26.2%`.
fn count_first(tokens: &[Token], count: Place, at: usize, end: usize) -> Option<Pair> {
    let words = words(tokens, end);
    let opens = tokens.get(end + words)?;
    let is_listed = words == 0 && opens.is_sign(";,") && at >= 2 && is_named(tokens, at - 2);
    if words > MOST_WORDS || !(is_listed || opens.is_sign("([")) {
        return None;
    }
    let (percentage, end) = place(tokens, end + words + 1)?;
    let end = behind_percent(tokens, end)?;
    // What follows must end the figure: no range, no interval.
    tokens.get(end).filter(|token| token.is_sign(")];,"))?;
    Some(Pair { count, percentage, end })
}

/// `26.2% (n = 37)`, `26.2% (37 interviewees)`; with a comma also `26.2%, n = 37`.
fn percentage_first(tokens: &[Token], percentage: Place, end: usize) -> Option<Pair> {
    let opens = tokens.get(end)?;
    let is_named = is_named(tokens, end + 1);
    if !(opens.is_sign("([") || is_named && opens.is_sign(",;")) {
        return None;
    }
    let (count, end) = place(tokens, end + 1 + if is_named { 2 } else { 0 })?;
    let end = end + words(tokens, end);
    tokens.get(end).filter(|token| token.is_sign(")];,"))?;
    Some(Pair { count, percentage, end })
}

/// Whether a number may begin here: no part of a word, a range or another number.
pub(super) fn begins(tokens: &[Token], at: usize) -> bool {
    if tokens.get(at).is_none_or(|token| token.kind != Kind::Digits) {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return true };
    let is_apart = tokens[at].spaced && (before.kind == Kind::Word || before.is_sign(",;:.)]=%"));
    is_apart || before.is_sign("([") || before.kind == Kind::Break || at >= 2 && is_named(tokens, at - 2)
}

/// A number, and the token behind it.
pub(super) fn place(tokens: &[Token], at: usize) -> Option<(Place, usize)> {
    tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
    let (written, end) = number::bare(tokens, at)?;
    Some(((written, at..end), end))
}

/// The token behind a sign of percent.
pub(super) fn behind_percent(tokens: &[Token], at: usize) -> Option<usize> {
    tokens.get(at).filter(|token| token.is_sign("%")).map(|_| at + 1)
}

/// How many words stand here.
pub(super) fn words(tokens: &[Token], at: usize) -> usize {
    tokens.get(at..).unwrap_or_default().iter().take_while(|token| token.kind == Kind::Word).count()
}

/// `n =`.
pub(super) fn is_named(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.text, "n" | "N"))
        && tokens.get(at + 1).is_some_and(|token| token.is_sign("=:"))
}

/// Whole numbers and a percentage as figures, with the only decimal sign with which these are so.
pub(super) fn figures<const N: usize>(
    tokens: &[Token],
    wholes: [&Place; N],
    percentage: &Place,
) -> Result<([Spot; N], Spot), Reason> {
    let bytes = |at: &Range<usize>| tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end;
    let with = |decimal: char| {
        let figure = |(written, at): &Place| Some((written.figure(decimal, "")?, bytes(at)));
        let read: Option<Vec<Spot>> = wholes.iter().map(|place| figure(place)).collect();
        let read: [Spot; N] = read?.try_into().ok()?;
        let is_whole = |(figure, _): &Spot| figure.decimals() == 0 && figure.number().is_whole();
        read.iter().all(is_whole).then_some((read, figure(percentage)?))
    };
    let mut readings = ['.', ','].into_iter().filter_map(with);
    let first = readings.next().ok_or(BROKEN)?;
    let has_comma = wholes.iter().chain([&percentage]).any(|(written, _)| written.has_comma());
    if has_comma && readings.next().is_some() { Err(DECIMAL) } else { Ok(first) }
}

/// What of a paragraph stands near some of its tokens.
pub(super) fn near<'a, 'b>(tokens: &'b [Token<'a>], around: Range<usize>) -> &'b [Token<'a>] {
    let is_break = |at: &usize| tokens[*at].kind == Kind::Break;
    let start = (0..around.start).rev().take(NEAR).take_while(|at| !is_break(at)).last().unwrap_or(around.start);
    let end = (around.end..tokens.len()).take(NEAR).take_while(|at| !is_break(at)).last();
    &tokens[start..end.map_or(around.end, |last| last + 1)]
}

/// The whole numbers of a paragraph that are no percentages.
pub(super) fn wholes(paragraph: &[Token]) -> Vec<Spot> {
    let mut wholes: Vec<Spot> = Vec::new();
    for at in 0..paragraph.len() {
        let Some(((written, tokens), end)) = place(paragraph, at).filter(|_| begins(paragraph, at)) else { continue };
        let figure = ['.', ','].into_iter().find_map(|decimal| written.figure(decimal, ""));
        let Some(figure) = figure.filter(|figure| figure.decimals() == 0 && behind_percent(paragraph, end).is_none())
        else {
            continue;
        };
        wholes.push((figure, paragraph[tokens.start].bytes.start..paragraph[tokens.end - 1].bytes.end));
    }
    wholes
}
