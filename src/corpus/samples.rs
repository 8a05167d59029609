//! Tables of all samples of small scales: which sums of squares occur beside which sums.

use rustc_hash::FxHashMap;

/// What tables of samples may take where nothing else is said: 64 MiB each.
pub const DEFAULT_LIMIT: usize = 64 << 20;

/// How many tables of the greatest size are kept at most.
const KEPT: usize = 8;

/// Tables of all samples, one for each width of a scale, built when they are first needed and kept for the next frame.
///
/// A table tells for n up to the greatest asked for, and for every sum of n whole numbers from 0 to the width, which
/// sums of squares occur: those of n − 1 numbers, moved by each possible last number and its square. It takes a little
/// more than (n · width)³ / 288 bytes, and as many steps as it has bytes times an eighth of the width. So the limit of
/// 64 MiB is reached with 648 respondents on a scale from 1 to 5, with 263 on one from 0 to 10. A row beyond is
/// undecided, unless GRIMMER on the scale says that it is inconsistent.
///
/// A limit is one table's, so that what is undecided does not depend on other rows. All tables together take up to
/// eight times the limit, and one more.
#[derive(Clone, Debug)]
pub struct Samples {
    limit: usize,
    tables: FxHashMap<i64, Table>,
}

impl Default for Samples {
    fn default() -> Self {
        Self::with_limit(DEFAULT_LIMIT)
    }
}

impl Samples {
    /// No tables yet; each of them will take at most so many bytes.
    pub fn with_limit(bytes: usize) -> Self {
        Self { limit: bytes, tables: FxHashMap::default() }
    }

    /// How many bytes the tables take.
    pub fn bytes(&self) -> usize {
        self.tables.values().map(Table::bytes).sum()
    }

    /// The table for a width, at least up to n where the limit allows it.
    pub(super) fn table(&mut self, width: i64, n: i64) -> &Table {
        if !self.tables.contains_key(&width) && self.bytes() > KEPT.saturating_mul(self.limit) {
            self.tables.clear();
        }
        let table = self.tables.entry(width).or_insert_with(|| Table::new(width));
        table.grow(n, self.limit);
        table
    }
}

/// All samples of a width, for n from 0 on.
#[derive(Clone, Debug)]
pub(super) struct Table {
    width: i64,
    levels: Vec<Level>,
    bytes: usize,
}

/// All samples of n numbers: for each sum a run of bits. Bit j says that some sample has the least sum of squares that
/// the sum allows and 2j more.
#[derive(Clone, Debug)]
struct Level {
    words: Vec<u64>,
    /// Where the bits of each sum begin in `words`, and where the last ones end.
    starts: Vec<usize>,
}

impl Table {
    fn new(width: i64) -> Self {
        // Of nobody: the sum 0 with the squares 0.
        Self { width, levels: vec![Level { words: vec![1], starts: vec![0, 1] }], bytes: 0 }
    }

    fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds numbers until n is reached or the next would exceed the limit.
    fn grow(&mut self, n: i64, limit: usize) {
        while (self.levels.len() as i64) <= n {
            let next = self.levels.len() as i64;
            // Words are never fewer than sums, so that what is far too large is not even counted.
            let sums = next.saturating_mul(self.width).saturating_add(1);
            if usize::try_from(sums).map_or(true, |sums| sums.saturating_mul(16) > limit - self.bytes.min(limit)) {
                return;
            }
            let starts = starts(next, self.width);
            let size = starts.last().map_or(0, |end| end.saturating_add(starts.len()).saturating_mul(8));
            if size > limit - self.bytes.min(limit) {
                return;
            }
            let level = self.levels[self.levels.len() - 1].with_one_more(next, self.width, starts);
            self.levels.push(level);
            self.bytes += size;
        }
    }

    /// Whether it reaches to n.
    pub(super) fn reaches(&self, n: i64) -> bool {
        n < self.levels.len() as i64
    }

    /// Whether some sample of n numbers with this sum has the least sum of squares and 2j more, for a j from `first` to
    /// `last`.
    pub(super) fn has_some(&self, n: i64, sum: i64, first: i64, last: i64) -> bool {
        let Some(level) = usize::try_from(n).ok().and_then(|n| self.levels.get(n)) else { return false };
        let Ok(sum) = usize::try_from(sum) else { return false };
        let (Some(start), Some(end)) = (level.starts.get(sum), level.starts.get(sum + 1)) else { return false };
        some_bit(&level.words[*start..*end], first, last)
    }
}

