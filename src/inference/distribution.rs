//! The distributions of test statistics.

use std::ops::Bound;

use crate::inference::tail::{self, Enclosed};
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;

/// The distribution that a test statistic has where nothing is there to be found.
///
/// Its tail is where the p value is read: of [`Normal`](Self::Normal), [`T`](Self::T) and
/// [`Correlation`](Self::Correlation) both tails together (half of it is one-tailed), of the others the upper one.
///
/// All of them are two distributions at heart: the square of a normal statistic is a chi-square with one degree of freedom,
/// that of a t an F with one and its own, and a correlation r of d degrees of freedom is the t with t² = d r² / (1 − r²).
/// Statistics are fractions, so that squares and quotients are exact; only the tail itself is a floating-point number, and
/// it comes as an interval that holds the exact one. It is wide by some 10^-13 of its value for few degrees of freedom and
/// by less than 10^-9 for 10^9 of them, the most there may be ([`MOST`]). Below 10^-290 only that is reported. Where values
/// with 50 digits are known, the middle of the interval is off by less than a seventh of its width.
///
/// Sources: Abramowitz & Stegun 1964, 26.4 to 26.6 (the identities); DLMF 8.9.2 and 8.17.22 (the continued fractions);
/// Loader 2000, "Fast and accurate computation of binomial probabilities" (the density without cancellation).
///
/// ```
/// use retally::Rational;
/// use retally::inference::Distribution;
///
/// let df = Rational::whole(28);
/// let t = Rational::new(22, 10).unwrap();
/// let p = Distribution::T(df.clone()).tail(&t).unwrap();
/// assert_eq!(format!("{p:.8}"), "[0.03622548…, 0.03622548…]");
/// let squared = Distribution::F(Rational::whole(1), df).tail(&(&t * &t)).unwrap();
/// assert_eq!(p, squared);
/// let normal = Distribution::Normal.tail(&Rational::new(196, 100).unwrap()).unwrap();
/// assert_eq!(format!("{normal:.4}"), "[0.0499…, 0.0499…]");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Distribution {
    /// z, two-tailed.
    Normal,
    /// Student's t with its degrees of freedom, two-tailed.
    T(Rational),
    /// F with its degrees of freedom between and within groups.
    F(Rational, Rational),
    /// Chi-square, and Q of a meta-analysis, with its degrees of freedom.
    ChiSquare(Rational),
    /// Pearson's r with its degrees of freedom (two fewer than there are pairs), two-tailed.
    Correlation(Rational),
}

/// The most degrees of freedom of which tails are computed.
pub const MOST: i64 = 1_000_000_000;

/// The fewest, as a fraction of one.
const FEWEST: i128 = 1000;

impl Distribution {
    /// The probability of a value at least as extreme as `statistic`, as an interval that holds it.
    ///
    /// Nothing where there is none: degrees of freedom that are not above zero (below 1/1000 or above [`MOST`] they are
    /// not computed), an F or a chi-square below zero, a correlation above one.
    pub fn tail(&self, statistic: &Rational) -> Option<Interval> {
        let square = || statistic * statistic;
        match self {
            Self::Normal => chi_square(&square(), &Rational::whole(1)),
            Self::T(df) => f(&square(), &Rational::whole(1), df),
            Self::F(between, within) => f(statistic, between, within),
            Self::ChiSquare(df) => chi_square(statistic, df),
            Self::Correlation(df) => beta(&Rational::whole(1), df, &square()),
        }
    }

