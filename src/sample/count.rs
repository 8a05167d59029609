//! How many samples there are, without listing them.
//!
//! The values below the origin and those above it are counted apart, by how many they are, their sum and their sum of squares;
//! then each multiset below is put together with all above that go with it at once, as running totals tell how many these
//! are. The work grows with n, the sums and the sums of squares, not with the number of samples.

use std::ops::RangeInclusive;

use dashu_int::UBig;

use crate::sample::layout::{Layout, Window};
use crate::sample::number::{Long, Number, Short, Wide};
use crate::sample::side::Side;
use crate::sample::verdict::Limit;

/// Does something with numbers of the width that a layout needs.
pub(super) trait WithNumbers {
    type Result;
    fn with<N: Number>(self, layout: &Layout) -> Self::Result;
}

/// Chooses the width.
pub(super) fn with_numbers<W: WithNumbers>(layout: &Layout, work: W) -> Result<W::Result, Limit> {
    match layout.words() {
        Some(1) => Ok(work.with::<Short>(layout)),
        Some(2) => Ok(work.with::<Long>(layout)),
        Some(4) => Ok(work.with::<Wide<4>>(layout)),
        Some(8) => Ok(work.with::<Wide<8>>(layout)),
        _ => Err(Limit::Memory),
    }
}

/// How many samples a layout has.
pub(super) fn count(layout: &Layout) -> Result<UBig, Limit> {
    struct Count;
    impl WithNumbers for Count {
        type Result = UBig;
        fn with<N: Number>(self, layout: &Layout) -> UBig {
            let [below, mut above] = sides::<N>(layout);
            above.accumulate();
            let mut total = N::ZERO;
            for block in blocks(layout, &below) {
                total += block.total(layout, &below, &above);
            }
            total.to_big()
        }
    }
    with_numbers(layout, Count)
}

/// Both sides, at the same time if they are large.
pub(super) fn sides<N: Number>(layout: &Layout) -> [Side<N>; 2] {
    // Below this many additions a second thread takes longer to start than it saves.
    const WORTH_A_THREAD: usize = 1 << 21;
    let side = |at: usize| Side::of(layout.shapes[at].clone(), &layout.sides[at]);
    if layout.work() < WORTH_A_THREAD {
        return [side(0), side(1)];
    }
    std::thread::scope(|scope| {
        let above = scope.spawn(|| side(1));
        let below = side(0);
        // A thread that panicked would have panicked here as well.
        let above = above.join().unwrap_or_else(|_| side(1));
        [below, above]
    })
}

/// Numbers of values below the origin that go with the same numbers above it.
#[derive(Clone, Debug)]
pub(super) struct Block {
    pub below: RangeInclusive<usize>,
    pub above: (usize, usize),
}

/// All numbers of values below the origin for which there is a number above it.
pub(super) fn blocks<N: Number>(layout: &Layout, below: &Side<N>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for count in below.counts() {
        let Some(above) = layout.above(count) else { continue };
        match blocks.last_mut().filter(|block| block.above == above && *block.below.end() + 1 == count) {
            Some(block) => block.below = *block.below.start()..=count,
            None => blocks.push(Block { below: count..=count, above }),
        }
    }
    blocks
}

impl Block {
    /// The number of pairs that come to one of the windows. The side above is [accumulated](Side::accumulate).
    pub fn total<N: Number>(&self, layout: &Layout, below: &Side<N>, above: &Side<N>) -> N {
        let mut total = N::ZERO;
        for t in self.reach(below) {
            let row = self.gather(below, t);
            for window in &layout.windows {
                if let Some(partners) = Partners::of(above, t, window, self.above) {
                    total += partners.of_row(&row);
                }
            }
        }
        total
    }

    /// The values of t that so many values below the origin can come to.
    pub fn reach<N: Number>(&self, below: &Side<N>) -> std::ops::Range<usize> {
        let (nearest, farthest) = below.distances();
        let end = self.below.end().saturating_mul(farthest).saturating_add(1);
        self.below.start().saturating_mul(nearest)..end.min(below.shape().widths.len())
    }

