//! What all charts have around them: a title above, and below what was found and what it was drawn from.

use crate::audit::emphasis::plain;
use crate::audit::{Audit, Finding, in_doubt, is_singled_out};
use crate::study::Claim;

use super::colour::{Colour, FINDING, QUIET};
use super::drawing::Chart;
use super::scene::{Point, Scene, Side};
use super::sheet::{Sheet, title_lines};
use super::style::{EDGE, SMALL, SUBTITLE, TITLE};
use super::text::{Font, clean, slug};

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
    /// The findings whose figures have marks, as indices, in the order of their letters.
    marked: Vec<usize>,
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
            marked: Vec::new(),
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

    /// The claim at an index.
    pub fn claim(&self, claim: usize) -> &'a Claim {
        &self.audit.study().claims()[claim]
    }

    /// The findings about figures of the table, with their indices.
    pub fn findings(&self) -> impl Iterator<Item = (usize, &'a Finding)> + use<'a> {
        let (audit, table) = (self.audit, Some(self.table));
        let is_here = move |claim: &usize| audit.study().claims()[*claim].table == table;
        audit.findings().iter().enumerate().filter(move |(_, finding)| in_doubt(finding).iter().any(is_here))
    }

    /// The finding by which one of some figures may be wrong: rather a new one.
    pub fn finding(&self, claims: &[usize]) -> Option<usize> {
        let about = self.findings().filter(|(_, finding)| claims.iter().any(|claim| in_doubt(finding).contains(claim)));
        about.min_by_key(|(_, finding)| finding.acknowledged.is_some()).map(|(at, _)| at)
    }

    /// Marks a claim that may be wrong, as all others of its finding are, with the letter of its note and, where it alone can be wrong,
    /// what the others imply. Returns where the mark ends.
    pub fn mark(&mut self, claim: usize, (x, y): Point) -> i32 {
        let Some(at) = self.finding(&[claim]) else { return x };
        let text = format!("{} {}", self.triangle(at, (x + 9, y - 4)), implied(&self.audit.findings()[at]));
        self.scene.text((x + 18, y), Side::Right, SMALL, text.trim(), FINDING);
        x + self.mark_width(claim)
    }

    /// Marks some figures without words but the letter: 24 pixels wide.
    pub fn mark_briefly(&mut self, claims: &[usize], (x, y): Point) {
        if let Some(at) = self.finding(claims) {
            let letter = self.triangle(at, (x, y - 4));
            self.scene.text((x + 7, y), Side::Right, SMALL, &letter, FINDING);
        }
    }

    /// Draws the mark of a finding, full where it is new, and returns the letter of its note.
    pub fn triangle(&mut self, finding: usize, at: Point) -> String {
        self.scene.triangle(at, 5, self.audit.findings()[finding].acknowledged.is_none(), FINDING);
        self.letter(finding)
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
        self.finding(&[claim])
            .map_or(0, |at| 20 + SMALL.width(WIDEST_LETTER) + SMALL.width(&clean(&implied(&self.audit.findings()[at]))))
    }

    /// Writes what was found and the source, and closes the page.
    pub fn finish(mut self, kind: &str, description: &str) -> Chart {
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
        let description = clean(&format!("{}. {description}{found}", self.caption));
        let name = format!("{}-{}", stem(&self.audit.study().tables()[self.table].name, self.table), slug(kind));
        Chart::new(name, &self.title, description, Some(self.table), Sheet::new(self.scene, size, &self.title))
    }

    /// What was found of the figures that are marked; whether it is new.
    fn notes(&self) -> Vec<(String, bool)> {
        let findings: Vec<&Finding> = self.marked.iter().map(|at| &self.audit.findings()[*at]).collect();
        let note = |finding: &&Finding| (self.note(finding), finding.acknowledged.is_none());
        let mut notes: Vec<_> = findings.iter().take(LETTERS.len()).map(note).collect();
        if let Some(left) = findings.get(LETTERS.len()..).filter(|left| !left.is_empty()) {
            let known = left.iter().filter(|finding| finding.acknowledged.is_some()).count();
            let more = if left.len() == 1 { "finding" } else { "findings" };
            notes.push((
                format!("And {} more {more} without a letter, {known} of them known", left.len()),
                known < left.len(),
            ));
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
        1 => format!("{shown} And 1 more row."),
        left => format!("{shown} And {left} more rows."),
    }
}
