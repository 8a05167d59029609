//! A table as the paper prints it, with its findings beneath the rows and its charts beneath it.

use std::ops::Range;

use maud::{Markup, PreEscaped, html};

use crate::audit::Mark;
use crate::audit::emphasis::plain;
use crate::chart::Chart;
use crate::report::page::anchor;
use crate::report::page::badge::{class, emphasised, glyph, number};
use crate::report::page::finding::cards;
use crate::report::page::layout::{Spanning, groups, header, is_blank, is_heading};
use crate::report::page::paper::Paper;
use crate::report::sentences::implied;
use crate::report::words;
use crate::study::{Cell, Table};

/// The section of a table.
pub(super) fn table(paper: &Paper, at: usize) -> Markup {
    let anchor = anchor::table(at);
    let heading = format!("{anchor}-name");
    html! {
        section.table id=(anchor) aria-labelledby=(heading) {
            h2 id=(heading) { (emphasised(&paper.study.table_label(at))) }
            (content_of(paper, at))
        }
    }
}

/// What stands below the heading of a table.
pub(super) fn content_of(paper: &Paper, at: usize) -> Markup {
    let (table, coverage, label) =
        (&paper.study.tables()[at], &paper.detectability.tables[at], paper.study.table_label(at));
    html! {
            @if coverage.detected < coverage.changes { (switch()) }
            div.scroll role="region" aria-label={ (plain(&label)) ", as printed" } tabindex="0" {
                table.facsimile {
                    @match &table.title {
                        Some(title) => caption { (title) },
                        // What the heading says is not said twice but to readers of screens.
                        None => caption.unseen { (plain(&label)) },
                    }
                    (head(paper, table))
                    @for group in groups(table) { (body(paper, table, group)) }
                }
            }
            p.file {
                "As printed, from " code { (paper.study.sources()[table.source].called()) }
                @if let Some(sensitivity) = words::sensitivity(coverage) { ". Sensitivity: " (sensitivity) "." }
            }
            (cards(paper, Some(at)))
            (figures(paper, Some(at)))
    }
}

/// Shows in the table in which figures errors would not be detected; without a script.
fn switch() -> Markup {
    html! {
        label.switch {
            input type="checkbox"; " Show where errors would not be detected"
        }
    }
}

/// The first chart of a table, or of none; the others on demand.
pub(super) fn figures(paper: &Paper, table: Option<usize>) -> Markup {
    let charts: Vec<&Chart> = paper.charts.iter().filter(|chart| chart.table() == table).collect();
    html! {
        @if let Some((first, others)) = charts.split_first() {
            (figure(first))
            @if !others.is_empty() {
                details.charts {
                    summary { (words::count(others.len(), "more chart")) }
                    @for chart in others { (figure(chart)) }
                }
            }
        }
    }
}

/// A chart with what it shows in words.
pub(in crate::report) fn figure(chart: &Chart) -> Markup {
    html! {
        figure.chart {
            div.drawing role="region" aria-label={ "Chart: " (chart.title()) } tabindex="0" { (PreEscaped(chart.svg())) }
            figcaption { details { summary { "In words" } p { (chart.description()) } } }
        }
    }
}

fn head(paper: &Paper, table: &Table) -> Markup {
    html! {
        thead {
            @for row in 0..table.header_rows {
                tr {
                    @for label in header(table, row) { (label_above(paper, table, &label)) }
                }
            }
        }
    }
}

fn label_above(paper: &Paper, table: &Table, label: &Spanning) -> Markup {
    let Spanning { cell, columns, is_stub } = *label;
    let scope = if columns > 1 { "colgroup" } else { "col" };
    let span = (columns > 1).then_some(columns);
    let style = if is_stub { Some("stub") } else { style(paper, table, cell) };
    html! {
        @if is_blank(cell) { td {} } @else {
            th scope=(scope) colspan=[span] id=[id(paper, table, cell)] class=[style] {
                (content(paper, table, cell))
            }
        }
    }
}

fn body(paper: &Paper, table: &Table, group: Range<usize>) -> Markup {
    let shares_label = group.len() > 1;
    html! {
        tbody {
            @for (at, cells) in table.grid.rows()[group].iter().enumerate() {
                (row(paper, table, cells, shares_label && at == 0))
            }
        }
    }
}

