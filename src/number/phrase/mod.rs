//! Numbers as sentences tell them: "more than one third", "almost a decade", "between 21 and 48", "one of every 7,000".
//!
//! A phrase is a wording around a number, and stands for an exact interval, as a printed figure does. For vague words
//! that interval is a convention, and a generous one: it is left only by what no careful reader would call so.
//!
//! ```
//! use retally::Rational;
//! use retally::phrase::Phrase;
//!
//! let phrase: Phrase = "more than one third".parse().unwrap();
//! assert!(phrase.is_share());
//! assert!(phrase.values().contains(&Rational::new(355, 1000).unwrap()));
//! assert!(!phrase.values().contains(&Rational::new(1, 3).unwrap()));
//! let decade: Phrase = "almost a decade".parse().unwrap();
//! assert_eq!(decade.values().to_string(), "[9, 10)");
//! let error = "more than a thrid".parse::<Phrase>().unwrap_err();
//! assert_eq!(error.to_string(), "`more than a thrid` is no number that is understood: `thrid`; perhaps `third`");
//! ```
//!
//! # What the words stand for
//!
//! x is the number, and one unit that of its last digit that is printed: 0.1 million in "1.7 million", 1 in "seven".
//!
//! | words | values |
//! |---|---|
//! | exactly, or nothing, before digits | those that print so; a count is the number itself |
//! | number words: none, seven, forty-one, a dozen, a decade | the same |
//! | a number with hundred, thousand, million … | half a unit either way: two million is 1.5 to 2.5 million |
//! | a fraction: half, a third, two-fifths | those to which no other plain fraction is nearer |
//! | one in 7,000; 1 of every 7,000 | 1 in 6,500 to 1 in 7,500 |
//! | about, around, some, roughly, approximately | digits: one unit of the last digit that is not zero; else as without, and a tenth of x either way |
//! | near, close to | a tenth of x either way |
//! | almost, nearly, just under, slightly less than | from nine tenths of x to below x |
//! | just over, slightly more than | from above x to eleven tenths of x |
//! | at least; x or more | x and above |
//! | more than, over, above | above x |
//! | less than, fewer than, under, below | below x |
//! | at most, up to; x or less | x and below |
//! | between x and y, x to y, x–y | from x to y, and half a unit beyond |
//! | twice, six-fold, ten times; 10 percent more | so many times as much; 1.1 times |
//!
//! Plain fractions are halves, thirds, quarters, fifths and tenths, and those of the denominator that is named. A writer
//! who says "half" could have said "two-fifths", so that half is 45 % to 55 %, and a third 31⅔ % to 36⅔ %.
//!
//! That the range of vague words grows with the size and the roundness of the number, and that "almost" and "over" lie to
//! one side of it, is what readers were found to think (Ferson, O'Rawe, Antonenko, Siegrist, Mickley, Luhmann, Sentz & Finkel
//! 2015, Natural language of uncertainty: numeric hedge words, International Journal of Approximate Reasoning 57,
//! doi:10.1016/j.ijar.2014.11.003; Lefort, Lesot, Zibetti, Tijus & Detyniecki 2016, How much is "about"?). How far it goes
//! differs much between readers; the widths here are round ones that almost all of them grant.

mod number;
mod wording;
mod words;

use std::fmt;
use std::ops::Bound;
use std::str::FromStr;

use crate::number::figure::Figure;
use crate::number::interval::Interval;
use crate::number::phrase::number::Number;
use crate::number::qualifier::Qualifier;
use crate::number::rational::Rational;
use crate::number::rounding::Rounding;

pub use wording::{Scale, Wording};

/// A number in words, or in digits with words around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    text: Box<str>,
    wording: Wording,
    numbers: Vec<Number>,
    /// The figure, where the phrase is nothing else.
    figure: Option<Figure>,
}

impl Phrase {
    /// The text as it stands.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is said of the number.
    pub fn wording(&self) -> Wording {
        self.wording
    }

    /// The number; of two the lower one.
    pub fn number(&self) -> &Rational {
        &self.numbers[0].value
    }

    /// What it is a number of.
    pub fn scale(&self) -> Scale {
        self.numbers[0].scale
    }

    /// Whether it is a share of one, as "half" is.
    pub fn is_share(&self) -> bool {
        self.scale() == Scale::Share
    }

