//! The conditional odds ratio of two groups: that of Fisher's exact test.
//!
//! It is the one at which the number of events in the first group is expected to be what it is, given all margins: then that number is of
//! Fisher's noncentral hypergeometric distribution (Fisher 1935, [doi:10.2307/2342435](https://doi.org/10.2307/2342435); Cornfield 1956).
//! Programs that print Fisher's test print it, such as R's `fisher.test`. It is nearer to 1 than the ratio of the odds.

use crate::inference::fourfold::Fourfold;
use crate::number::{Interval, Rational};

/// No longer sum is taken, and no ratio is tried more often.
const MOST_TERMS: usize = 1_000_000;
const MOST_STEPS: usize = 200;

/// By how much the ratio that is tried first differs from that of the odds.
const LEAST_STEP: f64 = 1e-12;

/// What is so little of the greatest term is left out, within a bound.
const NEGLIGIBLE: f64 = 1e-25;

/// An interval that holds the conditional odds ratio. Nothing, where it is zero or has no bound, or the counts are too great.
///
/// ```
/// use retally::inference::{conditional::odds_ratio, fourfold::Fourfold};
/// // The lady tasting tea, and the twins of convicts: R's documentation of `fisher.test` has 6.408309 and 0.04693661, of which
/// // its search for the root makes four digits certain.
/// assert_eq!(format!("{:.4}", odds_ratio(&Fourfold([[3, 1], [1, 3]])).unwrap()), "[6.4083…, 6.4083…]");
/// assert_eq!(format!("{:.5}", odds_ratio(&Fourfold([[2, 10], [15, 3]])).unwrap()), "[0.04693…, 0.04693…]");
/// ```
pub fn odds_ratio(counts: &Fourfold) -> Option<Interval> {
    let [[a, b], [c, d]] = counts.0.map(|group| group.map(|count| count as f64));
    if [a, b, c, d].iter().any(|count| *count < 1.0 || *count > MOST_COUNT) {
        return None;
    }
    let side = |ratio: f64| excess([a, b, c, d], ratio);
    let ratio = a * d / (b * c);
    let beyond = |is_above: bool| {
        // It is nearer to 1 than the ratio, with great counts by next to nothing.
        let mut factors = (0..MOST_STEPS).map(|step| 1.0 + LEAST_STEP * 2.0_f64.powi(step as i32));
        factors.find_map(|factor| {
            let tried = if is_above { ratio * factor } else { ratio / factor };
            (side(tried)? == Some(is_above)).then_some(tried)
        })
    };
    let (mut low, mut high) = (beyond(false)?, beyond(true)?);
    // Halves of what lies between, until floating point does not tell on which side a ratio is.
    for _ in 0..MOST_STEPS {
        let middle = low.midpoint(high);
        match side(middle)? {
            Some(true) => high = middle,
            Some(false) => low = middle,
            None => break,
        }
    }
    Some(Interval::closed(Rational::from_f64(low)?, Rational::from_f64(high)?))
}

/// Numbers up to this one have no error in floating point, nor have their products.
const MOST_COUNT: f64 = 60_000_000.0;

/// Whether more events than there are in the first group are expected at an odds ratio, or fewer; nothing, where floating point does not tell.
fn excess([a, b, c, d]: [f64; 4], ratio: f64) -> Option<Option<bool>> {
    // With so many events more than there are: how many times as likely one more is.
    let factor = |more: f64| ratio * (c - more) * (b - more) / ((a + more + 1.0) * (d + more + 1.0));
    let up = half(factor, b.min(c))?;
    let down = half(|at| 1.0 / factor(-at - 1.0), a.min(d))?;
    // Both begin at what there is, with one for its probability.
    let error = up.error.max(down.error) * (up.sum + down.sum) + up.rest + down.rest;
    let difference = up.sum - down.sum;
    Some((difference.abs() > error).then_some(difference > 0.0))
}

/// The sum over one side of the counts, with bounds of its error.
struct Half {
    /// Each distance times its probability.
    sum: f64,
    /// The relative error of each term.
    error: f64,
    /// What is left out, at most.
    rest: f64,
}

fn half(factor: impl Fn(f64) -> f64, most: f64) -> Option<Half> {
    let (mut term, mut sum, mut at) = (1.0_f64, 0.0, 0.0);
    let error = |steps: f64| 8.0 * (steps + 2.0) * f64::EPSILON;
    while at < most {
        if at > MOST_TERMS as f64 || !term.is_finite() || term > 1e250 {
            return None;
        }
        let by = factor(at);
        term *= by;
        at += 1.0;
        sum += at * term;
        if by < 0.99 && term * at < NEGLIGIBLE * sum {
            // Each that follows is less than so many times the one before it.
            let rest = term * (at + 1.0) / (1.0 - by).powi(2);
            return Some(Half { sum, error: error(at), rest });
        }
    }
    Some(Half { sum, error: error(at), rest: 0.0 })
}
