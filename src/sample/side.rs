//! One side of the scale: how many multisets of the values on one side of the origin have each number of values, sum and
//! sum of squares.

use std::ops::RangeInclusive;

use crate::sample::number::Number;

/// A value at some distance from the origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub distance: usize,
    /// How often it may occur.
    pub times: Times,
    /// How many values there may be at this distance and beyond.
    pub behind: (usize, usize),
}

/// How often a value may occur: from so many times to so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Times {
    pub least: usize,
    pub most: usize,
}

impl Times {
    pub const ANY: Self = Self { least: 0, most: usize::MAX };

    pub fn exactly(times: usize) -> Self {
        Self { least: times, most: times }
    }

    pub fn at_most(most: usize) -> Self {
        Self { least: 0, most }
    }

    pub fn intersection(self, other: Self) -> Self {
        Self { least: self.least.max(other.least), most: self.most.min(other.most) }
    }

    pub fn is_empty(self) -> bool {
        self.least > self.most
    }

    pub fn allows(self, times: usize) -> bool {
        self.least <= times && times <= self.most
    }
}

/// What multisets are distinguished by, and how far.
///
/// The sum of squares of distances is 2e + t, where t is the sum of the distances and e the sum of d(d − 1)/2: it is as odd
/// as t, so that e needs half the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The most values.
    pub count: usize,
    /// For each t, how many values of e from zero on.
    pub widths: Vec<usize>,
    /// Whether squares count at all; if not, e is always zero.
    pub squares: bool,
}

impl Shape {
    pub fn entries(&self) -> Option<usize> {
        let slice = self.widths.iter().try_fold(0usize, |sum, width| sum.checked_add(*width))?;
        slice.checked_mul(self.count + 1)
    }

    /// What a value at that distance adds to e.
    pub fn weight(&self, distance: usize) -> usize {
        if self.squares { distance * distance.saturating_sub(1) / 2 } else { 0 }
    }
}

/// For each number of values, t and e, how many multisets have them.
#[derive(Clone)]
pub(super) struct Side<N> {
    shape: Shape,
    /// Where each t begins within a slice of equally many values.
    offsets: Vec<usize>,
    slice: usize,
    data: Vec<N>,
    /// The greatest and the least distance of the parts so far.
    farthest: usize,
    nearest: usize,
}

impl<N: Number> Side<N> {
    /// No values at all.
    pub fn empty(shape: Shape) -> Self {
        let mut offsets = Vec::with_capacity(shape.widths.len());
        let mut slice = 0;
        for width in &shape.widths {
            offsets.push(slice);
            slice += width;
        }
        let mut data = vec![N::ZERO; slice * (shape.count + 1)];
        if let Some(none) = data.first_mut().filter(|_| shape.widths.first().is_some_and(|width| *width > 0)) {
            *none = N::ONE;
        }
        Self { shape, offsets, slice, data, farthest: 0, nearest: usize::MAX }
    }

    /// With all parts, the farthest first.
    pub fn of(shape: Shape, parts: &[Part]) -> Self {
        let mut side = Self::empty(shape);
        parts.iter().for_each(|part| side.add(part));
        side
    }

    /// The nearest and the farthest distance of its parts.
    pub fn distances(&self) -> (usize, usize) {
        (if self.farthest == 0 { 0 } else { self.nearest }, self.farthest)
    }

    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Lets values at a further distance, nearer than those so far, occur as often as they may.
    pub fn add(&mut self, part: &Part) {
        self.farthest = self.farthest.max(part.distance);
        self.nearest = part.distance;
        let Times { least, most } = part.times;
        if least < most {
            self.repeat(part.distance);
            self.take_back(part.distance, (most - least).saturating_add(1));
        }
        self.shift(part.distance, least);
        self.keep(part.behind);
    }

    /// Any number of times: what has one of it comes from what has one less.
    pub fn repeat(&mut self, distance: usize) {
        for count in 1..=self.shape.count {
            self.combine(count, 1, distance, |to, from| *to += from);
        }
    }

