//! What the percentages of a table are shares of, as far as they say so.

use crate::reading::layout::evidence::{Bits, LEAD, MISPRINT, bits_of_sum, log2};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::words::exclude_each_other;
use crate::reading::tallies::block::Block;
use crate::reading::tallies::sizes::{Size, stated};
use crate::reading::tallies::tally::{Notation, Pair, Tally};
use crate::reading::tallies::totals::{column_bits, total_column};

/// What the percentages of some rows are shares of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Base {
    /// The respondents of the column.
    Column,
    /// Those of the column who have one of the levels of the rows.
    Answered,
    /// What the rows count together, which is more than there are respondents: answers, or other things.
    Block,
    /// The respondents of the row.
    Row,
    /// What each cell prints.
    Own,
    /// Those whom the heading counts.
    Heading(i64),
    /// The total of the block, which is not all respondents of the column.
    Total,
    /// Those whom another row counts.
    Within,
    /// Some of the column; how many is printed nowhere.
    Unknown,
    /// There are no percentages, only totals.
    Sums,
    /// There are no percentages, and each row comes to so many respondents, whom other tables count.
    Known(i64),
    /// All respondents: each row is a question to them, and comes to so many.
    Each(i64),
}

impl Base {
    /// In words.
    pub fn named(self) -> &'static str {
        match self {
            Self::Column => "its column",
            Self::Answered | Self::Block => "its block",
            Self::Row => "its row",
            Self::Own => "the N beside it",
            Self::Heading(_) => "those whom its heading counts",
            Self::Total => "its total",
            Self::Within => "those whom another row counts",
            Self::Unknown => "a number that is not known",
            Self::Sums => "totals",
            Self::Known(_) => "all, whom other tables count",
            Self::Each(_) => "all, whom each row counts",
        }
    }
}

/// What speaks for each base that all percentages may have; for the sums, where there are none.
pub(in crate::reading) fn weigh(
    frame: &Frame,
    tallies: &[Tally],
    sizes: &[Result<Size, String>],
    blocks: &[Block],
    known: &[i64],
    headings: Bits,
) -> Vec<(Base, Bits)> {
    let total = total_column(frame, tallies, &vec![None; tallies.len()]);
    if tallies.first().is_some_and(|tally| tally.notation == Notation::Count) {
        let rows: Bits = blocks.iter().filter_map(|block| Some(block.total.as_ref()?.bits)).sum();
        let sums = (Base::Sums, rows + total.map_or(0, |total| column_bits(tallies, total)));
        return std::iter::once(sums).chain(known_bits(frame, tallies, known)).collect();
    }
    if tallies.first().is_some_and(|tally| tally.notation == Notation::Percentage) {
        return vec![(Base::Column, sizes.iter().flatten().map(|size| size.bits).sum())];
    }
    let rows = 0..tallies.first().map_or(0, |tally| tally.pairs.len());
    // Beside shares of rows, a total column may have shares of all.
    let all = |total: usize| sizes[total].as_ref().map_or(0, |size| size.bits.max(0));
    let each = if total.is_some() { None } else { each_bits(tallies, sizes) };
    // Cells that print different numbers of which they are are not of one.
    let is_of_one = |tally: &Tally| {
        let mut bases = tally.known().filter_map(|pair| pair.base);
        let first = bases.next();
        tally.bases.is_some() || bases.all(|base| Some(base) == first)
    };
    let is_of_sizes = tallies.iter().all(is_of_one);
    let columns: Bits = sizes.iter().flatten().filter(|_| is_of_sizes).map(|size| size.bits).sum();
    let candidates = [
        (Base::Column, columns + headings),
        (Base::Answered, blocks.iter().map(|block| block_bits(tallies, block)).sum()),
        (Base::Row, rows.filter_map(|row| row_bits(frame, tallies, total, row)).sum::<Bits>() + total.map_or(0, all)),
        (Base::Own, tallies.iter().map(own_bits).sum()),
    ];
    candidates.into_iter().chain(each).collect()
}

/// The number that most rows come to, where no label states another one; the more rows do, the less by accident.
fn each_bits(tallies: &[Tally], sizes: &[Result<Size, String>]) -> Option<(Base, Bits)> {
    let is_stated = sizes.iter().flatten().any(|size| size.origin.is_stated());
    let rows: Vec<Vec<Pair>> = (0..tallies.first()?.pairs.len())
        .filter_map(|row| tallies.iter().map(|tally| tally.pairs[row]).collect())
        .collect();
    let sum = |row: &Vec<Pair>| row.iter().map(|pair| pair.count).sum::<i64>();
    let alike = |number: i64| rows.iter().filter(|row| sum(row) == number).count();
    let number = rows.iter().map(sum).max_by_key(|number| (alike(*number), *number))?;
    let agreeing = alike(number);
    if is_stated || tallies.len() < 2 || agreeing < 3 || agreeing * 2 <= rows.len() {
        return None;
    }
    let shares: Bits = rows.iter().flatten().map(|pair| pair.bits(number)).sum();
    let sums = (agreeing as Bits - 1) * bits_of_sum(number) - MISPRINT * (rows.len() - agreeing) as Bits;
    Some((Base::Each(number), shares + sums - log2(number)))
}

