//! The audit as text: a summary to be read in five seconds, then each finding where it stands in the tables.

use std::fmt::{self, Write};
use std::ops::Range;

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Snippet};
use indexmap::IndexMap;

use crate::audit::{Audit, Finding};
use crate::relation::{Outcome, Unknown, Verdict};
use crate::report::comparative;
use crate::report::tested::tested;
use crate::report::view::{Tone, sections, status};
use crate::report::visible::visible;
use crate::report::words;
use crate::study::{Claim, Study, with_sign_of};

/// Whether a text carries colours for a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Plain text.
    Never,
    /// With ANSI escape sequences.
    Ansi,
}

/// Of how many figures a finding names each, before it would become too crowded.
const FEW_FIGURES: usize = 4;

/// How many undecided relations and unchecked figures the text lists; JSON lists all.
pub(crate) const MOST_LISTED: usize = 20;

/// The whole audit: summary, findings, what is undecided and what is not checked.
///
/// ```
/// use retally::report::{Colour, text};
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let text = text(&study.audit(), Colour::Never);
/// assert!(text.contains("151 relations: 145 hold, 5 do not hold, 1 is undecided"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn text(audit: &Audit, colour: Colour) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut text, audit);
    for found in audit.findings() {
        let _ = writeln!(text, "\n{}", finding(audit.study(), found, colour));
    }
    let _ = comparative::write_comparative_claims(&mut text, audit);
    let _ = write_tests(&mut text, audit);
    let _ = write_stale(&mut text, audit);
    let _ = write_undecided(&mut text, audit);
    let _ = write_unchecked(&mut text, audit);
    let _ = write_unread(&mut text, audit);
    text
}

impl fmt::Display for Audit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self, Colour::Never))
    }
}

fn write_summary(text: &mut String, audit: &Audit) -> fmt::Result {
    let study = audit.study();
    writeln!(text, "{}", visible(study.title()))?;
    if let Some(imprint) = words::imprint(study) {
        writeln!(text, "{}", visible(&imprint))?;
    }
    writeln!(text, "\n{}: {}", words::extent(audit), words::verdicts(audit))?;
    for (kind, tally) in words::kinds(audit) {
        writeln!(text, "  {kind:<12}{:>5} of {:<5} {}", tally.consistent, tally.relations(), kind.says())?;
    }
    if study.ignored() > 0 {
        writeln!(text, "  {} not read (excluded)", words::count(study.ignored(), "cell"))?;
    }
    if let Some(sensitivity) = words::sensitivity(&audit.detectability().overall()) {
        writeln!(text, "  Sensitivity: {sensitivity}")?;
    }
    if let Some(consistency) = words::joint_consistency(&audit.together()) {
        writeln!(text, "  Joint consistency: {consistency}")?;
    }
    if let Some(limit) = audit.limit() {
        writeln!(text, "  Joint consistency not fully searched: search limit reached ({limit})")?;
    }
    writeln!(text, "\n{}", words::findings(audit))?;
    audit.in_common().iter().try_for_each(|line| writeln!(text, "  {}", visible(line)))
}

/// One finding: the figures underlined in their files, the arithmetic, and what is known of it.
pub fn finding(study: &Study, finding: &Finding, colour: Colour) -> String {
    let level = if finding.acknowledged.is_some() { Level::NOTE } else { Level::WARNING }.with_name(status(finding));
    let mut group = Group::with_title(level.primary_title(visible(&finding.message)).id(finding.kind.name()));
    for excerpt in excerpts(study, finding) {
        let file = &study.sources()[excerpt.source];
        let snippet = Snippet::source(&file.text()[excerpt.bytes.clone()]).path(file.name()).line_start(excerpt.line);
        group = group.element(snippet.annotations(annotations(study, finding, &excerpt)));
    }
    for section in sections(study, finding) {
        let text = visible(&section.paragraph()).into_owned();
        group = group.element(if section.tone == Tone::Help { Level::HELP } else { Level::NOTE }.message(text));
    }
    let renderer = if colour == Colour::Ansi { Renderer::styled() } else { Renderer::plain() };
    let text = renderer.render(&[group]);
    if colour == Colour::Ansi { text } else { visible(&text).into_owned() }
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
        // A cell begins where its label does, the figure perhaps lines below.
        let (line, _) = study.sources()[place.source].position(place.span.start);
        let is_near = |other: &&mut Excerpt| {
            other.source == place.source && start <= other.bytes.end + NEAR && other.bytes.start <= end + NEAR
        };
        match excerpts.iter_mut().find(is_near) {
            None => excerpts.push(Excerpt { source: place.source, line, bytes: start..end }),
            Some(near) => {
                near.line = near.line.min(line);
                near.bytes = near.bytes.start.min(start)..near.bytes.end.max(end);
            }
        }
    }
    excerpts
}

