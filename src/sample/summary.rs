//! What is printed of one variable, and a sample that may be behind it.

use std::collections::BTreeMap;
use std::ops::Bound;

use crate::number::{Figure, FigureError, Interval, Rational, Rounding};
use crate::quantity::Statistic;
use crate::sample::work::Limits;

/// What a standard deviation or variance is divided by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Divisor {
    /// n − 1, or else n: what a paper that says nothing may have used.
    #[default]
    Unstated,
    /// n − 1: the sample standard deviation.
    OneLess,
    /// n: the standard deviation of a population.
    All,
}

impl Divisor {
    /// The divisors that may have been used, the likeliest first.
    pub(crate) fn candidates(self) -> &'static [Self] {
        match self {
            Self::Unstated => &[Self::OneLess, Self::All],
            Self::OneLess => &[Self::OneLess],
            Self::All => &[Self::All],
        }
    }
}

/// The values that are possible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    pub(super) step: Option<Rational>,
    pub(super) items: u64,
    pub(super) low: Option<Rational>,
    pub(super) high: Option<Rational>,
}

impl Scale {
    /// Any numbers at all.
    pub fn continuous() -> Self {
        Self { items: 1, ..Self::default() }
    }

    /// Multiples of `step`, which is above zero.
    pub fn steps(step: Rational) -> Self {
        Self { step: Some(step), ..Self::continuous() }
    }

    /// Whole numbers.
    pub fn whole() -> Self {
        Self::steps(Rational::whole(1))
    }

    /// Whole numbers from `low` to `high`, such as the answers to an item.
    pub fn between(low: i64, high: i64) -> Self {
        Self::whole().bounds(Rational::whole(low.into()), Rational::whole(high.into()))
    }

    /// The same between two bounds. Where there is a step, it counts from the lower one.
    pub fn bounds(self, low: Rational, high: Rational) -> Self {
        self.from(Some(low)).to(Some(high))
    }

    /// The same with a lower bound, or with none.
    pub fn from(self, low: Option<Rational>) -> Self {
        Self { low, ..self }
    }

    /// The same with an upper bound, or with none.
    pub fn to(self, high: Option<Rational>) -> Self {
        Self { high, ..self }
    }

    /// Between what its values lie.
    pub(crate) fn range(&self) -> Interval {
        let end = |end: &Option<Rational>| end.clone().map_or(Bound::Unbounded, Bound::Included);
        Interval::new(end(&self.low), end(&self.high))
    }

    /// The same for the mean of so many items, each of which is on the scale; no items count as one.
    pub fn items(self, items: u64) -> Self {
        Self { items: items.max(1), ..self }
    }

    /// Whether its values have a step.
    pub fn is_granular(&self) -> bool {
        self.unit().is_some()
    }

    /// The distance between two neighbouring values: the step, divided by the number of items.
    pub fn unit(&self) -> Option<Rational> {
        self.step.as_ref()?.divided_by(&Rational::from(self.items.max(1))).filter(|unit| *unit > Rational::zero())
    }
}

/// What is printed of one variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub(super) n: Option<u64>,
    pub(super) figures: Vec<(Statistic, Interval)>,
    pub(super) scale: Scale,
    pub(super) divisor: Divisor,
    /// How often some values occur.
    pub(super) frequencies: Vec<(Rational, Interval)>,
    pub(super) limits: Limits,
}

impl Summary {
    /// The statistics of `n` respondents, none of them yet, of values that may be any numbers.
    pub fn of(n: u64) -> Self {
        Self { n: Some(n), ..Self::of_some() }
    }

    /// The statistics of an unknown number of respondents.
    pub fn of_some() -> Self {
        Self { scale: Scale::continuous(), ..Self::default() }
    }

    /// The same of so many respondents.
    pub(crate) fn sized(self, n: u64) -> Self {
        Self { n: Some(n), ..self }
    }

    /// The same with values on a scale.
    pub fn scale(self, scale: Scale) -> Self {
        Self { scale, ..self }
    }

    /// The same with a stated divisor of the standard deviation and the variance.
    pub fn divisor(self, divisor: Divisor) -> Self {
        Self { divisor, ..self }
    }

