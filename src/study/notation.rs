//! Notations: how a cell holds several figures, as a template that people recognise, such as `n (%)`.

use std::ops::Range;

use crate::error::nearest;
use crate::number::Rational;
use crate::quantity::Statistic;
use crate::study::interval::{self, level};
use crate::study::numbers::Numbers;

/// What a figure of a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Slot {
    /// A statistic of what the cell is about.
    Of(Statistic),
    /// `N`: the count of the base of the cell's percentage.
    Base,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    Figure(Slot),
    Sign(char),
    /// What stands between the limits of an interval: a dash, a comma, a word.
    Apart,
    /// Whatever stands there, up to the next bracket.
    Ignored,
}

/// A number that is no statistic.
const VALUE: Slot = Slot::Of(Statistic::Value);

/// A notation: for each of the columns under one header label, the figures of a cell and the signs between them.
///
/// `n (%)`, `% (n)`, `n/N (%)`, `mean ± SD`, `median (q1–q3)`; `n | %` for two columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Notation {
    text: String,
    columns: Vec<Vec<Part>>,
    /// Of an interval, how often such intervals hold what they are of.
    level: Option<Rational>,
}

/// What a cell holds under a notation.
pub(crate) struct Reading {
    /// Each figure with its bytes in the cell's text.
    pub figures: Vec<(Slot, Range<usize>)>,
    /// Whether the cell is wholly of the notation.
    pub is_whole: bool,
}

impl Notation {
    /// Reads a template. On failure, what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let columns = text.split('|').map(parts).collect::<Result<Vec<_>, _>>().map_err(unknown)?;
        let notation = Self { text: text.to_owned(), columns, level: level(text) };
        match notation.has_figures() {
            true => Ok(notation),
            false => Err(format!("the notation `{text}` has a column without a statistic")),
        }
    }

    fn has_figures(&self) -> bool {
        self.columns.iter().all(|parts| parts.iter().any(|part| matches!(part, Part::Figure(_))))
    }

    /// The notation that a label is, where it names several statistics and not one.
    pub fn of_label(label: &str) -> Option<Self> {
        // Most labels are none: to say what else they might be would take longer than all the rest.
        let columns = label.split('|').map(parts).collect::<Result<Vec<_>, _>>().ok()?;
        let notation = Self { text: label.to_owned(), columns, level: level(label) };
        // That a cell holds values only a manifest says.
        let is_of_values = || (0..notation.width()).any(|column| notation.slots(column).any(|slot| slot == VALUE));
        let is_notation = notation.has_figures() && notation.is_of_several() && !is_of_values();
        let bare = label.trim_end_matches(['*', '†', '‡', '§']);
        (is_notation && Statistic::from_label(bare).is_none()).then_some(notation)
    }

    /// As the manifest writes it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The level of the interval in it: 95/100 of `OR (95% CI)`.
    pub fn level(&self) -> Option<&Rational> {
        self.level.as_ref()
    }

    /// Whether a cell holds more than one figure.
    pub fn is_of_several(&self) -> bool {
        self.width() == 1 && self.slots(0).count() > 1
    }

    /// How many columns it takes under one header label.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The figures of a cell, in the column that is `column`th under its header label.
    pub fn read(&self, column: usize, text: &str, numbers: &Numbers) -> Reading {
        let mut figures = Vec::new();
        let mut at = 0;
        for part in self.columns.get(column).into_iter().flatten() {
            at += text[at..].len() - text[at..].trim_start().len();
            match part.measure(&text[at..], numbers) {
                Some((figure, all)) => {
                    figures.extend(part.slot().map(|slot| (slot, at + figure.start..at + figure.end)));
                    at += all;
                }
                None => return Reading { figures, is_whole: false },
            }
        }
        let rest = text[at..].trim();
        let is_marker = || numbers.measure(&format!("0{rest}")).is_some_and(|(_, all)| all == rest.len() + 1);
        Reading { figures, is_whole: rest.is_empty() || is_marker() }
    }

    /// What every cell's figures are, when the notation puts a single figure into this column.
    pub fn slots(&self, column: usize) -> impl Iterator<Item = Slot> {
        self.columns.get(column).into_iter().flatten().filter_map(Part::slot)
    }

    /// Whether all its figures are statistics of a variable, none of them a number or a percentage of respondents.
    pub fn is_of_variable(&self) -> bool {
        let mut slots = (0..self.width()).flat_map(|column| self.slots(column));
        slots.all(|slot| matches!(slot, Slot::Of(statistic) if statistic.needs_variable()))
    }
}

impl Part {
    fn slot(&self) -> Option<Slot> {
        match self {
            Self::Figure(slot) => Some(*slot),
            Self::Sign(_) | Self::Apart | Self::Ignored => None,
        }
    }

