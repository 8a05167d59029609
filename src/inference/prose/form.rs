//! The forms in which a sentence writes what belongs to a test: its statistic, its degrees of freedom, its p value.

use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::inference::prose::number::{self, Broken, Written};
use crate::inference::prose::token::{Kind, MINUS, Token, tokens};
use crate::quantity::Statistic;

/// How each statistic may be written.
const NAMES: [(Statistic, &[&str]); 6] = [
    (
        Statistic::ChiSquare,
        &[
            "χ2",
            "χ 2",
            "χ²",
            "χ^2",
            "χ",
            "X2",
            "X²",
            "X^2",
            "x2",
            "x²",
            "x^2",
            "chi2",
            "Chi2",
            "chi²",
            "chi-square",
            "Chi-square",
            "chi square",
            "Chi square",
            "chi-squared",
            "Chi-squared",
            "chi squared",
            "Chi squared",
        ],
    ),
    (Statistic::T, &["t", "T"]),
    (Statistic::F, &["F"]),
    (Statistic::R, &["r"]),
    (Statistic::Z, &["z", "Z"]),
    (
        Statistic::Q,
        &[
            "Q",
            "QB",
            "Qb",
            "QW",
            "Qw",
            "QT",
            "Qt",
            "QM",
            "Qm",
            "QE",
            "Qe",
            "Qbetween",
            "Qwithin",
            "Qtotal",
            "Q-between",
            "Q-within",
            "Q-total",
            "Q_between",
            "Q_within",
            "Q_total",
            "Q_B",
            "Q_b",
            "Q_W",
            "Q_w",
            "Q_T",
            "Q_M",
            "Q_E",
        ],
    ),
];

/// How degrees of freedom may be called.
const DEGREES: [&str; 6] = ["df", "DF", "Df", "d.f.", "D.F.", "d.f"];

/// How the number of respondents may be called.
const RESPONDENTS: [&str; 2] = ["N", "n"];

/// How a p value may be called.
const P_VALUES: [&str; 10] =
    ["p-value", "P-value", "p value", "P value", "p values", "P values", "p-values", "P-values", "p", "P"];

/// How it is said that p is above alpha.
const NOT_SIGNIFICANT: [&str; 6] = ["n.s.", "N.S.", "n.s", "N.S", "ns", "NS"];

/// What words that say that p is not read from the distribution of the statistic beside it begin with.
const OTHER_P: [&str; 13] =
    ["adj", "corrected", "bonf", "holm", "fdr", "fwe", "tukey", "sidak", "perm", "boot", "monte", "exact", "bayes"];

const COMPARISONS: [&str; 7] = ["<=", ">=", "≤", "≥", "=", "<", ">"];

/// Every way of writing something, as tokens, with what it means.
pub(super) struct Forms {
    /// By their first token.
    names: FxHashMap<&'static str, Vec<(Vec<Token<'static>>, Statistic)>>,
    degrees: Vec<Vec<Token<'static>>>,
    p_values: Vec<Vec<Token<'static>>>,
    not_significant: Vec<Vec<Token<'static>>>,
}

/// They are the same for each text.
static FORMS: LazyLock<Forms> = LazyLock::new(Forms::new);

