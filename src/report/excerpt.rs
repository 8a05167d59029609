//! Excerpts: the rows in which the figures of a finding stand, as their file has them.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use crate::audit::{Finding, in_doubt};
use crate::report::view::figures;
use crate::study::{Claim, Study, with_sign_of};
use crate::visible::line;

/// Of how many figures a finding names each, before it would become too crowded.
const FEW_FIGURES: usize = 4;

/// Some lines of a file, or a row of a paper's table.
pub(super) struct Excerpt<'a> {
    source: usize,
    line: usize,
    bytes: Range<usize>,
    /// The row of the paper's table, and where it is.
    row: Option<(usize, &'a str, String)>,
    /// The figures in it, with their bytes.
    figures: Vec<(usize, Range<usize>)>,
}

/// The lines in which a finding's figures stand, with what lies between them where that is not much; of a paper each row by itself.
pub(super) fn excerpts<'a>(study: &'a Study, finding: &Finding) -> Vec<Excerpt<'a>> {
    let mut excerpts: Vec<Excerpt> = Vec::new();
    for at in figures(finding) {
        let claim = &study.claims()[at];
        match (study.spot(claim), study.row_of(claim)) {
            (Some(spot), Some((row, number, span))) => {
                let own = |other: &&mut Excerpt| {
                    other
                        .row
                        .as_ref()
                        .is_some_and(|known| known.0 == number && std::ptr::eq(known.1, row.text.as_str()))
                };
                match excerpts.iter_mut().find(own) {
                    Some(known) => known.figures.push((at, span)),
                    None => excerpts.push(Excerpt {
                        source: claim.place.source,
                        line: row.number,
                        bytes: 0..row.text.len(),
                        row: Some((number, &row.text, spot.place.clone())),
                        figures: vec![(at, span)],
                    }),
                }
            }
            // Nothing prints it.
            (Some(_), None) => {}
            (None, _) => lines_of(study, at, &mut excerpts),
        }
    }
    // Of a paper the row comes first that the finding is about.
    let is_about = |excerpt: &Excerpt| excerpt.figures.iter().any(|figure| Some(figure.0) == finding.stated);
    excerpts.sort_by_key(|excerpt| excerpt.row.is_some() && !is_about(excerpt));
    excerpts
}

/// The lines of the file in which a figure stands.
fn lines_of(study: &Study, at: usize, excerpts: &mut Vec<Excerpt>) {
    const NEAR: usize = 2_000;
    let place = &study.claims()[at].place;
    let text = study.sources()[place.source].text();
    let start = text[..place.span.start].rfind('\n').map_or(0, |end| end + 1);
    let end = text[place.span.end..].find('\n').map_or(text.len(), |end| place.span.end + end);
    let end = end - usize::from(text[..end].ends_with('\r'));
    // A cell begins where its label does, the figure perhaps lines below.
    let (line, _) = study.sources()[place.source].position(place.span.start);
    let figure = (at, place.span.clone());
    let is_near = |other: &&mut Excerpt| {
        other.source == place.source && start <= other.bytes.end + NEAR && other.bytes.start <= end + NEAR
    };
    match excerpts.iter_mut().filter(|other| other.row.is_none()).find(is_near) {
        None => {
            excerpts.push(Excerpt { source: place.source, line, bytes: start..end, row: None, figures: vec![figure] })
        }
        Some(near) => {
            near.line = near.line.min(line);
            near.bytes = near.bytes.start.min(start)..near.bytes.end.max(end);
            near.figures.push(figure);
        }
    }
}

impl<'a> Excerpt<'a> {
    /// As a part of a message.
    pub fn snippet(&self, study: &'a Study, finding: &Finding) -> Snippet<'a, Annotation<'a>> {
        let file = &study.sources()[self.source];
        let text = self.row.as_ref().map_or_else(|| &file.text()[self.bytes.clone()], |row| row.1);
        let path: Cow<str> = match &self.row {
            Some((_, _, place)) => line(place).into(),
            None => line(&study.in_folder(file.name())).into(),
        };
        Snippet::source(text).path(path).line_start(self.line).annotations(self.annotations(study, finding))
    }

    fn annotations(&self, study: &'a Study, finding: &Finding) -> Vec<Annotation<'a>> {
        let few = figures(finding).len() <= FEW_FIGURES;
        let annotate = |(at, span): &(usize, Range<usize>)| {
            let claim: &Claim = &study.claims()[*at];
            let (kind, label) = match finding.stated {
                Some(stated) if stated == *at => {
                    let recomputed = with_sign_of([&claim.figure], &finding.recomputed);
                    (AnnotationKind::Primary, Some(format!("recomputed: {recomputed}")))
                }
                _ => {
                    // Whatever may be wrong is underlined alike.
                    let is_in_doubt = in_doubt(finding).contains(at);
                    let kind = if is_in_doubt { AnnotationKind::Primary } else { AnnotationKind::Context };
                    (kind, few.then(|| line(&study.reference(claim))))
                }
            };
            kind.span(span.start - self.bytes.start..span.end - self.bytes.start).label(label)
        };
        self.figures.iter().map(annotate).collect()
    }

    /// A text in which the place of the row is followed by what was counted in the row, without that.
    pub fn without_count(&self, text: String) -> String {
        let Some((_, _, place)) = &self.row else { return text };
        let place = line(place);
        let counted = format!("{place}:{}:", self.line);
        let parts = text.split(&counted).enumerate();
        let bare = |(at, part): (usize, &str)| match at {
            0 => part.to_owned(),
            _ => format!("{place}{}", part.trim_start_matches(|sign: char| sign.is_ascii_digit())),
        };
        parts.map(bare).collect()
    }
}
