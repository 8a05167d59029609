//! Under which names the tables of a paper are written as a study: each under its own, or under those of another one that prints the same.
//!
//! A table is printed twice in a paper of two languages, or again in its supplement. Whether it is, its figures say and no label: nearly
//! all rows that are read have the counts of rows of the other table. Then both are of one group of people, and repeated values are
//! compared: counts, and the statistics of those variables of which most figures are the same in both. Others were measured again. Columns
//! are the same only where counts tell each of them from the others, which they do not in balanced designs.

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::reading::found::sheet::{Entry, SheetReading, Union};
use crate::reading::found::summary::Summary;
use crate::reading::layout::evidence::{Bits, ENOUGH, log2};
use crate::reading::layout::given::{COLUMNS, is_called};
use crate::reading::layout::printed::Number;
use crate::reading::layout::texts::{bare, one_line};
use crate::reading::tallies::base::Base;
use crate::reading::written::labels::{labels, list, quoted};

/// The names of a table.
#[derive(Clone)]
pub(in crate::reading) struct Names {
    /// Its own.
    pub sheet: String,
    /// Of its respondents.
    pub respondents: String,
    /// Of what its columns divide these into.
    pub group: String,
    /// Of what the rows of each part divide them into.
    pub parts: Vec<String>,
    /// The variables that are called as those of the other table, and are others.
    pub others: BTreeSet<String>,
    /// Labels of the other table and those that this one prints in their place, by the name of what they are levels of.
    levels: Vec<(String, Vec<Pair>)>,
    /// Labels of columns or rows, and those of the ones that they count together, by the name of what they are levels of.
    unions: Vec<(String, String, Vec<String>)>,
}

/// A label of a table, and what another one prints in its place.
type Pair = (String, String);

impl Names {
    /// Those of a table by itself.
    pub fn own(number: usize, reading: Option<&SheetReading>) -> Self {
        let sheet = format!("t{number}");
        let parts = (1..=reading.map_or(0, |reading| reading.entries.len())).map(|part| format!("{sheet}-{part}"));
        let (parts, group): (Vec<String>, String) = (parts.collect(), format!("{sheet}-group"));
        let (mut parts, group) = match reading {
            Some(reading) => given(reading, parts, group),
            None => (parts, group),
        };
        let mut unions = Vec::new();
        if let Some(reading) = reading {
            let labels = column_labels(reading);
            let union = |union: &Union| {
                let parts = union.parts.iter().map(|at| labels[*at].clone()).collect();
                (group.clone(), labels[union.whole].clone(), parts)
            };
            unions.extend(reading.unions.iter().map(union));
            // Levels that count others together are levels of the same.
            for together in &reading.together {
                parts[together.part] = parts[together.of].clone();
                let union = |(row, levels): &(usize, Vec<usize>)| {
                    let levels = levels.iter().map(|row| row_label(reading, *row)).collect();
                    (parts[together.of].clone(), row_label(reading, *row), levels)
                };
                unions.extend(together.rows.iter().map(union).collect::<Vec<_>>());
            }
        }
        Self { respondents: sheet.clone(), group, parts, others: BTreeSet::new(), levels: Vec::new(), unions, sheet }
    }

    /// What a level is called, whatever this table prints.
    pub fn level<'n>(&'n self, of: &str, printed: &'n str) -> &'n str {
        let pairs = self.levels.iter().filter(|(key, _)| key == of).flat_map(|(_, pairs)| pairs);
        pairs.clone().find(|(_, other)| other == printed).map_or(printed, |(label, _)| label)
    }

    /// The levels that are several others, or that are printed otherwise, for the manifest.
    pub fn levels(&self) -> String {
        let mut out = String::new();
        let mut keys: Vec<&String> = self.unions.iter().map(|(key, _, _)| key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            let _ = writeln!(out, "\n[levels.{key}]");
            for (_, label, parts) in self.unions.iter().filter(|(of, _, _)| of == key) {
                let parts: Vec<String> = parts.iter().map(|part| quoted(part)).collect();
                let _ = writeln!(out, "{0} = {{ printed = {0}, of = {1} }}", quoted(label), list(parts));
            }
        }
        for (key, pairs) in self.levels.iter().filter(|(_, pairs)| !pairs.is_empty()) {
            let _ = writeln!(out, "\n[levels.{key}]");
            for (label, other) in pairs {
                let _ = writeln!(out, "{0} = [{0}, {1}]", quoted(label), quoted(other));
            }
        }
        out
    }
}

/// The names of the parts and of the columns, as a manifest gives them.
fn given(reading: &SheetReading, mut parts: Vec<String>, mut group: String) -> (Vec<String>, String) {
    for (label, name) in &reading.frame.given.names {
        if label == COLUMNS {
            group.clone_from(name);
        } else if let Some(at) = reading.entries.iter().position(|entry| is_part_called(reading, entry, label)) {
            parts[at].clone_from(name);
        }
    }
    (parts, group)
}

