//! The sums of a case that leave room for a sum of squares.
//!
//! Of few sums each is looked at. Many are looked at in ranges: the least spread of values with a sum is convex over the sums at
//! which all values are at one level, as far as their ends allow, and concave between two of these; the bound of the
//! greatest is concave. So the least of the one and the greatest of the other are known for a range at once.

use crate::sample::case::{Case, Range};
use crate::sample::limits;
use crate::sample::work::Work;

/// So few sums are looked at one by one, those in the middle first.
const FEW_SUMS: i128 = 1_000;

/// A sum, and the sums of squares that both the spread and the places leave beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Room {
    pub sum: i128,
    pub squares: Range,
}

/// The spreads nearest to the stated one, where some sum leaves it no room.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Nearest {
    /// The least that is possible but too large.
    pub too_large: Option<i128>,
    /// The greatest that is too small.
    pub too_small: Option<i128>,
}

impl Nearest {
    pub fn add(&mut self, too_small: Option<i128>, too_large: Option<i128>) {
        self.too_small = self.too_small.max(too_small);
        self.too_large = match (self.too_large, too_large) {
            (Some(known), Some(other)) => Some(known.min(other)),
            (known, other) => known.or(other),
        };
    }
}

/// The rooms of a case, one after the other.
pub(super) struct Rooms<'a> {
    case: &'a Case,
    /// Ranges that are still to be looked at, the next one last.
    left: Vec<Range>,
    pub nearest: Nearest,
}

impl<'a> Rooms<'a> {
    pub fn of(case: &'a Case) -> Self {
        let few = case.sums.most - case.sums.least < FEW_SUMS;
        let left = if few { from_the_middle(case.sums) } else { vec![case.sums] };
        Self { case, left, nearest: Nearest::default() }
    }

    /// The next room; none where there are no more, or no work is left.
    pub fn next(&mut self, work: &mut Work) -> Option<Room> {
        while let Some(range) = self.left.pop() {
            if !work.spend(self.case.segments.len() as u64 + 3) {
                return None;
            }
            let is_one = range.least == range.most;
            if range.is_empty() || !is_one && !self.may_hold(range, work) {
                continue;
            }
            let middle = range.least + (range.most - range.least) / 2;
            if !is_one {
                let halves = [Range { most: middle - 1, ..range }, Range { least: middle + 1, ..range }];
                self.left.extend(halves);
            }
            if let Some(squares) = self.room(middle) {
                return Some(Room { sum: middle, squares });
            }
        }
        None
    }

    /// Whether the bounds leave some sum of a range a spread that is stated.
    fn may_hold(&mut self, range: Range, work: &mut Work) -> bool {
        let segments = &self.case.segments;
        work.spend(8 * (segments.len() as u64 + 3));
        let least = limits::least_spread(segments, self.case.spread.n, range);
        if self.case.spread.most.is_some_and(|most| least > most) {
            self.nearest.add(None, Some(least));
            return false;
        }
        let greatest = limits::greatest_spread(segments, self.case.spread.n, range);
        if greatest < self.case.spread.least {
            self.nearest.add(Some(greatest), None);
            return false;
        }
        true
    }

    /// The sums of squares that both the spread and the places leave, if there are any.
    fn room(&mut self, sum: i128) -> Option<Range> {
        let case = self.case;
        let possible = limits::squares(&case.segments, sum)?;
        let stated = case.spread.squares(sum);
        let squares = stated.intersection(possible).as_odd_as(sum);
        if !squares.is_empty() {
            return Some(squares);
        }
        let spread = |squares: i128| case.spread.n * squares - sum * sum;
        let below = Range { most: possible.most.min(stated.least - 1), ..possible }.as_odd_as(sum);
        let above = Range { least: possible.least.max(stated.most.saturating_add(1)), ..possible }.as_odd_as(sum);
        let below = (!below.is_empty()).then(|| spread(below.most));
        let above = (!above.is_empty()).then(|| spread(above.least));
        self.nearest.add(below, above);
        None
    }
}

/// The whole numbers of a range, those in the middle last.
fn from_the_middle(range: Range) -> Vec<Range> {
    let mut sums: Vec<i128> = (range.least..=range.most).collect();
    let middle = range.least + (range.most - range.least) / 2;
    sums.sort_by_key(|sum| (-(sum - middle).abs(), -sum));
    sums.into_iter().map(|sum| Range { least: sum, most: sum }).collect()
}
