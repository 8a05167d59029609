//! How many respondents have which codes: whole numbers that come as near to the printed counts and shares as can be.
//!
//! The search for them is a linear program in whole numbers, and the only place of this module with `f64`. Nothing is
//! decided by them: what is found is rounded, checked in whole numbers and recomputed exactly; what is not found says
//! nothing of the figures.

use std::ops::Bound;

use indexmap::IndexMap;
use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOptions, Variable};
use rustc_hash::FxHashMap as HashMap;

use crate::microdata::factor::{Answers, Factors};
use crate::microdata::tree::Clique;
use crate::number::{Interval, Rational};

/// The most cells that the counts of one clique may have.
pub(super) const MOST_CELLS: usize = 3_000;

/// The most cells that all cliques of a tree may have to be counted together.
const MOST_TOGETHER: usize = 10_000;

/// The most respondents.
pub(super) const MOST_RESPONDENTS: u32 = 200_000;

/// How many branches of a program are looked at, and how many variables in all of them. Numbers, and not a time, so that
/// every machine finds the same.
const MOST_BRANCHES: u64 = 2_000;
const FEWEST_BRANCHES: u64 = 20;
const MOST_LOOKED_AT: u64 = 250_000;

/// A number of respondents, or a percentage, that the counts should come to.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    pub event: Answers,
    pub base: Option<Answers>,
    pub values: Interval,
    pub weight: Weight,
}

/// How much it matters that a tally is met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Weight {
    /// It is printed.
    Printed,
    /// It is printed, but the audit shows that it is not right if the others are.
    Found,
    /// Nobody's answer should be missing.
    Complete,
    /// So many should be there that the other figures can match.
    Enough,
}

impl Weight {
    /// What it costs to miss by one respondent.
    fn cost(self) -> f64 {
        match self {
            Self::Printed => 10_000.0,
            Self::Found => 10.0,
            Self::Complete => 0.1,
            Self::Enough => 0.01,
        }
    }
}

/// What one respondent more costs where their number is not reported.
const COST_OF_ONE: f64 = 0.000_1;

/// The number of respondents in each cell of each clique.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub total: u32,
    pub cells: Vec<Vec<u32>>,
}

impl Tally {
    /// The factors it is about.
    pub fn factors(&self) -> Vec<usize> {
        let mut factors: Vec<usize> =
            self.event.iter().chain(self.base.iter().flatten()).map(|answer| answer.0).collect();
        factors.sort_unstable();
        factors.dedup();
        factors
    }
}

/// The cells of a clique: every combination of codes of its factors.
#[derive(Clone, Debug)]
pub(super) struct Cells {
    factors: Vec<usize>,
    sizes: Vec<usize>,
}

impl Cells {
    pub fn of(clique: &[usize], factors: &Factors) -> Self {
        let sizes = clique.iter().map(|factor| usize::from(factors.all()[*factor].size)).collect();
        Self { factors: clique.to_vec(), sizes }
    }

    /// How many there are, if that can be said.
    pub fn count(&self) -> usize {
        self.sizes.iter().fold(1, |product, size| product.saturating_mul(*size))
    }

    /// The code of a factor in a cell.
    pub fn code(&self, cell: usize, factor: usize) -> Option<u16> {
        let place = self.factors.iter().position(|known| *known == factor)?;
        let below: usize = self.sizes[..place].iter().product();
        Some((cell / below % self.sizes[place]) as u16)
    }

    /// The codes of several factors in a cell.
    pub fn codes(&self, cell: usize, factors: &[usize]) -> Vec<u16> {
        factors.iter().filter_map(|factor| self.code(cell, *factor)).collect()
    }

    /// The cells whose respondents belong to an event.
    fn within(&self, event: &Answers) -> Vec<bool> {
        let holds = |cell: usize| {
            event.iter().all(|(factor, codes)| self.code(cell, *factor).is_some_and(|code| codes.contains(&code)))
        };
        (0..self.count()).map(holds).collect()
    }
}

/// The factors that two cliques have in common.
pub(super) fn shared(one: &Clique, other: &Clique) -> Vec<usize> {
    one.factors.iter().filter(|factor| other.factors.contains(factor)).copied().collect()
}

/// Counts that meet the tallies as well as can be found. Cliques that are tied to each other are counted together.
///
/// Without a `total` it is the most that any of them needs.
pub(super) fn find(factors: &Factors, cliques: &[Clique], tallies: &[Tally], total: Option<u32>) -> Option<Counts> {
    let trees = trees(cliques);
    let solve = |total| -> Option<Vec<Part>> {
        let together = |tree: &Vec<usize>| {
            let cells: usize = tree.iter().map(|clique| Cells::of(&cliques[*clique].factors, factors).count()).sum();
            let program = (cells <= MOST_TOGETHER).then(|| Program::new(factors, cliques, tree, tallies, total));
            program.and_then(|program| program.solve(total))
        };
        trees.iter().map(|tree| together(tree).or_else(|| in_turn(factors, cliques, tree, tallies, total))).collect()
    };
    let (total, parts) = match total {
        Some(total) => (total, solve(Some(total))?),
        None => {
            let parts = solve(None)?;
            let total = parts.iter().map(|part| part.total).max().unwrap_or(0);
            let same = parts.iter().all(|part| part.total == total);
            (total, if same { parts } else { solve(Some(total))? })
        }
    };
    let mut cells = vec![Vec::new(); cliques.len()];
    for (clique, counts) in parts.into_iter().flat_map(|part| part.cells) {
        cells[clique] = counts;
    }
    Some(Counts { total, cells })
}

