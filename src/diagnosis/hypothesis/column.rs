//! A column that is computed the wrong way up.

use indexmap::IndexMap;

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::hypothesis::multi_cell::MultiCell;
use crate::diagnosis::solver::system::System;
use crate::number::Interval;
use crate::relation::{Expression, Index};

/// The fewest figures of a column that must follow.
const FEWEST: usize = 2;

/// Columns whose percentages do not follow, but all do when what is divided and what it is divided by change places.
pub(super) fn inverted(system: &System, _: &Index, open: &[usize]) -> Vec<MultiCell> {
    let mut columns: IndexMap<(usize, usize), Vec<usize>> = IndexMap::new();
    for relation in open {
        let Some(column) = column(system, *relation) else { continue };
        columns.entry(column).or_default().push(*relation);
    }
    columns.into_values().filter_map(|relations| inverted_column(system, relations)).collect()
}

/// The file and column in which a percentage stands.
fn column(system: &System, relation: usize) -> Option<(usize, usize)> {
    matches!(system.relation(relation).recomputed, Ok(Expression::Percent(..))).then_some(())?;
    let stated = *system.relation(relation).stated.claims().first()?;
    let place = &system.study.claims()[stated].place;
    Some((place.source, place.field))
}

fn inverted_column(system: &System, relations: Vec<usize>) -> Option<MultiCell> {
    if relations.len() < FEWEST || !relations.iter().all(|relation| follows(system, *relation) == Some(true)) {
        return None;
    }
    let stated = |relation: &usize| system.relation(*relation).stated.claims().first().copied();
    let claims: Vec<usize> = relations.iter().filter_map(stated).collect();
    let right = |relation: &usize| Some((stated(relation)?, system.outcomes[*relation].recomputed.clone()?));
    let changes: Vec<(usize, Interval)> = relations.iter().filter_map(right).collect();
    let text = format!(
        "all {} follow the other way up: what is divided and what it is divided by changed places",
        claims.len()
    );
    Some(MultiCell {
        mended: relations,
        changes,
        explanation: Explanation { hypothesis: Hypothesis::Inverted, claims, text },
    })
}

/// Whether what is stated follows the other way up.
fn follows(system: &System, relation: usize) -> Option<bool> {
    let Ok(Expression::Percent(part, base)) = &system.relation(relation).recomputed else { return None };
    let other = Expression::Percent(base.clone(), part.clone()).evaluate(system.study.claims()).ok()?;
    Some(system.outcomes[relation].stated.intersects(&other))
}
