//! A comparison as a page: the tables as printed, with what is recomputed in each cell where it differs.

use std::ops::Range;

use maud::{Markup, html};
use rustc_hash::FxHashMap as HashMap;

use crate::chart::compared;
use crate::microdata::Reproduction;
use crate::report::compared::text::differing;
use crate::report::compared::view::{
    Compared, Disclosure, NOTHING, PERHAPS, data, figures, hypothesis, not_compared, otherwise, remarks, tally,
    uncovered,
};
use crate::report::page::badge::emphasised;
use crate::report::page::document::document;
use crate::report::page::layout::{groups, header, is_blank, is_heading};
use crate::report::page::table::figure;
use crate::respondents::Comparison;
use crate::study::{Cell, Table};

/// The comparison as one HTML page that needs no other file, no network and no script: how many figures match, what would explain
/// that others differ, then each table as printed, with what is recomputed where it differs.
///
/// ```
/// use retally::report::{Disclosure, compared_page};
/// use retally::respondents::Comparison;
///
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let microdata = study.reproduce(1);
/// let comparison = Comparison::read(&study, "microdata.csv", microdata.csv().as_bytes())?;
/// let page = compared_page(&comparison, Disclosure::default());
/// assert!(page.contains("153 match as reported"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn compared_page(comparison: &Comparison, shown: Disclosure) -> String {
    let all: Vec<Compared> = figures(comparison, shown).collect();
    let page = Page { comparison, at: places(&all), all, least: shown.least };
    document(
        comparison.study().title(),
        html! {
            p.kicker { "Held against its data" }
            h1 { (comparison.study().title()) }
            section.summary {
                h2.verdict { (tally(comparison)) }
                p.extent { (data(comparison)) }
                @if let Some(last) = uncovered(comparison) { p { strong { (emphasised(&last)) } } }
                (explained(comparison, shown))
                (list("Match by another usual computation", otherwise(comparison)))
                (list("Not compared", not_compared(comparison)))
                (list("Notes", remarks(comparison, shown)))
            }
            @for at in 0..comparison.study().tables().len() { (table(&page, at)) }
            (in_the_text(&page))
        },
    )
}

struct Page<'c> {
    comparison: &'c Comparison<'c>,
    all: Vec<Compared<'c>>,
    /// The figures of each cell, by the table and its line and field.
    at: HashMap<(usize, usize, usize), Vec<usize>>,
    least: u64,
}

fn places(all: &[Compared]) -> HashMap<(usize, usize, usize), Vec<usize>> {
    let mut places: HashMap<_, Vec<usize>> = HashMap::default();
    for (figure, compared) in all.iter().enumerate() {
        if let Some(table) = compared.claim.table {
            places.entry((table, compared.claim.place.line, compared.claim.place.field)).or_default().push(figure);
        }
    }
    places
}

fn explained(comparison: &Comparison, shown: Disclosure) -> Markup {
    let explained = comparison.explained();
    let differ = comparison.count(|status| *status == Reproduction::Differs);
    html! {
        @if differ > 0 && explained.hypotheses.is_empty() { p { (NOTHING) "." } }
        (list(PERHAPS, explained.hypotheses.iter().map(|one| hypothesis(comparison, one, shown)).collect()))
        (list("Not tried", explained.not_tried.clone()))
    }
}

fn list(title: &str, items: Vec<String>) -> Markup {
    html! {
        @if !items.is_empty() {
            h3 { (title) }
            ul { @for item in &items { li { (emphasised(item)) } } }
        }
    }
}

fn table(page: &Page, at: usize) -> Markup {
    let study = page.comparison.study();
    let table = &study.tables()[at];
    let label = study.table_label(at);
    html! {
        section.table {
            h2 { (emphasised(&label)) }
            div.scroll role="region" aria-label="As printed and recomputed" tabindex="0" {
                table.facsimile {
                    @if let Some(title) = &table.title { caption { (title) } }
                    thead {
                        @for row in 0..table.header_rows {
                            tr {
                                @for label in header(table, row) {
                                    th scope="col" colspan=(label.columns) class=[label.is_stub.then_some("stub")] { (cell(page, at, label.cell)) }
                                }
                            }
                        }
                    }
                    @for group in groups(table) { tbody { (rows(page, at, table, group)) } }
                }
            }
            @if let Some(chart) = compared(page.comparison, at, page.least) { (figure(&chart)) }
        }
    }
}

fn rows(page: &Page, at: usize, table: &Table, group: Range<usize>) -> Markup {
    html! {
        @for cells in &table.grid.rows()[group] {
            tr class=[is_heading(table, cells).then_some("heading")] {
                @for (column, own) in cells.iter().enumerate() {
                    @if column < table.stub_columns {
                        @if is_blank(own) { td {} } @else { th scope="row" { (cell(page, at, own)) } }
                    } @else {
                        td class=[style(page, at, own)] { (cell(page, at, own)) }
                    }
                }
            }
        }
    }
}

/// What a cell prints, and behind it what is recomputed where that differs.
fn cell(page: &Page, at: usize, cell: &Cell) -> Markup {
    let figures = page.at.get(&(at, cell.line, cell.field)).map_or(&[][..], Vec::as_slice);
    let differs =
        |figure: &&usize| matches!(page.all[**figure].status, Reproduction::Differs | Reproduction::Refuted(_));
    html! {
        (cell.text)
        @for figure in figures.iter().filter(differs) {
            " › " strong { (page.all[*figure].recomputed.as_deref().unwrap_or("nothing")) }
        }
    }
}

/// The colour of the worst figure of a cell.
fn style(page: &Page, at: usize, cell: &Cell) -> Option<&'static str> {
    let figures = page.at.get(&(at, cell.line, cell.field))?;
    let has = |is: fn(&Reproduction) -> bool| figures.iter().any(|figure| is(&page.all[*figure].status));
    Some(match () {
        () if has(|status| *status == Reproduction::Differs) => "is-inconsistent",
        () if has(|status| matches!(status, Reproduction::Refuted(_))) => "is-acknowledged",
        () if has(|status| matches!(status, Reproduction::NotSought(_))) => "is-unchecked",
        () => "is-consistent",
    })
}

/// The figures of the text that differ.
fn in_the_text(page: &Page) -> Markup {
    let differs = |figure: &&Compared| figure.claim.table.is_none() && figure.status == Reproduction::Differs;
    let differing: Vec<String> =
        page.all.iter().filter(differs).map(|figure| differing(page.comparison, figure)).collect();
    html! {
        @if !differing.is_empty() {
            section { h2 { "In the text" } ul { @for one in &differing { li { (emphasised(one)) } } } }
        }
    }
}
