//! Two things that were done at once: where figures that both concern match with neither alone.

use crate::respondents::candidates::Candidate;
use crate::respondents::hypothesis::Hypothesis;
use crate::respondents::recount::{Lens, Recount};
use crate::respondents::trial::{Claims, Trial};

/// So many of those that mend most are tried with each other one.
const MOST_FIRST: usize = 12;

/// How many pairs are tried.
const MOST_PAIRS: usize = 20_000;

/// The pairs with which all targets match, and whether all were tried that could be.
pub(super) fn pairs(
    recount: &mut Recount,
    candidates: &[Candidate],
    trials: &[Option<Trial>],
    claims: &Claims,
) -> (Vec<Hypothesis>, bool) {
    let all = claims.is_target.iter().filter(|is_target| **is_target).count();
    let mended = |at: usize| trials[at].as_ref().map_or(0, |trial| trial.mends.len());
    let mut order: Vec<usize> = (0..candidates.len()).filter(|at| mended(*at) > 0).collect();
    order.sort_by_key(|at| std::cmp::Reverse(mended(*at)));
    let is_complete = order.len() <= MOST_FIRST;
    let mut found = Vec::new();
    let mut left = MOST_PAIRS;
    for (place, first) in order.iter().take(MOST_FIRST).enumerate() {
        // Those that mend less, and those that mend nothing alone; the others were tried first.
        let tried_before = &order[..=place];
        for second in (0..candidates.len()).filter(|at| !tried_before.contains(at)) {
            let Some(lens) = both(&candidates[*first].lens, &candidates[second].lens) else { continue };
            if candidates[second].size == 0 || !mends_rest(recount, claims, &trials[*first], &lens) {
                continue;
            }
            if left == 0 {
                return (found, false);
            }
            left -= 1;
            let trial = claims.trial(recount, &lens).filter(|trial| trial.mends.len() == all);
            let both = |trial: Trial| {
                let rows = recount.people.rows as u64;
                hypothesis(&candidates[*first], &candidates[second], trial.mends, rows)
            };
            found.extend(trial.map(both));
        }
    }
    (found, is_complete)
}

/// Whether the first target that a lens alone does not mend matches with both.
fn mends_rest(recount: &mut Recount, claims: &Claims, first: &Option<Trial>, lens: &Lens) -> bool {
    let mends = first.as_ref().map_or(&[][..], |trial| trial.mends.as_slice());
    let mut rest = (0..claims.is_target.len()).filter(|claim| claims.is_target[*claim] && !mends.contains(claim));
    rest.next().is_some_and(|claim| recount.outcome(claim, lens).is_some_and(|outcome| outcome.holds))
}

/// Both lenses at once; nothing where they are about the same.
fn both(one: &Lens, other: &Lens) -> Option<Lens> {
    let is_of = |column: usize| other.counts_as.iter().any(|own| own.0 == column);
    let is_about_same = one.counts_as.iter().any(|own| is_of(own.0))
        || one.value.is_some() && other.value.is_some()
        || one.base.is_some() && other.base.is_some()
        || one.weights.is_some() && other.weights.is_some();
    (!is_about_same).then(|| Lens {
        counts_as: [one.counts_as.as_slice(), &other.counts_as].concat(),
        value: one.value.or(other.value),
        base: one.base.or(other.base),
        weights: one.weights.or(other.weights),
    })
}

fn hypothesis(one: &Candidate, other: &Candidate, mends: Vec<usize>, rows: u64) -> Hypothesis {
    let shown = |candidate: &Candidate| candidate.detail.clone().unwrap_or_else(|| candidate.text.clone());
    let has_detail = one.detail.is_some() || other.detail.is_some();
    Hypothesis {
        kind: "two at once",
        text: format!("{} and {}", one.text, other.text),
        detail: has_detail.then(|| format!("{} and {}", shown(one), shown(other))),
        respondents: (one.size + other.size).min(rows),
        mends,
    }
}
