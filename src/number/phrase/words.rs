//! The words that phrases are made of.

use crate::error;
use crate::number::phrase::wording::Wording;

/// What stands before a number, and what it says; what is longer stands before what it begins with.
const WORDINGS: [(&str, Wording); 49] = [
    ("slightly less than", Wording::Almost),
    ("slightly fewer than", Wording::Almost),
    ("slightly under", Wording::Almost),
    ("slightly more than", Wording::JustOver),
    ("slightly over", Wording::JustOver),
    ("just less than", Wording::Almost),
    ("just under", Wording::Almost),
    ("just below", Wording::Almost),
    ("just more than", Wording::JustOver),
    ("just over", Wording::JustOver),
    ("just above", Wording::JustOver),
    ("a little less than", Wording::Almost),
    ("a little more than", Wording::JustOver),
    ("a little over", Wording::JustOver),
    ("no fewer than", Wording::AtLeast),
    ("no less than", Wording::AtLeast),
    ("not less than", Wording::AtLeast),
    ("no more than", Wording::AtMost),
    ("not more than", Wording::AtMost),
    ("a minimum of", Wording::AtLeast),
    ("a maximum of", Wording::AtMost),
    ("at least", Wording::AtLeast),
    ("at most", Wording::AtMost),
    ("up to", Wording::AtMost),
    ("more than", Wording::Above),
    ("greater than", Wording::Above),
    ("upwards of", Wording::Above),
    ("exceeding", Wording::Above),
    ("over", Wording::Above),
    ("above", Wording::Above),
    ("less than", Wording::Below),
    ("fewer than", Wording::Below),
    ("under", Wording::Below),
    ("below", Wording::Below),
    ("approximately", Wording::About),
    ("roughly", Wording::About),
    ("around", Wording::About),
    ("about", Wording::About),
    ("circa", Wording::About),
    ("some", Wording::About),
    ("close to", Wording::Near),
    ("near", Wording::Near),
    ("almost", Wording::Almost),
    ("nearly", Wording::Almost),
    ("exactly", Wording::Exactly),
    ("precisely", Wording::Exactly),
    ("only", Wording::Exactly),
    ("ranging from", Wording::Between),
    ("between", Wording::Between),
];

/// What stands behind a number and says how it is meant.
const ENDINGS: [(&str, Wording); 4] = [
    ("or more", Wording::AtLeast),
    ("or less", Wording::AtMost),
    ("or fewer", Wording::AtMost),
    ("or so", Wording::About),
];

/// Number words, up to which ones can be added to them.
const NUMBERS: [(&str, i128); 32] = [
    ("no", 0),
    ("none", 0),
    ("nobody", 0),
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("neither", 0),
];

/// Words for a number of things at once.
const GROUPS: [(&str, i128); 4] = [("decade", 10), ("dozen", 12), ("score", 20), ("couple", 2)];

/// Words that a number is a multiple of.
const SCALES: [(&str, i128); 4] =
    [("hundred", 100), ("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000)];

/// The parts that fractions are of.
const PARTS: [(&str, i128); 12] = [
    ("half", 2),
    ("halve", 2),
    ("third", 3),
    ("quarter", 4),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("hundredth", 100),
];

/// Words for times as much.
const TIMES: [(&str, i128); 6] =
    [("twice", 2), ("double", 2), ("thrice", 3), ("triple", 3), ("threefold", 3), ("twofold", 2)];

fn find(words: &[(&str, i128)], word: &str) -> Option<i128> {
    words.iter().find(|known| known.0 == word).map(|known| known.1)
}

/// The number of a word such as `seven` or `forty`.
pub(super) fn number(word: &str) -> Option<i128> {
    find(&NUMBERS, word)
}

/// The number of a word such as `dozen`.
pub(super) fn group(word: &str) -> Option<i128> {
    find(&GROUPS, word).or_else(|| find(&GROUPS, word.strip_suffix('s')?))
}

/// The number of a word such as `million`.
pub(super) fn scale(word: &str) -> Option<i128> {
    find(&SCALES, word)
}

/// The denominator of a word such as `third` or `fifths`.
pub(super) fn part(word: &str) -> Option<i128> {
    find(&PARTS, word).or_else(|| find(&PARTS, word.strip_suffix('s')?))
}

/// How many times a word such as `twice` is.
pub(super) fn times(word: &str) -> Option<i128> {
    find(&TIMES, word)
}

/// What is said of the number, and the text behind that.
pub(super) fn wording(text: &str) -> (Wording, &str) {
    let said = WORDINGS.iter().find_map(|(words, wording)| {
        let rest = text.strip_prefix(words)?;
        rest.starts_with(char::is_whitespace).then(|| (*wording, rest.trim_start()))
    });
    said.unwrap_or((Wording::Exactly, text))
}

/// What is said behind the number, and the text before that.
pub(super) fn ending(text: &str) -> Option<(Wording, &str)> {
    ENDINGS.iter().find_map(|(words, wording)| {
        let rest = text.strip_suffix(words)?;
        rest.ends_with(char::is_whitespace).then(|| (*wording, rest.trim_end()))
    })
}

/// The two numbers of a range.
pub(super) fn range(text: &str) -> Option<(&str, &str)> {
    let dashed = || {
        let (low, high) = text.split_once(['-', '–', '—'])?;
        let is_digit = |end: Option<char>| end.is_some_and(|end| end.is_ascii_digit());
        (is_digit(low.trim_end().chars().next_back()) && is_digit(high.trim_start().chars().next()))
            .then_some((low, high))
    };
    text.split_once(" and ")
        .filter(|(low, _)| !low.ends_with("hundred"))
        .or_else(|| text.split_once(" to "))
        .or_else(dashed)
}

/// The known word that is most like one that is not known.
pub(super) fn nearest(stranger: &str) -> Option<&'static str> {
    let lists = [&NUMBERS[..], &GROUPS, &SCALES, &PARTS, &TIMES];
    let numbers = lists.into_iter().flatten().map(|known| known.0);
    error::nearest(stranger, numbers.chain(WORDINGS.iter().map(|known| known.0)))
}
