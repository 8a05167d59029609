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
    const ALL: [Self; 5] = [
        Self::CountAndPercentage,
        Self::PercentageAndCount,
        Self::CountOfBase,
        Self::CountBesidePercentage,
        Self::PercentageBesideCount,
    ];

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
        if matches!(self, Self::CountBesidePercentage | Self::PercentageBesideCount) { 2 } else { 1 }
    }

    /// What the cells of one row hold, if they are of this notation.
    fn read(self, cells: &[Printed]) -> Option<Pair> {
        let numbers =
            |at: usize, pattern: &str| cells.get(at).filter(|cell| cell.pattern == pattern).map(|cell| &cell.numbers);
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
        frame
            .rows
            .iter()
            .filter(|row| {
                row.cells[self.columns.start].numbers.len() >= 2
                    || self.columns.len() > 1 && row.cells[self.columns.start].is_figures()
            })
            .count()
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

/// The columns of counts and percentages of a sheet, under the one notation for which most speaks.
pub(super) fn tallies(frame: &Frame) -> Vec<Tally> {
    let found = Notation::ALL.map(|notation| tallies_of(frame, notation));
    let bits = |found: &Vec<(Tally, Bits)>| found.iter().map(|(_, bits)| bits).sum::<Bits>();
    // Of equally good ones the first.
    let best = found.into_iter().rev().max_by_key(|found| (bits(found), found.len()));
    best.into_iter().flatten().map(|(tally, _)| tally).collect()
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

/// What must speak for two columns to belong together.
const SURE: Bits = 6;

/// Words that say of a column that it has percentages, in the usual languages.
const PERCENT: [&str; 7] = ["%", "percent", "per cent", "proportion", "porcent", "prozent", "pourcent"];

/// Whether something says which of two columns has percentages: the label of one of them and not that of the other, or a sign or
/// brackets in its cells. Two columns of bare numbers are never taken for a count and its percentage.
fn is_said(frame: &Frame, tally: &Tally) -> bool {
    let (first, last) = (tally.columns.start, tally.columns.end - 1);
    let (count, percentage) = match tally.notation {
        Notation::CountBesidePercentage => (first, last),
        Notation::PercentageBesideCount => (last, first),
        _ => return true,
    };
    let says_percent = |column: usize| {
        let label = frame.header(column).last().map(|label| label.to_lowercase()).unwrap_or_default();
        PERCENT.iter().any(|word| label.contains(word))
    };
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
