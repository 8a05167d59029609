//! Shares in sentences: a number of a base with its percentage, `37 of 141 patients (26.2%)`, `26.2% (37/141)`, `37 (26.2%) of the 141`,
//! `Of the 141, 37 (26.2%)`.

use crate::inference::prose::pair::{Place, Spot, begins, behind_percent, figures, is_named, pair, place, words};
use crate::inference::prose::reading::{BROKEN, Reason};
use crate::inference::prose::report::is_sentence_end;
use crate::inference::prose::token::{Kind, Token};
use crate::number::{Rational, Rounding};

/// What a sentence says of a share, as far as it was read.
pub(super) struct ShareReport {
    pub count: Spot,
    pub base: Spot,
    pub percentage: Spot,
    /// Whether a slash stands between the numbers, which may be grades or types as well.
    is_slashed: bool,
    /// Whether the percentage stands behind them, as it does behind a label: `types 52/58 (12.3%)`.
    is_behind: bool,
    /// Whether it is not said of the number that it is of the base, or not of whom.
    is_apart: bool,
    /// Whether words or a sign before the percentage say that it is not exact.
    is_vague: bool,
}

impl ShareReport {
    /// Whether the numbers on both sides of a slash may be grades or types, or a month and a year.
    pub fn may_be_none(&self) -> bool {
        let (count, base) = (self.count.0.text(), self.base.0.text());
        let is_date = count.len() < 3 && base.len() == 4 && (base.starts_with("19") || base.starts_with("20"));
        // Titres are 1/80, acuities 20/200.
        self.is_slashed && (base.len() < 2 || is_date || matches!(count, "1" | "20"))
    }

    /// Whether the percentage does not follow and may be of others: the base stands apart or what it counts is not said, percentages are weighted, it
    /// is what the number leaves of all, or the base is so small that a score or a label looks the same. Behind a slash it looks the same with any base
    /// that is none of another share, as `is_known` says it.
    pub fn may_be_of_another(&self, is_weighted: impl Fn() -> bool, is_known: impl Fn() -> bool) -> bool {
        let [base, hundred] = [self.base.0.number(), &Rational::whole(100)];
        let Some(share) = self.share() else { return false };
        let printed = Rounding::Unstated.interval(&self.percentage.0);
        let is_off_by_one = || {
            let unit = self.percentage.0.unit();
            [&share + &unit, &share - &unit].iter().any(|near| printed.contains(near))
        };
        let is_label = || *base < Rational::whole(SMALL) || self.is_slashed && self.is_behind && !is_known();
        let is_rest = || printed.contains(&(hundred - &share));
        let is_year = |text: &str| text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
        let may_be_year = [&self.count, &self.base].iter().any(|(figure, _)| is_year(figure.text()));
        let is_of_others = self.is_apart || self.is_vague || may_be_year || is_rest() || is_weighted();
        !printed.contains(&share) && (is_of_others || is_label() && !is_off_by_one())
    }

    /// What the number is of the base, in percent.
    fn share(&self) -> Option<Rational> {
        self.count.0.number().scaled(100).divided_by(self.base.0.number())
    }

    /// Whether the percentage follows from the numbers.
    pub fn follows(&self) -> bool {
        self.share().is_some_and(|share| Rounding::Unstated.interval(&self.percentage.0).contains(&share))
    }
}

/// A base below which scores, titres and labels look like shares.
const SMALL: i128 = 50;

/// Words between a number and its base. `from` is none: a number that fell to 45 from 60 is 25 % less, and no share.
const OF: [&[&str]; 8] =
    [&["of"], &["out", "of"], &["among"], &["de", "los"], &["de", "las"], &["de"], &["dos"], &["sur"]];

/// Words with which a sentence begins that names the base first.
const OF_FIRST: [&[&str]; 5] = [&["Of"], &["Among"], &["Out", "of"], &["De", "los"], &["De", "las"]];