/// A row; its first label may be one of all rows of its group.
fn row(paper: &Paper, table: &Table, cells: &[Cell], begins_group: bool) -> Markup {
    let (stub, figures) = cells.split_at(table.stub_columns.min(cells.len()));
    if is_heading(table, cells) {
        let scope = if begins_group { "rowgroup" } else { "row" };
        let label = html! {
            @if let Some(cell) = cells.first() {
                th scope=(scope) colspan=(cells.len()) id=[id(paper, table, cell)] class=[style(paper, table, cell)] {
                    (content(paper, table, cell))
                }
            }
        };
        return html! { tr.heading { (label) } };
    }
    html! {
        tr {
            @for (at, cell) in stub.iter().enumerate() {
                (label_before(paper, table, cell, begins_group && at == 0 && table.stub_columns > 1))
            }
            @for cell in figures {
                @let passing = passing(paper, table, cell);
                td id=[id(paper, table, cell)] class=[style(paper, table, cell)] title=[meaning(paper, table, cell)]
                    style=[passing.map(|percent| format!("--passing:{percent}%"))] {
                    (content(paper, table, cell))
                    @if let Some(percent) = passing { span.passing { (percent) " %" } }
                }
            }
        }
    }
}

fn label_before(paper: &Paper, table: &Table, cell: &Cell, is_shared: bool) -> Markup {
    let scope = if is_shared { "rowgroup" } else { "row" };
    html! {
        @if is_blank(cell) { td {} } @else {
            th scope=(scope) id=[id(paper, table, cell)] class=[style(paper, table, cell)] {
                (content(paper, table, cell))
            }
        }
    }
}

/// A cell's text, its mark, and before it the numbers of the findings that are shown there, so that figures stay aligned.
fn content(paper: &Paper, table: &Table, cell: &Cell) -> Markup {
    let Some(mark) = paper.marks.of_cell(table.source, cell) else {
        return html! { (cell.text) };
    };
    html! {
        @for at in findings_at(paper, table, cell) { (number(at, paper.findings[at])) " " }
        (cell.text)
        span.mark {
            (glyph(mark))
            @if mark != Mark::Consistent { span.unseen { " " (mark.name()) } }
        }
    }
}

fn findings_at(paper: &Paper, table: &Table, cell: &Cell) -> Vec<usize> {
    let claims = paper.marks.figures_of(table.source, cell).iter();
    let mut findings: Vec<usize> = claims.flat_map(|claim| paper.findings_at[*claim].iter().copied()).collect();
    findings.sort_unstable();
    findings.dedup();
    findings
}

/// Where a cell prints figures, others link to it.
fn id(paper: &Paper, table: &Table, cell: &Cell) -> Option<String> {
    let first = paper.marks.figures_of(table.source, cell).first()?;
    Some(anchor::place(paper.study, &paper.study.claims()[*first]))
}

fn style(paper: &Paper, table: &Table, cell: &Cell) -> Option<&'static str> {
    paper.marks.of_cell(table.source, cell).map(class)
}

/// What the figures of a cell claim to be.
fn meaning(paper: &Paper, table: &Table, cell: &Cell) -> Option<String> {
    let figures = paper.marks.figures_of(table.source, cell);
    let lines: Vec<_> = figures.iter().flat_map(|claim| meaning_of(paper, *claim)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// What a figure claims to be, what the others imply for it where it is suspected, and what could stand in its place undetected.
fn meaning_of(paper: &Paper, at: usize) -> Vec<String> {
    let claim = &paper.study.claims()[at];
    let mut lines = vec![format!("{}: {}", claim.figure, plain(&paper.study.reference(claim)))];
    for (finding, suspect) in &paper.suspected_by[at] {
        let implied = implied(paper.study, &paper.findings[*finding].suspects[*suspect]);
        let implied = implied.map(|implied| format!(": the other figures imply {implied}")).unwrap_or_default();
        lines.push(format!("may be wrong (finding {}){implied}", finding + 1));
    }
    let detected = &paper.detectability.figures[at];
    lines.extend(detected.missed.as_ref().map(|missed| {
        let passing = detected.changes - detected.detected;
        format!("{passing} of {} single-digit errors would not be detected, nor would {missed}", detected.changes)
    }));
    lines
}

/// How many of a hundred changes of a digit in a cell would pass, rounded up; none where all would be detected.
fn passing(paper: &Paper, table: &Table, cell: &Cell) -> Option<usize> {
    let figures = paper.marks.figures_of(table.source, cell).iter().map(|claim| &paper.detectability.figures[*claim]);
    let (changes, detected) =
        figures.fold((0, 0), |(changes, detected), figure| (changes + figure.changes, detected + figure.detected));
    (detected < changes).then(|| (100 * (changes - detected)).div_ceil(changes))
}
