//! Evidence, in bits: how seldom figures that have nothing to do with each other would agree like these.

use crate::reading::layout::printed::Number;

/// Whole bits, rounded down for what speaks for a reading.
pub(in crate::reading) type Bits = i64;

/// What a figure costs that does not follow: some three in a hundred published ones are misprinted.
pub(in crate::reading) const MISPRINT: Bits = 5;

/// What must speak for a reading by itself.
pub(in crate::reading) const ENOUGH: Bits = 20;

/// By how much a reading must lead the next one.
pub(in crate::reading) const LEAD: Bits = 6;

/// Whether a count of so many is printed as this percentage; a tie may have gone either way.
pub(in crate::reading) fn follows(count: i64, base: i64, percentage: &Number) -> bool {
    let unit = 10_i128.pow(percentage.decimals);
    let difference = 100 * i128::from(count) * unit - i128::from(percentage.digits) * i128::from(base);
    base > 0 && 2 * difference.abs() <= i128::from(base)
}

/// Whether numbers that are rounded to this count and this base, to multiples of a number, can be printed as this percentage.
pub(in crate::reading) fn nearly_follows(count: i64, base: i64, percentage: &Number, multiples_of: i64) -> bool {
    let unit = 10_i128.pow(percentage.decimals);
    let (count, base, digits) = (i128::from(count), i128::from(base), i128::from(percentage.digits));
    // 100 · (count ± ½) / (base ± ½) lies within half a unit of the percentage.
    let off = i128::from(multiples_of);
    let is_above = 200 * (2 * count + off) * unit >= (2 * digits - 1) * (2 * base - off);
    let is_below = 200 * (2 * count - off) * unit <= (2 * digits + 1) * (2 * base + off);
    base > 0 && is_above && is_below
}

/// What it says for counts that are not rounded that a percentage follows, or against them that it does not. Where a number that is
/// rounded to the count is one of `m` that are printed differently, it follows by accident once in `m` times; among many
/// respondents it mostly does, and where not that is no misprint. One that no number near the count gives says nothing of rounding.
pub(in crate::reading) fn whole_bits(count: i64, base: i64, percentage: &Number) -> Bits {
    let unit = 10_i64.pow(percentage.decimals);
    if follows(count, base, percentage) {
        let at_least = Bits::from(base <= 60 * unit);
        return log2(100 * unit / base.max(1)).max(at_least);
    }
    if nearly_follows(count, base, percentage, 1) { -log2(800 * unit / base.max(1)).min(MISPRINT) } else { 0 }
}

/// What it says that a percentage follows from a count and a base: as many bits as there are percentages that could have been
/// printed. None and all say nothing, whatever the base.
pub(in crate::reading) fn bits_of_share(count: i64, base: i64, percentage: &Number) -> Bits {
    if count == 0 || count == base { 0 } else { log2(100 * 10_i64.pow(percentage.decimals)) }
}

/// What it says that a sum comes to a number: as many bits as there are numbers about as large, with two to spare.
pub(in crate::reading) fn bits_of_sum(total: i64) -> Bits {
    (log2(total) - 2).max(0)
}

/// The whole bits of the number of things that were tried.
pub(in crate::reading) fn log2(number: i64) -> Bits {
    u64::try_from(number).ok().and_then(u64::checked_ilog2).map_or(0, Bits::from)
}

/// The bases, from the count upwards, from which this percentage follows.
pub(in crate::reading) fn bases(count: i64, percentage: &Number) -> Option<(i64, i64)> {
    let unit = 10_i128.pow(percentage.decimals);
    let (digits, hundred) = (i128::from(percentage.digits), 200 * i128::from(count) * unit);
    let greatest = if digits == 0 { i128::from(i64::MAX) } else { hundred / (2 * digits - 1) };
    let least = (hundred + 2 * digits) / (2 * digits + 1);
    let range = (i64::try_from(least).ok()?.max(count).max(1), i64::try_from(greatest).unwrap_or(i64::MAX));
    (range.0 <= range.1).then_some(range)
}

/// The whole number of so many that is printed most nearly as this percentage.
pub(in crate::reading) fn nearest(base: i64, percentage: &Number) -> i64 {
    let hundred = 100 * 10_i128.pow(percentage.decimals);
    let doubled = 2 * i128::from(percentage.digits) * i128::from(base) + hundred;
    i64::try_from(doubled / (2 * hundred)).unwrap_or(i64::MAX)
}

/// Of how many, at least, some whole number is printed as this percentage.
pub(in crate::reading) fn least_base(percentage: &Number) -> Option<i64> {
    (1..=100 * 10_i64.pow(percentage.decimals.min(2)))
        .find(|base| follows(nearest(*base, percentage), *base, percentage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::layout::printed::Printed;

    fn percentage(text: &str) -> Number {
        Printed::read(text, '.').numbers[0]
    }

    #[test]
    fn bases_are_those_from_which_a_percentage_follows() {
        for text in ["26.2", "26.3", "50", "100", "0.5", "0", "33.33"] {
            for count in 0..60 {
                let found = bases(count, &percentage(text));
                for base in count.max(1)..400 {
                    let within = found.is_some_and(|(least, greatest)| (least..=greatest).contains(&base));
                    assert_eq!(within, follows(count, base, &percentage(text)), "{count} of {base} as {text}");
                }
            }
        }
    }

    #[test]
    fn numbers_that_are_rounded_follow_nearly() {
        for (count, base) in [(37, 141), (439, 2878), (5, 30), (1, 3)] {
            for text in ["15.2", "26.3", "26.2", "16.6", "18", "33.33", "50"] {
                let percentage = percentage(text);
                let unit = 10_i64.pow(percentage.decimals);
                // In steps of a hundredth, within half of one.
                let numbers = |number: i64| 100 * number - 50..=100 * number + 50;
                let is_near = numbers(count).any(|count| {
                    numbers(base).any(|base| (200 * count * unit - 2 * percentage.digits * base).abs() <= base)
                });
                assert_eq!(nearly_follows(count, base, &percentage, 1), is_near, "{count} of {base} as {text}");
            }
        }
    }

    #[test]
    fn ties_go_either_way() {
        assert!(
            follows(1, 8, &percentage("12.5")) && follows(1, 8, &percentage("12")) && follows(1, 8, &percentage("13"))
        );
        assert!(!follows(37, 141, &percentage("26.3")));
    }
}