    /// The entries of one t, for all the numbers of values together.
    pub fn gather<N: Number>(&self, side: &Side<N>, t: usize) -> Vec<N> {
        let mut row = side.row(*self.below.start(), t).to_vec();
        for count in self.below.clone().skip(1) {
            row.iter_mut().zip(side.row(count, t)).for_each(|(sum, entry)| *sum += *entry);
        }
        row
    }
}

/// The multisets above that go with those of one t below, in one window.
pub(super) struct Partners<'a, N> {
    /// Running totals of the greatest number of values, and of one less than the least.
    totals: &'a [N],
    fewer: &'a [N],
    /// What e is together.
    least: i128,
    most: i128,
}

impl<'a, N: Number> Partners<'a, N> {
    pub fn of(above: &'a Side<N>, t: usize, window: &Window, counts: (usize, usize)) -> Option<Self> {
        let other = other(t, window)?;
        let totals = above.row(counts.1, other);
        let fewer = if counts.0 == 0 { &[] } else { above.row(counts.0 - 1, other) };
        let (least, most) = together(t, other, window);
        (!totals.is_empty() && most >= 0).then_some(Self { totals, fewer, least, most })
    }

    /// The entries from zero to below this one have partners.
    pub fn reach(&self) -> usize {
        self.most as usize + 1
    }

    /// How many go with an entry.
    pub fn of_entry(&self, e: usize) -> N {
        let up_to = |totals: &[N], end: i128| {
            let last = usize::try_from(end - e as i128).ok();
            last.and_then(|last| totals.get(last).or(totals.last())).copied().unwrap_or(N::ZERO)
        };
        let mut pairs = up_to(self.totals, self.most);
        pairs -= up_to(self.totals, self.least - 1);
        pairs -= up_to(self.fewer, self.most);
        pairs += up_to(self.fewer, self.least - 1);
        pairs
    }

    /// How many go with the entries of a row, together.
    pub fn of_row(&self, row: &[N]) -> N {
        let Some(first) = row.iter().position(|entry| *entry != N::ZERO) else { return N::ZERO };
        let row = &row[first..];
        let ends = [self.most - first as i128, self.least - 1 - first as i128];
        let mut pairs = up_to(row, self.totals, ends[0]);
        pairs -= up_to(row, self.totals, ends[1]);
        pairs -= up_to(row, self.fewer, ends[0]);
        pairs += up_to(row, self.fewer, ends[1]);
        pairs
    }
}

/// The pairs of an entry of the row and one that the running totals count, whose places come to no more than `end`.
fn up_to<N: Number>(row: &[N], totals: &[N], end: i128) -> N {
    let mut pairs = N::ZERO;
    let (Some(all), Ok(end)) = (totals.last(), usize::try_from(end)) else { return pairs };
    // The first entries of the row go with all totals there are.
    let whole = row.len().min((end + 1).saturating_sub(totals.len()));
    let mut sum = N::ZERO;
    row[..whole].iter().for_each(|entry| sum += *entry);
    pairs.add_product(sum, *all);
    let rest = &row[whole..row.len().min(end + 1)];
    if let Some(last) = end.checked_sub(whole).filter(|_| !rest.is_empty()) {
        let totals = totals[..=last].iter().rev();
        rest.iter().zip(totals).for_each(|(entry, total)| pairs.add_product(*entry, *total));
    }
    pairs
}

/// The t above that goes with one below: what is above less what is below is the sum.
pub(super) fn other(t: usize, window: &Window) -> Option<usize> {
    usize::try_from(window.sum + t as i128).ok()
}

/// What e is, from and to, on both sides together: sums of squares are 2e plus the distances.
pub(super) fn together(t: usize, other: usize, window: &Window) -> (i128, i128) {
    let distances = (t + other) as i128;
    ((window.squares.least - distances + 1).div_euclid(2), (window.squares.most - distances).div_euclid(2))
}
