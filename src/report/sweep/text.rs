//! The summary of a sweep for a terminal.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::report::words::{count, verb};
use crate::sweep::{Group, Summary};
use crate::visible::line;

/// So many journals and reasons are named.
const MOST: usize = 8;

/// The summary for people: how many papers and tables were read, how many disagree by kind, by year and by journal, and what was not read.
pub fn summary_text(summary: &Summary) -> String {
    let all = &summary.all;
    let mut text = format!("{}\n", extent(all));
    let _ = writeln!(text, "{}", disagreement(all));
    groups(&mut text, "by kind", &summary.kinds, usize::MAX);
    groups(&mut text, "by year", &summary.years, usize::MAX);
    groups(&mut text, "by journal", &summary.journals, MOST);
    reasons(&mut text, "tables not read", &summary.tables_not_read);
    reasons(&mut text, "papers not read", &summary.papers_not_read);
    text
}

fn number(number: u64, noun: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}

/// `222 papers, 820 tables of which 188 are read, 9,000 relations, 78 findings`.
pub(in crate::report) fn extent(all: &Group) -> String {
    let failed = if all.failed > 0 { format!(" ({} not read)", all.failed) } else { String::new() };
    let read = verb(usize::from(all.tables_read != 1) + 1, "is", "are");
    format!(
        "{}{failed}, {} of which {} {read} read, {}, {}",
        number(all.papers, "paper"),
        number(all.tables, "table"),
        all.tables_read,
        number(all.relations.all(), "relation"),
        number(all.findings, "finding"),
    )
}

/// `in 60 of 150 papers with decided relations some do not hold: 40.0 % (32.5 to 48.0)`.
pub(in crate::report) fn disagreement(group: &Group) -> String {
    match group.rate() {
        Some((rate, low, high)) => format!(
            "in {} of {} papers with decided relations some do not hold: {} % ({} to {})",
            group.disagreeing,
            group.decided,
            percent(rate),
            percent(low),
            percent(high)
        ),
        None => "no relation is decided".to_owned(),
    }
}

pub(in crate::report) fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}

/// The groups with decided relations; where only some are named those with most papers.
fn groups(text: &mut String, by: &str, groups: &BTreeMap<String, Group>, most: usize) {
    let mut rows: Vec<_> = groups.iter().filter(|(_, group)| group.decided > 0).collect();
    if rows.is_empty() {
        return;
    }
    if most < rows.len() {
        rows.sort_by_key(|(_, group)| Reverse(group.decided));
    }
    let names: Vec<String> = rows.iter().take(most).map(|(name, _)| shortened(name)).collect();
    let width = names.iter().map(|name| name.chars().count() + 2).max().unwrap_or(0).max(by.len());
    let _ = writeln!(text, "\n{by:<width$}  papers  inconsistent     %  95 % interval  relations  not holding");
    for (name, (_, group)) in names.iter().zip(&rows) {
        let (rate, low, high) = group.rate().unwrap_or_default();
        let interval = format!("{} to {}", percent(low), percent(high));
        let Group { decided, disagreeing, relations, .. } = group;
        let (rate, all, failing) = (percent(rate), relations.decided(), relations.inconsistent);
        let name = format!("  {name}");
        let _ = writeln!(
            text,
            "{name:<width$}  {decided:>6}  {disagreeing:>12}  {rate:>4}  {interval:>13}  {all:>9}  {failing:>11}"
        );
    }
    more(text, rows.len(), most);
}

/// A name that leaves room for the numbers beside it.
fn shortened(name: &str) -> String {
    const LONGEST: usize = 32;
    let name = line(name);
    if name.chars().count() > LONGEST { name.chars().take(LONGEST - 1).chain(['…']).collect() } else { name }
}

fn reasons(text: &mut String, what: &str, reasons: &BTreeMap<String, u64>) {
    let mut rows: Vec<_> = reasons.iter().collect();
    rows.sort_by_key(|(_, number)| Reverse(**number));
    if !rows.is_empty() {
        let _ = writeln!(text, "\n{what}");
    }
    for (reason, number) in rows.iter().take(MOST) {
        let _ = writeln!(text, "  {number:>6}  {}", line(reason));
    }
    more(text, rows.len(), MOST);
}

fn more(text: &mut String, all: usize, most: usize) {
    if all > most {
        let _ = writeln!(text, "  and {} more", all - most);
    }
}
