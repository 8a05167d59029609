//! How often each value occurs, over all samples.

use dashu_int::UBig;

use crate::number::Rational;
use crate::sample::count::{Partners, WithNumbers, blocks, sides, with_numbers};
use crate::sample::layout::{Layout, Window};
use crate::sample::number::Number;
use crate::sample::side::{Part, Side, Times};
use crate::sample::verdict::Limit;

/// How often one value occurs, over all samples with the same statistics.
///
/// ```
/// use retally::Statistic::{Mean, Sd};
/// use retally::sample::{Divisor, Scale, Summary};
///
/// let answers = Summary::of(6).scale(Scale::between(1, 4)).divisor(Divisor::OneLess);
/// let answers = answers.printed(Mean, "2.5")?.printed(Sd, "0.8")?;
/// let samples = answers.samples().unwrap(); // 2 2 2 2 3 4 and 1 2 3 3 3 3
/// let threes = &samples.frequencies().unwrap()[2];
/// assert_eq!((threes.value.to_string(), threes.least(), threes.most()), ("3".to_owned(), Some(1), Some(4)));
/// assert_eq!(threes.mean().unwrap().to_string(), "2.5");
/// # Ok::<(), retally::FigureError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frequencies {
    /// The value.
    pub value: Rational,
    /// For each frequency from zero on, how many samples have the value so often: whole numbers of any size.
    pub samples: Vec<Rational>,
}

impl Frequencies {
    /// The least frequency of any sample; none if there are no samples.
    pub fn least(&self) -> Option<u64> {
        self.samples.iter().position(|samples| !samples.is_zero()).map(|least| least as u64)
    }

    /// The greatest frequency of any sample.
    pub fn most(&self) -> Option<u64> {
        self.samples.iter().rposition(|samples| !samples.is_zero()).map(|most| most as u64)
    }

    /// The mean frequency, each sample counted once.
    pub fn mean(&self) -> Option<Rational> {
        let all = self.samples.iter().fold(Rational::zero(), |sum, samples| &sum + samples);
        let times = self.samples.iter().enumerate().map(|(times, samples)| samples.scaled(times as i64));
        times.fold(Rational::zero(), |sum, times| &sum + &times).divided_by(&all)
    }
}

/// About how many additions it takes: each part is put back so many times, or where it cannot be taken out, the table is made
/// again for each number of times.
pub(super) fn work(layout: &Layout) -> usize {
    let of_side = |at: usize| {
        let (parts, shape) = (&layout.sides[at], &layout.shapes[at]);
        let again = (0..parts.len()).filter(|part| !commutes(&parts[*part..], shape.count)).count();
        let back = shape.entries().unwrap_or(usize::MAX).saturating_mul(parts.len() - again);
        let made = layout.work().saturating_mul(again);
        back.saturating_add(made).saturating_mul(shape.count + 1)
    };
    layout.work().saturating_mul(3).saturating_add(of_side(0)).saturating_add(of_side(1))
}

/// For each value of a layout, in steps of the lattice, how many samples have it so often.
pub(super) fn frequencies(layout: &Layout) -> Result<Vec<(i128, Vec<UBig>)>, Limit> {
    let mut all = with_numbers(layout, Below)?;
    let mirrored = mirrored(layout);
    let above = with_numbers(&mirrored, Below)?;
    all.push((0, with_numbers(layout, Centre)?));
    all.extend(above.into_iter().rev().map(|(value, samples)| (-value, samples)));
    all.iter_mut().for_each(|value| value.0 += layout.origin);
    Ok(all)
}

/// The same layout with the values above the origin below it.
fn mirrored(layout: &Layout) -> Layout {
    let mut mirrored = layout.clone();
    mirrored.sides.reverse();
    mirrored.shapes.reverse();
    mirrored.windows.iter_mut().for_each(|window: &mut Window| window.sum = -window.sum);
    mirrored
}

/// Counts, for each value below the origin, the samples that have it so often.
struct Below;

impl WithNumbers for Below {
    type Result = Vec<(i128, Vec<UBig>)>;

    fn with<N: Number>(self, layout: &Layout) -> Self::Result {
        let [below, mut above] = sides::<N>(layout);
        above.accumulate();
        let parts = &layout.sides[0];
        let partners = partners(layout, &below, &above);
        let each = (0..parts.len()).map(|at| {
            let most = below.shape().count;
            let samples = if commutes(&parts[at..], most) {
                let mut others = below.clone();
                others.unrepeat(parts[at].distance);
                by_putting_back(layout, others, &parts[at], &partners)
            } else if at == 0 && commutes(&parts[1..], most) && parts[0].times == Times::ANY {
                // Of the farthest value alone it is known at once whether it occurs often enough.
                by_putting_back(layout, Side::of(below.shape().clone(), &parts[1..]), &parts[0], &partners)
            } else {
                by_forcing(layout, parts, at, &above)
            };
            (-(parts[at].distance as i128), samples)
        });
        each.collect()
    }
}

