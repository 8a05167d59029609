//! Sets of values without gaps, their ends exactly open or closed.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Bound, RangeBounds};

use crate::number::rational::Rational;

/// All values between two ends, each of them included (closed), excluded (open) or absent.
///
/// Addition, subtraction, scaling and division give the exact set of results, ends included: the sum of
/// `[1, 2)` and `[3, 4]` is `[4, 6)`.
///
/// ```
/// use retally::{Interval, Rational};
///
/// let half_open = Interval::new(
///     std::ops::Bound::Included(Rational::whole(1)),
///     std::ops::Bound::Excluded(Rational::whole(2)),
/// );
/// assert!(half_open.contains(&Rational::whole(1)));
/// assert!(!half_open.contains(&Rational::whole(2)));
/// assert!(!half_open.intersects(&Interval::point(Rational::whole(2))));
/// assert_eq!(half_open.plus(&Interval::point(Rational::whole(3))).to_string(), "[4, 5)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    low: Bound<Rational>,
    high: Bound<Rational>,
}

impl Interval {
    /// The values from `low` to `high`. An interval whose ends leave nothing between them is empty.
    pub fn new(low: Bound<Rational>, high: Bound<Rational>) -> Self {
        Self { low, high }
    }

    /// A single value.
    pub fn point(value: Rational) -> Self {
        Self { low: Bound::Included(value.clone()), high: Bound::Included(value) }
    }

    /// The values from `low` to `high`, both included.
    pub fn closed(low: Rational, high: Rational) -> Self {
        Self { low: Bound::Included(low), high: Bound::Included(high) }
    }

    /// Every value.
    pub fn everything() -> Self {
        Self { low: Bound::Unbounded, high: Bound::Unbounded }
    }

    /// `value` and everything above it.
    pub fn at_least(value: Rational) -> Self {
        Self { low: Bound::Included(value), high: Bound::Unbounded }
    }

    /// `value` and everything below it.
    pub fn at_most(value: Rational) -> Self {
        Self { low: Bound::Unbounded, high: Bound::Included(value) }
    }

    /// The lower end.
    pub fn low(&self) -> Bound<&Rational> {
        self.low.as_ref()
    }

    /// The upper end.
    pub fn high(&self) -> Bound<&Rational> {
        self.high.as_ref()
    }

