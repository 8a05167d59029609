//! A convention that a whole table keeps.

use std::collections::BTreeMap;

use crate::diagnosis::hypothesis::rounding::{Rounded, rounded};
use crate::diagnosis::hypothesis::{Event, Explanation, Hypothesis};
use crate::diagnosis::system::System;
use crate::interval::Interval;
use crate::relation::Index;
use crate::rounding::Rounding;

/// The fewest figures that a convention must explain.
const FEWEST: usize = 3;

/// Tables whose rounded figures are all cut off: every figure that follows from others prints so, and several do not print
/// so when they are rounded.
pub(super) fn truncated_throughout(system: &System, _: &Index, open: &[usize]) -> Vec<Event> {
    let mut of_table: BTreeMap<usize, Figures> = BTreeMap::new();
    for relation in 0..system.outcomes.len() {
        let Some(figure) = rounded(system, relation) else { continue };
        let Some(table) = system.study.claims()[figure.claim].table else { continue };
        let all = of_table.entry(table).or_default();
        let is_open = open.binary_search(&relation).is_ok();
        if is_open { all.broken.push((relation, figure)) } else { all.others.push(figure) }
    }
    of_table.into_iter().filter_map(|(table, figures)| truncated(system, table, &figures)).collect()
}

/// The rounded figures of a table that follow from others, those that do not hold with their relations.
#[derive(Default)]
struct Figures<'a> {
    broken: Vec<(usize, Rounded<'a>)>,
    others: Vec<Rounded<'a>>,
}

fn truncated(system: &System, table: usize, Figures { broken, others }: &Figures) -> Option<Event> {
    let mut all = broken.iter().map(|found| &found.1).chain(others);
    if broken.len() < FEWEST || !all.all(|figure| figure.prints_so(Rounding::Truncation)) {
        return None;
    }
    let text = format!("{} cuts further digits off instead of rounding", system.study.tables()[table].name);
    let claims = broken.iter().map(|found| found.1.claim).collect();
    Some(Event {
        changes: broken.iter().map(|found| (found.1.claim, Interval::point(found.1.value.clone()))).collect(),
        mended: broken.iter().map(|found| found.0).collect(),
        explanation: Explanation { hypothesis: Hypothesis::Truncated, claims, text },
    })
}
