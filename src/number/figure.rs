//! Figures: numbers as they are printed.

use std::fmt;
use std::str::FromStr;

use crate::number::open_end;
use crate::number::qualifier::{Qualifier, split_qualifier};
use crate::number::rational::Rational;

/// The most digits a figure may have.
pub const MAX_DIGITS: usize = 100;

/// Signs that print as a minus: hyphen, minus sign and en dash.
const MINUS: [char; 3] = ['-', '−', '–'];

/// A number as printed: its text, its qualifier, its sign, its digits and its decimals.
///
/// `50` and `50.0` are different figures, because they say something different about the value behind
/// them. [`Display`](fmt::Display) gives back the very text that was parsed.
///
/// ```
/// use retally::{Figure, Qualifier, Rational};
///
/// let figure: Figure = "< 0.10".parse().unwrap();
/// assert_eq!(figure.to_string(), "< 0.10");
/// assert_eq!(figure.qualifier(), Qualifier::Below);
/// assert_eq!(figure.decimals(), 2);
/// assert_eq!(figure.number(), &Rational::new(1, 10).unwrap());
/// assert_ne!("50".parse::<Figure>(), "50.0".parse::<Figure>());
///
/// let error = "12O".parse::<Figure>().unwrap_err();
/// assert_eq!(error.to_string(), "`12O` is not a figure: `O` stands where a digit is expected; perhaps `120`");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Figure {
    text: Box<str>,
    qualifier: Qualifier,
    number: Rational,
    decimals: u32,
    /// How many digits stand behind the decimal sign; nothing where the number is in words.
    fraction: Option<u32>,
}

impl Figure {
    /// The text as printed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What is said of the number.
    pub fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// The number itself, without qualifier and percent sign.
    pub fn number(&self) -> &Rational {
        &self.number
    }

    /// How many decimals are printed.
    pub fn decimals(&self) -> u32 {
        self.decimals
    }

