//! Printed tables: one section each, also where a table is read in parts.

use std::ops::Range;

use maud::{Markup, html};

use crate::audit::emphasis::plain;
use crate::report::page::anchor;
use crate::report::page::paper::Paper;
use crate::report::page::table::{content_of, table};
use crate::report::words;
use crate::study::Study;

/// Parts of a table that are so few are not folded.
const FEW: usize = 3;

/// How many folded parts are named.
const MOST_NAMED: usize = 3;

/// A section for each printed table.
pub(super) fn tables(paper: &Paper) -> Markup {
    html! {
        @for parts in paper.study.printed_parts() {
            @if parts.len() == 1 { (table(paper, parts.start)) } @else { (in_parts(paper, parts)) }
        }
    }
}

/// Where a printed table begins on the page, and what it is called.
pub(super) fn printed(study: &Study, parts: &Range<usize>) -> (String, String) {
    match parts.len() {
        1 => (anchor::table(parts.start), study.table_label(parts.start)),
        _ => (anchor::parts(parts.start), common(study, parts).join(", ")),
    }
}

/// A table that is read in parts: those with findings open, the others folded.
fn in_parts(paper: &Paper, parts: Range<usize>) -> Markup {
    let (anchor, label) = printed(paper.study, &parts);
    let (heading, all) = (format!("{anchor}-name"), parts.clone().collect::<Vec<_>>());
    let is_open = |at: &usize| parts.len() <= FEW || paper.findings_of(Some(*at)).next().is_some();
    let part = |at: usize| {
        html! {
            div.part id=(anchor::table(at)) { h3 { (named(paper.study, &parts, at)) } (content_of(paper, at)) }
        }
    };
    html! {
        section.table id=(anchor) aria-labelledby=(heading) {
            h2 id=(heading) { (label) }
            @for run in all.chunk_by(|one, next| is_open(one) == is_open(next)) {
                @if is_open(&run[0]) { @for at in run { (part(*at)) } } @else {
                    details {
                        summary { (folded(paper.study, &parts, run)) }
                        @for at in run { (part(*at)) }
                    }
                }
            }
        }
    }
}

/// `4 parts without a finding: Lean, Obese and 2 more`.
fn folded(study: &Study, parts: &Range<usize>, run: &[usize]) -> String {
    let names: Vec<String> = run.iter().take(MOST_NAMED).map(|at| named(study, parts, *at)).collect();
    let more = run.len().saturating_sub(MOST_NAMED);
    let more = if more == 0 { String::new() } else { format!("; and {more} more") };
    format!("{} without a finding: {}{more}", words::count(run.len(), "part"), names.join("; "))
}

/// What a part is called besides its table.
fn named(study: &Study, parts: &Range<usize>, at: usize) -> String {
    let label = plain(&study.table_label(at));
    let own: Vec<&str> = label.split(", ").skip(common(study, parts).len()).collect();
    if own.is_empty() { label } else { own.join(", ") }
}

/// What the names of all parts begin with.
fn common(study: &Study, parts: &Range<usize>) -> Vec<String> {
    let words = |at: usize| plain(&study.table_label(at)).split(", ").map(str::to_owned).collect::<Vec<_>>();
    let begun = |common: Vec<String>, own: Vec<String>| {
        common.into_iter().zip(own).take_while(|(one, other)| one == other).map(|pair| pair.0).collect()
    };
    parts.clone().map(words).reduce(begun).unwrap_or_default()
}
