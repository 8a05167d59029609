//! What is undecided, what is not checked, and all relations, folded by kind.

use maud::{Markup, html};

use crate::audit::{Mark, Tally};
use crate::relation::{Kind, Outcome, Unknown, Verdict};
use crate::report::page::anchor;
use crate::report::page::badge::{class, emphasised, glyph};
use crate::report::page::document::MANY;
use crate::report::page::paper::Paper;
use crate::report::words;

/// The relations that cannot be evaluated, and the figures to which none is related.
pub(super) fn open_questions(paper: &Paper) -> Markup {
    let undecided: Vec<_> = paper.audit.outcomes().iter().filter_map(undecided).collect();
    let unchecked: Vec<_> = paper.audit.unchecked().collect();
    html! {
        section.open #open aria-labelledby="open-name" {
            h2 #open-name { "Not checked and undecided" }
            (omitted(paper))
            @if undecided.is_empty() { p { "All relations are decided." } } @else {
                details open[undecided.len() <= MANY] {
                    summary { (words::count(undecided.len(), "relation")) " undecided" }
                    ul.names { @for (outcome, unknown) in &undecided {
                        li {
                            (emphasised(&words::subject(outcome, paper.study))) ": "
                            (emphasised(&unknown.reason(paper.study.names()))) " " code { (outcome.relation.name) }
                        }
                    } }
                }
            }
            @if unchecked.is_empty() { p { "Every figure takes part in a relation that is decided." } } @else {
                details open[unchecked.len() <= MANY] {
                    summary { (words::count(unchecked.len(), "figure")) " not checked, because no related figure is reported" }
                    ul.names { @for claim in &unchecked {
                        li {
                            span.figure { (claim.figure) } " " (emphasised(&paper.study.reference(claim))) " "
                            a.place href={ "#" (anchor::place(paper.study, claim)) } { (paper.study.location(claim)) }
                        }
                    } }
                }
            }
        }
    }
}

/// What was not read of a paper without a manifest, by table.
fn omitted(paper: &Paper) -> Markup {
    let omitted = paper.study.omitted();
    html! {
        @if !omitted.is_empty() {
            details open[omitted.len() <= MANY] {
                summary { "Not read: " (words::omitted(paper.study)) }
                ul.names { @for left in omitted {
                    li {
                        strong { (left.table) }
                        @if !left.labels.is_empty() { ", " (left.labels.join("; ")) }
                        ": " (left.reason)
                    }
                } }
            }
        }
        @if !paper.study.unread().is_empty() {
            details open[paper.study.unread().len() <= MANY] {
                summary { (words::count(paper.study.unread().len(), "number")) " in labels or texts not read" }
                ul.names { @for left in paper.study.unread() { li { (left.text) ": " (left.reason) } } }
            }
        }
    }
}

fn undecided(outcome: &Outcome) -> Option<(&Outcome, &Unknown)> {
    match &outcome.verdict {
        Verdict::Undecided(unknown) => Some((outcome, unknown)),
        _ => None,
    }
}

/// Every relation with its arithmetic.
pub(super) fn relations(paper: &Paper) -> Markup {
    html! {
        section.relations #relations aria-labelledby="relations-name" {
            h2 #relations-name { "All relations" }
            details {
                summary {
                    (words::count(paper.audit.tally().relations(), "relation")) ", with their arithmetic: they are derived from what the tables count"
                }
                (filter())
                @for (kind, tally) in words::kinds(paper.audit) { (of_kind(paper, kind, tally)) }
                @for kind in Kind::all().filter(|kind| has_only_findings(paper, *kind)) {
                    p id={ "kind-" (kind) } { (kind) ": " (kind.says()) ". Only violations are listed, among the findings." }
                }
            }
        }
    }
}

fn filter() -> Markup {
    html! {
        form.filter hidden role="search" {
            label { "Show only " input type="search" name="words" placeholder="words, as in network=Simple"; }
            label { "of verdict "
                select name="verdict" {
                    option value="" { "any" }
                    option { "consistent" } option { "inconsistent" } option { "undecided" }
                }
            }
            output aria-live="polite" {}
        }
    }
}

/// Cells that are not of their notation, and figures that only together are impossible, are findings without a relation.
fn has_only_findings(paper: &Paper, kind: Kind) -> bool {
    paper.audit.findings().iter().any(|finding| finding.kind == kind) && paper.audit.of_kind(kind).next().is_none()
}

fn of_kind(paper: &Paper, kind: Kind, tally: Tally) -> Markup {
    html! {
        details.kind id={ "kind-" (kind) } {
            summary { strong { (kind) } ", " (kind.says()) ": " (tally.consistent) " of " (tally.relations()) " " (words::verb(tally.consistent, "holds", "hold")) }
            div.scroll role="region" aria-label={ "Relations of kind " (kind) } tabindex="0" {
                table.list {
                    thead { tr { th scope="col" { "Verdict" } th scope="col" { "Relation" } th scope="col" { "Figures" } } }
                    tbody { @for outcome in paper.audit.of_kind(kind) { (row(paper, outcome)) } }
                }
            }
        }
    }
}

fn row(paper: &Paper, outcome: &Outcome) -> Markup {
    let name = &outcome.relation.name;
    let mark = match outcome.verdict {
        Verdict::Consistent => Mark::Consistent,
        Verdict::Inconsistent => Mark::Inconsistent,
        Verdict::Undecided(_) => Mark::Undecided,
    };
    html! {
        tr id=(anchor::relation(name)) data-verdict=(outcome.verdict.name()) {
            td.(class(mark)) { (glyph(mark)) " " (outcome.verdict.name()) }
            th scope="row" { (emphasised(&words::subject(outcome, paper.study))) " " code { (name) } }
            td.says {
                (words::arithmetic(outcome, paper.study))
                @if let Some(support) = &outcome.support { span.tests { (support.strength) } }
            }
        }
    }
}
