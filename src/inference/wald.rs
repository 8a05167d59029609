//! Estimates with their intervals and p values: what one says of the others.
//!
//! A Wald interval has its estimate in the middle, of ratios on the logarithmic scale, of correlations on Fisher's, and is as wide
//! as twice so many standard errors as its level says. So estimate, standard error, test statistic and p value follow from the
//! limits (Altman & Bland 2011, [doi:10.1136/bmj.d2304](https://doi.org/10.1136/bmj.d2304) and
//! [d2090](https://doi.org/10.1136/bmj.d2090); Bland & Altman 1996 for the logarithm). They follow as intervals: over all values
//! that print as the figures, with every function rounded outward.
//!
//! # How far another p may be from an interval
//!
//! Papers seldom say that a p value is Wald's. What else may have been computed is bounded, and what lies within the bounds is not
//! decided:
//!
//! - **A t with any number of degrees of freedom, from one upwards.** Few of them bring p nearer to that of the limits, so it is an
//!   explanation in one direction only: it never takes p to the other side of one less the level ([`Estimate::p_of_few`]).
//! - **A score or a likelihood ratio test** of the same hypothesis. With I the information, Wald's z is θ √I(θ), that of the score
//!   ∫ I / √I(0), that of the likelihood ratio √(2 ∫∫ I), all from the null to θ. Logistic, Poisson and Cox likelihoods are
//!   self-concordant (Bach 2010, [doi:10.1214/09-EJS521](https://doi.org/10.1214/09-EJS521)): where groups are compared, I changes
//!   by no more than the factor e per unit of θ. So either z lies between 2 (1 − e^(−kz/2)) / k and 2 (e^(kz/2) − 1) / k, where
//!   kz is by how much the logarithm of I may change, the distance of θ from the null. Of a covariate of many values that
//!   distance is not in the units of the estimate. There I is taken to change by no more than e per two standard errors: as where four
//!   respondents carry the effect. The greater of both is used: k is the standard error of the logarithm, and at least 1/2.
//! - **An exact test, or a correction for continuity.** It moves a count by no more than one, and z by no more than the standard error,
//!   in either direction.
//! - **A one-sided p**, half as large.
//!
//! A risk ratio and a risk difference are no parameters of a self-concordant likelihood where risks are near one. Their p may be
//! smaller than that of the interval by any amount, and is bounded from above only, with k at least 1 and a count of one or more.
//! Of a difference of means ranks may have been compared, or pairs: nothing is bounded.
//! The bounds of ratios and risk differences are held against all usual tests of some 4,000 tables of counts in the tests.

use std::ops::Bound;
use std::sync::LazyLock;

use crate::inference::distribution::{Distribution, magnitudes};
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;

/// The scale on which the Wald interval of an estimate has it in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// As printed: differences and coefficients.
    Plain,
    /// Logarithms: ratios.
    Logarithm,
    /// Fisher's, ½ ln ((1 + r) / (1 − r)): correlations.
    Fisher,
}

/// Limits of an interval, with how often such intervals hold what they are of, where that is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Every value of the lower one.
    pub low: Interval,
    /// Every value of the upper one.
    pub high: Interval,
    /// The level, as 95/100.
    pub level: Option<Rational>,
}

/// How precise an estimate is: its limits, or its standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Its interval.
    Limits(Limits),
    /// Its standard error, on the scale of the estimate.
    Error(Interval),
}

/// An estimate with what is printed of its precision, each as every value that it may stand for.
///
/// ```
/// use retally::inference::wald::{Estimate, Limits, Precision};
/// use retally::{Figure, Rational, Rounding, Statistic};
///
/// let values = |text: &str| Rounding::Unstated.interval(&text.parse::<Figure>().unwrap());
/// let limits = Limits { low: values("1.10"), high: values("2.05"), level: Rational::new(95, 100) };
/// assert_eq!(format!("{:.3}", limits.middle(Statistic::OddsRatio)), "[1.496…, 1.506…]");
/// let precision = Precision::Limits(limits);
/// let estimate = Estimate { of: Statistic::OddsRatio, value: Some(values("1.50")), precision };
/// assert_eq!(format!("{:.4}", estimate.p().unwrap()), "[0.0092…, 0.0122…]");
/// assert!(!estimate.p_of_others().unwrap().contains(&Rational::new(20, 100).unwrap()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What is estimated.
    pub of: Statistic,
    /// Every value that its figure stands for; the middle of its limits, where it is not printed.
    pub value: Option<Interval>,
    /// Its interval or its standard error.
    pub precision: Precision,
}

impl Scale {
    /// The scale of an estimate.
    pub fn of(statistic: Statistic) -> Self {
        match statistic {
            Statistic::OddsRatio | Statistic::RiskRatio | Statistic::HazardRatio => Self::Logarithm,
            Statistic::R => Self::Fisher,
            _ => Self::Plain,
        }
    }

