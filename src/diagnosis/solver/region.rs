//! Regions: figures that have to do with each other, however many relations stand between them. What happens in one is nothing to
//! the others, so that many small tables cost no more than each of them by itself.

use crate::diagnosis::solver::hitting::last;
use crate::diagnosis::solver::system::System;

/// The region of each figure, named by one of its figures.
pub(in crate::diagnosis) fn regions(system: &System) -> Vec<usize> {
    // What is held with one value hands nothing on.
    let is_fixed = |claim: &usize| system.is_trusted(*claim) && system.has_one_value(*claim);
    let mut tied: Vec<usize> = (0..system.study.claims().len()).collect();
    for claims in &system.claims_of {
        let mut open = claims.iter().filter(|claim| !is_fixed(claim));
        let Some(first) = open.next() else { continue };
        for claim in open {
            let (one, other) = (last(&mut tied, *first), last(&mut tied, *claim));
            tied[one] = other;
        }
    }
    (0..tied.len()).map(|claim| last(&mut tied, system.one(claim))).collect()
}
