//! How many respondents a column is of: as its label, a row or the caption states it, or as its percentages say.

use crate::reading::layout::evidence::{Bits, LEAD, log2};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::Of;
use crate::reading::layout::printed;
use crate::reading::tallies::block::Block;
use crate::reading::tallies::tally::{Notation, Pair, Tally};
use crate::study::{Numbers, split_label};

/// Where a size is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Origin {
    /// The label above the column states it.
    Label,
    /// A row of the table, or its caption, prints it.
    Printed,
    /// One of several rows of counts without percentages.
    Row,
    /// The counts of a block come to it.
    Sum,
    /// The percentages follow from it and from no other; it is not reported.
    Percentages,
}

impl Origin {
    /// Why so many, for people.
    pub fn says(self) -> &'static str {
        match self {
            Self::Label => "the label above the column states it",
            Self::Printed => "a row of the table or its caption prints it, and the percentages follow from it",
            Self::Row => "a row of the table counts as many, and the percentages follow from it",
            Self::Sum => "it is not reported; the counts of a block add up to it",
            Self::Percentages => "it is not reported; the percentages follow from it and from no other number",
        }
    }

    /// Whether a row by itself can be refuted by it: it is reported as the number of all.
    pub fn is_stated(self) -> bool {
        matches!(self, Self::Label | Self::Printed)
    }
}

/// How many respondents a column is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Size {
    pub number: i64,
    pub origin: Origin,
    /// The row that prints it in the column, where one does.
    pub row: Option<usize>,
    /// What speaks for it.
    pub bits: Bits,
}

impl Size {
    fn of_label(number: i64, tally: &Tally) -> Self {
        Self { number, origin: Origin::Label, row: None, bits: tally.bits(number) }
    }

    /// The number of a label, where some percentages are shares of the count of a row that is a share of it.
    fn with_nested(number: i64, tally: &Tally) -> Option<Self> {
        let rows = tally.known().filter(|pair| pair.count < number && pair.follows_from(number));
        let bits = |of: i64| -> Bits {
            tally.known().map(|pair| if pair.follows_from(number) { pair.bits(number) } else { pair.bits(of) }).sum()
        };
        let bits = rows.map(|row| bits(row.count)).max()? - log2(tally.known().count() as i64);
        Some(Self { bits, ..Self::of_label(number, tally) })
    }
}

/// The size that most of a column's percentages follow from, if it leads all others; or why there is none.
pub(in crate::reading) fn size(
    frame: &Frame,
    tally: &Tally,
    blocks: &[Block],
    caption: &[i64],
) -> Result<Size, String> {
    let stated = of_label(frame, tally);
    if let Some(sum) = sum_of_weights(frame, tally.columns.start) {
        return Err(format!("its label says {sum}, which is a sum of weights and no number of respondents"));
    }
    if let (Notation::Percentage, Some(number)) = (tally.notation, stated) {
        return Ok(Size::of_label(number, tally));
    }
    if let (Some(Of::Column), Some(number)) = (&frame.given.base, stated) {
        return Ok(Size::of_label(number, tally));
    }
    let mut candidates = candidates(frame, tally, blocks, caption);
    candidates.sort_by_key(|candidate| -candidate.bits);
    let best = candidates.first().copied().filter(|best| best.bits >= LEAD);
    let best = best.ok_or("its percentages follow from no one base")?;
    if best.origin == Origin::Percentages && is_of_some(frame, tally, best.number) {
        return Err(format!("its percentages follow from {}, which one of its rows counts", best.number));
    }
    let rival = candidates.iter().find(|other| other.number != best.number && other.bits > best.bits - LEAD);
    match (stated, rival) {
        (Some(number), _) if number != best.number && tally.bits(number) + LEAD > best.bits => {
            Ok(Size::of_label(number, tally))
        }
        (Some(number), _) if number != best.number => {
            let partly = Size::with_nested(number, tally).filter(|size| size.bits + LEAD > best.bits);
            partly.ok_or_else(|| format!("its label says {number}, but its percentages follow from {}", best.number))
        }
        (None, Some(rival)) if best.origin == Origin::Percentages => {
            Err(format!("its percentages follow from {} as well as from {}", best.number, rival.number))
        }
        _ => Ok(best),
    }
}

/// Whether a row counts so many, who are some of those that a row without a percentage counts.
fn is_of_some(frame: &Frame, tally: &Tally, number: i64) -> bool {
    let of_all = |pair: &Pair| counts(tally, frame).any(|(all, _)| all > number && pair.follows_from(all));
    tally.known().any(|pair| pair.count == number && pair.percentage.is_some() && of_all(pair))
}

