//! Upper tails of the chi-square and the F distribution in floating point, with a bound of what may be wrong with them.
//!
//! A tail is a density, which Loader's saddle-point form (2000) gives without cancellation, times a continued fraction or
//! a sum of positive terms. What is rounded is known at each step, so the error is bounded with the value: an exponent that
//! is off by e makes the value off by the factor exp(e). Libraries give a number and not by how much it may be off, which is
//! what decides here.

use std::f64::consts::PI;

use crate::number::Rational;

/// A number that lies between `low` and `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Enclosed {
    pub low: f64,
    pub high: f64,
}

/// How many times the rounding of a single operation an elementary step may be off; most are off by one.
const SLACK: f64 = 4.0;

/// The most steps of a sum or a continued fraction. Their number grows as the root of the degrees of freedom.
const MOST_STEPS: u32 = 200_000;

/// What is added up in [`stirling`] at most: sixteen terms near one, the first of them up to four.
const GAMMA: f64 = 20.0;

/// Below this numbers lose digits, and only their being small counts.
const TINY: f64 = 1e-290;

/// The probability that chi-square with `2 * shape` degrees of freedom is above `2 * at`.
pub(super) fn gamma(shape: &Rational, at: &Rational) -> Option<Enclosed> {
    let (above, shape, at) = ((at - shape).to_f64(), shape.to_f64(), at.to_f64());
    if at <= 0.0 || !at.is_finite() {
        return None;
    }
    let exponent = Exponent::of(shape, above / shape, at / shape).and(-stirling(shape));
    let density = exponent.scaled((2.0 * PI * shape).sqrt().recip());
    if above <= 1.0 {
        let (sum, steps) = sum_of_ratios(|step| at / (shape + step))?;
        return Some(density.times(sum, steps).complement());
    }
    let (fraction, steps) = continued_fraction(|step| (-step * (step - shape), above + 1.0 + 2.0 * step))?;
    Some(density.times(shape / fraction, steps))
}

/// The regularised incomplete beta function of `x`, where `y` is `1 - x` and both are above zero.
pub(super) fn beta(a: &Rational, b: &Rational, x: &Rational, y: &Rational) -> Option<Enclosed> {
    let below = (&(a * y) - &(b * x)).to_f64();
    let [a, b, x, y] = [a, b, x, y].map(Rational::to_f64);
    if x <= 0.0 || y <= 0.0 {
        return None;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return Some(beta_below_mean([b, a], [y, x], -below)?.complement());
    }
    beta_below_mean([a, b], [x, y], below)
}

/// The same where the fraction converges: where `x` is not far above the mean, from which it is `below / (a + b)`.
fn beta_below_mean([a, b]: [f64; 2], [x, y]: [f64; 2], below: f64) -> Option<Enclosed> {
    let all = a + b;
    let exponent = Exponent::of(a, -below / a, x * all / a).and_of(Exponent::of(b, below / b, y * all / b));
    let density = exponent.and(stirling(all) - stirling(a) - stirling(b)).scaled((a * b / (2.0 * PI * all)).sqrt());
    let (fraction, steps) = continued_fraction(|step| {
        let twice = a + 2.0 * step;
        let numerator = (a + step - 1.0) * (all + step - 1.0) * step * (b - step) * x * x / (twice - 1.0).powi(2);
        let even = (a + step) * (below + 1.0 + step * (1.0 + y)) / (twice + 1.0);
        let odd = if step == 0.0 { 0.0 } else { step * (b - step) * x / (twice - 1.0) };
        (numerator, step + odd + even)
    })?;
    Some(density.times(fraction.recip(), steps))
}

/// An exponent, the sum of the magnitudes that went into it, and a factor before the exponential.
struct Exponent {
    value: f64,
    magnitude: f64,
    factor: f64,
}

impl Exponent {
    /// `-shape * (off - ln(1 + off))`: how unlikely it is to be off the mean by so many times of it, where it is
    /// `ratio` times of it. Far from the mean the one is exact to more digits, near it the other.
    fn of(shape: f64, off: f64, ratio: f64) -> Self {
        let logarithm = if off.abs() < 0.5 { off.ln_1p() } else { ratio.ln() };
        Self { value: -shape * (off - logarithm), magnitude: shape * (off.abs() + logarithm.abs()), factor: 1.0 }
    }

    /// With terms of Stirling's series, in which numbers of this size altogether are added up.
    fn and(self, more: f64) -> Self {
        Self { value: self.value + more, magnitude: self.magnitude + GAMMA, ..self }
    }

    fn and_of(self, other: Self) -> Self {
        Self { value: self.value + other.value, magnitude: self.magnitude + other.magnitude, ..self }
    }

    fn scaled(self, factor: f64) -> Self {
        Self { factor, ..self }
    }

    /// The whole times `value`, which took so many steps.
    fn times(self, value: f64, steps: f64) -> Enclosed {
        let product = self.value.exp() * self.factor * value;
        let error = SLACK * f64::EPSILON * (self.magnitude + steps + 4.0);
        if product < TINY {
            return Enclosed { low: 0.0, high: (2.0 * TINY).max(2.0 * product) };
        }
        Enclosed { low: product * (-error).exp(), high: product * error.exp() }
    }
}

impl Enclosed {
    fn complement(self) -> Self {
        let (low, high) = ((1.0 - self.high).next_down(), (1.0 - self.low).next_up());
        Self { low: low.max(0.0), high: high.min(1.0) }
    }
}

/// By how much the logarithm of the gamma function of `1 + of` exceeds Stirling's first approximation.
fn stirling(of: f64) -> f64 {
    if of < 16.0 {
        return stirling(of + 1.0) + (of + 0.5) * of.recip().ln_1p() - 1.0;
    }
    // The terms alternate, so that what is left out is less than the next: 691 / 360360 / 16^11, about 1e-16.
    let square = (of * of).recip();
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];
    terms.iter().rev().fold(0.0, |sum, term| sum * square + term) / of
}

/// `1 + r(1) + r(1) r(2) + …`, where the ratios fall, and how many steps it took.
fn sum_of_ratios(ratio: impl Fn(f64) -> f64) -> Option<(f64, f64)> {
    let (mut sum, mut term) = (1.0, 1.0);
    for step in 1..MOST_STEPS {
        let ratio = ratio(step.into());
        term *= ratio;
        sum += term;
        // All that is left is less than a geometric series.
        if ratio < 1.0 && term * ratio < f64::EPSILON * sum * (1.0 - ratio) {
            return Some((sum, step.into()));
        }
    }
    None
}

/// `b(0) + a(1) / (b(1) + a(2) / (b(2) + …))` of the pairs `(a, b)` by the method of Lentz as modified by Thompson &
/// Barnett (1986), and how many steps it took.
fn continued_fraction(pair: impl Fn(f64) -> (f64, f64)) -> Option<(f64, f64)> {
    let nonzero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut value = nonzero(pair(0.0).1);
    let (mut c, mut d) = (value, 0.0);
    for step in 1..MOST_STEPS {
        let (a, b) = pair(step.into());
        d = nonzero(b + a * d).recip();
        c = nonzero(b + a / c);
        let change = c * d;
        value *= change;
        if (change - 1.0).abs() <= f64::EPSILON {
            return Some((value, step.into()));
        }
    }
    None
}
