//! What stands in no table: directions that the text tells, the tests that it reports, and the figures in its sentences and in
//! the manifest.

use std::collections::BTreeSet;

use maud::{Markup, html};
use rustc_hash::FxHashSet;

use crate::audit::Mark;
use crate::report::comparative::{Compared, compared};
use crate::report::page::anchor;
use crate::report::page::badge::{class, emphasised, glyph, number};
use crate::report::page::finding::cards;
use crate::report::page::paper::Paper;
use crate::report::page::table::figure;
use crate::report::tested::{Tested, tested};
use crate::study::{Claim, Passage};

/// The section of what passages of the text or the manifest say, with the findings and charts that belong to no table.
pub(super) fn in_the_text(paper: &Paper) -> Markup {
    let statements: Vec<_> = compared(paper.audit).collect();
    let tests: Vec<_> = tested(paper.audit).collect();
    let passages = passages(paper, &tests);
    let charts = paper.charts.iter().filter(|chart| chart.table().is_none());
    let is_empty = statements.is_empty() && tests.is_empty() && passages.is_empty() && charts.clone().next().is_none();
    if is_empty && paper.findings_of(None).next().is_none() {
        return html! {};
    }
    html! {
        section.text #text aria-labelledby="text-name" {
            h2 #text-name { "Claims of the text" }
            @if !statements.is_empty() { (comparative_claims(paper, &statements)) }
            @if !tests.is_empty() { (tests_reported(paper, &tests)) }
            @if !passages.is_empty() { (figures(paper, &passages)) }
            (cards(paper, None))
            @for chart in charts { (figure(chart)) }
        }
    }
}

fn comparative_claims(paper: &Paper, statements: &[Compared]) -> Markup {
    html! {
        p {
            "Comparative claims are tested on the counts. A claim is supported if the difference is significant (significance level "
            (paper.study.alpha()) "). If not, the direction agrees and the difference is not significant. It is contradicted if the counts go the other way."
        }
        (table(
            "Comparative claims",
            "Comparative claims, tested",
            ["Result", "Claim", "Recomputed"],
            &html! { @for compared in statements { (direction(paper, compared)) } },
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
    let passage = compared.claim.passage.map(|passage| &paper.study.passages()[passage]);
    let at = paper.marks.first_at(&compared.claim.place);
    let findings = at.map_or(&[][..], |at| &paper.findings_at[at]);
    // That a contradiction is acknowledged is known of the figure.
    let mark = at.filter(|_| compared.mark == Mark::Inconsistent).map_or(compared.mark, |at| paper.marks.of_figure(at));
    html! {
        tr {
            th scope="row" id=(anchor::place(paper.study, compared.claim)) class=(class(mark)) {
                @for finding in findings { (number(finding + 1, &paper.audit.findings()[*finding])) " " }
                (glyph(mark)) " " (compared.strength)
            }
            td.says {
                @if let Some(passage) = passage { (quoted(passage)) " " span.section { (passage.section) } " " }
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
                @for finding in findings { (number(finding + 1, &paper.audit.findings()[finding])) " " }
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

/// Figures that stand together: those of one passage, or one of the manifest's own.
type Together = Vec<usize>;

/// The figures that stand in no table, in no test, and tell no direction, in their order.
fn passages(paper: &Paper, tests: &[Tested]) -> Vec<Together> {
    let tests: FxHashSet<Option<usize>> = tests.iter().map(|test| test.p.passage).collect();
    let is_figure = |claim: &Claim| {
        let is_in_table = anchor::cell_of(paper.study, claim).is_some();
        !is_in_table && !claim.quantity.statistic.is_direction() && !tests.contains(&claim.passage)
    };
    let claims = paper.study.claims();
    let mut passages: Vec<Together> = Vec::new();
    for at in (0..claims.len()).filter(|at| is_figure(&claims[*at])) {
        let same = |last: &&mut Together| {
            claims[at].passage.is_some()
                && last.first().is_some_and(|first| claims[*first].passage == claims[at].passage)
        };
        match passages.last_mut().filter(same) {
            Some(last) => last.push(at),
            None => passages.push(vec![at]),
        }
    }
    passages
}

fn figures(paper: &Paper, passages: &[Together]) -> Markup {
    let section = |passage: &Together| {
        let passage = passage.first().and_then(|first| paper.study.claims()[*first].passage)?;
        Some(paper.study.passages()[passage].section.as_str())
    };
    html! {
        div.scroll role="region" aria-label="Figures in the text" tabindex="0" {
            table.claims {
                caption { "Figures reported in the text, by section, or stated in the manifest" }
                thead { tr {
                    th scope="col" { "Figure" } th scope="col" { "Quantity" } th scope="col" { "Text" }
                } }
                @for passages in passages.chunk_by(|one, other| section(one) == section(other)) {
                    tbody {
                        tr.heading { th scope="rowgroup" colspan="3" {
                            (passages.first().and_then(section).unwrap_or("Stated in the manifest"))
                        } }
                        @for passage in passages { @for (nth, at) in passage.iter().enumerate() { (row(paper, passage, nth, *at)) } }
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
                @for finding in &paper.findings_at[at] { (number(finding + 1, &paper.audit.findings()[*finding])) " " }
                (claim.figure)
                span.mark { (glyph(mark)) span.unseen { " " (mark.name()) } }
            }
            td.says { (emphasised(&paper.study.names().in_words(&claim.quantity))) }
            @if nth == 0 {
                td.says rowspan=[span] {
                    @if let Some(passage) = claim.passage { (quoted(&paper.study.passages()[passage])) " " }
                    code { (paper.study.location(claim)) }
                }
            }
        }
    }
}

fn quoted(passage: &Passage) -> Markup {
    html! { @if let Some(says) = &passage.says { span.said { (says) } } }
}
