//! The audit in Markdown: for a review, an issue or an email.

use std::fmt::{self, Write};

use crate::audit::emphasis::parts;
use crate::audit::{Audit, Finding};
use crate::relation::Verdict;
use crate::report::comparative::{Compared, compared, text_claim};
use crate::report::tested::{Tested, tested};
use crate::report::text::MOST_LISTED;
use crate::report::view::{Section, figures, sections, severity, status};
use crate::report::words;
use crate::study::Study;
use crate::visible::line;

/// The whole audit in Markdown, as [CommonMark](https://spec.commonmark.org/0.31.2/) with tables: summary, findings with
/// their arithmetic and where their figures stand, what is undecided and what is not checked.
///
/// What comes from the study's files is escaped: a label with an asterisk or a tag is shown as it is printed.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let markdown = retally::report::markdown(&study.audit());
/// assert!(markdown.starts_with("## Terrorism and Human Smuggling"));
/// assert!(markdown.contains("- `table3.csv:6:4` **26.3**: Table 3, *Simple networks*, %"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn markdown(audit: &Audit) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_summary(&mut text, audit);
    for (number, finding) in (1..).zip(audit.findings()) {
        let _ = write_finding(&mut text, audit.study(), number, finding);
    }
    let compared = compared(audit).map(|compared| comparative_claim(audit.study(), &compared));
    let _ = write_list(&mut text, "Comparative claims, tested", compared);
    let tests = tested(audit).map(|test| tested_line(audit, &test));
    let _ = write_list(&mut text, "Tests reported in the text, recomputed", tests);
    let stale =
        audit.stale().map(|stale| format!("{} with {}", code(&stale.finding), escaped(&stale.printed.join(", "))));
    let _ = write_list(&mut text, "Stale (acknowledged, no longer found)", stale);
    let _ = write_list(&mut text, "Undecided", undecided(audit));
    let _ = write_list(&mut text, "Not checked, because no related figure is reported", unchecked(audit));
    let _ = writeln!(text, "\n*retally {}. {}*", env!("CARGO_PKG_VERSION"), words::NO_ACCUSATION);
    text
}

fn write_summary(text: &mut String, audit: &Audit) -> fmt::Result {
    writeln!(text, "## {}", escaped(audit.study().title()))?;
    if let Some(imprint) = words::imprint(audit.study()) {
        writeln!(text, "\n{}", escaped(&imprint))?;
    }
    writeln!(text, "\n{}: **{}**\n", words::extent(audit), words::verdicts(audit))?;
    writeln!(text, "| relations | hold | of | |\n|---|--:|--:|---|")?;
    for (kind, tally) in words::kinds(audit) {
        writeln!(text, "| {kind} | {} | {} | {} |", tally.consistent, tally.relations(), kind.says())?;
    }
    if let Some(consistency) = words::joint_consistency(&audit.together()) {
        writeln!(text, "\nJoint consistency: {consistency}.")?;
    }
    if let Some(cut_off) = words::cut_off(audit) {
        writeln!(text, "\n{cut_off}.")?;
    }
    if let Some(sensitivity) = words::sensitivity(&audit.detectability().overall()) {
        writeln!(text, "\nSensitivity: {sensitivity}.")?;
    }
    writeln!(text, "\n### {}", capitalised(&words::findings(audit)))
}

fn write_finding(text: &mut String, study: &Study, number: usize, finding: &Finding) -> fmt::Result {
    let Finding { kind, message, .. } = finding;
    writeln!(text, "\n#### {number}. {}[{kind}]: {}\n", status(finding), emphasised(message))?;
    for at in figures(finding) {
        let claim = &study.claims()[at];
        let figure = escaped(claim.figure.text());
        let figure = if finding.stated == Some(at) { format!("**{figure}**") } else { figure };
        writeln!(text, "- {} {figure}: {}", code(&study.location(claim)), emphasised(&study.reference(claim)))?;
    }
    let (severity, means) = severity(finding.severity);
    writeln!(text, "\n*{severity}*: {means}")?;
    sections(study, finding).iter().try_for_each(|section| write_section(text, section))
}

