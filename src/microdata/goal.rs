//! What a printed statistic asks of the values of a group, in whole numbers.
//!
//! Values are whole numbers of some unit. With n of them, S their sum and Q the sum of their squares, the mean is S / n and
//! the variance (n Q − S²) / (n (n − 1)); every order statistic says of some values how many others do not exceed them.

use crate::number::{Figure, Interval, Rational};
use crate::quantity::Statistic;

/// The scale of a variable: what its values are counted in, and of how many of those they are multiples.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub unit: Rational,
    pub grain: i64,
}

/// The largest whole number that is reckoned with: with so many respondents at most no sum of squares overflows.
pub(super) const LARGEST: i64 = 1 << 40;

/// A range of whole numbers; without an end it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    pub low: i128,
    pub high: i128,
}

/// What is asked of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    /// The sum of the values.
    Sum(Range),
    /// n times the sum of squares, less the square of the sum.
    Spread(Range),
    /// The standard deviation in percent of the mean, as whole numbers of the second's unit: ten to the minus so many.
    Variation(Range, u32),
    /// How many values are at most `limit`.
    Rank { limit: i64, at_most: Range },
    /// The most frequent value, which no other equals in frequency.
    Mode(i64),
}

impl Scale {
    /// The multiples of the variable's step that lie in an interval, in its unit.
    pub fn within(&self, values: &Interval) -> Option<Range> {
        self.steps(values, 1, 1).map(|range| range.times(self.grain))
    }

    /// The least and the greatest multiple of the variable's step in an interval, as far as they are small enough for
    /// values; none where there is no multiple.
    pub fn bounds(&self, values: &Interval) -> (Option<i64>, Option<i64>) {
        match self.within(values).filter(|range| range.low <= range.high) {
            Some(range) => (Range::value(range.low), Range::value(range.high)),
            None => (None, None),
        }
    }

    /// The numbers of steps, `factor` of them over `divisor`, that lie in an interval.
    fn steps(&self, values: &Interval, factor: i64, divisor: i64) -> Option<Range> {
        let step = self.unit.scaled(self.grain).scaled(factor).divided_by(&Rational::whole(divisor.into()))?;
        Range::of(values, &step)
    }
}

impl Range {
    const OPEN: Self = Self { low: i128::MIN, high: i128::MAX };

    /// The multiples of `step` in an interval; nothing where they are too large.
    fn of(values: &Interval, step: &Rational) -> Option<Self> {
        let end = |multiple: Option<Rational>, open: i128| match multiple {
            None => Some(open),
            Some(multiple) => multiple.to_i128().filter(|number| number.unsigned_abs() < 1 << 100),
        };
        let (low, high) = (values.first_multiple(step), values.last_multiple(step));
        Some(Self { low: end(low, Self::OPEN.low)?, high: end(high, Self::OPEN.high)? })
    }

    fn exactly(low: i128, high: i128) -> Self {
        Self { low, high }
    }

    /// Every number of it times a factor, which is above zero.
    fn times(self, factor: i64) -> Self {
        Self { low: self.low.saturating_mul(factor.into()), high: self.high.saturating_mul(factor.into()) }
    }

    /// How far a number is outside.
    pub fn distance(self, number: i128) -> i128 {
        (self.low.saturating_sub(number)).max(number.saturating_sub(self.high)).max(0)
    }

    /// About one unit of the last digit printed: as wide as it is.
    pub fn digit(self) -> i128 {
        let bounded = |end: i128| end != Self::OPEN.low && end != Self::OPEN.high;
        match (bounded(self.low), bounded(self.high)) {
            (true, true) => self.high.saturating_sub(self.low).max(1),
            (true, false) => (self.low.abs() / 100).max(1),
            (false, true) => (self.high.abs() / 100).max(1),
            (false, false) => 1,
        }
    }

    /// One end as a value, where it is small enough for one.
    fn value(end: i128) -> Option<i64> {
        i64::try_from(end).ok().filter(|value| value.abs() <= LARGEST)
    }
}

