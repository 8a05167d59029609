//! Estimates in sentences: a name, its value, its interval or standard error, and its p value.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::inference::prose::form::Forms;
use crate::inference::prose::number::{self, Written};
use crate::inference::prose::reading::{BROKEN, DECIMAL, Reason};
use crate::inference::prose::report::{head, is_sentence_end};
use crate::inference::prose::token::{Kind, MINUS, Token};
use crate::number::{Figure, Rational};
use crate::quantity::Statistic;

/// How estimates may be called.
const NAMES: [(Statistic, &[&str]); 6] = [
    (
        Statistic::OddsRatio,
        &["OR", "aOR", "AOR", "cOR", "COR", "odds ratio", "Odds ratio", "odds ratios", "Odds Ratio", "odds-ratio"],
    ),
    (
        Statistic::RiskRatio,
        &[
            "RR",
            "aRR",
            "ARR",
            "PR",
            "aPR",
            "APR",
            "IRR",
            "aIRR",
            "risk ratio",
            "Risk ratio",
            "relative risk",
            "Relative risk",
            "rate ratio",
            "Rate ratio",
            "prevalence ratio",
            "Prevalence ratio",
        ],
    ),
    (Statistic::HazardRatio, &["HR", "aHR", "AHR", "sHR", "hazard ratio", "Hazard ratio", "hazards ratio"]),
    (Statistic::RiskDifference, &["RD", "risk difference", "Risk difference", "absolute risk difference"]),
    (Statistic::MeanDifference, &["MD", "mean difference", "Mean difference", "difference in means"]),
    (Statistic::Coefficient, &["β", "b", "B", "beta", "Beta", "coefficient", "coef"]),
];

/// Words of an interval, in the usual languages; those before which a level may stand come first.
const INTERVALS: [&str; 10] =
    ["CI", "CIs", "CrI", "IC", "KI", "confidence", "credible", "intervalo", "intervalle", "Konfidenzintervall"];

/// Words and signs that may stand between an estimate and the limits of its interval.
const BETWEEN: [&str; 19] = [
    "interval",
    "intervals",
    "with",
    "a",
    "an",
    "of",
    "from",
    "the",
    "de",
    "confianza",
    "confiance",
    "confiança",
    "limits",
    "=",
    ":",
    ",",
    ";",
    "(",
    "[",
];

/// What stands between two limits.
const APART: [&str; 8] = ["to", "and", "a", "à", "bis", ",", ";", "~"];

/// How a standard error may be called.
const ERRORS: [&str; 4] = ["SE", "se", "S.E.", "s.e."];

/// What a p value behind an estimate is of, if it is not of that.
const OF_OTHERS: [&str; 7] = ["heterogeneity", "I2", "I²", "I", "interaction", "trend", "noninferiority"];

/// How far behind an estimate its interval may begin, and its p value behind that, in tokens.
const NEAR: usize = 16;

/// A number as it is written, with its tokens.
type Place = (Written, Range<usize>);

/// What a sentence says of an estimate, as far as it was read.
pub(super) struct EstimateReport {
    pub of: Statistic,
    pub value: (Figure, Range<usize>),
    pub limits: Option<[(Figure, Range<usize>); 2]>,
    /// The level of the interval, as 95/100.
    pub level: Option<Rational>,
    pub se: Option<(Figure, Range<usize>)>,
    pub statistic: Option<(Statistic, Figure, Range<usize>)>,
    pub p: Option<(Figure, Range<usize>)>,
}

