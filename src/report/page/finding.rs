//! Findings as cards, linked with the cells that they are about.

use maud::{Markup, html};

use crate::finding::Finding;
use crate::mark::Mark;
use crate::report::page::summary::class;
use crate::report::page::{Paper, anchor};
use crate::report::view::{Section, Tone, sections, status};
use crate::report::words::once;

/// The cards of the findings that are told with a table, or with none.
pub(super) fn cards(paper: &Paper, table: Option<usize>) -> Markup {
    html! { @for (at, finding) in paper.findings_of(table) { (card(paper, at, finding)) } }
}

fn card(paper: &Paper, at: usize, finding: &Finding) -> Markup {
    html! {
        article.finding.(class(mark(finding))) id=(anchor::finding(finding, at)) tabindex="-1" {
            h3 { span.no { (at) } " " (finding.message) }
            p.meta { (badge(finding)) " " a href={ "#kind-" (finding.kind) } { (finding.kind) } ": " (finding.kind.says()) }
            ul.figures { @for claim in once(&finding.claims) { (figure(paper, finding, claim)) } }
            @for section in sections(paper.study, finding) { (told(&section)) }
            p.id { code { (finding.id) } }
        }
    }
}

fn figure(paper: &Paper, finding: &Finding, at: usize) -> Markup {
    let claim = &paper.study.claims()[at];
    html! {
        li {
            @if finding.stated == Some(at) { strong.figure { (claim.figure) } } @else { span.figure { (claim.figure) } }
            " " (paper.study.names().quantity(&claim.quantity)) " "
            a.place href={ "#" (anchor::place(paper.study, claim)) } { (paper.study.location(claim)) }
        }
    }
}

fn told(section: &Section) -> Markup {
    let class = if section.tone == Tone::Help { "help" } else { "note" };
    html! {
        div.(class) {
            @if let Some(title) = section.title { p.title { (title) ":" } }
            @match (section.is_code, &section.lines[..]) {
                (true, lines) => pre tabindex="0" { code { (lines.join("\n")) } },
                (false, [line]) => p { (line) },
                (false, lines) => ul { @for line in lines { li { (line) } } },
            }
        }
    }
}

/// A finding's number, which leads to its card.
pub(super) fn number(at: usize, finding: &Finding) -> Markup {
    html! { a.no href={ "#" (anchor::finding(finding, at)) } aria-label={ "Finding " (at) } { (at) } }
}

/// Whether it is acknowledged.
pub(super) fn badge(finding: &Finding) -> Markup {
    html! { span.badge.(class(mark(finding))) { (status(finding)) } }
}

fn mark(finding: &Finding) -> Mark {
    if finding.acknowledged.is_some() { Mark::Acknowledged } else { Mark::Inconsistent }
}