    /// Every value that it stands for, on its own [scale](Self::scale): a half is from 0.45 to 0.55.
    pub fn values(&self) -> Interval {
        self.values_rounded(Rounding::Unstated)
    }

    /// The same under a convention by which digits were rounded.
    pub fn values_rounded(&self, rounding: Rounding) -> Interval {
        if let Some(figure) = &self.figure {
            return rounding.interval(figure);
        }
        let [number, rest @ ..] = &self.numbers[..] else { return Interval::everything() };
        let last = rest.last().unwrap_or(number);
        let tenth = |times| &number.value * &Rational::unit(1).scaled(times);
        let x = || number.value.clone();
        match self.wording {
            Wording::Exactly => number.plain.clone(),
            Wording::About => number.about(),
            Wording::Near => Interval::closed(tenth(9), tenth(11)),
            Wording::Almost => Interval::new(Bound::Included(tenth(9)), Bound::Excluded(x())),
            Wording::JustOver => Interval::new(Bound::Excluded(x()), Bound::Included(tenth(11))),
            Wording::AtLeast => Interval::at_least(x()),
            Wording::Above => Interval::new(Bound::Excluded(x()), Bound::Unbounded),
            Wording::Below => Interval::new(Bound::Unbounded, Bound::Excluded(x())),
            Wording::AtMost => Interval::at_most(x()),
            Wording::Between => number.plain.hull(&last.plain),
        }
    }

    /// The two figures of a range, each by itself.
    pub(crate) fn ends(&self) -> Option<[Phrase; 2]> {
        let [low, high] = &self.numbers[..] else { return None };
        let end = |number: &Number| Phrase {
            text: number.text.clone(),
            wording: Wording::Exactly,
            numbers: vec![number.clone()],
            figure: number.figure.clone(),
        };
        Some([end(low), end(high)])
    }

    /// The phrase as a figure, its number in percent where it is a share.
    pub(crate) fn figure(&self) -> Figure {
        if let Some(figure) = &self.figure {
            return figure.clone();
        }
        let number = if self.is_share() { self.number().scaled(100) } else { self.number().clone() };
        Figure::in_words(&self.text, self.qualifier(), number)
    }

    /// The sign that says as much, or the nearest to it.
    fn qualifier(&self) -> Qualifier {
        match self.wording {
            Wording::Exactly if self.numbers[0].is_exact => Qualifier::Exactly,
            Wording::AtLeast => Qualifier::AtLeast,
            Wording::Above => Qualifier::Above,
            Wording::Below => Qualifier::Below,
            Wording::AtMost => Qualifier::AtMost,
            _ => Qualifier::About,
        }
    }

    /// Reads a phrase whose digits have this decimal sign.
    pub(crate) fn read(text: &str, decimal: char) -> Result<Self, PhraseError> {
        if let Ok(figure) = Figure::read(text, decimal) {
            return Ok(Self::of_figure(text, figure));
        }
        let lower = text.trim().to_lowercase();
        let (wording, rest) = words::wording(&lower);
        let (wording, rest) = match words::ending(rest) {
            Some((ending, rest)) if wording == Wording::Exactly => (ending, rest),
            _ => (wording, rest),
        };
        let numbers = match words::range(rest) {
            Some((low, high)) if matches!(wording, Wording::Exactly | Wording::Between) => {
                Number::pair(low, high, decimal)
            }
            _ => Number::read(rest, decimal).map(|number| vec![number]),
        };
        let numbers = numbers.map_err(|stranger| PhraseError::new(text, &stranger))?;
        let wording = match (numbers.len(), wording) {
            (2, _) => Wording::Between,
            (_, Wording::Between) => return Err(PhraseError::new(text, rest)),
            _ => wording,
        };
        let digits = numbers[0].figure.clone();
        let figure = digits.filter(|_| matches!(wording, Wording::Exactly));
        let number = &numbers[0];
        // Of digits "about" is what the sign for it says.
        let figure = match (&number.figure, wording) {
            (Some(digits), Wording::About) => Some(digits.clone().qualified(Qualifier::About)),
            _ => figure,
        };
        let figure = figure.map(|figure| figure.with_text(text));
        Ok(Self { text: text.trim().into(), wording, numbers, figure })
    }

