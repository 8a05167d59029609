//! From printed statistics to the question in whole numbers.

use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::sample::case::{Case, Histogram, Range, Segment, Spread};
use crate::sample::limits;
use crate::sample::summary::{Divisor, Sample, Summary};
use crate::sample::verdict::{Limit, Reason};

/// Why there is no question to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    Impossible(Reason),
    Limited(Limit),
}

/// The values that are possible, counted in steps: the value at `k` is the origin plus k units.
#[derive(Clone, Debug)]
pub(super) struct Lattice {
    origin: Rational,
    unit: Rational,
    n: i128,
    /// Whether all possible values lie on it.
    pub exact: bool,
}

/// Sums of this size have squares that are computed without overflow.
const LARGEST_SUM: i128 = 1 << 60;

/// With more values than this even their number squared would be too large.
const MOST_VALUES: u64 = 1 << 56;

/// The most values that a median of two may have its lower one at.
const MOST_MEDIANS: i128 = 20_000;

/// How many of these are tried where the scale has no known step.
const FEW_MEDIANS: usize = 100;

/// The value at one place of the sorted sample is no lower, or no higher, than this.
#[derive(Clone, Copy, Debug)]
struct Bound {
    place: i128,
    end: End,
    by: Option<Statistic>,
}

#[derive(Clone, Copy, Debug)]
enum End {
    Least(i128),
    Most(i128),
}

impl Lattice {
    /// The lattice of a summary of `n` values, its origin near the middle of them.
    pub fn of(summary: &Summary, n: u64) -> Result<Self, Stop> {
        if n > MOST_VALUES {
            return Err(Stop::Limited(Limit::Size));
        }
        let exact = summary.scale.unit();
        let unit = exact.clone().or_else(|| finer_than_printed(summary)).ok_or(Stop::Limited(Limit::NoStep))?;
        let anchor = summary.scale.low.clone().filter(|_| exact.is_some()).unwrap_or_else(Rational::zero);
        let mut lattice = Self { origin: anchor, unit, n: n.into(), exact: exact.is_some() };
        let central = [Statistic::Median, Statistic::Mean, Statistic::Mode, Statistic::Min, Statistic::Max];
        let central = central.iter().find_map(|statistic| middle(summary.values(*statistic)?));
        if let Some(steps) = central.and_then(|value| (&value - &lattice.origin).divided_by(&lattice.unit)) {
            let nearest = (&steps + &Rational::unit(1).scaled(5)).floor();
            lattice.origin = &lattice.origin + &(&nearest * &lattice.unit);
        }
        Ok(lattice)
    }

    /// The value at a step.
    pub fn value(&self, step: i128) -> Rational {
        &self.origin + &(&Rational::whole(step) * &self.unit)
    }

    /// The step of a value, where it has one.
    pub fn step(&self, value: &Rational) -> Option<i128> {
        let steps = (value - &self.origin).divided_by(&self.unit)?;
        steps.to_i128()
    }

    /// The mean of values with this sum.
    pub fn mean(&self, sum: i128) -> Rational {
        let mean = Rational::new(sum, self.n).unwrap_or_else(Rational::zero);
        &self.origin + &(&mean * &self.unit)
    }

    /// The variance of values whose [`Spread`] is this.
    pub fn variance(&self, spread: i128, divisor: Divisor) -> Rational {
        let over = Rational::whole(self.n * divided_by(self.n, divisor));
        (&Rational::whole(spread) * &(&self.unit * &self.unit)).divided_by(&over).unwrap_or_else(Rational::zero)
    }

    /// The sample that a histogram of steps stands for.
    pub fn sample(&self, histogram: &Histogram) -> Sample {
        let frequency = |count: i128| u64::try_from(count).unwrap_or(0);
        Sample::new(histogram.iter().map(|(step, count)| (self.value(*step), frequency(*count))))
    }

    /// The steps within an interval: from the first to the last, where it has ends.
    fn steps(&self, values: &Interval) -> Result<(Option<i128>, Option<i128>), Stop> {
        let from_origin = values.minus(&Interval::point(self.origin.clone()));
        let whole = |end: Option<Rational>| end.map(|end| small(&end)).transpose();
        Ok((whole(from_origin.first_multiple(&self.unit))?, whole(from_origin.last_multiple(&self.unit))?))
    }

    /// The steps at which the most frequent value may lie.
    pub fn mode(&self, summary: &Summary) -> Result<Option<Range>, Stop> {
        let Some(values) = summary.values(Statistic::Mode) else { return Ok(None) };
        let (least, most) = self.steps(values)?;
        Ok(Some(Range { least: least.unwrap_or(-LARGEST_SUM), most: most.unwrap_or(LARGEST_SUM) }))
    }

