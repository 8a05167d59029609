//! Single respondents: whether all figures match without one of them.

use rustc_hash::FxHashMap as HashMap;

use crate::microdata::tally::{Asked, UNKNOWN};
use crate::respondents::people::People;
use crate::respondents::recount::{Lens, Parts, Recount};

/// How many times a row may be held against a claim; where a statistic of values is computed for it, as many times as there are values.
const MOST_STEPS: u64 = 100_000_000;

/// A claim with what it is recomputed from, and what becomes of it without a respondent.
pub(super) struct Watched {
    claim: usize,
    event: Asked,
    base: Option<Asked>,
    parts: Parts,
    holds: bool,
    weights: Option<usize>,
    value: Option<usize>,
    /// Whether the figure holds without a respondent of the event, of the base, with this value.
    known: HashMap<(bool, bool, u32), bool>,
}

/// The rows without which the figures match that they were counted in, and none that matched does not.
pub(super) struct WithoutOne {
    /// Each row with the claims that it mends.
    pub rows: Vec<(usize, Vec<usize>)>,
    /// Whether all rows were tried.
    pub is_complete: bool,
}

pub(super) fn watched(recount: &mut Recount, holds: &[bool]) -> Vec<Watched> {
    let lens = Lens::default();
    let mut watched = Vec::new();
    for (claim, holds) in holds.iter().enumerate() {
        let Some(parts) = recount.parts(claim, &lens) else { continue };
        let claimed = &recount.people.asked[claim];
        watched.push(Watched {
            claim,
            event: recount.asked(&claimed.event, &lens),
            base: claimed.base.as_ref().map(|base| recount.asked(base, &lens)),
            parts,
            holds: *holds,
            weights: recount.weights(claim, &lens),
            value: claimed.value,
            known: HashMap::default(),
        });
    }
    watched
}

/// Tries each row; what does not match and may still do so are the targets.
pub(super) fn without_one(recount: &mut Recount, holds: &[bool], targets: &[usize]) -> WithoutOne {
    let mut watched = watched(recount, holds);
    // What does not match is seen first, so that most rows are done with quickly.
    watched.retain(|watched| watched.holds || targets.contains(&watched.claim));
    watched.sort_by_key(|watched| watched.holds);
    let mut found = WithoutOne { rows: Vec::new(), is_complete: true };
    let mut steps = 0;
    for row in 0..recount.people.rows {
        let mended = mended_without(recount, &mut watched, row, &mut steps);
        found.rows.extend(mended.filter(|mended| !mended.is_empty()).map(|mended| (row, mended)));
        if steps > MOST_STEPS {
            found.is_complete = row + 1 == recount.people.rows;
            break;
        }
    }
    found
}

/// The claims that match without a row; nothing where one that it is counted in does not.
fn mended_without(recount: &Recount, watched: &mut [Watched], row: usize, steps: &mut u64) -> Option<Vec<usize>> {
    let mut mended = Vec::new();
    for one in watched {
        *steps += 1;
        // A row without which nothing is mended need not be looked at any longer.
        if one.holds && mended.is_empty() {
            return None;
        }
        match one.without(recount, row, steps) {
            Some(true) if !one.holds => mended.push(one.claim),
            Some(false) => return None,
            _ => {}
        }
    }
    Some(mended)
}

impl Watched {
    /// Whether the figure holds without a row; nothing where the row is not counted in it.
    fn without(&mut self, recount: &Recount, row: usize, steps: &mut u64) -> Option<bool> {
        let people = recount.people;
        let in_event = self.event.has_row(&people.columns, row);
        let in_base = self.base.as_ref().is_some_and(|base| base.has_row(&people.columns, row));
        let code = self.value.map_or(UNKNOWN, |value| people.values[value].codes[row]);
        if !in_event && !in_base || self.value.is_some() && code == UNKNOWN {
            return None;
        }
        let key = (in_event, in_base, code);
        if self.weights.is_none()
            && let Some(known) = self.known.get(&key)
        {
            return Some(*known);
        }
        *steps += self.value.map_or(0, |value| people.values[value].distinct.len() as u64);
        let holds = recount.judged(self.claim, &self.parts_without(people, row, key)).holds;
        self.known.insert(key, holds);
        Some(holds)
    }

    fn parts_without(&self, people: &People, row: usize, (in_event, in_base, code): (bool, bool, u32)) -> Parts {
        let (event, base) = (u64::from(in_event), u64::from(in_base));
        match &self.parts {
            Parts::Count(count) => Parts::Count(count - event),
            Parts::Share(count, of) => Parts::Share(count - event, of - base),
            Parts::Weighted(sum, of, n) => {
                let weight = self.weights.map_or(0, |at| i128::from(people.weights[at].of_row[row]));
                Parts::Weighted(sum - weight * i128::from(event), of - weight * i128::from(base), n - event)
            }
            Parts::Values(frequencies) => {
                let mut frequencies = frequencies.clone();
                if let Some(times) = frequencies.times.get_mut(code as usize) {
                    *times = times.saturating_sub(1);
                }
                Parts::Values(frequencies)
            }
        }
    }
}
