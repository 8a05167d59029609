//! Signs that stand for zero: `N.D.`, a dash, or nothing at all.
//!
//! A count is never negative. Where the other counts of a sum come to its total, a sign among them is a zero: so each is where all sums in
//! which the sign takes part hold without it. A sign that takes part in no sum may as well be a number that nobody knows.

use crate::reading::layout::evidence::{Bits, bits_of_sum};
use crate::reading::layout::frame::Frame;
use crate::reading::tallies::block::{blocks, divisions};
use crate::reading::tallies::sizes;
use crate::reading::tallies::tally::{Notation, Pair, Tally};
use crate::reading::tallies::totals::{total_column, with_totals};

/// What must speak for a sign to be zero, beside that no sum speaks against it.
const LIKELY: Bits = 3;

/// No sign is longer.
const LONGEST: usize = 6;

/// A row and a column of counts.
type At = (usize, usize);

/// The columns with a zero for each sign that sums show to be one.
pub(in crate::reading) fn with_zeros(frame: &Frame, mut tallies: Vec<Tally>) -> Vec<Tally> {
    alone(frame, &mut tallies);
    let mut signs: Vec<(String, Vec<At>)> = Vec::new();
    for row in 0..frame.rows.len() {
        let has_counts = tallies.iter().any(|tally| tally.pairs[row].is_some());
        for (at, tally) in tallies.iter().enumerate().filter(|_| has_counts) {
            let Some(sign) = sign(frame, tally, row) else { continue };
            match signs.iter_mut().find(|(known, _)| *known == sign) {
                Some((_, cells)) => cells.push((row, at)),
                None => signs.push((sign, vec![(row, at)])),
            }
        }
    }
    for (_, cells) in signs {
        let mut filled = tallies.clone();
        cells.iter().for_each(|(row, at)| filled[*at].pairs[*row] = Some(Pair::NONE));
        for (row, at) in zeros(frame, &tallies, &filled, &cells) {
            tallies[at].pairs[row] = Some(Pair::NONE);
        }
    }
    tallies
}

/// Reads a zero without its percentage, beside counts with theirs.
fn alone(frame: &Frame, tallies: &mut [Tally]) {
    for row in 0..frame.rows.len() {
        let has_counts = tallies.iter().any(|tally| tally.pairs[row].is_some());
        for tally in tallies.iter_mut().filter(|tally| has_counts && tally.notation != Notation::Percentage) {
            let text = frame.printed(frame.rows[row].at, tally.columns.start).trim();
            if text == "0" && tally.columns.len() == 1 && !frame.is_paired() && tally.pairs[row].is_none() {
                tally.pairs[row] = Some(Pair::NONE);
            }
        }
    }
}

/// What stands in place of a count and its percentage.
fn sign(frame: &Frame, tally: &Tally, row: usize) -> Option<String> {
    let lines = || frame.rows[row].lines().flat_map(|line| tally.columns.clone().map(move |column| (line, column)));
    let mut texts = lines().map(|(line, column)| frame.printed(line, column).trim());
    let first = texts.next().filter(|text| text.len() <= LONGEST && !text.contains(char::is_numeric))?;
    let is_one = tally.notation != Notation::Percentage && tally.pairs[row].is_none();
    (is_one && texts.all(|text| text == first)).then(|| first.to_owned())
}

/// Those of the cells that sums show to be zero; none where one shows that the sign is none.
fn zeros(frame: &Frame, tallies: &[Tally], filled: &[Tally], cells: &[At]) -> Vec<At> {
    let (mut bits, mut found): (Bits, Vec<At>) = (0, Vec::new());
    for (total, parts, of) in sums(frame, tallies, filled) {
        let own: Vec<At> = of.into_iter().filter(|cell| cells.contains(cell)).collect();
        if own.is_empty() {
            continue;
        }
        if total != parts {
            return Vec::new();
        }
        bits += bits_of_sum(total);
        found.extend(own);
    }
    if bits >= LIKELY { found } else { Vec::new() }
}

/// The sums of a table: its total, what its parts come to, and their cells.
fn sums(frame: &Frame, tallies: &[Tally], filled: &[Tally]) -> Vec<(i64, i64, Vec<At>)> {
    let count = |(row, at): &At| Some(filled[*at].pairs[*row]?.count);
    let sum = |total: At, parts: Vec<At>| {
        let sum = parts.iter().map(count).sum::<Option<i64>>()?;
        Some((count(&total)?, sum, parts))
    };
    let blocks = with_totals(frame, filled, blocks(frame, filled));
    let caption = sizes::stated(&frame.sheet.caption, frame.decimal);
    let sizes = tallies.iter().map(|tally| sizes::size(frame, tally, &blocks, &caption).ok()).collect::<Vec<_>>();
    let mut found = Vec::new();
    if let Some(total) = total_column(frame, filled, &sizes) {
        let columns: Vec<usize> = (0..filled.len()).filter(|at| *at != total).collect();
        let of_row = |row: usize| sum((row, total), columns.iter().map(|at| (row, *at)).collect());
        found.extend((0..frame.rows.len()).filter_map(of_row));
    }
    for total in blocks.iter().filter_map(|block| block.total.as_ref()) {
        let of_column = |at: usize| sum((total.row, at), total.parts.clone().map(|row| (row, at)).collect());
        found.extend((0..filled.len()).filter_map(of_column));
    }
    let sized: Vec<(usize, i64)> =
        sizes.iter().enumerate().filter_map(|(at, size)| Some((at, size.as_ref()?.number))).collect();
    let numbers: Vec<i64> = sized.iter().map(|(_, number)| *number).collect();
    let counts = |row: usize| sized.iter().map(|(at, _)| count(&(row, *at))).collect::<Option<Vec<i64>>>();
    for block in blocks.iter().filter(|_| !numbers.is_empty()) {
        for division in divisions(block, &numbers, counts) {
            let of_column = |(at, number): &(usize, i64)| {
                (*number, *number, division.rows.clone().map(|row| (row, *at)).collect::<Vec<At>>())
            };
            found.extend(sized.iter().map(of_column));
        }
    }
    found
}
