//! Running sums and ranks: columns that follow from another one in all lines.
//!
//! Labels propose them, and the numbers confirm. A running sum that follows is worth as many bits as the number that it adds is times the width of
//! what is rounded, one of `n` ranks as many as `n` has, less one. Sums begin anew under each heading, and where one is that of its line
//! alone. Ranks are among all lines that print them.

use crate::reading::found::computed::{Computed, Found};
use crate::reading::found::formula::{Formula, Lines};
use crate::reading::found::sheet::SheetReading;
use crate::reading::found::tie::REACH;
use crate::reading::layout::evidence::{Bits, MISPRINT, log2};
use crate::reading::layout::printed::Number;
use crate::reading::layout::words::{says_cumulative, says_rank};
use crate::reading::proposals::computing::{notation, number};
use crate::reading::proposals::propose::markers;

/// What labels say that name a running sum or a rank.
const NAMED: Bits = 10;

/// The columns of a sheet that are running sums or ranks of others.
pub(in crate::reading) fn sequences(reading: &SheetReading) -> Vec<Computed> {
    if reading.frame.is_paired() {
        return Vec::new();
    }
    let (markers, width) = (markers(reading), reading.frame.width());
    let is_read = |column: usize| {
        reading.tallies.iter().any(|tally| tally.columns.contains(&column))
            || reading.summary.as_ref().is_some_and(|summary| summary.has_column(column))
            || reading.estimates.iter().any(|one| one.has_column(column))
    };
    let column = |at: usize| -> Vec<Option<Number>> {
        let notation = notation(reading, at);
        (0..reading.frame.rows.len()).map(|row| number(reading, row, at, notation, &markers)).collect()
    };
    let found = (0..width).filter(|at| !is_read(*at)).flat_map(|at| {
        let label = reading.frame.header(at).join(" ");
        let functions = match (says_cumulative(&label), says_rank(&label)) {
            (true, _) => vec!["cumulative"],
            (_, true) => vec!["rank", "ascending_rank"],
            _ => Vec::new(),
        };
        let others = (0..width).filter(|other| *other != at && other.abs_diff(at) <= REACH);
        let others: Vec<usize> = if functions.is_empty() { Vec::new() } else { others.collect() };
        let cost = log2((others.len() * functions.len()) as i64);
        let tried = others.into_iter().flat_map(|other| functions.iter().map(move |function| (other, *function)));
        let tried = tried.filter_map(|(of, function)| {
            let lines: Vec<Vec<Option<Number>>> =
                column(at).into_iter().zip(column(of)).map(|(one, other)| vec![one, other]).collect();
            let sequence = Sequence { lines: Lines::of(&lines)?, function };
            sequence.weigh(reading, at, of, cost, &markers)
        });
        tried.max_by_key(|found| found.first().map_or(0, |first| first.bits)).unwrap_or_default()
    });
    found.collect()
}

/// Two columns, of which the first may be a function of the second in all lines.
struct Sequence {
    lines: Lines,
    function: &'static str,
}

/// A number, and half a unit of its last digit.
type Value = (i128, i128);

impl Sequence {
    /// What is read of it, block by block, if enough speaks for it.
    fn weigh(
        &self,
        reading: &SheetReading,
        result: usize,
        of: usize,
        cost: Bits,
        markers: &str,
    ) -> Option<Vec<Computed>> {
        let blocks = if self.function == "cumulative" { self.runs(reading) } else { self.all() };
        let held: Vec<Option<Bits>> = blocks.iter().flat_map(|block| self.held(block)).collect();
        let astray = held.iter().filter(|bits| bits.is_none()).count();
        let bits = held.iter().map(|bits| bits.unwrap_or(-MISPRINT)).sum::<Bits>() + NAMED - cost;
        if bits < reading.enough || astray * 5 > held.len() {
            return None;
        }
        let formula = Formula::OfLines { result, of, function: self.function };
        let computed = |lines: Vec<usize>| Computed {
            is_of_rows: false,
            formulas: vec![Found { formula: formula.clone(), bits }],
            cells: (2 * lines.len(), 2 * lines.len()),
            lines,
            left: Vec::new(),
            markers: markers.to_owned(),
            bits,
            without: bits,
        };
        Some(blocks.into_iter().filter(|block| block.len() > 1).map(computed).collect())
    }

