//! A convention that a whole paper keeps, or a whole table.
//!
//! Every figure that follows from others must print so under it, and several must not print so otherwise. A few that print so under
//! no convention are misprints of their own, and say nothing of it. Where others do not print so, each figure is reported by itself.

use std::collections::BTreeMap;

use crate::diagnosis::explanation::Explanation;
use crate::diagnosis::hypothesis::multi_cell::MultiCell;
use crate::diagnosis::hypothesis::rounding::{CONVENTIONS, Convention, PADDED};
use crate::diagnosis::rounded::{Rounded, rounded};
use crate::diagnosis::solver::system::System;
use crate::number::{Interval, Rational};
use crate::relation::Index;

/// The fewest figures that a convention must explain, and the fewest tables with such figures that it is the paper's.
const FEWEST: usize = 3;
const FEWEST_TABLES: usize = 2;

/// How many figures a convention must explain for each one that no convention does.
const FOR_EACH_MISPRINT: usize = 3;

/// A figure that follows from others: by which relation, and in which table it stands.
struct Following<'a> {
    relation: usize,
    table: usize,
    rounded: Rounded<'a>,
}

/// For each convention the paper, if all of its tables keep it, or else each table that keeps it.
pub(super) fn kept(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    if open.len() < FEWEST {
        return Vec::new();
    }
    let following: Vec<Following> = (0..system.outcomes.len()).filter_map(|at| following(system, at)).collect();
    let all: Vec<&Following> = following.iter().collect();
    let mut of_tables = vec![Vec::new(); system.study.tables().len()];
    following.iter().for_each(|known| of_tables[known.table].push(known));
    let of_convention = |convention| {
        let of_paper =
            convention_kept(system, convention, "all tables", &all, open).filter(|_| is_of_paper(&all, open));
        let of_table = |table: usize| {
            convention_kept(system, convention, &system.study.tables()[table].name, &of_tables[table], open)
        };
        match of_paper {
            Some(of_paper) => vec![of_paper],
            None => (0..of_tables.len()).filter_map(of_table).collect(),
        }
    };
    CONVENTIONS.iter().chain([&PADDED]).flat_map(of_convention).collect()
}

fn following<'a>(system: &System<'a>, relation: usize) -> Option<Following<'a>> {
    let rounded = rounded(system, relation)?;
    Some(Following { relation, table: system.study.claims()[rounded.claim].table?, rounded })
}

/// Whether the figures that do not hold stand in several tables.
fn is_of_paper(following: &[&Following], open: &[usize]) -> bool {
    let mut tables: Vec<usize> =
        following.iter().filter(|known| open.binary_search(&known.relation).is_ok()).map(|known| known.table).collect();
    tables.sort_unstable();
    tables.dedup();
    tables.len() >= FEWEST_TABLES
}

/// What a convention explains, if all of these figures keep it.
fn convention_kept(
    system: &System,
    convention: &Convention,
    whose: &str,
    own: &[&Following],
    open: &[usize],
) -> Option<MultiCell> {
    let is_explained = |known: &&Following| convention.explains(&known.rounded);
    let is_misprint = |known: &&Following| {
        !is_explained(known) && CONVENTIONS.iter().all(|convention| !convention.explains(&known.rounded))
    };
    let (broken, others): (Vec<&Following>, Vec<&Following>) =
        own.iter().partition(|known| open.binary_search(&known.relation).is_ok());
    let (misprints, broken): (Vec<&Following>, Vec<&Following>) = broken.into_iter().partition(is_misprint);
    let changes: BTreeMap<usize, &Rational> =
        broken.iter().map(|known| (known.rounded.claim, &known.rounded.value)).collect();
    // Figures that hold are many, and looked at last.
    if changes.len() < FEWEST.max(FOR_EACH_MISPRINT * misprints.len())
        || !broken.iter().all(is_explained)
        || !others.iter().all(|known| convention.prints(&known.rounded))
    {
        return None;
    }
    let text = format!("in {whose} {}", convention.of_all);
    let claims = changes.keys().copied().collect();
    Some(MultiCell {
        mended: mended(system, broken.iter().chain(&others), &changes, open),
        changes: changes.into_iter().map(|(claim, value)| (claim, Interval::point(value.clone()))).collect(),
        explanation: Explanation { hypothesis: convention.hypothesis, claims, text },
    })
}

/// The relations of changed figures that hold once the exact values stand in the place of what is printed: the figures themselves
/// follow, and percentages may add up again.
fn mended<'f>(
    system: &System,
    own: impl Iterator<Item = &'f &'f Following<'f>>,
    changes: &BTreeMap<usize, &Rational>,
    open: &[usize],
) -> Vec<usize> {
    let mut own: Vec<&Following> = own.copied().collect();
    own.sort_by_key(|known| known.relation);
    let exact: BTreeMap<usize, &Rational> =
        own.iter().map(|known| (known.rounded.claim, &known.rounded.value)).collect();
    let values = |claim: usize| match exact.get(&claim) {
        Some(value) => Interval::point((*value).clone()),
        None => system.study.claims()[claim].values.clone(),
    };
    let is_tied = |relation: &&usize| system.claims_of[**relation].iter().any(|claim| changes.contains_key(claim));
    open.iter().filter(is_tied).filter(|relation| system.holds_with(**relation, &values)).copied().collect()
}
