//! Whether a sample has the statistics of a summary, computed from its values.

use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::sample::measure::{Distribution, measure};
use crate::sample::summary::{Divisor, Sample, Summary};

impl Summary {
    /// Whether a sample has all of these statistics.
    pub fn admits(&self, sample: &Sample) -> bool {
        admits(self, sample)
    }
}

fn admits(summary: &Summary, sample: &Sample) -> bool {
    let fits =
        |divisor: &Divisor| summary.figures.iter().all(|(statistic, values)| has(sample, *statistic, values, *divisor));
    let is_so_often = |(value, times): &(Rational, Interval)| times.contains(&Rational::from(sample.frequency(value)));
    summary.n.is_none_or(|stated| stated == sample.n())
        && summary.frequencies.iter().all(is_so_often)
        && sample.frequencies().all(|(value, _)| is_on_scale(summary, value))
        && summary.divisor.candidates().iter().any(fits)
}

fn is_on_scale(summary: &Summary, value: &Rational) -> bool {
    let scale = &summary.scale;
    let above = scale.low.as_ref().is_none_or(|low| low <= value);
    let below = scale.high.as_ref().is_none_or(|high| value <= high);
    let from = scale.low.clone().unwrap_or_else(Rational::zero);
    above && below && scale.unit().is_none_or(|unit| (value - &from).is_multiple_of(&unit))
}

/// Whether a statistic of the sample lies in an interval. Quartiles and modes have the benefit of their definitions.
pub(crate) fn has(sample: &impl Distribution, statistic: Statistic, values: &Interval, divisor: Divisor) -> bool {
    match statistic {
        Statistic::LowerQuartile => quartile(sample, false).is_some_and(|own| own.intersects(values)),
        Statistic::UpperQuartile => quartile(sample, true).is_some_and(|own| own.intersects(values)),
        Statistic::Mode => sample.modes().iter().any(|mode| values.contains(mode)),
        // A single value does not deviate, whatever the divisor.
        Statistic::Sd | Statistic::Variance | Statistic::Se if sample.n() == 1 => values.contains(&Rational::zero()),
        _ => measure(sample, statistic, divisor).is_some_and(|measure| measure.is_in(values)),
    }
}

/// Between what a quartile lies under every common definition: two neighbouring values, and of two values their middle.
fn quartile(sample: &impl Distribution, upper: bool) -> Option<Interval> {
    let n = sample.n();
    let (first, last) = ((n / 4).max(1), (n.saturating_add(6) / 4).min(n));
    let (from, to) = if upper { (n + 1 - last, n + 1 - first) } else { (first, last) };
    let own = Interval::closed(sample.at(from.checked_sub(1)?)?, sample.at(to.checked_sub(1)?)?);
    if n != 2 {
        return Some(own);
    }
    let middle = (&sample.at(0)? + &sample.at(1)?).halved();
    Some(own.intersection(&if upper { Interval::at_least(middle) } else { Interval::at_most(middle) }))
}
