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

/// Both sides, at the same time.
pub(super) fn sides<N: Number>(layout: &Layout) -> [Side<N>; 2] {
    let side = |at: usize| Side::of(layout.shapes[at].clone(), &layout.sides[at]);
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
        for t in 0..below.shape().widths.len() {
            let row = self.gather(below, t);
            for window in &layout.windows {
                add_pairs(&mut total, &row, t, window, above, self.above);
            }
        }
        total
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

/// Adds the number of pairs of an entry of the row and a multiset above that come to the window.
fn add_pairs<N: Number>(
    total: &mut N,
    row: &[N],
    t: usize,
    window: &Window,
    above: &Side<N>,
    counts: (usize, usize),
) {
    let Some(partners) = Partners::of(above, t, window, counts) else { return };
    for (e, entry) in row.iter().enumerate().take(partners.reach()) {
        if *entry != N::ZERO {
            total.add_product(*entry, partners.of_entry(e));
        }
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
        let (least, most) = (self.least - e as i128, self.most - e as i128);
        if most < 0 {
            return N::ZERO;
        }
        let last = (most as usize).min(self.totals.len() - 1);
        let mut pairs = self.totals[last];
        if !self.fewer.is_empty() {
            pairs -= self.fewer[last];
        }
        if least > 0 {
            let Some(before) = self.totals.get(least as usize - 1) else { return N::ZERO };
            pairs -= *before;
            if !self.fewer.is_empty() {
                pairs += self.fewer[least as usize - 1];
            }
        }
        pairs
    }
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
