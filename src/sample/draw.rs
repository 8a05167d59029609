//! Samples drawn at random, each as likely as any other.

use dashu_int::UBig;

use crate::number::Random;
use crate::sample::case::Histogram;
use crate::sample::count::{Block, Partners, WithNumbers, blocks, other, sides, together, with_numbers};
use crate::sample::layout::{Layout, Window};
use crate::sample::number::Number;
use crate::sample::side::{Part, Side, Times};
use crate::sample::verdict::Limit;

/// About how many additions it takes to draw so many samples: the tables are made again, and where parts cannot be taken out
/// one by one, once for each.
pub(super) fn work(layout: &Layout, how_many: usize) -> usize {
    let taken_out = |part: &Part| part.times == Times::ANY && part.behind.0 == 0;
    let again = layout.sides.iter().flatten().filter(|part| !taken_out(part)).count();
    let parts: usize = layout.sides.iter().map(Vec::len).sum();
    let each = parts.saturating_add(layout.n).saturating_mul(64);
    layout.work().saturating_mul(2 + again).saturating_add(each.saturating_mul(how_many))
}

/// So many samples of a layout, which has `total` of them.
pub(super) fn draw(
    layout: &Layout,
    total: &UBig,
    random: &mut Random,
    how_many: usize,
) -> Result<Vec<Histogram>, Limit> {
    with_numbers(layout, Draw { total, random, how_many })
}

struct Draw<'a> {
    total: &'a UBig,
    random: &'a mut Random,
    how_many: usize,
}

/// What the values on one side of the origin come to.
#[derive(Clone, Copy, Debug)]
struct State {
    count: usize,
    t: usize,
    e: usize,
}

impl WithNumbers for Draw<'_> {
    type Result = Vec<Histogram>;

    fn with<N: Number>(self, layout: &Layout) -> Vec<Histogram> {
        let [below, above] = sides::<N>(layout);
        let mut drawn: Vec<UBig> = (0..self.how_many).map(|_| self.random.below_big(self.total)).collect();
        // In one pass over all pairs the drawn ranks are met in ascending order; the order of the draws is kept.
        let mut order: Vec<usize> = (0..drawn.len()).collect();
        order.sort_by(|one, other| drawn[*one].cmp(&drawn[*other]));
        drawn.sort();
        let states = pairs(layout, &below, &above, &drawn);
        let mut samples = vec![Histogram::new(); self.how_many];
        for (at, state) in order.iter().zip(&states) {
            let centre = layout.n - state[0].count - state[1].count;
            if centre > 0 {
                samples[*at].insert(layout.origin, centre as i128);
            }
        }
        for (which, (side, sign)) in [(below, -1), (above, 1)].into_iter().enumerate() {
            let states = states.iter().map(|state| state[which]).collect();
            for (at, parts) in order.iter().zip(take_apart(side, &layout.sides[which], states, self.random)) {
                let parts =
                    parts.into_iter().map(|(distance, times)| (layout.origin + sign * distance as i128, times as i128));
                samples[*at].extend(parts);
            }
        }
        samples
    }
}

/// The pairs of states that have these ranks among all samples, which ascend.
fn pairs<N: Number>(layout: &Layout, below: &Side<N>, above: &Side<N>, ranks: &[UBig]) -> Vec<[State; 2]> {
    let mut accumulated = above.clone();
    accumulated.accumulate();
    let mut states = Vec::with_capacity(ranks.len());
    let mut behind = UBig::ZERO;
    for block in blocks(layout, below) {
        for t in 0..below.shape().widths.len() {
            let row = block.gather(below, t);
            for window in &layout.windows {
                let Some(partners) = Partners::of(&accumulated, t, window, block.above) else { continue };
                let next = &behind + partners.of_row(&row).to_big();
                if states.len() == ranks.len() || ranks[states.len()] >= next {
                    behind = next;
                    continue;
                }
                for (e, entry) in row.iter().enumerate().take(partners.reach()) {
                    if *entry == N::ZERO || states.len() == ranks.len() {
                        continue;
                    }
                    let here = entry.to_big() * partners.of_entry(e).to_big();
                    let next = &behind + &here;
                    while states.len() < ranks.len() && ranks[states.len()] < next {
                        let rank = &ranks[states.len()] - &behind;
                        states.push(pair(&block, window, (t, e), rank, below, above));
                    }
                    behind = next;
                }
            }
        }
    }
    states
}

