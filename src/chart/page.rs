//! What all charts have around them: a title above, and below what was found and what it was drawn from.

use std::collections::BTreeSet;

use crate::audit::emphasis::plain;
use crate::audit::{Audit, Finding};
use crate::study::Claim;

use super::colour::{Colour, FINDING, QUIET};
use super::drawing::Chart;
use super::scene::{Point, Scene, Side};
use super::sheet::{Sheet, title_lines};
use super::style::{EDGE, SMALL, SUBTITLE, TITLE};
use super::text::{Font, clean, slug};

/// More findings than these are only counted below a chart.
const MOST_NOTES: usize = 8;

/// A chart of a table that is being drawn, from its top to its end.
pub(super) struct Page<'a> {
    pub audit: &'a Audit<'a>,
    pub table: usize,
    pub scene: Scene,
    pub width: i32,
    /// Where what comes next begins.
    pub y: i32,
    /// The claims that are drawn.
    drawn: BTreeSet<usize>,
    title: String,
    caption: String,
}

impl<'a> Page<'a> {
    /// A page so wide, with its title and, below it, what it shows.
    pub fn new(audit: &'a Audit<'a>, table: usize, width: i32, caption: &str) -> Self {
        let title = title(audit, table);
        let mut page = Self {
            audit,
            table,
            scene: Scene::default(),
            width: width.max(420),
            y: EDGE + 12,
            drawn: BTreeSet::new(),
            title: title.clone(),
            caption: clean(caption),
        };
        page.y += TITLE.line() * title_lines(&title, page.width).len() as i32 + 2;
        page.paragraph(caption, SUBTITLE, QUIET);
        page.y += 10;
        page
    }

    /// Text over the whole width, broken into lines.
    pub fn paragraph(&mut self, text: &str, font: Font, colour: Colour) {
        let lines = font.wrap(&clean(text), self.width - 2 * EDGE);
        self.scene.lines((EDGE, self.y), Side::Right, font, &lines, colour);
        self.y += font.line() * lines.len() as i32;
    }

    /// The claim at an index. It counts as drawn.
    pub fn claim(&mut self, claim: usize) -> &'a Claim {
        self.drawn.insert(claim);
        &self.audit.study().claims()[claim]
    }

    /// Notes that claims are drawn.
    pub fn draws(&mut self, claims: impl IntoIterator<Item = usize>) {
        self.drawn.extend(claims);
    }

    /// What is found of a claim, where its mark stands there.
    pub fn finding(&self, claim: usize) -> Option<&'a Finding> {
        self.findings().find(|finding| marked(finding) == Some(claim))
    }

    /// The finding that reports a relation.
    pub fn finding_of(&self, relation: &str) -> Option<&'a Finding> {
        let mut findings = self.audit.findings().iter();
        findings.find(|finding| finding.id == relation || finding.consequences.iter().any(|name| name == relation))
    }

    /// Notes that a finding is shown, wherever its own mark would stand.
    pub fn tells(&mut self, finding: &Finding) {
        self.drawn.extend(marked(finding));
    }

    /// What is found of the figures of the table.
    pub fn findings(&self) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let (audit, table) = (self.audit, Some(self.table));
        let is_here = move |claim: &usize| audit.study().claims()[*claim].table == table;
        audit.findings().iter().filter(move |finding| finding.claims.iter().any(is_here))
    }

    /// Marks a claim if something was found of it, with what it is recomputed as. Returns where the mark ends.
    pub fn mark(&mut self, claim: usize, (x, y): Point) -> i32 {
        let Some(finding) = self.finding(claim) else { return x };
        let text = mark_text(finding);
        self.scene.triangle((x + 9, y - 4), 5, finding.acknowledged.is_none(), FINDING);
        self.scene.text((x + 18, y), Side::Right, SMALL, &text, FINDING);
        x + self.mark_width(claim)
    }

    /// How wide the mark of a claim is.
    pub fn mark_width(&self, claim: usize) -> i32 {
        self.finding(claim).map_or(0, |finding| 18 + SMALL.width(&clean(&mark_text(finding))))
    }

    /// Writes what was found and the source, and closes the page.
    pub fn finish(mut self, kind: &str, description: &str) -> Chart {
        let notes = self.notes();
        self.y += 8;
        for (text, full) in &notes {
            let lines = SMALL.wrap(text, self.width - 2 * EDGE - 18);
            self.scene.triangle((EDGE + 6, self.y - 4), 5, *full, FINDING);
            self.scene.lines((EDGE + 18, self.y), Side::Right, SMALL, &lines, FINDING);
            self.y += SMALL.line() * lines.len() as i32 + 2;
        }
        self.y += 4;
        self.paragraph(&source(self.audit, self.table), SMALL, QUIET);
        let size = (self.width as u32, (self.y + EDGE - SMALL.line()) as u32);
        let found: String = notes.iter().fold(String::new(), |all, (note, _)| all + " " + note + ".");
        let description = clean(&format!("{}. {description}{found}", self.caption));
        let name = format!("{}-{}", stem(&self.audit.study().tables()[self.table].name, self.table), slug(kind));
        Chart::new(name, &self.title, description, Some(self.table), Sheet::new(self.scene, size, &self.title))
    }

    /// What was found of the claims that are drawn; whether nobody acknowledged it yet.
    fn notes(&self) -> Vec<(String, bool)> {
        let is_drawn = |finding: &&Finding| match marked(finding) {
            Some(claim) => self.drawn.contains(&claim),
            None => finding.claims.iter().any(|claim| self.drawn.contains(claim)),
        };
        let all: Vec<_> = self.findings().filter(is_drawn).collect();
        let note = |finding: &&Finding| {
            let new = finding.acknowledged.is_none();
            let state = if new { "Finding" } else { "Acknowledged" };
            (clean(&format!("{state}: {}", plain(&finding.message))), new)
        };
        let mut notes: Vec<_> = all.iter().take(MOST_NOTES).map(note).collect();
        if let Some(left) = all.get(MOST_NOTES..).filter(|left| !left.is_empty()) {
            let new = left.iter().any(|finding| finding.acknowledged.is_none());
            notes.push((format!("And {} more, {} of them acknowledged", left.len(), acknowledged(left)), new));
        }
        notes
    }
}

