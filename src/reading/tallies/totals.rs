//! Totals: the column, and the rows, whose counts are the sums of others'.

use std::ops::Range;

use crate::reading::layout::evidence::{Bits, ENOUGH, MISPRINT, bits_of_sum, log2};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::Coverage;
use crate::reading::layout::words::says_total;
use crate::reading::tallies::block::{Block, TotalRow};
use crate::reading::tallies::sizes::Size;
use crate::reading::tallies::tally::Tally;

/// No more rows are summed.
const MOST_PARTS: usize = 60;

/// What must speak for what is called a total to be one, where no sum fails.
const LIKELY: Bits = 7;

/// The blocks, cut where rows are totals of those beside them.
pub(in crate::reading) fn with_totals(frame: &Frame, tallies: &[Tally], blocks: Vec<Block>) -> Vec<Block> {
    if frame.given.margins.is_some() {
        let cut = blocks.into_iter().flat_map(|block| cut(&block, given_totals(frame, tallies, &block)));
        return cut.flat_map(|block| without_totals(frame, block)).collect();
    }
    let overlaps = |block: &Block| block.coverage(frame) == Some(Coverage::Overlap);
    let twins: Vec<Twin> = blocks.iter().flat_map(|block| twins(frame, tallies, block)).collect();
    let totals = |block: &Block| if overlaps(block) { Vec::new() } else { total_rows(frame, tallies, block, &twins) };
    blocks.into_iter().flat_map(|block| cut(&block, totals(&block))).collect()
}

/// A row that is the first or the last of its block, what speaks for it to be the sum of all others, and how many sums fail.
type Twin = (String, Bits, usize);

/// The ends of a block, held against the sums of its other rows: where a table has several blocks, what is called alike in each is a total
/// in all or in none.
fn twins(frame: &Frame, tallies: &[Tally], block: &Block) -> Vec<Twin> {
    // The first or the last.
    let (rows, cost) = (block.rows.clone(), 1);
    if !(3..=MOST_PARTS).contains(&rows.len()) {
        return Vec::new();
    }
    let first = sums(tallies, rows.start, rows.start + 1..rows.end, false);
    let last = sums(tallies, rows.end - 1, rows.start..rows.end - 1, true);
    let whole = |total: &TotalRow| total.parts.len() + 1 == rows.len();
    let found = first.into_iter().chain(last).filter(whole);
    found.map(|total| (frame.rows[total.row].label.to_lowercase(), total.bits - cost, total.missed)).collect()
}

/// The totals with their parts, and what stands between them.
fn cut(block: &Block, totals: Vec<TotalRow>) -> Vec<Block> {
    let (mut found, mut at) = (Vec::new(), block.rows.start);
    let of = |rows: Range<usize>, total| Block { heading: block.heading, rows, total, within: None };
    for total in totals {
        let (start, end) = (total.parts.start.min(total.row), total.parts.end.max(total.row + 1));
        found.extend([of(at..start, None), of(total.parts.clone(), Some(total))]);
        at = end;
    }
    found.push(of(at..block.rows.end, None));
    found.retain(|block| !block.rows.is_empty());
    found
}

/// The totals that a manifest names: of all rows above, or else of all below, up to the next one.
fn given_totals(frame: &Frame, tallies: &[Tally], block: &Block) -> Vec<TotalRow> {
    let (mut found, mut start) = (Vec::new(), block.rows.start);
    let is_total = |row: &usize| frame.is_margin_row(*row) == Some(true);
    for row in block.rows.clone().filter(is_total) {
        let next = (row + 1..block.rows.end).find(is_total).unwrap_or(block.rows.end);
        let above = sums(tallies, row, start..row, true);
        let below = || sums(tallies, row, row + 1..next, false);
        let all = if above.is_empty() { below() } else { above };
        let total = all.into_iter().max_by_key(|total| (total.missed == 0, total.parts.len()));
        start = total.as_ref().map_or(row, |total| total.parts.end.max(row)) + 1;
        found.extend(total);
    }
    found
}

/// A block without the rows in it that a manifest says to be totals, and that are none of rows beside them.
fn without_totals(frame: &Frame, block: Block) -> Vec<Block> {
    let rows: Vec<usize> = block.rows.clone().collect();
    let parts = rows.split(|row| frame.is_margin_row(*row) == Some(true)).filter(|part| !part.is_empty());
    parts.map(|part| Block { rows: part[0]..part[0] + part.len(), ..block.clone() }).collect()
}