fn write_section(text: &mut String, section: &Section) -> fmt::Result {
    match section.title {
        Some(title) if section.is_code => {
            writeln!(text, "\n{title}:\n")?;
            section.lines.iter().try_for_each(|code| writeln!(text, "    {}", line(code)))
        }
        Some(title) => {
            writeln!(text, "\n{title}:\n")?;
            section.lines.iter().try_for_each(|item| writeln!(text, "- {}", code(item)))
        }
        None => writeln!(text, "\n> {}", emphasised(&section.paragraph())),
    }
}

/// How a comparative claim fares, where it stands, by how much it is so, and the tests.
fn comparative_claim(study: &Study, compared: &Compared) -> String {
    let place = code(&study.location(compared.claim));
    let text_claim =
        text_claim(study, compared.claim).map(|text_claim| format!(" {}.", escaped(&text_claim))).unwrap_or_default();
    format!("**{}** {place}{text_claim} {}", compared.strength, emphasised(&compared.arithmetic()))
}

/// A test as printed, where it stands, and the p value that it has.
fn tested_line(audit: &Audit, test: &Tested) -> String {
    let (verdict, place) = (test.outcome.verdict.name(), code(&audit.study().location(test.p)));
    format!("**{verdict}** {place} {}: {}", escaped(&test.printed()), escaped(&test.recomputed(audit)))
}

fn undecided<'a>(audit: &'a Audit) -> impl Iterator<Item = String> + 'a {
    let names = audit.study().names();
    audit.outcomes().iter().filter_map(|outcome| match &outcome.verdict {
        Verdict::Undecided(unknown) => {
            let (subject, reason) = (words::subject(outcome, audit.study()), unknown.reason(names));
            Some(format!("{}: {} ({})", emphasised(&subject), emphasised(&reason), code(&outcome.relation.name)))
        }
        _ => None,
    })
}

fn unchecked<'a>(audit: &'a Audit) -> impl Iterator<Item = String> + 'a {
    let study = audit.study();
    audit.unchecked().map(|claim| {
        let (figure, reference) = (escaped(claim.figure.text()), emphasised(&study.reference(claim)));
        format!("{} {figure}: {reference}", code(&study.location(claim)))
    })
}

fn write_list(text: &mut String, title: &str, items: impl Iterator<Item = String>) -> fmt::Result {
    let mut all = 0;
    for item in items {
        if all == 0 {
            writeln!(text, "\n### {title}\n")?;
        }
        if all < MOST_LISTED {
            writeln!(text, "- {item}")?;
        }
        all += 1;
    }
    match all.saturating_sub(MOST_LISTED) {
        0 => Ok(()),
        more => writeln!(text, "- and {more} more; the reports in JSON and HTML list all"),
    }
}

fn capitalised(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// A sentence with its labels emphasised, and all else as it is.
pub(super) fn emphasised(sentence: &str) -> String {
    let part = |(is_label, part): (bool, &str)| match (is_label, escaped(part)) {
        (true, label) => format!("*{label}*"),
        // One line has no white space at its ends, a part may have.
        (false, text) => {
            let space = |has: bool| if has { " " } else { "" };
            format!("{}{text}{}", space(part.starts_with(' ')), space(part.ends_with(' ') && !text.is_empty()))
        }
    };
    parts(sentence).into_iter().map(part).collect()
}

/// Text on one line that Markdown shows as it is.
///
/// ASCII punctuation may be escaped wherever it stands (CommonMark 0.31.2, section 2.4); here that is done where it could
/// mean anything. No line begins with such text, so that signs of lists and headings are none.
pub(super) fn escaped(text: &str) -> String {
    let text = line(text);
    let mut escaped = String::with_capacity(text.len());
    for (at, sign) in text.char_indices() {
        // Addresses become links by themselves on some platforms.
        let is_address = match sign {
            ':' => text[at..].starts_with("://"),
            '.' => text[..at].to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        if is_address || r"\`*_[]<>&|~$#@{}^".contains(sign) {
            escaped.push('\\');
        }
        escaped.push(sign);
    }
    escaped
}

/// Text as code, between more backticks than it has in a row.
pub(super) fn code(text: &str) -> String {
    let text = line(text);
    let longest = text.split(|sign| sign != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}