    /// The cases of the question: one, or with a median between two values one for each lower of the two.
    pub fn cases(&self, summary: &Summary, divisor: Divisor) -> Result<Vec<Case>, Stop> {
        let spread = self.spread(summary, divisor)?;
        let stated = self.stated_sums(summary)?;
        let bounds = self.bounds(summary, &spread, stated)?;
        let cases = match summary.values(Statistic::Median) {
            Some(median) if self.n % 2 == 0 => self.middle_pairs(&bounds, median)?,
            _ => vec![bounds],
        };
        let case = |bounds: &Vec<Bound>| {
            let segments = self.segments(bounds)?;
            let possible = limits::sums(&segments);
            let sums = stated.map_or(possible, |stated| stated.intersection(possible));
            if sums.is_empty() {
                let (least, most) = (self.mean(possible.least), self.mean(possible.most));
                return Err(Stop::Impossible(Reason::Mean { least, most }));
            }
            Ok(Case { segments, sums, spread })
        };
        let cases: Vec<_> = cases.iter().map(case).collect();
        match cases.iter().any(Result::is_ok) {
            true => Ok(cases.into_iter().flatten().collect()),
            false => Err(cases.into_iter().find_map(Result::err).unwrap_or(Stop::Impossible(Reason::Tried))),
        }
    }

    /// The sums that print as the mean.
    fn stated_sums(&self, summary: &Summary) -> Result<Option<Range>, Stop> {
        let Some(values) = summary.values(Statistic::Mean) else { return Ok(None) };
        let mean = values.minus(&Interval::point(self.origin.clone()));
        let step = self.unit.divided_by(&Rational::whole(self.n)).unwrap_or_else(Rational::zero);
        let least = mean.first_multiple(&step).map_or(Ok(-LARGEST_SUM), |least| small(&least))?;
        let most = mean.last_multiple(&step).map_or(Ok(LARGEST_SUM), |most| small(&most))?;
        let sums = Range { least, most };
        if sums.is_empty() {
            return Err(Stop::Impossible(Reason::Sum { below: self.mean(most), above: self.mean(least) }));
        }
        Ok(Some(sums))
    }

    /// What the standard deviation, the variance and the standard error admit.
    fn spread(&self, summary: &Summary, divisor: Divisor) -> Result<Spread, Stop> {
        let variance = variance(summary, self.n)?;
        let factor = Rational::whole(self.n * divided_by(self.n, divisor));
        let per_step = factor.divided_by(&(&self.unit * &self.unit)).unwrap_or_else(Rational::zero);
        let spread = variance.scaled(&per_step);
        let one = Rational::whole(1);
        let least = spread.first_multiple(&one).map_or(Ok(0), |least| to_spread(&least))?;
        let most = spread.last_multiple(&one).map(|most| to_spread(&most)).transpose()?;
        Ok(Spread { n: self.n, least, most })
    }

    /// What the scale, the extremes, the quartiles, the mode and the median say of places of the sorted sample.
    fn bounds(&self, summary: &Summary, spread: &Spread, sums: Option<Range>) -> Result<Vec<Bound>, Stop> {
        let n = self.n;
        let mut bounds = Vec::new();
        let mut add = |values: &Interval, at_most: i128, at_least: i128, by: Option<Statistic>| -> Result<(), Stop> {
            let (least, most) = self.steps(values)?;
            let is_a_value = |statistic: &Statistic| {
                statistic.is_a_value() || *statistic == Statistic::Median && at_most == at_least
            };
            if let (Some(statistic), Some(least), Some(most)) = (by.filter(is_a_value), least, most)
                && least > most
            {
                return Err(Stop::Impossible(Reason::OffScale(statistic)));
            }
            bounds.extend(least.map(|least| Bound { place: at_least, end: End::Least(least), by }));
            bounds.extend(most.map(|most| Bound { place: at_most, end: End::Most(most), by }));
            Ok(())
        };
        let (low, high) = (summary.scale.low.clone(), summary.scale.high.clone());
        // The scale bounds everything: its lower end the first place, its upper end the last.
        low.map_or(Ok(()), |low| add(&Interval::at_least(low), n, 1, None))?;
        high.map_or(Ok(()), |high| add(&Interval::at_most(high), n, 1, None))?;
        // A quartile lies between the neighbouring values of every common definition.
        let (first, last) = ((n / 4).max(1), ((n + 6) / 4).min(n));
        let middle = (n + 1) / 2;
        for (statistic, at_most, at_least) in [
            (Statistic::Min, 1, 1),
            (Statistic::Max, n, n),
            (Statistic::LowerQuartile, first, last),
            (Statistic::UpperQuartile, n + 1 - last, n + 1 - first),
            (Statistic::Mode, 1, n),
            (Statistic::Median, middle, n / 2 + 1),
        ] {
            summary.values(statistic).map_or(Ok(()), |values| add(values, at_most, at_least, Some(statistic)))?;
        }
        let (least, most) = self.outermost(&bounds, spread, sums)?;
        bounds.push(Bound { place: 1, end: End::Least(least), by: None });
        bounds.push(Bound { place: n, end: End::Most(most), by: None });
        let extent = least.abs().max(most.abs());
        if n.checked_mul(extent).is_none_or(|sum| sum > LARGEST_SUM) {
            return Err(Stop::Limited(Limit::Size));
        }
        Ok(bounds)
    }