    /// The result of a line, and what it is of.
    fn values(&self, line: usize) -> Option<[Value; 2]> {
        let fields = &self.lines.fields[line];
        Some([fields[0]?, fields[1]?])
    }

    /// All lines with numbers, unless one has only one of them.
    fn all(&self) -> Vec<Vec<usize>> {
        let filled = |line: &usize| self.lines.fields[*line].iter().flatten().count();
        let lines = || 0..self.lines.fields.len();
        let is_whole = lines().all(|line| filled(&line) != 1);
        if is_whole { vec![lines().filter(|line| filled(line) == 2).collect()] } else { Vec::new() }
    }

    /// Lines directly below each other; where a result is the number of its own line and no sum, others begin.
    fn runs(&self, reading: &SheetReading) -> Vec<Vec<usize>> {
        let mut runs: Vec<Vec<usize>> = Vec::new();
        let mut sum = (0, 0);
        for line in 0..self.lines.fields.len() {
            let Some([result, own]) = self.values(line) else { continue };
            let goes_on = runs.last().and_then(|run| run.last()).is_some_and(|last| last + 1 == line);
            let more = plus(sum, own);
            let is_alone = meets(result, own) && !meets(result, more);
            match runs.last_mut() {
                Some(run) if goes_on && !is_alone && !reading.frame.rows[line].begins => {
                    run.push(line);
                    sum = more;
                }
                _ => {
                    runs.push(vec![line]);
                    sum = own;
                }
            }
        }
        runs
    }

    /// What each line of a block says, nothing where it does not follow; the first sum of several is no other number, and says nothing.
    fn held(&self, block: &[usize]) -> Vec<Option<Bits>> {
        let values: Vec<[Value; 2]> = block.iter().filter_map(|line| self.values(*line)).collect();
        if self.function != "cumulative" {
            let bits = (log2(values.len() as i64) - 1).max(0);
            return values.iter().map(|value| self.has_rank(value, &values).then_some(bits)).collect();
        }
        let mut sum = (0, 0);
        let of_line = |(place, [result, own]): (usize, &[Value; 2])| {
            sum = plus(sum, *own);
            let width = i64::try_from(2 * (sum.1 + result.1)).unwrap_or(i64::MAX).max(1);
            let bits = log2(i64::try_from(own.0.abs()).unwrap_or(i64::MAX) / width);
            meets(*result, sum).then_some(if place == 0 { 0 } else { bits })
        };
        values.iter().enumerate().map(of_line).collect()
    }

    /// Whether a rank is that of its value: ties may have any of theirs.
    fn has_rank(&self, [rank, own]: &[Value; 2], all: &[[Value; 2]]) -> bool {
        let is_before = |other: &Value| if self.function == "rank" { other.0 > own.0 } else { other.0 < own.0 };
        let mut before: Vec<i128> =
            all.iter().map(|[_, other]| other).filter(|other| is_before(other)).map(|other| other.0).collect();
        let alike = all.iter().filter(|[_, other]| other.0 == own.0).count();
        let most = before.len() + alike;
        before.sort_unstable();
        before.dedup();
        let one = self.lines.one;
        let [least, most] = [1 + before.len(), most].map(|rank| rank as i128 * one);
        (least..=most).contains(&rank.0)
    }
}

fn plus(one: Value, other: Value) -> Value {
    (one.0 + other.0, one.1 + other.1)
}

/// Whether two numbers may be the same.
fn meets(one: Value, other: Value) -> bool {
    (one.0 - other.0).abs() <= one.1 + other.1
}