fn acknowledged(findings: &[&Finding]) -> usize {
    findings.iter().filter(|finding| finding.acknowledged.is_some()).count()
}

/// The figure that the mark of a finding stands at: the likeliest suspect, but for the one that the finding is about
/// where that may be wrong as well.
fn marked(finding: &Finding) -> Option<usize> {
    let told = finding.stated.filter(|stated| finding.suspects.iter().any(|suspect| suspect.claim == *stated));
    told.or(finding.suspects.first().map(|suspect| suspect.claim)).or(finding.stated)
}

/// What is written beside a mark, if it is short: the recomputed value, or what the others imply for another suspect.
fn mark_text(finding: &Finding) -> String {
    let other = marked(finding).filter(|claim| finding.stated != Some(*claim));
    let suspect = finding.suspects.iter().find(|suspect| Some(suspect.claim) == other);
    let text = suspect.map_or(&finding.recomputed, |suspect| &suspect.implied);
    if text.chars().count() <= 14 { text.clone() } else { String::new() }
}

/// The beginning of the names of a table's charts.
fn stem(name: &str, table: usize) -> String {
    let slug = slug(name);
    if slug.is_empty() { format!("table-{}", table + 1) } else { slug }
}

/// `Table 3: Arguments Expressed by Respondents`, or the table's name alone.
fn title(audit: &Audit, table: usize) -> String {
    let table = &audit.study().tables()[table];
    let name = printed_name(&table.name);
    let title = table.title.as_ref().map(|title| format!("{name}. {title}"));
    clean(&title.unwrap_or(name))
}

/// A name such as `table3` as it is printed.
fn printed_name(name: &str) -> String {
    let digits = name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    let word = &name[..name.len() - digits.len()];
    let is_numbered = !digits.is_empty() && digits.chars().all(|digit| digit.is_ascii_digit());
    match word.chars().next() {
        Some(first) if is_numbered => format!("{}{} {digits}", first.to_ascii_uppercase(), &word[first.len_utf8()..]),
        _ => name.to_owned(),
    }
}

fn source(audit: &Audit, table: usize) -> String {
    let study = audit.study();
    let paper = [study.authors(), study.published()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let paper = if paper.is_empty() { study.title().to_owned() } else { paper };
    let name = &study.tables()[table].name;
    let printed = printed_name(name);
    let table = if printed == *name { format!("the table “{name}”") } else { printed };
    format!("Drawn from the figures printed in {table} of {paper}.")
}

/// More sentences than these would make a description longer than anybody listens to.
const MOST_SENTENCES: usize = 12;

/// Sentences as a paragraph, with how many were left out.
pub(super) fn sentences(all: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = all.collect();
    let shown = all.iter().take(MOST_SENTENCES).map(|sentence| format!("{sentence}.")).collect::<Vec<_>>().join(" ");
    match all.len().saturating_sub(MOST_SENTENCES) {
        0 => shown,
        left => format!("{shown} And {left} more rows."),
    }
}
