//! A number and those that it is made of: `141 interviews (80 simple and 61 complex)`, `141 respondents: 80 men, 61 women`.

use crate::inference::prose::pair::{Place, Spot, begins, place, words};
use crate::inference::prose::parts::PartsReport;
use crate::inference::prose::reading::Reason;
use crate::inference::prose::token::{Kind, Token};
use crate::number::Rational;

/// What people are divided into, so that nobody is both.
const EITHER: [[&str; 2]; 9] = [
    ["men", "women"],
    ["male", "female"],
    ["males", "females"],
    ["boys", "girls"],
    ["hombres", "mujeres"],
    ["homens", "mulheres"],
    ["hommes", "femmes"],
    ["Männer", "Frauen"],
    ["masculino", "femenino"],
];

/// Words between the last two numbers of a list.
const AND: [&str; 6] = ["and", "y", "e", "et", "und", "&"];

/// No more words stand behind a number.
const MOST_WORDS: usize = 4;

/// No longer list is read.
const MOST_PARTS: usize = 24;

const LESS: Reason = "the two numbers come to less than the whole; some may be neither, or not known";

/// The number that begins at a token with those that it is made of, and the token behind them. What does not come to it is read only of those of
/// whom nobody is both.
pub(super) fn sizes(tokens: &[Token], at: usize) -> Option<(Result<PartsReport, Reason>, usize)> {
    if !begins(tokens, at) {
        return None;
    }
    let (whole, end) = place(tokens, at)?;
    let named = words(tokens, end);
    let opens = tokens.get(end + named).filter(|_| (1..=MOST_WORDS).contains(&named))?;
    let is_open = opens.is_sign("([:");
    if !is_open && !opens.is_sign(",") {
        return None;
    }
    let (list, end) = list(tokens, end + named + 1)?;
    let closes = tokens.get(end);
    let is_closed = match opens.is_sign("([") {
        true => closes.is_some_and(|token| token.is_sign(")]")),
        false => closes.is_none_or(|token| token.is_sign(").;,") || token.kind == Kind::Break),
    };
    let parts = list.iter().map(|(place, _)| spot(tokens, place)).collect::<Option<Vec<Spot>>>()?;
    let whole = spot(tokens, &whole)?;
    let sum = parts.iter().fold(Rational::zero(), |sum, part| &sum + part.0.number());
    let is_either = are_either(&list);
    let is_shown = is_closed && (is_open || is_either);
    let report =
        PartsReport { parts: parts.into_iter().map(|part| (part, None)).collect(), whole: Some(whole.clone()) };
    match sum.cmp(whole.0.number()) {
        _ if !is_shown => None,
        std::cmp::Ordering::Equal => Some((Ok(report), end)),
        std::cmp::Ordering::Greater => is_either.then_some((Ok(report), end)),
        std::cmp::Ordering::Less => is_either.then_some((Err(LESS), end)),
    }
}

/// Numbers, each with the words behind it.
type List<'a> = Vec<(Place, &'a str)>;

/// A list of at least two numbers with words behind each, and the token behind it.
fn list<'a>(tokens: &[Token<'a>], at: usize) -> Option<(List<'a>, usize)> {
    let (mut list, mut at) = (List::new(), at);
    loop {
        let (number, end) = place(tokens, at).filter(|_| begins(tokens, at))?;
        let said = tokens[end..].iter().take_while(|token| token.kind == Kind::Word && !AND.contains(&token.text));
        let said = said.count();
        let last = tokens[end..end + said].last().filter(|_| said <= MOST_WORDS)?;
        list.push((number, last.text));
        if list.len() > MOST_PARTS {
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

/// Whether nobody is both of two.
fn are_either(list: &List) -> bool {
    let [(_, one), (_, other)] = list.as_slice() else { return false };
    EITHER.iter().any(|either| either == &[*one, *other] || either == &[*other, *one])
}

/// A whole number; a comma sets thousands apart.
fn spot(tokens: &[Token], (written, at): &Place) -> Option<Spot> {
    let figure = written.figure('.', "").filter(|figure| figure.decimals() == 0)?;
    Some((figure, tokens[at.start].bytes.start..tokens[at.end - 1].bytes.end))
}
