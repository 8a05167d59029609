//! Tables without an error: what is printed of respondents who are known.

use std::ops::Range;

use crate::error::Error;
use crate::figure::Figure;
use crate::microdata::{Left, Witness};
use crate::random::Random;
use crate::sample::Measure;
use crate::study::{Claim, Study};

/// The files of a study, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Files(pub Vec<(String, String)>);

/// Another text in the place of a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The figure, as an index into [`Study::claims`].
    pub claim: usize,
    /// What is printed in its place.
    pub text: String,
}

/// How often respondents are drawn again where a figure is not defined for those that were.
const MOST_DRAWS: usize = 10;

impl Files {
    /// Those that a study was read from.
    pub fn of(study: &Study) -> Self {
        let mut files: Vec<(String, String)> = Vec::new();
        for source in study.sources() {
            if files.iter().all(|file| file.0 != source.name()) {
                files.push((source.name().to_owned(), source.text().to_owned()));
            }
        }
        Self(files)
    }

    /// The study that they are.
    pub fn read(&self, name: &str) -> Result<Study, Error> {
        Study::from_files(name, self.0.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }

    /// The same with other texts in the places of figures of the study that they are; nothing where one has no place of its
    /// own.
    pub fn edited(&self, study: &Study, edits: &[Edit]) -> Option<Self> {
        let place = |edit: &Edit| {
            let (source, span) = place(study, edit.claim)?;
            let file = self.0.iter().position(|file| file.0 == study.sources()[source].name())?;
            Some((file, span.start, span.end, edit.text.clone()))
        };
        let mut places = edits.iter().map(place).collect::<Option<Vec<_>>>()?;
        places.sort();
        places.dedup();
        let overlap = places.windows(2).any(|pair| pair[0].0 == pair[1].0 && pair[1].1 < pair[0].2);
        let mut files = self.clone();
        for (file, start, end, text) in places.into_iter().rev() {
            files.0[file].1.replace_range(start..end, &text);
        }
        (!overlap).then_some(files)
    }
}

/// Where exactly a figure stands: its source, and its bytes in it.
fn place(study: &Study, claim: usize) -> Option<(usize, Range<usize>)> {
    let Claim { figure, place, .. } = &study.claims()[claim];
    let printed = study.sources().get(place.source)?.text().get(place.span.clone())?;
    let mut found = printed.match_indices(figure.text());
    let at = found.next().filter(|_| found.next().is_none())?.0;
    let start = place.span.start + at;
    Some((place.source, start..start + figure.text().len()))
}

/// A study in the layout of another one: of as many respondents, drawn from those that reproduce it. Nothing where its
/// figures cannot all be recomputed and printed.
pub(super) fn resampled(witness: &Witness, study: &Study, random: &mut Random) -> Option<Files> {
    let files = Files::of(study);
    (0..MOST_DRAWS).find_map(|_| {
        let values = witness.resampled(random);
        let printed = study.claims().iter().zip(values).zip(witness.left()).enumerate();
        let edits = printed.filter(|(_, (_, left))| **left != Some(Left::Test));
        let edits =
            edits.map(|(claim, ((printed, value), _))| edit(claim, printed, value?)).collect::<Option<Vec<_>>>()?;
        files.edited(study, &edits.into_iter().flatten().collect::<Vec<_>>())
    })
}

/// What has to be printed for the value, if that is something else.
fn edit(claim: usize, printed: &Claim, value: Measure) -> Option<Option<Edit>> {
    let as_printed = value.is_in(&printed.values);
    let text = || rewritten(&printed.figure, &value.print(printed.rounding, printed.figure.decimals()));
    Some((!as_printed).then(|| Edit { claim, text: text() }))
}

/// The text of a figure with another number in it.
fn rewritten(figure: &Figure, number: &str) -> String {
    let text = figure.text();
    let is_digit = |character: char| character.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else { return number.to_owned() };
    let head = text[..first].trim_end_matches(|character: char| !character.is_alphabetic());
    let sign = if text[first..last].contains(',') && figure.decimals() > 0 { "," } else { "." };
    format!("{head}{}{}", number.replace('.', sign), &text[last + 1..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_keeps_what_stands_around_its_number() {
        for (text, decimal, number, expected) in [
            ("82.1%", '.', "7.0", "7.0%"),
            ("< 0.10", '.', "0.25", "0.25"),
            ("37,5", ',', "40.0", "40,0"),
            ("1,063", '.', "999", "999"),
            ("−3.2", '.', "-1.0", "-1.0"),
            (".15", '.', "0.20", "0.20"),
        ] {
            let figure = Figure::read(text, decimal).unwrap();
            assert_eq!(rewritten(&figure, number), expected, "{text}");
        }
    }
}