fn annotations<'a>(study: &'a Study, finding: &Finding, excerpt: &Excerpt) -> Vec<Annotation<'a>> {
    let few = finding.claims.len() <= FEW_FIGURES;
    let claims = words::once(&finding.claims).map(|claim| (claim, &study.claims()[claim]));
    let here = claims.filter(|(_, claim)| {
        claim.place.source == excerpt.source
            && excerpt.bytes.start <= claim.place.span.start
            && claim.place.span.end <= excerpt.bytes.end
    });
    let annotate = |(at, claim): (usize, &'a Claim)| {
        let (kind, label) = match finding.stated {
            Some(stated) if stated == at => (
                AnnotationKind::Primary,
                Some(format!("recomputed: {}", with_sign_of([&claim.figure], &finding.recomputed))),
            ),
            _ => (AnnotationKind::Context, few.then(|| visible(&study.reference(claim)).into_owned())),
        };
        let span = claim.place.span.start - excerpt.bytes.start..claim.place.span.end - excerpt.bytes.start;
        kind.span(span).label(label)
    };
    here.map(annotate).collect()
}

fn write_tests(text: &mut String, audit: &Audit) -> fmt::Result {
    for (at, test) in tested(audit).enumerate() {
        if at == 0 {
            writeln!(text, "\ntests reported in the text, recomputed:")?;
        }
        if at < MOST_LISTED {
            let (verdict, location) = (test.outcome.verdict.name(), audit.study().location(test.p));
            let line = format!("{location}  {}: {}", test.printed(), test.recomputed(audit));
            writeln!(text, "  {verdict:<12}  {}", visible(&line))?;
        }
    }
    write_more(text, tested(audit).count())
}

fn write_stale(text: &mut String, audit: &Audit) -> fmt::Result {
    for stale in audit.stale() {
        let stale = format!("{} with {}", stale.finding, stale.printed.join(", "));
        writeln!(text, "\n{}: {}", words::STALE, visible(&stale))?;
    }
    Ok(())
}

fn write_undecided(text: &mut String, audit: &Audit) -> fmt::Result {
    let names = audit.study().names();
    let undecided = audit.outcomes().iter().filter_map(|outcome| match &outcome.verdict {
        Verdict::Undecided(unknown) => Some((outcome, unknown)),
        _ => None,
    });
    let mut waiting: IndexMap<String, Vec<&Outcome>> = IndexMap::new();
    for (outcome, unknown) in undecided {
        waiting.entry(unknown.reason(names)).or_default().push(outcome);
    }
    for (at, (reason, outcomes)) in waiting.iter().enumerate() {
        if at == 0 {
            writeln!(text, "\nundecided:")?;
        }
        if at < MOST_LISTED {
            writeln!(text, "  {}", visible(&undecided_line(audit, reason, outcomes)))?;
        }
    }
    write_more(text, waiting.len())
}

/// Why some relations are undecided, once for all of them.
fn undecided_line(audit: &Audit, reason: &str, outcomes: &[&Outcome]) -> String {
    let named = |outcome: &Outcome| format!("[{}] {}", outcome.relation.kind, words::subject(outcome, audit.study()));
    match outcomes {
        [only] => format!("{}: {reason}", named(only)),
        [first, others @ ..] if matches!(first.verdict, Verdict::Undecided(Unknown::NotPrinted(_))) => {
            format!("{reason}; it would decide {} checks: {} and {} more", outcomes.len(), named(first), others.len())
        }
        [first, others @ ..] => format!("{} and {} more: {reason}", named(first), others.len()),
        [] => reason.to_owned(),
    }
}

fn write_unchecked(text: &mut String, audit: &Audit) -> fmt::Result {
    for (at, claim) in audit.unchecked().enumerate() {
        if at == 0 {
            writeln!(text, "\nnot checked, because no related figure is reported:")?;
        }
        if at >= MOST_LISTED {
            continue;
        }
        let study = audit.study();
        let unchecked = format!("  {}  {}  {}", study.location(claim), claim.figure, study.reference(claim));
        writeln!(text, "{}", visible(&unchecked))?;
    }
    write_more(text, audit.unchecked().count())
}

fn write_unread(text: &mut String, audit: &Audit) -> fmt::Result {
    let unread = audit.study().unread();
    if unread.is_empty() {
        return Ok(());
    }
    writeln!(text, "\nnot read:")?;
    for one in unread.iter().take(MOST_LISTED) {
        let place = audit.study().position(&one.place);
        writeln!(text, "{}", visible(&format!("  {place}  {}: {}", one.text, one.reason)))?;
    }
    write_more(text, unread.len())
}

fn write_more(text: &mut String, all: usize) -> fmt::Result {
    match all.saturating_sub(MOST_LISTED) {
        0 => Ok(()),
        more => writeln!(text, "  and {more} more; `--format json` lists all"),
    }
}