impl Forms {
    pub fn all() -> &'static Self {
        &FORMS
    }

    fn new() -> Self {
        let all = |written: &[&'static str]| written.iter().map(|form| tokens(form)).collect();
        let mut names: FxHashMap<&str, Vec<(Vec<Token>, Statistic)>> = FxHashMap::default();
        for (name, statistic) in
            NAMES.iter().flat_map(|(statistic, names)| names.iter().map(move |name| (name, statistic)))
        {
            let form = tokens(name);
            names.entry(form.first().map_or("", |first| first.text)).or_default().push((form, *statistic));
        }
        Self { names, degrees: all(&DEGREES), p_values: all(&P_VALUES), not_significant: all(&NOT_SIGNIFICANT) }
    }

    /// The statistic that is named here, and the token behind its name.
    pub fn statistic(&self, tokens: &[Token], at: usize) -> Option<(Statistic, usize)> {
        let named = self.names.get(tokens.get(at)?.text)?;
        let found = named.iter().filter(|(name, _)| stands(tokens, at, name));
        let longest = found.max_by_key(|(name, _)| name.len())?;
        begins(tokens, at).then_some((longest.1, at + longest.0.len()))
    }

    /// Whether degrees of freedom are named here, and the token behind the name.
    pub fn degrees(&self, tokens: &[Token], at: usize) -> Option<usize> {
        longest(&self.degrees, tokens, at).filter(|_| begins(tokens, at))
    }

    /// `ns`, and the token behind it.
    pub fn not_significant(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let end = longest(&self.not_significant, tokens, at).filter(|_| begins(tokens, at))?;
        let goes_on =
            tokens.get(end).is_some_and(|next| !next.spaced && matches!(next.kind, Kind::Word | Kind::Digits));
        (!goes_on).then_some(end)
    }

    /// The p value that is written here.
    pub fn p_value(&self, tokens: &[Token], at: usize) -> Option<PValue> {
        let (behind, is_other) = self.p_name(tokens, at)?;
        let is_other = is_other || at.checked_sub(1).is_some_and(|before| is_of_another_kind(tokens, before));
        if let Some(end) = self.stated_not_significant(tokens, behind) {
            return Some(PValue { is_other, value: Ok(None), at: end.0..end.1, end: end.1 });
        }
        let (sign, number_at) = comparison(tokens, behind)?;
        let (value, end) = number::lone_number(tokens, number_at)?;
        // What p is for is said where it is for something else: a trend, noninferiority.
        let is_other = is_other || tokens.get(end).is_some_and(|next| next.text == "for");
        Some(PValue { is_other, value: value.map(|value| Some((sign, value))), at: number_at..end, end })
    }

    /// The token behind the name of a p value, and whether it is of another kind: `p`, `p-value`, `pANOVA`, `p (two-tailed)`.
    fn p_name(&self, tokens: &[Token], at: usize) -> Option<(usize, bool)> {
        let word = tokens
            .get(at)
            .filter(|token| token.text.starts_with(['p', 'P']))
            .filter(|token| token.kind == Kind::Word && begins(tokens, at) && !is_part_of_eta(tokens, at))?;
        let subscript = word.text.strip_prefix(['p', 'P']).filter(|rest| rest.starts_with(char::is_uppercase));
        let mut end = match subscript {
            Some(_) => at + 1,
            None => longest(&self.p_values, tokens, at)?,
        };
        let mut is_other = subscript.is_some_and(says_otherwise);
        if let [sign, index, ..] = &tokens[end..]
            && sign.is_sign("_")
            && index.kind == Kind::Word
        {
            is_other |= says_otherwise(index.text);
            end += 2;
        }
        Some((behind_tails(tokens, end).unwrap_or(end), is_other))
    }

    /// `= ns`, or `ns` alone.
    fn stated_not_significant(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let at = at + usize::from(tokens.get(at)?.is_sign("="));
        Some((at, self.not_significant(tokens, at)?))
    }
}

