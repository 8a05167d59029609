//! The audit as text: a summary to be read in five seconds, then each finding where it stands in the tables.

use std::fmt::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Snippet};

use crate::audit::Audit;
use crate::finding::Finding;
use crate::outcome::Verdict;
use crate::relation::Kind;
use crate::study::{Claim, Study};

/// Whether a text carries colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// With ANSI escape sequences.
    Ansi,
}

/// Of how many figures a finding names what each of them claims to be, before it would become too crowded.
const FEW_FIGURES: usize = 4;

/// How many undecided relations and unchecked figures the text lists; JSON lists all.
const MOST_LISTED: usize = 20;

/// The whole audit: summary, findings, what is undecided and what is not checked.
///
/// ```
/// use retally::report::{Colour, text};
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let text = text(&study.audit(), Colour::Never);
/// assert!(text.contains("94 relations: 89 hold, 5 do not, 0 are undecided"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn text(audit: &Audit, colour: Colour) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut text, audit);
    for found in audit.findings() {
        let _ = writeln!(text, "\n{}", finding(audit.study(), found, colour));
    }
    let _ = write_stale(&mut text, audit);
    let _ = write_undecided(&mut text, audit);
    let _ = write_unchecked(&mut text, audit);
    text
}

impl fmt::Display for Audit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self, Colour::Never))
    }
}

fn write_summary(text: &mut String, audit: &Audit) -> fmt::Result {
    let (study, tally) = (audit.study(), audit.tally());
    writeln!(text, "{}", study.title())?;
    let imprint: Vec<_> = [study.authors(), study.published(), study.doi()].into_iter().flatten().collect();
    if !imprint.is_empty() {
        writeln!(text, "{}", imprint.join(", "))?;
    }
    let (tables, figures) = (count(study.tables().len(), "table"), count(study.claims().len(), "figure"));
    let relations = count(tally.relations(), "relation");
    let (hold, fail, open) = (tally.consistent, tally.inconsistent, tally.undecided);
    writeln!(text, "\n{tables}, {figures}, {relations}: {hold} hold, {fail} do not, {open} are undecided")?;
    for kind in Kind::all() {
        let all = audit.of_kind(kind).count();
        let hold = audit.of_kind(kind).filter(|outcome| outcome.verdict == Verdict::Consistent).count();
        if all > 0 {
            writeln!(text, "  {kind:<12}{hold:>5} of {all:<5} {}", kind.says())?;
        }
    }
    if study.ignored() > 0 {
        writeln!(text, "  {} not read, as the manifest says", count(study.ignored(), "cell"))?;
    }
    write_detectability(text, audit)?;
    let acknowledged = audit.findings().iter().filter(|finding| finding.acknowledged.is_some()).count();
    let new = audit.findings().len() - acknowledged;
    let findings = count(audit.findings().len(), "finding");
    let stale = audit.stale().count();
    writeln!(text, "\n{findings}: {new} new, {acknowledged} acknowledged; {stale} acknowledged but no longer found")
}

/// What the relations that hold are worth.
fn write_detectability(text: &mut String, audit: &Audit) -> fmt::Result {
    let all = audit.detectability().overall();
    let Some(percent) = all.percent() else { return Ok(()) };
    let (always, figures) = (all.always, count(all.figures, "figure"));
    let never = if all.never > 0 { format!(", in {} never", all.never) } else { String::new() };
    writeln!(text, "  a wrong digit would be noticed in {percent} % of cases: in {always} of {figures} always{never}")
}

/// `1 table`, `2 tables`.
fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// One finding: the figures underlined in their files, the arithmetic, and what is known of it.
pub fn finding(study: &Study, finding: &Finding, colour: Colour) -> String {
    let level = match finding.acknowledged {
        Some(_) => Level::NOTE.with_name("acknowledged"),
        None => Level::WARNING.with_name("finding"),
    };
    let mut group = Group::with_title(level.primary_title(printable(&finding.message)).id(finding.kind.name()));
    for excerpt in excerpts(study, finding) {
        let file = &study.sources()[excerpt.source];
        let snippet = Snippet::source(&file.text()[excerpt.bytes.clone()]).path(file.name()).line_start(excerpt.line);
        group = group.element(snippet.annotations(annotations(study, finding, &excerpt)));
    }
    if !finding.consequences.is_empty() {
        let also =
            format!("for the same cause these do not hold either: {}", printable(&finding.consequences.join("; ")));
        group = group.element(Level::NOTE.message(also));
    }
    for explanation in &finding.explanations {
        group = group.element(Level::NOTE.message(printable(&explanation.text)));
    }
    let advice = match finding.acknowledged {
        Some(known) => Level::NOTE.message(printable(&study.acknowledged()[known].note)),
        None => Level::HELP.message(format!("to acknowledge it, add to the manifest:\n{}", entry(finding))),
    };
    if let Some(hint) = finding.kind.hint().filter(|_| finding.acknowledged.is_none()) {
        group = group.element(Level::HELP.message(hint));
    }
    let renderer = if colour == Colour::Ansi { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group.element(advice)])
}