    /// Where a figure stands at the beginning of a text, and how many bytes the part takes of it.
    fn measure(&self, text: &str, numbers: &Numbers) -> Option<(Range<usize>, usize)> {
        if *self == Self::Apart {
            return interval::apart(text).map(|length| (0..0, length));
        }
        if *self == Self::Ignored {
            let length = text.find(['(', ')', '[', ']']).unwrap_or(text.len());
            return (length > 0).then_some((0..0, length));
        }
        let Self::Sign(sign) = self else {
            let before = self.slot().map_or(0, |slot| measure_name(text, slot));
            let (figure, all) = numbers.measure(&text[before..])?;
            return Some((before..before + figure, before + all));
        };
        let found = text.chars().next().filter(|found| same_sign(*found, *sign))?;
        Some((0..0, found.len_utf8()))
    }
}

/// How many bytes a cell spends on naming the figure that follows: `SD 8.0`, `SD = 8.0`, `IQR 32–40`, `range: 21–59`.
pub(crate) fn measure_name(text: &str, slot: Slot) -> usize {
    let digit = text.find(|character: char| character.is_ascii_digit()).unwrap_or(0);
    let signs = |character: char| "<>≤≥≈~+-−–.·".contains(character) || character.is_whitespace();
    let label = text[..digit].trim_end_matches(signs).trim_end_matches(['=', ':']).trim_end();
    match label.is_empty() || !slot.is_named(label) {
        true => 0,
        false => {
            let behind = text[label.len()..].trim_start();
            text.len() - behind.strip_prefix(['=', ':']).unwrap_or(behind).trim_start().len()
        }
    }
}

impl Slot {
    fn is_named(self, label: &str) -> bool {
        let begins = |name: &&str| label.eq_ignore_ascii_case(name);
        match self {
            Self::Base => Statistic::from_label(label) == Some(Statistic::Count),
            Self::Of(Statistic::LowerQuartile) if IQR.iter().any(begins) => true,
            Self::Of(Statistic::Min) if RANGE.iter().any(begins) => true,
            Self::Of(statistic) => Statistic::from_label(label) == Some(statistic),
        }
    }
}

/// The words for what two figures print: the quartiles, and the extremes.
const IQR: [&str; 2] = ["IQR", "interquartile range"];
const RANGE: [&str; 2] = ["range", "min–max"];

/// The error that a word is no statistic.
fn unknown(word: &str) -> String {
    let near = nearest(word, Statistic::labels()).map(|name| format!("; did you mean `{name}`?"));
    format!("`{word}` in a notation is not a known statistic{}", near.unwrap_or_default())
}

/// The figures and signs of a template; else the word that is no statistic.
fn parts(template: &str) -> Result<Vec<Part>, &str> {
    let mut parts = Vec::new();
    let mut rest = template.trim();
    // Where the number of the base stands beside it, `N`, the other one is `n`.
    let has_both = words(template).any(|word| word == "n");
    while let Some(first) = rest.chars().next() {
        let (phrase, word) = (phrase(rest), words(rest).next().unwrap_or_default());
        let known = if phrase.len() > word.len() { slots(phrase, has_both) } else { None };
        if let Some(slots) = known {
            parts.extend(slots);
            rest = rest[phrase.len()..].trim_start();
        } else if rest.starts_with(word) && !word.is_empty() {
            parts.extend(slots(word, has_both).ok_or(word)?);
            rest = rest[word.len()..].trim_start();
        } else {
            parts.push(Part::Sign(first));
            rest = rest[first.len_utf8()..].trim_start();
        }
    }
    Ok(parts)
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '%'
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| !is_of_word(character)).filter(|word| !word.is_empty())
}

/// The words at the beginning of a text with no sign between them: `standard deviation`, `interquartile range`.
fn phrase(text: &str) -> &str {
    let end = text.find(|character: char| !is_of_word(character) && character != ' ' && character != '.');
    text[..end.unwrap_or(text.len())].trim_end()
}

/// The figures that a word of a template stands for.
fn slots(word: &str, has_both: bool) -> Option<Vec<Part>> {
    let of = |statistic| Part::Figure(Slot::Of(statistic));
    let is = |name: &&str| word.eq_ignore_ascii_case(name);
    match interval::without_level(word) {
        "N" if has_both => Some(vec![Part::Figure(Slot::Base)]),
        _ if IQR.iter().any(is) => {
            Some(vec![of(Statistic::LowerQuartile), Part::Sign('–'), of(Statistic::UpperQuartile)])
        }
        bare if interval::is_named(bare) => {
            Some(vec![of(Statistic::LowerLimit), Part::Apart, of(Statistic::UpperLimit)])
        }
        _ if is(&Statistic::Value.name()) => Some(vec![Part::Figure(VALUE)]),
        "ignore" => Some(vec![Part::Ignored]),
        _ if is(&RANGE[0]) => Some(vec![of(Statistic::Min), Part::Sign('–'), of(Statistic::Max)]),
        bare => {
            let known = Statistic::from_label(bare).filter(|known| bare == word || known.is_of_estimate());
            known.map(|statistic| vec![of(statistic)])
        }
    }
}

/// Whether a label has no words but those of statistics, units in brackets aside: `Range (years)`, `(years)`.
pub(crate) fn names_only_statistics(label: &str) -> bool {
    let mut depth = 0_usize;
    let mut bare = String::new();
    for character in label.chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(character),
            _ => {}
        }
    }
    !label.is_empty() && words(&bare).all(|word| slots(word, false).is_some())
}

