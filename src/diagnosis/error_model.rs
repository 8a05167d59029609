//! What a figure may have looked like before it was misprinted.
//!
//! Damerau 1964, doi:10.1145/363958.363994, found four kinds of errors behind 80 % of misspelt words: a character wrong,
//! missing, too many, or two exchanged. Of figures the decimal point is one more.

use crate::diagnosis::explanation::Hypothesis;
use crate::number::{Figure, Qualifier, Rational};
use crate::study::{Weight, Weights};

/// Another figure and the error that turned it into the one that is printed.
pub(super) struct Variant {
    pub figure: Figure,
    pub error: Hypothesis,
    /// How unlikely it is: the weight of the error.
    pub cost: usize,
}

/// The figures that one error turns into this one, the likelier errors first.
pub(super) fn variants(figure: &Figure, weights: &Weights) -> Vec<Variant> {
    let Some(text) = figure.number().to_decimal(figure.decimals()).filter(|_| figure.qualifier() == Qualifier::Exactly)
    else {
        return Vec::new();
    };
    let mut variants = Vec::new();
    // Where no zero is printed before the point, any digit may be missing there.
    let is_bare = figure.text().trim_start_matches('-').starts_with('.');
    let digits: Vec<char> = if is_bare { text.replacen("0.", ".", 1) } else { text }.chars().collect();
    let mut add = |error, weight: Weight, text: String| variants.extend(variant(error, weight.get(), &text));
    for at in 0..digits.len() {
        exchange(&digits, at).into_iter().for_each(|text| add(Hypothesis::Transposed, weights.transposed, text));
        replace(&digits, at).into_iter().for_each(|text| add(Hypothesis::Mistyped, weights.mistyped, text));
        without_double(&digits, at).into_iter().for_each(|text| add(Hypothesis::Doubled, weights.doubled, text));
    }
    for at in 0..=digits.len() {
        insert(&digits, at).into_iter().for_each(|text| add(Hypothesis::Dropped, weights.dropped, text));
    }
    point_elsewhere(&digits).into_iter().for_each(|text| add(Hypothesis::PointMoved, weights.point_moved, text));
    variants.retain(|variant| variant.figure.number() != figure.number() && !leads_with_zero(&variant.figure));
    // A last digit that is off by one is that before it is anything else.
    let off = neighbours(figure, weights.last_digit.get());
    variants.retain(|variant| off.iter().all(|known| known.figure != variant.figure));
    variants.extend(off.into_iter().filter(|variant| !leads_with_zero(&variant.figure)));
    variants.sort_by_key(|variant| variant.cost);
    variants
}

/// Nobody would have printed 0123.
fn leads_with_zero(figure: &Figure) -> bool {
    let mut digits = figure.text().chars().skip_while(|character| !character.is_ascii_digit());
    digits.next() == Some('0') && digits.next().is_some_and(|next| next.is_ascii_digit())
}

fn variant(error: Hypothesis, cost: usize, text: &str) -> Option<Variant> {
    Some(Variant { figure: text.parse().ok()?, error, cost })
}

/// One unit of the last digit more or less.
fn neighbours(figure: &Figure, cost: usize) -> Vec<Variant> {
    let step = |by: i64| (figure.number() + &figure.unit().scaled(by)).to_decimal(figure.decimals());
    let texts = [step(-1), step(1)].into_iter().flatten();
    texts.filter_map(|text| variant(Hypothesis::Mistyped, cost, &text)).collect()
}

/// A digit and the next one, on whichever side of the point.
fn exchange(digits: &[char], at: usize) -> Option<String> {
    let mut changed = digits.to_vec();
    let next = if *digits.get(at + 1)? == '.' { at + 2 } else { at + 1 };
    let both = digits[at].is_ascii_digit() && digits.get(next)?.is_ascii_digit();
    changed.swap(at, next);
    (both && changed != digits).then(|| changed.into_iter().collect())
}

