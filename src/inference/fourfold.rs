//! Odds ratio, risk ratio and risk difference of two groups, with their Wald intervals.
//!
//! The estimates are exact fractions, and so are the squares of their standard errors: of the logarithm of the odds ratio
//! 1/a + 1/b + 1/c + 1/d (Woolf 1955, [doi:10.1111/j.1469-1809.1955.tb01348.x](https://doi.org/10.1111/j.1469-1809.1955.tb01348.x)),
//! of that of the risk ratio 1/a − 1/(a + b) + 1/c − 1/(c + d) (Katz, Baptista, Azen & Pike 1978,
//! [doi:10.2307/2530610](https://doi.org/10.2307/2530610)), of the risk difference p (1 − p) / n of both groups.

use crate::inference::distribution::Distribution;
use crate::inference::wald::{Scale, quantile};
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;

/// Two groups, each with how many had the event and how many had not.
///
/// ```
/// use retally::inference::fourfold::Fourfold;
/// use retally::{Rational, Statistic};
///
/// // Doll & Hill (1950), doi:10.1136/bmj.2.4682.739: men with lung cancer and others, smokers and not.
/// let men = Fourfold([[647, 2], [622, 27]]);
/// assert_eq!(format!("{:.3}", men.estimate(Statistic::OddsRatio).unwrap()), "14.042…");
/// let [low, high] = men.limits(Statistic::OddsRatio, &Rational::new(95, 100).unwrap()).unwrap();
/// assert_eq!(format!("{low:.3} {high:.3}"), "[3.325…, 3.325…] [59.300…, 59.300…]");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fourfold(pub [[u64; 2]; 2]);

impl Fourfold {
    /// An odds ratio, a risk ratio or a risk difference, of the first group against the second. Nothing for other statistics, or where
    /// it divides by zero.
    pub fn estimate(&self, of: Statistic) -> Option<Rational> {
        let [[a, b], [c, d]] = self.counts();
        let [one, other] = [a.divided_by(&(&a + &b)), c.divided_by(&(&c + &d))];
        match of {
            Statistic::OddsRatio => (&a * &d).divided_by(&(&b * &c)),
            Statistic::RiskRatio => one?.divided_by(&other?),
            Statistic::RiskDifference => Some(&one? - &other?),
            _ => None,
        }
    }

    /// The square of its standard error, that of its logarithm for a ratio.
    pub fn variance(&self, of: Statistic) -> Option<Rational> {
        let [[a, b], [c, d]] = self.counts();
        let over = |value: &Rational| Rational::whole(1).divided_by(value);
        let of_group = |events: &Rational, others: &Rational| {
            let n = events + others;
            (events * others).divided_by(&(&(&n * &n) * &n))
        };
        match of {
            Statistic::OddsRatio => Some(&(&over(&a)? + &over(&b)?) + &(&over(&c)? + &over(&d)?)),
            Statistic::RiskRatio => Some(&(&over(&a)? - &over(&(&a + &b))?) + &(&over(&c)? - &over(&(&c + &d))?)),
            Statistic::RiskDifference => Some(&of_group(&a, &b)? + &of_group(&c, &d)?),
            _ => None,
        }
    }

    /// The limits of its Wald interval of a level, each as an interval that holds it.
    pub fn limits(&self, of: Statistic, level: &Rational) -> Option<[Interval; 2]> {
        let (estimate, variance) = (Interval::point(self.estimate(of)?), Interval::point(self.variance(of)?));
        let half = quantile(&Distribution::Normal, level)?.times(&variance.root()?);
        let is_ratio = Scale::of(of) == Scale::Logarithm;
        let middle = if is_ratio { estimate.logarithm() } else { estimate };
        let both = [middle.minus(&half), middle.plus(&half)];
        Some(if is_ratio { both.map(|limit| limit.exponential()) } else { both })
    }

    fn counts(&self) -> [[Rational; 2]; 2] {
        self.0.map(|group| group.map(|count| Rational::whole(count.into())))
    }
}