    /// Values on this scale.
    pub(crate) fn taken(self, values: &Interval) -> Interval {
        let one = || Interval::point(Rational::whole(1));
        match self {
            Self::Plain => values.clone(),
            Self::Logarithm => values.logarithm(),
            Self::Fisher => {
                let [below, above] = [values.plus(&one()), one().minus(values)].map(|part| part.logarithm());
                below.minus(&above).scaled(&Rational::whole(1).halved())
            }
        }
    }

    /// The values that these are on this scale.
    fn back(self, values: &Interval) -> Interval {
        match self {
            Self::Plain => values.clone(),
            Self::Logarithm => values.exponential(),
            // (e^2z − 1) / (e^2z + 1) is 1 − 2 / (e^2z + 1).
            Self::Fisher => {
                let one = Interval::point(Rational::whole(1));
                let power = values.scaled(&Rational::whole(2)).exponential().plus(&one);
                Interval::point(Rational::whole(2))
                    .over(&power)
                    .map_or_else(Interval::everything, |part| one.minus(&part))
            }
        }
    }
}

impl Limits {
    /// The estimate of a Wald interval.
    pub fn middle(&self, of: Statistic) -> Interval {
        let scale = Scale::of(of);
        scale.back(&self.sum(scale).scaled(&Rational::whole(1).halved()))
    }

    /// By how much an estimate is off the middle, in halves of the width of the interval: −1 is the lower limit, 1 the upper one.
    pub fn asymmetry(&self, of: Statistic, value: &Interval) -> Option<Interval> {
        let (scale, half) = (Scale::of(of), Rational::whole(1).halved());
        let off = scale.taken(value).minus(&self.sum(scale).scaled(&half));
        let width = self.width(scale).scaled(&half);
        let (above, below) = (off.intersection(&Interval::at_least(Rational::zero())), off.negated());
        let below = below.intersection(&Interval::at_least(Rational::zero()));
        let parts = [(above, 1), (below, -1)].into_iter().filter(|(part, _)| !part.is_empty());
        let parts = parts.map(|(part, sign)| Some(divided(&part, &width)?.scaled(&Rational::whole(sign))));
        parts.reduce(|one, other| Some(one?.hull(&other?))).flatten()
    }

    /// The standard error of a Wald interval, on the scale of the estimate; nothing where its level is not known.
    pub fn error(&self, of: Statistic) -> Option<Interval> {
        let quantile = quantile(&Distribution::Normal, self.level.as_ref()?)?;
        divided(&self.width(Scale::of(of)), &quantile.scaled(&Rational::whole(2)))
    }

    /// The same of any t: few degrees of freedom make the interval wider.
    pub fn error_of_few(&self, of: Statistic) -> Option<Interval> {
        let quantile = quantile(&few(), self.level.as_ref()?)?;
        let least = divided(&self.width(Scale::of(of)), &quantile.scaled(&Rational::whole(2)))?;
        Some(least.hull(&self.error(of)?))
    }

    fn sum(&self, scale: Scale) -> Interval {
        scale.taken(&self.low).plus(&scale.taken(&self.high))
    }

    fn width(&self, scale: Scale) -> Interval {
        let width = scale.taken(&self.high).minus(&scale.taken(&self.low));
        width.intersection(&Interval::at_least(Rational::zero()))
    }
}

impl Estimate {
    /// Wald's z, without its sign: the distance from the null in standard errors. Nothing where the level of the interval is not known,
    /// or its limits are in the wrong order.
    pub fn z(&self) -> Option<Interval> {
        divided(&magnitudes(&self.distance()), &self.error()?)
    }

    /// Wald's p value, two-sided.
    pub fn p(&self) -> Option<Interval> {
        Distribution::Normal.over(&self.z()?)
    }

    /// Every p value of a t with one degree of freedom or more.
    pub fn p_of_few(&self) -> Option<Interval> {
        let error = match &self.precision {
            Precision::Error(error) => error.clone(),
            Precision::Limits(limits) => {
                let quantile = quantile(&few(), limits.level.as_ref()?)?.scaled(&Rational::whole(2));
                divided(&limits.width(Scale::of(self.of)), &quantile)?
            }
        };
        let t = divided(&magnitudes(&self.distance()), &error)?;
        Some(few().over(&t)?.hull(&self.p()?))
    }

