//! Samples reached from others by random moves, above all one in which no value is more frequent than the mode.
//!
//! The other statistics leave many samples, of which those with that mode are often a fair part. Values are moved at random, with
//! the same seed each time, as long as that takes nothing away: what is more frequent than the mode becomes less, what the
//! sum of squares is off by becomes less.

use smallvec::{SmallVec, smallvec};

use crate::number::Random;
use crate::sample::case::{Case, Histogram, Range};
use crate::sample::work::Work;

/// After so many moves it is given up.
const MOST_MOVES: usize = 20_000;

/// Of so many moves one is taken though it makes things worse.
const BOLDNESS: usize = 64;

/// How many values that the mode may have are looked at.
const FARTHEST: usize = 10_000;

/// How many steps of work it takes to lay out eight values; to make a move it takes as many, and one for as many values that differ.
const STEPS_OF_A_VALUE: u64 = 4;

/// With more values than this nothing is moved.
const MOST_VALUES: i128 = 100_000;

/// The sample itself, or another of the case, in which one of these values is the most frequent.
pub(super) fn adjust(case: &Case, sample: Histogram, mode: Range, work: &mut Work) -> Option<Histogram> {
    if is_mode(&sample, mode) {
        return Some(sample);
    }
    let possible = |value: &i128| case.segments.iter().any(|segment| segment.low <= *value && *value <= segment.high);
    let near = mode.least.max(case.segments.first()?.low)..=mode.most.min(case.segments.last()?.high);
    let n: i128 = sample.values().sum();
    if n > MOST_VALUES {
        return None;
    }
    near.take(FARTHEST).filter(possible).take(8).find_map(|mode| {
        let is_enough = work.spend(STEPS_OF_A_VALUE * n as u64 / 8);
        is_enough.then(|| Search::new(case, &sample, Some(mode)).run(work)).flatten()
    })
}

/// Another sample of the case, reached by moves none of which takes a statistic away, so that chance alone shapes it. None
/// where the sample is not one of the case.
pub(super) fn wander(case: &Case, sample: &Histogram, mode: Option<i128>, seed: u64) -> Option<Histogram> {
    if sample.values().sum::<i128>() != case.spread.n || case.spread.n > MOST_VALUES {
        return None;
    }
    let mut search = Search { random: Random::new(seed), ..Search::new(case, sample, mode) };
    let stays = |(value, (low, high)): (&i128, &(i128, i128))| (low..=high).contains(&value);
    if search.badness() > 0 || !search.values.iter().zip(&search.ends).all(stays) {
        return None;
    }
    for _ in 0..MOST_MOVES {
        let Some(moves) = search.proposal().filter(|moves| search.keeps(moves)) else { continue };
        search.make(&moves);
        if search.excess() > 0 {
            search.undo(&moves);
        }
    }
    Some(search.counts)
}

/// Whether one of these values is the most frequent.
pub(super) fn is_mode(sample: &Histogram, mode: Range) -> bool {
    let most = sample.values().max().copied().unwrap_or(0);
    sample.iter().any(|(value, count)| *count == most && mode.contains(*value))
}

/// Places whose values are moved, and by how much: one, or two.
type Moves = SmallVec<[(usize, i128); 2]>;

struct Search<'a> {
    case: &'a Case,
    mode: Option<i128>,
    /// Ascending at first; each stays between the ends of its place.
    values: Vec<i128>,
    ends: Vec<(i128, i128)>,
    counts: Histogram,
    sum: i128,
    squares: i128,
    random: Random,
}

impl<'a> Search<'a> {
    fn new(case: &'a Case, sample: &Histogram, mode: Option<i128>) -> Self {
        let values: Vec<i128> = sample.iter().flat_map(|(value, count)| (0..*count).map(|_| *value)).collect();
        let ends = case.segments.iter().flat_map(|segment| (0..segment.count).map(|_| (segment.low, segment.high)));
        let (sum, squares) = (values.iter().sum(), values.iter().map(|value| value * value).sum());
        Self { case, mode, values, ends: ends.collect(), counts: sample.clone(), sum, squares, random: Random::new(0) }
    }

