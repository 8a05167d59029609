//! GRIM, granularity-related inconsistency of means: is some whole sum divided by n the printed mean?

use crate::granularity::{Inapplicable, Judgement, Reason, Sums};
use crate::number::{Figure, Interval, Rounding};

/// GRIM: whether a mean of whole numbers prints as `mean`.
///
/// The mean of `items` whole answers of each of `n` respondents is a whole sum divided by n · items; `mean` is
/// consistent if and only if one of these fractions lies among the values that it stands for. Brown & Heathers 2017,
/// doi:10.1177/1948550616673876. Undecided only for nobody and for no item. A mean with
/// two decimals of 100 answers or more always passes.
///
/// ```
/// use retally::granularity::grim;
/// use retally::{Figure, Rounding};
///
/// let verdict = |mean: &str, n, items| {
///     let mean: Figure = mean.parse().unwrap();
///     grim(&mean, n, items, Rounding::Unstated).name()
/// };
/// assert_eq!(verdict("5.19", 28, 1), "inconsistent"); // 145 / 28 = 5.1785…, 146 / 28 = 5.2142…
/// assert_eq!(verdict("5.19", 28, 3), "consistent"); // 436 / 84 = 5.1904…
/// assert_eq!(verdict("0.45", 40, 1), "consistent"); // 18 / 40
/// assert_eq!(verdict("5.19", 0, 1), "undecided");
/// ```
pub fn grim(mean: &Figure, n: u64, items: u64, rounding: Rounding) -> Judgement {
    judge(rounding.interval(mean), Sums::of_mean, n, items)
}

/// GRIM for a percentage: whether 100 times a share of n whole numbers prints as `percentage`. The test is that of
/// [`grim`], with the percentage for the mean.
///
/// ```
/// use retally::granularity::grim_percent;
/// use retally::{Figure, Rounding};
///
/// let verdict = |percentage: &str, n| {
///     let percentage: Figure = percentage.parse().unwrap();
///     grim_percent(&percentage, n, 1, Rounding::Unstated).name()
/// };
/// assert_eq!(verdict("26.2", 141), "consistent"); // 37 of 141
/// assert_eq!(verdict("26.3", 141), "inconsistent"); // 37 of 141 is 26.24…, 38 is 26.95…
/// ```
pub fn grim_percent(percentage: &Figure, n: u64, items: u64, rounding: Rounding) -> Judgement {
    judge(rounding.interval(percentage), Sums::of_percentage, n, items)
}

fn judge(mean: Interval, sums: fn(&Interval, u64, u64) -> Result<Sums, Inapplicable>, n: u64, items: u64) -> Judgement {
    match sums(&mean, n, items) {
        Err(inapplicable) => Judgement::Undecided(inapplicable),
        Ok(sums) if sums.is_empty() => Judgement::Inconsistent(Box::new(Reason::NoSum { mean, sums })),
        Ok(sums) => Judgement::Consistent(sums.least()),
    }
}