/// What is written, its decimal sign not known yet.
struct Printed {
    of: Statistic,
    value: Place,
    limits: Option<[Place; 2]>,
    level: Option<Written>,
    se: Option<Place>,
    statistic: Option<(Statistic, &'static str, Place)>,
    p: Option<(&'static str, Place)>,
}

/// The estimate that begins at a token, or why it cannot be read, and the token behind it. Nothing where none with an interval or a
/// standard error begins.
pub(super) fn estimate(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Result<EstimateReport, Reason>, usize)> {
    let (of, behind) = name(tokens, at)?;
    let (value, end) = plain(tokens, behind_equals(tokens, behind))?;
    let mut printed = Printed { of, value, limits: None, level: None, se: None, statistic: None, p: None };
    let mut end = match (interval(tokens, end), error(tokens, end)) {
        (Some((limits, level, end)), _) => {
            (printed.limits, printed.level) = (Some(limits), level);
            end
        }
        (None, Some((se, end))) => {
            printed.se = Some(se);
            end
        }
        (None, None) => return None,
    };
    if printed.se.is_none()
        && let Some((se, behind)) = error(tokens, end)
    {
        (printed.se, end) = (Some(se), behind);
    }
    let end = p_value(forms, tokens, end, &mut printed);
    Some((printed.read(tokens), end))
}

/// The estimate that is named here, and the token behind its name.
fn name(tokens: &[Token], at: usize) -> Option<(Statistic, usize)> {
    let first = tokens.get(at).filter(|token| token.kind == Kind::Word && (token.spaced || is_open(tokens, at)))?;
    let named = WORDS.get(first.text)?.iter().filter(|(words, _)| {
        let here = tokens.get(at..at + words.len());
        here.is_some_and(|here| here.iter().zip(words).all(|(token, word)| token.text == *word))
    });
    named.max_by_key(|(words, _)| words.len()).map(|(words, of)| (*of, at + words.len()))
}

/// The words of each name, with what it is the name of.
type Named = (Vec<&'static str>, Statistic);

/// The names by their first word: nearly no word of a text begins one.
static WORDS: LazyLock<FxHashMap<&str, Vec<Named>>> = LazyLock::new(|| {
    let mut words: FxHashMap<&str, Vec<Named>> = FxHashMap::default();
    for (of, name) in NAMES.iter().flat_map(|(of, names)| names.iter().map(move |name| (*of, name))) {
        let name: Vec<&str> = name.split([' ', '-']).collect();
        words.entry(name[0]).or_default().push((name, of));
    }
    words
});

/// Whether a bracket or a dash opens before a token.
fn is_open(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).is_some_and(|before| tokens[before].is_sign("([,;:–—") || tokens[before].kind == Kind::Break)
}

/// The token behind what may stand between a name and its value: a bracket that closes, an equals sign, `of`.
fn behind_equals(tokens: &[Token], at: usize) -> usize {
    let is_skipped = |token: &Token| token.is_sign(")]=:,") || matches!(token.text, "of" | "was" | "is" | "were");
    at + tokens[at.min(tokens.len())..].iter().take(3).take_while(|token| is_skipped(token)).count()
}

/// A number whatever follows it: it may be the first of two limits.
fn plain(tokens: &[Token], at: usize) -> Option<(Place, usize)> {
    let (written, end) = number::bare(tokens, at)?;
    Some(((written, at..end), end))
}

/// The limits of an interval with its level, and the token behind them.
fn interval(tokens: &[Token], from: usize) -> Option<([Place; 2], Option<Written>, usize)> {
    let (mut at, mut level, mut is_named) = (from, None, false);
    let opens = tokens.get(from)?.is_sign("([");
    while at < from + NEAR {
        let token = tokens.get(at)?;
        let level_here = number::bare(tokens, at).filter(|(_, end)| is_percent(tokens, *end));
        if let Some((written, end)) = level_here.filter(|_| token.kind == Kind::Digits) {
            (level, at) = (Some(written), end + 1);
        } else if INTERVALS.contains(&token.text) {
            (is_named, at) = (true, at + 1);
        } else if token.kind == Kind::Digits
            || token.is_sign(MINUS) && !is_named_dash(tokens, at)
            || token.is_sign(".+")
        {
            break;
        } else if BETWEEN.contains(&token.text) || token.is_sign(MINUS) {
            at += 1;
        } else {
            return None;
        }
    }
    if !(is_named || opens && at == from + 1) {
        return None;
    }
    let level = level.filter(|_| is_named);
    let (low, end) = plain(tokens, at)?;
    // Without a space a comma may stand between two numbers.
    if let [one, other] = low.0.split_at_commas().as_slice()
        && tokens.get(end).is_some_and(|token| token.is_sign(")]"))
        && one.has_point()
    {
        let at = low.1.clone();
        return Some(([(one.clone(), at.clone()), (other.clone(), at)], level, end));
    }
    let sign = tokens.get(end)?;
    let is_apart = sign.is_sign(MINUS) || APART.contains(&sign.text);
    let (high, end) = plain(tokens, end + 1).filter(|_| is_apart)?;
    Some(([low, high], level, end))
}

/// Whether a dash stands between words and not before a number.
fn is_named_dash(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_none_or(|next| next.kind == Kind::Word)
}

fn is_percent(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.is_sign("%"))
}

/// A standard error, and the token behind it.
fn error(tokens: &[Token], at: usize) -> Option<(Place, usize)> {
    let skipped = tokens.get(at..)?.iter().take(2).take_while(|token| token.is_sign(",;()[]")).count();
    let at = at + skipped;
    tokens.get(at).filter(|token| ERRORS.contains(&token.text))?;
    plain(tokens, behind_equals(tokens, at + 1))
}

/// The p value that follows in the same sentence, before another estimate, with the t or z before it; and the token behind.
fn p_value(forms: &Forms, tokens: &[Token], from: usize, printed: &mut Printed) -> usize {
    let mut at = from;
    while at < from + NEAR && at < tokens.len() {
        if let Some(p) = forms.p_value(tokens, at) {
            if let Ok(Some((sign, written))) = p.value
                && !p.is_other
            {
                printed.p = Some((sign, (written, p.at)));
                return p.end;
            }
            return from;
        }
        if let Some(test) = head(forms, tokens, at) {
            let is_of_estimate = matches!(test.test, Statistic::T | Statistic::Z) && printed.statistic.is_none();
            let Some(written) = test.statistic.ok().filter(|_| is_of_estimate) else { return from };
            printed.statistic = Some((test.test, test.sign, (written, test.at)));
            at = test.end;
            continue;
        }
        if OF_OTHERS.contains(&tokens[at].text) {
            return from;
        }
        let begins_another =
            at > from && name(tokens, at).is_some_and(|(_, end)| plain(tokens, behind_equals(tokens, end)).is_some());
        if begins_another || is_sentence_end(tokens, at) {
            return from;
        }
        at += 1;
    }
    from
}

impl Printed {
    /// The figures with the only decimal sign with which all are numbers.
    fn read(&self, tokens: &[Token]) -> Result<EstimateReport, Reason> {
        let readings: Vec<EstimateReport> = ['.', ','].into_iter().filter_map(|sign| self.with(sign, tokens)).collect();
        let mut readings = readings.into_iter();
        let first = readings.next().ok_or(BROKEN)?;
        if self.has_comma() && readings.next().is_some() { Err(DECIMAL) } else { Ok(first) }
    }

