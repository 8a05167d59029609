//! A number in words or digits: what it is, how round it is, and what it is a number of.

use crate::number::figure::Figure;
use crate::number::interval::Interval;
use crate::number::phrase::wording::Scale;
use crate::number::phrase::words;
use crate::number::rational::Rational;

/// A number with what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub text: Box<str>,
    pub value: Rational,
    /// What it stands for with nothing said of it.
    pub plain: Interval,
    pub scale: Scale,
    /// Whether it is not a rounded number: digits, or a word for a small number.
    pub is_exact: bool,
    /// The digits, where it is nothing else.
    pub figure: Option<Figure>,
}

/// The denominators of plain fractions.
const PLAIN: [i128; 5] = [2, 3, 4, 5, 10];

impl Number {
    /// What "about" it stands for: as without, and a tenth either way.
    pub fn about(&self) -> Interval {
        let tenth = |times| &self.value * &Rational::unit(1).scaled(times);
        self.plain.hull(&Interval::closed(tenth(9), tenth(11)))
    }

    pub fn of_figure(figure: &Figure) -> Self {
        let scale = if figure.text().trim_end().ends_with('%') { Scale::Percent } else { Scale::Number };
        let number = figure.number().clone();
        let rounded = Self::rounded(figure.text(), number, &figure.unit(), scale);
        Self { is_exact: true, figure: Some(figure.clone()), ..rounded }
    }

    fn exactly(text: &str, value: i128) -> Self {
        let rounded = Self::rounded(text, Rational::whole(value), &Rational::whole(1), Scale::Number);
        Self { is_exact: true, ..rounded }
    }

    /// A number that was rounded to this unit.
    fn rounded(text: &str, value: Rational, unit: &Rational, scale: Scale) -> Self {
        let half = unit.halved();
        let plain = Interval::closed(&value - &half, &value + &half);
        Self { text: text.into(), value, plain, scale, is_exact: false, figure: None }
    }

    /// Two numbers, of which the second may say what both are numbers of.
    pub fn pair(low: &str, high: &str, decimal: char) -> Result<Vec<Self>, String> {
        let high = Self::read(high, decimal)?;
        let low = Self::read(low, decimal)?;
        let low = match (low.scale, high.scale) {
            (Scale::Number, Scale::Percent) => Self { scale: Scale::Percent, ..low },
            (Scale::Number | Scale::Percent, Scale::Times) => low.percent_more(1),
            _ => low,
        };
        if low.scale != high.scale || low.value > high.value {
            return Err(format!("{} to {}", low.text, high.text));
        }
        Ok(vec![low, high])
    }

    /// Reads a number; an error is the word that is not understood.
    pub fn read(text: &str, decimal: char) -> Result<Self, String> {
        let text = text.trim();
        let without_article = ["a ", "an ", "the "].iter().find_map(|article| text.strip_prefix(article));
        let bare = without_article.unwrap_or(text).trim();
        let ways = [Self::digits, Self::percent, Self::times, Self::rate, Self::slash, Self::scaled];
        let read = ways.iter().find_map(|way| way(bare, decimal));
        let read = read.or_else(|| Self::fraction(bare)).or_else(|| Self::words(bare));
        read.map(|number| Self { text: text.into(), ..number }).ok_or_else(|| stranger(bare))
    }

    fn digits(text: &str, decimal: char) -> Option<Self> {
        let is_digits = text.starts_with(|first: char| first.is_ascii_digit() || first == decimal);
        let figure = Figure::read(text, decimal).ok().filter(|_| is_digits)?;
        Some(Self::of_figure(&figure))
    }

    /// `10 percent`; `10 percent more`, which is 1.1 times.
    fn percent(text: &str, decimal: char) -> Option<Self> {
        let more = ["more", "higher", "greater"].iter().find_map(|word| text.strip_suffix(word)).map(|text| (text, 1));
        let less = ["less", "lower", "fewer"].iter().find_map(|word| text.strip_suffix(word)).map(|text| (text, -1));
        let (text, sign) = more.or(less).unwrap_or((text, 0));
        let text = text.trim_end();
        let number = [" percent", " per cent", "%"].iter().find_map(|word| text.strip_suffix(word))?;
        let number = Self::read_simple(number, decimal)?;
        Some(if sign == 0 { Self { scale: Scale::Percent, figure: None, ..number } } else { number.percent_more(sign) })
    }

    /// So many percent more, or less, as how many times.
    fn percent_more(self, sign: i64) -> Self {
        let one = Interval::point(Rational::whole(1));
        let hundredth = Rational::unit(2).scaled(sign);
        let value = &Rational::whole(1) + &(&self.value * &hundredth);
        let plain = one.plus(&self.plain.scaled(&hundredth));
        Self { value, plain, scale: Scale::Times, is_exact: false, figure: None, ..self }
    }

    /// `six-fold`, `ten times`, `twice`.
    fn times(text: &str, decimal: char) -> Option<Self> {
        if let Some(times) = words::times(text) {
            return Some(Self { scale: Scale::Times, ..Self::exactly(text, times) });
        }
        let number = ["-fold", "fold", " times"].iter().find_map(|word| text.strip_suffix(word))?;
        let number = Self::read_simple(number, decimal)?;
        let rounded = Self::rounded(text, number.value, &Rational::whole(1), Scale::Times);
        Some(rounded)
    }

