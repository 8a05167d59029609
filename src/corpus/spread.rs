//! What a standard deviation says of the sum of squared deviations, in integers.
//!
//! With n whole numbers of sum S and sum of squares Q, D = n · Q − S² is whole, and the sample variance is
//! D / (n · (n − 1)). Let r be the rest of S by n. The numbers are most equal where D = r · (n − r), and since Q is even
//! or odd as S is, every other D is more by some number of times 2n. So GRIMMER asks whether some D = r · (n − r) + 2nj
//! with whole j ≥ 0 lies among those that the printed SD stands for; one division answers.

use crate::corpus::digits::{Digits, TENS};
use crate::corpus::ends::ends;
use crate::corpus::verdict::Verdict;
use crate::granularity::MAX_SUMS;
use crate::number::Rounding;

/// The least and the greatest D that an SD stands for; the least is above the greatest where there is none. Not
/// negative, except for the greatest where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Spread {
    pub least: i64,
    pub greatest: i64,
}

/// The D of `n` respondents' sums of `items` answers each, whose mean has the SD `sd`. Both numbers are above zero, n
/// above one. Nothing where an `i64` cannot hold it.
pub(super) fn spread(sd: Digits, n: i64, items: i64, rounding: Rounding) -> Option<Spread> {
    let ends = ends(rounding, sd.digits)?;
    if ends.high < 0 || ends.high == 0 && ends.below_high == 1 {
        return Some(Spread { least: 0, greatest: -1 });
    }
    let (low, above_low) = if ends.low < 0 { (0, 0) } else { (ends.low, ends.above_low) };
    let weight = n.checked_mul(n - 1)?.checked_mul(items.checked_mul(items)?)?;
    let unit = 2 * TENS.get(sd.decimals as usize)?;
    // D · unit² lies between the squares of the ends, in half units, times the weight.
    macro_rules! between {
        ($integer:ty) => {
            (|| -> Option<($integer, $integer)> {
                let scaled = |end: i64| {
                    let end = <$integer>::from(end);
                    end.checked_mul(end)?.checked_mul(<$integer>::from(weight))
                };
                let unit = <$integer>::from(unit).checked_mul(<$integer>::from(unit))?;
                let least = scaled(low)?.checked_add(<$integer>::from(above_low))?;
                let greatest = scaled(ends.high)?.checked_sub(<$integer>::from(ends.below_high))?;
                let rounded_up = least / unit + <$integer>::from(least % unit != 0);
                // Above zero, or zero with its end included, so that the division rounds down.
                Some((rounded_up, greatest / unit))
            })()
        };
    }
    let (least, greatest) = match between!(i64) {
        Some(bounds) => bounds,
        None => {
            let (least, greatest) = between!(i128)?;
            (i64::try_from(least).ok()?, i64::try_from(greatest).ok()?)
        }
    };
    Some(Spread { least, greatest })
}

impl Spread {
    /// The spread of D that is at most `cap`.
    pub(super) fn up_to(self, cap: i64) -> Self {
        Self { greatest: self.greatest.min(cap), ..self }
    }

    /// Whether some D beside a sum whose rest by n is `rest` lies in it. n is below 2^32.
    #[inline]
    pub(super) fn holds_some(self, rest: i64, n: i64) -> bool {
        let equal = rest * (n - rest);
        equal <= self.greatest
            && (equal >= self.least || (self.greatest - equal) % (2 * n) <= self.greatest - self.least)
    }

    /// From which to which j the D beside a sum with this rest lie in it; empty where `holds_some` says no.
    pub(super) fn steps(self, rest: i64, n: i64) -> (i64, i64) {
        let equal = rest * (n - rest);
        let first = (self.least - equal).max(0);
        let first = first / (2 * n) + i64::from(first % (2 * n) != 0);
        (first, (self.greatest - equal).div_euclid(2 * n))
    }
}

/// Tries the sums from `first` to `last`, in turn, up to [`MAX_SUMS`] of them.
#[inline]
pub(super) fn try_sums(first: i64, last: i64, mut passes: impl FnMut(i64) -> bool) -> Verdict {
    if first > last {
        return Verdict::Inconsistent;
    }
    let tried = last.min(first.saturating_add(MAX_SUMS as i64 - 1));
    if (first..=tried).any(&mut passes) {
        return Verdict::Consistent;
    }
    if tried < last { Verdict::TooManySums } else { Verdict::Inconsistent }
}

/// GRIMMER on the sums from `first` to `last`, of which n in a row are all that matter.
#[inline]
pub(super) fn grimmer(first: i64, last: i64, n: i64, spread: Spread) -> Verdict {
    let last = last.min(first.saturating_add(n - 1));
    try_sums(first, last, |sum| spread.holds_some(sum.rem_euclid(n), n))
}

/// A scale on which each of n respondents has a whole sum from `low` to `low + width`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub low: i64,
    pub width: i64,
}

impl Span {
    /// The scale from `min` to `max` for so many items and respondents; nothing where the numbers here would not fit.
    pub(super) fn of(min: i64, max: i64, items: i64, n: i64) -> Option<Self> {
        let (low, high) = (min.checked_mul(items)?, max.checked_mul(items)?);
        let width = high.checked_sub(low)?;
        let (all, lowest) = (width.checked_mul(n)?, low.checked_mul(n)?);
        // Then n² · width² and what is compared with it is below 2^62, and so are the sums.
        let fits = all < 1 << 31 && n < 1 << 31 && lowest.unsigned_abs() < 1 << 60;
        fits.then_some(Self { low, width })
    }

    /// The sums from `first` to `last` that are on the scale, counted from its lower end.
    pub(super) fn sums(self, first: i64, last: i64, n: i64) -> (i64, i64) {
        let least = n * self.low;
        (first.max(least) - least, last.min(least + n * self.width) - least)
    }

    /// The greatest D beside a sum on the scale, counted from its lower end: all but one are at an end.
    #[inline]
    pub(super) fn greatest(self, sum: i64, n: i64) -> i64 {
        if self.width == 0 {
            return 0;
        }
        let (at_high, rest) = (sum / self.width, sum % self.width);
        n * (at_high * self.width * self.width + rest * rest) - sum * sum
    }
}

/// GRIMMER on a scale.
#[inline]
pub(super) fn grimmer_on(first: i64, last: i64, n: i64, span: Span, spread: Spread) -> Verdict {
    let (first, last) = span.sums(first, last, n);
    try_sums(first, last, |sum| spread.up_to(span.greatest(sum, n)).holds_some(sum % n, n))
}
