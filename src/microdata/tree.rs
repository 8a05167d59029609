//! Which classifications have to be counted together, as a tree of small groups.

use std::collections::BTreeSet;

/// Factors whose joint counts are looked for together.
///
/// A junction tree: what a clique has in common with all that come before it, it has in common with its parent. So
/// counts that agree on what a clique shares with its parent can be joined to one row a respondent, one clique after the
/// other. Source: Lauritzen & Spiegelhalter, Local computations with probabilities on graphical structures, Journal of
/// the Royal Statistical Society B 50, 1988, doi:10.1111/j.2517-6161.1988.tb01721.x.
#[derive(Clone, Debug)]
pub(super) struct Clique {
    /// Its factors, ascending.
    pub factors: Vec<usize>,
    /// The clique before it with which it agrees on what both have; none for the first of those that are tied at all.
    pub parent: Option<usize>,
}

/// The cliques for factors that occur together in these sets, parents first.
///
/// Where the sets form no tree, factors are joined until they do; each time the one that needs the fewest new pairs is
/// taken out of the graph, with its neighbours as its clique.
pub(super) fn cliques(factors: usize, sets: &[Vec<usize>]) -> Vec<Clique> {
    let mut graph: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); factors];
    for set in sets {
        connect(&mut graph, set);
    }
    let mut left: BTreeSet<usize> = (0..factors).collect();
    let mut taken: Vec<(usize, Vec<usize>)> = Vec::new();
    while let Some(next) = left.iter().copied().min_by_key(|factor| missing_pairs(&graph, *factor)) {
        let neighbours: Vec<usize> = graph[next].iter().copied().collect();
        connect(&mut graph, &neighbours);
        for neighbour in &neighbours {
            graph[*neighbour].remove(&next);
        }
        left.remove(&next);
        taken.push((next, neighbours));
    }
    in_order(taken)
}

/// From the order in which factors were taken out to cliques, parents first: a clique hangs on that of the first of its
/// neighbours that was taken out after it.
fn in_order(mut taken: Vec<(usize, Vec<usize>)>) -> Vec<Clique> {
    taken.reverse();
    let place = |factor: usize| taken.iter().position(|(other, _)| *other == factor);
    let clique = |(factor, neighbours): &(usize, Vec<usize>)| {
        let mut factors = neighbours.clone();
        factors.push(*factor);
        factors.sort_unstable();
        Clique { factors, parent: neighbours.iter().filter_map(|neighbour| place(*neighbour)).max() }
    };
    taken.iter().map(clique).collect()
}

fn connect(graph: &mut [BTreeSet<usize>], set: &[usize]) {
    for one in set {
        graph[*one].extend(set.iter().filter(|other| *other != one));
    }
}

fn missing_pairs(graph: &[BTreeSet<usize>], factor: usize) -> usize {
    let neighbours: Vec<&usize> = graph[factor].iter().collect();
    let pairs = neighbours.iter().enumerate().flat_map(|(at, one)| neighbours[..at].iter().map(move |two| (one, two)));
    pairs.filter(|(one, two)| !graph[***one].contains(**two)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every set lies in a clique, and what a clique shares with those before it lies in its parent.
    fn is_junction_tree(cliques: &[Clique], sets: &[Vec<usize>]) -> bool {
        let within = |set: &[usize], clique: &Clique| set.iter().all(|factor| clique.factors.contains(factor));
        let before = |at: usize, factor: &&usize| cliques[..at].iter().any(|clique| clique.factors.contains(factor));
        sets.iter().all(|set| cliques.iter().any(|clique| within(set, clique)))
            && cliques.iter().enumerate().all(|(at, clique)| {
                let shared: Vec<usize> = clique.factors.iter().filter(|factor| before(at, factor)).copied().collect();
                clique.parent.map_or(shared.is_empty(), |parent| parent < at && within(&shared, &cliques[parent]))
            })
    }

    #[test]
    fn chains_stars_and_circles_become_trees() {
        for sets in [
            vec![],
            vec![vec![0, 1], vec![1, 2], vec![2, 3]],
            vec![vec![0, 1], vec![0, 2], vec![0, 3]],
            vec![vec![0, 1], vec![1, 2], vec![2, 3], vec![0, 3]],
            vec![vec![0, 1], vec![1, 2], vec![2, 3], vec![3, 4], vec![0, 4], vec![5, 6]],
            vec![vec![0, 1, 2], vec![2, 3, 4], vec![1, 3]],
        ] {
            let cliques = cliques(7, &sets);
            assert!(is_junction_tree(&cliques, &sets), "{sets:?}: {cliques:?}");
        }
    }
}
