//! Findings as cards, linked with the cells that they are about.

use maud::{Markup, html};

use crate::audit::{Finding, in_doubt, of_finding};
use crate::diagnosis::Suspect;
use crate::report::page::anchor;
use crate::report::page::badge::{badge, class, emphasised};
use crate::report::page::paper::Paper;
use crate::report::sentences::{are_all_off, confirmed, implied, is_one_off, limit, repairs, shown};
use crate::report::view::{Section, Tone, acknowledging, circumstances, figures, severity};
use crate::report::words;

/// More cards than these of one kind are folded, but for the first.
const MOST_ALIKE: usize = 3;

/// The cards of the findings that are shown with a table, or with none: of many that are alike the first, the others on demand.
pub(super) fn cards(paper: &Paper, table: Option<usize>) -> Markup {
    html! {
        @for alike in paper.alike(paper.findings_of(table)) {
            @let shown = if alike.len() > MOST_ALIKE { 1 } else { alike.len() };
            @for at in &alike[..shown] { (card(paper, *at)) }
            @if shown < alike.len() {
                details.alike {
                    summary { (words::count(alike.len() - shown, "more finding")) " of this kind" }
                    @for at in &alike[shown..] { (card(paper, *at)) }
                }
            }
        }
    }
}

/// A finding: what is wrong, where and how bad; why, on demand where it is known already.
fn card(paper: &Paper, at: usize) -> Markup {
    let finding = paper.findings[at];
    html! {
        article.finding.(class(of_finding(finding))) id=(anchor::finding(finding, at + 1)) tabindex="-1" {
            h3 { span.no { (at + 1) } " " (emphasised(&finding.message)) }
            p.meta {
                (badge(finding)) " " (severity(finding.severity).1) "."
                @if finding.acknowledged.is_some() { " Known: the manifest of this audit lists it." }
            }
            @if !finding.suspects.is_empty() {
                dl.diagnosis { dt { (question(finding)) } (suspects(paper, finding)) }
            }
            details open[finding.acknowledged.is_none()] {
                summary { "Why, and where it is printed" }
                p.meta { "Kind of check: " a href={ "#kind-" (finding.kind) } { (finding.kind) } ", " (finding.kind.says()) "." }
                ul.figures { @for claim in figures(finding) { (figure(paper, finding, claim)) } }
                (diagnosis(paper, finding))
                @for section in circumstances(paper.study, finding) { (render(&section)) }
                @if let Some(section) = acknowledging(paper.study, finding) { (render(&section)) }
                p.id { code { (finding.id) } }
            }
        }
    }
}

/// Why a figure may be wrong, as far as the others tell.
fn diagnosis(paper: &Paper, finding: &Finding) -> Markup {
    let explanations = finding.explanations.iter().map(|known| known.text.clone()).collect::<Vec<_>>();
    let parts = [
        ("Possible explanation", explanations),
        ("Confirmed elsewhere", confirmed(paper.study, finding)),
        ("Smallest corrections", repairs(paper.study, finding)),
        ("Correction", shown(finding).into_iter().collect()),
        ("Limit", limit(finding).into_iter().collect()),
    ];
    html! {
        @if parts.iter().any(|part| !part.1.is_empty()) {
            dl.diagnosis {
                @for (term, sentences) in parts.iter().filter(|part| !part.1.is_empty()) {
                    dt { (term) }
                    @for sentence in sentences { dd { (sentence) } }
                }
            }
        }
    }
}

/// How sure it is which figure is wrong.
fn question(finding: &Finding) -> &'static str {
    match finding.suspects.len() {
        _ if is_one_off(finding) => "Inconsistent",
        _ if are_all_off(finding) => "All of these are wrong",
        1 => "May be wrong",
        _ => "At least one of these is wrong",
    }
}

/// Each suspect with what the other figures imply for it, then those for which they imply nothing.
fn suspects(paper: &Paper, finding: &Finding) -> Markup {
    let open: Vec<_> = finding.suspects.iter().filter(|suspect| implied(paper.study, suspect).is_none()).collect();
    html! {
        @for suspect in &finding.suspects {
            @if let Some(implied) = implied(paper.study, suspect) {
                dd { (suspected(paper, suspect)) ": the other figures imply " strong.figure { (implied) } }
            }
        }
        @if !open.is_empty() {
            dd {
                @for (at, suspect) in open.iter().enumerate() { @if at > 0 { ", " } (suspected(paper, suspect)) }
                ": no unique correction"
            }
        }
    }
}

fn suspected(paper: &Paper, suspect: &Suspect) -> Markup {
    let claim = &paper.study.claims()[suspect.claim];
    html! { a.suspect href={ "#" (anchor::place(paper.study, claim)) } { (claim.figure) } }
}

fn figure(paper: &Paper, finding: &Finding, at: usize) -> Markup {
    let claim = &paper.study.claims()[at];
    html! {
        li {
            @if in_doubt(finding).contains(&at) { strong.figure { (claim.figure) } } @else { span.figure { (claim.figure) } }
            " " span { (emphasised(&paper.study.reference(claim))) } " "
            a.place href={ "#" (anchor::place(paper.study, claim)) } { (paper.study.location(claim)) }
        }
    }
}

fn render(section: &Section) -> Markup {
    let class = if section.tone == Tone::Help { "help" } else { "note" };
    html! {
        div.(class) {
            @if let Some(title) = section.title { p.title { (title) ":" } }
            @match (section.is_code, &section.lines[..]) {
                (true, lines) => pre tabindex="0" { code { (lines.join("\n")) } },
                (false, [line]) => p { (emphasised(line)) },
                (false, lines) => ul { @for line in lines { li { (emphasised(line)) } } },
            }
        }
    }
}
