//! What stands in no table: directions that the text tells, the tests that it reports, and the figures in its sentences and in
//! the manifest.

use std::collections::BTreeSet;

use maud::{Markup, html};
use rustc_hash::FxHashSet;

use crate::audit::Mark;
use crate::report::comparative::{Compared, compared};
use crate::report::page::anchor;
use crate::report::page::badge::{class, emphasised, glyph, number};
use crate::report::page::document::MANY;
use crate::report::page::finding::cards;
use crate::report::page::paper::Paper;
use crate::report::page::table::figures as charts;
use crate::report::tested::{Tested, tested};
use crate::report::words;
use crate::study::{Claim, TextClaim};

/// The section of what text claims of the text or the manifest say, with the findings and charts that belong to no table.
pub(super) fn in_the_text(paper: &Paper) -> Markup {
    let comparative: Vec<_> = compared(paper.audit).collect();
    let tests: Vec<_> = tested(paper.audit).collect();
    let text_claims = text_claims(paper, &tests);
    let is_drawn = paper.charts.iter().any(|chart| chart.table().is_none());
    let is_empty = comparative.is_empty() && tests.is_empty() && text_claims.is_empty() && !is_drawn;
    if is_empty && paper.findings_of(None).next().is_none() {
        return html! {};
    }
    html! {
        section.text #text aria-labelledby="text-name" {
            h2 #text-name { "Claims of the text" }
            @if !comparative.is_empty() { (comparative_claims(paper, &comparative)) }
            @if !tests.is_empty() { (tests_reported(paper, &tests)) }
            (folded(paper, text_claims))
            (cards(paper, None))
            (charts(paper, None))
        }
    }
}

fn comparative_claims(paper: &Paper, comparative: &[Compared]) -> Markup {
    html! {
        p {
            "Comparative claims are tested on the counts. A claim is supported if the difference is significant (significance level "
            (paper.study.alpha()) "). If not, the direction agrees and the difference is not significant. It is contradicted if the counts go the other way."
        }
        (table(
            "Comparative claims",
            "Comparative claims, tested",
            ["Result", "Claim", "Recomputed"],
            &html! { @for compared in comparative { (direction(paper, compared)) } },
        ))
    }
}

/// A table of three columns that scrolls where the page is narrow.
fn table(label: &str, caption: &str, columns: [&str; 3], rows: &Markup) -> Markup {
    html! {
        div.scroll role="region" aria-label=(label) tabindex="0" {
            table.claims {
                caption { (caption) }
                thead { tr { @for column in columns { th scope="col" { (column) } } } }
                tbody { (rows) }
            }
        }
    }
}

fn direction(paper: &Paper, compared: &Compared) -> Markup {
    let text_claim = compared.claim.text_claim.map(|text_claim| &paper.study.text_claims()[text_claim]);
    let at = paper.marks.first_at(&compared.claim.place);
    let findings = at.map_or(&[][..], |at| &paper.findings_at[at]);
    // That a contradiction is acknowledged is known of the figure.
    let mark = at.filter(|_| compared.mark == Mark::Inconsistent).map_or(compared.mark, |at| paper.marks.of_figure(at));
    html! {
        tr {
            th scope="row" id=(anchor::place(paper.study, compared.claim)) class=(class(mark)) {
                @for finding in findings { (number(*finding, paper.findings[*finding])) " " }
                (glyph(mark)) " " (compared.strength)
            }
            td.says {
                @if let Some(text_claim) = text_claim { (quoted(text_claim)) " " span.section { (text_claim.section) } " " }
                code { (paper.study.location(compared.claim)) }
            }
            td.says {
                (emphasised(&compared.what)) @if let Some(by) = &compared.by { ": " strong { (by) } }
                @if let Some(tested) = &compared.tested { span.tests { (emphasised(tested)) } }
            }
        }
    }
}

fn tests_reported(paper: &Paper, tests: &[Tested]) -> Markup {
    table(
        "Tests in the text",
        "Tests reported in the text, recomputed",
        ["Verdict", "Reported", "Recomputed"],
        &html! { @for test in tests { (test_reported(paper, test)) } },
    )
}

/// A test in a row, to which links to any of its figures lead.
fn test_reported(paper: &Paper, test: &Tested) -> Markup {
    let figures = || test.figures.clone();
    let findings: BTreeSet<usize> = figures().flat_map(|at| &paper.findings_at[at]).copied().collect();
    let mark = figures().map(|at| paper.marks.of_figure(at)).max().unwrap_or(Mark::Unchecked);
    html! {
        tr {
            th scope="row" class=(class(mark)) {
                @for finding in findings { (number(finding, paper.findings[finding])) " " }
                (glyph(mark)) " " (test.outcome.verdict.name())
            }
            td.says {
                @for at in figures() { @if let Some(id) = own_anchor(paper, at) { span id=(id) {} } }
                span.said { (test.printed()) } " " code { (paper.study.location(test.p)) }
            }
            td.says { (test.recomputed(paper.audit)) }
        }
    }
}

