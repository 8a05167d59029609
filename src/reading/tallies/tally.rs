//! Columns of counts, with their percentages in the same cell, in the one beside it or in the one below; or without any.

use std::ops::Range;

use crate::reading::layout::evidence::{
    Bits, MISPRINT, bases, bits_of_share, follows, least_base, log2, nearest, nearly_follows, whole_bits,
};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::printed::{Number, Printed};
use crate::reading::layout::row::Row;
use crate::reading::layout::words::{says_percentage_first, says_total};

/// How counts and percentages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Notation {
    CountAndPercentage,
    PercentageAndCount,
    /// In two lines of a cell.
    CountThenPercentage,
    CountOfBase,
    CountBesidePercentage,
    PercentageBesideCount,
    CountAbovePercentage,
    Count,
    /// Without its count.
    Percentage,
}

impl Notation {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::CountAndPercentage,
        Self::PercentageAndCount,
        Self::CountThenPercentage,
        Self::CountOfBase,
        Self::CountBesidePercentage,
        Self::PercentageBesideCount,
        Self::CountAbovePercentage,
        Self::Count,
        Self::Percentage,
    ];

    /// Those with percentages.
    pub const SHARES: [Self; 7] = [
        Self::CountAndPercentage,
        Self::PercentageAndCount,
        Self::CountThenPercentage,
        Self::CountOfBase,
        Self::CountBesidePercentage,
        Self::PercentageBesideCount,
        Self::CountAbovePercentage,
    ];

    /// As a manifest writes it.
    pub fn written(self) -> &'static str {
        match self {
            Self::CountAndPercentage => "n (%)",
            Self::PercentageAndCount => "% (n)",
            Self::CountThenPercentage => "n %",
            Self::CountOfBase => "n/N (%)",
            Self::CountBesidePercentage => "n | %",
            Self::PercentageBesideCount => "% | n",
            Self::CountAbovePercentage => "n above %",
            Self::Count => "n",
            Self::Percentage => "%",
        }
    }

    /// How many columns it takes.
    pub fn width(self) -> usize {
        if matches!(self, Self::CountBesidePercentage | Self::PercentageBesideCount) { 2 } else { 1 }
    }

    /// What a row holds from this column on, if it is of this notation.
    fn read(self, row: &Row, at: usize) -> Option<Pair> {
        let cells = &row.cells[at..];
        let numbers =
            |at: usize, pattern: &str| cells.get(at).filter(|cell| cell.pattern == pattern).map(|cell| &cell.numbers);
        match self {
            Self::CountAndPercentage => numbers(0, "#(#)").and_then(|all| Pair::share(all[0], all[1], None)),
            Self::PercentageAndCount => numbers(0, "#(#)").and_then(|all| Pair::share(all[1], all[0], None)),
            Self::CountThenPercentage => {
                let both = numbers(0, "##").filter(|all| all[1].has_percent_sign);
                both.and_then(|all| Pair::share(all[0], all[1], None))
            }
            Self::CountOfBase => {
                numbers(0, "#/#(#)").and_then(|all| Pair::share(all[0], all[2], Some(all[1].count()?)))
            }
            Self::CountBesidePercentage if is_total_alone(row, cells) => Pair::alone(cells.first()?.single()?),
            Self::CountBesidePercentage => Pair::share(cells.first()?.single()?, cells.get(1)?.alone()?, None),
            Self::PercentageBesideCount => Pair::share(cells.get(1)?.single()?, cells.first()?.alone()?, None),
            Self::CountAbovePercentage => {
                Pair::share(cells.first()?.single()?, row.below.as_ref()?.cells.get(at)?.alone()?, None)
            }
            Self::Count => Pair::alone(cells.first()?.single()?),
            // What is nearest to it depends on how many there are.
            Self::Percentage => None,
        }
    }
}

