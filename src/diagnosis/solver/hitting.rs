//! Smallest hitting sets: as few figures as have one of each conflict.
//!
//! Reiter 1987, "A theory of diagnosis from first principles", doi:10.1016/0004-3702(87)90062-2. The search goes deeper by one
//! figure at a time; conflicts without a common figure show how many are needed at least.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::diagnosis::limits::{LimitReached, within};

/// A part of the conflicts that has nothing to do with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::diagnosis) struct Part {
    /// All smallest sets that hit its conflicts, each ascending.
    pub sets: Vec<Vec<usize>>,
    /// The bound that was reached: there are more sets, or they are not known to hit all conflicts.
    pub limit: Option<LimitReached>,
}

impl Part {
    /// The figures that are in some smallest set.
    pub fn claims(&self) -> Vec<usize> {
        let mut claims: Vec<usize> = self.sets.iter().flatten().copied().collect();
        claims.sort_unstable();
        claims.dedup();
        claims
    }
}

/// How many figures are looked at for one question: those of all conflicts, for each set that is tried.
const MOST_WORK: usize = 2_000_000;

/// About how often each figure is looked at while a set is tried.
const PASSES: usize = 8;

/// The smallest sets that hit all conflicts, part by part: together, one of each part make each smallest set. Nothing if more
/// than `changes` figures are needed for one part, or that takes too much of the work.
pub(in crate::diagnosis) fn smallest(
    conflicts: &[Vec<usize>],
    changes: usize,
    most: usize,
    work: &mut usize,
) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for component in components(conflicts) {
        let size = least(&component, work)?;
        for component in components(&without_needless(component, size, work)) {
            let size = least(&component, work).filter(|size| *size <= changes)?;
            let (sets, more) = all_of(&component, size, most, work);
            parts.push(Part { sets, limit: more.then_some(LimitReached::Repairs) });
        }
    }
    Some(parts)
}

/// Conflicts that are tied by common figures.
pub(in crate::diagnosis) fn components(conflicts: &[Vec<usize>]) -> Vec<Vec<Vec<usize>>> {
    // Each conflict points to a later one that it is tied to; the last stands for all.
    let mut later: Vec<usize> = (0..conflicts.len()).collect();
    let mut known: HashMap<usize, usize> = HashMap::default();
    for (at, conflict) in conflicts.iter().enumerate() {
        for claim in conflict {
            let tied = known.insert(*claim, at).map_or(at, |before| last(&mut later, before));
            later[tied] = at;
        }
    }
    let mut components: BTreeMap<usize, Vec<Vec<usize>>> = BTreeMap::new();
    for (at, conflict) in conflicts.iter().enumerate() {
        components.entry(last(&mut later, at)).or_default().push(conflict.clone());
    }
    components.into_values().collect()
}

/// The last that one is tied to; the way there gets shorter.
pub(super) fn last(later: &mut [usize], mut at: usize) -> usize {
    while later[at] != at {
        later[at] = later[later[at]];
        at = later[at];
    }
    at
}

/// How many figures are needed to hit all conflicts, if that is found out.
pub(in crate::diagnosis) fn fewest_changes(conflicts: &[Vec<usize>], work: &mut usize) -> Option<usize> {
    components(conflicts).iter().map(|component| least(component, work)).sum()
}

/// How many figures are needed, if that is found out.
fn least(conflicts: &[Vec<usize>], work: &mut usize) -> Option<usize> {
    within(MOST_WORK, work, |own| fewest(conflicts.to_vec(), greedy(conflicts), own))
}

/// How many figures are enough: the most frequent one first.
fn greedy(conflicts: &[Vec<usize>]) -> usize {
    let mut rest = conflicts.to_vec();
    let mut size = 0;
    while let Some(often) = most_frequent(&rest) {
        rest.retain(|conflict| !conflict.contains(&often));
        size += 1;
    }
    size
}

/// The same, of at most so many figures; nothing if more are needed, or if that was not found out.
fn fewest(conflicts: Vec<Vec<usize>>, most: usize, work: &mut usize) -> Option<usize> {
    if spent(&conflicts, work) {
        return None;
    }
    if most == 0 {
        return conflicts.is_empty().then_some(0);
    }
    let (conflicts, taken) = reduced(conflicts);
    let most = most.checked_sub(taken)?;
    let Some(often) = most_frequent(&conflicts) else { return Some(taken) };
    if packing(&conflicts, &[]) > most {
        return None;
    }
    let rest = conflicts.iter().filter(|conflict| !conflict.contains(&often)).cloned().collect();
    let with = most.checked_sub(1).and_then(|most| fewest(rest, most, work)).map(|rest| rest + 1);
    let most = with.map_or(Some(most), |with| with.checked_sub(1));
    let without: Vec<Vec<usize>> = conflicts.iter().map(|conflict| except(conflict, often)).collect();
    let possible = most.filter(|_| without.iter().all(|conflict| !conflict.is_empty()));
    let without = possible.and_then(|most| fewest(without, most, work));
    without.or(with).map(|rest| rest + taken)
}

