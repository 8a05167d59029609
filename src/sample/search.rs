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

/// Looks for values with this sum and one of these sums of squares, until there are none left or `nodes` is used up.
pub(super) fn search(segments: &[Segment], sum: i128, squares: Range, nodes: &mut u64) -> Found {
    let mut chosen = Histogram::new();
    match descend(&mut segments.to_vec(), sum, squares, &mut chosen, (nodes, DEEPEST)) {
        Some(true) => Found::Sample(chosen),
        Some(false) => Found::Nothing,
        None => Found::CutOff,
    }
}

/// Chooses the greatest value and how often it occurs, then goes on with what is left. None: cut off.
fn descend(
    segments: &mut Vec<Segment>,
    sum: i128,
    squares: Range,
    chosen: &mut Histogram,
    (nodes, depth): (&mut u64, usize),
) -> Option<bool> {
    let Some(&top) = segments.last() else { return Some(sum == 0 && squares.contains(0)) };
    if top.count == 0 {
        segments.pop();
        let found = descend(segments, sum, squares, chosen, (nodes, depth));
        segments.push(top);
        return found;
    }
    *nodes = nodes.checked_sub(1)?;
    let depth = depth.checked_sub(1)?;
    if !may_hold(segments, sum, squares) {
        return Some(false);
    }
    if let ([_], 2) = (segments.as_slice(), top.count) {
        return Some(pair(top, sum, squares, chosen));
    }
    let last = segments.len() - 1;
    let mut found = Some(false);
    for value in (top.low..=top.high).rev() {
        segments[last].high = value;
        if !may_reach(segments, sum, squares) {
            break;
        }
        for times in 1..=top.count {
            segments[last] = Segment { count: top.count - times, low: top.low, high: value - 1 };
            if segments[last].count > 0 && value == top.low {
                continue;
            }
            let taken = times * value * value;
            let left = Range { least: squares.least - taken, most: squares.most - taken };
            found = descend(segments, sum - times * value, left, chosen, (&mut *nodes, depth));
            if found != Some(false) {
                if found == Some(true) {
                    *chosen.entry(value).or_default() += times;
                }
                break;
            }
        }
        segments[last] = top;
        if found != Some(false) {
            break;
        }
    }
    segments[last] = top;
    found
}

/// Whether the bounds leave a sum of squares that is as odd as the sum.
fn may_hold(segments: &[Segment], sum: i128, squares: Range) -> bool {
    let possible = limits::squares(segments, sum);
    possible.is_some_and(|possible| !possible.intersection(squares).as_odd_as(sum).is_empty())
}

/// Whether values up to the present ends can spread far enough.
fn may_reach(segments: &[Segment], sum: i128, squares: Range) -> bool {
    limits::squares(segments, sum).is_some_and(|possible| possible.most >= squares.least)
}

/// Two values are known from their sum and their difference.
fn pair(segment: Segment, sum: i128, squares: Range, chosen: &mut Histogram) -> bool {
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
