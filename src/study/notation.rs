//! Notations: how a cell holds several figures, as a template that people recognise, such as `n (%)`.

use std::ops::Range;

use crate::error::nearest;
use crate::quantity::Statistic;
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
}

/// A notation: for each of the columns under one header label, the figures of a cell and the signs between them.
///
/// `n (%)`, `% (n)`, `n/N (%)`, `mean ± SD`, `median (q1–q3)`; `n | %` for two columns.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Notation {
    text: String,
    columns: Vec<Vec<Part>>,
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
        let columns = text.split('|').map(parts).collect::<Result<Vec<_>, _>>()?;
        match columns.iter().all(|parts| parts.iter().any(|part| matches!(part, Part::Figure(_)))) {
            true => Ok(Self { text: text.to_owned(), columns }),
            false => Err(format!("the notation `{text}` has a column without a statistic")),
        }
    }

    /// As the manifest writes it.
    pub fn text(&self) -> &str {
        &self.text
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
            let rest = &text[at..];
            match part {
                Part::Figure(slot) => {
                    let Some((figure, all)) = numbers.measure(rest) else {
                        return Reading { figures, is_whole: false };
                    };
                    figures.push((*slot, at..at + figure));
                    at += all;
                }
                Part::Sign(sign) => match rest.chars().next().filter(|found| same_sign(*found, *sign)) {
                    Some(found) => at += found.len_utf8(),
                    None => return Reading { figures, is_whole: false },
                },
            }
        }
        let rest = text[at..].trim();
        Reading {
            figures,
            is_whole: rest.is_empty()
                || numbers.measure(&format!("0{rest}")).is_some_and(|(_, all)| all == rest.len() + 1),
        }
    }

    /// What every cell's figures are, when the notation puts a single figure into this column.
    pub fn slots(&self, column: usize) -> impl Iterator<Item = Slot> {
        self.columns.get(column).into_iter().flatten().filter_map(|part| match part {
            Part::Figure(slot) => Some(*slot),
            Part::Sign(_) => None,
        })
    }
}

fn parts(template: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = template.trim();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|character: char| !character.is_alphanumeric() && character != '%').unwrap_or(rest.len());
        if word > 0 {
            parts.extend(slots(&rest[..word])?);
            rest = rest[word..].trim_start();
        } else {
            parts.push(Part::Sign(first));
            rest = rest[first.len_utf8()..].trim_start();
        }
    }
    Ok(parts)
}

/// The figures that a word of a template stands for.
fn slots(word: &str) -> Result<Vec<Part>, String> {
    let of = |statistic| Part::Figure(Slot::Of(statistic));
    match word {
        "N" => Ok(vec![Part::Figure(Slot::Base)]),
        "IQR" => Ok(vec![of(Statistic::LowerQuartile), Part::Sign('–'), of(Statistic::UpperQuartile)]),
        _ => match Statistic::from_label(word) {
            Some(statistic) => Ok(vec![of(statistic)]),
            None => {
                let near = nearest(word, Statistic::labels()).map(|name| format!("; did you mean `{name}`?"));
                Err(format!("`{word}` in a notation is not a known statistic{}", near.unwrap_or_default()))
            }
        },
    }
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
    }

    #[test]
    fn refuses_what_is_no_notation() {
        assert!(Notation::parse("n (percnt)").is_err());
        assert!(Notation::parse("( )").is_err());
        assert!(Notation::parse("").is_err());
    }
}