/// Whether there is too little work left for a look at all conflicts; otherwise that is one.
fn spent(conflicts: &[Vec<usize>], work: &mut usize) -> bool {
    *work = work.saturating_sub(PASSES * (size(conflicts) + 1));
    *work == 0
}

/// How many figures conflicts have, each as often as it is in one.
fn size(conflicts: &[Vec<usize>]) -> usize {
    conflicts.iter().map(Vec::len).sum()
}

/// The conflicts that are left when single figures are taken, and figures are left out whose conflicts another one has as
/// well; and how many were taken.
fn reduced(mut conflicts: Vec<Vec<usize>>) -> (Vec<Vec<usize>>, usize) {
    let mut taken = 0;
    loop {
        let before = size(&conflicts);
        while let Some(single) = conflicts.iter().find(|conflict| conflict.len() == 1).map(|conflict| conflict[0]) {
            conflicts.retain(|conflict| !conflict.contains(&single));
            taken += 1;
        }
        let of = Memberships::of(&conflicts);
        let needless: HashSet<usize> = of.claims().filter(|claim| of.is_dominated(&conflicts, *claim)).collect();
        conflicts.iter_mut().for_each(|conflict| conflict.retain(|claim| !needless.contains(claim)));
        if size(&conflicts) == before {
            return (conflicts, taken);
        }
    }
}

/// Which conflicts each figure is in: pairs of both, ascending.
struct Memberships(Vec<(usize, usize)>);

