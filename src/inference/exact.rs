//! Fisher's exact test of tables of any number of rows and columns (Freeman & Halton 1951).
//!
//! Rows are filled one after the other. What is left for the columns is a node of a network (Mehta & Patel 1983); a path to it
//! has so many ways of filling the rows before. Where all that may follow leaves a path as rare as the observed table, or more
//! frequent, its ways are counted at once. The bounds that decide that are logarithms rounded outward, in whole numbers; the
//! ways themselves are whole numbers, so that p is a fraction.

use dashu_int::UBig;
use dashu_int::ops::BitTest;
use rustc_hash::FxHashMap as HashMap;
use smallvec::SmallVec;

use crate::inference::contingency::{Test, fisher};
use crate::number::{Interval, Rational};

/// How many steps of the search are usually enough: a step is one way of filling one row from one node.
pub const MOST_STEPS: usize = 300_000;

/// The most nodes of one row.
const MOST_NODES: usize = 200_000;

/// The most respondents of a table of more than two rows or columns.
const MOST: u64 = 5_000;

/// Fisher's exact test, two-sided: the probability of all tables with the same margins that are no more probable than this one.
/// Nothing where rows differ in length or are fewer than two, where there are too many respondents, or where the search would
/// take more than `steps`.
///
/// Sources: Freeman & Halton 1951, doi:10.1093/biomet/38.1-2.141; the network: Mehta & Patel 1983,
/// doi:10.1080/01621459.1983.10477989.
///
/// ```
/// use retally::inference::exact::{MOST_STEPS, exact};
/// let status = [vec![48, 470], vec![86, 680], vec![13, 68]];
/// assert_eq!(format!("{:.4}", exact(&status, MOST_STEPS).unwrap().p), "0.1467…");
/// assert!(exact(&status, 10).is_none());
/// ```
pub fn exact(table: &[Vec<u64>], steps: usize) -> Option<Test> {
    if let [one, other] = table
        && let (&[a, b], &[c, d]) = (one.as_slice(), other.as_slice())
    {
        return fisher(&[[a, b], [c, d]]);
    }
    let columns = table.first().map(Vec::len).filter(|columns| table.len() > 1 && *columns > 1)?;
    if table.iter().any(|row| row.len() != columns) {
        return None;
    }
    let total = table.iter().flatten().try_fold(0_u64, |sum, count| sum.checked_add(*count))?;
    let table = if columns > table.len() { transposed(table) } else { table.to_vec() };
    (1..=MOST).contains(&total).then_some(())?;
    let mut network = Network::of(&table, steps)?;
    let observed: UBig = table.iter().map(|row| network.factorials.ways(row)).product();
    let rare = network.rare(&observed)?;
    let all = Rational::from_big(network.factorials.ways(&network.columns));
    let share = |ways: UBig| Rational::from_big(ways).divided_by(&all);
    Some(Test { name: "Fisher's exact test", statistic: share(observed)?, df: 0, p: Interval::point(share(rare)?) })
}

fn transposed(table: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let columns = table.first().map_or(0, Vec::len);
    (0..columns).map(|column| table.iter().map(|row| row[column]).collect()).collect()
}

/// The factorial of each number.
struct Factorials(Vec<UBig>);

impl Factorials {
    fn up_to(most: u64) -> Self {
        let mut factorial = UBig::ONE;
        let next = |k: u64| {
            factorial *= UBig::from(k.max(1));
            factorial.clone()
        };
        Self((0..=most).map(next).collect())
    }

    /// In how many ways so many things can be divided into parts of these sizes.
    fn ways(&self, parts: &[u64]) -> UBig {
        let of = |number: u64| &self.0[number as usize];
        let alike: UBig = parts.iter().map(|part| of(*part)).product();
        of(parts.iter().sum()) / alike
    }
}

/// Logarithms of base two in parts of 1024, rounded down; one more is above.
struct Logarithms {
    /// The sum of them up to each number: at most that of its factorial, and at least when the number itself is added.
    factorials: Vec<i64>,
}

/// The binary digits behind the point of a logarithm.
const DIGITS: u32 = 10;

impl Logarithms {
    fn up_to(most: u64) -> Self {
        let mut sum = 0;
        let next = |k: u64| {
            sum += if k < 2 { 0 } else { UBig::from(k).pow(1 << DIGITS).bit_len() as i64 - 1 };
            sum
        };
        Self { factorials: (0..=most).map(next).collect() }
    }

    /// The logarithm of the ways of dividing, at least and at most.
    fn ways(&self, parts: &[u64]) -> (i64, i64) {
        let all: u64 = parts.iter().sum();
        let low = |number: u64| self.factorials[number as usize];
        let high = |number: u64| low(number) + number as i64;
        let sum = |of: &dyn Fn(u64) -> i64| parts.iter().map(|part| of(*part)).sum::<i64>();
        (low(all) - sum(&high), high(all) - sum(&low))
    }

    fn of(number: &UBig) -> (i64, i64) {
        let length = number.bit_len() as i64;
        ((length - 1) << DIGITS, length << DIGITS)
    }
}

/// The rows that are to be filled.
struct Network {
    rows: Vec<u64>,
    columns: Vec<u64>,
    factorials: Factorials,
    logarithms: Logarithms,
    /// For each row and node the logarithms of the fewest and the most ways in which the rows from there on can be filled.
    bounds: Vec<HashMap<Node, (i64, i64)>>,
    steps: usize,
}

/// What is left for each column, or the cells of a row.
type Node = SmallVec<[u64; 6]>;

