//! A number and those that it is made of: `141 interviews (80 simple and 61 complex)`, `141 respondents: 80 men, 61 women`.

use crate::inference::prose::pair::{Place, Spot, begins, place, words};
use crate::inference::prose::parts::PartsReport;
use crate::inference::prose::token::{Kind, Token};
use crate::number::Rational;

/// Words between the last two numbers of a list.
const AND: [&str; 6] = ["and", "y", "e", "et", "und", "&"];

/// No more words stand behind a number.
const MOST_WORDS: usize = 4;

/// No longer list is read.
const MOST_PARTS: usize = 24;

/// The number that begins at a token with those that it is made of, and the token behind them. What does not come to it is not read: others may be
/// left out, or counted twice, or the number may be a label, an age or a dose.
pub(super) fn sizes(tokens: &[Token], at: usize) -> Option<(PartsReport, usize)> {
    if !begins(tokens, at) {
        return None;
    }
    let (whole, end) = place(tokens, at)?;
    let named = words(tokens, end);
    let opens = tokens.get(end + named).filter(|_| (1..=MOST_WORDS).contains(&named))?;
    if !opens.is_sign("([:,") {
        return None;
    }
    let (list, end) = list(tokens, end + named + 1)?;
    let closes = tokens.get(end);
    let is_closed = match opens.is_sign("([") {
        true => closes.is_some_and(|token| token.is_sign(")]")),
        false => closes.is_none_or(|token| token.is_sign(").;,") || token.kind == Kind::Break),
    };
    let parts = list.iter().map(|place| spot(tokens, place)).collect::<Option<Vec<Spot>>>()?;
    let whole = spot(tokens, &whole)?;
    let sum = parts.iter().fold(Rational::zero(), |sum, part| &sum + part.0.number());
    let is_sum = is_closed && sum == *whole.0.number();
    let parts = parts.into_iter().map(|part| (part, None)).collect();
    is_sum.then_some((PartsReport { parts, whole: Some(whole) }, end))
}

/// A list of at least two numbers with words behind each, and the token behind it.
fn list(tokens: &[Token], at: usize) -> Option<(Vec<Place>, usize)> {
    let (mut list, mut at) = (Vec::new(), at);
    loop {
        let (number, end) = place(tokens, at).filter(|_| begins(tokens, at))?;
        let said = tokens[end..].iter().take_while(|token| token.kind == Kind::Word && !AND.contains(&token.text));
        let said = said.count();
        list.push(number);
        if !(1..=MOST_WORDS).contains(&said) || list.len() > MOST_PARTS {
            return None;
        }
        at = end + said;
        let comma = usize::from(tokens.get(at).is_some_and(|token| token.is_sign(",;/")));
        let and = usize::from(tokens.get(at + comma).is_some_and(|token| AND.contains(&token.text)));
        if comma + and == 0 || place(tokens, at + comma + and).is_none() {
            return (list.len() > 1).then_some((list, at));
        }
        at += comma + and;
    }
}

/// A whole number; a comma sets thousands apart.
fn spot(tokens: &[Token], (written, at): &Place) -> Option<Spot> {
    let figure = written.figure('.', "").filter(|figure| figure.decimals() == 0)?;
    Some((figure, tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end))
}