/// Whether a part is called so in a manifest: by the heading of its levels, or by its only row.
pub(in crate::reading) fn is_part_called(reading: &SheetReading, entry: &Entry, name: &str) -> bool {
    let frame = &reading.frame;
    let is_it = |row: usize| is_called(&frame.rows[row].label, name, frame.decimal);
    match entry.heading.filter(|_| entry.divides) {
        Some(heading) => is_it(heading),
        None => entry.rows.clone().any(is_it),
    }
}

/// The names of each table that is read.
pub(in crate::reading) fn names(readings: &[Option<&SheetReading>]) -> Vec<Names> {
    let mut names: Vec<Names> = readings.iter().enumerate().map(|(at, reading)| Names::own(at + 1, *reading)).collect();
    let mut is_free = vec![true; readings.len()];
    for at in 0..readings.len() {
        let Some(reading) = readings[at] else { continue };
        let same = |other: usize| Some((other, named(reading, &names[at], readings[other]?, &names[other])?));
        let found = (0..at).filter(|other| is_free[*other]).find_map(same);
        if let Some((other, found)) = found {
            names[at] = found;
            (is_free[at], is_free[other]) = (false, false);
        }
    }
    names
}

/// The names of a table after those of another one, if that prints the same.
fn named(reading: &SheetReading, own: &Names, other: &SheetReading, names: &Names) -> Option<Names> {
    // Levels that count others together have their names from these; what a manifest names keeps its name.
    if !reading.together.is_empty() || !reading.frame.given.names.is_empty() {
        return None;
    }
    let mut found = own.clone();
    (found.respondents, found.group) = (names.respondents.clone(), names.group.clone());
    found.unions.clear();
    found.levels.push((names.group.clone(), columns(reading, other)?));
    let (mut alike, mut bits) = (0, 0);
    for (at, part) in counterparts(reading, other).into_iter().enumerate() {
        let (entry, Some(part)) = (&reading.entries[at], part) else { continue };
        let Some(pairs) = pairs(&row_labels(other, &other.entries[part]), &row_labels(reading, entry)) else {
            continue;
        };
        found.parts[at].clone_from(&names.parts[part]);
        found.levels.push((names.parts[part].clone(), pairs));
        for row in alike_rows(reading, entry, other, &other.entries[part]) {
            (alike, bits) = (alike + 1, bits + bits_of(reading, row));
        }
    }
    found.others = other_variables(reading, other);
    let rows: usize = reading.entries.iter().map(|entry| entry.all_rows().len()).sum();
    (alike * 4 >= rows * 3 && bits >= 2 * ENOUGH).then_some(found)
}

/// The part of another table that prints the same as each part of a table: the one with the same counts in most rows; and between two
/// such the one that stands there, if more counts of it are the same than not; in another language, as many.
fn counterparts(reading: &SheetReading, other: &SheetReading) -> Vec<Option<usize>> {
    let mut found: Vec<Option<usize>> = Vec::new();
    for (at, entry) in reading.entries.iter().enumerate() {
        let fits = |part: &usize| {
            let of_other = &other.entries[*part];
            let alike = alike_rows(reading, entry, other, of_other).len();
            !found.contains(&Some(*part)) && are_read_alike(entry, of_other) && alike * 2 > entry.all_rows().len()
        };
        let part = (0..other.entries.len()).filter(fits).min_by_key(|part| part.abs_diff(at));
        found.push(part);
    }
    for at in 0..found.len() {
        let before = at.checked_sub(1).map_or(Some(None), |before| found[before].map(Some));
        let part = before.map(|before| before.map_or(0, |before| before + 1));
        let after = found.get(at + 1).map_or(Some(other.entries.len()), |after| *after);
        let is_between = |part: &usize| after == Some(part + 1);
        let (None, Some(part)) = (found[at], part.filter(is_between)) else { continue };
        let (entry, of_other) = (&reading.entries[at], &other.entries[part]);
        let rows = entry.all_rows().into_iter().zip(of_other.all_rows());
        let figures = rows.flat_map(|(row, of_other)| counts(reading, row).into_iter().zip(counts(other, of_other)));
        let (same, differ): (Vec<_>, Vec<_>) = figures.partition(|(one, other)| one == other);
        // In another language it is the same row; called alike, it may have been counted again.
        let is_translated = row_labels(reading, entry) != row_labels(other, of_other);
        let is_same = same.len() > differ.len() || is_translated && same.len() == differ.len();
        if are_read_alike(entry, of_other) && is_same {
            found[at] = Some(part);
        }
    }
    found
}

/// Whether two parts are of one shape.
fn are_read_alike(entry: &Entry, other: &Entry) -> bool {
    let shape = |entry: &Entry| {
        let Entry { base, divides, own, within, .. } = *entry;
        (base, divides, entry.rows.len(), entry.total.is_some(), own, within.is_some())
    };
    // Of totals the columns have names of their own.
    !matches!(entry.base, Base::Total | Base::Sums | Base::Block) && shape(entry) == shape(other)
}

