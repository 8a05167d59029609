//! Columns in which many percentages are off by little: rates, weighted percentages or those of numbers that are not printed.

use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::evidence::{Bits, LEAD};
use crate::reading::tallies::base::{Base, row_size};
use crate::reading::tallies::tally::Pair;

impl SheetReading<'_> {
    /// Whether more speaks for a column of percentages near those of its counts than for one of some that are misprinted.
    pub fn is_rough(&self, at: usize) -> bool {
        let pairs = &self.tallies[at].pairs;
        let base = |row: usize, pair: &Pair| match self.base {
            _ if self.stated_of(row).is_some() => self.stated_of(row).map(|stated| stated.number),
            Base::Column => Some(self.sizes[at].as_ref()?.number),
            Base::Own => pair.base,
            Base::Each(number) => Some(number),
            Base::Row if self.total != Some(at) => row_size(&self.frame, &self.tallies, self.total, row),
            _ => None,
        };
        let known =
            pairs.iter().enumerate().filter_map(|(row, pair)| Some((pair.as_ref()?, base(row, pair.as_ref()?)?)));
        let bits: Bits = known.filter_map(|(pair, base)| rough_bits(pair, base)).sum();
        bits >= LEAD
    }
}

/// What a percentage says for one near its count's share, and against one that follows but for misprints. Near is coded as any
/// number is whose size nobody knows: none in one bit, one more or less in three each, two or three in five, and so on. That one is misprinted in its last
/// digit by one takes six bits, by another number eleven.
fn rough_bits(pair: &Pair, base: i64) -> Option<Bits> {
    let percentage = pair.percentage.filter(|_| 0 < pair.count && pair.count < base)?;
    if pair.follows_from(base) {
        return Some(-1);
    }
    // Who answered may be fewer.
    if pair.bases().is_some_and(|(least, _)| least <= base) {
        return None;
    }
    let unit = 10_i128.pow(percentage.decimals);
    let off = 100 * i128::from(pair.count) * unit - i128::from(percentage.digits) * i128::from(base);
    // In whole units of the last digit, rounded.
    let units = (2 * off.abs() + i128::from(base)) / (2 * i128::from(base));
    match units.max(1).ilog2() {
        0 => Some(3),
        length @ 1..=4 => Some(8 - 2 * Bits::from(length)),
        _ => None,
    }
}