/// Whether a row that is called a total has a blank in place of its percentage.
fn is_total_alone(row: &Row, cells: &[Printed]) -> bool {
    says_total(&row.label) && cells.get(1).is_some_and(|cell| cell.pattern.is_empty())
}

/// A count, with its percentage where one is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Pair {
    pub count: i64,
    pub percentage: Option<Number>,
    /// The base, where the cell prints it.
    pub base: Option<i64>,
    /// The count is not printed, but the whole number nearest to the percentage.
    pub is_nearest: bool,
}

impl Pair {
    /// What a sign for zero stands for.
    pub const NONE: Self = Self { count: 0, percentage: None, base: None, is_nearest: false };

    /// A percentage of so many without its count.
    pub fn nearest(percentage: Number, base: i64) -> Self {
        Self { count: nearest(base, &percentage), percentage: Some(percentage), base: None, is_nearest: true }
    }

    fn alone(count: Number) -> Option<Self> {
        Some(Self { count: count.count()?, percentage: None, base: None, is_nearest: false })
    }

    fn share(count: Number, percentage: Number, base: Option<i64>) -> Option<Self> {
        let count = count.count()?;
        let pair = Self { count, percentage: Some(percentage), base, is_nearest: false };
        percentage.is_percentage().then_some(pair)
    }

    pub fn follows_from(&self, base: i64) -> bool {
        self.percentage.is_none_or(|percentage| follows(self.count, base, &percentage))
    }

    /// What speaks for this base, or against it.
    pub fn bits(&self, base: i64) -> Bits {
        let bits = |percentage| {
            let bits = bits_of_share(self.count, base, &percentage);
            match follows(self.count, base, &percentage) {
                // Of the numbers that there are one is always near.
                true if self.is_nearest => (bits - log2(base)).max(0),
                true => bits,
                false => -MISPRINT,
            }
        };
        self.percentage.map_or(0, bits)
    }

    /// The bases from which its percentage follows: the least and the greatest.
    pub fn bases(&self) -> Option<(i64, i64)> {
        if self.is_nearest {
            return least_base(&self.percentage?).map(|least| (least, least));
        }
        bases(self.count, &self.percentage?)
    }

    /// Whether its percentage follows from numbers that are rounded to the count and to the base, to multiples of a number.
    pub fn nearly_follows_from(&self, base: i64, multiples_of: i64) -> bool {
        self.percentage.is_some_and(|percentage| nearly_follows(self.count, base, &percentage, multiples_of))
    }

    /// What speaks for a count that is whole and not rounded, against it if negative.
    pub fn whole_bits(&self, base: i64) -> Bits {
        self.percentage.map_or(0, |percentage| whole_bits(self.count, base, &percentage))
    }

    /// Whether it is printed as all of its base.
    pub fn is_all(&self) -> bool {
        self.percentage.is_some_and(|percentage| percentage.digits == 100 * 10_i64.pow(percentage.decimals))
    }
}

/// A column, or two, of counts with their percentages.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Tally {
    /// The columns behind the stub.
    pub columns: Range<usize>,
    pub notation: Notation,
    /// What each row of the frame holds.
    pub pairs: Vec<Option<Pair>>,
    /// The column that prints what the percentages of each row are shares of, if one does.
    pub bases: Option<usize>,
}