/// The numbers that may be the size of a column, each with what speaks for it less what it costs to look for it.
fn candidates(frame: &Frame, tally: &Tally, blocks: &[Block], caption: &[i64]) -> Vec<Size> {
    let sum = |block: &Block| block.rows.clone().map(|row| Some(tally.pairs[row]?.count)).sum::<Option<i64>>();
    let sums = blocks.iter().filter(|block| block.rows.len() > 1).filter_map(sum).map(|sum| (sum, None));
    let totals = blocks.iter().filter_map(|block| Some(block.total.as_ref()?.row));
    let totals = totals.filter_map(|row| Some((tally.pairs[row]?.count, Some(row))));
    let fitted: Vec<Printed> = tally
        .commonest_bases()
        .map_or_else(Vec::new, |(least, most)| (least..=most.min(least + 1)).map(|number| (number, None)).collect());
    let label: Vec<Printed> = of_label(frame, tally).into_iter().map(|number| (number, None)).collect();
    let caption: Vec<Printed> = caption.iter().map(|number| (*number, None)).collect();
    let (totals, counts, sums) = (distinct(totals), distinct(counts(tally, frame)), distinct(sums));
    // Of several numbers each may be of some.
    let of_counts =
        if counts.iter().filter(|(number, _)| *number > 0).count() > 1 { Origin::Row } else { Origin::Printed };
    let cost = |numbers: &[Printed]| log2(numbers.len() as i64 + 1);
    let mut found: Vec<Size> = Vec::new();
    for (numbers, origin, cost) in [
        (&label, Origin::Label, 0),
        (&caption, Origin::Printed, cost(&caption)),
        (&totals, Origin::Printed, cost(&totals)),
        (&counts, of_counts, cost(&counts)),
        (&sums, Origin::Sum, cost(&sums)),
        (&fitted, Origin::Percentages, log2(fitted.first().map_or(1, |fitted| fitted.0))),
    ] {
        for (number, row) in numbers.iter().copied().filter(|(number, _)| *number > 0) {
            if found.iter().all(|known| known.number != number) {
                found.push(Size { number, origin, row, bits: tally.bits(number) - cost });
            }
        }
    }
    found
}

/// A number that may be a size, and the row that prints it in the column.
type Printed = (i64, Option<usize>);

/// The numbers in their order, each once.
fn distinct(numbers: impl Iterator<Item = Printed>) -> Vec<Printed> {
    let mut numbers: Vec<Printed> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup_by_key(|(number, _)| *number);
    numbers
}

/// The number that the labels above a column state.
pub(in crate::reading) fn of_label(frame: &Frame, tally: &Tally) -> Option<i64> {
    of_column(frame, tally.columns.start)
}

/// A number above a column that is not whole.
fn sum_of_weights(frame: &Frame, column: usize) -> Option<String> {
    let numbers = Numbers::with_decimal(frame.decimal);
    let stated = frame.header(column).into_iter().rev().find_map(|label| split_label(label, &numbers).number);
    stated.map(|(figure, _)| figure).filter(|figure| !figure.number().is_whole()).map(|figure| figure.text().to_owned())
}

/// The same of any column.
pub(in crate::reading) fn of_column(frame: &Frame, column: usize) -> Option<i64> {
    let numbers = Numbers::with_decimal(frame.decimal);
    let labels = frame.header(column);
    let figures = labels.iter().rev().filter_map(|label| split_label(label, &numbers).number);
    figures.filter_map(|(figure, _)| whole(figure.text(), frame.decimal)).next()
}

/// The numbers that rows of single counts print above the column, and those that are printed as all of it.
fn counts(tally: &Tally, frame: &Frame) -> impl Iterator<Item = Printed> {
    let cell = |row: usize| frame.rows[row].cells[tally.columns.start].single()?.count();
    (0..frame.rows.len()).filter_map(move |row| {
        let count = match &tally.pairs[row] {
            None => cell(row),
            // What stands below the header without a label may be the numbers of its columns.
            Some(pair) if frame.rows[row].label.is_empty() || pair.is_all() => Some(pair.count),
            // So may a total without a percentage.
            Some(pair) => (pair.percentage.is_none() && tally.notation != Notation::Count).then_some(pair.count),
        };
        Some((count?, Some(row)))
    })
}

/// The sizes that a text states, as `N = 141`.
pub(in crate::reading) fn stated(text: &str, decimal: char) -> Vec<i64> {
    let numbers = Numbers::with_decimal(decimal);
    let (mut found, mut rest) = (Vec::new(), text);
    while let Some((figure, span)) = split_label(rest, &numbers).number {
        found.extend(whole(figure.text(), decimal));
        rest = &rest[span.end..];
    }
    found
}

fn whole(text: &str, decimal: char) -> Option<i64> {
    printed::Printed::read(text, decimal).single()?.count()
}
