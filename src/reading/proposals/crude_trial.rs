//! Counts held against the estimates beside them.

use std::ops::Range;

use crate::inference::fourfold::Fourfold;
use crate::number::{Figure, Interval, Rational};
use crate::quantity::Statistic;
use crate::reading::found::crude::{Column, Comparison, Crude, notation};
use crate::reading::found::estimates::Estimates;
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::evidence::{Bits, MISPRINT, log2};
use crate::reading::layout::printed::Number;
use crate::reading::proposals::propose::is_written;

/// Counts beside an estimate that are held against it.
pub(in crate::reading) struct Trial<'a> {
    pub reading: &'a SheetReading<'a>,
    pub estimates: &'a Estimates,
    /// The column of the estimates, what they are, and whether their intervals are in the same cells.
    pub column: usize,
    pub of: Statistic,
    pub is_whole: bool,
    pub columns: [Option<&'a Column>; 2],
}

/// What the counts say of an estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    Follows,
    /// It is about as large.
    IsNear,
    IsFar,
}

const NEAR: &str = "its counts do not give its estimate, which may be adjusted or rounded otherwise";
const OTHER: &str = "its counts do not give its estimate, which may be of others, or compared with another level";

/// Rows under one heading, and the one that the others are compared with.
struct Block {
    reference: Option<usize>,
    rows: Vec<usize>,
    /// They count all, as those of another block do.
    is_complete: bool,
}

