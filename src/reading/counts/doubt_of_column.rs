//! What else may explain percentages of one column that do not follow from what they are read as shares of.

use crate::reading::found::sheet::{Entry, SheetReading};
use crate::reading::layout::evidence::{Bits, ENOUGH, log2};
use crate::reading::layout::words::says_mean;
use crate::reading::tallies::base::Base;
use crate::reading::tallies::sizes::{Origin, Size};
use crate::reading::tallies::tally::Pair;

/// What a part has in one column.
struct Column<'e> {
    at: usize,
    entry: &'e Entry,
    known: Vec<Cell>,
    /// Those whose percentages do not follow.
    astray: Vec<Cell>,
}

/// A count with its percentage, and what that is read as a share of.
#[derive(Clone, Copy)]
struct Cell {
    row: usize,
    pair: Pair,
    base: i64,
}

impl Cell {
    /// Whether so few would explain it that some may not have answered.
    fn is_of_fewer(&self) -> bool {
        self.pair.bases().is_some_and(|(least, _)| least <= self.base)
    }
}

/// An explanation: why the part is not read, if it explains something.
type Doubt<'s> = fn(&SheetReading<'s>, &Column) -> Option<String>;

impl<'s> SheetReading<'s> {
    /// What explains the percentages of a column, the plainest first.
    pub(in crate::reading) fn doubt_of_column(&self, at: usize, entry: &Entry) -> Option<String> {
        let cell = |row: usize| {
            let pair = self.tallies[at].pairs[row]?;
            Some(Cell { row, pair, base: self.base_of(at, row, entry)? })
        };
        let known: Vec<Cell> = entry.all_rows().into_iter().filter_map(cell).collect();
        let astray = known.iter().copied().filter(|cell| !self.follows(entry, &cell.pair, cell.base)).collect();
        let column = Column { at, entry, known, astray };
        let doubts: &[Doubt<'s>] = &[
            Self::of_more,
            Self::of_printed,
            Self::of_fewer,
            Self::of_one_number,
            Self::of_estimates,
            Self::of_several,
            Self::of_none,
            Self::of_multiples,
            Self::of_rounded,
        ];
        let is_needed = if column.astray.is_empty() { 1 } else { doubts.len() };
        doubts[..is_needed].iter().find_map(|doubt| doubt(self, &column))
    }

    fn size(&self, column: &Column) -> Option<&Size> {
        self.sizes[column.at].as_ref()
    }

    fn of_more(&self, column: &Column) -> Option<String> {
        let is_above = |cell: &Cell| cell.pair.count > cell.base && cell.pair.percentage.is_some();
        let mut above = column.known.iter().filter(|cell| is_above(cell));
        // Of voters the percentage is the turnout: what another row is of them.
        let is_whole = |cell: &Cell| {
            let mut others = self.tallies[column.at].known().filter(|other| other.count < cell.pair.count);
            others.any(|other| Pair { count: other.count, ..cell.pair }.follows_from(cell.pair.count))
        };
        let is_said = above.any(|cell| self.follows(column.entry, &cell.pair, cell.base) || is_whole(cell));
        is_said.then(|| "it counts more than there are respondents, as events may be".to_owned())
    }

    fn of_printed(&self, column: &Column) -> Option<String> {
        let base = |cell: &Cell| self.printed_base(column.at, cell.row, &cell.pair, column.entry);
        let base = column.astray.iter().find_map(base)?;
        Some(format!("its percentages may be shares of {base}, which is printed near them"))
    }

    fn of_fewer(&self, column: &Column) -> Option<String> {
        // A total column beside shares of rows counts those who answered.
        let is_total = column.entry.base == Base::Row && self.total == Some(column.at);
        let of_fewer = column.astray.iter().find(|cell| cell.is_of_fewer() && (cell.pair.is_nearest || is_total))?;
        let which = if of_fewer.pair.is_nearest { "without counts" } else { "of its total column" };
        Some(format!("percentages {which} may be of those who answered"))
    }

    /// All of one number that is not reported, of whom some did not answer.
    fn of_one_number(&self, column: &Column) -> Option<String> {
        let is_stated = self.size(column).is_some_and(|size| size.origin.is_stated());
        let is_guess = column.entry.base == Base::Answered || column.entry.base == Base::Column && !is_stated;
        let counted = column.known.iter().map(|cell| cell.pair);
        let counted = counted.filter(|pair| pair.count > 0 && pair.percentage.is_some());
        let (base, _) = common_base(counted).filter(|_| is_guess)?;
        Some(format!("all of its percentages follow from {base}, of whom some may not have answered"))
    }

