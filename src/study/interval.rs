//! How the intervals of estimates are written: `95% CI`, `1.10 to 2.05`.

use crate::number::{Figure, Rational};

/// Words for an interval of confidence or credibility, in the usual languages.
const NAMES: [&str; 12] = [
    "CI",
    "C.I.",
    "CIs",
    "CrI",
    "IC",
    "I.C.",
    "KI",
    "confidence interval",
    "confidence intervals",
    "confidence limits",
    "credible interval",
    "intervalo de confianza",
];

/// What stands between two limits, the longer before what it begins with.
const APART: [&str; 14] = ["to", "bis", "and", "a", "à", "-", "–", "—", "−", "‐", "‑", ",", ";", "~"];

/// Whether a word, without the level before it, names an interval.
pub(crate) fn is_named(word: &str) -> bool {
    NAMES.iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// A name without the level before it: `CI` of `95% CI`.
pub(crate) fn without_level(word: &str) -> &str {
    split(word).map_or(word, |(_, rest)| rest)
}

/// The level that stands before the name of an interval or behind it, as 95/100: `OR (95% CI)`, `IC 95%`.
pub(crate) fn level(text: &str) -> Option<Rational> {
    let percent = text.match_indices('%').map(|(at, _)| at);
    let levels = percent.filter_map(|at| {
        let before = text[..at].trim_end();
        let digits =
            before.len() - before.trim_end_matches(|sign: char| sign.is_ascii_digit() || ".,·".contains(sign)).len();
        let names = |part: &str| part.split(['(', '[', ',', ';', ')', ']']).next().is_some_and(says_limit);
        let before_digits = &before[..before.len() - digits];
        let is_of_interval = names(&text[at + 1..]) || says_limit(before_digits.rsplit(['(', '[', ',', ';']).next()?);
        is_of_interval.then(|| share(&before[before.len() - digits..])).flatten()
    });
    levels.into_iter().next()
}

/// Whether words name an interval.
pub(crate) fn says_interval(words: &str) -> bool {
    let words: Vec<&str> = words.split(|sign: char| !sign.is_alphanumeric() && sign != '.').collect();
    let stands = |at: usize, name: &str| {
        let mut here = words[at..].iter();
        name.split(' ').all(|word| here.next().is_some_and(|here| here.eq_ignore_ascii_case(word)))
    };
    (0..words.len()).any(|at| NAMES.iter().any(|name| stands(at, name)))
}

/// Whether words name an interval or one of its limits.
fn says_limit(words: &str) -> bool {
    let is_limit = |word: &str| ["lower", "upper"].iter().any(|limit| word.eq_ignore_ascii_case(limit));
    says_interval(words) || words.split_whitespace().any(is_limit)
}

/// A level, and the name before it or behind it.
fn split(word: &str) -> Option<(Rational, &str)> {
    let (before, behind) = word.split_once('%')?;
    if let Some(level) = share(before.trim()) {
        return Some((level, behind.trim_start()));
    }
    let (name, digits) = before.trim_end().rsplit_once(' ').filter(|_| behind.is_empty())?;
    Some((share(digits)?, name.trim_end()))
}

/// A percentage below a hundred and above one half of it.
fn share(digits: &str) -> Option<Rational> {
    let figure: Figure = digits.trim_matches(['.', ',']).replace(',', ".").parse().ok()?;
    let level = figure.number().divided_by(&Rational::whole(100))?;
    (level > Rational::whole(1).halved() && level < Rational::whole(1)).then_some(level)
}

/// How many bytes a text spends at its beginning on what stands between two limits.
pub(crate) fn apart(text: &str) -> Option<usize> {
    let found = APART.iter().find(|sign| text.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign)));
    found.map(|sign| sign.len())
}
