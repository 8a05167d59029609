//! Logarithms and exponentials of intervals, rounded outward.
//!
//! They are computed in floating point. An end is moved outward by more than what may be wrong with it: some units in the last
//! place for the function itself, and what the rounding of its argument makes of it.

use std::ops::Bound;

use crate::number::{Interval, Rational};

/// How many times the rounding of a single operation an elementary function may be off; most are off by one.
const SLACK: f64 = 4.0;

/// Beyond this exponent nothing is computed: numbers are without bound, or as good as zero.
const MOST: f64 = 700.0;

impl Interval {
    /// An interval that holds the natural logarithms of all values above zero.
    ///
    /// ```
    /// use retally::{Interval, Rational};
    /// let ratio = Interval::point(Rational::new(3, 2).unwrap());
    /// assert_eq!(format!("{:.8}", ratio.logarithm()), "[0.40546510…, 0.40546510…]");
    /// assert!(ratio.logarithm().exponential().contains(&Rational::new(3, 2).unwrap()));
    /// assert_eq!(Interval::closed(Rational::zero(), Rational::whole(1)).logarithm().least(), None);
    /// ```
    pub fn logarithm(&self) -> Self {
        let end = |end: Bound<&Rational>, up: bool| match end {
            Bound::Included(value) | Bound::Excluded(value) => logarithm(value, up),
            Bound::Unbounded => None,
        };
        bounded(end(self.low(), false), end(self.high(), true))
    }

    /// An interval that holds e to the power of all values.
    pub fn exponential(&self) -> Self {
        let end = |end: Bound<&Rational>, up: bool| match end {
            Bound::Included(value) | Bound::Excluded(value) => exponential(value, up),
            Bound::Unbounded => None,
        };
        let low = end(self.low(), false).unwrap_or_else(Rational::zero);
        bounded(Some(low), end(self.high(), true))
    }
}

fn bounded(low: Option<Rational>, high: Option<Rational>) -> Interval {
    let bound = |end: Option<Rational>| end.map_or(Bound::Unbounded, Bound::Included);
    Interval::new(bound(low), bound(high))
}

/// A number above the logarithm, or below it; none where the value is not above zero.
fn logarithm(value: &Rational, up: bool) -> Option<Rational> {
    let near = value.to_f64();
    if near <= 0.0 || !near.is_finite() {
        return None;
    }
    let logarithm = near.ln();
    outward(logarithm, f64::EPSILON * SLACK * (logarithm.abs() + 1.0), up)
}

/// A number above e to the power of a value, or below it.
fn exponential(value: &Rational, up: bool) -> Option<Rational> {
    let exponent = value.to_f64();
    if exponent.abs() > MOST {
        return if exponent < 0.0 && up { Rational::from_f64((-MOST).exp()) } else { None };
    }
    let power = exponent.exp();
    outward(power, f64::EPSILON * SLACK * (exponent.abs() + 1.0) * power, up)
}

fn outward(value: f64, error: f64, up: bool) -> Option<Rational> {
    Rational::from_f64(if up { (value + error).next_up() } else { (value - error).next_down() })
}
