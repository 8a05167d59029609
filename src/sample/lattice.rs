//! The values that are possible, as whole numbers of steps, and what printed statistics say of them.

use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::sample::case::{Histogram, Range, Spread};
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
    pub(super) origin: Rational,
    pub(super) unit: Rational,
    pub n: i128,
    /// Whether all possible values lie on it.
    pub exact: bool,
}

/// Sums of this size have squares that are computed without overflow.
pub(super) const LARGEST_SUM: i128 = 1 << 60;

/// With more values than this even their number squared would be too large.
const MOST_VALUES: u64 = 1 << 56;

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
    pub fn steps(&self, values: &Interval) -> Result<(Option<i128>, Option<i128>), Stop> {
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

    /// How often the values occur whose frequencies are stated.
    pub fn frequencies(&self, summary: &Summary) -> Result<Vec<(i128, Range)>, Stop> {
        let mut frequencies = Vec::new();
        for (value, times) in &summary.frequencies {
            let one = Rational::whole(1);
            let least = times.first_multiple(&one).map_or(Ok(0), |least| small(&least))?.max(0);
            let most = times.last_multiple(&one).map_or(Ok(self.n), |most| small(&most))?.min(self.n);
            if least > most {
                return Err(Stop::Impossible(Reason::Frequency(value.clone())));
            }
            match self.step(value) {
                Some(step) => frequencies.push((step, Range { least, most })),
                None if least > 0 => return Err(Stop::Impossible(Reason::Frequency(value.clone()))),
                None => {}
            }
        }
        Ok(frequencies)
    }

    /// The sums that print as the mean.
    pub fn stated_sums(&self, summary: &Summary) -> Result<Option<Range>, Stop> {
        let Some(values) = self.mean_of(summary) else { return Ok(None) };
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

    /// What the mean may be. Of two values it is the median, and no lower quartile is above it, no upper one below.
    pub fn mean_of(&self, summary: &Summary) -> Option<Interval> {
        let of = |statistic| summary.values(statistic).cloned();
        let pair = [
            of(Statistic::Median),
            of(Statistic::LowerQuartile).map(|values| values.and_above()),
            of(Statistic::UpperQuartile).map(|values| values.and_below()),
        ];
        let pair = pair.into_iter().flatten().filter(|_| self.n == 2);
        of(Statistic::Mean).into_iter().chain(pair).reduce(|all, own| all.intersection(&own))
    }

    /// What the standard deviation, the variance and the standard error admit.
    pub fn spread(&self, summary: &Summary, divisor: Divisor) -> Result<Spread, Stop> {
        let variance = variance(summary, self.n)?;
        let factor = Rational::whole(self.n * divided_by(self.n, divisor));
        let per_step = factor.divided_by(&(&self.unit * &self.unit)).unwrap_or_else(Rational::zero);
        let spread = variance.scaled(&per_step);
        let one = Rational::whole(1);
        let least = spread.first_multiple(&one).map_or(Ok(0), |least| to_spread(&least))?;
        let most = spread.last_multiple(&one).map(|most| to_spread(&most)).transpose()?;
        Ok(Spread { n: self.n, least, most })
    }
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
pub(super) fn small(value: &Rational) -> Result<i128, Stop> {
    value.to_i128().filter(|value| value.abs() <= LARGEST_SUM).ok_or(Stop::Limited(Limit::Size))
}

/// As a machine integer no larger than a squared sum.
fn to_spread(value: &Rational) -> Result<i128, Stop> {
    value.to_i128().filter(|value| value.abs() <= 1 << 122).ok_or(Stop::Limited(Limit::Size))
}
