//! The least and the greatest sum of squares of values with a given sum, each between its ends.

use smallvec::SmallVec;

use crate::sample::case::{Range, Segment};

/// The sums that are possible at all.
pub(super) fn sums(segments: &[Segment]) -> Range {
    let sum = |end: fn(&Segment) -> i128| segments.iter().map(|segment| segment.count * end(segment)).sum();
    Range { least: sum(|segment| segment.low), most: sum(|segment| segment.high) }
}

/// The sums of squares that values with this sum may have. None where no values have the sum.
pub(super) fn squares(segments: &[Segment], sum: i128) -> Option<Range> {
    Squares::of(segments).with(sum)
}

/// The sums of squares that values with one sum after another may have.
///
/// Both ends are straight over long stretches of sums: the least grows by the same amount while all values rise from one level to
/// the next, the greatest while those of one segment rise to their upper end. A stretch is found once for all sums on it.
pub(super) struct Squares<'a> {
    segments: &'a [Segment],
    sums: Range,
    least: Stretch,
    greatest: Stretch,
    /// The one segment in which values may rise, if it is one.
    alone: Option<&'a Segment>,
}

impl<'a> Squares<'a> {
    pub fn of(segments: &'a [Segment]) -> Self {
        let mut rising = rising(segments);
        let alone = rising.next().filter(|_| rising.next().is_none());
        Self { segments, sums: sums(segments), least: Stretch::NONE, greatest: Stretch::NONE, alone }
    }

    /// No less than the least, which some values have; no more than the greatest, which is exact for a single segment and a bound
    /// for several. None where no values have the sum.
    pub fn with(&mut self, sum: i128) -> Option<Range> {
        self.sums.contains(sum).then(|| Range { least: self.least(sum), most: self.greatest(sum) - self.excess(sum) })
    }

    fn least(&mut self, sum: i128) -> i128 {
        if !self.least.sums.contains(sum) {
            self.least = level_stretch(self.segments, sum);
        }
        self.least.at(sum)
    }

    /// Values are raised from their lower to their upper ends, those with the greatest ends first, since they gain the most for
    /// each step. The last one to be raised stays on its way up, and counts as if it gained as much for each step as for all.
    fn greatest(&mut self, sum: i128) -> i128 {
        if !self.greatest.sums.contains(sum) {
            self.greatest = rising_stretch(self.segments, self.sums.least, sum);
        }
        self.greatest.at(sum)
    }

    /// What the last value to be raised counts too much, where that is known: in a single segment.
    fn excess(&self, sum: i128) -> i128 {
        let Some(segment) = self.alone else { return 0 };
        let width = segment.high - segment.low;
        let raised = (sum - self.sums.least) % width;
        raised * (width - raised)
    }
}

/// Sums over which a sum of squares grows by the same amount with each step.
#[derive(Clone, Copy)]
struct Stretch {
    sums: Range,
    /// At the first sum.
    squares: i128,
    by: i128,
}

impl Stretch {
    const NONE: Self = Self { sums: Range { least: 0, most: -1 }, squares: 0, by: 0 };

    fn at(&self, sum: i128) -> i128 {
        self.squares + (sum - self.sums.least) * self.by
    }
}

/// Where all values rise from the level of values with this sum to the next.
fn level_stretch(segments: &[Segment], sum: i128) -> Stretch {
    let level = first_level(segments, |level| total(segments, level) > sum) - 1;
    let (least, next) = (total(segments, level), total(segments, level + 1));
    let values = segments.iter().map(|segment| (segment.count, level.clamp(segment.low, segment.high)));
    let squares = values.map(|(count, value)| count * value * value).sum();
    Stretch { sums: Range { least, most: least.max(next - 1) }, squares, by: 2 * level + 1 }
}

/// Where values with this sum rise in one segment from the lower to the upper end, those before it in order being there.
fn rising_stretch(segments: &[Segment], least: i128, sum: i128) -> Stretch {
    let mut order: SmallVec<[&Segment; 8]> = rising(segments).collect();
    order.sort_by_key(|segment| -(segment.low + segment.high));
    let squares = segments.iter().map(|segment| segment.count * segment.low * segment.low).sum();
    let mut stretch = Stretch { sums: Range { least, most: least }, squares, by: 0 };
    for segment in order {
        if stretch.sums.contains(sum) {
            break;
        }
        let (least, squares) = (stretch.sums.most, stretch.at(stretch.sums.most));
        let most = least + segment.count * (segment.high - segment.low);
        stretch = Stretch { sums: Range { least, most }, squares, by: segment.high + segment.low };
    }
    stretch
}

/// The segments in which values may rise.
fn rising(segments: &[Segment]) -> impl Iterator<Item = &Segment> {
    segments.iter().filter(|segment| segment.low < segment.high)
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
    let mut squares = Squares::of(segments);
    let spread = |sum: i128| n * squares.least(sum) - sum * sum;
    levels.chain([range.least, range.most]).map(spread).min().unwrap_or(0)
}

/// No less than n times the sum of squares less the squared sum, over the values whose sum is from a range, all of it possible.
/// As a bound of the sum of squares is concave over the sums, so is that of the spread: it is greatest where it no longer grows.
pub(super) fn greatest_spread(segments: &[Segment], n: i128, range: Range) -> i128 {
    let mut squares = Squares::of(segments);
    let mut spread = |sum: i128| n * squares.greatest(sum) - sum * sum;
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
            let mut in_a_row = Squares::of(&segments);
            for sum in (-30..30).chain([-3, 7, 0, 8]) {
                let range = squares(&segments, sum);
                assert_eq!(in_a_row.with(sum), range, "{segments:?} {sum}");
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