    /// Ends beyond which no value lies, or none needs to lie.
    fn outermost(&self, bounds: &[Bound], spread: &Spread, sums: Option<Range>) -> Result<(i128, i128), Stop> {
        let ends = bounds.iter().map(|bound| match bound.end {
            End::Least(value) | End::Most(value) => value,
        });
        let ends_of_sums = sums.iter().flat_map(|sums| [sums.least, sums.most]);
        let means = ends_of_sums.filter(|sum| sum.abs() < LARGEST_SUM).map(|sum| sum.div_euclid(self.n) + 1);
        let stated: Vec<i128> = ends.chain(means).collect();
        let least = stated.iter().min().map_or(0, |least| least - 1);
        let most = stated.iter().max().copied().unwrap_or(0);
        let too_large = || Stop::Limited(Limit::Size);
        let radius = match spread.most {
            // Two values differ by no more than the root of twice the sum of squared deviations.
            Some(most) => (2 * most / self.n).isqrt() + 1,
            // One value can make up for what all others lack.
            None => (most - least + 2).checked_mul(self.n).ok_or_else(too_large)?,
        };
        let low = bounds.iter().find_map(|bound| match bound.end {
            End::Least(value) if bound.place == 1 => Some(value),
            _ => None,
        });
        let high = bounds.iter().find_map(|bound| match bound.end {
            End::Most(value) if bound.place == self.n => Some(value),
            _ => None,
        });
        Ok((low.unwrap_or(least - radius), high.unwrap_or(most + radius)))
    }

    /// One set of bounds for each lower of the two middle values, those nearest to the median first.
    fn middle_pairs(&self, bounds: &[Bound], median: &Interval) -> Result<Vec<Vec<Bound>>, Stop> {
        let half = self.unit.halved();
        let doubled = median.minus(&Interval::point(self.origin.clone()));
        let least = doubled.first_multiple(&half).map_or(Ok(-LARGEST_SUM), |least| small(&least))?;
        let most = doubled.last_multiple(&half).map_or(Ok(LARGEST_SUM), |most| small(&most))?;
        if least > most {
            return Err(Stop::Impossible(Reason::OffScale(Statistic::Median)));
        }
        let lower = self.n / 2;
        let segments = self.segments(bounds)?;
        let (lowest, highest) = ends_at(&segments, lower);
        let highest = highest.min(most.div_euclid(2));
        if highest - lowest > MOST_MEDIANS && self.exact {
            return Err(Stop::Limited(Limit::Breadth));
        }
        let pair = |at: i128| {
            let by = Some(Statistic::Median);
            let more = [
                Bound { place: lower, end: End::Least(at), by },
                Bound { place: lower, end: End::Most(at), by },
                Bound { place: lower + 1, end: End::Least(at.max(least - at)), by },
                Bound { place: lower + 1, end: End::Most(most - at), by },
            ];
            [bounds, &more].concat()
        };
        let pairs: Vec<_> = (lowest..=highest)
            .rev()
            .take(if self.exact { MOST_MEDIANS as usize } else { FEW_MEDIANS })
            .map(pair)
            .collect();
        if pairs.is_empty() {
            return Err(Stop::Impossible(Reason::Tried));
        }
        Ok(pairs)
    }