/// Whether a bit from `first` to `last` is set.
fn some_bit(words: &[u64], first: i64, last: i64) -> bool {
    let last = last.min(64 * words.len() as i64 - 1);
    if first < 0 || first > last {
        return false;
    }
    let (from, to) = ((first / 64) as usize, (last / 64) as usize);
    (from..=to).any(|at| {
        let head = if at == from { u64::MAX << (first % 64) } else { u64::MAX };
        let tail = if at == to { u64::MAX >> (63 - last % 64) } else { u64::MAX };
        words[at] & head & tail != 0
    })
}

/// The least sum of squares of n whole numbers with this sum.
fn least(n: i64, sum: i64) -> i64 {
    if n == 0 {
        return 0;
    }
    let (q, rest) = (sum / n, sum % n);
    n * q * q + 2 * q * rest + rest
}

/// The greatest, of numbers from 0 to `width`.
fn greatest(width: i64, sum: i64) -> i64 {
    if width == 0 {
        return 0;
    }
    let (at_high, rest) = (sum / width, sum % width);
    at_high * width * width + rest * rest
}

/// Where the bits of each sum of n numbers begin.
fn starts(n: i64, width: i64) -> Vec<usize> {
    let mut end = 0usize;
    let ends = (0..=n * width).map(|sum| {
        let bits = (greatest(width, sum) - least(n, sum)) / 2 + 1;
        // What saturates is far beyond any limit.
        end = end.saturating_add((bits as usize).div_ceil(64));
        end
    });
    std::iter::once(0).chain(ends).collect()
}

impl Level {
    /// The samples of n numbers, where these are those of n − 1.
    fn with_one_more(&self, n: i64, width: i64, starts: Vec<usize>) -> Self {
        let mut words = vec![0; starts.last().copied().unwrap_or(0)];
        for sum in 0..=n * width {
            let to = &mut words[starts[sum as usize]..starts[sum as usize + 1]];
            for value in (sum - (n - 1) * width).max(0)..=width.min(sum) {
                let before = sum - value;
                let from = &self.words[self.starts[before as usize]..self.starts[before as usize + 1]];
                // Even, because a number and its square are even together; not negative, because the least is the
                // least.
                let up = (least(n - 1, before) + value * value - least(n, sum)) / 2;
                or_shifted(to, from, up as usize);
            }
        }
        Self { words, starts }
    }
}

/// Sets the bits of `from` in `to`, moved up. Bits that would lie beyond the end of `to` are not set in `from`.
fn or_shifted(to: &mut [u64], from: &[u64], up: usize) {
    let (skip, up) = (up / 64, up % 64);
    let to = to.get_mut(skip..).unwrap_or_default();
    for (to, from) in to.iter_mut().zip(from) {
        *to |= from << up;
    }
    if up > 0 {
        for (to, from) in to.iter_mut().skip(1).zip(from) {
            *to |= from >> (64 - up);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_table_has_all_samples_and_no_others() {
        for (width, n) in [(0, 5), (1, 9), (2, 7), (4, 6), (7, 5), (20, 3)] {
            let mut samples = Samples::default();
            let table = samples.table(width, n);
            let mut all = BTreeSet::from([(0i64, 0i64)]);
            for n in 1..=n {
                all = all.iter().flat_map(|(s, q)| (0..=width).map(move |v| (s + v, q + v * v))).collect();
                for sum in 0..=n * width {
                    for j in 0..=(greatest(width, sum) - least(n, sum)) / 2 + 70 {
                        let exists = all.contains(&(sum, least(n, sum) + 2 * j));
                        assert_eq!(table.has_some(n, sum, j, j), exists, "{width} {n} {sum} {j}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_table_stays_within_its_limit() {
        let mut samples = Samples::with_limit(100_000);
        assert!(samples.table(4, 10).reaches(10));
        assert!(!samples.table(4, 1000).reaches(1000));
        assert!(samples.table(4, 1000).reaches(40));
        assert!(!samples.table(i64::MAX / 2, 2).reaches(1));
        assert!(samples.bytes() <= 200_000);
    }
}