    /// The reverse of [`repeat`](Self::repeat).
    pub fn unrepeat(&mut self, distance: usize) {
        self.take_back(distance, 1);
    }

    /// Takes away what has so many of it or more.
    fn take_back(&mut self, distance: usize, times: usize) {
        for count in (times..=self.shape.count).rev() {
            self.combine(count, times, distance, |to, from| *to -= from);
        }
    }

    /// Adds so many of it to each multiset.
    pub fn shift(&mut self, distance: usize, times: usize) {
        if times == 0 {
            return;
        }
        for count in (0..=self.shape.count).rev() {
            let start = count * self.slice;
            self.data[start..start + self.slice].fill(N::ZERO);
            if count >= times {
                self.combine(count, times, distance, |to, from| *to = from);
            }
        }
    }

    /// Combines the multisets of so many values with those of `times` less, to each of which as many of one distance
    /// are added.
    fn combine(&mut self, count: usize, times: usize, distance: usize, with: impl Fn(&mut N, N)) {
        let Some(longer) = times.checked_mul(distance) else { return };
        let Some(wider) = times.checked_mul(self.shape.weight(distance)) else { return };
        let (before, after) = self.data.split_at_mut(count * self.slice);
        let from = &before[(count - times) * self.slice..][..self.slice];
        let to = &mut after[..self.slice];
        // Distances from the nearest to the farthest so far: t of c values lies between c times the one and the other.
        let reach = (count - times).saturating_mul(self.farthest).saturating_add(longer);
        let first = (count - times).saturating_mul(self.nearest).saturating_add(longer);
        for t in first..self.shape.widths.len().min(reach.saturating_add(1)) {
            let (source, target) = (self.offsets[t - longer], self.offsets[t]);
            let least = if self.shape.squares { (t - longer) * self.nearest.saturating_sub(1) / 2 } else { 0 };
            let source = &from[source..source + self.shape.widths[t - longer]];
            let target = &mut to[target..target + self.shape.widths[t]];
            let end = source.len().min(target.len().saturating_sub(wider));
            if least < end {
                let pairs = target[wider + least..wider + end].iter_mut().zip(&source[least..end]);
                pairs.for_each(|(to, from)| with(to, *from));
            }
        }
    }

    /// Leaves only multisets with so many values.
    fn keep(&mut self, counts: (usize, usize)) {
        for count in (0..=self.shape.count).filter(|count| !(counts.0..=counts.1).contains(count)) {
            let start = count * self.slice;
            self.data[start..start + self.slice].fill(N::ZERO);
        }
    }

    /// From each e to the sum up to it, and from each number of values to the sum up to it.
    pub fn accumulate(&mut self) {
        for count in 0..=self.shape.count {
            for t in 0..self.shape.widths.len() {
                let start = count * self.slice + self.offsets[t];
                let mut sum = N::ZERO;
                for entry in &mut self.data[start..start + self.shape.widths[t]] {
                    sum += *entry;
                    *entry = sum;
                }
            }
        }
        self.accumulate_counts();
    }

    /// From each number of values to the sum up to it.
    pub fn accumulate_counts(&mut self) {
        for count in 1..=self.shape.count {
            let (before, after) = self.data.split_at_mut(count * self.slice);
            let fewer = &before[(count - 1) * self.slice..];
            after[..self.slice].iter_mut().zip(fewer).for_each(|(to, from)| *to += *from);
        }
    }

    /// The entries of so many values with this t.
    pub fn row(&self, count: usize, t: usize) -> &[N] {
        if count > self.shape.count || t >= self.shape.widths.len() {
            return &[];
        }
        let start = count * self.slice + self.offsets[t];
        &self.data[start..start + self.shape.widths[t]]
    }

    /// The numbers of values there may be.
    pub fn counts(&self) -> RangeInclusive<usize> {
        0..=self.shape.count
    }
}