    /// `one in 7,000`, `1 of every 7,000`.
    fn rate(text: &str, decimal: char) -> Option<Self> {
        const WORDS: [&str; 6] = [" out of every ", " out of ", " of every ", " in every ", " in ", " of "];
        let (part, whole) = WORDS.iter().find_map(|words| text.split_once(words))?;
        let (part, whole) = (Self::read_simple(part, decimal)?, Self::read_simple(whole, decimal)?);
        let mut unit = whole.figure.as_ref().map_or_else(|| Rational::whole(1), Figure::unit);
        while !whole.value.is_zero() && whole.value.is_multiple_of(&unit.scaled(10)) {
            unit = unit.scaled(10);
        }
        // A small number of people is no rounded one.
        let whole_stands_for = if whole.value <= Rational::whole(SMALL) {
            Interval::point(whole.value.clone())
        } else {
            Self::rounded("", whole.value.clone(), &unit, Scale::Number).plain
        };
        let value = part.value.divided_by(&whole.value).filter(|value| *value <= Rational::whole(1))?;
        let plain = Interval::point(part.value).over(&whole_stands_for)?;
        let plain = if whole.value <= Rational::whole(SMALL) { nearest_fraction(&value, &whole.value) } else { plain };
        Some(Self { text: text.into(), value, plain, scale: Scale::Share, is_exact: false, figure: None })
    }

    /// `1/3`.
    fn slash(text: &str, decimal: char) -> Option<Self> {
        let (part, whole) = text.split_once('/')?;
        Self::rate(&format!("{} in {}", part.trim(), whole.trim()), decimal)
    }

    /// `1.7 million`, `two hundred`: rounded to the last digit before the word.
    fn scaled(text: &str, decimal: char) -> Option<Self> {
        let (number, word) = text.rsplit_once(' ').unwrap_or(("one", text));
        let scale = Rational::whole(words::scale(word)?);
        let number = Self::digits(number, decimal).or_else(|| Self::words(number))?;
        let unit = number.figure.as_ref().map_or_else(|| Rational::whole(1), Figure::unit);
        Some(Self::rounded(text, &number.value * &scale, &(&unit * &scale), Scale::Number))
    }

    /// Digits or number words, without what they are a number of.
    fn read_simple(text: &str, decimal: char) -> Option<Self> {
        let text = text.trim();
        Self::digits(text, decimal).or_else(|| Self::scaled(text, decimal)).or_else(|| Self::words(text))
    }

    /// `half`, `two-fifths`, `three quarters`.
    fn fraction(text: &str) -> Option<Self> {
        let (count, part) = text.rsplit_once([' ', '-']).unwrap_or(("one", text));
        let (count, part) = (words::number(count).filter(|count| *count > 0)?, words::part(part)?);
        let value = Rational::new(count, part).filter(|value| *value < Rational::whole(1))?;
        let plain = nearest_fraction(&value, &Rational::whole(part));
        Some(Self { text: text.into(), value, plain, scale: Scale::Share, is_exact: false, figure: None })
    }

    /// `seven`, `forty-one`, `one hundred and forty-one`, `dozen`.
    fn words(text: &str) -> Option<Self> {
        let mut words = text.split([' ', '-']).filter(|word| !word.is_empty() && *word != "and").peekable();
        let mut sum = 0;
        words.peek()?;
        // Each word is worth less than the one before: hundreds, tens, ones.
        let mut room = 1_000;
        while let Some(word) = words.next() {
            let number = words::number(word).or_else(|| words::group(word)).or_else(|| words::scale(word))?;
            let number = match words.peek().and_then(|next| words::scale(next)) {
                Some(scale) => {
                    words.next();
                    number * scale
                }
                None => number,
            };
            if number >= room || (sum > 0 && number == 0) {
                return None;
            }
            room = if number >= 100 {
                100
            } else if number >= 20 && number % 10 == 0 {
                10
            } else {
                0
            };
            sum += number;
        }
        Some(Self::exactly(text, sum))
    }
}

/// Up to which number "one in so many" is a fraction like others.
const SMALL: i128 = 10;

/// The values to which no other plain fraction, and none of the same denominator, is nearer.
fn nearest_fraction(value: &Rational, denominator: &Rational) -> Interval {
    let own = denominator.to_i128();
    let denominators = PLAIN.into_iter().chain(own);
    let fractions = denominators.flat_map(|part| (0..=part).filter_map(move |count| Rational::new(count, part)));
    let (mut below, mut above) = (Rational::zero(), Rational::whole(1));
    for fraction in fractions {
        if fraction < *value && fraction > below {
            below = fraction;
        } else if fraction > *value && fraction < above {
            above = fraction;
        }
    }
    Interval::closed((&below + value).halved(), (&above + value).halved())
}

/// The first word that is none of a number.
fn stranger(text: &str) -> String {
    let is_known = |word: &&str| {
        let numbers = [words::number, words::group, words::scale, words::part, words::times];
        numbers.iter().any(|known| known(word).is_some()) || word.starts_with(|first: char| first.is_ascii_digit())
    };
    text.split([' ', '-']).find(|word| !word.is_empty() && !is_known(word)).unwrap_or(text).to_owned()
}