/// Of all rows that may be the sum of rows beside them those for which most speaks, none within another.
fn total_rows(frame: &Frame, tallies: &[Tally], block: &Block, twins: &[Twin]) -> Vec<TotalRow> {
    let mut found: Vec<TotalRow> =
        block.rows.clone().filter_map(|row| total_row(frame, tallies, block, row, twins)).collect();
    found.sort_by_key(|total| (-total.bits, total.row));
    let mut chosen: Vec<TotalRow> = Vec::new();
    for total in found {
        let mut rows = total.parts.clone().chain([total.row]);
        if rows.all(|row| chosen.iter().all(|other| other.row != row && !other.parts.contains(&row))) {
            chosen.push(total);
        }
    }
    chosen.sort_by_key(|total| total.row);
    chosen
}

/// What a row is the sum of, above it or below it.
fn total_row(frame: &Frame, tallies: &[Tally], block: &Block, row: usize, twins: &[Twin]) -> Option<TotalRow> {
    let label = &frame.rows[row].label;
    let above = sums(tallies, row, block.rows.start.max(row.saturating_sub(MOST_PARTS))..row, true);
    let below = sums(tallies, row, row + 1..block.rows.end.min(row + 1 + MOST_PARTS), false);
    let cost = 2 * log2(block.rows.len() as i64);
    let is_told = says_total(label);
    let alike = twins.iter().filter(|(other, _, _)| *other == label.to_lowercase());
    let (of_twins, missed): (Bits, usize) =
        alike.fold((0, 0), |(bits, missed), (_, own, failing)| (bits + own, missed + failing));
    let of_twins = |total: &TotalRow| {
        if missed == 0 && total.parts.len() + 1 == block.rows.len() { of_twins } else { 0 }
    };
    let is_enough = |total: &TotalRow| match total.missed {
        // By chance a row is the sum of two others now and then.
        0 => total.bits.max(of_twins(total)) >= if is_told { LIKELY } else { ENOUGH },
        // Only what is called a total, and is one elsewhere, is wrong where it is none.
        missed => is_told && total.bits >= ENOUGH && missed * 5 <= tallies.len(),
    };
    // That percentages follow from it as the size of its column speaks for it as well.
    let is_size = |tally: &&Tally| {
        let count = tally.pairs[row].map(|pair| pair.count);
        tally.commonest_bases().zip(count).is_some_and(|((least, most), count)| (least..=most).contains(&count))
    };
    let sizes: Bits = tallies.iter().filter(is_size).filter_map(|tally| Some(log2(tally.pairs[row]?.count))).sum();
    let bits = |total: &TotalRow| total.bits - cost + if total.missed == 0 && is_told { sizes } else { 0 };
    let found = above.into_iter().chain(below).map(|total| TotalRow { bits: bits(&total), ..total });
    found.filter(|total| !label.is_empty() && is_enough(total)).max_by_key(|total| (total.bits, total.parts.len()))
}

/// The row held against the sums of one row beside it, of two, and so on.
fn sums(tallies: &[Tally], row: usize, rows: Range<usize>, is_above: bool) -> Vec<TotalRow> {
    let mut sums: Vec<Option<i64>> = vec![Some(0); tallies.len()];
    let (mut found, all) = (Vec::new(), rows.clone());
    let mut add = |at: usize| {
        for (sum, tally) in sums.iter_mut().zip(tallies) {
            *sum = sum.zip(tally.pairs[at]).map(|(sum, pair)| sum + pair.count);
        }
        let parts = if is_above { at..all.end } else { all.start..at + 1 };
        let (bits, missed) = compare(tallies, row, &sums);
        let is_summed = sums.iter().any(Option::is_some);
        if parts.len() > 1 && is_summed {
            found.push(TotalRow { row, parts, bits, missed });
        }
        is_summed
    };
    let _: bool = if is_above { rows.rev().all(&mut add) } else { rows.into_iter().all(&mut add) };
    found
}