impl Memberships {
    fn of(conflicts: &[Vec<usize>]) -> Self {
        let of_one = |(at, conflict)| <[usize]>::iter(conflict).map(move |claim| (*claim, at));
        let numbered = conflicts.iter().map(Vec::as_slice).enumerate();
        let mut pairs: Vec<(usize, usize)> = numbered.flat_map(of_one).collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    /// The pairs of each figure.
    fn by_claim(&self) -> impl Iterator<Item = &[(usize, usize)]> {
        self.0.chunk_by(|one, other| one.0 == other.0)
    }

    fn claims(&self) -> impl Iterator<Item = usize> {
        self.by_claim().map(|pairs| pairs[0].0)
    }

    fn of_claim(&self, claim: usize) -> &[(usize, usize)] {
        let first = self.0.partition_point(|pair| pair.0 < claim);
        let behind = self.0[first..].partition_point(|pair| pair.0 == claim);
        &self.0[first..first + behind]
    }

    /// Whether another figure is in all conflicts of this one; of two in the same conflicts the first stays.
    fn is_dominated(&self, conflicts: &[Vec<usize>], claim: usize) -> bool {
        let own = self.of_claim(claim);
        let Some(shortest) = own.iter().map(|pair| &conflicts[pair.1]).min_by_key(|conflict| conflict.len()) else {
            return false;
        };
        shortest.iter().filter(|other| **other != claim).any(|other| {
            let its = self.of_claim(*other);
            let in_all = own.len() <= its.len() && own.iter().all(|pair| its.binary_search(&(*other, pair.1)).is_ok());
            in_all && (*other < claim || its.len() > own.len())
        })
    }
}

fn claims_of(conflicts: &[Vec<usize>]) -> Vec<usize> {
    let mut claims: Vec<usize> = conflicts.iter().flatten().copied().collect();
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// The figure of the most conflicts, the last of them.
fn most_frequent(conflicts: &[Vec<usize>]) -> Option<usize> {
    Memberships::of(conflicts).by_claim().max_by_key(|pairs| pairs.len()).map(|pairs| pairs[0].0)
}

fn except(conflict: &[usize], claim: usize) -> Vec<usize> {
    conflict.iter().copied().filter(|other| *other != claim).collect()
}

/// Whether a set of that size that has this figure hits all conflicts; taken to do so if that was not found out.
fn is_useful(conflicts: &[Vec<usize>], claim: usize, size: usize, work: &mut usize) -> bool {
    let rest: Vec<Vec<usize>> = conflicts.iter().filter(|conflict| !conflict.contains(&claim)).cloned().collect();
    size > 0 && within(MOST_WORK / 10, work, |own| fewest(rest, size - 1, own).is_some() || *own == 0)
}

/// The conflicts without the figures that are in no smallest set.
fn without_needless(conflicts: Vec<Vec<usize>>, size: usize, work: &mut usize) -> Vec<Vec<usize>> {
    let claims = claims_of(&conflicts).into_iter();
    let useful = |own: &mut usize| claims.filter(|claim| is_useful(&conflicts, *claim, size, own)).collect();
    let useful: HashSet<usize> = within(MOST_WORK, work, useful);
    let kept = |conflict: Vec<usize>| conflict.into_iter().filter(|claim| useful.contains(claim)).collect();
    conflicts.into_iter().map(kept).collect()
}

/// All sets of that size, and whether there are more than `most`.
fn all_of(conflicts: &[Vec<usize>], size: usize, most: usize, work: &mut usize) -> (Vec<Vec<usize>>, bool) {
    let mut found = Vec::new();
    let more = within(MOST_WORK, work, |own| {
        extend(conflicts, &mut Vec::new(), size, most.saturating_add(1), own, &mut found);
        found.len() > most || *own == 0
    });
    found.truncate(most);
    found.sort_unstable();
    (found, more)
}

/// Adds to `found` the sets that hit all conflicts and hold those that are chosen.
fn extend(
    conflicts: &[Vec<usize>],
    chosen: &mut Vec<usize>,
    size: usize,
    most: usize,
    work: &mut usize,
    found: &mut Vec<Vec<usize>>,
) {
    if found.len() >= most || spent(conflicts, work) {
        return;
    }
    let missed = conflicts.iter().filter(|conflict| !conflict.iter().any(|claim| chosen.contains(claim)));
    let Some(next) = missed.min_by_key(|conflict| conflict.len()) else {
        let mut set = chosen.clone();
        set.sort_unstable();
        if !found.contains(&set) {
            found.push(set);
        }
        return;
    };
    if chosen.len() + packing(conflicts, chosen) > size {
        return;
    }
    for claim in next.clone() {
        chosen.push(claim);
        extend(conflicts, chosen, size, most, work, found);
        chosen.pop();
    }
}

/// How many conflicts, at least, have no figure in common with each other, and none that is chosen.
fn packing(conflicts: &[Vec<usize>], chosen: &[usize]) -> usize {
    let mut used: HashSet<usize> = chosen.iter().copied().collect();
    let mut packed = 0;
    let mut by_size: Vec<&Vec<usize>> = conflicts.iter().collect();
    by_size.sort_by_key(|conflict| conflict.len());
    for conflict in by_size {
        if !conflict.iter().any(|claim| used.contains(claim)) {
            used.extend(conflict);
            packed += 1;
        }
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every set of figures, the smallest that hit all conflicts.
    fn by_brute_force(conflicts: &[Vec<usize>]) -> Vec<Vec<usize>> {
        let sets = (0u32..1 << 8).map(|mask| (0..8).filter(|bit| mask >> bit & 1 == 1).collect::<Vec<usize>>());
        let hits = |set: &Vec<usize>| conflicts.iter().all(|conflict| conflict.iter().any(|claim| set.contains(claim)));
        let hitting: Vec<_> = sets.filter(hits).collect();
        let size = hitting.iter().map(Vec::len).min().unwrap_or(0);
        let mut smallest: Vec<_> = hitting.into_iter().filter(|set| set.len() == size).collect();
        smallest.sort_unstable();
        smallest
    }

    proptest! {
        #[test]
        fn all_smallest_sets_and_no_others(conflicts in prop::collection::vec(prop::collection::btree_set(0usize..8, 1..4), 1..7)) {
            let conflicts: Vec<Vec<usize>> = conflicts.into_iter().map(|set| set.into_iter().collect()).collect();
            let parts = smallest(&conflicts, 8, 1_000, &mut MOST_WORK.clone()).unwrap();
            let together = parts.iter().fold(vec![Vec::new()], |sets: Vec<Vec<usize>>, part| {
                sets.iter().flat_map(|set| part.sets.iter().map(move |more| [set.clone(), more.clone()].concat())).collect()
            });
            let mut together: Vec<Vec<usize>> = together.into_iter().map(|mut set| { set.sort_unstable(); set }).collect();
            together.sort_unstable();
            prop_assert_eq!(together, by_brute_force(&conflicts));
            prop_assert!(parts.iter().all(|part| part.limit.is_none()));
        }
    }

    #[test]
    fn what_ties_two_causes_without_being_one_keeps_them_apart() {
        // Two percentages of one base, 0: the counts behind them are 2 and 4.
        let parts = smallest(&[vec![0, 1], vec![1, 2], vec![0, 3], vec![3, 4]], 4, 9, &mut MOST_WORK.clone()).unwrap();
        assert_eq!(parts.iter().map(|part| part.sets.clone()).collect::<Vec<_>>(), [vec![vec![1]], vec![vec![3]]]);
        assert_eq!(smallest(&[vec![0], vec![1, 2], vec![3, 4], vec![1, 3]], 1, 9, &mut MOST_WORK.clone()), None);
    }

    /// How many figures are looked at.
    fn work(conflicts: &[Vec<usize>]) -> usize {
        let mut left = usize::MAX;
        smallest(conflicts, 6, 32, &mut left);
        usize::MAX - left
    }

    #[test]
    fn conflicts_apart_or_around_one_figure_take_work_as_there_are_many() {
        let apart = |many: usize| (0..many).map(|at| vec![3 * at, 3 * at + 1, 3 * at + 2]).collect::<Vec<_>>();
        let around = |many: usize| (1..=many).map(|at| vec![0, at]).collect::<Vec<_>>();
        assert!(work(&apart(2_000)) <= 3 * work(&apart(1_000)));
        assert!(
            work(&around(400)) <= 5 * work(&around(200)),
            "each of twice as many figures, in twice as many conflicts"
        );
    }

    #[test]
    fn no_more_work_is_done_than_is_given() {
        let chain: Vec<_> = (0..300).map(|at| vec![at, at + 1, at + 2]).collect();
        let mut left = 50_000;
        assert_eq!(smallest(&chain, 200, 32, &mut left), None);
        assert_eq!(left, 0);
    }
}
