//! The whole sums whose mean a number stands for, in integers.

use crate::corpus::digits::{Digits, TENS};
use crate::corpus::ends::{Ends, ends};
use crate::rounding::Rounding;

/// The most answers that are counted here.
pub(super) const MAX_ANSWERS: i64 = 1 << 60;

/// GRIM: whether the mean of so many answers can be a number with these ends, where `unit` is 2 · 10^decimals.
///
/// Some sum S has `low` · answers ≤ S · unit ≤ `high` · answers, without equality at an end that is left out; all of
/// these are integers. The greatest multiple of the unit that is not above the upper end must not be below the lower
/// end. Nothing where an `i64` cannot hold it.
#[inline(always)]
pub(super) fn some_fits(ends: Ends, answers: i64, unit: i64) -> Option<bool> {
    if !(1..=MAX_ANSWERS).contains(&answers) {
        return None;
    }
    let low = ends.low.checked_mul(answers)?;
    let high = ends.high.checked_mul(answers)?;
    let (low, high) = (low.checked_add(ends.above_low)?, high.checked_sub(ends.below_high)?);
    Some(rest(high, unit) <= high.checked_sub(low)?)
}

/// The rest of a number by a unit. Dividing by a number that is known is quick, and nearly all units are one of these.
#[inline(always)]
fn rest(number: i64, unit: i64) -> i64 {
    match unit {
        2 => number.rem_euclid(2),
        20 => number.rem_euclid(20),
        200 => number.rem_euclid(200),
        2000 => number.rem_euclid(2000),
        other => number.rem_euclid(other),
    }
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