/// What the sums say that hold, and how many do not.
fn compare(tallies: &[Tally], row: usize, sums: &[Option<i64>]) -> (Bits, usize) {
    let pairs = tallies.iter().zip(sums).filter_map(|(tally, sum)| Some((tally.pairs[row]?.count, (*sum)?)));
    pairs.fold((0, 0), |(bits, missed), (count, sum)| match count == sum {
        true => (bits + bits_of_sum(count), missed),
        false => (bits - MISPRINT, missed + 1),
    })
}

/// The column whose counts are the sums of all others'. What is called a total needs less to speak for it where no sum fails.
pub(in crate::reading) fn total_column(frame: &Frame, tallies: &[Tally], sizes: &[Option<Size>]) -> Option<usize> {
    if frame.given.margins.is_some() {
        let is_said = |at: &usize| frame.is_margin_column(tallies[*at].columns.start) == Some(true);
        return (0..tallies.len()).find(is_said).filter(|at| !counts_more(tallies, *at));
    }
    if tallies.len() < 3 {
        return None;
    }
    // Nothing, where it is not known of all columns how many they are of.
    let sizes_agree = |at: usize| {
        let others = sizes.iter().enumerate().filter(|(other, _)| *other != at);
        let sum = others.map(|(_, size)| Some(size.as_ref()?.number)).sum::<Option<i64>>()?;
        Some((sum, sizes[at].as_ref()?.number == sum))
    };
    let agree = |at: &usize| sizes_agree(*at).is_none_or(|(_, agree)| agree);
    let of_sizes = |at: usize| sizes_agree(at).filter(|(_, agree)| *agree).map_or(0, |(sum, _)| log2(sum));
    let is_told = |at: usize| frame.says_total_of_column(tallies[at].columns.start);
    let is_enough = |at: usize| {
        let (bits, missed) = column_sums(tallies, at);
        let rows = tallies[at].known().count();
        match is_told(at) {
            true => {
                bits + 2 * MISPRINT * missed as Bits + shares(tallies, at) + of_sizes(at) >= LIKELY
                    && missed * 5 <= rows
            }
            false => bits >= ENOUGH && missed == 0,
        }
    };
    let best = (0..tallies.len()).max_by_key(|at| column_bits(tallies, *at))?;
    Some(best).filter(|best| is_enough(*best) && agree(best))
}

/// What speaks for a column to be the sum of the others.
pub(in crate::reading) fn column_bits(tallies: &[Tally], at: usize) -> Bits {
    column_sums(tallies, at).0
}

/// Whether a column counts no fewer than all others in each row, and more in one.
fn counts_more(tallies: &[Tally], at: usize) -> bool {
    let left = |row: usize| {
        let others = tallies.iter().enumerate().filter(|(other, _)| *other != at);
        Some(
            tallies[at].pairs[row]?.count
                - others.map(|(_, tally)| Some(tally.pairs[row]?.count)).sum::<Option<i64>>()?,
        )
    };
    let left: Vec<i64> = (0..tallies[at].pairs.len()).filter_map(left).collect();
    left.iter().all(|left| *left >= 0) && left.iter().any(|left| *left > 0)
}

/// What speaks for percentages of the other columns that are shares of it.
fn shares(tallies: &[Tally], at: usize) -> Bits {
    let of_row = |row: usize| {
        let total = tallies[at].pairs[row]?.count;
        let others = tallies.iter().enumerate().filter(|(other, _)| *other != at);
        Some(others.filter_map(|(_, tally)| Some(tally.pairs[row]?.bits(total))).sum::<Bits>())
    };
    (0..tallies[at].pairs.len()).filter_map(of_row).sum::<Bits>().max(0)
}

/// What speaks for that, and how many sums fail.
fn column_sums(tallies: &[Tally], at: usize) -> (Bits, usize) {
    let sums = |row: usize| {
        let others = tallies.iter().enumerate().filter(|(other, _)| *other != at);
        let sum: i64 = others.map(|(_, tally)| Some(tally.pairs[row]?.count)).sum::<Option<i64>>()?;
        Some((tallies[at].pairs[row]?.count, sum))
    };
    let add = |(bits, missed): (Bits, usize), (total, sum): (i64, i64)| match total == sum {
        true => (bits + bits_of_sum(total), missed),
        false => (bits - 2 * MISPRINT, missed + 1),
    };
    (0..tallies[at].pairs.len()).filter_map(sums).fold((0, 0), add)
}