    /// The same with a statistic that lies in an interval; in both, if it was given already.
    pub fn with(mut self, statistic: Statistic, values: Interval) -> Self {
        match self.figures.iter_mut().find(|figure| figure.0 == statistic) {
            Some(figure) => figure.1 = figure.1.intersection(&values),
            None => self.figures.push((statistic, values)),
        }
        self
    }

    /// The same with a statistic as it is printed, rounded half-up or half-even.
    pub fn printed(self, statistic: Statistic, text: &str) -> Result<Self, FigureError> {
        let figure: Figure = text.parse()?;
        Ok(self.with(statistic, Rounding::Unstated.interval(&figure)))
    }

    /// The same where a value occurs as often as is printed: `40`, `≥ 1`, never (`0`). These are the inclusions and exclusions
    /// of SPRITE (Heathers, Anaya, van der Zee & Brown 2018, doi:10.7287/peerj.preprints.26968v1).
    ///
    /// ```
    /// use retally::Rational;
    /// use retally::Statistic::{Mean, Sd};
    /// use retally::sample::{Existence, Scale, Summary};
    ///
    /// let answers = Summary::of(6).scale(Scale::between(1, 4)).printed(Mean, "2.5")?.printed(Sd, "0.8")?;
    /// let with_threes = |times| answers.clone().frequency(Rational::whole(3), times);
    /// assert!(matches!(with_threes("1")?.decide(), Existence::Consistent(_))); // 2 2 2 2 3 4
    /// assert!(matches!(with_threes("≥ 2")?.decide(), Existence::Consistent(_))); // 1 2 3 3 3 3
    /// assert!(matches!(with_threes("0")?.decide(), Existence::Inconsistent(_)));
    /// # Ok::<(), retally::FigureError>(())
    /// ```
    pub fn frequency(self, value: Rational, text: &str) -> Result<Self, FigureError> {
        let figure: Figure = text.parse()?;
        Ok(self.with_frequency(value, Rounding::Unstated.interval(&figure)))
    }

    /// The same where how often a value occurs lies in an interval; in both, if it was given already.
    pub fn with_frequency(mut self, value: Rational, times: Interval) -> Self {
        match self.frequencies.iter_mut().find(|known| known.0 == value) {
            Some(known) => known.1 = known.1.intersection(&times),
            None => self.frequencies.push((value, times)),
        }
        self
    }

    /// The same with other bounds on what its questions cost.
    pub fn within(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// The same without a statistic.
    pub fn without(mut self, statistic: Statistic) -> Self {
        self.figures.retain(|figure| figure.0 != statistic);
        self
    }

    /// The statistics that are given.
    pub fn statistics(&self) -> impl Iterator<Item = Statistic> {
        self.figures.iter().map(|figure| figure.0)
    }

    /// What a statistic may be.
    pub(super) fn values(&self, statistic: Statistic) -> Option<&Interval> {
        self.figures.iter().find(|figure| figure.0 == statistic).map(|figure| &figure.1)
    }

    /// The same with only these statistics.
    pub fn only(&self, statistics: &[Statistic]) -> Self {
        let mut few = self.clone();
        few.figures.retain(|figure| statistics.contains(&figure.0));
        few
    }
}

/// Data of one variable: how often each value occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample(pub(super) BTreeMap<Rational, u64>);

impl Sample {
    /// A sample of these values, each with how often it occurs.
    pub fn new(frequencies: impl IntoIterator<Item = (Rational, u64)>) -> Self {
        let mut sample = Self::default();
        for (value, frequency) in frequencies.into_iter().filter(|(_, frequency)| *frequency > 0) {
            let known = sample.0.entry(value).or_default();
            *known = known.saturating_add(frequency);
        }
        sample
    }

    /// How many values it has.
    pub fn n(&self) -> u64 {
        self.0.values().fold(0, |n, frequency| n.saturating_add(*frequency))
    }

    /// How often a value occurs.
    pub fn frequency(&self, value: &Rational) -> u64 {
        self.0.get(value).copied().unwrap_or(0)
    }

    /// The different values, ascending, each with how often it occurs.
    pub fn frequencies(&self) -> impl Iterator<Item = (&Rational, u64)> {
        self.0.iter().map(|(value, frequency)| (value, *frequency))
    }
}