fn replace(digits: &[char], at: usize) -> Vec<String> {
    let with =
        |digit: char| digits.iter().enumerate().map(|(place, old)| if place == at { digit } else { *old }).collect();
    if digits[at].is_ascii_digit() { ('0'..='9').map(with).collect() } else { Vec::new() }
}

fn without_double(digits: &[char], at: usize) -> Option<String> {
    let double = digits[at].is_ascii_digit() && digits.get(at + 1) == Some(&digits[at]);
    double.then(|| digits.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, digit)| *digit).collect())
}

fn insert(digits: &[char], at: usize) -> Vec<String> {
    let with = |digit: char| {
        let (before, after) = digits.split_at(at);
        before.iter().copied().chain([digit]).chain(after.iter().copied()).collect()
    };
    if digits.first() == Some(&'-') && at == 0 { Vec::new() } else { ('0'..='9').map(with).collect() }
}

/// The same digits ten or a hundred times as much, or as little.
fn point_elsewhere(digits: &[char]) -> Vec<String> {
    let text: String = digits.iter().collect();
    let Ok(figure) = text.parse::<Figure>() else { return Vec::new() };
    let moved = |(factor, decimals): (Rational, Option<u32>)| (figure.number() * &factor).to_decimal(decimals?);
    let fewer = |by: u32| figure.decimals().checked_sub(by);
    let more = |by: u32| figure.decimals().checked_add(by);
    let ways = [
        (Rational::whole(10), fewer(1)),
        (Rational::whole(100), fewer(2)),
        (Rational::unit(1), more(1)),
        (Rational::unit(2), more(2)),
    ];
    ways.into_iter().filter_map(moved).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn is_one_error(printed: &str, meant: &str, error: Hypothesis) {
        let figure: Figure = printed.parse().unwrap();
        let meant: Figure = meant.parse().unwrap();
        let found = variants(&figure, &Weights::default()).into_iter().find(|variant| variant.figure == meant);
        assert_eq!(found.map(|variant| variant.error), Some(error), "{printed} for {meant:?}");
    }

    #[test]
    fn each_error_is_corrected() {
        is_one_error("34", "43", Hypothesis::Transposed);
        is_one_error("26.3", "26.2", Hypothesis::Mistyped);
        is_one_error("26.3", "76.3", Hypothesis::Mistyped);
        is_one_error("23.1", "21.3", Hypothesis::Transposed);
        is_one_error("14", "104", Hypothesis::Dropped);
        is_one_error(".4", "6.4", Hypothesis::Dropped);
        is_one_error("0.4", "6.4", Hypothesis::Mistyped);
        is_one_error("1004", "104", Hypothesis::Doubled);
        is_one_error("3.45", "34.5", Hypothesis::PointMoved);
        is_one_error("345", "34.5", Hypothesis::PointMoved);
    }

    #[test]
    fn a_last_digit_that_is_off_by_one_is_that_first() {
        let weights: Weights = toml::from_str("last-digit = 3\nmistyped = 1").unwrap();
        let cost = |meant: &str| {
            let meant: Figure = meant.parse().unwrap();
            let variants = variants(&"34".parse().unwrap(), &weights);
            variants.iter().filter(|variant| variant.figure == meant).map(|variant| variant.cost).collect::<Vec<_>>()
        };
        assert_eq!((cost("35"), cost("36"), cost("43")), (vec![3], vec![1], vec![2]));
    }

    #[test]
    fn two_errors_are_not() {
        let figure: Figure = "26.3".parse().unwrap();
        for far in ["31.4", "62.5", "2.6", "263.34", "36.2"] {
            let far: Figure = far.parse().unwrap();
            assert!(variants(&figure, &Weights::default()).iter().all(|variant| variant.figure != far), "{far:?}");
        }
        let qualified: Figure = "<5".parse().unwrap();
        assert!(variants(&qualified, &Weights::default()).is_empty());
    }
}
