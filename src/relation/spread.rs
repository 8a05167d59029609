//! What the standard deviation of a whole can be where nobody says how many its parts are.

use crate::number::{Interval, Rational};
use crate::relation::arithmetic::listed;
use crate::relation::expression::SpreadOf;
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::study::Study;

impl SpreadOf {
    pub(super) fn claims(&self) -> Vec<usize> {
        let parts = self.means.iter().zip(&self.sds).flat_map(|(mean, sd)| [*mean, *sd]);
        parts.chain([self.mean]).collect()
    }

    /// Whatever the numbers are, the variance of the whole is at least the least that its mean leaves between the parts: that of
    /// the two nearest to it. It is at most the greatest, that of the two farthest, and the greatest within any part; with n − 1
    /// below the line, by N / (N − 1) more, where each part is at least one.
    pub(super) fn evaluate_with(&self, values: Values) -> Result<Interval, Unknown> {
        let mean = values.of(self.mean);
        let means: Vec<Interval> = self.means.iter().map(|mean| values.of(*mean)).collect();
        let least = least_between(&mean, &means).unwrap_or_else(Rational::zero);
        let sds: Vec<Interval> = self.sds.iter().map(|sd| values.of(*sd)).collect();
        let parts = self.means.len() as i128;
        let more = Rational::new(parts, (parts - 1).max(1)).unwrap_or_else(Rational::zero);
        let variance = match greatest_between(&mean, &means).zip(greatest(&sds)) {
            Some((between, sd)) => Interval::closed(least, &(&between + &(&sd * &sd)) * &more),
            None => Interval::at_least(least),
        };
        variance.root().ok_or(Unknown::NegativeRoot)
    }

    /// `the SD of 103.85 ± 10.96 and 71.00 ± 6.89, together 87.43`.
    pub(super) fn write(&self, study: &Study) -> String {
        let figure = |claim: usize| &study.claims()[claim].figure;
        let parts = self.means.iter().zip(&self.sds).map(|(mean, sd)| format!("{} ± {}", figure(*mean), figure(*sd)));
        format!("the SD of {} with the mean {}", listed(&parts.collect::<Vec<_>>()), figure(self.mean))
    }
}

/// The least variance between parts of which some means are below that of the whole, and some above it.
fn least_between(mean: &Interval, means: &[Interval]) -> Option<Rational> {
    if means.iter().any(|part| part.closure().intersects(&mean.closure())) {
        return None;
    }
    let (low, high) = (mean.least()?, mean.greatest()?);
    let below = means.iter().filter_map(Interval::greatest).filter(|part| *part < low).max()?;
    let above = means.iter().filter_map(Interval::least).filter(|part| *part > high).min()?;
    Some(&(above - high) * &(low - below))
}

/// The greatest variance between parts.
fn greatest_between(mean: &Interval, means: &[Interval]) -> Option<Rational> {
    let below = means.iter().map(Interval::least).collect::<Option<Vec<_>>>()?.into_iter().min()?;
    let above = greatest(means)?;
    let (down, up) = (mean.greatest()? - below, &above - mean.least()?);
    Some(if down.is_negative() || up.is_negative() { Rational::zero() } else { &down * &up })
}

fn greatest(all: &[Interval]) -> Option<Rational> {
    all.iter().map(Interval::greatest).collect::<Option<Vec<_>>>()?.into_iter().max().cloned()
}
