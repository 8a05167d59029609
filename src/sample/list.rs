//! All samples of a case, one after the other, in a fixed order.

use crate::sample::case::{Case, Histogram, Range, Segment};
use crate::sample::layout::{Window, up_to, windows};
use crate::sample::limits::Squares;
use crate::sample::verdict::Limit;
use crate::sample::work::Work;

/// The samples of a case: those with the least value fewest times first, then the next value, and so on.
pub(super) struct List {
    segments: Vec<Segment>,
    windows: Vec<Window>,
    frequencies: Vec<(i128, Range)>,
    n: i128,
    low: i128,
    high: i128,
    /// How often each value from the least on occurs, as far as that is chosen.
    chosen: Vec<i128>,
    /// Whether the next step is to choose for one value more, rather than to go on with the last.
    deeper: bool,
    over: bool,
}

impl List {
    pub fn of(case: &Case) -> Self {
        let ends = (case.segments.first(), case.segments.last());
        let (low, high) = ends.0.zip(ends.1).map_or((0, -1), |(first, last)| (first.low, last.high));
        Self {
            segments: case.segments.clone(),
            windows: windows(case),
            frequencies: case.frequencies.clone(),
            n: case.spread.n,
            low,
            high,
            chosen: Vec::new(),
            deeper: true,
            over: false,
        }
    }

    /// Whether what is chosen can be completed, as far as bounds tell.
    fn may_hold(&self) -> bool {
        let (mut count, mut sum, mut squares) = (0, 0, 0);
        for (value, times) in (self.low..).zip(&self.chosen) {
            count += times;
            sum += times * value;
            squares += times * value * value;
        }
        let last = self.low + self.chosen.len() as i128 - 1;
        let here = up_to(&self.segments, last);
        let left = self.n - count;
        if left < 0 || !here.contains(count) || !self.is_so_often(last) {
            return false;
        }
        let rest: Vec<Segment> = match left {
            0 => Vec::new(),
            _ if last == self.high => return false,
            _ => vec![Segment { count: left, low: last + 1, high: self.high }],
        };
        let mut possible = Squares::of(&rest);
        self.windows.iter().any(|window| {
            possible.with(window.sum - sum).is_some_and(|possible| {
                let wanted = Range { least: window.squares.least - squares, most: window.squares.most - squares };
                !possible.intersection(wanted).is_empty()
            })
        })
    }

    /// Whether the values up to one occur as often as is stated of them, as do those that lie on no place.
    fn is_so_often(&self, last: i128) -> bool {
        self.frequencies.iter().filter(|(value, _)| *value <= last || *value > self.high).all(|(value, times)| {
            let at = usize::try_from(value - self.low).ok();
            times.contains(at.and_then(|at| self.chosen.get(at)).copied().unwrap_or(0))
        })
    }

    fn taken(&self) -> i128 {
        self.chosen.iter().sum()
    }
}

impl List {
    /// The next sample, if there is one and it is found within the work that is left.
    pub fn next_within(&mut self, work: &mut Work) -> Option<Result<Histogram, Limit>> {
        while !self.over {
            if !work.spend((self.chosen.len() + self.windows.len()) as u64 + 1) {
                return Some(Err(Limit::Work));
            }
            if self.deeper && (self.chosen.len() as i128) <= self.high - self.low {
                self.chosen.push(0);
            } else {
                // One more of the last value, or, if there can be no more, of the one before.
                match self.chosen.last_mut() {
                    None => self.over = true,
                    Some(last) => *last += 1,
                }
            }
            while self.taken() > self.n {
                self.chosen.pop();
                match self.chosen.last_mut() {
                    None => {
                        self.over = true;
                        break;
                    }
                    Some(last) => *last += 1,
                }
            }
            if self.over {
                break;
            }
            self.deeper = self.may_hold();
            if self.deeper && self.taken() == self.n && (self.chosen.len() as i128) > self.high - self.low {
                self.deeper = false;
                let chosen = (self.low..).zip(&self.chosen).filter(|(_, times)| **times > 0);
                return Some(Ok(chosen.map(|(value, times)| (value, *times)).collect()));
            }
        }
        None
    }
}
