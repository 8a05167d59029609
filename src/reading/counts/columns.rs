//! Which columns are counts with their percentages: those of the one notation for which most speaks.

use crate::reading::counts::alone::percentages;
use crate::reading::layout::evidence::{Bits, LEAD, log2};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::printed::Printed;
use crate::reading::layout::words::says_percentage;
use crate::reading::tallies::base::{own_bits, row_bits};
use crate::reading::tallies::sizes;
use crate::reading::tallies::tally::{Notation, Tally};
use crate::reading::tallies::totals::total_column;

/// Columns without overlap, and what speaks for them.
type Choice = (Vec<Tally>, Bits);

/// The columns of counts and percentages of a sheet, under the one notation for which most speaks; of counts alone, where there are none. Or
/// why there are neither.
pub(in crate::reading) fn tallies(frame: &Frame) -> Result<Vec<Tally>, String> {
    let notations = Notation::SHARES.into_iter().rev().filter(|notation| may_be(frame, *notation));
    let found =
        notations.flat_map(|notation| [by_rows(frame, notation), by_columns(frame, notation), given(frame, notation)]);
    // Of equally good ones the first. Percentages of rows speak against each of their columns by itself.
    let best = found.flatten().max_by_key(|(tallies, bits)| (*bits, tallies.len()));
    if let Some((tallies, _)) = best {
        return Ok(with_own_bases(frame, tallies));
    }
    let percentages = if may_be(frame, Notation::Percentage) { percentages(frame) } else { Vec::new() };
    if !percentages.is_empty() {
        return Ok(percentages);
    }
    // Rows of percentages are none of counts.
    let may_count = !frame.is_paired() && may_be(frame, Notation::Count);
    let alone = may_count.then(|| by_columns(frame, Notation::Count)).flatten();
    let reason = match has_shares(frame) {
        true => "what may be percentages of its counts follows from no base",
        false if has_percentages(frame) => {
            "its percentages stand without counts, and nothing confirms what they are shares of"
        }
        false => "no column has counts",
    };
    alone.map(|(tallies, _)| tallies).ok_or_else(|| reason.to_owned())
}

/// Whether cells may be written so, as far as a manifest says.
fn may_be(frame: &Frame, notation: Notation) -> bool {
    frame.given.notation.is_none_or(|given| given == notation.written())
}

/// All columns of the notation that a manifest says, whatever speaks for it.
fn given(frame: &Frame, notation: Notation) -> Option<Choice> {
    let tallies = frame.given.notation.map(|_| said(frame, notation)).unwrap_or_default();
    (!tallies.is_empty()).then_some((tallies, 0))
}

/// Whether columns have counts with percentages, whatever these are of.
pub(in crate::reading) fn has_shares(frame: &Frame) -> bool {
    frame.is_paired() || Notation::SHARES.into_iter().any(|notation| !said(frame, notation).is_empty())
}

/// The columns of this notation: of all choices without overlap the one for which most speaks, each column by itself.
fn by_columns(frame: &Frame, notation: Notation) -> Option<Choice> {
    let width = notation.width();
    let mut best: Vec<(Bits, Option<Tally>)> = vec![(0, None); frame.width() + width];
    for at in (0..frame.width()).rev() {
        best[at] = (best[at + 1].0, None);
        let Some(tally) = at_column(frame, notation, at) else { continue };
        let bits = evidence(frame, &tally);
        let with = bits + best[at + width].0;
        if width == 1 || bits >= SURE && with > best[at].0 {
            best[at] = (with, Some(tally));
        }
    }
    let bits = best[0].0;
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some((_, choice)) = best.get_mut(at) {
        let choice = choice.take();
        at += if choice.is_some() { width } else { 1 };
        found.extend(choice);
    }
    (!found.is_empty()).then_some((found, bits))
}

/// All columns of this notation, if their percentages are shares of their rows.
fn by_rows(frame: &Frame, notation: Notation) -> Option<Choice> {
    let tallies = said(frame, notation);
    let total = total_column(frame, &tallies, &vec![None; tallies.len()]);
    let bits: Bits = (0..frame.rows.len()).filter_map(|row| row_bits(frame, &tallies, total, row)).sum();
    (bits >= SURE).then_some((tallies, bits))
}