/// What a number of people is of.
const PEOPLE: [&str; 20] = [
    "patients",
    "participants",
    "respondents",
    "interviewees",
    "subjects",
    "individuals",
    "people",
    "persons",
    "women",
    "men",
    "children",
    "adults",
    "students",
    "pacientes",
    "participantes",
    "encuestados",
    "personas",
    "Patienten",
    "Teilnehmer",
    "participants",
];

/// Words that may stand before the base.
const BEFORE_BASE: [&str; 7] = ["the", "a", "all", "total", "our", "these", "those"];

/// Words before a number of which something else is told than that it is a share.
const DEFINITE: [&str; 6] = ["The", "the", "These", "these", "Those", "those"];

/// No more words stand between a base and its percentage.
const MOST_WORDS: usize = 8;

/// No more tokens stand between a base with which a sentence begins and what is a part of it.
const MOST_BETWEEN: usize = 20;

/// The share that begins at a token, or why it cannot be read, and the token behind it. Nothing where none begins.
pub(super) fn share(tokens: &[Token], at: usize) -> Option<(Result<ShareReport, Reason>, usize)> {
    if !begins(tokens, at) {
        return None;
    }
    base_within(tokens, at).or_else(|| base_behind(tokens, at)).or_else(|| base_first(tokens, at))
}

/// `37 of 141 patients (26.2%)`, `37/141 (26.2%)`, `26.2% (37/141)`.
fn base_within(tokens: &[Token], at: usize) -> Option<(Result<ShareReport, Reason>, usize)> {
    let (number, end) = place(tokens, at)?;
    if let Some(end) = behind_percent(tokens, end) {
        return percentage_first(tokens, &number, end);
    }
    let (base, is_slashed, behind) = base(tokens, end)?;
    let words = words(tokens, behind);
    tokens.get(behind + words).filter(|token| words <= MOST_WORDS && token.is_sign("(["))?;
    let (percentage, end) = place(tokens, behind + words + 1)?;
    let end = behind_percent(tokens, end)?;
    // What follows must end the figure: no range, no interval.
    tokens.get(end).filter(|token| token.is_sign(")];,"))?;
    // These 12 of 50 may have a percentage of something else.
    let is_known = at.checked_sub(1).is_some_and(|before| DEFINITE.contains(&tokens[before].text));
    Some((read(tokens, [&number, &base], &percentage, is_slashed, is_known), end))
}

/// `26.2% (37/141)`, `26.2% (n = 37 of 141 patients)`.
fn percentage_first(tokens: &[Token], percentage: &Place, at: usize) -> Option<(Result<ShareReport, Reason>, usize)> {
    tokens.get(at).filter(|token| token.is_sign("(["))?;
    let (count, end) = place(tokens, at + 1 + if is_named(tokens, at + 1) { 2 } else { 0 })?;
    let (base, is_slashed, end) = base(tokens, end)?;
    let is_end = |token: &Token| token.is_sign(")];,") || token.kind == Kind::Word && !is_slashed;
    tokens.get(end).filter(|token| is_end(token))?;
    Some((read(tokens, [&count, &base], percentage, is_slashed, false), end))
}

/// `37 (26.2%) of the 141 patients`, `37 (26.2%) patients out of 141`: the base is said to be known, or the whole.
fn base_behind(tokens: &[Token], at: usize) -> Option<(Result<ShareReport, Reason>, usize)> {
    let pair = pair(tokens, at)?;
    let behind = pair.end + 1;
    tokens.get(pair.end).filter(|token| token.is_sign(")]"))?;
    // Of the words behind the bracket the last ones are those before the base.
    let said = words(tokens, behind);
    let (base, end) = place(tokens, behind + said)?;
    let words: Vec<&str> = tokens[behind..behind + said].iter().map(|token| token.text).collect();
    let is_known = match words.as_slice() {
        [.., "of", last] => BEFORE_BASE.contains(last) && *last != "a",
        [.., "out", "of"] => true,
        _ => false,
    };
    let is_of_people = tokens.get(end).is_some_and(|next| PEOPLE.contains(&next.text));
    (is_known && said <= MOST_WORDS)
        .then(|| (read(tokens, [&pair.count, &base], &pair.percentage, false, !is_of_people), end))
}