    /// One unit in the last place: 0.1 for `26.3`.
    pub fn unit(&self) -> Rational {
        Rational::unit(self.decimals)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl FromStr for Figure {
    type Err = FigureError;

    fn from_str(text: &str) -> Result<Self, FigureError> {
        Self::read(text, '.')
    }
}

impl Figure {
    /// Reads a figure whose decimals stand behind `decimal`. A middle dot is a decimal sign as well; thousands may be
    /// set apart by spaces, apostrophes, and by the comma or the point that is not the decimal sign.
    pub(crate) fn read(text: &str, decimal: char) -> Result<Self, FigureError> {
        let (qualifier, rest) = split_qualifier(text.trim());
        let (qualifier, rest) = open_end::split(qualifier, rest);
        let (negative, rest) = split_sign(rest);
        let digits = rest.strip_suffix('%').unwrap_or(rest).trim_end();
        let (digits, fraction) = read_digits(digits, decimal).map_err(|reason| FigureError::new(text, reason))?;
        let number = Rational::from_digits(negative, &digits, fraction)
            .ok_or_else(|| FigureError::new(text, Reason::NoDigit))?;
        Ok(Self { text: text.into(), qualifier, number, decimals: fraction, fraction: Some(fraction) })
    }

    /// The figure zero, printed as some sign that the table uses for it.
    pub(crate) fn zero(text: &str) -> Self {
        Self {
            text: text.into(),
            qualifier: Qualifier::Exactly,
            number: Rational::zero(),
            decimals: 0,
            fraction: Some(0),
        }
    }

    /// Whether it is a sign that stands for zero, and no digits and no words.
    pub(crate) fn is_glyph(&self) -> bool {
        self.fraction.is_some() && self.digits().is_empty()
    }

    /// A number told in words. It has no decimals.
    pub(crate) fn in_words(text: &str, qualifier: Qualifier, number: Rational) -> Self {
        Self { text: text.into(), qualifier, number, decimals: 0, fraction: None }
    }

    /// The same number with a qualifier that was written as a word.
    pub(crate) fn qualified(self, qualifier: Qualifier) -> Self {
        Self { qualifier, ..self }
    }

    /// The same number with the words around it.
    pub(crate) fn with_text(self, text: &str) -> Self {
        Self { text: text.into(), fraction: None, ..self }
    }

    /// The same number times a power of ten, as in `2.8e-5`, which has six decimals; nothing where its last digit would stand
    /// before the decimal sign.
    pub(crate) fn times_ten_to(self, exponent: i32, text: &str) -> Option<Self> {
        let decimals = u32::try_from(i64::from(self.decimals) - i64::from(exponent)).ok()?;
        let power = Rational::unit(exponent.unsigned_abs());
        let number = if exponent < 0 { &self.number * &power } else { self.number.divided_by(&power)? };
        Some(Self { text: text.into(), number, decimals, fraction: None, ..self })
    }

    /// The same figure where zeros at its end were not printed: it has at least so many decimals.
    pub(crate) fn with_decimals(self, decimals: u32) -> Self {
        Self { decimals: self.decimals.max(decimals), ..self }
    }

    /// Its digits, without what stands between them.
    pub(crate) fn digits(&self) -> String {
        self.text.chars().filter(char::is_ascii_digit).collect()
    }

    /// The figure printed the same way with other digits. Where they are more, the first stand together; nothing where they
    /// are fewer, or none, or where the number is in words.
    pub(crate) fn with_digits(&self, digits: &str) -> Option<Self> {
        let own = self.digits().len();
        let (surplus, rest) = digits.split_at_checked(digits.len().checked_sub(own)?)?;
        let (mut surplus, mut rest) = (Some(surplus), rest.chars());
        let mut text = String::with_capacity(self.text.len());
        for character in self.text.chars() {
            if character.is_ascii_digit() {
                text.extend(surplus.take());
                text.extend(rest.next());
            } else {
                text.push(character);
            }
        }
        let (negative, _) = split_sign(split_qualifier(self.text.trim()).1);
        let number = Rational::from_digits(negative, digits, self.fraction?)?;
        Some(Self { text: text.into(), number, ..*self })
    }
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(MINUS) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// The digits without the decimal sign and those that set thousands apart, and how many stand behind the decimal sign.
fn read_digits(text: &str, decimal: char) -> Result<(String, u32), Reason> {
    let (whole, fraction) = text.split_once([decimal, '·']).unwrap_or((text, ""));
    let digits = join_thousands(whole, decimal).unwrap_or_else(|| whole.to_owned()) + fraction;
    if let Some(stranger) = digits.chars().find(|character| !character.is_ascii_digit()) {
        return Err(Reason::Stranger(stranger));
    }
    if digits.is_empty() || text.ends_with([decimal, '·']) {
        return Err(Reason::NoDigit);
    }
    if digits.len() > MAX_DIGITS {
        return Err(Reason::TooLong(digits.len()));
    }
    Ok((digits, fraction.len() as u32))
}

/// Whether a character may set thousands apart.
pub(crate) fn separates_thousands(character: char, decimal: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '’')
        || matches!(character, '.' | ',') && character != decimal
}

/// The digits of a number whose thousands are all set apart, and by one and the same sign. Nobody counts thousands from zero:
/// `0,500` has a decimal sign.
fn join_thousands(whole: &str, decimal: char) -> Option<String> {
    let separator = whole.chars().find(|character| separates_thousands(*character, decimal))?;
    let mut groups = whole.split(separator);
    let is_first = groups.next().is_some_and(|first| (1..=3).contains(&first.len()) && !first.starts_with('0'));
    (is_first && groups.all(|group| group.len() == 3)).then(|| whole.replace(separator, ""))
}

/// Why a text is not a [`Figure`]. [`Debug`](fmt::Debug) is what [`Display`](fmt::Display) is: one line to be read.
#[derive(Clone, PartialEq, Eq)]
pub struct FigureError {
    text: String,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Reason {
    NoDigit,
    Stranger(char),
    TooLong(usize),
}

impl FigureError {
    fn new(text: &str, reason: Reason) -> Self {
        Self { text: text.to_owned(), reason }
    }
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match self.reason {
            Reason::NoDigit => write!(f, "`{text}` is not a figure: no digit stands where one is expected"),
            Reason::TooLong(digits) => {
                write!(f, "a figure of {digits} digits is too long: at most {MAX_DIGITS} are read")
            }
            Reason::Stranger(stranger) => {
                write!(f, "`{text}` is not a figure: `{stranger}` stands where a digit is expected")?;
                match stranger {
                    'O' | 'o' => write!(f, "; perhaps `{}`", text.replace(stranger, "0")),
                    'l' | 'I' => write!(f, "; perhaps `{}`", text.replace(stranger, "1")),
                    ',' => write!(f, "; if the comma is the decimal sign, say `numbers = {{ decimal = \",\" }}`"),
                    '.' => write!(f, "; if the point is the decimal sign, say `numbers = {{ decimal = \".\" }}`"),
                    letter if letter.is_alphabetic() && text.starts_with(|first: char| first.is_ascii_digit()) => {
                        write!(
                            f,
                            "; a letter that marks a note is declared with `numbers = {{ markers = \"{letter}\" }}`"
                        )
                    }
                    _ => Ok(()),
                }
            }
        }
    }
}

impl fmt::Debug for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for FigureError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Rational {
        text.parse::<Figure>().unwrap().number().clone()
    }

    #[test]
    fn reads_what_journals_print() {
        for (text, numerator, denominator) in [
            ("141", 141, 1),
            (".15", 15, 100),
            ("−3.2", -32, 10),
            ("–3", -3, 1),
            ("+4", 4, 1),
            ("82.1%", 821, 10),
            ("82.1 %", 821, 10),
            ("about 400", 400, 1),
            ("At least 27", 27, 1),
            ("≥ 5", 5, 1),
            ("007", 7, 1),
            ("1,063", 1063, 1),
            ("2 857 108", 2_857_108, 1),
            ("23·4", 234, 10),
            ("13+", 13, 1),
            ("65 and over", 65, 1),
        ] {
            assert_eq!(number(text), Rational::new(numerator, denominator).unwrap(), "{text}");
            assert_eq!(text.parse::<Figure>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn forty_digits_stay_exact() {
        let text = "1234567890123456789012345678901234567890";
        assert_eq!(number(text).to_decimal(0).unwrap(), text);
        assert!("9".repeat(MAX_DIGITS).parse::<Figure>().is_ok());
        assert!("9".repeat(MAX_DIGITS + 1).parse::<Figure>().is_err());
    }

    #[test]
    fn other_digits_are_printed_the_same_way() {
        let with = |text: &str, decimal, digits: &str| {
            let figure = Figure::read(text, decimal).unwrap().with_digits(digits);
            figure.map(|figure| (figure.text().to_owned(), figure.number().to_string(), figure.decimals()))
        };
        for (text, decimal, digits, printed, number) in [
            ("26.3", '.', "264", "26.4", "26.4"),
            ("< 0,10", ',', "090", "< 0,90", "0.9"),
            ("−1,063", '.', "1163", "−1,163", "-1163"),
            ("-0.0", '.', "03", "-0.3", "-0.3"),
            ("99.9 %", '.', "1000", "100.0 %", "100"),
        ] {
            let (found, value, _) = with(text, decimal, digits).unwrap();
            assert_eq!((found.as_str(), value.as_str()), (printed, number));
        }
        assert_eq!(with("26.3", '.', "26"), None);
        assert_eq!(Figure::zero("N.D.").with_digits(""), None);
        let padded = "26.3".parse::<Figure>().unwrap().with_decimals(2).with_digits("264").unwrap();
        assert_eq!((padded.decimals(), padded.number().to_string().as_str()), (2, "26.4"));
    }

    #[test]
    fn no_thousands_begin_with_zero() {
        let read = |text: &str, decimal| Figure::read(text, decimal).map(|figure| figure.number().clone()).ok();
        for text in ["0,500", "0 500", "0,123", "00,500", "01,500", "000,500", "0'500", "0,000", "< 0,500", "−0,500"]
        {
            assert_eq!(read(text, '.'), None, "{text}");
        }
        assert_eq!(read("0.500", ','), None);
        assert_eq!(read("0,500", ','), Rational::new(1, 2));
        assert_eq!(read("0.500", '.'), Rational::new(1, 2));
        assert_eq!(read("10,500", '.'), Rational::new(10_500, 1));
        assert_eq!(read("1.500", ','), Rational::new(1_500, 1));
        let error = |text, decimal| Figure::read(text, decimal).unwrap_err().to_string();
        assert!(error("0,500", '.').contains("if the comma is the decimal sign"));
        assert!(error("0.500", ',').contains("if the point is the decimal sign"));
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in [
            "",
            " ",
            "-",
            ".",
            "5.",
            "1.2.3",
            "12O",
            "1 2",
            "12,5",
            "1,0634",
            ",063",
            "1,063 000",
            "--1",
            "<",
            "overt 5",
            "1e3",
            "NaN",
            "٣",
            "%",
        ] {
            assert!(text.parse::<Figure>().is_err(), "{text:?}");
        }
    }
}
