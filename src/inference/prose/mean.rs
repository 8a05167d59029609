//! Means in sentences that say on which scale they are: `on a scale from 1 to 7 (M = 4.61, SD = 1.64, n = 41)`.

use std::ops::Range;

use crate::inference::prose::number::{self, Written};
use crate::inference::prose::pair::{Place, Spot, place};
use crate::inference::prose::reading::{BROKEN, DECIMAL, Reason};
use crate::inference::prose::report::is_sentence_end;
use crate::inference::prose::token::{Kind, MINUS, Token};

/// What a sentence says of a mean, as far as it was read.
pub(super) struct MeanReport {
    pub mean: Spot,
    pub sd: Spot,
    pub n: Spot,
    /// The ends of the scale.
    pub ends: [i64; 2],
    /// How many items the answers are the mean of, where that is said.
    pub items: Option<u64>,
}

const MEANS: [&str; 4] = ["M", "Mean", "mean", "means"];

const DEVIATIONS: [&[&str]; 5] =
    [&["SD"], &["S", ".", "D", "."], &["sd"], &["standard", "deviation"], &["Standard", "deviation"]];

/// Words behind which the ends of a scale stand, and before which they do.
const SCALES: [&str; 10] =
    ["scale", "scales", "rated", "ratings", "rating", "ranging", "range", "scored", "score", "point"];

/// How many items there are, in words.
const NUMBERS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Where answers are marks on a line they have no step.
const WITHOUT_STEP: [&str; 4] = ["visual", "VAS", "slider", "analogue"];

/// How far from each other a mean, its standard deviation and the number of respondents may stand, in tokens.
const NEAR: usize = 8;

/// No more tokens of a sentence are looked at, before a mean and behind it.
const LONGEST: usize = 200;

/// The largest end of a scale, up or down.
const MOST_END: i64 = 1000;

/// The mean that begins at a token, or why it cannot be read, and the token behind it. Nothing where it is not one with a standard
/// deviation and a number of respondents, on a scale whose ends the same sentence states.
pub(super) fn mean(tokens: &[Token], at: usize) -> Option<(Result<MeanReport, Reason>, usize)> {
    tokens.get(at).filter(|token| MEANS.contains(&token.text))?;
    let (mean, end) = signed(tokens, behind_equals(tokens, at + 1)?)?;
    let (sd, end) = within(tokens, end, |at| {
        let named = deviation(tokens, at)?;
        signed(tokens, behind_equals(tokens, at + named)?)
    })?;
    let sentence = sentence(tokens, at);
    let behind = within(tokens, end, |at| size(tokens, at));
    let (n, end) = match behind {
        Some(found) => found,
        None => (size(tokens, at.checked_sub(4)?).filter(|(_, end)| end + 1 == at)?.0, end),
    };
    let is_alone = sentence.clone().filter(|at| deviation(tokens, *at).is_some()).count() == 1;
    let ends = ends(tokens, sentence.clone()).filter(|_| is_alone)?;
    let items = items(&tokens[sentence]);
    Some((read(tokens, [&mean, &sd, &n], ends, items), end))
}

/// What stands near behind a token, in the same sentence.
fn within<T>(tokens: &[Token], from: usize, at: impl Fn(usize) -> Option<T>) -> Option<T> {
    let near = (from..tokens.len()).take(NEAR).take_while(|at| !is_sentence_end(tokens, *at));
    near.filter_map(at).next()
}

/// Of how many tokens the name of a standard deviation is that stands here.
fn deviation(tokens: &[Token], at: usize) -> Option<usize> {
    let is_here = |words: &&&[&str]| {
        let here = tokens.get(at..at + words.len());
        here.is_some_and(|here| here.iter().zip(words.iter()).all(|(token, word)| token.text == *word))
    };
    DEVIATIONS.iter().find(is_here).map(|words| words.len())
}

fn behind_equals(tokens: &[Token], at: usize) -> Option<usize> {
    tokens.get(at).filter(|token| token.is_sign("=:")).map(|_| at + 1)
}

/// A number that nothing goes on behind.
fn signed(tokens: &[Token], at: usize) -> Option<(Place, usize)> {
    let (written, end) = number::lone_number(tokens, at)?;
    Some(((written.ok()?, at..end), end))
}

/// `n = 41`.
fn size(tokens: &[Token], at: usize) -> Option<(Place, usize)> {
    tokens.get(at).filter(|token| matches!(token.text, "n" | "N"))?;
    place(tokens, behind_equals(tokens, at + 1)?)
}

/// The tokens of the sentence around one.
fn sentence(tokens: &[Token], at: usize) -> Range<usize> {
    let start = (0..at).rev().take(LONGEST).take_while(|before| !is_sentence_end(tokens, *before)).last().unwrap_or(at);
    let end = (at..tokens.len()).take(LONGEST).take_while(|at| !is_sentence_end(tokens, *at)).last().unwrap_or(at);
    start..end + 1
}

