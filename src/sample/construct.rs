//! A sample with a given sum and sum of squares, built from the one that is spread least.

use crate::sample::case::{Histogram, Range, Segment};
use crate::sample::limits::{Group, level};

/// After so many rounds it is given up. A round at least halves what is missing, as long as there is room.
const MOST_ROUNDS: usize = 200;

/// Values with this sum and one of these sums of squares, if pairs of values that are moved apart come to that.
///
/// Moving one value up by j and another down by j leaves the sum as it is, and adds 2j(j + the first − the second) to the
/// sum of squares. Each time the pair is taken that gains most without gaining too much. What is missing shrinks to its
/// square root at least, and pairs of equal values can gain two at the very end: only where hardly any room is left may it fail.
pub(super) fn construct(segments: &[Segment], sum: i128, squares: Range) -> Option<Histogram> {
    let mut groups = level(segments, sum);
    let mut spent: i128 = groups.iter().map(|group| group.count * group.value * group.value).sum();
    for _ in 0..MOST_ROUNDS {
        if squares.contains(spent) {
            return Some(histogram(&groups));
        }
        let missing = (squares.most - spent) / 2;
        let best = apart(&groups, missing).max_by_key(|pair| pair.gain)?;
        spent += 2 * best.gain * part(&mut groups, &best, missing);
    }
    None
}

/// Two groups of which one value each is moved, one up and one down.
struct Pair {
    up: usize,
    down: usize,
    by: i128,
    gain: i128,
}

/// Each pair of groups, moved apart as far as it gains no more than `most`.
fn apart(groups: &[Group], most: i128) -> impl Iterator<Item = Pair> {
    let pairs = (0..groups.len()).flat_map(move |up| (0..groups.len()).map(move |down| (up, down)));
    pairs.filter_map(move |(up, down)| {
        let (raised, lowered) = (&groups[up], &groups[down]);
        let room = (raised.high - raised.value).min(lowered.value - lowered.low);
        let one_alone = up == down && raised.count < 2;
        if room <= 0 || one_alone {
            return None;
        }
        let ahead = raised.value - lowered.value;
        let gain = |by: i128| by * (by + ahead);
        let by = if gain(room) <= most { room } else { farthest(ahead, most).min(room) };
        let gain = gain(by);
        (by > 0 && 0 < gain && gain <= most).then_some(Pair { up, down, by, gain })
    })
}

/// The greatest `by` with by(by + ahead) ≤ most.
fn farthest(ahead: i128, most: i128) -> i128 {
    let square = (ahead * ahead + 4 * most).max(0);
    // The root of a word is a hundred times quicker than that of two.
    let root = u64::try_from(square).map_or_else(|_| square.isqrt(), |square| square.isqrt().into());
    (root - ahead).div_euclid(2)
}

/// Moves as many such pairs as there are and as `most` allows; says how many.
fn part(groups: &mut Vec<Group>, pair: &Pair, most: i128) -> i128 {
    let (raised, lowered) = (groups[pair.up], groups[pair.down]);
    let available = if pair.up == pair.down { raised.count / 2 } else { raised.count.min(lowered.count) };
    let times = available.min(most / pair.gain);
    for (from, value) in [(pair.up, raised.value + pair.by), (pair.down, lowered.value - pair.by)] {
        groups[from].count -= times;
        let moved = Group { value, count: times, ..groups[from] };
        let same = |group: &&mut Group| (group.value, group.low, group.high) == (value, moved.low, moved.high);
        match groups.iter_mut().find(same) {
            Some(group) => group.count += times,
            None => groups.push(moved),
        }
    }
    groups.retain(|group| group.count > 0);
    times
}

fn histogram(groups: &[Group]) -> Histogram {
    let mut histogram = Histogram::new();
    for group in groups {
        *histogram.entry(group.value).or_default() += group.count;
    }
    histogram
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_moved_as_far_as_it_may_gain() {
        for (ahead, most) in (-6..=6).flat_map(|ahead| (0..60).map(move |most| (ahead, most))) {
            let gains = |by: &i128| by * (by + ahead) <= most;
            assert_eq!(Some(farthest(ahead, most)), (0..100).filter(gains).max(), "{ahead} {most}");
        }
        assert_eq!(farthest(0, 1 << 80), 1 << 40);
    }
}
