//! The least and the greatest sum of squares of values with a given sum, each between its ends.

use crate::sample::case::{Range, Segment};

/// The sums that are possible at all.
pub(super) fn sums(segments: &[Segment]) -> Range {
    let sum = |end: fn(&Segment) -> i128| segments.iter().map(|segment| segment.count * end(segment)).sum();
    Range { least: sum(|segment| segment.low), most: sum(|segment| segment.high) }
}

/// The sums of squares that values with this sum may have: no less than the least, which some values have; no more
/// than the greatest, which is exact for a single segment and a bound for several. None where no values have the sum.
pub(super) fn squares(segments: &[Segment], sum: i128) -> Option<Range> {
    if !sums(segments).contains(sum) {
        return None;
    }
    let least = level(segments, sum).iter().map(|group| group.count * group.value * group.value).sum();
    Some(Range { least, most: greatest(segments, sum) })
}

/// The least of n times the sum of squares less the squared sum, over the values whose sum is from a range, all of it possible.
///
/// While the level of [`level`] rises from one whole number to the next the sum of squares grows by the same amount with each
/// step of the sum, so that the spread is concave and least at an end. Where all values are at one level, or as near as their
/// ends allow, it is convex over the sums, and least where the level is the mean.
pub(super) fn least_spread(segments: &[Segment], n: i128, range: Range) -> i128 {
    let total = |level: i128| total(segments, level);
    let mean = first_level(segments, |level| total(level) <= n * level);
    let after = first_level(segments, |level| total(level) >= range.least);
    let before = first_level(segments, |level| total(level) > range.most) - 1;
    let levels = [mean - 1, mean, after, before].map(total).into_iter().filter(|sum| range.contains(*sum));
    let spread = |sum: i128| {
        let squares: i128 = level(segments, sum).iter().map(|group| group.count * group.value * group.value).sum();
        n * squares - sum * sum
    };
    levels.chain([range.least, range.most]).map(spread).min().unwrap_or(0)
}

/// No less than n times the sum of squares less the squared sum, over the values whose sum is from a range, all of it possible.
/// As a bound of the sum of squares is concave over the sums, so is that of the spread: it is greatest where it no longer grows.
pub(super) fn greatest_spread(segments: &[Segment], n: i128, range: Range) -> i128 {
    let spread = |sum: i128| n * bound(segments, sum, false) - sum * sum;
    let Range { mut least, mut most } = range;
    while least < most {
        let middle = least + (most - least) / 2;
        if spread(middle + 1) > spread(middle) { least = middle + 1 } else { most = middle }
    }
    spread(least)
}

/// The sum of values that are all at one level, as far as their ends allow.
fn total(segments: &[Segment], level: i128) -> i128 {
    segments.iter().map(|segment| segment.count * level.clamp(segment.low, segment.high)).sum()
}

/// The first level that something holds for which holds for all levels above it; one above all ends if there is none.
fn first_level(segments: &[Segment], holds: impl Fn(i128) -> bool) -> i128 {
    let mut low = segments.iter().map(|segment| segment.low).min().unwrap_or(0);
    let mut high = segments.iter().map(|segment| segment.high).max().unwrap_or(0) + 1;
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

/// Values at some places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub count: i128,
    pub value: i128,
    pub low: i128,
    pub high: i128,
}

/// The values with this sum whose sum of squares is least: all at one level, or the next above it, as far as their ends
/// allow. The sum must be possible.
///
/// Moving one value towards the level and another as far from it never adds to the sum of squares, so none are better.
pub(super) fn level(segments: &[Segment], sum: i128) -> Vec<Group> {
    // The last level that does not come to more than the sum.
    let low = first_level(segments, |level| total(segments, level) > sum) - 1;
    let mut above = sum - total(segments, low);
    let mut groups = Vec::with_capacity(segments.len() + 1);
    for &Segment { count, low: least, high: most } in segments {
        let value = low.clamp(least, most);
        let raised = if value == low && low < most { above.min(count) } else { 0 };
        above -= raised;
        let parts = [(count - raised, value), (raised, value + 1)];
        let parts = parts.into_iter().filter(|part| part.0 > 0);
        groups.extend(parts.map(|(count, value)| Group { count, value, low: least, high: most }));
    }
    groups
}

