//! A convention that a whole table keeps.

use crate::diagnosis::hypothesis::rounding::rounded;
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
    (0..system.study.tables().len()).filter_map(|table| truncated(system, table, open)).collect()
}

fn truncated(system: &System, table: usize, open: &[usize]) -> Option<Event> {
    let of_table = |relation: &usize| {
        let stated = rounded(system, *relation)?;
        (system.study.claims()[stated.claim].table == Some(table)).then_some((*relation, stated))
    };
    let broken: Vec<_> = open.iter().filter_map(of_table).collect();
    if broken.len() < FEWEST {
        return None;
    }
    let mut all = (0..system.outcomes.len()).collect::<Vec<_>>();
    all.retain(|relation| !open.contains(relation));
    let others = all.iter().filter_map(of_table);
    if !broken.iter().map(|found| &found.1).all(|figure| figure.prints_so(Rounding::Truncation))
        || !others.map(|found| found.1).all(|figure| figure.prints_so(Rounding::Truncation))
    {
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