    /// Every p value that a score, likelihood ratio or exact test of the same hypothesis may have, see the [module](self). Nothing
    /// where that is not bounded.
    pub fn p_of_others(&self) -> Option<Interval> {
        let (z, one, half) = (self.z()?, Rational::whole(1), Rational::whole(1).halved());
        let error = match Scale::of(self.of) {
            Scale::Logarithm => self.error()?.greatest().cloned(),
            _ => Some(Rational::zero()),
        };
        let (least_change, least_count) = match self.of {
            Statistic::OddsRatio | Statistic::HazardRatio => (half, Rational::zero()),
            Statistic::RiskRatio | Statistic::RiskDifference => (one.clone(), one),
            Statistic::Coefficient | Statistic::R => (half, Rational::zero()),
            _ => return None,
        };
        let possible = Interval::at_least(Rational::zero());
        let Some(error) = error else { return Distribution::Normal.over(&possible) };
        let (change, count) = (error.clone().max(least_change), error.max(least_count));
        let count = Interval::point(count);
        let low = moved(z.least()?, &change, false)?.minus(&count);
        let low = low.intersection(&possible).least().cloned().unwrap_or_else(Rational::zero);
        let is_canonical = !matches!(self.of, Statistic::RiskRatio | Statistic::RiskDifference);
        let high = z.greatest().filter(|_| is_canonical);
        let high = high.and_then(|z| moved(z, &change, true)?.plus(&count).greatest().cloned());
        let high = high.map_or(Bound::Unbounded, Bound::Included);
        Distribution::Normal.over(&Interval::new(Bound::Included(low), high))
    }

    fn error(&self) -> Option<Interval> {
        match &self.precision {
            Precision::Error(error) => Some(error.clone()),
            Precision::Limits(limits) => limits.error(self.of),
        }
    }

    /// How far the estimate is from the null, on its scale.
    fn distance(&self) -> Interval {
        let scale = Scale::of(self.of);
        match (&self.value, &self.precision) {
            (Some(value), _) => scale.taken(value),
            (None, Precision::Limits(limits)) => limits.sum(scale).scaled(&Rational::whole(1).halved()),
            (None, Precision::Error(_)) => Interval::everything(),
        }
    }
}

/// The least that the z of another test may be where Wald's is this, or the greatest: `2 (1 − e^(−kz/2)) / k`, `2 (e^(kz/2) − 1) / k`.
fn moved(z: &Rational, change: &Rational, up: bool) -> Option<Interval> {
    let (one, half) = (Interval::point(Rational::whole(1)), (z * change).halved());
    let exponent = if up { half } else { &Rational::zero() - &half };
    let power = Interval::point(exponent).exponential();
    let part = if up { power.minus(&one) } else { one.minus(&power) };
    part.scaled(&Rational::whole(2)).over(&Interval::point(change.clone()))
}

/// The t with the fewest degrees of freedom.
fn few() -> Distribution {
    Distribution::T(Rational::whole(1))
}

/// All quotients of values that are not negative; without an upper bound where the divisor may be zero.
fn divided(values: &Interval, by: &Interval) -> Option<Interval> {
    if by.is_empty() || values.is_empty() {
        return None;
    }
    let zero = Rational::zero();
    match (by.least(), by.greatest(), values.least()) {
        (Some(least), ..) if *least > zero => values.over(by),
        (_, Some(greatest), Some(value)) if *greatest > zero => Some(Interval::at_least(value.divided_by(greatest)?)),
        (_, None, _) => Some(Interval::at_least(zero)),
        _ => None,
    }
}

/// How far from zero a statistic is beyond which, on both sides together, it is with a probability of one less a level: 1.9599… of the
/// normal distribution and 95 %. Nothing where the level is not between zero and one.
pub fn quantile(distribution: &Distribution, level: &Rational) -> Option<Interval> {
    static USUAL: LazyLock<Vec<(Distribution, Rational, Option<Interval>)>> = LazyLock::new(|| {
        let levels = [90, 95, 99].into_iter().filter_map(|percent| Rational::new(percent, 100));
        let both =
            |level: Rational| [Distribution::Normal, few()].map(|of| (of.clone(), level.clone(), found(&of, &level)));
        levels.flat_map(both).collect()
    });
    match USUAL.iter().find(|(of, known, _)| of == distribution && known == level) {
        Some((_, _, known)) => known.clone(),
        None => found(distribution, level),
    }
}

fn found(distribution: &Distribution, level: &Rational) -> Option<Interval> {
    let outside = &Rational::whole(1) - level;
    if level.is_negative() || level.is_zero() || outside.is_negative() || outside.is_zero() {
        return None;
    }
    let tail = |at: f64| distribution.tail(&Rational::from_f64(at)?);
    let is_within = |at: f64| Some(tail(at)?.least().is_some_and(|least| *least >= outside));
    let is_beyond = |at: f64| Some(tail(at)?.greatest().is_some_and(|greatest| *greatest <= outside));
    let mut low = 0.0_f64;
    let mut high = 1.0_f64;
    while !is_beyond(high)? {
        (low, high) = (if is_within(high)? { high } else { low }, 2.0 * high);
        if high > MOST_QUANTILE {
            return None;
        }
    }
    // Each step halves what lies between, until floating point, or the bounds of the tail, do not tell its halves apart.
    for _ in 0..f64::MANTISSA_DIGITS {
        let middle = low.midpoint(high);
        match (is_within(middle)?, is_beyond(middle)?) {
            (true, _) => low = middle,
            (_, true) => high = middle,
            _ => break,
        }
    }
    Some(Interval::closed(Rational::from_f64(low)?, Rational::from_f64(high)?))
}

/// No usual level is as far out.
const MOST_QUANTILE: f64 = 1e9;
