//! The page of a sweep: what many papers come to.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};

use crate::chart::{Chart, Rate, bars, rates};
use crate::relation::Kind;
use crate::report::page::document::document;
use crate::report::sweep::{disagreement, extent, percent};
use crate::report::words;
use crate::sweep::{Group, Summary, highest};

/// So many journals and reasons are drawn or listed; all of them are in the CSV.
const MOST: usize = 24;

/// The summary of a sweep as one HTML page that needs no other file, no network and no script: in how many papers relations do not hold, by kind,
/// year and journal, each rate with its [interval](Group::rate); how many bits findings rest on; and what was not read, and why.
///
/// ```
/// use retally::report::summary_page;
/// use retally::sweep::{Line, Summary, Verdicts};
///
/// let mut summary = Summary::default();
/// let share = Verdicts { consistent: 7, inconsistent: 1, undecided: 0 };
/// summary.add(&Line { relations: share, kinds: [("share".to_owned(), share)].into(), ..Line::default() });
/// assert!(summary_page(&summary).contains("1 of 1"));
/// ```
pub fn summary_page(summary: &Summary) -> String {
    let (kinds, years) = (decided(&summary.kinds), decided(&summary.years));
    let mut journals = decided(&summary.journals);
    journals.sort_by_key(|(_, group)| Reverse(group.decided));
    journals.truncate(MOST);
    document(
        "Sweep",
        html! {
            header.paper {
                p.kicker { "Published numbers, re-tallied" }
                h1 { (words::count(usize::try_from(summary.all.papers).unwrap_or(usize::MAX), "paper")) }
                p.imprint { (extent(&summary.all)) }
            }
            section.summary aria-labelledby="summary" {
                h2.verdict #summary { (sentence(&disagreement(&summary.all))) }
                p.caution { (words::NO_ACCUSATION) " " (READ) }
            }
            (groups("By kind of relation", "kind", &kinds, says))
            (groups("By year", "year", &years, |_| None))
            (groups("By journal", "journal", &journals, |_| None))
            (bits(&summary.bits))
            (not_read(summary))
        },
    )
}

/// What a rate is of.
const READ: &str = "Rates are of the papers in which some relation of the kind was read and decided: they say nothing of what was not read. \
                    Their intervals are Wilson's at 95 %, as if each paper were drawn by itself.";

fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn decided(groups: &BTreeMap<String, Group>) -> Vec<(&str, Group)> {
    let decided = groups.iter().filter(|(_, group)| group.decided > 0);
    decided.map(|(name, group)| (name.as_str(), *group)).collect()
}

/// What relations of a kind say.
fn says(kind: &str) -> Option<&'static str> {
    Kind::all().find(|known| known.name() == kind).map(Kind::says)
}

fn groups(title: &str, by: &str, groups: &[(&str, Group)], says: fn(&str) -> Option<&'static str>) -> Markup {
    let rate = |(name, group): &(&str, Group)| {
        let (_, low, high) = group.rate().unwrap_or_default();
        Rate { label: (*name).to_owned(), part: group.disagreeing, of: group.decided, interval: (low, high) }
    };
    let drawn: Vec<Rate> = groups.iter().map(rate).collect();
    let anchor = format!("by-{by}");
    html! {
        @if !groups.is_empty() {
            section aria-labelledby=(anchor) {
                h2 id=(anchor) { (title) }
                (figure(&rates(&format!("Papers in which some relations do not hold, by {by}"), &drawn)))
                details {
                    summary { "The same in numbers" }
                    div.scroll role="region" aria-label=(title) tabindex="0" { (table(by, groups, says)) }
                }
            }
        }
    }
}

fn table(by: &str, groups: &[(&str, Group)], says: fn(&str) -> Option<&'static str>) -> Markup {
    html! {
        table.kinds {
            caption { "Papers with decided relations, and these relations, by " (by) }
            thead { tr {
                th scope="col" { (sentence(by)) } th scope="col" { "Papers" } th scope="col" { "With some that do not hold" }
                th scope="col" { "%" } th scope="col" { "95 % interval" } th scope="col" { "Hold" } th scope="col" { "Do not hold" }
                th scope="col" { "Undecided" } th scope="col" { "Findings" }
            } }
            tbody { @for (name, group) in groups { (row(name, group, says(name))) } }
        }
    }
}

fn row(name: &str, group: &Group, says: Option<&str>) -> Markup {
    let (rate, low, high) = group.rate().unwrap_or_default();
    html! {
        tr {
            th scope="row" { (name) @if let Some(says) = says { span.says { (says) } } }
            td { (group.decided) } td { (group.disagreeing) } td { (percent(rate)) } td { (percent(low)) " to " (percent(high)) }
            td { (group.relations.consistent) } td { (group.relations.inconsistent) } td { (group.relations.undecided) } td { (group.findings) }
        }
    }
}

fn figure(chart: &Chart) -> Markup {
    html! {
        figure.chart {
            div.drawing role="region" aria-label={ "Chart: " (chart.title()) } tabindex="0" { (PreEscaped(chart.svg())) }
        }
    }
}

/// What findings in tables rest on.
fn bits(bits: &BTreeMap<i64, u64>) -> Markup {
    let rows = bits.iter().map(|(bits, findings)| (format!("{bits} to {} bits", highest(*bits)), findings.to_string()));
    let drawn = bars("Findings in tables, by the bits that speak for how their tables are read", rows).ok();
    html! {
        @if let Some(chart) = drawn.filter(|_| !bits.is_empty()) {
            section aria-labelledby="bits" { h2 #bits { "What findings rest on" } (figure(&chart)) }
        }
    }
}

fn not_read(summary: &Summary) -> Markup {
    html! {
        section aria-labelledby="not-read" {
            h2 #not-read { "What was not read" }
            (reasons("Papers", summary.all.papers, &summary.papers_not_read))
            (reasons("Tables", summary.all.tables, &summary.tables_not_read))
        }
    }
}

fn reasons(what: &str, all: u64, reasons: &BTreeMap<String, u64>) -> Markup {
    let mut rows: Vec<_> = reasons.iter().collect();
    rows.sort_by_key(|(_, number)| Reverse(**number));
    let not_read: u64 = reasons.values().sum();
    html! {
        h3 { (what) ": " (not_read) " of " (all) }
        @if !rows.is_empty() {
            div.scroll role="region" aria-label={ (what) " that were not read" } tabindex="0" {
                table.list {
                    caption.unseen { (what) " that were not read, by reason" }
                    thead { tr { th scope="col" { (what) } th scope="col" { "Reason" } } }
                    tbody { @for (reason, number) in rows.iter().take(MOST) { tr { td { (number) } td.says { (reason) } } } }
                }
            }
            @if rows.len() > MOST { p { "And " (words::count(rows.len() - MOST, "more reason")) ", which the CSV lists." } }
        }
    }
}