    /// The only value, when there is exactly one.
    pub fn single(&self) -> Option<&Rational> {
        match (&self.low, &self.high) {
            (Bound::Included(low), Bound::Included(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// The number at its lower end, included or not.
    pub fn least(&self) -> Option<&Rational> {
        number(&self.low)
    }

    /// The number at its upper end, included or not.
    pub fn greatest(&self) -> Option<&Rational> {
        number(&self.high)
    }

    /// Whether no value lies in it.
    pub fn is_empty(&self) -> bool {
        !reaches(&self.low, &self.high)
    }

    /// Whether `value` lies in it.
    pub fn contains(&self, value: &Rational) -> bool {
        (self.low(), self.high()).contains(value)
    }

    /// The first whole number of times `step` (above zero) that lies in it, if it has a lower end and any do: those that
    /// lie in it go from here to [`last_multiple`](Self::last_multiple).
    ///
    /// ```
    /// use retally::{Figure, Rational, Rounding};
    /// let mean: Figure = "3.45".parse().unwrap(); // of 20 whole numbers
    /// let sums = Rounding::HalfUp.interval(&mean);
    /// let twentieth = Rational::new(1, 20).unwrap();
    /// assert_eq!(sums.first_multiple(&twentieth), Some(Rational::whole(69)));
    /// assert_eq!(sums.last_multiple(&twentieth), Some(Rational::whole(69)));
    /// ```
    pub fn first_multiple(&self, step: &Rational) -> Option<Rational> {
        let times = self.least()?.divided_by(step)?;
        let next = times.is_whole() && matches!(self.low, Bound::Excluded(_));
        Some(if next { &times + &Rational::whole(1) } else { times.ceil() })
    }

    /// The last whole number of times `step` that is not above it, if it has an upper end.
    pub fn last_multiple(&self, step: &Rational) -> Option<Rational> {
        self.negated().first_multiple(step).map(|times| -times)
    }

    /// Whether some value lies in both.
    pub fn intersects(&self, other: &Self) -> bool {
        !self.is_empty() && !other.is_empty() && reaches(&self.low, &other.high) && reaches(&other.low, &self.high)
    }

    /// The values that lie in both.
    pub fn intersection(&self, other: &Self) -> Self {
        let low = if reaches_down(&self.low, &other.low) { &other.low } else { &self.low };
        let high = if reaches_up(&self.high, &other.high) { &other.high } else { &self.high };
        Self { low: low.clone(), high: high.clone() }
    }

    /// The same values without the ends, unless it is a single one.
    pub fn interior(&self) -> Self {
        let open = |end: &Bound<Rational>| match end {
            Bound::Included(value) => Bound::Excluded(value.clone()),
            other => other.clone(),
        };
        if self.single().is_some() { self.clone() } else { Self { low: open(&self.low), high: open(&self.high) } }
    }

    /// The same values, with both ends included.
    pub fn closure(&self) -> Self {
        Self { low: include(&self.low), high: include(&self.high) }
    }

    /// The same lower end, and no upper one.
    pub fn and_above(&self) -> Self {
        Self { low: self.low.clone(), high: Bound::Unbounded }
    }

    /// The same upper end, and no lower one.
    pub fn and_below(&self) -> Self {
        Self { low: Bound::Unbounded, high: self.high.clone() }
    }

    /// The smallest interval that holds both.
    pub fn hull(&self, other: &Self) -> Self {
        let low = if reaches_down(&self.low, &other.low) { &self.low } else { &other.low };
        let high = if reaches_up(&self.high, &other.high) { &self.high } else { &other.high };
        Self { low: low.clone(), high: high.clone() }
    }

    /// All sums of a value of each.
    pub fn plus(&self, other: &Self) -> Self {
        let add = |a: &Rational, b: &Rational| a + b;
        Self { low: combine(&self.low, &other.low, add), high: combine(&self.high, &other.high, add) }
    }

    /// All differences of a value of this one and a value of the other.
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// All values with their sign turned.
    pub fn negated(&self) -> Self {
        self.scaled(&Rational::whole(-1))
    }

    /// All values times `factor`.
    pub fn scaled(&self, factor: &Rational) -> Self {
        if *factor == Rational::whole(1) {
            return self.clone();
        }
        if factor.is_zero() {
            return Self::point(Rational::zero());
        }
        let scale = |end: &Bound<Rational>| end.as_ref().map(|value| value * factor);
        let (low, high) = (scale(&self.low), scale(&self.high));
        if factor.is_negative() { Self { low: high, high: low } } else { Self { low, high } }
    }

    /// All products of a value of each; every value where an end is missing.
    pub fn times(&self, other: &Self) -> Self {
        let mut products: Option<(End, End)> = None;
        for a in [&self.low, &self.high] {
            for b in [&other.low, &other.high] {
                let (Some(a), Some(b)) = (End::of(a), End::of(b)) else { return Self::everything() };
                let product = a.times(&b);
                let (low, high) = products.take().unwrap_or((product.clone(), product.clone()));
                products = Some((low.lower(product.clone()), high.higher(product)));
            }
        }
        products.map_or_else(Self::everything, |(low, high)| Self { low: low.bound(), high: high.bound() })
    }

    /// All squares.
    ///
    /// ```
    /// use retally::{Figure, Rounding};
    /// let sd = Rounding::HalfUp.interval(&"> 2".parse::<Figure>().unwrap());
    /// assert_eq!(sd.squared().to_string(), "(4, ∞)");
    /// ```
    pub fn squared(&self) -> Self {
        let square = |end: &Bound<Rational>| match end {
            Bound::Unbounded => Bound::Unbounded,
            Bound::Included(value) => Bound::Included(value * value),
            Bound::Excluded(value) => Bound::Excluded(value * value),
        };
        let (low, high) = (square(&self.low), square(&self.high));
        if self.contains(&Rational::zero()) {
            let farther = if reaches_up(&low, &high) { low } else { high };
            return Self { low: Bound::Included(Rational::zero()), high: farther };
        }
        // Without zero in it, it lies on one side.
        if self.low_is_negative() { Self { low: high, high: low } } else { Self { low, high } }
    }

    /// An interval that holds all square roots, its ends off by less than 10^-15; none of negative values.
    pub fn root(&self) -> Option<Self> {
        let root = |end: &Bound<Rational>, up: bool| match end {
            Bound::Unbounded => Some(Bound::Unbounded),
            Bound::Included(value) | Bound::Excluded(value) => value.root(up).map(Bound::Included),
        };
        let zero = Bound::Included(Rational::zero());
        let low = if self.low_is_negative() { &zero } else { &self.low };
        Some(Self { low: root(low, false)?, high: root(&self.high, true)? })
    }

    fn low_is_negative(&self) -> bool {
        match &self.low {
            Bound::Unbounded => true,
            Bound::Included(value) | Bound::Excluded(value) => value.is_negative(),
        }
    }

    /// All quotients of a value that is not negative by a positive one: counts by counts. Nothing when an
    /// interval reaches below zero or the divisor may be zero.
    pub fn share_of(&self, base: &Self) -> Option<Self> {
        if self.low_is_negative() { None } else { self.over(base) }
    }

    /// All quotients of a value by one that is above zero. Nothing when the divisor may be zero or less.
    pub fn over(&self, base: &Self) -> Option<Self> {
        if base.low_is_negative() || base.contains(&Rational::zero()) {
            return None;
        }
        let divide = |a: &Rational, b: &Rational| a.divided_by(b).unwrap_or_else(Rational::zero);
        let divided = |end: &Bound<Rational>, outward: bool| match (end, &base.high, &base.low) {
            (Bound::Unbounded, _, _) => Bound::Unbounded,
            _ if at_zero(end) => end.clone(),
            // Away from zero by the least of the base, towards it by the greatest.
            (_, _, Bound::Excluded(least)) if outward && least.is_zero() => Bound::Unbounded,
            (end, _, least) if outward => combine(end, least, divide),
            (_, Bound::Unbounded, _) => Bound::Excluded(Rational::zero()),
            (end, greatest, _) => combine(end, greatest, divide),
        };
        let is_negative = |end: &Bound<Rational>| number(end).is_some_and(Rational::is_negative);
        Some(Self {
            low: divided(&self.low, is_negative(&self.low)),
            high: divided(&self.high, !is_negative(&self.high)),
        })
    }
}

/// An end of an interval, and whether it belongs to it.
#[derive(Clone)]
struct End {
    value: Rational,
    included: bool,
}

impl End {
    fn of(bound: &Bound<Rational>) -> Option<Self> {
        match bound {
            Bound::Unbounded => None,
            Bound::Included(value) => Some(Self { value: value.clone(), included: true }),
            Bound::Excluded(value) => Some(Self { value: value.clone(), included: false }),
        }
    }

    /// A product with an included zero is zero, whatever the other end.
    fn times(&self, other: &Self) -> Self {
        let zero = self.included && self.value.is_zero() || other.included && other.value.is_zero();
        Self { value: &self.value * &other.value, included: zero || self.included && other.included }
    }

    fn lower(self, other: Self) -> Self {
        match self.value.cmp(&other.value) {
            Ordering::Less => self,
            Ordering::Greater => other,
            Ordering::Equal => Self { included: self.included || other.included, ..self },
        }
    }

    fn higher(self, other: Self) -> Self {
        match self.value.cmp(&other.value) {
            Ordering::Greater => self,
            Ordering::Less => other,
            Ordering::Equal => Self { included: self.included || other.included, ..self },
        }
    }

    fn bound(self) -> Bound<Rational> {
        if self.included { Bound::Included(self.value) } else { Bound::Excluded(self.value) }
    }
}

/// Whether some value is at or above the lower end `low` and at or below the upper end `high`.
fn reaches(low: &Bound<Rational>, high: &Bound<Rational>) -> bool {
    match (low, high) {
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => true,
        (Bound::Included(low), Bound::Included(high)) => low <= high,
        (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => low < high,
    }
}

/// Whether the lower end `a` lets in every value that the lower end `b` lets in.
fn reaches_down(a: &Bound<Rational>, b: &Bound<Rational>) -> bool {
    outreaches(a, b, Ordering::Less)
}

/// Whether the upper end `a` lets in every value that the upper end `b` lets in.
fn reaches_up(a: &Bound<Rational>, b: &Bound<Rational>) -> bool {
    outreaches(a, b, Ordering::Greater)
}

fn outreaches(a: &Bound<Rational>, b: &Bound<Rational>, outward: Ordering) -> bool {
    match (a, b) {
        (Bound::Unbounded, _) => true,
        (_, Bound::Unbounded) => false,
        (Bound::Included(x), Bound::Included(y) | Bound::Excluded(y)) => x == y || x.cmp(y) == outward,
        (Bound::Excluded(x), Bound::Excluded(y)) => x == y || x.cmp(y) == outward,
        (Bound::Excluded(x), Bound::Included(y)) => x.cmp(y) == outward,
    }
}

fn combine(
    a: &Bound<Rational>,
    b: &Bound<Rational>,
    with: impl Fn(&Rational, &Rational) -> Rational,
) -> Bound<Rational> {
    match (a, b) {
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => Bound::Unbounded,
        (Bound::Included(a), Bound::Included(b)) => Bound::Included(with(a, b)),
        (Bound::Included(a) | Bound::Excluded(a), Bound::Included(b) | Bound::Excluded(b)) => {
            Bound::Excluded(with(a, b))
        }
    }
}

fn number(end: &Bound<Rational>) -> Option<&Rational> {
    match end {
        Bound::Unbounded => None,
        Bound::Included(value) | Bound::Excluded(value) => Some(value),
    }
}

fn include(end: &Bound<Rational>) -> Bound<Rational> {
    match end {
        Bound::Excluded(value) => Bound::Included(value.clone()),
        other => other.clone(),
    }
}

fn at_zero(end: &Bound<Rational>) -> bool {
    matches!(end, Bound::Included(value) | Bound::Excluded(value) if value.is_zero())
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(value) = self.single() {
            return fmt::Display::fmt(value, f);
        }
        let places = f.precision().unwrap_or(4);
        match &self.low {
            Bound::Unbounded => f.write_str("(-∞")?,
            Bound::Included(value) => write!(f, "[{value:.places$}")?,
            Bound::Excluded(value) => write!(f, "({value:.places$}")?,
        }
        match &self.high {
            Bound::Unbounded => f.write_str(", ∞)"),
            Bound::Included(value) => write!(f, ", {value:.places$}]"),
            Bound::Excluded(value) => write!(f, ", {value:.places$})"),
        }
    }
}