/// Counts for one clique after the other, each as its parent leaves it: not the best, but soon found.
fn in_turn(
    factors: &Factors,
    cliques: &[Clique],
    tree: &[usize],
    tallies: &[Tally],
    total: Option<u32>,
) -> Option<Part> {
    let mut cells: Vec<(usize, Vec<u32>)> = Vec::new();
    let mut total = total;
    for clique in tree {
        let mut program = Program::new(factors, cliques, &[*clique], tallies, total);
        if let Some((parent, counts)) = cells.iter().find(|known| Some(known.0) == cliques[*clique].parent) {
            program.agree_with(*clique, &Cells::of(&cliques[*parent].factors, factors), counts);
        }
        let part = program.solve(total)?;
        total = total.or(Some(part.total));
        cells.extend(part.cells);
    }
    Some(Part { total: total?, cells })
}

/// The cliques that are tied, parents first.
fn trees(cliques: &[Clique]) -> Vec<Vec<usize>> {
    let mut trees: Vec<Vec<usize>> = Vec::new();
    for (at, clique) in cliques.iter().enumerate() {
        let own = clique.parent.and_then(|parent| trees.iter().position(|tree| tree.contains(&parent)));
        match own {
            Some(tree) => trees[tree].push(at),
            None => trees.push(vec![at]),
        }
    }
    trees
}

/// The counts of cliques that are tied.
struct Part {
    total: u32,
    cells: Vec<(usize, Vec<u32>)>,
}

/// The linear program for the counts of cliques that are tied.
struct Program<'a> {
    cliques: &'a [Clique],
    problem: Problem,
    total: Option<u32>,
    /// For each clique its cells and their variables.
    counted: Vec<(usize, Cells, Vec<Variable>)>,
}

impl<'a> Program<'a> {
    fn new(factors: &Factors, cliques: &'a [Clique], tree: &[usize], tallies: &[Tally], total: Option<u32>) -> Self {
        let problem = Problem::new(OptimizationDirection::Minimize);
        let mut program = Self { cliques, problem, total, counted: Vec::new() };
        for clique in tree {
            program.add_clique(*clique, Cells::of(&cliques[*clique].factors, factors));
        }
        for tally in tallies {
            program.add_tally(tally);
        }
        program
    }

    fn add_clique(&mut self, at: usize, cells: Cells) {
        let most = self.total.unwrap_or(MOST_RESPONDENTS) as i32;
        let is_root = self.cliques[at].parent.is_none();
        let cost = if is_root && self.total.is_none() { COST_OF_ONE } else { 0.0 };
        let variables: Vec<_> = (0..cells.count()).map(|_| self.problem.add_integer_var(cost, (0, most))).collect();
        if let Some(total) = self.total.filter(|_| is_root) {
            let terms: Vec<_> = variables.iter().map(|variable| (*variable, 1.0)).collect();
            self.problem.add_constraint(&terms, ComparisonOp::Eq, f64::from(total));
        }
        self.counted.push((at, cells, variables));
        self.agree(at);
    }

    /// A clique counts as many as its parent for each combination of the codes that they share.
    fn agree(&mut self, at: usize) {
        for (own, other) in self.seams(at) {
            let terms: Vec<_> =
                own.into_iter().map(|cell| (cell, 1.0)).chain(other.into_iter().map(|cell| (cell, -1.0))).collect();
            self.problem.add_constraint(&terms, ComparisonOp::Eq, 0.0);
        }
    }

    /// A clique counts as many as its parent was found to.
    fn agree_with(&mut self, at: usize, parent: &Cells, counts: &[u32]) {
        let shared: Vec<usize> =
            self.cliques[at].factors.iter().filter(|factor| parent.factors.contains(factor)).copied().collect();
        let mut found: HashMap<Vec<u16>, u64> = HashMap::default();
        for (cell, count) in counts.iter().enumerate() {
            *found.entry(parent.codes(cell, &shared)).or_default() += u64::from(*count);
        }
        let Some((_, cells, variables)) = self.counted.iter().find(|counted| counted.0 == at) else { return };
        let mut terms: IndexMap<Vec<u16>, Vec<(Variable, f64)>> = IndexMap::new();
        for (cell, variable) in variables.iter().enumerate() {
            terms.entry(cells.codes(cell, &shared)).or_default().push((*variable, 1.0));
        }
        for (codes, terms) in terms {
            let count = found.get(&codes).copied().unwrap_or(0);
            self.problem.add_constraint(&terms, ComparisonOp::Eq, count as f64);
        }
    }

