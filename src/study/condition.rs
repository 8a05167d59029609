//! Conditions on the columns of a data file, as a manifest writes them: `"2"`, `["1", "2"]`, `">= 30 and < 50"`.

use crate::number::{Figure, Qualifier, Rational};

/// What a cell of a data file has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// One of these texts.
    Texts(Vec<String>),
    /// A number within all of these bounds.
    Bounds(Vec<(Comparison, Rational)>),
}

/// How a number stands to a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// Each comparison as it is written, those of two signs first.
const SIGNS: [(&str, Comparison); 6] = [
    ("<=", Comparison::AtMost),
    (">=", Comparison::AtLeast),
    ("≤", Comparison::AtMost),
    ("≥", Comparison::AtLeast),
    ("<", Comparison::Below),
    (">", Comparison::Above),
];

impl Comparison {
    /// Whether a number stands so to a bound.
    pub fn holds(self, number: &Rational, bound: &Rational) -> bool {
        match self {
            Self::Below => number < bound,
            Self::AtMost => number <= bound,
            Self::Above => number > bound,
            Self::AtLeast => number >= bound,
        }
    }
}

impl Test {
    /// Reads the texts of a condition; the complaint says what is wrong with one that is none.
    pub fn read(texts: &[String]) -> Result<Self, String> {
        match texts {
            [] => Err("a list of no texts".to_owned()),
            [only] if SIGNS.iter().any(|sign| only.trim_start().starts_with(sign.0)) => {
                only.split(" and ").map(bound).collect::<Result<_, _>>().map(Self::Bounds)
            }
            _ => Ok(Self::Texts(texts.iter().map(|text| plain(text).to_owned()).collect())),
        }
    }

    /// Whether a cell of this text, and of this number if it is one, fulfils it.
    pub fn holds(&self, text: &str, number: Option<&Rational>) -> bool {
        match self {
            Self::Texts(texts) => texts.iter().any(|own| own == text),
            Self::Bounds(bounds) => {
                number.is_some_and(|number| bounds.iter().all(|(comparison, bound)| comparison.holds(number, bound)))
            }
        }
    }

    /// Whether a number is one of its bounds.
    pub fn is_bounded_by(&self, number: &Rational) -> bool {
        matches!(self, Self::Bounds(bounds) if bounds.iter().any(|(_, bound)| bound == number))
    }
}

/// A text without the equals sign that says that it is meant as it stands.
fn plain(text: &str) -> &str {
    text.strip_prefix('=').map_or(text, str::trim_start)
}

fn bound(text: &str) -> Result<(Comparison, Rational), String> {
    let text = text.trim();
    let found = SIGNS.iter().find_map(|(sign, comparison)| Some((text.strip_prefix(sign)?, *comparison)));
    let complaint = || format!("`{text}` is no comparison with a number; write it like `>= 30 and < 50`");
    let (number, comparison) = found.ok_or_else(complaint)?;
    let figure: Figure = number.trim().parse().map_err(|_| complaint())?;
    match figure.qualifier() {
        Qualifier::Exactly => Ok((comparison, figure.number().clone())),
        _ => Err(complaint()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(texts: &[&str]) -> Result<Test, String> {
        Test::read(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    fn holds(test: &str, number: i128) -> bool {
        read(&[test]).unwrap().holds(&number.to_string(), Some(&Rational::whole(number)))
    }

    #[test]
    fn comparisons_are_of_numbers_and_all_else_of_texts() {
        assert!(holds(">= 30 and < 50", 30) && holds(">= 30 and < 50", 49) && !holds(">= 30 and < 50", 50));
        assert!(holds("<=29", 29) && !holds("≤ 29", 30) && holds("> 29", 30));
        assert!(holds("7", 7) && !holds("7", 70));
        assert!(!read(&["> 1"]).unwrap().holds("NA", None));
        assert!(read(&["1", "2"]).unwrap().holds("2", None));
        assert_eq!(read(&["= <18"]), Ok(Test::Texts(vec!["<18".to_owned()])));
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        assert_eq!(read(&[]), Err("a list of no texts".to_owned()));
        for text in ["> x", ">= 30 and 50", "< < 3", ">="] {
            assert!(read(&[text]).unwrap_err().contains("is no comparison with a number"), "{text}");
        }
    }
}
