//! Levels that the file has no longer: whether what is printed of two of them together is what it has of one.
//!
//! With a standard deviation of such a level among the differences nothing is said: it does not follow from those of both.

use rustc_hash::FxHashMap as HashMap;

use crate::microdata::factor::{Answers, Factor};
use crate::quantity::Statistic;
use crate::respondents::hypothesis::Hypothesis;
use crate::respondents::recount::{Lens, Recount};
use crate::respondents::trial::Claims;
use crate::study::starred;

/// For each level that nobody in the file has, the others whose respondents may be those of both: each figure of the two
/// that differs does so by what is printed of the other.
pub(super) fn merged(recount: &mut Recount, claims: &Claims) -> Vec<Hypothesis> {
    let mut found = Vec::new();
    for (column, factor) in recount.people.factors.all().iter().enumerate().filter(|(_, one)| one.member.is_none()) {
        let times = &recount.people.times[column];
        let codes = 1..=factor.leaves.len().min(MOST_LEVELS) as u16;
        for gone in codes.clone().filter(|code| times[usize::from(*code)] == 0) {
            for kept in codes.clone().filter(|code| times[usize::from(*code)] > 0) {
                let mends = mended(recount, claims, column, (kept, gone));
                found.extend(mends.map(|mends| hypothesis(recount, column, factor, (kept, gone), mends)));
            }
        }
    }
    found
}

/// No pairs of more levels than these are tried.
const MOST_LEVELS: usize = 60;

/// What else than its level a claim is of: its base as well, and whether that is of the level too.
type Rest = (Statistic, Option<usize>, Answers, Option<Answers>, bool);

/// What two levels are printed with, each with its claims.
type Pairs = HashMap<Rest, [Vec<usize>; 2]>;

/// The targets of two levels, if all of them come to what the file has of one.
fn mended(recount: &mut Recount, claims: &Claims, column: usize, levels: (u16, u16)) -> Option<Vec<usize>> {
    let mut mends = Vec::new();
    for (rest, [of_kept, of_gone]) in pairs(recount, column, levels) {
        let is_target = |claim: &usize| claims.is_target[*claim];
        if !of_kept.iter().chain(&of_gone).any(is_target) {
            continue;
        }
        for (kept, gone) in of_kept.iter().flat_map(|kept| of_gone.iter().map(move |gone| (*kept, *gone))) {
            if !comes_to(recount, &rest, kept, gone)? {
                return None;
            }
        }
        mends.extend(of_kept.into_iter().chain(of_gone).filter(is_target));
    }
    mends.sort_unstable();
    (!mends.is_empty()).then_some(mends)
}

/// The claims of two levels that are alike but for the level.
fn pairs(recount: &Recount, column: usize, (kept, gone): (u16, u16)) -> Pairs {
    let mut pairs = Pairs::default();
    let without = |answers: &Answers| -> Answers { answers.iter().filter(|own| own.0 != column).cloned().collect() };
    for (claim, asked) in recount.people.asked.iter().enumerate().filter(|(_, asked)| asked.left.is_none()) {
        let level = asked.event.iter().find(|answer| answer.0 == column).map(|answer| answer.1.as_slice());
        let Some(which) = [kept, gone].iter().position(|code| level == Some(&[*code])) else { continue };
        let is_within = asked.base.iter().flatten().any(|answer| answer.0 == column);
        let base = asked.base.as_ref().map(without);
        let rest = (asked.statistic, asked.value, without(&asked.event), base, is_within);
        pairs.entry(rest).or_default()[which].push(claim);
    }
    pairs
}

/// Whether what the file has of one level may be what is printed of it and of another together: counts and percentages of one base
/// add up; a mean, a median or a percentage of the level itself lies between those of both. Nothing where nothing follows.
fn comes_to(recount: &mut Recount, rest: &Rest, kept: usize, gone: usize) -> Option<bool> {
    let printed = recount.people.study.claims();
    let (one, other) = (&printed[kept].values, &printed[gone].values);
    let together = match (rest.0, rest.4) {
        (Statistic::Count, _) | (Statistic::Share, false) => one.plus(other),
        (Statistic::Share, true) | (Statistic::Mean | Statistic::Median, _) => one.hull(other),
        _ => return None,
    };
    let value = recount.outcome(kept, &Lens::default())?.value?;
    Some(value.is_in(&together))
}

fn hypothesis(
    recount: &Recount,
    column: usize,
    factor: &Factor,
    (kept, gone): (u16, u16),
    mends: Vec<usize>,
) -> Hypothesis {
    let (names, dimension) = (recount.people.study.names(), factor.dimension);
    let level = |code: u16| {
        let level = factor.leaves[usize::from(code) - 1];
        starred(names.printed_level(dimension, level).unwrap_or_else(|| names.level_name(dimension, level)))
    };
    Hypothesis {
        kind: "merged",
        text: format!(
            "{} of {} is recorded as {}, which has as many as both",
            level(gone),
            names.variable_label(dimension),
            level(kept)
        ),
        detail: None,
        respondents: recount.people.times[column][usize::from(kept)],
        mends,
    }
}