    fn of_estimates(&self, column: &Column) -> Option<String> {
        let reason = "many percentages of one of its columns are off by little, as rates or weighted ones are";
        self.is_rough(column.at).then(|| reason.to_owned())
    }

    fn of_several(&self, column: &Column) -> Option<String> {
        // What a cell prints beside its count is no other number.
        let is_own = column.entry.base == Base::Own;
        let (base, _) = common_base(column.astray.iter().map(|cell| cell.pair))?;
        let is_possible = !is_own && !self.is_whole(column.at, column.entry, base);
        is_possible.then(|| format!("several of its percentages follow from {base}"))
    }

    fn of_none(&self, column: &Column) -> Option<String> {
        let Column { entry, known, astray, .. } = column;
        let is_sized = self.size(column).is_some_and(|size| size.bits >= ENOUGH);
        let bits: Bits = known.iter().map(|cell| cell.pair.bits(cell.base)).sum();
        let is_open = entry.base != Base::Own && known.len() > 1 && !is_sized;
        (is_open && (astray.len() * 2 > known.len() || bits <= 0))
            .then(|| "most percentages of one of its columns follow from no base that is known".to_owned())
    }

    fn of_multiples(&self, column: &Column) -> Option<String> {
        let unit = Some(self.rounded_to()).filter(|unit| *unit > 1)?;
        let mut astray = column.astray.iter();
        let is_near = astray.any(|cell| cell.pair.nearly_follows_from(cell.base, unit));
        is_near.then(|| format!("all counts are multiples of {unit}: they may be rounded to that"))
    }

    fn of_rounded(&self, column: &Column) -> Option<String> {
        // What is not said to be a number of respondents may be an area, or money.
        let is_stated = self.size(column).is_some_and(|size| size.origin == Origin::Label);
        let least = match column.entry.base {
            _ if self.speaks_of_amounts(column.at) => Bits::MAX,
            Base::Own if column.entry.own.is_some() => Bits::MAX,
            Base::Column if !is_stated => ENOUGH / 2,
            _ => 0,
        };
        let is_near = column.astray.iter().any(|cell| cell.pair.nearly_follows_from(cell.base, 1));
        let is_rounded = is_near && self.whole < least;
        is_rounded.then(|| "its counts may be rounded: percentages follow from numbers near them".to_owned())
    }

    /// The number of which all counts are multiples, if so many are not by accident.
    fn rounded_to(&self) -> i64 {
        let counts = self.tallies.iter().flat_map(|tally| tally.known()).filter(|pair| pair.count > 0).count();
        let unit = self.unit();
        if log2(unit) * counts as Bits >= ENOUGH { unit } else { 1 }
    }

    /// Whether the labels above a column speak of means or of money, which are rounded.
    fn speaks_of_amounts(&self, at: usize) -> bool {
        let mut labels = self.frame.header(self.tallies[at].columns.start).into_iter();
        let says_number = |label: &str| {
            label.split(|sign: char| !sign.is_alphanumeric()).any(|word| matches!(word, "n" | "N" | "No"))
        };
        labels.any(|label| says_mean(label) && !says_number(label) || label.contains(['€', '$', '£', '¥']))
    }

    /// Whether the rows of a part count all of a column, which is of fewer than this number, and not all of their percentages follow from one
    /// other number.
    fn is_whole(&self, at: usize, entry: &Entry, number: i64) -> bool {
        let of_rows =
            |rows: Vec<usize>| rows.into_iter().map(|row| self.tallies[at].pairs[row]).collect::<Option<Vec<Pair>>>();
        let (parts, all) = (
            of_rows(entry.rows.clone().collect()),
            of_rows(entry.all_rows().into_iter().chain(entry.within).collect()),
        );
        let Some(((parts, all), size)) = parts.zip(all).zip(self.sizes[at].as_ref().map(|size| size.number)) else {
            return false;
        };
        let whole = entry.within.map_or(Some(size), |row| self.counted(at, row));
        let is_all = entry.divides && Some(parts.iter().map(|pair| pair.count).sum()) == whole;
        entry.base == Base::Column
            && is_all
            && number > size
            && common_base(all.into_iter().filter(|pair| pair.percentage.is_some())).is_none()
    }
}

/// The least and the greatest base from which several percentages follow.
fn common_base(pairs: impl Iterator<Item = Pair>) -> Option<(i64, i64)> {
    let ranges: Option<Vec<(i64, i64)>> = pairs.map(|pair| pair.bases()).collect();
    let ranges = ranges.filter(|ranges| ranges.len() > 1)?;
    let (least, greatest) = (ranges.iter().map(|range| range.0).max()?, ranges.iter().map(|range| range.1).min()?);
    (least <= greatest).then_some((least, greatest))
}
