//! Cells that stand in another's place: two swapped, several moved by one, a count and its percentage exchanged.
//!
//! What belongs together moves together: all figures of a cell, and the count and percentage of the same respondents.

use rustc_hash::FxHashMap as HashMap;

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::hypothesis::multi_cell::{MultiCell, mended};
use crate::diagnosis::lines::{in_cell, lines};
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::system::System;
use crate::number::Interval;
use crate::quantity::Statistic;
use crate::relation::Index;

/// The most figures of a table that are tried against each other, and the most that are moved along.
const MOST: usize = 40;
const MOST_MOVED: usize = 6;

/// The most figures of a row or a column that are moved along if all of it is.
const MOST_IN_LINE: usize = 24;

/// The fewest relations that moving cells must mend.
const FEWEST: usize = 2;

/// Two cells of a row or a column that mend all relations that do not hold when they change places.
pub(super) fn swapped(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    let claims = involved(system, open);
    let mut found = Vec::new();
    for (at, one) in claims.iter().enumerate() {
        let partners = claims[at + 1..].iter().filter(|other| are_in_line(system, *one, **other));
        found.extend(partners.filter_map(|other| moved(system, &[*one, *other], Hypothesis::Swapped)));
    }
    found
}

/// Counts and percentages of the same respondents that mend all relations when they change places.
pub(super) fn exchanged_cells(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    let claims = system.study.claims();
    let is = |claim: &usize, statistic| claims[*claim].quantity.statistic == statistic;
    let exchanged = |share: usize| {
        let count = companions(system, share).into_iter().find(|claim| is(claim, Statistic::Count))?;
        moved_groups(system, &[vec![count], vec![share]], Hypothesis::Exchanged)
    };
    all_of(system, open).into_iter().filter(|claim| is(claim, Statistic::Share)).filter_map(exchanged).collect()
}

/// Neighbouring cells of a column or a row, all of its cells, or totals of one, that mend all relations when each moves by one and
/// the last takes the place of the first.
pub(super) fn rotated(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    let involved = involved(system, open);
    let mut found = Vec::new();
    for first in &involved {
        for line in lines(system, *first) {
            let start = line.iter().position(|claim| claim == first).unwrap_or(0);
            let whole = (MOST_MOVED + 1..=MOST_IN_LINE).contains(&line.len()).then_some(line.len());
            for length in (3..=MOST_MOVED).chain(whole) {
                let Some(run) = line.get(start..start + length) else { continue };
                let back: Vec<usize> = run.iter().rev().copied().collect();
                found.extend([run, &back].into_iter().filter_map(|run| moved(system, run, Hypothesis::Rotated)));
            }
        }
    }
    found
}