/// The anchor of a figure; of several that stand at one place the first has it.
fn own_anchor(paper: &Paper, at: usize) -> Option<String> {
    let claim = &paper.study.claims()[at];
    (paper.marks.first_at(&claim.place) == Some(at)).then(|| anchor::place(paper.study, claim))
}

/// Figures that stand together: those of one text claim, or one of the manifest's own.
type Together = Vec<usize>;

/// The figures that stand in no table, in no test, and tell no direction, in their order.
fn text_claims(paper: &Paper, tests: &[Tested]) -> Vec<Together> {
    let tests: FxHashSet<Option<usize>> = tests.iter().map(|test| test.p.text_claim).collect();
    let is_figure = |claim: &Claim| {
        let is_in_table = anchor::cell_of(paper.study, claim).is_some();
        !is_in_table && !claim.quantity.statistic.is_direction() && !tests.contains(&claim.text_claim)
    };
    let claims = paper.study.claims();
    let mut text_claims: Vec<Together> = Vec::new();
    for at in (0..claims.len()).filter(|at| is_figure(&claims[*at])) {
        let same = |last: &&mut Together| {
            claims[at].text_claim.is_some()
                && last.first().is_some_and(|first| claims[*first].text_claim == claims[at].text_claim)
        };
        match text_claims.last_mut().filter(same) {
            Some(last) => last.push(at),
            None => text_claims.push(vec![at]),
        }
    }
    text_claims
}

/// The figures in the text; of many those that are consistent are folded.
fn folded(paper: &Paper, text_claims: Vec<Together>) -> Markup {
    let is_consistent = |figures: &Together| figures.iter().all(|at| paper.marks.of_figure(*at) == Mark::Consistent);
    let (consistent, open): (Vec<_>, Vec<_>) = text_claims.into_iter().partition(is_consistent);
    let number: usize = consistent.iter().map(Vec::len).sum();
    html! {
        @if !open.is_empty() { (figures(paper, &open, "Figures in the text or the manifest that are not consistent, or not checked")) }
        @if !consistent.is_empty() {
            details open[number <= MANY] {
                summary { (words::count(number, "figure")) " of the text or the manifest " (words::verb(number, "is", "are")) " consistent" }
                (figures(paper, &consistent, "Consistent figures in the text or the manifest"))
            }
        }
    }
}

fn figures(paper: &Paper, text_claims: &[Together], caption: &str) -> Markup {
    let section = |text_claim: &Together| {
        let text_claim = text_claim.first().and_then(|first| paper.study.claims()[*first].text_claim)?;
        Some(paper.study.text_claims()[text_claim].section.as_str())
    };
    html! {
        div.scroll role="region" aria-label=(caption) tabindex="0" {
            table.claims {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "Figure" } th scope="col" { "Quantity" } th scope="col" { "Text" }
                } }
                @for text_claims in text_claims.chunk_by(|one, other| section(one) == section(other)) {
                    tbody {
                        tr.heading { th scope="rowgroup" colspan="3" {
                            (text_claims.first().and_then(section).unwrap_or("Stated in the manifest"))
                        } }
                        @for text_claim in text_claims { @for (nth, at) in text_claim.iter().enumerate() { (row(paper, text_claim, nth, *at)) } }
                    }
                }
            }
        }
    }
}

/// A figure; what is said stands beside the first of those that stand together.
fn row(paper: &Paper, together: &Together, nth: usize, at: usize) -> Markup {
    let (claim, mark) = (&paper.study.claims()[at], paper.marks.of_figure(at));
    let id = own_anchor(paper, at);
    let span = (together.len() > 1).then_some(together.len());
    html! {
        tr {
            th scope="row" id=[id] class=(class(mark)) {
                @for finding in &paper.findings_at[at] { (number(*finding, paper.findings[*finding])) " " }
                (claim.figure)
                span.mark { (glyph(mark)) span.unseen { " " (mark.name()) } }
            }
            td.says { (emphasised(&paper.study.names().in_words(&claim.quantity))) }
            @if nth == 0 {
                td.says rowspan=[span] {
                    @if let Some(text_claim) = claim.text_claim { (quoted(&paper.study.text_claims()[text_claim])) " " }
                    code { (paper.study.location(claim)) }
                }
            }
        }
    }
}

fn quoted(text_claim: &TextClaim) -> Markup {
    html! { @if let Some(says) = &text_claim.says { span.said { (says) } } }
}
