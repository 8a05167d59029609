//! The audit as text: a summary to be read in five seconds, then each finding where it stands in the tables.

use std::fmt::{self, Write};

use annotate_snippets::renderer::Renderer;
use annotate_snippets::{Group, Level};
use indexmap::{IndexMap, IndexSet};

use crate::audit::{Audit, Finding};
use crate::relation::{Outcome, Unknown, Verdict};
use crate::report::comparative;
use crate::report::excerpt::excerpts;
use crate::report::style::{Colour, Style};
use crate::report::tested::tested;
use crate::report::view::{Section, Tone, known, sections, status};
use crate::report::words;
use crate::study::{Claim, Study};
use crate::visible::{line, visible};

/// How many undecided relations and unchecked figures the text lists; JSON lists all.
pub(crate) const MOST_LISTED: usize = 20;

/// The whole audit: summary, findings, what is undecided and what is not checked. How findings are acknowledged is said once.
///
/// ```
/// use retally::report::{Colour, text};
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let text = text(&study.audit(), Colour::Never);
/// assert!(text.contains("151 relations: 145 hold, 5 do not hold, 1 is undecided"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn text(audit: &Audit, style: impl Into<Style>) -> String {
    let (mut text, style) = (String::new(), style.into());
    // Writing to a string cannot fail.
    let _ = write_summary(&mut text, audit);
    for found in audit.findings() {
        let _ = writeln!(text, "\n{}", render(audit.study(), found, known(audit.study(), found), style));
    }
    let _ = comparative::write_comparative_claims(&mut text, audit);
    let _ = write_tests(&mut text, audit);
    let _ = write_stale(&mut text, audit);
    let _ = write_undecided(&mut text, audit);
    let _ = write_unchecked(&mut text, audit);
    let _ = write_unread(&mut text, audit);
    if words::new(audit) > 0 {
        let _ = writeln!(text, "\n{}", words::how_to_acknowledge(audit.study()));
    }
    text
}

impl fmt::Display for Audit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text(self, Colour::Never))
    }
}

fn write_summary(text: &mut String, audit: &Audit) -> fmt::Result {
    let study = audit.study();
    writeln!(text, "{}", line(study.title()))?;
    if let Some(imprint) = words::imprint(study) {
        writeln!(text, "{}", line(&imprint))?;
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
    if let Some(cut_off) = words::cut_off(audit) {
        writeln!(text, "  {cut_off}")?;
    }
    writeln!(text, "\n{}", words::findings(audit))?;
    audit.in_common().iter().try_for_each(|habit| writeln!(text, "  {}", line(habit)))
}

/// One finding: the figures underlined in their rows, the arithmetic, what is known of it, and how to acknowledge it.
pub fn finding(study: &Study, finding: &Finding, style: impl Into<Style>) -> String {
    render(study, finding, sections(study, finding), style.into())
}

fn render(study: &Study, finding: &Finding, sections: Vec<Section>, style: Style) -> String {
    // A note is green on a terminal, as if all were well.
    let level = if finding.acknowledged.is_some() { Level::INFO } else { Level::WARNING }.with_name(status(finding));
    let mut group = Group::with_title(level.primary_title(line(&finding.message)).id(finding.kind.name()));
    let excerpts = excerpts(study, finding);
    group = group.elements(excerpts.iter().map(|excerpt| excerpt.snippet(study, finding)));
    for section in sections {
        let text =
            if section.is_code { visible(&section.paragraph()).into_owned() } else { line(&section.paragraph()) };
        group = group.element(if section.tone == Tone::Help { Level::HELP } else { Level::NOTE }.message(text));
    }
    let renderer = if style.colour == Colour::Ansi { Renderer::styled() } else { Renderer::plain() };
    let renderer = style.width.map_or(renderer.clone(), |width| renderer.term_width(width));
    let text = renderer.render(&[group]);
    let text = excerpts.iter().fold(text, |text, excerpt| excerpt.without_count(text));
    if style.colour == Colour::Ansi { text } else { visible(&text).into_owned() }
}

fn write_tests(text: &mut String, audit: &Audit) -> fmt::Result {
    for (at, test) in tested(audit).enumerate() {
        if at == 0 {
            writeln!(text, "\ntests reported in the text, recomputed:")?;
        }
        if at < MOST_LISTED {
            let verdict = test.outcome.verdict.name();
            let said = format!("{}: {}", test.printed(), test.recomputed(audit));
            writeln!(text, "  {verdict:<12}  {}  {}", path(audit, test.p), line(&said))?;
        }
    }
    write_more(text, tested(audit).count())
}

fn write_stale(text: &mut String, audit: &Audit) -> fmt::Result {
    for stale in audit.stale() {
        let stale = format!("{} with {}", stale.finding, stale.printed.join(", "));
        writeln!(text, "\n{}: {}", words::STALE, line(&stale))?;
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
            writeln!(text, "  {}", line(&undecided_line(audit, reason, outcomes)))?;
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
    let study = audit.study();
    let unchecked = audit.unchecked().map(|claim| {
        format!("  {}  {}  {}", path(audit, claim), line(claim.figure.text()), line(&study.reference(claim)))
    });
    write_list(text, "not checked, because no related figure is reported", unchecked.collect())
}

fn write_unread(text: &mut String, audit: &Audit) -> fmt::Result {
    let study = audit.study();
    let unread = study.unread().iter().map(|one| {
        let place = line(&study.path_of(&one.place, ""));
        format!("  {place}  {}", line(&format!("{}: {}", one.text, one.reason)))
    });
    write_list(text, "not read", unread.collect())
}

/// Where a figure is printed.
fn path(audit: &Audit, claim: &Claim) -> String {
    line(&audit.study().path_of(&claim.place, claim.figure.text()))
}

/// Lines under a title, each of them once: several parts of a table may print the same cell.
fn write_list(text: &mut String, title: &str, lines: IndexSet<String>) -> fmt::Result {
    if !lines.is_empty() {
        writeln!(text, "\n{title}:")?;
    }
    lines.iter().take(MOST_LISTED).try_for_each(|line| writeln!(text, "{line}"))?;
    write_more(text, lines.len())
}

fn write_more(text: &mut String, all: usize) -> fmt::Result {
    match all.saturating_sub(MOST_LISTED) {
        0 => Ok(()),
        more => writeln!(text, "  and {more} more; `--format json` lists all"),
    }
}