/// Whether parts could have been put in in any order.
fn commutes(parts: &[Part], most: usize) -> bool {
    parts.iter().all(|part| part.times == Times::ANY && part.behind.0 == 0 && part.behind.1 >= most)
}

/// For each block of numbers of values below, and each t and e, how many multisets above go with it.
fn partners<N: Number>(layout: &Layout, below: &Side<N>, above: &Side<N>) -> Vec<Vec<Vec<N>>> {
    let widths = &below.shape().widths;
    let of_block = |counts| {
        let of_row = |t: usize| {
            let mut row = vec![N::ZERO; widths[t]];
            for window in &layout.windows {
                let Some(partners) = Partners::of(above, t, window, counts) else { continue };
                for (e, sum) in row.iter_mut().enumerate().take(partners.reach()) {
                    *sum += partners.of_entry(e);
                }
            }
            row
        };
        (0..widths.len()).map(of_row).collect()
    };
    blocks(layout, below).iter().map(|block| of_block(block.above)).collect()
}

/// The part is put so many times to all multisets without it.
fn by_putting_back<N: Number>(layout: &Layout, mut side: Side<N>, part: &Part, partners: &[Vec<Vec<N>>]) -> Vec<UBig> {
    let blocks = blocks(layout, &side);
    side.accumulate_counts();
    let weight = side.shape().weight(part.distance);
    let mut samples = Vec::new();
    for times in 0..=side.shape().count {
        let (longer, wider) = (times * part.distance, times * weight);
        if side.shape().widths.get(longer).is_none_or(|width| wider >= *width) {
            break;
        }
        if !(part.behind.0..=part.behind.1).contains(&times) {
            samples.push(UBig::ZERO);
            continue;
        }
        let mut sum = N::ZERO;
        for (block, partners) in blocks.iter().zip(partners) {
            let Some(last) = block.below.end().checked_sub(times) else { continue };
            let before = block.below.start().checked_sub(times + 1);
            for (t, partners) in partners.iter().enumerate().skip(longer) {
                let row = side.row(last, t - longer);
                let fewer = before.map_or(&[][..], |before| side.row(before, t - longer));
                for (e, entry) in row.iter().enumerate().take(partners.len().saturating_sub(wider)) {
                    let mut entry = *entry;
                    if let Some(fewer) = fewer.get(e) {
                        entry -= *fewer;
                    }
                    if entry != N::ZERO {
                        sum.add_product(entry, partners[e + wider]);
                    }
                }
            }
        }
        samples.push(sum.to_big());
    }
    trimmed(samples)
}

/// The side is built again with the part occurring exactly so often.
fn by_forcing<N: Number>(layout: &Layout, parts: &[Part], at: usize, above: &Side<N>) -> Vec<UBig> {
    let shape = &layout.shapes[0];
    let mut samples = Vec::new();
    for times in 0..=shape.count {
        let forced = |part: &Part| Part { times: Times::exactly(times), ..*part };
        if !parts[at].times.allows(times) {
            samples.push(UBig::ZERO);
            continue;
        }
        let forced: Vec<Part> =
            parts.iter().enumerate().map(|(other, part)| if other == at { forced(part) } else { *part }).collect();
        let side = Side::<N>::of(shape.clone(), &forced);
        let mut total = N::ZERO;
        for block in blocks(layout, &side) {
            total += block.total(layout, &side, above);
        }
        samples.push(total.to_big());
    }
    trimmed(samples)
}

/// Counts the samples that have the origin so often.
struct Centre;

impl WithNumbers for Centre {
    type Result = Vec<UBig>;

    fn with<N: Number>(self, layout: &Layout) -> Vec<UBig> {
        let [below, mut above] = sides::<N>(layout);
        above.accumulate();
        let mut samples = vec![N::ZERO; layout.n + 1];
        for others in above.counts() {
            // The partners of one number of values above serve every number below.
            let widths = &below.shape().widths;
            for (t, width) in widths.iter().enumerate() {
                let mut partners_of = vec![N::ZERO; *width];
                for window in &layout.windows {
                    let Some(partners) = Partners::of(&above, t, window, (others, others)) else { continue };
                    for (e, sum) in partners_of.iter_mut().enumerate().take(partners.reach()) {
                        *sum += partners.of_entry(e);
                    }
                }
                if partners_of.iter().all(|partners| *partners == N::ZERO) {
                    continue;
                }
                for count in below.counts().filter(|count| count + others <= layout.n) {
                    let times = layout.n - count - others;
                    if layout.above(count).is_none_or(|(least, most)| !(least..=most).contains(&others)) {
                        continue;
                    }
                    for (entry, partners) in below.row(count, t).iter().zip(&partners_of) {
                        if *entry != N::ZERO {
                            samples[times].add_product(*entry, *partners);
                        }
                    }
                }
            }
        }
        trimmed(samples.into_iter().map(|samples| samples.to_big()).collect())
    }
}

/// Without the zeros at the end.
fn trimmed(mut samples: Vec<UBig>) -> Vec<UBig> {
    while samples.last().is_some_and(|last| *last == UBig::ZERO) {
        samples.pop();
    }
    samples
}
