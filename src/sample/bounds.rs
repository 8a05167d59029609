//! Between which values each place of the sorted sample lies, and beyond which none needs to be looked for.

use crate::number::Interval;
use crate::quantity::Statistic;
use crate::sample::case::{Range, Spread};
use crate::sample::lattice::{LARGEST_SUM, Lattice, Stop};
use crate::sample::places::{Bound, End};
use crate::sample::summary::Summary;
use crate::sample::verdict::{Limit, Reason};

impl Lattice {
    /// Whether there is no end of samples, if there are any: whether some values can be moved away for ever, all together
    /// where the spread has an upper end, else one alone or two apart.
    pub fn is_endless(&self, summary: &Summary, bounds: &[Bound], spread: &Spread) -> Result<bool, Stop> {
        let has = |holds: &dyn Fn(&Bound) -> bool| bounds.iter().any(holds);
        let mean = self.mean_of(summary).unwrap_or_else(Interval::everything);
        let (from, to) = (mean.least().is_some(), mean.greatest().is_some());
        let held: i128 = self.frequencies(summary)?.iter().map(|frequency| frequency.1.least).sum();
        let free = self.n - held;
        if free <= 0 {
            return Ok(false);
        }
        if spread.most.is_some() || self.n == 1 {
            return Ok(held == 0 && (!to && !has(&is_most) || !from && !has(&is_least)));
        }
        let up = !has(&|bound| is_most(bound) && bound.place == self.n);
        let down = !has(&|bound| is_least(bound) && bound.place == 1);
        Ok(up && !to || down && !from || up && down && free > 1)
    }

    /// What the scale, the extremes, the quartiles, the mode and the median say of places of the sorted sample.
    pub fn bounds(&self, summary: &Summary) -> Result<Vec<Bound>, Stop> {
        let n = self.n;
        // The scale bounds everything: its lower end the first place, its upper end the last.
        let low = summary.scale.low.clone().map(Interval::at_least);
        let high = summary.scale.high.clone().map(Interval::at_most);
        let mut bounds = Vec::new();
        for values in low.into_iter().chain(high) {
            bounds.extend(self.bounds_by(None, &values, n, 1)?);
        }
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
            let Some(values) = summary.values(statistic) else { continue };
            bounds.extend(self.bounds_by(Some(statistic), values, at_most, at_least)?);
        }
        Ok(bounds)
    }

    /// Bounds by a figure with these values: at the one place no value is above them, at the other none below.
    fn bounds_by(
        &self,
        by: Option<Statistic>,
        values: &Interval,
        at_most: i128,
        at_least: i128,
    ) -> Result<impl Iterator<Item = Bound> + use<>, Stop> {
        let (least, most) = self.steps(values)?;
        let is_a_value =
            |statistic: &Statistic| statistic.is_a_value() || *statistic == Statistic::Median && at_most == at_least;
        if let (Some(statistic), Some(least), Some(most)) = (by.filter(is_a_value), least, most)
            && least > most
        {
            return Err(Stop::Impossible(Reason::OffScale(statistic)));
        }
        let least = least.map(|least| Bound { place: at_least, end: End::Least(least), by });
        let most = most.map(|most| Bound { place: at_most, end: End::Most(most), by });
        Ok(least.into_iter().chain(most))
    }

    /// Adds the ends beyond which no value lies, or none needs to lie.
    pub fn add_outermost(
        &self,
        bounds: &mut Vec<Bound>,
        spread: &Spread,
        sums: Option<Range>,
        frequent: &[i128],
    ) -> Result<(), Stop> {
        let (least, most) = self.outermost(bounds, spread, sums, frequent)?;
        bounds.push(Bound { place: 1, end: End::Least(least), by: None });
        bounds.push(Bound { place: self.n, end: End::Most(most), by: None });
        let extent = least.abs().max(most.abs());
        match self.n.checked_mul(extent).is_some_and(|sum| sum <= LARGEST_SUM) {
            true => Ok(()),
            false => Err(Stop::Limited(Limit::Size)),
        }
    }

    /// Ends beyond which no value lies, or none needs to lie.
    fn outermost(
        &self,
        bounds: &[Bound],
        spread: &Spread,
        sums: Option<Range>,
        frequent: &[i128],
    ) -> Result<(i128, i128), Stop> {
        let ends = bounds.iter().map(|bound| match bound.end {
            End::Least(value) | End::Most(value) => value,
        });
        let ends_of_sums = sums.iter().flat_map(|sums| [sums.least, sums.most]);
        let means = ends_of_sums.filter(|sum| sum.abs() < LARGEST_SUM).map(|sum| sum.div_euclid(self.n) + 1);
        let stated: Vec<i128> = ends.chain(means).chain(frequent.iter().copied()).collect();
        let least = stated.iter().min().map_or(0, |least| least - 1);
        let most = stated.iter().max().copied().unwrap_or(0);
        let too_large = || Stop::Limited(Limit::Size);
        let radius = match spread.most {
            // Two values differ by no more than the root of twice the sum of squared deviations.
            Some(most) => (2 * most / self.n).isqrt() + 1,
            // One value can make up for what all others lack, and be so far from another that the spread is large enough: of
            // two values at a distance it is n / 2 times its square at least. A step further none is one that never occurs.
            None => {
                let apart = (2 * spread.least / self.n).isqrt() + 2 * (1 + frequent.len() as i128);
                (most - least + 2).checked_mul(self.n).map(|lacking| lacking + apart).ok_or_else(too_large)?
            }
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
}

fn is_least(bound: &Bound) -> bool {
    matches!(bound.end, End::Least(_))
}

fn is_most(bound: &Bound) -> bool {
    matches!(bound.end, End::Most(_))
}