    fn with(&self, decimal: char, tokens: &[Token]) -> Option<EstimateReport> {
        let bytes = |at: &Range<usize>| tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end;
        let read = |sign: &str, (written, at): &Place| Some((written.figure(decimal, sign)?, bytes(at)));
        let level = match &self.level {
            Some(level) => level.figure(decimal, "").and_then(|level| level.number().divided_by(&Rational::whole(100))),
            None => None,
        };
        let limits = match &self.limits {
            Some([low, high]) => Some([read("", low)?, read("", high)?]),
            None => None,
        };
        let statistic = match &self.statistic {
            Some((of, sign, place)) => read(sign, place).map(|(figure, at)| (*of, figure, at)),
            None => None,
        };
        // A point is the decimal sign of p in many languages.
        let p = match &self.p {
            Some((sign, place)) => {
                Some(read(sign, place).or_else(|| Some((place.0.figure('.', sign)?, bytes(&place.1))))?)
            }
            None => None,
        };
        let se = match &self.se {
            Some(se) => Some(read("", se)?),
            None => None,
        };
        Some(EstimateReport { of: self.of, value: read("", &self.value)?, limits, level, se, statistic, p })
    }

    fn has_comma(&self) -> bool {
        let limits = self.limits.iter().flatten();
        limits.chain([&self.value]).chain(&self.se).any(|(written, _)| written.has_comma())
    }
}
