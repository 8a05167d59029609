//! Tables that are right: their percentages are computed by what is usual, and none of them is found.

use proptest::prelude::*;
use retally::reading::{Paper, Reading};

fn read(csv: &str) -> Reading {
    Paper::from_bytes("table.csv", csv.as_bytes()).unwrap().read()
}

fn reported(csv: &str) -> Vec<String> {
    let reading = read(csv);
    let Some(audit) = reading.audit() else { return Vec::new() };
    audit.findings().iter().map(|finding| finding.message.clone()).collect()
}

/// How the percentages of a block are computed, and what is said of that.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Usual {
    /// Of all.
    All,
    /// Of those who answered, whose number may stand in the heading.
    Answered,
    AnsweredInCells,
    AnsweredInLabel,
    /// The same, with those who did not answer as the last level, in percent of all.
    Missing,
    /// Of the row.
    Row,
    /// Adjusted by the largest remainders (Hamilton's method) to come to exactly 100.
    Adjusted,
}

const USUAL: [Usual; 7] = [
    Usual::All,
    Usual::Answered,
    Usual::AnsweredInCells,
    Usual::AnsweredInLabel,
    Usual::Missing,
    Usual::Row,
    Usual::Adjusted,
];

/// A block of a table: how its percentages are computed, how many each column has of each level, and how many did not answer.
type Block = (Usual, Vec<Vec<u64>>, Vec<u64>);

/// A table with its columns' numbers of respondents, or without.
#[derive(Clone, Debug)]
struct Table {
    decimals: u32,
    says_sizes: bool,
    blocks: Vec<Block>,
}

/// Rounded to the nearest, ties up.
fn rounded(count: u64, base: u64, decimals: u32) -> u64 {
    (2 * 100 * 10_u64.pow(decimals) * count + base) / (2 * base)
}

fn printed(digits: u64, decimals: u32) -> String {
    let unit = 10_u64.pow(decimals);
    match decimals {
        0 => digits.to_string(),
        _ => format!("{}.{:0width$}", digits / unit, digits % unit, width = decimals as usize),
    }
}

/// Percentages that come to exactly 100: rounded down, and the largest remainders up.
fn adjusted(counts: &[u64], decimals: u32) -> Vec<u64> {
    let (whole, base) = (100 * 10_u64.pow(decimals), counts.iter().sum::<u64>());
    let mut digits: Vec<u64> = counts.iter().map(|count| whole * count / base).collect();
    let mut order: Vec<usize> = (0..counts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse((whole * counts[*at]) % base));
    let left = usize::try_from(whole - digits.iter().sum::<u64>()).unwrap();
    order.into_iter().take(left).for_each(|at| digits[at] += 1);
    digits
}

impl Table {
    fn csv(&self) -> String {
        let columns = self.blocks[0].2.len();
        let size = |column: usize| self.blocks[0].1[column].iter().sum::<u64>() + self.blocks[0].2[column];
        let above = |column: usize| match self.says_sizes {
            true => format!(",\"Group {column}, n (%) (n = {})\"", size(column)),
            false => format!(",\"Group {column}, n (%)\""),
        };
        let mut csv = format!("Characteristic{}\n", (0..columns).map(above).collect::<String>());
        for (at, (usual, counts, missing)) in self.blocks.iter().enumerate() {
            let answered: Vec<u64> = counts.iter().map(|levels| levels.iter().sum()).collect();
            let cells = match usual {
                Usual::AnsweredInCells => answered.iter().map(|number| format!(",n = {number}")).collect(),
                _ => ",".repeat(columns),
            };
            let label = match usual {
                Usual::AnsweredInLabel if columns == 1 => format!("Variable {at} (n = {})", answered[0]),
                _ => format!("Variable {at}"),
            };
            csv.push_str(&format!("{label}{cells}\n"));
            for level in 0..counts[0].len() {
                let of_row: u64 = counts.iter().map(|levels| levels[level]).sum();
                csv.push_str(&format!("  Level {at}-{level}"));
                for column in 0..columns {
                    let count = counts[column][level];
                    let digits = match usual {
                        Usual::All => rounded(count, size(column), self.decimals),
                        Usual::Row => rounded(count, of_row.max(1), self.decimals),
                        Usual::Adjusted => adjusted(&counts[column], self.decimals)[level],
                        _ => rounded(count, answered[column], self.decimals),
                    };
                    csv.push_str(&format!(",{count} ({})", printed(digits, self.decimals)));
                }
                csv.push('\n');
            }
            if *usual == Usual::Missing {
                let cell = |column: usize| {
                    let digits = rounded(missing[column], size(column), self.decimals);
                    format!(",{} ({})", missing[column], printed(digits, self.decimals))
                };
                csv.push_str(&format!("  Missing{}\n", (0..columns).map(cell).collect::<String>()));
            }
        }
        csv
    }
}

/// Respondents of some columns, divided by some variables.
fn table() -> impl Strategy<Value = Table> {
    let shape = (prop::collection::vec(20..900_u64, 1..4), 0..3_u32, any::<bool>(), 2..5_usize);
    shape.prop_flat_map(|(sizes, decimals, says_sizes, blocks)| {
        let block = (prop::sample::select(USUAL.to_vec()), 2..6_usize, 0..12_u64, any::<u64>());
        prop::collection::vec(block, blocks).prop_map(move |drawn| {
            let blocks =
                drawn.into_iter().map(|(usual, levels, percent, seed)| divided(&sizes, usual, levels, percent, seed));
            Table { decimals, says_sizes, blocks: blocks.collect() }
        })
    })
}

/// The respondents of each column, divided into so many levels; of those who may have left it out, some percent did.
fn divided(sizes: &[u64], usual: Usual, levels: usize, percent: u64, seed: u64) -> Block {
    let mut state = seed | 1;
    let mut draw = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let weights: Vec<u64> = (0..levels).map(|_| 1 + draw(9)).collect();
    let all: u64 = weights.iter().sum();
    let of_column = |size: &u64| {
        let left = if matches!(usual, Usual::Row | Usual::Adjusted) { 0 } else { size * percent / 100 };
        let mut counts = vec![0; levels];
        for _ in 0..size - left {
            let mut at = draw(all);
            let level = weights.iter().position(|weight| at.checked_sub(*weight).map(|less| at = less).is_none());
            counts[level.unwrap_or(0)] += 1;
        }
        (counts, left)
    };
    let (counts, missing) = sizes.iter().map(of_column).unzip();
    (usual, counts, missing)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn what_is_usual_is_not_found(table in table()) {
        let csv = table.csv();
        prop_assert_eq!(reported(&csv), Vec::<String>::new(), "{}", csv);
    }
}
