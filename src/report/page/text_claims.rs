//! The figures that stand in no table.

use maud::{Markup, html};

use crate::report::page::finding::{cards, number};
use crate::report::page::summary::{class, glyph};
use crate::report::page::table::figure;
use crate::report::page::{Paper, anchor};

/// The section of the figures that passages of the text or the manifest state, with the findings and charts that belong to no table.
pub(super) fn in_the_text(paper: &Paper) -> Markup {
    let claims = paper.study.claims().iter().enumerate();
    let claims: Vec<usize> = claims.filter(|(_, claim)| claim.table.is_none()).map(|(at, _)| at).collect();
    let charts = paper.charts.iter().filter(|chart| chart.table().is_none());
    if claims.is_empty() && charts.clone().next().is_none() && paper.findings_of(None).next().is_none() {
        return html! {};
    }
    html! {
        section.text #text aria-labelledby="text-name" {
            h2 #text-name { "In the text" }
            @if !claims.is_empty() { (list(paper, &claims)) }
            (cards(paper, None))
            @for chart in charts { (figure(chart)) }
        }
    }
}

fn list(paper: &Paper, claims: &[usize]) -> Markup {
    html! {
        div.scroll role="region" aria-label="Figures in the text" tabindex="0" {
            table.claims {
                caption { "Figures that the text or the manifest states" }
                thead { tr {
                    th scope="col" { "Figure" } th scope="col" { "What it is" } th scope="col" { "Where" }
                } }
                tbody { @for at in claims { (row(paper, *at)) } }
            }
        }
    }
}

fn row(paper: &Paper, at: usize) -> Markup {
    let (claim, mark) = (&paper.study.claims()[at], paper.marks.of_figure(at));
    // Several figures may stand at one place; links lead to the first.
    let id = (paper.marks.first_at(&claim.place) == Some(at)).then(|| anchor::place(paper.study, claim));
    html! {
        tr {
            th scope="row" id=[id] class=(class(mark)) {
                @for finding in &paper.findings_at[at] { (number(finding + 1, &paper.audit.findings()[*finding])) " " }
                (claim.figure)
                span.mark { (glyph(mark)) span.unseen { " " (mark.name()) } }
            }
            td.says { (paper.study.names().quantity(&claim.quantity)) }
            td.says {
                @if let Some(passage) = claim.passage.map(|passage| &paper.study.passages()[passage]) {
                    (passage.section) ": " @if let Some(says) = &passage.says { q { (says) } " " }
                }
                code { (paper.study.location(claim)) }
            }
        }
    }
}