/// The ends of the only scale that a sentence states: `from 1 to 7`, `1–7`, `(1 = never, 7 = always)`.
fn ends(tokens: &[Token], sentence: Range<usize>) -> Option<[i64; 2]> {
    let stated: Vec<[i64; 2]> = sentence.clone().filter_map(|at| stated(tokens, at, &sentence)).collect();
    let first = *stated.first()?;
    let is_scale = first[0] < first[1] && first.iter().all(|end| end.abs() <= MOST_END);
    (is_scale && stated.iter().all(|other| *other == first)).then_some(first)
}

fn stated(tokens: &[Token], at: usize, sentence: &Range<usize>) -> Option<[i64; 2]> {
    let (low, end) = whole(tokens, at)?;
    let is_named = tokens.get(end).is_some_and(|token| token.is_sign("=")) && at > sentence.start;
    if is_named && tokens[at - 1].is_sign("([") {
        return labelled(tokens, low, end);
    }
    let apart = tokens.get(end)?;
    let is_range = apart.text == "to" || apart.is_sign(MINUS);
    let (high, end) = whole(tokens, end + 1).filter(|_| is_range)?;
    let around = tokens[at.saturating_sub(NEAR).max(sentence.start)..at].iter().chain(tokens.get(end..end + 2)?);
    let is_of_scale = around.clone().any(|token| SCALES.contains(&token.text));
    is_of_scale.then_some([low, high])
}

/// `(1 = never, 4 = sometimes, 7 = always)`: the first and the last number of the brackets.
fn labelled(tokens: &[Token], low: i64, from: usize) -> Option<[i64; 2]> {
    let inner = (from..tokens.len()).take(LONGEST).take_while(|at| !tokens[*at].is_sign(")]"));
    let is_label = |at: &usize| tokens.get(at + 1).is_some_and(|token| token.is_sign("="));
    let last = inner.filter(|at| tokens[*at].kind == Kind::Digits).filter(is_label).last()?;
    Some([low, whole(tokens, last)?.0])
}

/// A whole number of few digits, with its sign.
fn whole(tokens: &[Token], at: usize) -> Option<(i64, usize)> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
    let is_part = |at: usize| tokens.get(at).is_some_and(|token| token.is_sign(".,") && !token.spaced);
    let goes_on = is_part(at + 1) && tokens.get(at + 2).is_some_and(|next| next.kind == Kind::Digits && !next.spaced);
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_fraction = before.is_some_and(|before| before.is_sign(".,/") && !token.spaced);
    let is_negative = before.is_some_and(|before| before.is_sign(MINUS) && before.spaced && !token.spaced);
    let number: i64 = token.text.parse().ok().filter(|_| !goes_on && !is_fraction)?;
    Some((if is_negative { -number } else { number }, at + 1))
}

/// How many items a sentence says that answers are the mean of.
fn items(sentence: &[Token]) -> Option<u64> {
    if sentence.iter().any(|token| WITHOUT_STEP.contains(&token.text)) {
        return None;
    }
    let number = |token: &Token| {
        let in_words = NUMBERS.iter().position(|word| token.text.eq_ignore_ascii_case(word));
        let in_words = in_words.and_then(|at| u64::try_from(at + 1).ok());
        let is_single = token.text.eq_ignore_ascii_case("single").then_some(1);
        in_words.or(is_single).or_else(|| token.text.parse().ok())
    };
    let is_item = |token: &Token| matches!(token.text, "item" | "items" | "question" | "questions");
    let stated = |at: usize| {
        let before = at.checked_sub(1).map(|before| &sentence[before])?;
        let at = if before.is_sign(MINUS) { at.checked_sub(2)? } else { at - 1 };
        number(&sentence[at]).filter(|items| *items > 0)
    };
    let mut all = (0..sentence.len()).filter(|at| is_item(&sentence[*at])).map(stated);
    let first = all.next()??;
    all.all(|other| other == Some(first)).then_some(first)
}

/// The figures with the only decimal sign with which the number of respondents is whole.
fn read(tokens: &[Token], places: [&Place; 3], ends: [i64; 2], items: Option<u64>) -> Result<MeanReport, Reason> {
    let bytes = |at: &Range<usize>| tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end;
    let with = |decimal: char| {
        let figure = |(written, at): &Place| Some((written.figure(decimal, "")?, bytes(at)));
        let [mean, sd, n] = places.map(figure);
        let n = n.filter(|(n, _)| n.decimals() == 0)?;
        Some(MeanReport { mean: mean?, sd: sd?, n, ends, items })
    };
    let mut readings = ['.', ','].into_iter().filter_map(with);
    let first = readings.next().ok_or(BROKEN)?;
    let has_comma = |(written, _): &&Place| Written::has_comma(written);
    if places.iter().any(has_comma) && readings.next().is_some() { Err(DECIMAL) } else { Ok(first) }
}