/// A p value as it is written.
pub(super) struct PValue {
    /// Whether it is adjusted, or of another kind.
    pub is_other: bool,
    /// Nothing where it is said not to be significant.
    pub value: Result<Option<(&'static str, Written)>, Broken>,
    /// The tokens of the number.
    pub at: Range<usize>,
    pub end: usize,
}

/// A sign of comparison, and the token behind it; nothing is said by an equals sign. `= <` is less.
pub(super) fn comparison(tokens: &[Token], at: usize) -> Option<(&'static str, usize)> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let glued = format!("{}{}", text(at), text(at + 1));
    let at_most = COMPARISONS.iter().find(|sign| sign.len() == 2 && sign.is_ascii() && **sign == glued);
    let plain = || COMPARISONS.iter().find(|sign| **sign == text(at)).map(|sign| (*sign, at + 1));
    let (sign, end) = at_most.map(|sign| (*sign, at + 2)).or_else(plain)?;
    if sign != "=" {
        return Some((sign, end));
    }
    match text(end) {
        "<" | ">" | "≤" | "≥" => comparison(tokens, end),
        _ => Some(("", end)),
    }
}

/// A number in a list of degrees of freedom, or `N = 90`, which is none of them.
pub(super) fn listed(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Listed, usize)> {
    let word = tokens.get(at).filter(|token| token.kind == Kind::Word);
    let is_size = word.is_some_and(|word| RESPONDENTS.contains(&word.text));
    let behind = if is_size { Some(at + 1) } else { forms.degrees(tokens, at) };
    let number_at = behind.map_or(at, |at| at + usize::from(tokens.get(at).is_some_and(|token| token.is_sign("="))));
    let (number, end) = number::number(tokens, number_at)?;
    let number = number.ok()?;
    let end = forms.degrees(tokens, end).filter(|_| behind.is_none()).unwrap_or(end);
    let bytes = tokens[number_at].bytes.start..tokens[end - 1].bytes.end;
    Some((Listed { number, bytes, is_size }, end))
}

/// An item of a list of degrees of freedom.
pub(super) struct Listed {
    pub number: Written,
    pub bytes: Range<usize>,
    pub is_size: bool,
}

/// Whether a form stands here, its tokens as near to each other as it has them.
fn stands(tokens: &[Token], at: usize, form: &[Token]) -> bool {
    let Some(here) = tokens.get(at..at + form.len()) else { return false };
    let is_hyphen = |token: &Token| token.is_sign(MINUS);
    let same = |(at, (token, own)): (usize, (&Token, &Token))| {
        let alike = token.text == own.text || is_hyphen(token) && is_hyphen(own);
        alike && (at == 0 || token.spaced == own.spaced)
    };
    here.iter().zip(form).enumerate().all(same)
}

fn longest(forms: &[Vec<Token>], tokens: &[Token], at: usize) -> Option<usize> {
    let found = forms.iter().filter(|form| stands(tokens, at, form));
    found.map(Vec::len).max().map(|length| at + length)
}

/// Whether a name may begin here: it is not the end of another.
fn begins(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let goes_on =
        before.is_some_and(|before| before.kind != Kind::Sign && before.kind != Kind::Break || before.is_sign("_^-‐‑"));
    tokens[at].spaced || !goes_on
}

/// Whether a `p` is the subscript of an effect size whose square was set apart: `η 2 p = .15`.
fn is_part_of_eta(tokens: &[Token], at: usize) -> bool {
    let Some([effect, square]) = at.checked_sub(2).map(|from| &tokens[from..at]) else { return false };
    matches!(square.text, "2" | "²") && matches!(effect.text, "η" | "ω" | "ε" | "eta" | "omega" | "epsilon")
}

/// Whether the word here, perhaps before a hyphen, says that the p value behind it is of another kind.
fn is_of_another_kind(tokens: &[Token], before: usize) -> bool {
    let at = if tokens[before].is_sign(MINUS) { before.checked_sub(1) } else { Some(before) };
    at.is_some_and(|at| tokens[at].kind == Kind::Word && says_otherwise(tokens[at].text))
}

fn says_otherwise(word: &str) -> bool {
    let word = word.to_lowercase();
    OTHER_P.iter().any(|other| word.starts_with(other))
}

/// The token behind brackets that say how many tails are meant.
fn behind_tails(tokens: &[Token], at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let opens = tokens.get(at)?.is_sign("([");
    let inner = tokens.get(at + 1..)?.iter().take(LONGEST);
    let closes = inner.clone().position(|token| token.is_sign(")]"))?;
    let of_tails = inner.take(closes).any(|token| token.text.starts_with("tail") || token.text.starts_with("sided"));
    (opens && of_tails).then_some(at + closes + 2)
}