impl Network {
    fn of(table: &[Vec<u64>], steps: usize) -> Option<Self> {
        let rows: Vec<u64> = table.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<u64> = transposed(table).iter().map(|column| column.iter().sum()).collect();
        let nodes = columns.iter().skip(1).try_fold(1_usize, |nodes, sum| nodes.checked_mul(*sum as usize + 1));
        nodes.filter(|nodes| *nodes <= MOST_NODES)?;
        let all = rows.iter().sum();
        let (factorials, logarithms) = (Factorials::up_to(all), Logarithms::up_to(all));
        let bounds = vec![HashMap::default(); rows.len()];
        let mut network = Self { rows, columns, factorials, logarithms, bounds, steps };
        network.bound()?;
        Some(network)
    }

    /// Finds the bounds of all nodes that can be reached, the last row first.
    fn bound(&mut self) -> Option<()> {
        let mut reached: Vec<Vec<Node>> = vec![vec![self.columns.as_slice().into()]];
        for row in 0..self.rows.len() - 1 {
            let mut next: HashMap<Node, ()> = HashMap::default();
            for node in &reached[row] {
                for cells in fillings(self.rows[row], node, &mut self.steps)? {
                    next.insert(left(node, &cells), ());
                }
            }
            reached.push(next.into_keys().collect());
        }
        for (row, nodes) in reached.into_iter().enumerate().rev() {
            let of_row: Option<HashMap<Node, (i64, i64)>> =
                nodes.into_iter().map(|node| Some((node.clone(), self.bounds_of(row, &node)?))).collect();
            self.bounds[row] = of_row?;
        }
        Some(())
    }

    fn bounds_of(&mut self, row: usize, node: &Node) -> Option<(i64, i64)> {
        if row + 1 == self.rows.len() {
            return Some(self.logarithms.ways(node));
        }
        let mut bounds = (i64::MAX, i64::MIN);
        for cells in fillings(self.rows[row], node, &mut self.steps)? {
            let (low, high) = self.logarithms.ways(&cells);
            let behind = self.bounds[row + 1].get(&left(node, &cells))?;
            bounds = (bounds.0.min(low + behind.0), bounds.1.max(high + behind.1));
        }
        Some(bounds)
    }

    /// The ways of all tables that have no more of them than the observed one.
    fn rare(&mut self, observed: &UBig) -> Option<UBig> {
        let limit = Logarithms::of(observed);
        let mut rare = UBig::ZERO;
        let mut nodes: HashMap<Node, HashMap<UBig, UBig>> = HashMap::default();
        nodes.entry(self.columns.as_slice().into()).or_default().insert(UBig::ONE, UBig::ONE);
        for row in 0..self.rows.len() {
            let mut next: HashMap<Node, HashMap<UBig, UBig>> = HashMap::default();
            for (node, paths) in nodes {
                let (fewest, most) = *self.bounds[row].get(&node)?;
                let is_rare = |path: &UBig| Logarithms::of(path).1 + most <= limit.0;
                let may_be_rare = |path: &UBig| Logarithms::of(path).0 + fewest <= limit.1;
                let (sure, open): (Vec<_>, Vec<_>) = paths.into_iter().partition(|(path, _)| is_rare(path));
                if !sure.is_empty() {
                    let paths = sure.iter().map(|(path, times)| path * times).sum::<UBig>();
                    rare += paths * self.factorials.ways(&node);
                }
                let open: Vec<_> = open.into_iter().filter(|(path, _)| may_be_rare(path)).collect();
                self.extend(row, &node, &open, observed, &mut rare, &mut next)?;
            }
            nodes = next;
        }
        Some(rare)
    }

    /// Fills one row more of the paths to a node, or, at the last, compares them.
    fn extend(
        &mut self,
        row: usize,
        node: &Node,
        open: &[(UBig, UBig)],
        observed: &UBig,
        rare: &mut UBig,
        next: &mut HashMap<Node, HashMap<UBig, UBig>>,
    ) -> Option<()> {
        let is_last = row + 1 == self.rows.len();
        if open.is_empty() {
            return Some(());
        }
        for cells in fillings(self.rows[row], node, &mut self.steps)? {
            self.steps = self.steps.checked_sub(open.len())?;
            let (of_row, left) = (self.factorials.ways(&cells), left(node, &cells));
            for (path, times) in open {
                let path = path * &of_row;
                match is_last {
                    true if path <= *observed => *rare += &path * times,
                    true => {}
                    false => *next.entry(left.clone()).or_default().entry(path).or_default() += times,
                }
            }
        }
        Some(())
    }
}

fn left(node: &Node, cells: &[u64]) -> Node {
    node.iter().zip(cells).map(|(left, cell)| left - cell).collect()
}

/// Every way of filling a row with so many respondents where so many are left for each column; nothing where that takes more
/// steps than there are.
fn fillings(row: u64, node: &Node, steps: &mut usize) -> Option<Vec<Node>> {
    let mut found: Vec<(Node, u64)> = vec![(Node::new(), row)];
    for (at, room) in node.iter().enumerate() {
        let behind: u64 = node[at + 1..].iter().sum();
        let mut longer = Vec::new();
        for (cells, missing) in found {
            for cell in missing.saturating_sub(behind)..=missing.min(*room) {
                *steps = steps.checked_sub(1)?;
                let mut cells = cells.clone();
                cells.push(cell);
                longer.push((cells, missing - cell));
            }
        }
        found = longer;
    }
    Some(found.into_iter().map(|(cells, _)| cells).collect())
}