impl Trial<'_> {
    /// What of the estimates follows from the counts.
    pub fn weigh(&self, cost: Bits) -> Crude {
        let [one, other] = self.columns;
        let mut crude = Crude {
            column: self.column,
            of: self.of,
            is_whole: self.is_whole,
            counts: one.into_iter().chain(other).map(|column| (column.at, column.cells)).collect(),
            sizes: None,
            comparisons: Vec::new(),
            left: Vec::new(),
            bits: -cost,
            without: 0,
        };
        self.blocks().iter().for_each(|block| self.add(&mut crude, block));
        crude.sizes = self.sizes(&crude.comparisons);
        crude.bits += self.holding(&crude).iter().map(|(row, _)| self.row_bits(*row)).sum::<Bits>();
        crude
    }

    /// Adds the rows of a block: its levels, and traits by themselves.
    fn add(&self, crude: &mut Crude, block: &Block) {
        let alone = |row: usize| Comparison { reference: None, rows: vec![row] };
        let (mut own, mut far) = (Vec::new(), Vec::new());
        for row in block.rows.iter().copied() {
            let of_level = block.reference.and_then(|reference| self.said(row, Some(reference)));
            match (of_level, self.said(row, None)) {
                (None, None) => {}
                (Some(Said::Follows), _) => own.push(row),
                (_, Some(Said::Follows)) => crude.comparisons.push(alone(row)),
                (Some(Said::IsFar), None) | (None, Some(Said::IsFar)) => far.push(row),
                _ => crude.left.push((row, NEAR)),
            }
        }
        // Where several are far off, they are compared with another level; what stands outside of a block may be none of its levels.
        let bounds = own.iter().chain(&block.reference);
        let bounds = bounds.clone().min().zip(bounds.max());
        let is_within = |row: usize| bounds.is_some_and(|(first, last)| (*first..=*last).contains(&row));
        let is_level = |row: usize| !own.is_empty() && (is_within(row) || block.is_complete);
        match (far.as_slice(), block.reference) {
            ([row], Some(_)) if is_level(*row) => own.push(*row),
            ([row], None) => crude.comparisons.push(alone(*row)),
            (far, _) => crude.left.extend(far.iter().map(|row| (*row, OTHER))),
        }
        if !own.is_empty() {
            own.sort_unstable();
            crude.comparisons.push(Comparison { reference: block.reference, rows: own });
        }
    }

    /// The rows that are compared, each with what it is compared with, whose estimates follow.
    fn holding(&self, crude: &Crude) -> Vec<(usize, Option<usize>)> {
        let follows = |(row, reference): &(usize, Option<usize>)| self.said(*row, *reference) == Some(Said::Follows);
        rows(crude).filter(follows).collect()
    }

    /// Adds what the limits say that are those of Wald's interval.
    pub fn add_limits(&self, crude: &mut Crude) {
        let level = self.estimates.level.as_ref().and_then(|level| level.parse::<Figure>().ok());
        let Some(level) = level.and_then(|level| level.number().divided_by(&Rational::whole(100))) else { return };
        for (row, reference) in self.holding(crude) {
            let limits = self.counts(row, reference).and_then(|counts| Fourfold(counts).limits(self.of, &level));
            let figures = self.reading.frame.rows[row].cells[self.column].numbers.get(1..3);
            let Some((limits, figures)) = limits.zip(figures.filter(|_| self.is_whole)) else { continue };
            if limits.iter().zip(figures).all(|(limit, figure)| is_printed_as(limit, figure)) {
                crude.bits += figures.iter().map(figure_bits).sum::<Bits>();
            }
        }
    }

    /// Takes back what does not follow if too little speaks for it without that.
    pub fn settle(&self, crude: &mut Crude) {
        let holding = self.holding(crude);
        let far: Vec<_> = rows(crude).filter(|one| !holding.contains(one)).collect();
        crude.bits -= MISPRINT * far.len() as Bits;
        crude.without = crude.bits;
        let alone = |all: &[(usize, Option<usize>)]| all.iter().filter(|(_, reference)| reference.is_none()).count();
        let is_usual = far.len() * 5 > holding.len() || alone(&far) * 5 > alone(&holding);
        if !far.is_empty() && (crude.without < self.reading.enough || is_usual) {
            let is_far = |row: &usize| far.iter().any(|(other, _)| other == row);
            crude.comparisons.iter_mut().for_each(|one| one.rows.retain(|row| !is_far(row)));
            crude.comparisons.retain(|one| !one.rows.is_empty());
            crude.left.extend(far.iter().map(|(row, _)| (*row, OTHER)));
            crude.bits += MISPRINT * far.len() as Bits;
            crude.without = crude.bits;
        }
    }

    /// How many the columns are of, where a trait is compared with the rest of them.
    fn sizes(&self, comparisons: &[Comparison]) -> Option<[i64; 2]> {
        let first = comparisons.iter().find(|one| one.reference.is_none())?.rows.first()?;
        let size = |column: Option<&Column>| {
            let column = column.filter(|column| !column.cells.has_all())?;
            i64::try_from(column.counts[*first]?.1?).ok()
        };
        let [one, other] = self.columns;
        Some([size(one)?, size(other)?])
    }

    /// Rows under one heading that have one row without an interval among them, which the others are compared with; if it is the first of
    /// them, or the last, each such row begins or ends a block.
    fn blocks(&self) -> Vec<Block> {
        let rows = &self.reading.frame.rows;
        let mut runs: Vec<Range<usize>> = Vec::new();
        for at in (0..rows.len()).filter(|at| !rows[*at].is_heading()) {
            match runs.last_mut() {
                Some(run) if run.end == at && !rows[at].begins => run.end = at + 1,
                _ => runs.push(at..at + 1),
            }
        }
        let bounds: Vec<Range<usize>> = runs.into_iter().flat_map(|run| self.divided(run)).collect();
        let sums: Vec<Option<u64>> = bounds.iter().map(|bounds| self.sum(bounds)).collect();
        let is_complete = |sum: &Option<u64>| sum.is_some() && sums.iter().filter(|other| *other == sum).count() > 1;
        bounds.iter().zip(&sums).map(|(bounds, sum)| self.block(bounds, is_complete(sum))).collect()
    }

    fn block(&self, bounds: &Range<usize>, is_complete: bool) -> Block {
        let mut within = bounds.clone().filter(|row| self.is_reference(*row));
        let reference = within.next().filter(|_| within.next().is_none());
        Block { reference, rows: bounds.clone().filter(|row| self.is_estimate(*row)).collect(), is_complete }
    }

    fn divided(&self, run: Range<usize>) -> Vec<Range<usize>> {
        let references: Vec<usize> = run.clone().filter(|row| self.is_reference(*row)).collect();
        match references.as_slice() {
            [first, rest @ ..] if *first == run.start => {
                let ends = rest.iter().copied().chain([run.end]);
                references.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
            }
            [.., last] if references.len() > 1 && *last + 1 == run.end => {
                let starts = std::iter::once(run.start).chain(references.iter().map(|reference| reference + 1));
                starts.zip(&references).map(|(start, end)| start..*end + 1).collect()
            }
            _ => vec![run],
        }
    }

    /// How many the rows of a block count together.
    fn sum(&self, bounds: &Range<usize>) -> Option<u64> {
        let of_row =
            |row: usize| self.columns.iter().flatten().map(|column| Some(column.counts[row]?.0)).sum::<Option<u64>>();
        bounds.clone().map(of_row).sum::<Option<u64>>().filter(|_| bounds.len() > 1)
    }

    /// Whether a row has counts, and no estimate or that of no effect in its place.
    fn is_reference(&self, row: usize) -> bool {
        let cell = &self.reading.frame.rows[row].cells[self.column];
        let none = i64::from(self.of.is_ratio());
        let is_none = |number: &Number| number.digits == none * 10_i64.pow(number.decimals.min(9));
        let is_blank = cell.numbers.len() < 2 && cell.numbers.iter().all(is_none);
        let counts = self.columns.iter().flatten().all(|column| column.counts[row].is_some());
        is_blank && counts && !self.estimates.rows.contains(&row)
    }

    /// Whether an estimate stands in a row, whatever its interval is.
    fn is_estimate(&self, row: usize) -> bool {
        let frame = &self.reading.frame;
        let text = frame.printed(frame.rows[row].at, self.column);
        let is_whole = || is_written(&notation(self.of, self.is_whole), text, frame.decimal);
        self.figure(row).is_some() && !self.is_reference(row) && is_whole()
    }

    /// What the counts say of the estimate of a row, compared with another one or with the rest of its columns.
    fn said(&self, row: usize, reference: Option<usize>) -> Option<Said> {
        let exact = Fourfold(self.counts(row, reference)?).estimate(self.of)?;
        let figure = self.figure(row)?;
        let scales: &[i64] = if self.of == Statistic::RiskDifference { &[1, 100] } else { &[1] };
        scales.iter().map(|scale| compared(&exact.scaled(*scale), &figure)).min()
    }

    /// The two groups that an estimate compares.
    fn counts(&self, row: usize, reference: Option<usize>) -> Option<[[u64; 2]; 2]> {
        let of_row = |row: usize| match self.columns {
            [Some(one), Some(other)] => Some([one.counts[row]?.0, other.counts[row]?.0]),
            [Some(one), None] => rest(one.counts[row]?),
            _ => None,
        };
        match (reference, self.columns) {
            (Some(reference), _) => Some([of_row(row)?, of_row(reference)?]),
            (None, [Some(one), Some(other)]) => Some([rest(one.counts[row]?)?, rest(other.counts[row]?)?]),
            _ => None,
        }
    }

    fn figure(&self, row: usize) -> Option<Number> {
        self.reading.frame.rows[row].cells[self.column].numbers.first().copied().filter(|number| number.is_exact)
    }

    fn row_bits(&self, row: usize) -> Bits {
        self.figure(row).as_ref().map_or(0, figure_bits)
    }
}