/// `Of the 141 patients who answered, 37 (26.2%)`: with nothing but words between them, and one comma.
fn base_first(tokens: &[Token], at: usize) -> Option<(Result<ShareReport, Reason>, usize)> {
    begins_sentence(tokens, at)?;
    let (base, end) = place(tokens, at)?;
    let comma = (end..tokens.len()).take(MOST_BETWEEN).find(|at| !is_of_name(&tokens[*at]))?;
    tokens.get(comma).filter(|token| token.is_sign(","))?;
    let only = usize::from(tokens.get(comma + 1).is_some_and(|token| token.text == "only"));
    let pair = pair(tokens, comma + 1 + only)?;
    // Percentages that come first are often weighted, the number beside them not.
    let is_read = pair.count.1.start < pair.percentage.1.start;
    is_read.then(|| (read(tokens, [&pair.count, &base], &pair.percentage, false, true), pair.end))
}

/// Whether a token may stand in what the members of a base are called.
fn is_of_name(token: &Token) -> bool {
    token.kind == Kind::Word || token.is_sign("-‐‑’'")
}

/// Whether the number here stands behind words with which a sentence begins, and which say that it is a base.
fn begins_sentence(tokens: &[Token], at: usize) -> Option<()> {
    let before = tokens[..at].iter().rev().take(3).take_while(|token| BEFORE_BASE.contains(&token.text)).count();
    let end = at - before;
    let is_here = |words: &&&[&str]| {
        let here = end.checked_sub(words.len()).map(|from| &tokens[from..end]);
        here.is_some_and(|here| here.iter().zip(words.iter()).all(|(token, word)| token.text == *word))
    };
    let words = OF_FIRST.iter().find(is_here)?;
    let first = end - words.len();
    (first == 0 || is_sentence_end(tokens, first - 1)).then_some(())
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

/// The figures, the number no more than its base.
fn read(
    tokens: &[Token],
    wholes: [&Place; 2],
    percentage: &Place,
    is_slashed: bool,
    is_apart: bool,
) -> Result<ShareReport, Reason> {
    let ([count, base], percentage) = figures(tokens, wholes, percentage)?;
    let is_share = count.0.number() <= base.0.number();
    let is_vague = is_vague(tokens, percentage.1.start);
    let is_behind = base.1.start < percentage.1.start;
    is_share.then_some(ShareReport { count, base, percentage, is_slashed, is_behind, is_apart, is_vague }).ok_or(BROKEN)
}

/// Words before a percentage that is more, less or about as much as it says, in the usual languages.
const VAGUE: [&str; 44] = [
    "than",
    "over",
    "above",
    "under",
    "below",
    "almost",
    "nearly",
    "about",
    "approximately",
    "around",
    "roughly",
    "circa",
    "least",
    "most",
    "close",
    "near",
    "some",
    "exceeding",
    "más",
    "menos",
    "casi",
    "cerca",
    "alrededor",
    "aproximadamente",
    "plus",
    "moins",
    "près",
    "presque",
    "environ",
    "mehr",
    "weniger",
    "über",
    "unter",
    "fast",
    "knapp",
    "etwa",
    "rund",
    "ungefähr",
    "mindestens",
    "höchstens",
    "mais",
    "quase",
    "mas",
    "up",
];

/// No more words stand between such a word and its percentage.
const MOST_BEFORE: usize = 3;

/// Whether words, or a sign, before the percentage at a byte say that it is not exact.
fn is_vague(tokens: &[Token], at: usize) -> bool {
    let end = tokens.partition_point(|token| token.bytes.start < at);
    let before = tokens[..end].iter().rev().take(MOST_BEFORE);
    let is_sign = |token: &Token| token.is_sign("<>≤≥~∼≈±");
    before
        .take_while(|token| token.kind == Kind::Word || is_sign(token))
        .any(|token| is_sign(token) || VAGUE.contains(&token.text.to_lowercase().as_str()))
}