/// Whether two signs mean the same in print.
fn same_sign(one: char, other: char) -> bool {
    let class = |sign: char| match sign {
        '-' | '–' | '—' | '−' | '‐' | '‑' => '-',
        '[' => '(',
        ']' => ')',
        ';' => ',',
        other => other,
    };
    class(one) == class(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(template: &str, text: &str) -> (Vec<String>, bool) {
        let reading = Notation::parse(template).unwrap().read(0, text, &Numbers::default());
        (reading.figures.into_iter().map(|(_, span)| text[span].to_owned()).collect(), reading.is_whole)
    }

    #[test]
    fn reads_the_notations_of_journals() {
        for (template, text, figures) in [
            ("n (%)", "432 (68%)", vec!["432", "68%"]),
            ("n (%)", "22(85%)", vec!["22", "85%"]),
            ("n (%)", "3 (< 1%)", vec!["3", "< 1%"]),
            ("% (n)", "18 (1,063)", vec!["18", "1,063"]),
            ("n/N (%)", "103/112 (92.0)", vec!["103", "112", "92.0"]),
            ("mean ± SD", "26.6 ± 3.58", vec!["26.6", "3.58"]),
            ("median (IQR)", "37 (31–43)", vec!["37", "31", "43"]),
            ("median (min, max)", "140(48, 297)", vec!["140", "48", "297"]),
            ("n %", "25 703\n26%", vec!["25 703", "26%"]),
            ("n %", "4924\n5%", vec!["4924", "5%"]),
            ("mean (SD)", "-1.5* (.8)^{a}", vec!["-1.5", ".8"]),
            ("mean (SD)", "75.6 (SD 8.0)", vec!["75.6", "8.0"]),
            ("mean (SD)", "M = 75.6 (SD = 8.0)", vec!["75.6", "8.0"]),
            ("mean (standard deviation)", "75.6 (8.0)", vec!["75.6", "8.0"]),
            ("median (IQR)", "37 (IQR 31–43)", vec!["37", "31", "43"]),
            ("median (interquartile range)", "37 (IQR: 31-43)", vec!["37", "31", "43"]),
            ("mean (range)", "56 (range 29–79)", vec!["56", "29", "79"]),
            ("min–max", "0–13+", vec!["0", "13+"]),
            ("N (%)", "12 (40%)", vec!["12", "40%"]),
            ("% (n)", "40% (n = 12)", vec!["40%", "12"]),
            ("n (%)", "12 * (40)", vec!["12", "40"]),
            ("OR (95% CI)", "1.50 (1.10–2.05)", vec!["1.50", "1.10", "2.05"]),
            ("OR (95% CI)", "1.50 [1.10; 2.05]*", vec!["1.50", "1.10", "2.05"]),
            ("b (CI)", "−0.105(−0.379, 0.170)", vec!["−0.105", "−0.379", "0.170"]),
            ("b (90% CI)", "-0.5 (-0.9 - -0.1)", vec!["-0.5", "-0.9", "-0.1"]),
            ("(95% CI)", "(0.55 to 0.94)", vec!["0.55", "0.94"]),
            ("95% lower limit", "0.55", vec!["0.55"]),
            ("OR (ignore)", "1.50 (1.10 to 2.05)", vec!["1.50"]),
            ("ignore (n)", "44.1 % (26)", vec!["26"]),
        ] {
            let figures: Vec<String> = figures.into_iter().map(str::to_owned).collect();
            assert_eq!(read(template, text), (figures, true), "{template}: {text}");
        }
    }

    #[test]
    fn keeps_what_it_can_of_the_malformed() {
        assert_eq!(read("n (%)", "417 (52.8"), (vec!["417".to_owned(), "52.8".to_owned()], false));
        assert_eq!(read("n/N (%)", "241 (71.1)"), (vec!["241".to_owned()], false));
        assert_eq!(read("n (%)", "see note"), (vec![], false));
        assert_eq!(read("mean (SD)", "75.6 (SE 8.0)"), (vec!["75.6".to_owned()], false));
    }

    #[test]
    fn labels_of_statistics_have_no_other_words() {
        for label in ["Range (years)", "(years)", "Mean ± SD", "Median [IQR]"] {
            assert!(names_only_statistics(label), "{label}");
        }
        for label in ["Age", "Mean age", "Age, mean (SD)", ""] {
            assert!(!names_only_statistics(label), "{label}");
        }
    }

    #[test]
    fn the_level_of_an_interval_is_read() {
        let level = |text: &str| Notation::parse(text).unwrap().level().cloned();
        assert_eq!(level("OR (95% CI)"), Rational::new(95, 100));
        assert_eq!(level("99.9 % CI"), Rational::new(999, 1000));
        assert_eq!(level("90% upper limit"), Rational::new(90, 100));
        assert_eq!(level("OR (CI)"), None);
        assert_eq!(level("n (%)"), None);
    }

    #[test]
    fn refuses_what_is_no_notation() {
        assert!(Notation::parse("n (percnt)").is_err());
        assert!(Notation::parse("( )").is_err());
        assert!(Notation::parse("").is_err());
    }
}
