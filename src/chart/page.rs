//! What all charts have around them: a title above, and below what was found and what it was drawn from.

use std::collections::{BTreeMap, BTreeSet};

use crate::audit::emphasis::plain;
use crate::audit::{Audit, Finding, in_doubt, is_singled_out};
use crate::study::Claim;

use super::colour::{Colour, FINDING, QUIET};
use super::drawing::{Chart, Drawn};
use super::scene::{Point, Scene, Side};
use super::sheet::{Sheet, title_lines};
use super::style::{EDGE, SMALL, SUBTITLE, TITLE};
use super::text::{Font, clean, slug};
use super::title::{subtitle, title};

/// What marks and notes of a finding are matched by. More findings than these are only counted below a chart.
const LETTERS: [char; 8] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const WIDEST_LETTER: &str = "h";

/// More figures than these are not named in a note.
const MOST_NAMED: usize = 6;

/// A chart of a table that is being drawn, from its top to its end.
pub(super) struct Page<'a> {
    pub audit: &'a Audit<'a>,
    pub table: usize,
    pub scene: Scene,
    pub width: i32,
    /// Where what comes next begins.
    pub y: i32,
    /// For each figure that may be wrong the findings by which it may.
    doubted: BTreeMap<usize, Vec<usize>>,
    /// The findings whose figures have marks, as indices, in the order of their letters.
    marked: Vec<usize>,
    title: String,
    caption: String,
}

impl<'a> Page<'a> {
    /// A page so wide: its title says what is seen, and below it stands how the table is called and drawn.
    pub fn new(audit: &'a Audit<'a>, table: usize, width: i32, what: &str, how: &str) -> Self {
        let (title, caption) = (title(audit, table, what), subtitle(audit, table, how));
        let mut page = Self {
            audit,
            table,
            scene: Scene::default(),
            width: width.max(420),
            y: EDGE + 12,
            doubted: doubted(audit),
            marked: Vec::new(),
            title: title.clone(),
            caption: clean(&caption),
        };
        page.y += TITLE.line() * title_lines(&title, page.width).len() as i32 + 2;
        page.paragraph(&caption, SUBTITLE, QUIET);
        page.y += 10;
        page
    }

    /// Text over the whole width, broken into lines.
    pub fn paragraph(&mut self, text: &str, font: Font, colour: Colour) {
        let lines = font.wrap(&clean(text), self.width - 2 * EDGE);
        self.scene.lines((EDGE, self.y), Side::Right, font, &lines, colour);
        self.y += font.line() * lines.len() as i32;
    }

