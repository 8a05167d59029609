//! A single error in the digits of a figure: one wrong, missing, doubled or exchanged, or the decimal point elsewhere.

use crate::diagnosis::explanation::{Explanation, Hypothesis};
use crate::diagnosis::hypothesis::multi_cell::mended;
use crate::diagnosis::plausibility::possible_originals;
use crate::diagnosis::root_cause::RootCause;
use crate::diagnosis::solver::system::System;
use crate::quantity::Statistic;
use crate::relation::Index;

/// How many suspects are looked at.
const FEW: usize = 4;

/// The likeliest error that explains all of a cause; nothing where another suspect may have had as likely a one.
pub(super) fn in_digits(system: &System, _: &Index, cause: &RootCause) -> Option<Explanation> {
    let suspects = cause.suspects.iter().take(FEW);
    let mut found: Vec<(usize, Explanation)> =
        suspects.filter_map(|suspect| mistyped_digits(system, suspect.claim, cause)).collect();
    found.sort_by_key(|found| found.0);
    let is_one_of_several = found.len() > 1 && found[0].0 == found[1].0;
    found.into_iter().next().filter(|_| !is_one_of_several).map(|found| found.1)
}

fn mistyped_digits(system: &System, claim: usize, cause: &RootCause) -> Option<(usize, Explanation)> {
    let known = &system.study.claims()[claim];
    let implied = &cause.suspects.iter().find(|suspect| suspect.claim == claim)?.implied_range;
    // Of a figure that nothing else is known of any error would do, unless data must exist with it.
    let is_tested = implied.least().zip(implied.greatest()).is_some()
        || cause.relations.iter().any(|relation| system.is_of_data(*relation));
    if !is_tested {
        return None;
    }
    let fitting = possible_originals(system, claim).into_iter().find(|variant| {
        let values = known.values_of(&variant.figure, system.study.names());
        let changes = [(claim, values)];
        let explains = |mended: Vec<usize>| cause.relations.iter().all(|relation| mended.contains(relation));
        changes[0].1.intersects(implied) && mended(system, &changes).is_some_and(explains)
    })?;
    let meant = &fitting.figure;
    let off = known.figure.number() - meant.number();
    let is_off_by_one = off.abs() == known.figure.unit() && fitting.error == Hypothesis::Mistyped;
    let is_count = known.quantity.statistic == Statistic::Count;
    let hypothesis = if is_off_by_one && is_count { Hypothesis::OffByOne } else { fitting.error };
    let text = match fitting.error {
        _ if is_off_by_one && is_count => {
            format!("{} is one too {} for {meant}", known.figure, if off.is_negative() { "few" } else { "many" })
        }
        _ if is_off_by_one => format!("{} is {meant}, off by one in the last digit", known.figure),
        Hypothesis::Transposed => format!("{} is {meant} with two digits exchanged", known.figure),
        Hypothesis::Dropped => format!("{} is {meant} without one of its digits", known.figure),
        Hypothesis::Doubled => format!("{} is {meant} with a digit typed twice", known.figure),
        Hypothesis::PointMoved => format!("{} is {meant} with the decimal point elsewhere", known.figure),
        _ => format!("{} is {meant} with one digit mistyped", known.figure),
    };
    Some((fitting.cost, Explanation { hypothesis, claims: vec![claim], text }))
}
