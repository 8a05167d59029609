//! A lens tried: what it mends, and whether it breaks nothing.

use crate::respondents::recount::{Lens, Recount};

/// Which claims hold as the respondents are, and which are to be explained.
pub(super) struct Claims {
    pub holds: Vec<bool>,
    pub is_target: Vec<bool>,
}

/// What a lens does that breaks no claim and mends one at least.
pub(super) struct Trial {
    pub mends: Vec<usize>,
    /// Whether it changes some wrong figure to another wrong one.
    pub spoils: bool,
}

impl Claims {
    pub fn of(holds: &[bool], targets: &[usize]) -> Self {
        let mut is_target = vec![false; holds.len()];
        targets.iter().for_each(|claim| is_target[*claim] = true);
        Self { holds: holds.to_vec(), is_target }
    }

    /// Tries a lens. Nothing where it breaks a claim, or mends none.
    pub fn trial(&self, recount: &mut Recount, lens: &Lens) -> Option<Trial> {
        let touched: Vec<usize> = (0..self.holds.len()).filter(|claim| recount.is_touched(*claim, lens)).collect();
        let mut trial = Trial { mends: Vec::new(), spoils: false };
        for claim in touched.iter().filter(|claim| self.is_target[**claim]) {
            if recount.outcome(*claim, lens)?.holds {
                trial.mends.push(*claim);
            } else {
                trial.spoils |= !is_same(recount, *claim, lens);
            }
        }
        let mut holding = touched.iter().filter(|claim| self.holds[**claim]);
        let is_kept = |claim: &usize| recount.outcome(*claim, lens).is_some_and(|outcome| outcome.holds);
        (!trial.mends.is_empty() && holding.all(is_kept)).then_some(trial)
    }
}

/// Whether a lens does not change a figure after all.
fn is_same(recount: &mut Recount, claim: usize, lens: &Lens) -> bool {
    let stated = recount.outcome(claim, &Lens::default());
    let seen = recount.outcome(claim, lens);
    stated.map(|outcome| outcome.value) == seen.map(|outcome| outcome.value)
}