    fn run(mut self, work: &mut Work) -> Option<Histogram> {
        let mut badness = self.badness();
        for _ in 0..MOST_MOVES {
            if badness == 0 {
                return Some(self.counts);
            }
            if !work.spend(STEPS_OF_A_VALUE + self.counts.len() as u64 / 8) {
                return None;
            }
            let Some(moves) = self.proposal() else { continue };
            self.make(&moves);
            let after = self.badness();
            if after <= badness || self.random.below(BOLDNESS) == 0 && after < badness + badness / 2 + 2 {
                badness = after;
            } else {
                self.undo(&moves);
            }
        }
        None
    }

    /// One value moved, or one moved so far up as another is moved down.
    fn proposal(&mut self) -> Option<Moves> {
        let one = self.pick();
        let to_mode = self.mode.map(|mode| mode - self.values[one]).filter(|_| self.random.below(4) == 0);
        let by = to_mode.unwrap_or_else(|| self.step());
        let mut moves: Moves = smallvec![(one, by)];
        if self.random.below(3) > 0 {
            moves.push((self.pick(), -by));
        }
        let stays = |(at, by): &(usize, i128)| {
            let (low, high) = self.ends[*at];
            (low..=high).contains(&(self.values[*at] + by))
        };
        (by != 0 && moves.iter().all(stays)).then_some(moves)
    }

    fn pick(&mut self) -> usize {
        self.random.below(self.values.len())
    }

    /// Short steps more often than long ones.
    fn step(&mut self) -> i128 {
        let longest = 1 + self.random.below(6);
        let by = 1 + self.random.below(longest) as i128;
        if self.random.below(2) == 0 { by } else { -by }
    }

    fn make(&mut self, moves: &[(usize, i128)]) {
        moves.iter().for_each(|(at, by)| self.shift(*at, *by));
    }

    fn undo(&mut self, moves: &[(usize, i128)]) {
        moves.iter().for_each(|(at, by)| self.shift(*at, -by));
    }

    fn shift(&mut self, at: usize, by: i128) {
        let value = self.values[at];
        self.sum += by;
        self.squares += by * (2 * value + by);
        self.values[at] = value + by;
        if let Some(count) = self.counts.get_mut(&value) {
            *count -= 1;
            if *count == 0 {
                self.counts.remove(&value);
            }
        }
        *self.counts.entry(value + by).or_default() += 1;
    }

    /// Whether sum and spread would still be possible. To move a value there and back, which changes nothing, may pass for either.
    fn keeps(&self, moves: &[(usize, i128)]) -> bool {
        let gained = moves.iter().map(|(at, by)| by * (2 * self.values[*at] + by));
        let sum = self.sum + moves.iter().map(|(_, by)| by).sum::<i128>();
        let squares = self.squares + gained.sum::<i128>();
        self.case.sums.contains(sum) && self.case.spread.holds(sum, squares)
    }

    /// By how much values are more frequent than the mode.
    fn excess(&self) -> i128 {
        let most = self.mode.map(|mode| self.counts.get(&mode).copied().unwrap_or(0));
        most.map_or(0, |most| self.counts.values().map(|count| (count - most).max(0)).sum())
    }

    /// How far the sample is from what it should be; zero if it is.
    fn badness(&self) -> i128 {
        let excess = self.excess();
        let sums = self.case.sums;
        let off = |range: Range, value: i128| (range.least - value).max(value - range.most).max(0);
        let squares = self.case.spread.squares(self.sum);
        if squares.is_empty() {
            return excess + off(sums, self.sum) + 1_000;
        }
        let scale = 2 + (self.squares / (self.values.len() as i128).max(1)).isqrt();
        excess + off(sums, self.sum) + (off(squares, self.squares) + scale - 1) / scale
    }
}
