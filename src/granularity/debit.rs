//! DEBIT, the descriptive binary test: the mean and the standard deviation of zeros and ones.

use crate::granularity::{Answers, Judgement, moments};
use crate::number::{Figure, Rounding};

/// DEBIT: whether zeros and ones of `n` respondents can have a mean that prints as `mean` and a sample SD (divisor
/// n − 1) that prints as `sd`.
///
/// With k ones among n the mean is k / n and the SD √(k (n − k) / (n (n − 1))); the figures are consistent if and only
/// if some k has both, so this test is sufficient as well. Heathers & Brown 2019, <https://osf.io/5vb3u>. The
/// published test takes the ends of the mean's interval for the mean and lets pass what has no k. It is GRIMMER on the
/// scale from 0 to 1, where each number is its own square. Undecided as [`grimmer`](super::grimmer).
///
/// ```
/// use retally::granularity::debit;
/// use retally::{Figure, Rounding};
///
/// let verdict = |mean: &str, sd: &str, n| {
///     let (mean, sd): (Figure, Figure) = (mean.parse().unwrap(), sd.parse().unwrap());
///     debit(&mean, &sd, n, Rounding::Unstated).name()
/// };
/// assert_eq!(verdict("0.53", "0.50", 1683), "consistent");
/// assert_eq!(verdict("0.35", "0.18", 20), "inconsistent"); // 7 of 20 has an SD of 0.48…
/// assert_eq!(verdict("0.11", "0.31", 40), "inconsistent"); // 4 of 40 is 0.1, 5 is 0.125
/// ```
pub fn debit(mean: &Figure, sd: &Figure, n: u64, rounding: Rounding) -> Judgement {
    let answers = Answers { scale: Some((0, 1)), ..Answers::of(n) };
    moments(&rounding.interval(mean), &rounding.interval(sd), &answers)
}
