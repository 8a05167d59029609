//! How equal and how far apart whole answers with a given sum can be.

use crate::granularity::{Answers, Inapplicable, MAX_SUMS, Sums};
use crate::number::{Interval, Rational};
use crate::sample::Divisor;

/// The least and the greatest variance, exact, of answers with a given mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The least variance.
    pub least: Rational,
    /// The greatest variance; nothing without a scale.
    pub greatest: Option<Rational>,
}

impl Limits {
    /// From the least of both to the greatest.
    fn and(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), greatest: self.greatest.max(other.greatest) }
    }

    /// The standard deviations, with so many decimals: the least rounded down, the greatest rounded up.
    pub fn print(&self, decimals: u32) -> (String, Option<String>) {
        use crate::number::Rounding::{Ceiling, Floor};
        let least = self.least.root(false).map(|root| Floor.print(&root, decimals)).unwrap_or_default();
        let greatest = self.greatest.as_ref().and_then(|greatest| greatest.root(true));
        (least, greatest.map(|root| Ceiling.print(&root, decimals)))
    }
}

/// The least and the greatest variance that whole answers can have whose mean lies in `mean`; nothing where no whole
/// answers (on the scale, if there is one) have such a mean.
///
/// For one sum the variance is least where all respondents' sums are two neighbouring whole numbers, and greatest
/// where all but one are at the ends of the scale; both are attained. Over several sums that fit, and both decide, the
/// least and the greatest of them. Without a scale there is no greatest. Undecided as [`grimmer`](super::grimmer); a
/// mean without an end and no scale, or with more than [`MAX_SUMS`] sums, as too many sums.
///
/// ```
/// use retally::granularity::{Answers, sd_limits};
/// use retally::{Figure, Rational, Rounding};
///
/// let mean = Rounding::HalfUp.interval(&"4.2".parse::<Figure>().unwrap());
/// let answers = Answers { scale: Some((1, 7)), ..Answers::of(5) };
/// let limits = sd_limits(&mean, &answers)?.unwrap();
/// assert_eq!(limits.least, Rational::new(1, 5).unwrap()); // 4 4 4 4 5
/// assert_eq!(limits.greatest, Rational::new(46, 5)); // 1 1 5 7 7
/// assert_eq!(limits.print(2), ("0.44".to_owned(), Some("3.04".to_owned())));
/// # Ok::<(), retally::granularity::Inapplicable>(())
/// ```
pub fn sd_limits(mean: &Interval, answers: &Answers) -> Result<Option<Limits>, Inapplicable> {
    let with = |divisor: &Divisor| limits_with(mean, &Answers { divisor: *divisor, ..*answers });
    let mut all = answers.divisor.candidates().iter().map(with);
    let first = all.next().unwrap_or(Ok(None))?;
    all.try_fold(first, |known, other| Ok(known.zip(other?).map(|(known, other)| known.and(other))))
}

fn limits_with(mean: &Interval, answers: &Answers) -> Result<Option<Limits>, Inapplicable> {
    let n = answers.respondents()?;
    let sums = Sums::of_mean(mean, answers.n, answers.items)?;
    let scale = answers.range();
    let ends = scale.as_ref().map(|(low, high)| (low * &n, high * &n));
    let first = sums.first().into_iter().chain(ends.as_ref().map(|ends| &ends.0)).max();
    let last = sums.last().into_iter().chain(ends.as_ref().map(|ends| &ends.1)).min();
    let (Some(first), Some(last)) = (first, last) else { return Err(Inapplicable::TooManySums) };
    let count = (last - first).to_i128().ok_or(Inapplicable::TooManySums)?;
    if count >= i128::from(MAX_SUMS) {
        return Err(Inapplicable::TooManySums);
    }
    let variance = |squares: Rational, sum: &Rational| {
        let level = (sum * sum).divided_by(&n).unwrap_or_else(Rational::zero);
        (&squares - &level).divided_by(&answers.squares_of_variance()).unwrap_or_else(Rational::zero)
    };
    let all = (0..=count).map(|step| first + &Rational::whole(step)).map(|sum| Limits {
        least: variance(least_squares(&sum, &n), &sum),
        greatest: scale.as_ref().map(|(low, high)| variance(greatest_squares(&sum, &n, low, high), &sum)),
    });
    Ok(all.reduce(Limits::and))
}

/// The least sum of the squares of n whole numbers that add up to `sum`: all are q or q + 1, where q is the whole part
/// of the mean.
pub(super) fn least_squares(sum: &Rational, n: &Rational) -> Rational {
    let (q, rest) = divide(sum, n);
    // (n − r) q² + r (q + 1)²
    &(&(n * &(&q * &q)) + &(&rest * &q).scaled(2)) + &rest
}

/// The greatest sum of the squares of n whole numbers from `low` to `high` that add up to `sum`, which they can: all
/// but one are at an end.
pub(super) fn greatest_squares(sum: &Rational, n: &Rational, low: &Rational, high: &Rational) -> Rational {
    let width = high - low;
    if width.is_zero() {
        return n * &(low * low);
    }
    let above = sum - &(n * low);
    let (at_high, rest) = divide(&above, &width);
    // Σ(x − low)² is at_high · width² + rest²; Σx² follows by Σx² = Σ(x − low)² + 2 low Σx − n low².
    let shifted = &(&at_high * &(&width * &width)) + &(&rest * &rest);
    &(&shifted + &(low * sum).scaled(2)) - &(n * &(low * low))
}

/// The whole quotient, rounded down, and the rest.
fn divide(value: &Rational, by: &Rational) -> (Rational, Rational) {
    let quotient = value.divided_by(by).unwrap_or_else(Rational::zero).floor();
    let rest = value - &(&quotient * by);
    (quotient, rest)
}