    /// The bounds of all places, neighbouring places with the same ones together.
    fn segments(&self, bounds: &[Bound]) -> Result<Vec<Segment>, Stop> {
        let mut starts: Vec<i128> = bounds.iter().flat_map(|bound| [bound.place, bound.place + 1]).chain([1]).collect();
        starts.retain(|start| (1..=self.n).contains(start));
        starts.sort_unstable();
        starts.dedup();
        let ends = starts.iter().skip(1).copied().chain([self.n + 1]);
        let mut segments: Vec<Segment> = Vec::new();
        for (start, end) in starts.iter().zip(ends) {
            let (least, most) = (self.tightest(bounds, *start, true)?, self.tightest(bounds, *start, false)?);
            if least.0 > most.0 {
                return Err(Stop::Impossible(Reason::Order {
                    lower: least.1,
                    least: self.value(least.0),
                    higher: most.1,
                    most: self.value(most.0),
                }));
            }
            let segment = Segment { count: end - start, low: least.0, high: most.0 };
            match segments.last_mut().filter(|last| (last.low, last.high) == (segment.low, segment.high)) {
                Some(last) => last.count += segment.count,
                None => segments.push(segment),
            }
        }
        Ok(segments)
    }

    /// The tightest lower or upper end of a place, and which statistic it is by. The lower ends of the places before it and
    /// the upper ends of those behind it are its own as well.
    fn tightest(&self, bounds: &[Bound], place: i128, low: bool) -> Result<(i128, Option<Statistic>), Stop> {
        let ends = bounds.iter().filter_map(|bound| match bound.end {
            End::Least(value) if low && bound.place <= place => Some((value, bound.by)),
            End::Most(value) if !low && bound.place >= place => Some((value, bound.by)),
            _ => None,
        });
        let tightest = if low { ends.max_by_key(|end| end.0) } else { ends.min_by_key(|end| end.0) };
        tightest.ok_or(Stop::Limited(Limit::Size))
    }
}

/// The ends of the segment in which a place lies.
fn ends_at(segments: &[Segment], place: i128) -> (i128, i128) {
    let mut behind = 0;
    for segment in segments {
        behind += segment.count;
        if place <= behind {
            return (segment.low, segment.high);
        }
    }
    (0, 0)
}

/// What the squared deviations are divided by. A single value has no n − 1; its deviation is zero either way.
pub(super) fn divided_by(n: i128, divisor: Divisor) -> i128 {
    match divisor {
        Divisor::All => n,
        Divisor::OneLess | Divisor::Unstated => (n - 1).max(1),
    }
}

/// The values that the variance may have.
pub(super) fn variance(summary: &Summary, n: i128) -> Result<Interval, Stop> {
    let not_negative = Interval::at_least(Rational::zero());
    let mut variance = not_negative.clone();
    for (statistic, factor) in [(Statistic::Sd, 1), (Statistic::Variance, 1), (Statistic::Se, n)] {
        let Some(values) = summary.values(statistic) else { continue };
        let values = values.intersection(&not_negative);
        if values.is_empty() {
            return Err(Stop::Impossible(Reason::Negative(statistic)));
        }
        let squared = if statistic == Statistic::Variance { values } else { values.squared() };
        variance = variance.intersection(&squared.scaled(&Rational::whole(factor)));
    }
    Ok(variance)
}

/// The middle of an interval with two ends.
fn middle(values: &Interval) -> Option<Rational> {
    Some((values.least()? + values.greatest()?).halved())
}

/// A step finer than any digit printed, where the true one is not known: data on it are data.
fn finer_than_printed(summary: &Summary) -> Option<Rational> {
    const FINEST: u32 = 12;
    let scale = summary.scale.low.iter().chain(&summary.scale.high);
    let points = scale.chain(summary.figures.iter().filter_map(|figure| figure.1.single()));
    let points: Vec<_> = points.collect();
    let width = |values: &Interval| Some(values.greatest()? - values.least()?).filter(|width| !width.is_zero());
    let widths: Vec<_> = summary.figures.iter().filter_map(|figure| width(&figure.1)).collect();
    let shows = |decimals: &u32| {
        let unit = Rational::unit(*decimals);
        widths.iter().all(|width| unit <= *width) && points.iter().all(|point| point.is_multiple_of(&unit))
    };
    (0..FINEST).find(shows).map(|decimals| Rational::unit(decimals + 2))
}

/// As a machine integer, if sums of it are small enough.
fn small(value: &Rational) -> Result<i128, Stop> {
    value.to_i128().filter(|value| value.abs() <= LARGEST_SUM).ok_or(Stop::Limited(Limit::Size))
}

/// As a machine integer no larger than a squared sum.
fn to_spread(value: &Rational) -> Result<i128, Stop> {
    value.to_i128().filter(|value| value.abs() <= 1 << 122).ok_or(Stop::Limited(Limit::Size))
}
