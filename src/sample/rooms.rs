//! The sums of a case that leave room for a sum of squares.
//!
//! Of few sums each is looked at. Many are looked at in ranges: the least spread of values with a sum is convex over the sums at
//! which all values are at one level, as far as their ends allow, and concave between two of these; the bound of the
//! greatest is concave. So the least of the one and the greatest of the other are known for a range at once.

use crate::sample::case::{Case, Range};
use crate::sample::limits::{self, Squares};
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
    /// How many of few sums were looked at; none where they are many.
    looked_at: Option<i128>,
    squares: Squares<'a>,
    pub nearest: Nearest,
}

impl<'a> Rooms<'a> {
    pub fn of(case: &'a Case) -> Self {
        let (squares, nearest) = (Squares::of(&case.segments), Nearest::default());
        match case.sums.most - case.sums.least < FEW_SUMS {
            true => Self { case, left: Vec::new(), looked_at: Some(0), squares, nearest },
            false => Self { case, left: vec![case.sums], looked_at: None, squares, nearest },
        }
    }

    /// The next room; none where there are no more, or no work is left.
    pub fn next(&mut self, work: &mut Work) -> Option<Room> {
        while let Some(range) = self.next_range() {
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

    /// The next of many ranges, or the next of few sums, from the middle on.
    fn next_range(&mut self) -> Option<Range> {
        let Some(at) = &mut self.looked_at else { return self.left.pop() };
        let Range { least, most } = self.case.sums;
        let middle = least + (most - least) / 2;
        // The one below, the one above, the next below: above the middle there may be one more.
        let by = (*at + 1) / 2;
        let is_below = *at % 2 == 1 && middle - by >= least;
        let sum = if is_below { middle - by } else { middle + by };
        *at += 1;
        (*at <= most - least + 1).then_some(Range { least: sum, most: sum })
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
        let possible = self.squares.with(sum)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::case::{Segment, Spread};

    #[test]
    fn each_of_few_sums_is_looked_at_once_the_middle_one_first() {
        for (least, most) in [(3, 3), (3, 4), (-2, 4), (-3, 4)] {
            let segments = vec![Segment { count: 9, low: -9, high: 9 }];
            let spread = Spread { n: 9, least: 0, most: None };
            let case = Case { segments, sums: Range { least, most }, spread, frequencies: Vec::new() };
            let (mut rooms, mut work) = (Rooms::of(&case), Work::new(1_000));
            let mut sums: Vec<i128> = std::iter::from_fn(|| rooms.next(&mut work)).map(|room| room.sum).collect();
            let middle = least + (most - least) / 2;
            assert!(sums.is_sorted_by_key(|sum| ((sum - middle).abs(), *sum)), "{sums:?}");
            sums.sort_unstable();
            assert_eq!(sums, (least..=most).collect::<Vec<_>>());
        }
    }
}