/// The rows of a part with the counts of those of another.
fn alike_rows(reading: &SheetReading, entry: &Entry, other: &SheetReading, part: &Entry) -> Vec<usize> {
    let rows = entry.all_rows().into_iter().zip(part.all_rows());
    rows.filter(|(row, of_other)| counts(reading, *row) == counts(other, *of_other)).map(|(row, _)| row).collect()
}

/// The labels of the columns, if they are of groups as large.
fn columns(reading: &SheetReading, other: &SheetReading) -> Option<Vec<Pair>> {
    let sizes = |reading: &SheetReading| -> Vec<Option<i64>> {
        reading.sizes.iter().map(|size| size.as_ref().map(|size| size.number)).collect()
    };
    let is_alike = |(one, other): (Option<i64>, Option<i64>)| one.is_none() || other.is_none() || one == other;
    let is_same = reading.tallies.len() == other.tallies.len()
        && reading.total == other.total
        && reading.partial.map(|partial| partial.at) == other.partial.map(|partial| partial.at)
        && sizes(reading).into_iter().zip(sizes(other)).all(is_alike);
    let differ = pairs(&column_labels(other), &column_labels(reading)).filter(|_| is_same)?;
    are_told_apart(reading).then_some(differ)
}

/// Whether each two columns, but that of all, have other counts in some row.
fn are_told_apart(reading: &SheetReading) -> bool {
    let columns = || (0..reading.tallies.len()).filter(|at| reading.total != Some(*at));
    let rows: Vec<usize> = reading.entries.iter().flat_map(Entry::all_rows).collect();
    let count = |row: usize, at: usize| reading.tallies[at].pairs[row].map(|pair| pair.count);
    let differ = |one: usize, other: usize| rows.iter().any(|row| count(*row, one) != count(*row, other));
    columns().all(|one| columns().filter(|other| *other > one).all(|other| differ(one, other)))
}

/// The variables of which no more figures are as in the other table than not.
fn other_variables(reading: &SheetReading, other: &SheetReading) -> BTreeSet<String> {
    let Some((own, of_other)) = reading.summary.as_ref().zip(other.summary.as_ref()) else { return BTreeSet::new() };
    let is_other = |variable: &&String| {
        let figures = figures(reading, own, variable).into_iter().zip(figures(other, of_other, variable));
        let known = figures.filter(|(one, other)| one.is_some() || other.is_some());
        let (same, differ): (Vec<_>, Vec<_>) = known.partition(|(one, other)| one == other);
        same.len() <= differ.len()
    };
    own.lines.iter().map(|line| &line.variable).filter(is_other).cloned().collect()
}

/// The figures of a variable, by rows and columns.
fn figures(reading: &SheetReading, summary: &Summary, variable: &str) -> Vec<Option<Number>> {
    let lines = summary.lines.iter().filter(|line| line.variable == variable);
    let cells = lines.flat_map(|line| {
        let cells = &reading.frame.rows[line.row].cells;
        summary.columns.iter().map(move |column| &cells[column.at].numbers)
    });
    // The same number of figures in each cell, so that those of two tables stand beside each other.
    const MOST: usize = 5;
    cells.flat_map(|numbers| (0..MOST).map(|at| numbers.get(at).copied())).collect()
}

fn column_labels(reading: &SheetReading) -> Vec<String> {
    let labels = labels(reading);
    reading.tallies.iter().map(|tally| bare(&labels[tally.columns.start], reading.frame.decimal)).collect()
}

fn counts(reading: &SheetReading, row: usize) -> Vec<Option<i64>> {
    reading.pairs(row).map(|(_, pair)| pair.map(|pair| pair.count)).collect()
}

/// What it says that two rows have the same counts.
fn bits_of(reading: &SheetReading, row: usize) -> Bits {
    counts(reading, row).into_iter().flatten().map(|count| log2(count + 1)).sum()
}

fn row_labels(reading: &SheetReading, entry: &Entry) -> Vec<String> {
    entry.all_rows().into_iter().map(|row| row_label(reading, row)).collect()
}

fn row_label(reading: &SheetReading, row: usize) -> String {
    bare(&one_line(&reading.frame.rows[row].label), reading.frame.decimal)
}

/// The labels that differ; nothing, where a label stands in place of another one of the same.
fn pairs(labels: &[String], others: &[String]) -> Option<Vec<Pair>> {
    let differ: Vec<Pair> = labels
        .iter()
        .zip(others)
        .filter(|(one, other)| one != other)
        .map(|(one, other)| (one.clone(), other.clone()))
        .collect();
    differ.iter().all(|(_, other)| !labels.contains(other) && !other.is_empty()).then_some(differ)
}