/// The rows that are compared, each with what it is compared with.
fn rows(crude: &Crude) -> impl Iterator<Item = (usize, Option<usize>)> {
    crude.comparisons.iter().flat_map(|one| one.rows.iter().map(|row| (*row, one.reference)))
}

/// A count with what is left of all.
fn rest((count, all): (u64, Option<u64>)) -> Option<[u64; 2]> {
    Some([count, all?.checked_sub(count)?])
}

/// As many bits as there are figures within a tenth of one.
fn figure_bits(figure: &Number) -> Bits {
    log2((figure.digits.abs() / 5).max(1))
}

/// Whether a figure may be printed for a number that lies in an interval.
fn is_printed_as(limit: &Interval, figure: &Number) -> bool {
    let (half, digits) = (Rational::whole(1).halved(), Rational::whole(figure.digits.into()));
    let values = Interval::closed(&digits - &half, &digits + &half);
    limit.scaled(&Rational::whole(10_i128.pow(figure.decimals))).intersects(&values)
}

/// Whether a figure is that of an exact number, or about as large: within a tenth, or two units of its last digit, or if its sign of
/// decimals were one of thousands.
fn compared(exact: &Rational, figure: &Number) -> Said {
    let exact = exact.scaled(10_i64.pow(figure.decimals.min(9)));
    let off = |digits: i64| (&exact.scaled(digits) - &Rational::whole(figure.digits.into())).abs();
    let near = Rational::whole(2).max(&exact.abs() * &Rational::unit(1));
    match off(1) {
        off if off <= Rational::whole(1).halved() => Said::Follows,
        off if off <= near => Said::IsNear,
        _ if figure.decimals == 0 && off(1000) <= Rational::whole(1) => Said::IsNear,
        _ => Said::IsFar,
    }
}
