//! Confidence intervals of a proportion, by each of the usual methods.
//!
//! Papers seldom say which it was, and the methods differ by more than rounding where there are few events. All come from the count and the
//! number of all, which are exact, with the quantile of the normal distribution, or of F for those that are quantiles of a beta distribution:
//! B(q; a, b) is a F / (b + a F) with the quantile of F of 2a and 2b degrees of freedom (Abramowitz & Stegun 1964, 26.5.28).
//! They come as intervals that hold them.
//!
//! - **Wald**: p ± z √(p (1 − p) / n), cut off at 0 and 1 or not (Laplace 1812).
//! - **Wilson** (1927, [doi:10.1080/01621459.1927.10502953](https://doi.org/10.1080/01621459.1927.10502953)): those proportions that a score
//!   test does not reject, with or without a correction for continuity (Newcombe 1998,
//!   [doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E](https://doi.org/10.1002/%28SICI%291097-0258%2819980430%2917:8%3C857::AID-SIM777%3E3.0.CO;2-E)),
//!   as R's `prop.test` has it.
//! - **Clopper & Pearson** (1934, [doi:10.1093/biomet/26.4.404](https://doi.org/10.1093/biomet/26.4.404)): those that neither binomial tail
//!   rejects, called exact, as R's `binom.test` has it.
//! - **Agresti & Coull** (1998, [doi:10.1080/00031305.1998.10480550](https://doi.org/10.1080/00031305.1998.10480550)): Wald's with z² / 2 more
//!   events and as many more others.
//! - **Jeffreys** (Brown, Cai & DasGupta 2001, [doi:10.1214/ss/1009213286](https://doi.org/10.1214/ss/1009213286)): the quantiles of the
//!   posterior with half an event more and half an other.

use crate::inference::distribution::Distribution;
use crate::inference::wald::quantile;
use crate::number::{Interval, Rational};

/// How an interval of a proportion is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Of the normal approximation.
    Wald,
    /// Of the score test.
    Wilson,
    /// The same with a correction for continuity.
    WilsonCorrected,
    /// Of both binomial tails.
    ClopperPearson,
    /// Wald's of more of both.
    AgrestiCoull,
    /// Of the posterior.
    Jeffreys,
}

impl Method {
    /// All of them, the most usual first.
    pub const ALL: [Self; 6] =
        [Self::Wald, Self::ClopperPearson, Self::Wilson, Self::AgrestiCoull, Self::WilsonCorrected, Self::Jeffreys];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wald => "Wald",
            Self::Wilson => "Wilson",
            Self::WilsonCorrected => "Wilson with continuity correction",
            Self::ClopperPearson => "Clopper–Pearson",
            Self::AgrestiCoull => "Agresti–Coull",
            Self::Jeffreys => "Jeffreys",
        }
    }
}

/// Both limits of the interval of `events` among `all`, of a level such as 95/100, each as an interval that holds it. Nothing where nobody is
/// counted, or more than all, or the level is none.
///
/// ```
/// use retally::Rational;
/// use retally::inference::proportion::{Method, limits};
///
/// let level = Rational::new(95, 100).unwrap();
/// let of = |method| limits(method, 81, 263, &level).unwrap().map(|limit| format!("{limit:.4}"));
/// // Newcombe (1998), Table I.
/// assert_eq!(of(Method::Wald), ["[0.2521…, 0.2521…]", "[0.3637…, 0.3637…]"]);
/// assert_eq!(of(Method::Wilson), ["[0.2552…, 0.2552…]", "[0.3662…, 0.3662…]"]);
/// assert_eq!(of(Method::ClopperPearson), ["[0.2527…, 0.2527…]", "[0.3676…, 0.3676…]"]);
/// ```
pub fn limits(method: Method, events: u64, all: u64, level: &Rational) -> Option<[Interval; 2]> {
    let others = all.checked_sub(events).filter(|_| all > 0)?;
    let [x, n, rest] = [events, all, others].map(|count| Rational::whole(count.into()));
    let one = Rational::whole(1);
    let z = quantile(&Distribution::Normal, level)?;
    let possible = |[low, high]: [Interval; 2]| [floor(&low, &Rational::zero()), ceiling(&high, &one)];
    match method {
        Method::Wald => wald(&Interval::point(x), &Interval::point(n), &z),
        Method::AgrestiCoull => {
            let squared = z.squared();
            let half = squared.scaled(&one.halved());
            wald(&Interval::point(x).plus(&half), &Interval::point(n).plus(&squared), &z)
        }
        Method::Wilson => wilson(&x, &rest, &n, &z),
        Method::WilsonCorrected => corrected(&x, &rest, &n, &z).map(possible),
        Method::ClopperPearson => beta(&x, &(&rest + &one), &(&x + &one), &rest, level),
        Method::Jeffreys => {
            let half = one.halved();
            let [low, high] = beta(&(&x + &half), &(&rest + &half), &(&x + &half), &(&rest + &half), level)?;
            Some([
                if events == 0 { Interval::point(Rational::zero()) } else { low },
                if others == 0 { Interval::point(one) } else { high },
            ])
        }
    }
}