    fn of_figure(text: &str, figure: Figure) -> Self {
        let wording = match figure.qualifier() {
            Qualifier::Exactly => Wording::Exactly,
            Qualifier::Below => Wording::Below,
            Qualifier::AtMost => Wording::AtMost,
            Qualifier::Above => Wording::Above,
            Qualifier::AtLeast => Wording::AtLeast,
            Qualifier::About => Wording::About,
        };
        Self { text: text.trim().into(), wording, numbers: vec![Number::of_figure(&figure)], figure: Some(figure) }
    }
}

impl FromStr for Phrase {
    type Err = PhraseError;

    fn from_str(text: &str) -> Result<Self, PhraseError> {
        Self::read(text, '.')
    }
}

impl fmt::Display for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Why a text is not a [`Phrase`]. [`Debug`](fmt::Debug) is what [`Display`](fmt::Display) is: one line to be read.
#[derive(Clone, PartialEq, Eq)]
pub struct PhraseError {
    text: String,
    stranger: String,
}

impl PhraseError {
    fn new(text: &str, stranger: &str) -> Self {
        Self { text: text.to_owned(), stranger: stranger.trim().to_owned() }
    }
}

impl fmt::Display for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no number that is understood", self.text)?;
        if !self.stranger.is_empty() && self.stranger != self.text {
            write!(f, ": `{}`", self.stranger)?;
        }
        match words::nearest(&self.stranger) {
            Some(known) => write!(f, "; perhaps `{known}`"),
            None => f.write_str("; expected digits, or words such as `seven`, `more than a third`, `one in ten`"),
        }
    }
}

impl fmt::Debug for PhraseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for PhraseError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table() {
        for (text, values) in [
            ("39.7", "[39.65, 39.75]"),
            ("exactly 7", "[6.5, 7.5]"),
            ("none", "[-0.5, 0.5]"),
            ("Seven", "[6.5, 7.5]"),
            ("forty-one", "[40.5, 41.5]"),
            ("one hundred and forty-one", "[140.5, 141.5]"),
            ("a dozen", "[11.5, 12.5]"),
            ("almost a decade", "[9, 10)"),
            ("two million", "[1500000, 2500000]"),
            ("at least 1.7 million", "[1700000, ∞)"),
            ("1.7 million", "[1650000, 1750000]"),
            ("two hundred", "[150, 250]"),
            ("half", "[0.45, 0.55]"),
            ("one half", "[0.45, 0.55]"),
            ("a third", "[0.3166…, 0.3666…]"),
            ("two-fifths", "[0.3666…, 0.45]"),
            ("one tenth", "[0.05, 0.15]"),
            ("three quarters", "[0.725, 0.775]"),
            ("1/3", "[0.3166…, 0.3666…]"),
            ("one in 7,000", "[0.0001…, 0.0001…]"),
            ("about a third", "[0.3, 0.3666…]"),
            ("about 400", "[300, 500]"),
            ("around 400", "[300, 500]"),
            ("some 150", "[140, 160]"),
            ("near one tenth", "[0.09, 0.11]"),
            ("nearly 400", "[360, 400)"),
            ("just over 400", "(400, 440]"),
            ("at least fifty", "[50, ∞)"),
            ("50 or more", "[50, ∞)"),
            ("over 400", "(400, ∞)"),
            ("more than one fifth", "(0.2, ∞)"),
            ("less than one tenth", "(-∞, 0.1)"),
            ("fewer than ten", "(-∞, 10)"),
            ("up to five", "(-∞, 5]"),
            ("between 21 and 48", "[20.5, 48.5]"),
            ("0-17", "[-0.5, 17.5]"),
            ("four to 21", "[3.5, 21.5]"),
            ("10-20 percent", "[9.5, 20.5]"),
            ("six-fold", "[5.5, 6.5]"),
            ("twice", "[1.5, 2.5]"),
            ("10 to 20 percent more", "[1.095, 1.205]"),
        ] {
            let phrase: Phrase = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(phrase.values().to_string(), values, "{text}");
        }
    }

    #[test]
    fn strangers_are_told() {
        for text in
            ["", "more than", "between", "between 3", "half a", "one in", "one in 0", "seven eleven", "1 in 2 in 3"]
        {
            assert!(text.parse::<Phrase>().is_err(), "{text}");
        }
    }
}
