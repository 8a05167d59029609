//! The whole sums of answers that a mean allows.

use std::fmt;

use crate::granularity::inapplicable::Inapplicable;
use crate::number::{Interval, Rational};

/// The whole sums whose mean lies in an interval, or, where there is none, the two sums next to it.
///
/// ```
/// use retally::granularity::Sums;
/// use retally::{Figure, Rational, Rounding};
///
/// let mean = |text: &str| Rounding::HalfUp.interval(&text.parse::<Figure>().unwrap());
/// let sums = Sums::of_mean(&mean("5.19"), 300, 1)?;
/// assert_eq!(sums.first(), Some(&Rational::whole(1556)));
/// assert_eq!(sums.last(), Some(&Rational::whole(1558)));
/// assert_eq!(sums.count(), Some(3));
///
/// let sums = Sums::of_mean(&mean("5.19"), 28, 1)?;
/// assert!(sums.is_empty());
/// let (below, above) = sums.neighbours().unwrap(); // the nearest attainable means
/// assert_eq!(Rounding::HalfUp.print(&below, 2), "5.18");
/// assert_eq!(Rounding::HalfUp.print(&above, 2), "5.21");
/// # Ok::<(), retally::granularity::Inapplicable>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sums {
    first: Option<Rational>,
    last: Option<Rational>,
    /// n · items.
    answers: Rational,
    /// What one answer adds to the mean: 1 / answers, or 100 / answers for a percentage.
    step: Rational,
    percent: bool,
}

impl Sums {
    /// The sums of the whole answers of `n` respondents to `items` items each whose mean lies in `mean`.
    pub fn of_mean(mean: &Interval, n: u64, items: u64) -> Result<Self, Inapplicable> {
        Self::of(mean, n, items, false)
    }

    /// The same for 100 times the mean.
    pub fn of_percentage(percentage: &Interval, n: u64, items: u64) -> Result<Self, Inapplicable> {
        Self::of(percentage, n, items, true)
    }

    fn of(mean: &Interval, n: u64, items: u64, percent: bool) -> Result<Self, Inapplicable> {
        if n == 0 {
            return Err(Inapplicable::Nobody);
        }
        let answers = &Rational::from(n) * &Rational::from(items);
        let whole = Rational::whole(if percent { 100 } else { 1 });
        let step = whole.divided_by(&answers).ok_or(Inapplicable::NoItem)?;
        Ok(Self { first: mean.first_multiple(&step), last: mean.last_multiple(&step), answers, step, percent })
    }

    /// The least sum that fits; where none does, the one next above the mean. Nothing where the mean has no lower end.
    pub fn first(&self) -> Option<&Rational> {
        self.first.as_ref()
    }

    /// The greatest sum that fits; where none does, the one next below the mean. Nothing where the mean has no upper
    /// end.
    pub fn last(&self) -> Option<&Rational> {
        self.last.as_ref()
    }

    /// Whether no sum fits.
    pub fn is_empty(&self) -> bool {
        matches!((&self.first, &self.last), (Some(first), Some(last)) if first > last)
    }

    /// How many sums fit; nothing where there is no end to them, or more than `u64::MAX` of them.
    pub fn count(&self) -> Option<u64> {
        if self.is_empty() {
            return Some(0);
        }
        let steps = (self.last.as_ref()? - self.first.as_ref()?).to_i128()?;
        u64::try_from(steps).ok()?.checked_add(1)
    }

    /// The attainable means next below and next above a mean that no sum fits.
    pub fn neighbours(&self) -> Option<(Rational, Rational)> {
        match (&self.last, &self.first) {
            (Some(below), Some(above)) if self.is_empty() => Some((below * &self.step, above * &self.step)),
            _ => None,
        }
    }

    /// The first sum, or the last where there is no first, or zero where every sum fits.
    pub(super) fn least(&self) -> Rational {
        self.first.clone().or_else(|| self.last.clone()).unwrap_or_else(Rational::zero)
    }

    /// Writes why no sum fits.
    pub(super) fn write_gap(&self, mean: &Interval, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answers = &self.answers;
        let fractions = if self.percent { "percentage of" } else { "whole number divided by" };
        write!(f, "no {fractions} {answers} lies in {mean}")?;
        let (Some(below), Some(above)) = (&self.last, &self.first) else { return Ok(()) };
        let written = |sum: &Rational| match self.percent {
            true => format!("{sum} of {answers} is {} %", sum * &self.step),
            false => format!("{sum} / {answers} is {}", sum * &self.step),
        };
        write!(f, ": {}, {}", written(below), written(above))
    }

    /// Writes from where to where they go.
    pub(super) fn write_range(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.first, &self.last) {
            (Some(first), Some(last)) if first == last => write!(f, "{first}"),
            (Some(first), Some(last)) => write!(f, "{first} to {last}"),
            (Some(first), None) => write!(f, "{first} or more"),
            (None, Some(last)) => write!(f, "{last} or less"),
            (None, None) => f.write_str("anything"),
        }
    }
}
