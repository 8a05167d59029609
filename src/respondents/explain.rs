//! Why figures do not match: what is supposed is tried, and named where it mends them and breaks nothing.

use crate::respondents::candidates::{Candidate, candidates};
use crate::respondents::changed_row::with_one_changed;
use crate::respondents::hypothesis::Hypothesis;
use crate::respondents::merged::merged;
use crate::respondents::missing_row::with_one_more;
use crate::respondents::pairs::pairs;
use crate::respondents::recount::Recount;
use crate::respondents::rows::without_one;
use crate::respondents::trial::{Claims, Trial};

/// What explains most of what does not match, and what was not tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// The hypotheses that are named: those that mend most figures, of these those that concern the fewest respondents; then the
    /// same for what is left.
    pub hypotheses: Vec<Hypothesis>,
    /// What was not tried, because it is too much.
    pub not_tried: Vec<String>,
}

/// In so many steps, each about what those before leave.
const MOST_STEPS: usize = 5;

/// What mends fewer figures, of more that differ, is not named: of so many things that are tried some do so by chance.
const FEWEST: usize = 3;

/// Looks for what explains why the targets do not match, where all others hold that are marked so.
pub(super) fn explain(recount: &mut Recount, holds: &[bool], targets: &[usize]) -> Explained {
    if targets.is_empty() {
        return Explained::default();
    }
    let claims = Claims::of(holds, targets);
    let (candidates, mut not_tried) = candidates(recount.people);
    let trial = |candidate: &Candidate| (candidate.size > 0).then(|| claims.trial(recount, &candidate.lens)).flatten();
    let trials: Vec<Option<Trial>> = candidates.iter().map(trial).collect();
    let mut found: Vec<Hypothesis> = candidates.iter().zip(&trials).filter_map(alone).collect();
    found.extend(merged(recount, &claims));
    let without = without_one(recount, holds, targets);
    if !without.is_complete {
        not_tried.push("all rows, whether the figures match without one of them".to_owned());
    }
    found.extend(less(&without.rows));
    let more = with_one_more(recount, holds, targets);
    found.extend(more.hypothesis);
    if !more.is_complete {
        not_tried.push("all respondents, whether the figures match with one more".to_owned());
    }
    let changed = with_one_changed(recount, holds, targets);
    found.extend(changed.hypotheses);
    if !changed.is_complete {
        not_tried.push("all rows, whether the figures match with another answer of one of them".to_owned());
    }
    if !found.iter().any(|hypothesis| hypothesis.mends.len() == targets.len()) {
        let (pairs, is_complete) = pairs(recount, &candidates, &trials, &claims);
        if pairs.is_empty() && !is_complete {
            not_tried.push("two things at once that both mend few".to_owned());
        }
        found.extend(pairs);
    }
    Explained { hypotheses: named(found, targets), not_tried }
}

/// A candidate that mends all that it concerns.
fn alone((candidate, trial): (&Candidate, &Option<Trial>)) -> Option<Hypothesis> {
    let trial = trial.as_ref().filter(|trial| !trial.spoils)?;
    Some(Hypothesis {
        kind: candidate.kind,
        text: candidate.text.clone(),
        detail: candidate.detail.clone(),
        respondents: candidate.size,
        mends: trial.mends.clone(),
    })
}

/// The rows without which the same claims match, as one hypothesis.
fn less(rows: &[(usize, Vec<usize>)]) -> Vec<Hypothesis> {
    let mut groups: Vec<(&Vec<usize>, Vec<usize>)> = Vec::new();
    for (row, mends) in rows {
        match groups.iter_mut().find(|group| group.0 == mends) {
            Some(group) => group.1.push(*row),
            None => groups.push((mends, vec![*row])),
        }
    }
    let hypothesis = |(mends, rows): (&Vec<usize>, Vec<usize>)| {
        const MOST_LISTED: usize = 10;
        let listed: Vec<String> = rows.iter().take(MOST_LISTED).map(|row| (row + 1).to_string()).collect();
        let more =
            if rows.len() > MOST_LISTED { format!(" and {} more", rows.len() - MOST_LISTED) } else { String::new() };
        let (text, detail) = match rows.len() {
            1 => (
                "one respondent does not count".to_owned(),
                format!("the respondent in row {} does not count", listed[0]),
            ),
            n => (
                format!("one of {n} respondents does not count"),
                format!("the respondent in one of the rows {}{more} does not count", listed.join(", ")),
            ),
        };
        Hypothesis { kind: "one row less", text, detail: Some(detail), respondents: 1, mends: mends.clone() }
    };
    groups.into_iter().map(hypothesis).collect()
}

/// Those that mend most, and of these those of the fewest respondents, all of them; then again for what these leave.
fn named(mut found: Vec<Hypothesis>, targets: &[usize]) -> Vec<Hypothesis> {
    let mut left: Vec<usize> = targets.to_vec();
    found.retain(|hypothesis| hypothesis.mends.len() >= FEWEST.min(targets.len()));
    let mut named = Vec::new();
    for _ in 0..MOST_STEPS {
        let mended = |hypothesis: &Hypothesis| hypothesis.mends.iter().filter(|claim| left.contains(claim)).count();
        let rank = |hypothesis: &Hypothesis| (std::cmp::Reverse(mended(hypothesis)), hypothesis.respondents);
        let Some(best) = found.iter().map(rank).min().filter(|best| best.0.0 > 0) else { break };
        let (chosen, others): (Vec<_>, Vec<_>) = found.iter().cloned().partition(|hypothesis| rank(hypothesis) == best);
        if let Some(first) = chosen.first() {
            left.retain(|claim| !first.mends.contains(claim));
        }
        named.extend(chosen);
        found = others;
    }
    named
}