/// Wald's limits of any of the proportions of an interval, such as those that print so.
pub fn wald_limits(proportion: &Interval, all: u64, level: &Rational) -> Option<[Interval; 2]> {
    let n = Interval::point(Rational::whole(all.into()));
    wald(&proportion.times(&n), &n, &quantile(&Distribution::Normal, level)?)
}

/// `p ± z √(p (1 − p) / n)`.
fn wald(x: &Interval, n: &Interval, z: &Interval) -> Option<[Interval; 2]> {
    let one = Interval::point(Rational::whole(1));
    let p = x.over(n)?;
    let half = z.times(&p.times(&one.minus(&p)).over(n)?.root()?);
    Some([p.minus(&half), p.plus(&half)])
}

/// `(x + z² / 2 ± z √(x (n − x) / n + z² / 4)) / (n + z²)`.
fn wilson(x: &Rational, rest: &Rational, n: &Rational, z: &Interval) -> Option<[Interval; 2]> {
    let (squared, half) = (z.squared(), Rational::whole(1).halved());
    let under = Interval::point((x * rest).divided_by(n)?).plus(&squared.scaled(&half.halved()));
    let (middle, side) = (Interval::point(x.clone()).plus(&squared.scaled(&half)), z.times(&under.root()?));
    let by = Interval::point(n.clone()).plus(&squared);
    Some([middle.minus(&side).over(&by)?, middle.plus(&side).over(&by)?])
}

/// `(2x + z² ∓ (1 + z √(z² ∓ 2 − 1/n + 4p (n − x ± 1)))) / 2 (n + z²)`.
fn corrected(x: &Rational, rest: &Rational, n: &Rational, z: &Interval) -> Option<[Interval; 2]> {
    let (squared, one, two) = (z.squared(), Rational::whole(1), Rational::whole(2));
    let inverse = one.divided_by(n)?;
    let doubled = Interval::point(x.scaled(2)).plus(&squared);
    let by = Interval::point(n.clone()).plus(&squared).scaled(&two);
    let side = |sign: &Rational| {
        let product = (&x.scaled(4) * &(rest - sign)).divided_by(n)?;
        let under = squared.plus(&Interval::point(&(&(sign * &two) - &inverse) + &product));
        let under = under.intersection(&Interval::at_least(Rational::zero()));
        Some(z.times(&under.root()?).plus(&Interval::point(one.clone())))
    };
    let minus = Rational::whole(-1);
    let low = if x.is_zero() { Interval::point(Rational::zero()) } else { doubled.minus(&side(&minus)?).over(&by)? };
    let high = if rest.is_zero() { Interval::point(one.clone()) } else { doubled.plus(&side(&one)?).over(&by)? };
    Some([low, high])
}

/// The quantiles of two beta distributions, below the one and above the other with half of what a level leaves.
fn beta(a: &Rational, b: &Rational, c: &Rational, d: &Rational, level: &Rational) -> Option<[Interval; 2]> {
    let one = Rational::whole(1);
    // The upper tail of F is half of what the level leaves.
    let level = (level + &one).halved();
    let f =
        |between: &Rational, within: &Rational| quantile(&Distribution::F(between.scaled(2), within.scaled(2)), &level);
    let share = |part: Interval, rest: Interval| part.over(&part.plus(&rest));
    let low = match a.is_zero() {
        true => Interval::point(Rational::zero()),
        false => {
            // x / (x + y F): F stands in it once.
            let rest = f(b, a)?.scaled(b);
            Interval::point(one.clone()).over(&Interval::point(one.clone()).plus(&rest.scaled(&one.divided_by(a)?)))?
        }
    };
    let high = match d.is_zero() {
        true => Interval::point(one.clone()),
        false => share(f(c, d)?.scaled(c), Interval::point(d.clone()))?,
    };
    Some([low, high])
}

/// Values that are cut off below.
fn floor(values: &Interval, least: &Rational) -> Interval {
    let end = |end: Option<&Rational>| end.unwrap_or(least).clone().max(least.clone());
    Interval::closed(end(values.least()), end(values.greatest()))
}

/// Values that are cut off above.
fn ceiling(values: &Interval, most: &Rational) -> Interval {
    let end = |end: Option<&Rational>| end.unwrap_or(most).clone().min(most.clone());
    Interval::closed(end(values.least()), end(values.greatest()))
}
