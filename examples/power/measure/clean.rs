//! Tables without an error: what is printed of respondents who are known.

use std::ops::Range;

use retally::microdata::{Microdata, NotSought, Reproduction};
use retally::sample::Measure;
use retally::{Claim, Error, Figure, Qualifier, Relation, Study};

use super::random::Random;

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
const MOST_DRAWS: usize = 20;

impl Files {
    /// Those that a study was read from.
    pub fn of(study: &Study) -> Self {
        Self(study.to_files())
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

/// A study in the layout of another one: of as many respondents, drawn from those that reproduce it. What is not a figure of
/// these respondents stays as it is, and they are drawn again where it does not hold of them. Nothing where that is so each
/// time, or a figure is not defined.
pub(super) fn resampled(microdata: &Microdata, study: &Study, random: &mut Random) -> Option<Files> {
    let files = Files::of(study);
    let left = |claim: usize| match microdata.recomputed()[claim].status {
        Reproduction::NotSought(why) => Some(why),
        _ => None,
    };
    (0..MOST_DRAWS).find_map(|_| {
        let values = microdata.resampled(&mut |bound| random.below(bound));
        let is_kept = |claim: &usize| values[*claim].is_none() && left(*claim).is_some();
        let drawn = (0..values.len()).filter(|claim| !is_kept(claim) && left(*claim) != Some(NotSought::Test));
        let edits = drawn.map(|claim| edit(claim, &study.claims()[claim], values[claim].clone()?));
        let edits: Vec<Edit> = edits.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
        let kept: Vec<usize> = (0..values.len()).filter(is_kept).collect();
        files.edited(study, &edits).filter(|files| kept.is_empty() || holds_of(files, study.name(), &kept))
    })
}

/// Whether what is said in these claims holds.
fn holds_of(files: &Files, name: &str, claims: &[usize]) -> bool {
    let Ok(study) = files.read(name) else { return true };
    let says = |relation: &Relation| relation.claims().iter().any(|claim| claims.contains(claim));
    study.relations().iter().filter(|relation| says(relation)).all(|relation| !relation.is_broken(study.claims()))
}

/// What has to be printed for the value, if that is something else.
fn edit(claim: usize, printed: &Claim, value: Measure) -> Option<Option<Edit>> {
    let as_printed = value.is_in(&printed.values);
    let text = || rewritten(&printed.figure, &value.print(printed.rounding, printed.figure.decimals()));
    Some((!as_printed).then(|| Edit { claim, text: text() }))
}

/// The text of a figure with another number in it; what is said of the old one, such as "over", is not said of the new one.
fn rewritten(figure: &Figure, number: &str) -> String {
    let text = figure.text();
    let is_digit = |character: char| character.is_ascii_digit();
    let plain = figure.qualifier() == Qualifier::Exactly && !text.contains(' ');
    let ends = text.find(is_digit).zip(text.rfind(is_digit)).filter(|_| plain);
    let Some((first, last)) = ends else { return number.to_owned() };
    let head = text[..first].trim_end_matches(|character: char| !character.is_alphabetic());
    let sign = if text[first..last].contains(',') && figure.decimals() > 0 { "," } else { "." };
    format!("{head}{}{}", number.replace('.', sign), &text[last + 1..])
}

#[cfg(test)]
mod tests {
    use retally::builder::{Numbers, Table};

    use super::*;

    #[test]
    fn a_figure_keeps_what_stands_around_its_number() {
        for (text, decimal, number, expected) in [
            ("82.1%", '.', "7.0", "7.0%"),
            ("< 0.10", '.', "0.25", "0.25"),
            ("over 400", '.', "135", "135"),
            ("37,5", ',', "40.0", "40,0"),
            ("1,063", '.', "999", "999"),
            ("−3.2", '.', "-1.0", "-1.0"),
            (".15", '.', "0.20", "0.20"),
        ] {
            let table = Table::new([["f", "%"], ["a", text]]).stub("f").header("statistic");
            let numbers = Numbers::default().decimal(decimal);
            let study = Study::builder("T").table(table.numbers(numbers)).build().unwrap();
            assert_eq!(rewritten(&study.claims()[0].figure, number), expected, "{text}");
        }
    }
}