    /// All tails of the values of `statistics`, as an interval that holds them: from that of the most extreme to that of
    /// the least.
    ///
    /// ```
    /// use retally::inference::Distribution;
    /// use retally::{Figure, Rational, Rounding};
    ///
    /// let t = Rounding::Unstated.interval(&"2.20".parse::<Figure>().unwrap());
    /// let p = Distribution::T(Rational::whole(28)).over(&t).unwrap();
    /// assert_eq!(format!("{p:.5}"), "[0.03583…, 0.03661…]");
    /// ```
    pub fn over(&self, statistics: &Interval) -> Option<Interval> {
        let magnitudes = self.possible(if self.has_two_tails() { magnitudes(statistics) } else { statistics.clone() });
        if magnitudes.is_empty() {
            return None;
        }
        let end = |end: Bound<&Rational>| match end {
            Bound::Included(value) | Bound::Excluded(value) => self.tail(value),
            Bound::Unbounded => Some(Interval::point(Rational::zero())),
        };
        Some(end(magnitudes.high())?.hull(&end(magnitudes.low())?))
    }

    /// The values among these that the statistic can have: an F of 0.00 is not below zero, nor an r of 1.00 above one.
    fn possible(&self, values: Interval) -> Interval {
        let above_zero = values.intersection(&Interval::at_least(Rational::zero()));
        match self {
            Self::Correlation(_) => above_zero.intersection(&Interval::at_most(Rational::whole(1))),
            _ => above_zero,
        }
    }

    /// The distribution of a test statistic with these degrees of freedom, those between groups first. Nothing where the
    /// statistic has none, or needs more or fewer of them.
    pub fn of(statistic: Statistic, df: &[Rational]) -> Option<Self> {
        match (statistic, df) {
            (Statistic::Z, []) => Some(Self::Normal),
            (Statistic::T, [df]) => Some(Self::T(df.clone())),
            (Statistic::R, [df]) => Some(Self::Correlation(df.clone())),
            (Statistic::ChiSquare | Statistic::Q, [df]) => Some(Self::ChiSquare(df.clone())),
            (Statistic::F, [between, within]) => Some(Self::F(between.clone(), within.clone())),
            _ => None,
        }
    }

    /// Whether values far below zero are as extreme as those far above.
    pub fn has_two_tails(&self) -> bool {
        matches!(self, Self::Normal | Self::T(_) | Self::Correlation(_))
    }
}

/// The values without their signs.
pub(super) fn magnitudes(values: &Interval) -> Interval {
    let below = values.low() == Bound::Unbounded || values.least().is_some_and(Rational::is_negative);
    let above = values.high() == Bound::Unbounded || values.greatest().is_some_and(|end| !end.is_negative());
    match (below, above) {
        (false, _) => values.clone(),
        (true, false) => values.negated(),
        (true, true) => {
            let both = values.hull(&values.negated());
            Interval::new(Bound::Included(Rational::zero()), both.high().cloned())
        }
    }
}

fn chi_square(statistic: &Rational, df: &Rational) -> Option<Interval> {
    let shape = degrees(df)?.halved();
    if statistic.is_zero() {
        return Some(Interval::point(Rational::whole(1)));
    }
    tail::gamma(&shape, &statistic.halved()).and_then(interval)
}

fn f(statistic: &Rational, between: &Rational, within: &Rational) -> Option<Interval> {
    let (between, within) = (degrees(between)?, degrees(within)?);
    let scaled = statistic * between;
    let explained = scaled.divided_by(&(&scaled + within)).filter(|share| !share.is_negative())?;
    beta(between, within, &explained)
}

/// The tail of an F whose effect explains this share of the variance.
fn beta(between: &Rational, within: &Rational, explained: &Rational) -> Option<Interval> {
    let (between, within) = (degrees(between)?.halved(), degrees(within)?.halved());
    let rest = &Rational::whole(1) - explained;
    if rest.is_zero() || explained.is_zero() {
        return Some(Interval::point(rest));
    }
    tail::beta(&within, &between, &rest, explained).and_then(interval)
}

fn degrees(df: &Rational) -> Option<&Rational> {
    let possible = Interval::closed(Rational::new(1, FEWEST)?, Rational::whole(MOST.into()));
    possible.contains(df).then_some(df)
}

fn interval(tail: Enclosed) -> Option<Interval> {
    Some(Interval::closed(Rational::from_f64(tail.low)?, Rational::from_f64(tail.high.min(1.0))?))
}