/// What it says that two columns are labelled as excluding each other.
const EXCLUDING: Bits = 10;

/// The number of respondents, of those that tables of the paper print, that most rows of two columns that exclude each other come
/// to. That two tables print the same number speaks for it too.
fn known_bits(frame: &Frame, tallies: &[Tally], known: &[i64]) -> Option<(Base, Bits)> {
    let [first, second] = tallies else { return None };
    let label = |tally: &Tally| frame.header(tally.columns.start).last().copied().unwrap_or_default();
    exclude_each_other(label(first), label(second)).then_some(())?;
    let sums =
        || first.pairs.iter().zip(&second.pairs).filter_map(|(one, other)| Some((*one)?.count + (*other)?.count));
    let bits = |number: i64| -> Bits {
        let sums = sums().map(|sum| if sum == number { log2(number) } else { -MISPRINT });
        let is_agreed = known.iter().filter(|other| **other == number).count() > 1;
        let agreed = if is_agreed { log2(number) } else { 0 };
        EXCLUDING + agreed + sums.sum::<Bits>() - log2(known.len() as i64)
    };
    let best = known.iter().copied().max_by_key(|number| (bits(*number), *number))?;
    Some((Base::Known(best), bits(best)))
}

/// The base for which most speaks, if it leads those before it.
pub(in crate::reading) fn choose(candidates: &[(Base, Bits)]) -> (Base, Bits) {
    let better = |best: (Base, Bits), next: &(Base, Bits)| if next.1 > best.1 + LEAD { *next } else { best };
    let first = candidates.first().map_or(Base::Column, |first| first.0);
    candidates.iter().fold((first, 0), better)
}

/// What speaks for percentages that are shares of their block's sum.
pub(in crate::reading) fn block_bits(tallies: &[Tally], block: &Block) -> Bits {
    let of_column = |tally: &Tally| {
        let pairs: Vec<Pair> = block.rows.clone().map(|row| tally.pairs[row]).collect::<Option<_>>()?;
        let sum = pairs.iter().map(|pair| pair.count).sum();
        (pairs.len() > 1).then(|| bits_of_division(&pairs.iter().map(|pair| pair.bits(sum)).collect::<Vec<_>>()))
    };
    tallies.iter().filter_map(of_column).sum()
}

/// What percentages say that come to a hundred: one of them follows from the others. That all follow by accident is no likelier than
/// that all but any one do, so the one that says least is left out; none, where one does not follow.
fn bits_of_division(bits: &[Bits]) -> Bits {
    bits.iter().sum::<Bits>() - bits.iter().min().map_or(0, |least| (*least).max(0))
}

/// How many respondents a row is of: as its label or its total says, or the sum of all columns.
pub(in crate::reading) fn row_size(frame: &Frame, tallies: &[Tally], total: Option<usize>, row: usize) -> Option<i64> {
    let printed = match total {
        Some(total) => tallies[total].pairs[row].map(|pair| pair.count),
        None => tallies.iter().map(|tally| tally.pairs[row].map(|pair| pair.count)).sum(),
    };
    let pairs =
        || tallies.iter().enumerate().filter(|(at, _)| Some(*at) != total).filter_map(|(_, tally)| tally.pairs[row]);
    let follow = |size: i64| pairs().filter(|pair| pair.follows_from(size)).count();
    let stated = stated(&frame.rows[row].label, frame.decimal).first().copied();
    stated.filter(|stated| printed.is_none_or(|printed| follow(*stated) > follow(printed))).or(printed)
}

/// What speaks for percentages that are shares of their row. Where its parts come to it, one of them follows from the others.
pub(in crate::reading) fn row_bits(frame: &Frame, tallies: &[Tally], total: Option<usize>, row: usize) -> Option<Bits> {
    let size = row_size(frame, tallies, total, row).filter(|_| tallies.len() > 1)?;
    let parts = tallies.iter().enumerate().filter(|(at, _)| Some(*at) != total);
    let parts: Vec<Pair> = parts.filter_map(|(_, tally)| tally.pairs[row]).collect();
    let is_beside = parts.iter().any(|pair| pair.base == Some(size));
    let is_stated = is_beside || stated(&frame.rows[row].label, frame.decimal).contains(&size);
    let bits: Vec<Bits> = parts.iter().map(|pair| pair.bits(size)).collect();
    let one_follows = !is_stated && parts.iter().map(|pair| pair.count).sum::<i64>() == size;
    Some(if one_follows { bits_of_division(&bits) } else { bits.iter().sum() })
}

/// What speaks for percentages that are shares of the number beside each.
pub(in crate::reading) fn own_bits(tally: &Tally) -> Bits {
    tally.known().filter_map(|pair| Some(pair.bits(pair.base?))).sum()
}