    /// For each combination of the codes that a clique shares with its parent, the variables of both.
    fn seams(&self, at: usize) -> Vec<(Vec<Variable>, Vec<Variable>)> {
        let is_counted = |clique: &usize| self.counted.iter().any(|counted| counted.0 == *clique);
        let Some(parent) = self.cliques[at].parent.filter(is_counted) else { return Vec::new() };
        let shared = shared(&self.cliques[at], &self.cliques[parent]);
        let mut seams: IndexMap<Vec<u16>, (Vec<Variable>, Vec<Variable>)> = IndexMap::new();
        for (clique, cells, variables) in self.counted.iter().filter(|counted| [at, parent].contains(&counted.0)) {
            for (cell, variable) in variables.iter().enumerate() {
                let seam = seams.entry(cells.codes(cell, &shared)).or_default();
                if *clique == at { seam.0.push(*variable) } else { seam.1.push(*variable) }
            }
        }
        seams.into_values().collect()
    }

    /// Adds what it costs to miss a tally, if these cliques count it. It is counted in the first that holds its factors.
    fn add_tally(&mut self, tally: &Tally) {
        let needed = tally.factors();
        let holds = |cells: &Cells| needed.iter().all(|factor| cells.factors.contains(factor));
        let Some((_, cells, variables)) = self.counted.iter().find(|counted| !needed.is_empty() && holds(&counted.1))
        else {
            return;
        };
        let event = cells.within(&tally.event);
        let base = tally.base.as_ref().map(|base| cells.within(base));
        let variables = variables.clone();
        for (end, upper) in [(tally.values.low(), false), (tally.values.high(), true)] {
            let (number, open) = match end {
                Bound::Unbounded => continue,
                Bound::Included(number) => (number, false),
                Bound::Excluded(number) => (number, true),
            };
            let least = Least::of(number, open, upper, base.is_some());
            let coefficient = |cell: usize| {
                let counted = f64::from(u8::from(event[cell]));
                let of = base.as_ref().map_or(0.0, |base| f64::from(u8::from(base[cell])));
                counted - least.of_base * of
            };
            let mut terms: Vec<(Variable, f64)> =
                variables.iter().enumerate().map(|(cell, variable)| (*variable, coefficient(cell))).collect();
            terms.retain(|term| term.1 != 0.0);
            let sign = if upper { -1.0 } else { 1.0 };
            terms.push((self.problem.add_var(tally.weight.cost(), (0.0, f64::INFINITY)), sign));
            let comparison = if upper { ComparisonOp::Le } else { ComparisonOp::Ge };
            self.problem.add_constraint(&terms, comparison, least.constant);
        }
    }

    /// The counts, checked: whole numbers that agree on all that cliques share, and are as many as there should be.
    fn solve(self, printed: Option<u32>) -> Option<Part> {
        let mut options = SolveOptions::default();
        let variables: u64 = self.counted.iter().map(|counted| counted.2.len() as u64).sum();
        options.node_limit = Some((MOST_LOOKED_AT / variables.max(1)).clamp(FEWEST_BRANCHES, MOST_BRANCHES));
        let solution = self.problem.solve_with(options).ok()?.into_solution().ok()?;
        // What lies between is near a whole number; were it not, the check would tell.
        let rounded =
            |variable: &Variable| solution.var_value(*variable).round().clamp(0.0, f64::from(MOST_RESPONDENTS)) as u32;
        let value = |variables: &[Variable]| variables.iter().map(rounded).map(u64::from).sum::<u64>();
        let agree =
            self.counted.iter().all(|(at, ..)| self.seams(*at).iter().all(|(own, other)| value(own) == value(other)));
        let total = u32::try_from(value(&self.counted.first()?.2)).ok()?;
        let holds = agree && total <= MOST_RESPONDENTS && printed.is_none_or(|printed| printed == total);
        let cells = self.counted.iter().map(|(at, _, variables)| (*at, variables.iter().map(rounded).collect()));
        holds.then(|| Part { total, cells: cells.collect() })
    }
}

/// What the number of an event's respondents, less a part of its base's, is at least; or at most.
struct Least {
    of_base: f64,
    constant: f64,
}

impl Least {
    /// An end that does not belong to the interval is missed by the least that whole numbers can be off.
    fn of(number: &Rational, open: bool, upper: bool, is_share: bool) -> Self {
        let outward = |gap: f64| if upper { -gap } else { gap };
        if is_share {
            let hundredth = number * &Rational::unit(2);
            let gap = if open { granule(&hundredth) } else { 0.0 };
            return Self { of_base: hundredth.to_f64(), constant: outward(gap) };
        }
        let whole = if upper { number.floor() } else { number.ceil() };
        let next = if open && number.is_whole() { outward(1.0) } else { 0.0 };
        Self { of_base: 0.0, constant: whole.to_f64() + next }
    }
}

/// The least that two multiples of a decimal number by whole numbers differ by, or less.
fn granule(number: &Rational) -> f64 {
    let decimals = (0..12).find(|decimals| number.is_multiple_of(&Rational::unit(*decimals)));
    Rational::unit(decimals.unwrap_or(12)).to_f64()
}