impl Tally {
    pub fn of(frame: &Frame, at: usize, notation: Notation) -> Option<Self> {
        // Without decimals a count and its percentage, exchanged, are of another base as well.
        let is_said = frame.given.notation == Some(notation.written());
        let takes_saying =
            notation == Notation::PercentageAndCount && !has_decimals(frame, at) && !says_first(frame, at);
        let is_other = |cells: Option<&str>| cells.is_some_and(|cells| cells != notation.written());
        let mut columns = notation.written().split(" | ").zip(at..);
        let is_part = |part: &str, column: usize| frame.cells_of_column(column).is_none_or(|cells| cells == part);
        let is_of_others =
            columns.any(|(part, column)| !is_part(part, column) && is_other(frame.cells_of_column(column)));
        // Nothing is counted by negative numbers.
        let is_negative = |row: &Row| row.cells[at].single().is_some_and(|number| number.digits < 0);
        if takes_saying && !is_said || is_of_others || frame.rows.iter().any(is_negative) {
            return None;
        }
        let rows = frame.rows.iter().enumerate();
        let pairs = rows.map(|(row, cells)| notation.read(cells, at).filter(|_| !is_other(frame.cells_of_row(row))));
        let pairs: Vec<_> = pairs.collect();
        let tally = Self { columns: at..at + notation.width(), notation, pairs, bases: None };
        let known = tally.known().count();
        (known > 0 && known * 2 > tally.printed(frame)).then_some(tally)
    }

    /// The same with the numbers of a column as what its percentages are shares of.
    pub fn with_bases(mut self, frame: &Frame, column: usize) -> Self {
        for (pair, row) in self.pairs.iter_mut().zip(&frame.rows) {
            if let Some(pair) = pair {
                pair.base = row.cells[column].single().and_then(|number| number.count());
            }
        }
        self.bases = Some(column);
        self
    }

    /// How many of its first column's cells hold figures.
    fn printed(&self, frame: &Frame) -> usize {
        let takes_single =
            self.columns.len() > 1 || matches!(self.notation, Notation::CountAbovePercentage | Notation::Count);
        let least = if takes_single { 1 } else { 2 };
        // What a label says to be statistics of a variable speaks against no counts beside it.
        let rows = frame.rows.iter().enumerate();
        let rows = rows.filter(|(at, row)| !row.says_statistics && frame.cells_of_row(*at).is_none());
        let cells = rows.map(|(_, row)| &row.cells[self.columns.start]);
        // Nor does `29.1 (4.8)`, whatever it is, speak against `276 (18.4)` in another row.
        let is_of_another = |cell: &&Printed| {
            self.notation == Notation::CountAndPercentage
                && cell.numbers.first().is_some_and(|first| first.decimals > 0)
        };
        let cells = cells.filter(|cell| !is_of_another(cell));
        cells.filter(|cell| cell.numbers.len() >= 2 || least == 1 && cell.is_figures()).count()
    }

    pub fn known(&self) -> impl Iterator<Item = &Pair> {
        self.pairs.iter().flatten()
    }

    /// What speaks for a base of all its percentages.
    pub fn bits(&self, base: i64) -> Bits {
        self.known().filter(|pair| pair.count <= base || !pair.follows_from(base)).map(|pair| pair.bits(base)).sum()
    }

    /// The whole numbers from which most of its percentages follow: the least and the greatest of them.
    pub fn commonest_bases(&self) -> Option<(i64, i64)> {
        let ranges = self.known().filter(|pair| pair.count > 0).filter_map(Pair::bases);
        let mut ends: Vec<(i64, i64)> =
            ranges.flat_map(|(least, greatest)| [(least, 1), (greatest.saturating_add(1), -1)]).collect();
        ends.sort_unstable();
        let (mut covered, mut most, mut found) = (0, 0, None);
        for (at, (end, change)) in ends.iter().enumerate() {
            covered += change;
            let next = ends.get(at + 1).map_or(*end, |next| next.0);
            if covered > most && next > *end {
                (most, found) = (covered, Some((*end, next - 1)));
            }
        }
        found.filter(|_| most > 1)
    }
}

/// Whether figures of a column have decimals.
fn has_decimals(frame: &Frame, at: usize) -> bool {
    frame.rows.iter().any(|row| row.cells[at].numbers.iter().any(|number| number.decimals > 0))
}

/// Whether the caption or the labels above a column say that percentages stand first.
fn says_first(frame: &Frame, at: usize) -> bool {
    let header = frame.header(at);
    let caption = frame.sheet.caption.as_str();
    header.iter().copied().chain([caption]).any(says_percentage_first)
}