/// All columns that may be of this notation, from the left.
pub(in crate::reading) fn said(frame: &Frame, notation: Notation) -> Vec<Tally> {
    let mut found: Vec<Tally> = Vec::new();
    for at in 0..frame.width() {
        if found.last().is_none_or(|last| last.columns.end <= at) {
            found.extend(at_column(frame, notation, at));
        }
    }
    found
}

fn at_column(frame: &Frame, notation: Notation, at: usize) -> Option<Tally> {
    let tally = (at + notation.width() <= frame.width()).then(|| Tally::of(frame, at, notation)).flatten();
    tally.filter(|tally| frame.given.notation.is_some() || is_said(frame, tally))
}

/// What speaks for a notation, whatever the base: that it is one for all, or that of the row, less what it costs to look for it.
fn evidence(frame: &Frame, tally: &Tally) -> Bits {
    if tally.notation == Notation::CountOfBase {
        return own_bits(tally);
    }
    let looked_for = |base: i64| tally.bits(base) - log2(base);
    let common = tally.commonest_bases().map_or(0, |(least, _)| looked_for(least));
    let own = own_column(frame, tally, &[]).map_or(0, |(_, bits)| bits);
    // In whole percent `14 (30)` is 30 % of 46, and about 14 % of 217: the label says which.
    let stated = sizes::of_column(frame, tally.columns.start).map_or(0, |number| tally.bits(number) + LEAD);
    common.max(own).max(stated)
}

/// The columns with the numbers that the percentages of each row are shares of, where there are such beside the others.
fn with_own_bases(frame: &Frame, tallies: Vec<Tally>) -> Vec<Tally> {
    let taken: Vec<usize> = tallies.iter().flat_map(|tally| tally.columns.clone()).collect();
    let with_own = |tally: &Tally| match own_column(frame, tally, &taken) {
        Some((column, _)) => tally.clone().with_bases(frame, column),
        None => tally.clone(),
    };
    tallies.iter().map(with_own).collect()
}

/// The column of whole numbers from which most percentages of a tally follow, row by row.
fn own_column(frame: &Frame, tally: &Tally, taken: &[usize]) -> Option<(usize, Bits)> {
    if matches!(tally.notation, Notation::CountOfBase | Notation::Count) {
        return None;
    }
    let is_free = |column: &usize| !taken.contains(column) && !tally.columns.contains(column);
    let columns = (0..frame.width()).filter(is_free);
    let bits = |column: usize| own_bits(&tally.clone().with_bases(frame, column)) - log2(frame.width() as i64);
    let best = columns.map(|column| (column, bits(column))).max_by_key(|(column, bits)| (*bits, *column));
    best.filter(|(_, bits)| *bits >= SURE)
}

/// What must speak for two columns to belong together.
const SURE: Bits = 6;

/// Whether something says which of two columns has percentages: the label of one of them and not that of the other, or a sign or
/// brackets in its cells. Two columns of bare numbers are never taken for a count and its percentage.
fn is_said(frame: &Frame, tally: &Tally) -> bool {
    let (first, last) = (tally.columns.start, tally.columns.end - 1);
    let (count, percentage) = match tally.notation {
        Notation::CountBesidePercentage => (first, last),
        Notation::PercentageBesideCount => (last, first),
        _ => return true,
    };
    let says_percent = |column: usize| frame.header(column).last().is_some_and(|label| says_percentage(label));
    let is_marked = |cell: &Printed| cell.pattern == "(#)" || has_sign(cell);
    says_percent(percentage) && !says_percent(count) || are_mostly(frame, percentage, is_marked)
}

/// Whether labels or signs say of a column of single figures that they are percentages.
fn has_percentages(frame: &Frame) -> bool {
    let is_one = |column: usize| are_mostly(frame, column, |cell| cell.alone().is_some_and(|one| one.is_percentage()));
    let is_said = |column: usize| {
        frame.header(column).iter().any(|label| says_percentage(label)) || are_mostly(frame, column, has_sign)
    };
    (0..frame.width()).any(|column| is_one(column) && is_said(column))
}

fn has_sign(cell: &Printed) -> bool {
    cell.numbers.iter().any(|number| number.has_percent_sign)
}

/// Whether most cells of a column with figures are so.
fn are_mostly(frame: &Frame, column: usize, is_so: impl Fn(&Printed) -> bool) -> bool {
    let cells = || frame.rows.iter().map(|row| &row.cells[column]).filter(|cell| cell.is_figures());
    cells().filter(|cell| is_so(cell)).count() * 2 > cells().count()
}
