//! The tests on a run of rows: in machine integers where they can hold the row, else by [`granularity`].

use std::ops::Range;

use crate::corpus::batch::{Decimals, Run, Unread, Values};
use crate::corpus::columns::{MISSING, Numbers, Wholes};
use crate::corpus::samples::Table;
use crate::corpus::spread::{self, Span, Spread};
use crate::corpus::sums;
use crate::corpus::verdict::Verdict;
use crate::granularity::{self, Answers};
use crate::number::{Figure, Rounding};

/// The columns of a test.
pub(super) struct Sources {
    pub mean: Numbers,
    pub n: Wholes,
    pub items: Wholes,
    pub rounding: Rounding,
}

/// A run of their rows.
pub(super) struct Rows<'a> {
    mean: Run<'a>,
    n: Values<'a>,
    items: Values<'a>,
    rounding: Rounding,
}

impl Sources {
    pub(super) fn rows(&self, rows: &Range<usize>) -> Rows<'_> {
        Rows { mean: self.mean.rows(rows), n: self.n.rows(rows), items: self.items.rows(rows), rounding: self.rounding }
    }
}

impl Rows<'_> {
    fn mean(&self, row: usize) -> Result<Figure, Verdict> {
        self.mean.figure(row).map_err(|unread| match unread {
            Unread::Missing => Verdict::NoMean,
            Unread::NotANumber => Verdict::MeanNotANumber,
        })
    }

    /// n and the number of items.
    fn answers(&self, row: usize) -> Result<(u64, u64), Verdict> {
        let count = |number: i64, missing, odd| match number {
            MISSING => Err(missing),
            number => u64::try_from(number).map_err(|_| odd),
        };
        let n = count(self.n.at(row), Verdict::NoN, Verdict::OddN)?;
        Ok((n, count(self.items.at(row), Verdict::NoItems, Verdict::OddItems)?))
    }

    /// The answers of each row, times the scale of its mean with so many decimals more; 0 where a row is too large for
    /// that, or odd.
    fn weights(&self, more: u32) -> Vec<i64> {
        let mut weights: Vec<i64> = match &self.n {
            Values::Same(n) => vec![sums::weighed(*n); self.mean.digits.len()],
            Values::Each(n) => n.iter().map(|n| sums::weighed(*n)).collect(),
        };
        let items = |weight: i64, items: i64| sums::weighed(weight * sums::weighed(items));
        match &self.items {
            Values::Same(1) => {}
            Values::Same(same) => weights.iter_mut().for_each(|weight| *weight = items(*weight, *same)),
            Values::Each(each) => {
                weights.iter_mut().zip(&each[..]).for_each(|(weight, each)| *weight = items(*weight, *each))
            }
        }
        match &self.mean.decimals {
            Decimals::Same(same) => {
                let scale = sums::scale(same + more);
                weights.iter_mut().for_each(|weight| *weight *= scale);
            }
            Decimals::Each(each) => {
                let scale = |decimals: &u8| sums::scale(u32::from(*decimals) + more);
                weights.iter_mut().zip(each).for_each(|(weight, decimals)| *weight *= scale(decimals));
            }
        }
        weights
    }

    /// n and the number of items, if an SD of them can be judged here.
    fn short_answers(&self, row: usize) -> Option<(i64, i64)> {
        let (n, items) = (self.n.at(row), self.items.at(row));
        (n > 1 && items > 0).then_some((n, items))
    }
}

/// GRIM on each row; a percentage is a mean with two decimals more.
pub(super) fn grim(rows: &Rows, percent: bool, verdicts: &mut [Verdict]) {
    // A copy of the loop for each convention, so that none is looked up in it.
    match rows.rounding {
        Rounding::Unstated => grim_rows(rows, Rounding::Unstated, percent, verdicts),
        Rounding::HalfUp => grim_rows(rows, Rounding::HalfUp, percent, verdicts),
        Rounding::HalfEven => grim_rows(rows, Rounding::HalfEven, percent, verdicts),
        Rounding::HalfDown => grim_rows(rows, Rounding::HalfDown, percent, verdicts),
        Rounding::Truncation => grim_rows(rows, Rounding::Truncation, percent, verdicts),
        Rounding::Floor => grim_rows(rows, Rounding::Floor, percent, verdicts),
        Rounding::Ceiling => grim_rows(rows, Rounding::Ceiling, percent, verdicts),
        Rounding::Controlled => grim_rows(rows, Rounding::Controlled, percent, verdicts),
    }
}

#[inline(always)]
fn grim_rows(rows: &Rows, rounding: Rounding, percent: bool, verdicts: &mut [Verdict]) {
    let weights = rows.weights(if percent { 2 } else { 0 });
    let mut all_known = true;
    for ((digits, weight), verdict) in rows.mean.digits.iter().zip(&weights).zip(&mut *verdicts) {
        let (fits, known) = sums::some_fits(rounding, *digits, *weight);
        *verdict = Verdict::when(fits);
        all_known &= known;
    }
    if all_known {
        return;
    }
    for ((row, verdict), weight) in verdicts.iter_mut().enumerate().zip(&weights) {
        if !sums::some_fits(rounding, rows.mean.digits[row], *weight).1 {
            *verdict = grim_of(rows, percent, row).unwrap_or_else(|undecided| undecided);
        }
    }
}