/// The pair of a certain rank among those of one t and e below and one window.
fn pair<N: Number>(
    block: &Block,
    window: &Window,
    (t, e): (usize, usize),
    rank: UBig,
    below: &Side<N>,
    above: &Side<N>,
) -> [State; 2] {
    let entries = block.below.clone().map(|count| (State { count, t, e }, below.row(count, t)[e].to_big()));
    let entries: Vec<_> = entries.collect();
    let sum = entries.iter().fold(UBig::ZERO, |sum, entry| sum + &entry.1);
    let (rank, rank_below) = (&rank / &sum, &rank % &sum);
    let far = other(t, window).unwrap_or(0);
    let (least, most) = together(t, far, window);
    let candidates = (block.above.0..=block.above.1).flat_map(|count| {
        let row = above.row(count, far).iter().enumerate();
        let fits = row.filter(move |(own, _)| (least..=most).contains(&((own + e) as i128)));
        fits.map(move |(own, entry)| (State { count, t: far, e: own }, entry.to_big()))
    });
    let none = State { count: 0, t: 0, e: 0 };
    [at_rank(entries.into_iter(), rank_below).unwrap_or(none), at_rank(candidates, rank).unwrap_or(none)]
}

/// The one at a rank, where each stands for so many.
fn at_rank<T>(mut weighted: impl Iterator<Item = (T, UBig)>, mut rank: UBig) -> Option<T> {
    let found = weighted.find(|(_, weight)| {
        let here = rank < *weight;
        if !here {
            rank -= weight;
        }
        here
    });
    found.map(|(state, _)| state)
}

/// How often each distance occurs in a multiset of each state, each multiset of a state as likely as the others.
///
/// Parts are taken out of the table in the reverse of the order in which they were put in. What is left tells how many
/// multisets have the part so many times.
fn take_apart<N: Number>(
    mut side: Side<N>,
    parts: &[Part],
    mut states: Vec<State>,
    random: &mut Random,
) -> Vec<Vec<(usize, usize)>> {
    let mut taken = vec![Vec::new(); states.len()];
    for (at, part) in parts.iter().enumerate().rev() {
        side = without_last(side, &parts[..=at]);
        let weight = side.shape().weight(part.distance);
        for (state, taken) in states.iter_mut().zip(&mut taken) {
            let times = (0..=state.count).map_while(|times| {
                let t = state.t.checked_sub(times * part.distance)?;
                let e = state.e.checked_sub(times * weight)?;
                Some(State { count: state.count - times, t, e })
            });
            let allowed = times.enumerate().filter(|(times, _)| part.times.allows(*times));
            let weighted = allowed.map(|(times, left)| {
                let entry = side.row(left.count, left.t).get(left.e);
                ((times, left), entry.map_or(UBig::ZERO, |entry| entry.to_big()))
            });
            let weighted: Vec<_> = weighted.collect();
            let sum = weighted.iter().fold(UBig::ZERO, |sum, entry| sum + &entry.1);
            if sum == UBig::ZERO {
                continue;
            }
            if let Some((times, left)) = at_rank(weighted.into_iter(), random.below_big(&sum)) {
                *state = left;
                taken.extend((times > 0).then_some((part.distance, times)));
            }
        }
    }
    taken
}

/// The table before the last part was put in. Where that threw multisets away, it is built again.
fn without_last<N: Number>(mut side: Side<N>, parts: &[Part]) -> Side<N> {
    let Some((last, before)) = parts.split_last() else { return side };
    if last.times == Times::ANY && last.behind.0 == 0 {
        side.unrepeat(last.distance);
        return side;
    }
    Side::of(side.shape().clone(), before)
}