/// The greatest sum of squares: values are raised from their lower to their upper ends, those with the greatest ends
/// first, since they gain the most for each step. The last one to be raised stays on its way up, or, where there are
/// several segments, counts as if it gained as much for each step as for all.
fn greatest(segments: &[Segment], sum: i128) -> i128 {
    bound(segments, sum, true)
}

/// The same; unless it is to be sharp, the last one to be raised always counts as if it gained as much for each step.
fn bound(segments: &[Segment], sum: i128, is_sharp: bool) -> i128 {
    let mut order: Vec<&Segment> = segments.iter().filter(|segment| segment.low < segment.high).collect();
    order.sort_by_key(|segment| -(segment.low + segment.high));
    let mut left = sum - sums(segments).least;
    let mut most: i128 = segments.iter().map(|segment| segment.count * segment.low * segment.low).sum();
    for segment in &order {
        let width = segment.high - segment.low;
        let raised = (left / width).min(segment.count);
        most += raised * (segment.high * segment.high - segment.low * segment.low);
        left -= raised * width;
        if raised < segment.count {
            let gain = if is_sharp && order.len() == 1 { 2 * segment.low + left } else { segment.high + segment.low };
            return most + left * gain;
        }
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::case::Histogram;

    /// All values for the segments, as their sum and sum of squares.
    fn all(segments: &[Segment], then: &mut dyn FnMut(i128, i128), sum: i128, squares: i128) {
        let Some((first, rest)) = segments.split_first() else { return then(sum, squares) };
        if first.count == 0 {
            return all(rest, then, sum, squares);
        }
        let fewer = [&[Segment { count: first.count - 1, ..*first }], rest].concat();
        for value in first.low..=first.high {
            all(&fewer, then, sum + value, squares + value * value);
        }
    }

    #[test]
    fn limits_enclose_every_sample_and_the_least_is_met() {
        let segment = |count, low, high| Segment { count, low, high };
        for segments in [
            vec![segment(4, -2, 3)],
            vec![segment(1, -3, -3), segment(2, -3, 1), segment(1, 1, 1), segment(2, 1, 4)],
            vec![segment(2, 0, 5), segment(2, 2, 5)],
        ] {
            let mut known: Histogram = Histogram::new();
            let mut greatest: Histogram = Histogram::new();
            all(
                &segments,
                &mut |sum, squares| {
                    let least = known.entry(sum).or_insert(squares);
                    *least = squares.min(*least);
                    let most = greatest.entry(sum).or_insert(squares);
                    *most = squares.max(*most);
                },
                0,
                0,
            );
            for sum in -30..30 {
                let range = squares(&segments, sum);
                assert_eq!(range.map(|range| range.least), known.get(&sum).copied(), "{segments:?} {sum}");
                let most = greatest.get(&sum).copied();
                assert!(range.map(|range| range.most) >= most);
                if segments.len() == 1 {
                    assert_eq!(range.map(|range| range.most), most);
                }
            }
            let n = segments.iter().map(|segment| segment.count).sum();
            let (first, last) = (known.first_key_value().unwrap(), known.last_key_value().unwrap());
            for (from, to) in (*first.0..=*last.0).flat_map(|from| (from..=*last.0).map(move |to| (from, to))) {
                let range = Range { least: from, most: to };
                let least = known.range(from..=to).map(|(sum, squares)| n * squares - sum * sum).min().unwrap();
                let most = greatest.range(from..=to).map(|(sum, squares)| n * squares - sum * sum).max().unwrap();
                assert_eq!(least_spread(&segments, n, range), least, "{segments:?} {from} {to}");
                assert!(greatest_spread(&segments, n, range) >= most, "{segments:?} {from} {to}");
            }
        }
    }
}
