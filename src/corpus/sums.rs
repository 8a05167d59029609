//! The whole sums whose mean a number stands for, in integers.

use crate::corpus::digits::{Digits, TENS};
use crate::corpus::ends::{Ends, MAX_NUMBER, ends, ends_within};
use crate::number::Rounding;

/// The most answers that are counted here.
pub(super) const MAX_ANSWERS: i64 = 1 << 60;

/// GRIM: whether the mean of some answers can be a number; `weight` is the number of answers times the [`scale`] of its
/// decimals. Also whether that can be decided at all: where that is false, an `i64` cannot hold the row and the first is
/// senseless.
///
/// With ends in half units of the last decimal, some sum S has `low` · weight ≤ S · UNIT ≤ `high` · weight, without
/// equality at an end that is left out; all of these are integers. The greatest multiple of UNIT that is not above the
/// upper end must not be below the lower end. There is no jump in it, since rows are judged a million at a time.
#[inline(always)]
pub(super) fn some_fits(rounding: Rounding, digits: i64, weight: i64) -> (bool, bool) {
    let Ends { low, high, above_low, below_high } = ends_within(rounding, digits);
    let (upper, too_large) = high.overflowing_mul(weight);
    let (upper, too_small) = upper.overflowing_sub(below_high);
    // At most 4 · 2^58.
    let width = (high - low) * weight - above_low - below_high;
    let known = (weight > 0) & (digits.unsigned_abs() <= MAX_NUMBER) & !too_large & !too_small;
    (upper.rem_euclid(UNIT) <= width, known)
}

/// To so many decimals are means brought, so that all are divided by the same number: a constant, which is quick.
const DECIMALS: usize = 8;

/// A sum of one in half units of the last of these decimals.
const UNIT: i64 = 2 * TENS[DECIMALS];

/// How many answers are weighed.
const MAX_WEIGHED: i64 = 1 << 31;

/// A factor of the number of answers, or their number; 0 where it is not from 0 to 2^31, so that products stay small.
#[inline(always)]
pub(super) fn weighed(answers: i64) -> i64 {
    if (0..MAX_WEIGHED).contains(&answers) { answers } else { 0 }
}

/// What half a unit of a mean's last decimal is in half units of the last of [`DECIMALS`]: below 2^27, and 0 where the
/// mean has more decimals.
#[inline(always)]
pub(super) fn scale(decimals: u32) -> i64 {
    DECIMALS.checked_sub(decimals as usize).map_or(0, |more| TENS[more])
}

/// The first and the last sum that fit, the last below the first where none does. Nothing where an `i64` cannot hold
/// them.
#[inline]
pub(super) fn fitting(mean: Digits, answers: i64, rounding: Rounding) -> Option<(i64, i64)> {
    if !(1..=MAX_ANSWERS).contains(&answers) {
        return None;
    }
    let unit = unit(mean.decimals)?;
    let ends = ends(rounding, mean.digits)?;
    let low = ends.low.checked_mul(answers)?.checked_add(ends.above_low)?;
    let high = ends.high.checked_mul(answers)?.checked_sub(ends.below_high)?;
    let first = low.div_euclid(unit) + i64::from(low.rem_euclid(unit) != 0);
    Some((first, high.div_euclid(unit)))
}

/// Two units of the last decimal in a whole one: in a half unit of the last decimal, a whole one is this many.
#[inline(always)]
pub(super) fn unit(decimals: u32) -> Option<i64> {
    // 2 · 10^18 is below 2^63.
    TENS.get(decimals as usize).map(|ten| 2 * ten)
}
