//! The exact search behind the construction: every possibility, as far as bounds do not rule it out.

use crate::sample::case::{Histogram, Range, Segment};
use crate::sample::limits;

/// What a search came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Sample(Histogram),
    /// There is none.
    Nothing,
    /// It was cut off.
    CutOff,
}

/// With more different values than this it is cut off: each takes a call within a call.
const DEEPEST: usize = 2_000;

/// What values are to come to.
#[derive(Clone, Copy)]
struct Goal {
    sum: i128,
    squares: Range,
}

impl Goal {
    /// What is left of it for the others, where a value occurs so many times.
    fn without(self, value: i128, times: i128) -> Self {
        let taken = times * value * value;
        let squares = Range { least: self.squares.least - taken, most: self.squares.most - taken };
        Self { sum: self.sum - times * value, squares }
    }
}

/// Looks for values with this sum and one of these sums of squares, until there are none left or `nodes` is used up.
pub(super) fn search(segments: &[Segment], sum: i128, squares: Range, nodes: &mut u64) -> Found {
    let mut chosen = Histogram::new();
    match descend(&mut segments.to_vec(), Goal { sum, squares }, &mut chosen, (nodes, DEEPEST)) {
        Some(true) => Found::Sample(chosen),
        Some(false) => Found::Nothing,
        None => Found::CutOff,
    }
}

/// Chooses the greatest value and how often it occurs, then goes on with what is left. None: cut off.
fn descend(
    segments: &mut Vec<Segment>,
    goal: Goal,
    chosen: &mut Histogram,
    (nodes, depth): (&mut u64, usize),
) -> Option<bool> {
    let Some(&top) = segments.last() else { return Some(goal.sum == 0 && goal.squares.contains(0)) };
    if top.count == 0 {
        segments.pop();
        let found = descend(segments, goal, chosen, (nodes, depth));
        segments.push(top);
        return found;
    }
    *nodes = nodes.checked_sub(1)?;
    let depth = depth.checked_sub(1)?;
    if !may_hold(segments, goal) {
        return Some(false);
    }
    if let ([_], 2) = (segments.as_slice(), top.count) {
        return Some(pair(top, goal, chosen));
    }
    let mut found = Some(false);
    for value in (top.low..=top.high).rev() {
        replace_last(segments, Segment { high: value, ..top });
        if !may_reach(segments, goal) {
            break;
        }
        found = repeat(top, value, segments, goal, chosen, (&mut *nodes, depth));
        if found != Some(false) {
            break;
        }
    }
    replace_last(segments, top);
    found
}

/// Goes on with a greatest value that occurs once, twice, and so on.
fn repeat(
    top: Segment,
    value: i128,
    segments: &mut Vec<Segment>,
    goal: Goal,
    chosen: &mut Histogram,
    (nodes, depth): (&mut u64, usize),
) -> Option<bool> {
    // There is no value below the lowest that the others could have.
    let fewest = if value == top.low { top.count } else { 1 };
    for times in fewest..=top.count {
        replace_last(segments, Segment { count: top.count - times, low: top.low, high: value - 1 });
        if descend(segments, goal.without(value, times), chosen, (&mut *nodes, depth))? {
            *chosen.entry(value).or_default() += times;
            return Some(true);
        }
    }
    Some(false)
}

fn replace_last(segments: &mut [Segment], segment: Segment) {
    segments.last_mut().into_iter().for_each(|last| *last = segment);
}

/// Whether the bounds leave a sum of squares that is as odd as the sum.
fn may_hold(segments: &[Segment], goal: Goal) -> bool {
    let possible = limits::squares(segments, goal.sum);
    possible.is_some_and(|possible| !possible.intersection(goal.squares).as_odd_as(goal.sum).is_empty())
}

/// Whether values up to the present ends can spread far enough.
fn may_reach(segments: &[Segment], goal: Goal) -> bool {
    limits::squares(segments, goal.sum).is_some_and(|possible| possible.most >= goal.squares.least)
}

/// Two values are known from their sum and their difference.
fn pair(segment: Segment, Goal { sum, squares }: Goal, chosen: &mut Histogram) -> bool {
    // The squared difference is twice the sum of squares less the squared sum.
    let most = (2 * squares.most).saturating_sub(sum * sum);
    if most < 0 {
        return false;
    }
    let widest = (2 * segment.high - sum).min(sum - 2 * segment.low);
    let mut difference = most.isqrt().min(widest);
    difference -= (difference ^ sum) & 1;
    if difference < 0 || difference * difference < 2 * squares.least - sum * sum {
        return false;
    }
    for value in [(sum - difference) / 2, (sum + difference) / 2] {
        *chosen.entry(value).or_default() += 1;
    }
    true
}