    /// The claim at an index.
    pub fn claim(&self, claim: usize) -> &'a Claim {
        &self.audit.study().claims()[claim]
    }

    /// The findings by which one of some figures may be wrong: new ones first, each once.
    pub fn findings_about(&self, claims: &[usize]) -> Vec<usize> {
        let about = claims.iter().filter_map(|claim| self.doubted.get(claim)).flatten().copied();
        let mut about: Vec<usize> = about.collect::<BTreeSet<_>>().into_iter().collect();
        about.sort_by_key(|at| self.audit.findings()[*at].acknowledged.is_some());
        about
    }

    /// Marks a claim that may be wrong, as all others of its findings are, with the letters of their notes and, where it alone can be
    /// wrong, what the others imply. Returns where the mark ends.
    pub fn mark(&mut self, claim: usize, (x, y): Point) -> i32 {
        let about = self.findings_about(&[claim]);
        if about.is_empty() {
            return x;
        }
        let text = format!("{} {}", self.triangle(&about, (x + 9, y - 4)), self.implied(&about));
        self.scene.text((x + 18, y), Side::Right, SMALL, text.trim(), FINDING);
        x + self.mark_width(claim)
    }

    /// Marks some figures without words but the letters: from 5 pixels before the place on as wide as [`Self::brief_width`] says.
    pub fn mark_briefly(&mut self, claims: &[usize], (x, y): Point) {
        let about = self.findings_about(claims);
        if !about.is_empty() {
            let letters = self.triangle(&about, (x, y - 4));
            self.scene.text((x + 7, y), Side::Right, SMALL, &letters, FINDING);
        }
    }

    /// Draws the mark of some findings, full where one is new, and returns the letters of their notes.
    pub fn triangle(&mut self, findings: &[usize], at: Point) -> String {
        let is_new = findings.iter().any(|finding| self.audit.findings()[*finding].acknowledged.is_none());
        self.scene.triangle(at, 5, is_new, FINDING);
        self.letters(findings)
    }

    /// The letters of the notes on some findings: `a,b`.
    pub fn letters(&mut self, findings: &[usize]) -> String {
        let letters: Vec<_> = findings.iter().map(|finding| self.letter(*finding)).collect();
        letters.into_iter().filter(|letter| !letter.is_empty()).collect::<Vec<_>>().join(",")
    }

    /// What is written beside a mark, if it is of one finding.
    fn implied(&self, findings: &[usize]) -> String {
        if let [only] = findings { implied(&self.audit.findings()[*only]) } else { String::new() }
    }

    /// The letter of the note on a finding, which is written below; none for those that are only counted there.
    pub fn letter(&mut self, finding: usize) -> String {
        let known = self.marked.iter().position(|known| *known == finding);
        let at = known.unwrap_or_else(|| {
            self.marked.push(finding);
            self.marked.len() - 1
        });
        LETTERS.get(at).map_or_else(String::new, char::to_string)
    }

    /// How wide the mark of a claim is.
    pub fn mark_width(&self, claim: usize) -> i32 {
        match self.brief_width(&[claim]) {
            0 => 0,
            brief => 8 + brief + SMALL.width(&clean(&self.implied(&self.findings_about(&[claim])))),
        }
    }

    /// How wide the mark of some figures is without words.
    pub fn brief_width(&self, claims: &[usize]) -> i32 {
        let about = self.findings_about(claims).len();
        if about == 0 { 0 } else { 12 + SMALL.width(&vec![WIDEST_LETTER; about].join(",")) }
    }

    /// Writes what was found and the source, and closes the page on which these figures are drawn.
    pub fn finish(mut self, kind: &str, description: &str, figures: impl IntoIterator<Item = usize>) -> Chart {
        let notes = self.notes();
        self.y += 8;
        for (at, (text, full)) in notes.iter().enumerate() {
            let lines = SMALL.wrap(text, self.width - 2 * EDGE - 34);
            self.scene.triangle((EDGE + 6, self.y - 4), 5, *full, FINDING);
            let letter = LETTERS.get(at).map_or_else(String::new, char::to_string);
            self.scene.text((EDGE + 18, self.y), Side::Right, SMALL, &letter, FINDING);
            self.scene.lines((EDGE + 34, self.y), Side::Right, SMALL, &lines, FINDING);
            self.y += SMALL.line() * lines.len() as i32 + 2;
        }
        self.y += 4;
        self.paragraph(&source(self.audit, self.table), SMALL, QUIET);
        let size = (self.width as u32, (self.y + EDGE - SMALL.line()) as u32);
        let found: String = notes.iter().fold(String::new(), |all, (note, _)| all + " " + note + ".");
        let caption = if self.caption.is_empty() { String::new() } else { format!("{}. ", self.caption) };
        let description = clean(&format!("{caption}{description}{found}"));
        let name = format!("{}-{}", stem(&self.audit.study().tables()[self.table].name, self.table), slug(kind));
        let drawn = Drawn { table: Some(self.table), figures: figures.into_iter().collect() };
        Chart::new(name, &self.title, description, drawn, Sheet::new(self.scene, size, &self.title))
    }

    /// What was found of the figures that are marked; whether it is new.
    fn notes(&self) -> Vec<(String, bool)> {
        let findings: Vec<&Finding> = self.marked.iter().map(|at| &self.audit.findings()[*at]).collect();
        let note = |finding: &&Finding| (self.note(finding), finding.acknowledged.is_none());
        let mut notes: Vec<_> = findings.iter().take(LETTERS.len()).map(note).collect();
        if let Some(left) = findings.get(LETTERS.len()..).filter(|left| !left.is_empty()) {
            let known = left.iter().filter(|finding| finding.acknowledged.is_some()).count();
            let more = match (left.len(), known) {
                (1, 0) => "And 1 more finding without a letter".to_owned(),
                (1, _) => "And 1 more finding without a letter, which is known".to_owned(),
                (all, known) => format!("And {all} more findings without a letter, {known} of them known"),
            };
            notes.push((more, known < left.len()));
        }
        notes
    }

    /// A finding in a sentence. Where several figures may be wrong, no one is singled out.
    fn note(&self, finding: &Finding) -> String {
        let state = if finding.acknowledged.is_some() { "Known finding" } else { "Finding" };
        let figures: Vec<_> = in_doubt(finding).into_iter().map(|claim| self.claim(claim).figure.to_string()).collect();
        let doubt = match figures.as_slice() {
            _ if is_singled_out(finding) => String::new(),
            [only] => format!("; {only} may be wrong"),
            many if many.len() > MOST_NAMED => format!("; at least one of {} figures is wrong", many.len()),
            [others @ .., last] => format!("; at least one of {} and {last} is wrong", others.join(", ")),
            [] => String::new(),
        };
        clean(&format!("{state}: {}{doubt}", plain(&finding.message)))
    }
}

/// For each figure that may be wrong the findings by which it may.
fn doubted(audit: &Audit) -> BTreeMap<usize, Vec<usize>> {
    let mut doubted: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, finding) in audit.findings().iter().enumerate() {
        in_doubt(finding).into_iter().for_each(|claim| doubted.entry(claim).or_default().push(at));
    }
    doubted
}

/// What is written beside the mark of a figure that alone can be wrong, if it is short.
fn implied(finding: &Finding) -> String {
    let sole = is_singled_out(finding);
    let implied = finding.suspects.first().filter(|only| finding.stated != Some(only.claim)).map(|only| &only.implied);
    let text = implied.unwrap_or(&finding.recomputed);
    if sole && text.chars().count() <= 14 { text.clone() } else { String::new() }
}

/// The beginning of the names of a table's charts.
fn stem(name: &str, table: usize) -> String {
    let slug = slug(name);
    if slug.is_empty() { format!("table-{}", table + 1) } else { slug }
}

fn source(audit: &Audit, table: usize) -> String {
    let study = audit.study();
    let paper = [study.authors(), study.published()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let paper = if paper.is_empty() { study.title().to_owned() } else { paper };
    format!("Drawn from the figures printed in {} of {paper}.", plain(&study.table_label(table)))
}

/// More sentences than these would make a description longer than anybody listens to.
const MOST_SENTENCES: usize = 12;

/// Sentences as a paragraph, with how many were left out.
pub(super) fn sentences(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    let shown = all.iter().take(MOST_SENTENCES).map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ");
    match all.len().saturating_sub(MOST_SENTENCES) {
        0 => shown,
        1 => format!("{shown} And 1 more row."),
        left => format!("{shown} And {left} more rows."),
    }
}