/// What a printed statistic asks of `n` values. Nothing where too large numbers would be needed.
pub(super) fn goals(
    statistic: Statistic,
    figure: &Figure,
    values: &Interval,
    n: i64,
    scale: &Scale,
) -> Option<Vec<Goal>> {
    let pairs = i128::from(n) * i128::from(n - 1).max(1);
    let squared = || values.intersection(&Interval::at_least(Rational::zero())).squared();
    let square = &scale.unit * &scale.unit;
    let spread = |values: Interval, divisor: i128| {
        let step = square.divided_by(&Rational::whole(divisor))?;
        Range::of(&values, &step).map(|range| vec![Goal::Spread(range)])
    };
    match statistic {
        Statistic::Mean => {
            let sums = scale.steps(values, 1, n)?.times(scale.grain);
            Some(vec![Goal::Sum(sums)])
        }
        Statistic::Sd => spread(squared(), pairs),
        Statistic::Variance => spread(values.clone(), pairs),
        Statistic::Se => spread(squared(), pairs * i128::from(n)),
        Statistic::Cv => {
            let decimals = figure.decimals() + 1;
            Some(vec![Goal::Variation(Range::of(values, &Rational::unit(decimals))?, decimals)])
        }
        Statistic::Min => {
            let range = scale.within(values)?;
            Some([below(range, 0, 0), above(range, 1, n)].into_iter().flatten().collect())
        }
        Statistic::Max => {
            let range = scale.within(values)?;
            Some([above(range, n, n), below(range, 0, n - 1)].into_iter().flatten().collect())
        }
        Statistic::Median => quantile(2, values, n, scale),
        Statistic::LowerQuartile => quantile(1, values, n, scale),
        Statistic::UpperQuartile => quantile(3, values, n, scale),
        Statistic::Mode => {
            let range = scale.within(values)?;
            let printed = Range::of(&Interval::point(figure.number().clone()), &scale.unit.scaled(scale.grain))?
                .times(scale.grain);
            let mode = if printed.low == printed.high { printed.low } else { range.low };
            Some(vec![Goal::Mode(Range::value(mode)?)])
        }
        // Nothing of one variable.
        _ => None,
    }
}

/// From `low` to `high` values lie below a range.
fn below(range: Range, low: i64, high: i64) -> Option<Goal> {
    let limit = Range::value(range.low)? - 1;
    Some(Goal::Rank { limit, at_most: Range::exactly(low.into(), high.into()) })
}

/// From `low` to `high` values do not lie above a range.
fn above(range: Range, low: i64, high: i64) -> Option<Goal> {
    let limit = Range::value(range.high)?;
    Some(Goal::Rank { limit, at_most: Range::exactly(low.into(), high.into()) })
}

/// That none of `n` values is out of these bounds.
pub(super) fn none_outside((low, high): (Option<i64>, Option<i64>), n: i64) -> impl Iterator<Item = Goal> {
    let below = low.map(|low| Goal::Rank { limit: low - 1, at_most: Range::exactly(0, 0) });
    let above = high.map(|high| Goal::Rank { limit: high, at_most: Range::exactly(n.into(), n.into()) });
    below.into_iter().chain(above)
}

/// The quartile that has so many quarters of the values below it: between the two values next to the place
/// (n − 1) × quarters / 4, in proportion.
fn quantile(quarters: i64, values: &Interval, n: i64, scale: &Scale) -> Option<Vec<Goal>> {
    let place = (n - 1) * quarters;
    let (before, rest) = (place / 4, place % 4);
    let range = scale.within(values)?;
    if rest == 0 {
        return Some([below(range, 0, before), above(range, before + 1, n)].into_iter().flatten().collect());
    }
    if range.low <= range.high {
        return Some([below(range, 0, before), above(range, before + 2, n)].into_iter().flatten().collect());
    }
    // No value will do, but something between two of them.
    let (steps, lower) = (1..=WIDEST).find_map(|steps| {
        let part = scale.unit.scaled(scale.grain).scaled(steps * rest).divided_by(&Rational::whole(4))?;
        let lower = scale.within(&values.minus(&Interval::point(part)))?;
        (lower.low <= lower.high).then_some((steps, lower.low))
    })?;
    let lower = Range::exactly(lower, lower);
    let end = lower.low.saturating_add(i128::from(steps * scale.grain));
    let upper = Range::exactly(end, end);
    let goals = [
        below(lower, 0, before),
        above(lower, before + 1, before + 1),
        below(upper, 0, before + 1),
        above(upper, before + 2, n),
    ];
    Some(goals.into_iter().flatten().collect())
}

/// How many steps the two values may lie apart between which a quartile is sought.
const WIDEST: i64 = 16;
