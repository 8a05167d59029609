//! What a reader knows in five seconds.

use maud::{Markup, html};

use crate::audit::{Finding, Mark};
use crate::report::page::anchor;
use crate::report::page::badge::{badge, class, emphasised, glyph, number};
use crate::report::page::document::MANY;
use crate::report::page::paper::Paper;
use crate::report::words;

/// The paper, the verdicts on its relations, its findings, and the way to its tables.
pub(super) fn summary(paper: &Paper) -> Markup {
    html! {
        header.paper {
            p.kicker { "Published numbers, re-tallied" }
            h1 { (paper.study.title()) }
            @if let Some(imprint) = words::imprint(paper.study) { p.imprint { (imprint) } }
        }
        section.summary aria-labelledby="summary" {
            h2 #summary { "Summary" }
            (verdict(paper))
            (bar(paper))
            (findings(paper))
            (kinds(paper))
            (legend())
            (contents(paper))
        }
    }
}

fn verdict(paper: &Paper) -> Markup {
    let tally = paper.audit.tally();
    html! {
        p.verdict {
            strong { (tally.consistent) " of " (words::count(tally.relations(), "relation")) } " between the reported figures " (words::verb(tally.consistent, "holds", "hold")) ". "
            @if tally.inconsistent > 0 { (tally.inconsistent) " " (words::verb(tally.inconsistent, "does", "do")) " not hold. " }
            @if tally.undecided > 0 { (tally.undecided) " " (words::verb(tally.undecided, "is", "are")) " undecided. " }
        }
        p.extent { (words::extent(paper.audit)) "; " (words::findings(paper.audit)) "." }
        @if let Some(consistency) = words::joint_consistency(&paper.audit.together()) {
            p.worth {
                "Joint consistency: " strong { (consistency) } ". One exact value that rounds to each figure satisfies all these checks at "
                "once; the summary statistics of each variable are checked by themselves."
            }
        }
        @if let Some(cut_off) = words::cut_off(paper.audit) { p.worth { (cut_off) "." } }
        @if let Some(sensitivity) = words::sensitivity(&paper.detectability.overall()) {
            p.worth {
                "Sensitivity: " strong { (sensitivity) } ". Each digit of each figure was changed to each of the nine others in turn; a "
                "change that violates no relation would not be detected."
            }
        }
    }
}

/// The verdicts as parts of a bar, of which the sentence above it is the text.
fn bar(paper: &Paper) -> Markup {
    let tally = paper.audit.tally();
    let parts = [
        (tally.consistent, Mark::Consistent),
        (tally.undecided, Mark::Undecided),
        (tally.inconsistent, if paper.audit.is_as_acknowledged() { Mark::Acknowledged } else { Mark::Inconsistent }),
    ];
    html! {
        div.bar aria-hidden="true" {
            @for (number, mark) in parts.into_iter().filter(|part| part.0 > 0) {
                span.(class(mark)) style={ "flex-grow:" (number) } {}
            }
        }
    }
}

/// All findings; of many, those at the end are folded that are acknowledged.
fn findings(paper: &Paper) -> Markup {
    let findings = paper.audit.findings();
    let last_new = findings.iter().rposition(|finding| finding.acknowledged.is_none());
    let shown = last_new.map_or(0, |last| last + 1).max(MANY).min(findings.len());
    let (shown, folded) = findings.split_at(shown);
    html! {
        @if !findings.is_empty() {
            h3 { "Findings" }
            (list(shown, 1))
            @if !folded.is_empty() {
                details.more { summary { (folded.len()) " more, all of them known" } (list(folded, shown.len() + 1)) }
            }
            p.caution { (words::NO_ACCUSATION) }
        }
        @for stale in paper.audit.stale() {
            p.stale {
                span.badge.(class(Mark::Inconsistent)) { "stale" } " acknowledged, no longer found: "
                (stale.finding) " with " (stale.printed.join(", "))
            }
        }
    }
}

fn list(findings: &[Finding], first: usize) -> Markup {
    html! {
        ol.findings start=(first) {
            @for (at, finding) in (first..).zip(findings) {
                li { (number(at, finding)) " " span { (emphasised(&finding.message)) } " " (badge(finding)) }
            }
        }
    }
}

fn kinds(paper: &Paper) -> Markup {
    html! {
        div.scroll {
            table.kinds {
                caption { "Relations by kind" }
                thead {
                    tr {
                        th scope="col" { "Relation" } th scope="col" { "Hold" } th scope="col" { "Do not hold" }
                        th scope="col" { "Undecided" }
                    }
                }
                tbody {
                    @for (kind, tally) in words::kinds(paper.audit) {
                        tr {
                            th scope="row" { a href={ "#kind-" (kind) } { (kind) } " " span.says { (kind.says()) } }
                            td { (tally.consistent) } td { (tally.inconsistent) } td { (tally.undecided) }
                        }
                    }
                }
            }
        }
    }
}

/// What the marks of cells mean.
fn legend() -> Markup {
    html! {
        h3 { "How to read the tables" }
        ul.legend {
            @for mark in Mark::ALL.into_iter().rev() {
                li {
                    span.sample.(class(mark)) { "12" span.mark { (glyph(mark)) } }
                    span { strong { (mark.name()) } ": " (mark.says()) }
                }
            }
        }
    }
}

fn contents(paper: &Paper) -> Markup {
    html! {
        nav aria-label="Contents" {
            h3 { "Contents" }
            ul.contents {
                @for (at, table) in paper.study.tables().iter().enumerate() {
                    li { a href={ "#" (anchor::table(at)) } { (table.name) }
                        @if let Some(title) = &table.title { " " (title) } }
                }
                @if paper.study.claims().iter().any(|claim| anchor::cell_of(paper.study, claim).is_none()) {
                    li { a href="#text" { "Claims of the text" } }
                }
                li { a href="#open" { "Undecided and not checked" } }
                li { a href="#relations" { "All relations" } }
                li { a href="#about" { "About this page" } }
            }
        }
    }
}
