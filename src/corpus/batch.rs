//! A run of rows as plain integers, few enough to stay near the processor.

use std::borrow::Cow;
use std::ops::Range;

use polars::prelude::{Int64Chunked, StringChunked};

use crate::corpus::columns::{MISSING, Numbers, Wholes};
use crate::corpus::digits::{self, Digits, MAX_DECIMALS};
use crate::number::Figure;

/// Whole numbers of a run of rows. A missing one is [`MISSING`].
pub(super) enum Values<'a> {
    Same(i64),
    Each(Cow<'a, [i64]>),
}

impl Wholes {
    pub(super) fn rows(&self, rows: &Range<usize>) -> Values<'_> {
        match self {
            Self::Same(number) => Values::Same(*number),
            Self::Each(column) => Values::Each(whole_rows(column, rows)),
        }
    }
}

fn whole_rows<'a>(column: &'a Int64Chunked, rows: &Range<usize>) -> Cow<'a, [i64]> {
    match column.cont_slice() {
        Ok(all) => Cow::Borrowed(&all[rows.clone()]),
        Err(_) => {
            let part = column.slice(rows.start as i64, rows.len());
            Cow::Owned(part.iter().map(|number| number.unwrap_or(MISSING)).collect())
        }
    }
}

impl Values<'_> {
    #[inline(always)]
    pub(super) fn at(&self, row: usize) -> i64 {
        match self {
            Self::Same(number) => *number,
            Self::Each(numbers) => numbers[row],
        }
    }
}

/// How many decimals the numbers of a run of rows have; [`LONG`] where a number is none that [`Digits`] can hold.
pub(super) enum Decimals {
    Same(u32),
    Each(Vec<u8>),
}

/// Says that a number is missing, odd or long.
const LONG: u8 = u8::MAX;

/// Printed numbers of a run of rows.
pub(super) struct Run<'a> {
    pub digits: Cow<'a, [i64]>,
    pub decimals: Decimals,
    source: &'a Numbers,
    first: usize,
}

/// Why a row has no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    Missing,
    NotANumber,
}

impl Numbers {
    pub(super) fn rows(&self, rows: &Range<usize>) -> Run<'_> {
        let (digits, decimals) = match self {
            Self::Digits(column, decimals) => (whole_rows(column, rows), decimals_of(decimals, rows)),
            Self::Text(column) => read(&column.slice(rows.start as i64, rows.len())),
        };
        Run { digits, decimals, source: self, first: rows.start }
    }
}

fn decimals_of(decimals: &Wholes, rows: &Range<usize>) -> Decimals {
    let short = |decimals: i64| (0..=i64::from(MAX_DECIMALS)).contains(&decimals);
    match decimals.rows(rows) {
        Values::Same(same) if short(same) => Decimals::Same(same as u32),
        Values::Same(_) => Decimals::Each(vec![LONG; rows.len()]),
        Values::Each(each) => {
            Decimals::Each(each.iter().map(|each| if short(*each) { *each as u8 } else { LONG }).collect())
        }
    }
}

fn read<'a>(texts: &StringChunked) -> (Cow<'a, [i64]>, Decimals) {
    let mut digits = vec![0; texts.len()];
    let mut decimals = vec![LONG; texts.len()];
    let mut start = 0;
    for array in texts.downcast_iter() {
        let (views, end) = (&array.views()[..], start + array.len());
        let places = digits[start..end].iter_mut().zip(&mut decimals[start..end]);
        for ((row, view), (digits, decimals)) in views.iter().enumerate().zip(places) {
            // A text of up to twelve bytes stands in its view, behind its length.
            let first = u64::from(view.prefix.to_le()) | u64::from(view.buffer_idx.to_le()) << 32;
            let number = digits::read_short(first, view.length).or_else(|| array.get(row).and_then(read_long));
            if let Some(number) = number {
                (*digits, *decimals) = (number.digits, number.decimals as u8);
            }
        }
        start = end;
    }
    if texts.null_count() > 0 {
        // The view of a text that is missing may be any.
        let missing = texts.iter().zip(&mut decimals).filter(|(text, _)| text.is_none());
        missing.for_each(|(_, decimals)| *decimals = LONG);
    }
    (Cow::Owned(digits), Decimals::Each(decimals))
}

#[cold]
fn read_long(text: &str) -> Option<Digits> {
    digits::read(text.as_bytes())
}

impl Run<'_> {
    /// The number of a row, if it is short.
    #[inline(always)]
    pub(super) fn at(&self, row: usize) -> Option<Digits> {
        let decimals = match &self.decimals {
            Decimals::Same(same) => *same,
            Decimals::Each(each) => u32::from(each[row]),
        };
        (decimals <= MAX_DECIMALS).then_some(Digits { digits: self.digits[row], decimals })
    }

    /// The number of a row, whatever its length and however it is written.
    pub(super) fn figure(&self, row: usize) -> Result<Figure, Unread> {
        let row = self.first + row;
        let text = match self.source {
            Numbers::Text(column) => column.get(row).map(str::to_owned),
            Numbers::Digits(column, decimals) => {
                let decimals = match decimals {
                    Wholes::Same(same) => Some(*same),
                    Wholes::Each(each) => each.get(row),
                };
                column.get(row).zip(decimals).filter(|(_, decimals)| *decimals != MISSING).map(place_point)
            }
        };
        let text = text.filter(|text| !text.trim().is_empty()).ok_or(Unread::Missing)?;
        text.parse().map_err(|_| Unread::NotANumber)
    }
}

/// Writes digits with a point before the last of them; nothing that is a figure where the decimals are no such number.
fn place_point((digits, decimals): (i64, i64)) -> String {
    let Some(decimals) = usize::try_from(decimals).ok().filter(|decimals| *decimals < crate::number::MAX_DIGITS) else {
        return "?".to_owned();
    };
    let sign = if digits < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", digits.unsigned_abs(), width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    if decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}
