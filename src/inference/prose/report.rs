//! Reports of tests: statistic, degrees of freedom and p value put together.

use std::ops::Range;

use crate::inference::prose::form::{Forms, Listed, PValue, comparison, listed};
use crate::inference::prose::number::{self, Broken, Written};
use crate::inference::prose::reading::{BROKEN, NO_DF, Printed, Reason};
use crate::inference::prose::token::{Kind, Token};
use crate::number::Figure;
use crate::quantity::Statistic;

/// How far behind a statistic its p value may stand, in bytes: an effect size may stand between.
const NEAR: usize = 60;

/// Words between a statistic and a p value that say that this is of another analysis.
const OF_OTHERS: [&str; 6] = ["analysis", "analyses", "another", "other", "but", "test"];

/// What a sentence says of one test, as far as it was read.
pub(super) struct Report {
    pub test: Statistic,
    pub df: Vec<(Figure, Range<usize>)>,
    pub statistic: (Figure, Range<usize>),
    /// Nothing where it is said not to be significant.
    pub p: Option<Figure>,
    pub p_at: Range<usize>,
}

const OTHER: Reason = "the p value is adjusted, or of another kind";

/// A statistic and what stands before its p value.
pub(super) struct Head {
    pub test: Statistic,
    df: Vec<Listed>,
    pub sign: &'static str,
    pub statistic: Result<Written, Broken>,
    pub at: Range<usize>,
    /// The token behind it.
    pub end: usize,
}

/// The report that begins at a token, or why it cannot be read, and the tokens that it takes. Nothing where no statistic with
/// a p value begins.
pub(super) fn report(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Result<Report, Reason>, usize)> {
    let mut head = head(forms, tokens, at)?;
    let p = p_value(forms, tokens, &mut head)?;
    let end = p.end;
    Some((assemble(head, p, tokens), end))
}

/// `t(28) = 2.20`, `F1,28 = 4.84`, `z = 2.1`.
pub(super) fn head(forms: &Forms, tokens: &[Token], at: usize) -> Option<Head> {
    let (test, behind) = forms.statistic(tokens, at)?;
    let (df, behind) = degrees(forms, tokens, behind);
    let (sign, number_at) = comparison(tokens, behind)?;
    let (statistic, end) = number::lone_number(tokens, number_at)?;
    Some(Head { test, df, sign, statistic, at: number_at..end, end })
}

/// Degrees of freedom in brackets, or as a subscript; an index before brackets is none.
fn degrees(forms: &Forms, tokens: &[Token], at: usize) -> (Vec<Listed>, usize) {
    let subscript = tokens.get(at).filter(|token| token.kind == Kind::Digits && !token.spaced);
    let subscript = subscript.and_then(|_| listed(forms, tokens, at));
    let behind = subscript.as_ref().map_or(at, |subscript| subscript.1);
    match in_brackets(forms, tokens, behind) {
        Some(found) => found,
        None => (subscript.map(|subscript| subscript.0).filter(is_no_index).into_iter().collect(), behind),
    }
}

/// A subscript of 1 or 2 may number the test.
fn is_no_index(subscript: &Listed) -> bool {
    let number = subscript.number.figure('.', "");
    !number.is_some_and(|number| matches!(number.text(), "1" | "2"))
}

fn in_brackets(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Vec<Listed>, usize)> {
    let mut at = tokens.get(at).filter(|token| token.is_sign("([")).map(|_| at + 1)?;
    let mut list = Vec::new();
    loop {
        let (item, end) = listed(forms, tokens, at)?;
        list.push(item);
        match tokens.get(end)? {
            token if token.is_sign(")]") => return Some((list, end + 1)),
            token if token.is_sign(",;") => at = end + 1,
            _ => return None,
        }
    }
}

/// The p value that follows in the same sentence, before another test begins. Degrees of freedom that are named between are
/// those of the test.
fn p_value(forms: &Forms, tokens: &[Token], head: &mut Head) -> Option<PValue> {
    let mut at = head.end;
    let reach = tokens.get(at.checked_sub(1)?)?.bytes.end + NEAR;
    while tokens.get(at).is_some_and(|token| token.bytes.start <= reach) {
        if let Some(end) = forms.not_significant(tokens, at) {
            return Some(PValue { is_other: false, value: Ok(None), at: at..end, end });
        }
        if let Some(p) = forms.p_value(tokens, at) {
            return Some(p);
        }
        if OF_OTHERS.contains(&tokens.get(at)?.text) {
            return None;
        }
        at = match named_degrees(forms, tokens, at) {
            Some((df, end)) => {
                head.df = df;
                end
            }
            None => step(forms, tokens, at)?,
        };
    }
    None
}

