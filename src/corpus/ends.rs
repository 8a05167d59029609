//! What a number stands for, in integers: its ends in half units of its last decimal.

use crate::number::Rounding;

/// The numbers beyond which nothing here can overflow.
pub(super) const MAX_NUMBER: u64 = 1 << 60;

/// The values from `low` to `high` in half units of the last decimal, and whether each end is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub low: i64,
    pub high: i64,
    /// 1 where the lower end is left out, else 0.
    pub above_low: i64,
    /// 1 where the upper end is left out, else 0.
    pub below_high: i64,
}

/// What `digits` stands for under a convention: [`Rounding::interval`] in integers. Nothing above [`MAX_NUMBER`].
#[inline(always)]
pub(super) fn ends(rounding: Rounding, digits: i64) -> Option<Ends> {
    (digits.unsigned_abs() <= MAX_NUMBER).then(|| ends_within(rounding, digits))
}

/// What `digits` stands for, which are not above [`MAX_NUMBER`]; senseless otherwise.
#[inline(always)]
pub(super) fn ends_within(rounding: Rounding, digits: i64) -> Ends {
    let (zero, negative, even) = (digits == 0, digits < 0, digits & 1 == 0);
    // Up to 2^60, so that all of this is far from the ends of an i64; halved, so that it is for all else as well.
    let twice = (digits << 2) >> 1;
    let (low, high) = match rounding {
        Rounding::Truncation if zero => (-2, 2),
        Rounding::Truncation if negative => (twice - 2, twice),
        Rounding::Truncation | Rounding::Floor => (twice, twice + 2),
        Rounding::Ceiling => (twice - 2, twice),
        Rounding::Controlled => (twice - 2, twice + 2),
        Rounding::Unstated | Rounding::HalfUp | Rounding::HalfEven | Rounding::HalfDown => (twice - 1, twice + 1),
    };
    // Not `||` and `&&`: half of all digits are even, and a jump on that costs more than all else here.
    let (keeps_low, keeps_high) = match rounding {
        Rounding::HalfUp | Rounding::Truncation => (!negative & !zero, negative),
        Rounding::HalfEven => (even, even),
        Rounding::Unstated => (true, true),
        Rounding::HalfDown => (negative | zero, !negative),
        Rounding::Floor => (true, false),
        Rounding::Ceiling => (false, true),
        Rounding::Controlled => (false, false),
    };
    Ends { low, high, above_low: i64::from(!keeps_low), below_high: i64::from(!keeps_high) }
}

#[cfg(test)]
mod tests {
    use std::ops::Bound;

    use super::*;
    use crate::corpus::ROUNDINGS;
    use crate::number::Figure;
    use crate::number::Interval;
    use crate::number::Rational;

    #[test]
    fn they_are_the_ends_of_the_interval() {
        for rounding in ROUNDINGS {
            for digits in -25i64..25 {
                let figure: Figure = Rational::new(digits.into(), 10).unwrap().to_decimal(1).unwrap().parse().unwrap();
                let ends = ends(rounding, digits).unwrap();
                let end = |at: i64, open: i64| {
                    let value = Rational::new(at.into(), 20).unwrap();
                    if open == 1 { Bound::Excluded(value) } else { Bound::Included(value) }
                };
                let interval = Interval::new(end(ends.low, ends.above_low), end(ends.high, ends.below_high));
                assert_eq!(interval, rounding.interval(&figure), "{figure} {rounding}");
            }
        }
    }
}
