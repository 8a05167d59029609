//! What cannot be for any numbers at all, on whatever scale.

use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::sample::lattice::{Stop, divided_by, variance};
use crate::sample::summary::{Divisor, Summary};
use crate::sample::verdict::Reason;

/// Statistics in ascending order: of each two of a row, the first is never above the second.
const ASCENDING: [&[Statistic]; 3] = [
    &[Statistic::Min, Statistic::LowerQuartile, Statistic::Median, Statistic::UpperQuartile, Statistic::Max],
    &[Statistic::Min, Statistic::Mean, Statistic::Max],
    &[Statistic::Min, Statistic::Mode, Statistic::Max],
];

/// Why no numbers have the statistics, if their order or the bounds of the standard deviation show it.
pub(super) fn impossible(summary: &Summary, n: u64, divisor: Divisor) -> Option<Reason> {
    let orders = ASCENDING.iter().flat_map(|row| (0..row.len()).map(move |at| (&row[at], &row[at + 1..])));
    let disorder = orders.flat_map(|(lower, others)| others.iter().map(move |higher| (*lower, *higher)));
    let mut disorder = disorder.filter_map(|(lower, higher)| out_of_order(summary, lower, higher));
    disorder.next().or_else(|| spread(summary, n, divisor))
}

/// Why no numbers have the statistics, however many they are.
pub(super) fn impossible_for_any_n(summary: &Summary) -> Option<Reason> {
    off_scale(summary).or_else(|| too_large_for_two(summary))
}

/// A statistic that is among the values, or in their middle, beyond an end of the scale.
fn off_scale(summary: &Summary) -> Option<Reason> {
    let located = summary.figures.iter().filter(|figure| ASCENDING.concat().contains(&figure.0));
    located.filter(|figure| !figure.1.is_empty()).find_map(|(statistic, values)| {
        let (low, high) = (&summary.scale.low, &summary.scale.high);
        let below = |high: &&Rational| !values.intersects(&Interval::at_most((*high).clone()));
        let above = |low: &&Rational| !values.intersects(&Interval::at_least((*low).clone()));
        let own = Some(*statistic);
        let (least, most) = (values.least().cloned(), values.greatest().cloned());
        let too_high = high.as_ref().filter(below).zip(least).map(|(most, least)| Reason::Order {
            lower: own,
            least,
            higher: None,
            most: most.clone(),
        });
        too_high.or_else(|| {
            let (least, most) = low.as_ref().filter(above).zip(most)?;
            Some(Reason::Order { lower: None, least: least.clone(), higher: own, most })
        })
    })
}

/// The standard deviation is too large for two values, and so for any number of them, as what it is at most only shrinks with
/// their number. A single value does not deviate. Each figure of it is looked at by itself: how many values there are ties a
/// standard deviation to its error.
fn too_large_for_two(summary: &Summary) -> Option<Reason> {
    const SPREADS: [Statistic; 3] = [Statistic::Sd, Statistic::Variance, Statistic::Se];
    SPREADS.into_iter().filter(|spread| summary.values(*spread).is_some()).find_map(|only| {
        let mut alone = summary.clone();
        alone.figures.retain(|figure| figure.0 == only || !SPREADS.contains(&figure.0));
        let deviates = variance(&alone, 1).is_ok_and(|variance| !variance.contains(&Rational::zero()));
        let divisor = *alone.divisor.candidates().first().filter(|_| deviates)?;
        spread(&alone, 2, divisor).filter(|reason| matches!(reason, Reason::SdAtMost(_)))
    })
}

/// The one is above the other, whatever values they stand for.
fn out_of_order(summary: &Summary, lower: Statistic, higher: Statistic) -> Option<Reason> {
    let (least, most) = (summary.values(lower)?, summary.values(higher)?);
    if least.is_empty() || most.is_empty() || least.intersects(&most.and_below()) {
        return None;
    }
    let (least, most) = (least.least()?.clone(), most.greatest()?.clone());
    Some(Reason::Order { lower: Some(lower), least, higher: Some(higher), most })
}

/// The standard deviation is too large for the extremes and the mean (Bhatia & Davis 2000, doi:10.1080/00029890.2000.12005203),
/// or too small for the extremes alone (von Szőkefalvi-Nagy 1918).
fn spread(summary: &Summary, n: u64, divisor: Divisor) -> Option<Reason> {
    let n = i128::from(n);
    let variance = match variance(summary, n) {
        Ok(variance) => variance,
        Err(Stop::Impossible(reason)) => return Some(reason),
        Err(Stop::Limited(_)) => return None,
    };
    if variance.is_empty() {
        return Some(Reason::Twice(Statistic::Sd));
    }
    let point = |end: &Option<Rational>| end.clone().map(Interval::point);
    let extremes = summary.values(Statistic::Min).zip(summary.values(Statistic::Max));
    let low = summary.values(Statistic::Min).cloned().or_else(|| point(&summary.scale.low))?;
    let high = summary.values(Statistic::Max).cloned().or_else(|| point(&summary.scale.high))?;
    let deviations = variance.scaled(&Rational::whole(divided_by(n, divisor)));
    let per_value = |sum: &Rational| sum.divided_by(&Rational::whole(divided_by(n, divisor)));
    let (lowest, highest) = (low.least()?, high.greatest()?);
    let widest = match summary.values(Statistic::Mean) {
        Some(mean) => widest(mean, lowest, highest)?,
        None => (highest - lowest).halved(),
    };
    let most = &(&widest * &widest) * &Rational::whole(n);
    // Only what occurs makes data differ: the ends of the scale need not.
    let apart = extremes.and_then(|(low, high)| Some(high.least()? - low.greatest()?));
    let apart = apart.filter(|apart| !apart.is_negative()).unwrap_or_else(Rational::zero);
    let least = (&apart * &apart).halved();
    if !deviations.intersects(&Interval::at_most(most.clone())) {
        return Some(Reason::SdAtMost(per_value(&most)?));
    }
    (!deviations.intersects(&Interval::at_least(least.clone()))).then(|| per_value(&least).map(Reason::SdAtLeast))?
}

/// A number whose square is no less than (greatest − mean)(mean − least), for whatever the mean may be: half of the
/// range where the mean may lie in its middle, else the square root of the product at the end nearest to it.
fn widest(mean: &Interval, lowest: &Rational, highest: &Rational) -> Option<Rational> {
    let middle = (lowest + highest).halved();
    let half = (highest - lowest).halved();
    if mean.closure().contains(&middle) {
        return Some(half);
    }
    let nearest = if *mean.least()? > middle { mean.least()? } else { mean.greatest()? };
    (&(highest - nearest) * &(nearest - lowest)).root(true)
}
