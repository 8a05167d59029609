//! A figure that is a neighbour's.

use crate::diagnosis::duplicate::original;
use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::system::System;
use crate::diagnosis::suspect::Suspect;
use crate::relation::Index;

/// How many suspects are looked at.
const FEW: usize = 6;

/// A suspect that is the same figure as in a neighbouring cell, or whose whole cell is the same as another of its row or column.
pub(super) fn copied(system: &System, _: &Index, cause: &RootCause) -> Option<Explanation> {
    let claims = system.study.claims();
    // That two cells are equal is no sign by itself: the others must say that one of them should not be.
    let is_implied = |suspect: &&Suspect| suspect.implied_range.least().zip(suspect.implied_range.greatest()).is_some();
    cause.suspects.iter().take(FEW).filter(is_implied).find_map(|suspect| {
        let original = original(system, suspect.claim)?;
        let all = cause.relations.iter().all(|relation| system.claims_of[*relation].contains(&suspect.claim));
        let place = system.study.place_of(&claims[original]);
        let text = format!("{} may be copied from {place}", claims[suspect.claim].figure);
        all.then(|| Explanation { hypothesis: Hypothesis::Copied, claims: vec![suspect.claim, original], text })
    })
}