/// The figures of relations that do not hold.
fn all_of(system: &System, open: &[usize]) -> Vec<usize> {
    let mut claims: Vec<usize> = open.iter().flat_map(|relation| &system.claims_of[*relation]).copied().collect();
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// The same of tables, at most so many of each.
fn involved(system: &System, open: &[usize]) -> Vec<usize> {
    let mut of_table: HashMap<usize, usize> = HashMap::default();
    let mut claims = all_of(system, open);
    claims.retain(|claim| {
        let beside = system.study.claims()[*claim].table.map(|table| of_table.entry(table).or_default());
        beside.is_some_and(|beside| std::mem::replace(beside, *beside + 1) < MOST)
    });
    claims
}

/// Whether two figures of one statistic stand in one row or one column.
fn are_in_line(system: &System, one: usize, other: usize) -> bool {
    let (one, other) = (&system.study.claims()[one], &system.study.claims()[other]);
    let in_line = one.place.line == other.place.line || one.place.field == other.place.field;
    one.table == other.table
        && one.quantity.statistic == other.quantity.statistic
        && in_line
        && one.figure != other.figure
}

/// Each figure takes the place of the next and the last that of the first: by themselves, with all that is in their cells, or
/// with the counts and percentages of the same respondents.
fn moved(system: &System, claims: &[usize], hypothesis: Hypothesis) -> Option<MultiCell> {
    let ways: [&dyn Fn(usize) -> Vec<usize>; 3] =
        [&|claim| vec![claim], &|claim| in_cell(system, claim), &|claim| companions(system, claim)];
    // Something must be mended for each.
    let is_broken = |claim: &usize| system.relations_of[*claim].iter().any(|relation| system.is_broken(*relation));
    let is_possible = system.spent().is_none() && claims.iter().all(is_broken);
    let mut tried: Vec<Vec<Vec<usize>>> = Vec::new();
    ways.into_iter().filter(|_| is_possible).find_map(|way| {
        let groups: Vec<Vec<usize>> = claims.iter().map(|claim| way(*claim)).collect();
        let found = if tried.contains(&groups) { None } else { moved_groups(system, &groups, hypothesis) };
        tried.push(groups);
        found
    })
}

fn moved_groups(system: &System, groups: &[Vec<usize>], hypothesis: Hypothesis) -> Option<MultiCell> {
    let size = groups.first()?.len();
    if groups.iter().any(|group| group.len() != size) {
        return None;
    }
    let known = system.study.claims();
    let printed = |group: &Vec<usize>| group.iter().map(|claim| known[*claim].figure.text()).collect::<Vec<_>>();
    // What is the same cannot have changed places.
    if groups.windows(2).all(|pair| printed(&pair[0]) == printed(&pair[1])) {
        return None;
    }
    let mut changes: Vec<(usize, Interval)> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let from = &groups[(at + 1) % groups.len()];
        changes.extend(
            group
                .iter()
                .zip(from)
                .map(|(claim, source)| (*claim, known[*claim].values_of(&known[*source].figure, system.study.names()))),
        );
    }
    let mended = mended(system, &changes)?;
    let ties = |claim: usize| mended.iter().any(|relation| system.claims_of[*relation].contains(&claim));
    // What is the same as before needs no sign that it has moved.
    if mended.len() < FEWEST || !changes.iter().all(|(claim, values)| ties(*claim) || *values == known[*claim].values) {
        return None;
    }
    let text = in_words(system, groups, hypothesis);
    let claims = changes.iter().map(|change| change.0).collect();
    Some(MultiCell { mended, changes, explanation: Explanation { hypothesis, claims, text } })
}

fn in_words(system: &System, groups: &[Vec<usize>], hypothesis: Hypothesis) -> String {
    let printed = |group: &Vec<usize>| {
        group.iter().map(|claim| system.study.claims()[*claim].figure.text()).collect::<Vec<_>>().join(" with ")
    };
    let cells: Vec<String> = groups.iter().map(printed).collect();
    match hypothesis {
        Hypothesis::Swapped | Hypothesis::Exchanged => format!("{} may have been interchanged", cells.join(" and ")),
        _ => format!("{} may each stand one place from where they belong", cells.join(", ")),
    }
}

/// The counts and percentages of the same respondents in the same table.
fn companions(system: &System, claim: usize) -> Vec<usize> {
    system.companions(claim).iter().take(MOST_MOVED).map(|other| system.one(*other)).collect()
}

/// A count and its percentage in each other's place.
pub(super) fn exchanged(system: &System, _: &Index, cause: &RootCause) -> Option<Explanation> {
    let stated = *system.relation(*cause.relations.first()?).stated.claims().first()?;
    let claims = system.study.claims();
    let is = |claim: &usize, statistic| claims[*claim].quantity.statistic == statistic;
    let both = companions(system, stated);
    let share = both.iter().find(|claim| is(claim, Statistic::Share))?;
    let count = both.iter().find(|claim| is(claim, Statistic::Count))?;
    if claims[*share].figure.number() == claims[*count].figure.number() {
        return None;
    }
    let into = |claim: usize, from: usize| (claim, claims[claim].values_of(&claims[from].figure, system.study.names()));
    let mended = mended(system, &[into(*share, *count), into(*count, *share)])?;
    let all = cause.relations.iter().all(|relation| mended.contains(relation));
    let text = format!("{} and {} may have been interchanged", claims[*count].figure, claims[*share].figure);
    all.then(|| Explanation { hypothesis: Hypothesis::Exchanged, claims: vec![*count, *share], text })
}