/// `df = 28`, `df = 1, 28`.
fn named_degrees(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Vec<Listed>, usize)> {
    forms.degrees(tokens, at)?;
    let (first, mut end) = listed(forms, tokens, at)?;
    let mut list = vec![first];
    while let Some((next, behind)) =
        tokens.get(end).filter(|token| token.is_sign(",")).and_then(|_| more(forms, tokens, end + 1))
    {
        list.push(next);
        end = behind;
    }
    Some((list, end))
}

/// A further number of a list that no comparison follows.
fn more(forms: &Forms, tokens: &[Token], at: usize) -> Option<(Listed, usize)> {
    tokens.get(at).filter(|token| token.kind == Kind::Digits)?;
    listed(forms, tokens, at)
}

/// The token behind what may stand between a statistic and its p value; nothing where it ends what belongs together.
fn step(forms: &Forms, tokens: &[Token], at: usize) -> Option<usize> {
    let token = &tokens[at];
    if is_sentence_end(tokens, at) || begins_another(forms, tokens, at) {
        return None;
    }
    if token.is_sign(";") {
        return continues(forms, tokens, at + 1).then_some(at + 1);
    }
    if token.is_sign("(") {
        return if continues(forms, tokens, at + 1) { Some(at + 1) } else { behind_brackets(forms, tokens, at) };
    }
    Some(at + 1)
}

/// Whether a sentence or a paragraph ends at a token.
pub(super) fn is_sentence_end(tokens: &[Token], at: usize) -> bool {
    let (token, next) = (&tokens[at], tokens.get(at + 1));
    token.kind == Kind::Break || token.is_sign(".") && next.is_none_or(|next| next.spaced)
}

/// Whether what stands here, behind a semicolon or a bracket, is still of the test before it: a p value, `ns`, degrees of
/// freedom, or another named value.
fn continues(forms: &Forms, tokens: &[Token], at: usize) -> bool {
    let is_value = || {
        let is_word = tokens.get(at).is_some_and(|token| token.kind == Kind::Word);
        is_word && comparison(tokens, at + 1).is_some_and(|(_, at)| number::number(tokens, at).is_some())
    };
    let is_tailed = || tokens.get(at..).unwrap_or_default().iter().take(3).any(|token| token.text.starts_with("tail"));
    forms.p_value(tokens, at).is_some()
        || forms.not_significant(tokens, at).is_some()
        || forms.degrees(tokens, at).is_some()
        || tokens.get(at).is_some() && !begins_another(forms, tokens, at) && (is_value() || is_tailed())
}

/// The token behind brackets that hold no p value.
fn behind_brackets(forms: &Forms, tokens: &[Token], at: usize) -> Option<usize> {
    const LONGEST: usize = 12;
    let inner = (at + 1..tokens.len()).take(LONGEST);
    let closes = inner.clone().find(|at| tokens[*at].is_sign(")"))?;
    let holds_p = inner
        .take_while(|at| *at < closes)
        .any(|at| forms.p_value(tokens, at).is_some() || begins_another(forms, tokens, at));
    (!holds_p).then_some(closes + 1)
}

/// Whether another test begins: an r or a Q without degrees of freedom is the size of an effect.
fn begins_another(forms: &Forms, tokens: &[Token], at: usize) -> bool {
    head(forms, tokens, at).is_some_and(|other| !other.df.is_empty() || matches!(other.test, Statistic::Z))
}

/// The report, if its numbers can be read and are as many as its kind has.
fn assemble(head: Head, p: PValue, tokens: &[Token]) -> Result<Report, Reason> {
    if p.is_other {
        return Err(OTHER);
    }
    let bytes = |at: &Range<usize>| tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end;
    let (at, p_at) = (bytes(&head.at), bytes(&p.at));
    let statistic = head.statistic.map_err(|Broken| BROKEN)?;
    let printed = Printed {
        test: head.test,
        statistic: (head.sign, statistic),
        p: p.value.map_err(|Broken| BROKEN)?,
        df: head.df,
    };
    let reading = printed.reading()?;
    let df = reading.df.ok_or(NO_DF)?;
    Ok(Report { test: head.test, df, statistic: (reading.statistic, at), p: reading.p, p_at })
}
