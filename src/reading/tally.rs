//! Columns of counts with their percentages, in one cell or in two beside each other.

use std::ops::Range;

use crate::reading::evidence::{Bits, MISPRINT, bases, bits_of_share, follows, log2};
use crate::reading::frame::Frame;
use crate::reading::printed::{Number, Printed};

/// How counts and percentages are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    CountAndPercentage,
    PercentageAndCount,
    CountOfBase,
    CountBesidePercentage,
    PercentageBesideCount,
}

impl Notation {
    const IN_ONE_CELL: [Self; 3] = [Self::CountAndPercentage, Self::PercentageAndCount, Self::CountOfBase];
    const IN_TWO: [Self; 2] = [Self::CountBesidePercentage, Self::PercentageBesideCount];

    /// As a manifest writes it.
    pub fn written(self) -> &'static str {
        match self {
            Self::CountAndPercentage => "n (%)",
            Self::PercentageAndCount => "% (n)",
            Self::CountOfBase => "n/N (%)",
            Self::CountBesidePercentage => "n | %",
            Self::PercentageBesideCount => "% | n",
        }
    }

    /// How many columns it takes.
    pub fn width(self) -> usize {
        if Self::IN_TWO.contains(&self) { 2 } else { 1 }
    }

    /// What the cells of one row hold, if they are of this notation.
    fn read(self, cells: &[Printed]) -> Option<Pair> {
        let numbers = |at: usize, pattern: &str| cells.get(at).filter(|cell| cell.pattern == pattern).map(|cell| &cell.numbers);
        match self {
            Self::CountAndPercentage => numbers(0, "#(#)").and_then(|all| Pair::new(all[0], all[1], None)),
            Self::PercentageAndCount => numbers(0, "#(#)").and_then(|all| Pair::new(all[1], all[0], None)),
            Self::CountOfBase => numbers(0, "#/#(#)").and_then(|all| Pair::new(all[0], all[2], Some(all[1].count()?))),
            Self::CountBesidePercentage => Pair::new(cells.first()?.single()?, alone(cells.get(1)?)?, None),
            Self::PercentageBesideCount => Pair::new(cells.get(1)?.single()?, alone(cells.first()?)?, None),
        }
    }
}

/// The figure of a cell with one, in parentheses or not.
fn alone(cell: &Printed) -> Option<Number> {
    matches!(cell.pattern.as_str(), "#" | "(#)").then(|| cell.numbers[0])
}

/// A count and its percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub count: i64,
    pub percentage: Number,
    /// The base, where the cell prints it.
    pub base: Option<i64>,
}

impl Pair {
    fn new(count: Number, percentage: Number, base: Option<i64>) -> Option<Self> {
        let count = count.count()?;
        percentage.is_percentage().then_some(Self { count, percentage, base })
    }

    pub fn follows_from(&self, base: i64) -> bool {
        follows(self.count, base, &self.percentage)
    }

    /// What speaks for this base, or against it.
    pub fn bits(&self, base: i64) -> Bits {
        if self.follows_from(base) { bits_of_share(self.count, base, &self.percentage) } else { -MISPRINT }
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
        let columns = at..at + notation.width();
        let pairs: Vec<_> = frame.rows.iter().map(|row| notation.read(row.cells.get(columns.clone())?)).collect();
        let tally = Self { columns, notation, pairs };
        (tally.known().count() * 2 > tally.printed(frame)).then_some(tally)
    }

    /// How many of its first column's cells hold figures.
    fn printed(&self, frame: &Frame) -> usize {
        frame.rows.iter().filter(|row| row.cells[self.columns.start].numbers.len() >= 2 || self.columns.len() > 1 && row.cells[self.columns.start].is_figures()).count()
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
        let ranges = self.known().filter(|pair| pair.count > 0).filter_map(|pair| bases(pair.count, &pair.percentage));
        let mut ends: Vec<(i64, i64)> = ranges.flat_map(|(least, greatest)| [(least, 1), (greatest.saturating_add(1), -1)]).collect();
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

/// The columns of counts and percentages of a sheet, each with the notation under which most of its percentages follow from one
/// base, or from their rows.
pub(super) fn tallies(frame: &Frame) -> Vec<Tally> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < frame.width() {
        let one = Notation::IN_ONE_CELL.into_iter().rev().filter_map(|notation| Tally::of(frame, at, notation));
        let best = one.max_by_key(evidence).or_else(|| {
            let two = Notation::IN_TWO.into_iter().rev().filter(|_| at + 1 < frame.width());
            two.filter_map(|notation| Tally::of(frame, at, notation)).filter(|tally| evidence(tally) > 0).max_by_key(evidence)
        });
        at += best.as_ref().map_or(1, |tally| tally.columns.len());
        found.extend(best);
    }
    found
}

/// What speaks for a notation, whatever the base: that it is one for all, less what it costs to look for it.
fn evidence(tally: &Tally) -> Bits {
    if tally.notation == Notation::CountOfBase {
        return tally.known().filter_map(|pair| Some(pair.bits(pair.base?))).sum();
    }
    let looked_for = |base: i64| tally.bits(base) - log2(base);
    tally.commonest_bases().map_or(0, |(least, _)| looked_for(least))
}