/// Text without characters that would steer a terminal.
fn printable(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() && character != '\n' { '\u{fffd}' } else { character })
        .collect()
}

/// Some lines of a file.
struct Excerpt {
    source: usize,
    line: usize,
    bytes: Range<usize>,
}

/// The lines in which a finding's figures stand, with what lies between them where that is not much.
fn excerpts(study: &Study, finding: &Finding) -> Vec<Excerpt> {
    const NEAR: usize = 2_000;
    let mut excerpts: Vec<Excerpt> = Vec::new();
    for claim in &finding.claims {
        let place = &study.claims()[*claim].place;
        let text = study.sources()[place.source].text();
        let start = text[..place.span.start].rfind('\n').map_or(0, |end| end + 1);
        let end = text[place.span.end..].find('\n').map_or(text.len(), |end| place.span.end + end);
        let end = end - usize::from(text[..end].ends_with('\r'));
        let is_near = |other: &&mut Excerpt| {
            other.source == place.source && start <= other.bytes.end + NEAR && other.bytes.start <= end + NEAR
        };
        match excerpts.iter_mut().find(is_near) {
            None => excerpts.push(Excerpt { source: place.source, line: place.line, bytes: start..end }),
            Some(near) => {
                near.line = near.line.min(place.line);
                near.bytes = near.bytes.start.min(start)..near.bytes.end.max(end);
            }
        }
    }
    excerpts
}

fn annotations<'a>(study: &'a Study, finding: &Finding, excerpt: &Excerpt) -> Vec<Annotation<'a>> {
    let few = finding.claims.len() <= FEW_FIGURES;
    let claims = finding.claims.iter().map(|claim| (*claim, &study.claims()[*claim]));
    let here = claims.filter(|(_, claim)| {
        claim.place.source == excerpt.source
            && excerpt.bytes.start <= claim.place.span.start
            && claim.place.span.end <= excerpt.bytes.end
    });
    let mut seen = Vec::new();
    let here = here
        .filter(|(at, _)| {
            !seen.contains(at) && {
                seen.push(*at);
                true
            }
        })
        .collect::<Vec<_>>();
    let annotate = |(at, claim): (usize, &'a Claim)| {
        let (kind, label) = match finding.stated {
            Some(stated) if stated == at => {
                (AnnotationKind::Primary, Some(format!("recomputed: {}", finding.recomputed)))
            }
            _ => (AnnotationKind::Context, few.then(|| printable(&study.names().quantity(&claim.quantity)))),
        };
        let span = claim.place.span.start - excerpt.bytes.start..claim.place.span.end - excerpt.bytes.start;
        kind.span(span).label(label)
    };
    here.into_iter().map(annotate).collect()
}

/// The entry of the manifest that acknowledges a finding.
fn entry(finding: &Finding) -> String {
    let printed = finding.printed.iter().map(|text| toml_string(text)).collect::<Vec<_>>().join(", ");
    let id = toml_string(&finding.id);
    format!("[[acknowledged]]\nfinding = {id}\nprinted = [{printed}]\nnote = \"why it is so\"")
}

fn toml_string(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn write_stale(text: &mut String, audit: &Audit) -> fmt::Result {
    for stale in audit.stale() {
        let printed = stale.printed.join(", ");
        writeln!(text, "\nacknowledged but no longer found: {} with {printed}", stale.finding)?;
    }
    Ok(())
}

fn write_undecided(text: &mut String, audit: &Audit) -> fmt::Result {
    let names = audit.study().names();
    let undecided = audit.outcomes().iter().filter_map(|outcome| match &outcome.verdict {
        Verdict::Undecided(unknown) => Some((&outcome.relation.name, unknown)),
        _ => None,
    });
    for (at, (name, unknown)) in undecided.enumerate() {
        if at == 0 {
            writeln!(text, "\nundecided:")?;
        }
        if at < MOST_LISTED {
            writeln!(text, "  {}", printable(&format!("{name}: {}", unknown.reason(names))))?;
        }
    }
    write_more(text, audit.tally().undecided)
}

fn write_unchecked(text: &mut String, audit: &Audit) -> fmt::Result {
    for (at, claim) in audit.unchecked().enumerate() {
        if at == 0 {
            writeln!(text, "\nnot checked, because nothing else printed bears on it:")?;
        }
        if at >= MOST_LISTED {
            continue;
        }
        let study = audit.study();
        let what = study.names().quantity(&claim.quantity);
        writeln!(text, "  {}  {}  {}", study.location(claim), claim.figure, printable(&what))?;
    }
    write_more(text, audit.unchecked().count())
}

fn write_more(text: &mut String, all: usize) -> fmt::Result {
    match all.saturating_sub(MOST_LISTED) {
        0 => Ok(()),
        more => writeln!(text, "  and {more} more; `--format json` lists all"),
    }
}
