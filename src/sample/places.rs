//! The places of the sorted sample, and between which values each lies.

use smallvec::SmallVec;

use crate::quantity::Statistic;
use crate::sample::case::Segment;
use crate::sample::lattice::{Lattice, Stop};
use crate::sample::verdict::{Limit, Reason};

/// The value at one place of the sorted sample is no lower, or no higher, than this.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    pub place: i128,
    pub end: End,
    pub by: Option<Statistic>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum End {
    Least(i128),
    Most(i128),
}

/// All places, with the tightest of the bounds that were added: a lower end is one of all places behind it as well, an upper
/// end one of all places before it.
#[derive(Clone, Debug)]
pub(super) struct Places {
    n: i128,
    stretches: SmallVec<[Stretch; 8]>,
    /// How many bounds there are.
    pub bounds: usize,
}

/// Neighbouring places with the same ends, from `start` on. Of bounds that are alike the last lower one counts, the first
/// upper one.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    start: i128,
    least: Option<(i128, Option<Statistic>)>,
    most: Option<(i128, Option<Statistic>)>,
}

impl Places {
    /// So many, with these bounds.
    pub fn of(n: i128, bounds: impl IntoIterator<Item = Bound>) -> Self {
        let all = (n > 0).then_some(Stretch { start: 1, least: None, most: None });
        let mut places = Self { n, stretches: all.into_iter().collect(), bounds: 0 };
        bounds.into_iter().for_each(|bound| places.add(bound));
        places
    }

    pub fn add(&mut self, bound: Bound) {
        self.bounds += 1;
        // Ends ascend, so that behind the first that is tighter already, or before the last, all are.
        match bound.end {
            End::Least(value) => {
                let first = self.split(bound.place);
                let behind = self.stretches.iter_mut().skip(first);
                let looser = behind.take_while(|own| own.least.is_none_or(|known| known.0 <= value));
                looser.for_each(|own| own.least = Some((value, bound.by)));
            }
            End::Most(value) => {
                let behind = self.split(bound.place + 1);
                let before = self.stretches.iter_mut().take(behind).rev();
                let looser = before.take_while(|own| own.most.is_none_or(|known| value < known.0));
                looser.for_each(|own| own.most = Some((value, bound.by)));
            }
        }
    }

    /// Which stretch starts at a place, or would behind the last.
    fn split(&mut self, place: i128) -> usize {
        let before = self.stretches.iter().take_while(|own| own.start < place).count();
        let starts = self.stretches.get(before).is_some_and(|own| own.start == place);
        if before > 0 && place <= self.n && !starts {
            self.stretches.insert(before, Stretch { start: place, ..self.stretches[before - 1] });
        }
        before
    }

    /// Neighbouring places with the same two ends together.
    pub fn segments(&self, lattice: &Lattice) -> Result<Vec<Segment>, Stop> {
        let mut segments: Vec<Segment> = Vec::with_capacity(self.stretches.len());
        let ends = self.stretches.iter().skip(1).map(|next| next.start).chain([self.n + 1]);
        for (own, end) in self.stretches.iter().zip(ends) {
            let ((low, lower), (high, higher)) = own.least.zip(own.most).ok_or(Stop::Limited(Limit::Size))?;
            if low > high {
                let (least, most) = (lattice.value(low), lattice.value(high));
                return Err(Stop::Impossible(Reason::Order { lower, least, higher, most }));
            }
            let count = end - own.start;
            match segments.last_mut().filter(|last| (last.low, last.high) == (low, high)) {
                Some(last) => last.count += count,
                None => segments.push(Segment { count, low, high }),
            }
        }
        Ok(segments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Random, Rational};

    fn bound(random: &mut Random, n: i128) -> Bound {
        let mut below = |bound: usize| random.below(bound) as i128;
        let (place, value) = (below(n as usize + 2), below(9));
        let end = if below(2) == 0 { End::Least(value - 8) } else { End::Most(value) };
        Bound { place, end, by: None }
    }

    /// The tightest ends of one place, each bound looked at.
    fn ends(bounds: &[Bound], place: i128) -> Option<(i128, i128)> {
        let low = bounds.iter().filter_map(|bound| match bound.end {
            End::Least(value) if bound.place <= place => Some(value),
            _ => None,
        });
        let high = bounds.iter().filter_map(|bound| match bound.end {
            End::Most(value) if place <= bound.place => Some(value),
            _ => None,
        });
        low.max().zip(high.min())
    }

    #[test]
    fn every_place_has_the_tightest_ends() {
        let lattice = Lattice { origin: Rational::zero(), unit: Rational::whole(1), n: 0, exact: true };
        let mut random = Random::new(1);
        for _ in 0..2_000 {
            let n = 1 + random.below(7) as i128;
            let bounds: Vec<Bound> = (0..random.below(12)).map(|_| bound(&mut random, n)).collect();
            let wanted: Option<Vec<_>> = (1..=n).map(|place| ends(&bounds, place)).collect();
            match (Places::of(n, bounds.iter().copied()).segments(&lattice), wanted) {
                (Ok(segments), Some(wanted)) => {
                    let each = segments.iter().flat_map(|own| (0..own.count).map(|_| (own.low, own.high)));
                    assert_eq!(each.collect::<Vec<_>>(), wanted, "{bounds:?}");
                    let differ = |pair: &[Segment]| (pair[0].low, pair[0].high) != (pair[1].low, pair[1].high);
                    assert!(segments.windows(2).all(differ));
                }
                (Err(Stop::Limited(Limit::Size)), None) => {}
                (Err(Stop::Impossible(_)), wanted) => {
                    assert!(wanted.is_none_or(|ends| ends.iter().any(|(low, high)| low > high)), "{bounds:?}");
                }
                (found, wanted) => panic!("{bounds:?}: {found:?} instead of {wanted:?}"),
            }
        }
    }

    #[test]
    fn of_bounds_that_are_alike_the_last_lower_and_the_first_upper_one_is_named() {
        let lattice = Lattice { origin: Rational::zero(), unit: Rational::whole(1), n: 2, exact: true };
        let at = |place, end, by| Bound { place, end, by: Some(by) };
        let bounds = [
            at(1, End::Least(5), Statistic::Min),
            at(1, End::Least(5), Statistic::LowerQuartile),
            at(2, End::Most(4), Statistic::Median),
            at(2, End::Most(4), Statistic::Max),
        ];
        let Err(Stop::Impossible(Reason::Order { lower, higher, .. })) = Places::of(2, bounds).segments(&lattice)
        else {
            panic!("5 is above 4");
        };
        assert_eq!((lower, higher), (Some(Statistic::LowerQuartile), Some(Statistic::Median)));
    }
}