/// GRIM of any row.
#[cold]
fn grim_of(rows: &Rows, percent: bool, row: usize) -> Result<Verdict, Verdict> {
    let test = if percent { granularity::grim_percent } else { granularity::grim };
    let mean = rows.mean(row)?;
    let (n, items) = rows.answers(row)?;
    Ok(test(&mean, n, items, rows.rounding).into())
}

/// A run of rows with standard deviations.
pub(super) struct SdRows<'a> {
    pub rows: Rows<'a>,
    pub sd: Run<'a>,
}

/// A row with everything that integers tell of it.
struct Short {
    n: i64,
    items: i64,
    first: i64,
    last: i64,
    spread: Spread,
}

impl SdRows<'_> {
    fn short(&self, row: usize) -> Option<Short> {
        let rounding = self.rows.rounding;
        let (mean, sd) = (self.rows.mean.at(row)?, self.sd.at(row)?);
        let (n, items) = self.rows.short_answers(row)?;
        let (first, last) = sums::fitting(mean, n.checked_mul(items)?, rounding)?;
        Some(Short { n, items, first, last, spread: spread::spread(sd, n, items, rounding)? })
    }

    fn figures(&self, row: usize) -> Result<(Figure, Figure), Verdict> {
        let mean = self.rows.mean(row)?;
        let sd = self.sd.figure(row).map_err(|unread| match unread {
            Unread::Missing => Verdict::NoSd,
            Unread::NotANumber => Verdict::SdNotANumber,
        })?;
        Ok((mean, sd))
    }

    /// GRIMMER of a row.
    pub(super) fn grimmer(&self, row: usize) -> Verdict {
        let quick = self.short(row).map(|short| spread::grimmer(short.first, short.last, short.n, short.spread));
        quick.filter(is_final).unwrap_or_else(|| self.any_grimmer(row).unwrap_or_else(|undecided| undecided))
    }

    #[cold]
    fn any_grimmer(&self, row: usize) -> Result<Verdict, Verdict> {
        let (mean, sd) = self.figures(row)?;
        let (n, items) = self.rows.answers(row)?;
        Ok(granularity::grimmer(&mean, &sd, n, items, self.rows.rounding).into())
    }

    /// DEBIT of a row, which is GRIMMER on the scale from 0 to 1.
    pub(super) fn debit(&self, row: usize) -> Verdict {
        let quick = || {
            let Short { n, items, first, last, spread } = self.short(row)?;
            Some(spread::grimmer_on(first, last, n, Span::of(0, 1, items, n)?, spread))
        };
        quick().filter(is_final).unwrap_or_else(|| self.any_debit(row).unwrap_or_else(|undecided| undecided))
    }

    #[cold]
    fn any_debit(&self, row: usize) -> Result<Verdict, Verdict> {
        let (mean, sd) = self.figures(row)?;
        let (n, _) = self.rows.answers(row)?;
        Ok(granularity::debit(&mean, &sd, n, self.rows.rounding).into())
    }

    /// Which table of samples decides about a row: its width, and n. Nothing where none does.
    pub(super) fn table_of(&self, min: &Values, max: &Values, row: usize) -> Option<(i64, i64)> {
        let (n, items) = self.rows.short_answers(row)?;
        let (min, max) = (min.at(row), max.at(row));
        let known = ![min, max].iter().any(|end| matches!(*end, MISSING | crate::corpus::columns::ODD)) && min <= max;
        let span = Span::of(min, max, items, n).filter(|_| known)?;
        self.short(row).map(|_| (span.width, n))
    }

    /// Whether some sample on the scale from `min` to `max` has the mean and SD of a row. Where the table does not
    /// reach to n, GRIMMER on the scale may still say that none does.
    pub(super) fn exists(&self, min: i64, max: i64, table: Option<&Table>, row: usize) -> Verdict {
        let quick = || {
            let Short { n, items, first, last, spread } = self.short(row)?;
            let span = Span::of(min, max, items, n)?;
            let table = table?;
            if !table.reaches(n) {
                return Some(too_large_if_consistent(spread::grimmer_on(first, last, n, span, spread)));
            }
            let (first, last) = span.sums(first, last, n);
            Some(spread::try_sums(first, last, |sum| {
                let (rest, spread) = (sum % n, spread.up_to(span.greatest(sum, n)));
                let (from, to) = spread.steps(rest, n);
                from <= to && table.has_some(n, sum, from, to)
            }))
        };
        quick().filter(is_final).unwrap_or_else(|| self.any_exists(min, max, row).unwrap_or_else(|undecided| undecided))
    }

    #[cold]
    fn any_exists(&self, min: i64, max: i64, row: usize) -> Result<Verdict, Verdict> {
        let (mean, sd) = self.figures(row)?;
        let (n, items) = self.rows.answers(row)?;
        if [min, max].iter().any(|end| matches!(*end, MISSING | crate::corpus::columns::ODD)) {
            return Err(Verdict::NoScale);
        }
        if min > max {
            return Err(Verdict::EmptyScale);
        }
        let answers = Answers { items, scale: Some((min, max)), ..Answers::of(n) };
        let interval = |figure: &Figure| self.rows.rounding.interval(figure);
        let judged = granularity::moments(&interval(&mean), &interval(&sd), &answers);
        Ok(too_large_if_consistent(judged.into()))
    }
}

/// Whether the sums were few enough to be tried one after the other.
fn is_final(verdict: &Verdict) -> bool {
    *verdict != Verdict::TooManySums
}

fn too_large_if_consistent(necessary: Verdict) -> Verdict {
    if necessary == Verdict::Consistent { Verdict::TooLarge } else { necessary }
}
