//! Columns of counts, with their percentages in the same cell, in the one beside it or in the one below; or without any.

use std::ops::Range;

use crate::reading::evidence::{Bits, MISPRINT, bases, bits_of_share, follows, log2, nearly_follows, whole_bits};
use crate::reading::frame::Frame;
use crate::reading::printed::{Number, Printed};
use crate::reading::roles::{named, says_statistics};
use crate::reading::row::Row;
use crate::reading::words::{says_percentage, says_percentage_first};

/// How counts and percentages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    CountAndPercentage,
    PercentageAndCount,
    /// In two lines of a cell.
    CountThenPercentage,
    CountOfBase,
    CountBesidePercentage,
    PercentageBesideCount,
    CountAbovePercentage,
    Count,
}

impl Notation {
    /// Those with percentages.
    const SHARES: [Self; 7] = [
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
            Self::CountBesidePercentage => Pair::share(cells.first()?.single()?, cells.get(1)?.alone()?, None),
            Self::PercentageBesideCount => Pair::share(cells.get(1)?.single()?, cells.first()?.alone()?, None),
            Self::CountAbovePercentage => {
                Pair::share(cells.first()?.single()?, row.below.as_ref()?.cells.get(at)?.alone()?, None)
            }
            Self::Count => Some(Pair { count: cells.first()?.single()?.count()?, percentage: None, base: None }),
        }
    }
}

/// A count, with its percentage where one is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub count: i64,
    pub percentage: Option<Number>,
    /// The base, where the cell prints it.
    pub base: Option<i64>,
}

impl Pair {
    fn share(count: Number, percentage: Number, base: Option<i64>) -> Option<Self> {
        let count = count.count()?;
        percentage.is_percentage().then_some(Self { count, percentage: Some(percentage), base })
    }

    pub fn follows_from(&self, base: i64) -> bool {
        self.percentage.is_none_or(|percentage| follows(self.count, base, &percentage))
    }

    /// What speaks for this base, or against it.
    pub fn bits(&self, base: i64) -> Bits {
        let bits = |percentage| {
            if follows(self.count, base, &percentage) {
                bits_of_share(self.count, base, &percentage)
            } else {
                -MISPRINT
            }
        };
        self.percentage.map_or(0, bits)
    }

    /// The bases from which its percentage follows: the least and the greatest.
    pub fn bases(&self) -> Option<(i64, i64)> {
        bases(self.count, &self.percentage?)
    }

    /// Whether its percentage follows from numbers that are rounded to the count and to the base.
    pub fn nearly_follows_from(&self, base: i64) -> bool {
        self.percentage.is_some_and(|percentage| nearly_follows(self.count, base, &percentage))
    }

    /// What speaks for a count that is whole and not rounded, against it if negative.
    pub fn whole_bits(&self, base: i64) -> Bits {
        self.percentage.map_or(0, |percentage| whole_bits(self.follows_from(base), base, &percentage))
    }

    /// Whether it is printed as all of its base.
    pub fn is_all(&self) -> bool {
        self.percentage.is_some_and(|percentage| percentage.digits == 100 * 10_i64.pow(percentage.decimals))
    }
}

/// A column, or two, of counts with their percentages.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    /// The columns behind the stub.
    pub columns: Range<usize>,
    pub notation: Notation,
    /// What each row of the frame holds.
    pub pairs: Vec<Option<Pair>>,
}

impl Tally {
    fn of(frame: &Frame, at: usize, notation: Notation) -> Option<Self> {
        // Without decimals a count and its percentage, exchanged, are of another base as well.
        let takes_saying =
            notation == Notation::PercentageAndCount && !has_decimals(frame, at) && !says_first(frame, at);
        if takes_saying {
            return None;
        }
        let pairs: Vec<_> = frame.rows.iter().map(|row| notation.read(row, at)).collect();
        let tally = Self { columns: at..at + notation.width(), notation, pairs };
        (tally.known().count() * 2 > tally.printed(frame)).then_some(tally)
    }

    /// How many of its first column's cells hold figures.
    fn printed(&self, frame: &Frame) -> usize {
        let takes_single =
            self.columns.len() > 1 || matches!(self.notation, Notation::CountAbovePercentage | Notation::Count);
        let least = if takes_single { 1 } else { 2 };
        // What a label says to be statistics of a variable speaks against no counts beside it.
        let rows = frame.rows.iter().filter(|row| !says_statistics(&named(&row.label)));
        let cells = rows.map(|row| &row.cells[self.columns.start]);
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

/// The columns of counts and percentages of a sheet, under the one notation for which most speaks; of counts alone, where there are none.
pub(super) fn tallies(frame: &Frame) -> Vec<Tally> {
    let found = Notation::SHARES.into_iter().rev().map(|notation| tallies_of(frame, notation));
    let bits = |found: &Vec<(Tally, Bits)>| found.iter().map(|(_, bits)| bits).sum::<Bits>();
    // Of equally good ones the first. Percentages of rows speak against each of their columns by itself.
    let best = found.filter(|found| !found.is_empty()).max_by_key(|found| (bits(found), found.len()));
    // Rows of percentages are none of counts.
    let alone = || if frame.is_paired() { Vec::new() } else { tallies_of(frame, Notation::Count) };
    let best = best.unwrap_or_else(alone);
    best.into_iter().map(|(tally, _)| tally).collect()
}

/// The columns of this notation, each with what speaks for it: of all choices without overlap the one for which most speaks.
fn tallies_of(frame: &Frame, notation: Notation) -> Vec<(Tally, Bits)> {
    let width = notation.width();
    let mut best: Vec<(Bits, Option<(Tally, Bits)>)> = vec![(0, None); frame.width() + width];
    for at in (0..frame.width()).rev() {
        best[at] = (best[at + 1].0, None);
        let tally = (at + width <= frame.width()).then(|| Tally::of(frame, at, notation)).flatten();
        let Some(tally) = tally.filter(|tally| is_said(frame, tally)) else { continue };
        let bits = evidence(&tally);
        let with = bits + best[at + width].0;
        if width == 1 || bits >= SURE && with > best[at].0 {
            best[at] = (with, Some((tally, bits)));
        }
    }
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some((_, choice)) = best.get_mut(at) {
        let choice = choice.take();
        at += if choice.is_some() { width } else { 1 };
        found.extend(choice);
    }
    found
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
    let is_marked = |cell: &Printed| cell.pattern == "(#)" || cell.numbers.iter().any(|number| number.has_percent_sign);
    let cells = || frame.rows.iter().map(|row| &row.cells[percentage]).filter(|cell| cell.is_figures());
    says_percent(percentage) && !says_percent(count)
        || cells().filter(|cell| is_marked(cell)).count() * 2 > cells().count()
}

/// What speaks for a notation, whatever the base: that it is one for all, less what it costs to look for it.
fn evidence(tally: &Tally) -> Bits {
    if tally.notation == Notation::CountOfBase {
        return tally.known().filter_map(|pair| Some(pair.bits(pair.base?))).sum();
    }
    let looked_for = |base: i64| tally.bits(base) - log2(base);
    tally.commonest_bases().map_or(0, |(least, _)| looked_for(least))
}
