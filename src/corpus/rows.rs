//! The tests on a run of rows: in machine integers where they can hold the row, else by [`granularity`].

use std::ops::Range;

use crate::corpus::batch::{Decimals, Run, Unread, Values};
use crate::corpus::columns::{MISSING, Numbers, Wholes};
use crate::corpus::ends::ends;
use crate::corpus::ruling::Ruling;
use crate::corpus::samples::Table;
use crate::corpus::spread::{self, Span, Spread};
use crate::corpus::sums;
use crate::figure::Figure;
use crate::granularity::{self, Answers, Scale};
use crate::rounding::Rounding;

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
    fn mean(&self, row: usize) -> Result<Figure, Ruling> {
        self.mean.figure(row).map_err(|unread| match unread {
            Unread::Missing => Ruling::NoMean,
            Unread::NotANumber => Ruling::MeanNotANumber,
        })
    }

    /// n and the number of items.
    fn answers(&self, row: usize) -> Result<(u64, u64), Ruling> {
        let count = |number: i64, missing, odd| match number {
            MISSING => Err(missing),
            number => u64::try_from(number).map_err(|_| odd),
        };
        let n = count(self.n.at(row), Ruling::NoN, Ruling::OddN)?;
        Ok((n, count(self.items.at(row), Ruling::NoItems, Ruling::OddItems)?))
    }

    /// n and the number of items, if an SD of them can be judged here.
    fn short_answers(&self, row: usize) -> Option<(i64, i64)> {
        let (n, items) = (self.n.at(row), self.items.at(row));
        (n > 1 && items > 0).then_some((n, items))
    }
}

/// GRIM on each row; a percentage is a mean with two decimals more.
pub(super) fn grim(rows: &Rows, percent: bool, rulings: &mut [Ruling]) {
    // A copy of the loop for each convention, so that none is looked up in it.
    match rows.rounding {
        Rounding::Unstated => grim_rows(rows, Rounding::Unstated, percent, rulings),
        Rounding::HalfUp => grim_rows(rows, Rounding::HalfUp, percent, rulings),
        Rounding::HalfEven => grim_rows(rows, Rounding::HalfEven, percent, rulings),
        Rounding::HalfDown => grim_rows(rows, Rounding::HalfDown, percent, rulings),
        Rounding::Truncation => grim_rows(rows, Rounding::Truncation, percent, rulings),
        Rounding::Floor => grim_rows(rows, Rounding::Floor, percent, rulings),
        Rounding::Ceiling => grim_rows(rows, Rounding::Ceiling, percent, rulings),
    }
}

#[inline(always)]
fn grim_rows(rows: &Rows, rounding: Rounding, percent: bool, rulings: &mut [Ruling]) {
    let more = if percent { 2 } else { 0 };
    let digits = &rows.mean.digits[..];
    match &rows.mean.decimals {
        // A copy of the loop for each of the usual units, since dividing by a known number is quick.
        Decimals::Same(same) => match same + more {
            0 => grim_loop(rows, rounding, percent, rulings, |row| Some((digits[row], 2))),
            1 => grim_loop(rows, rounding, percent, rulings, |row| Some((digits[row], 20))),
            2 => grim_loop(rows, rounding, percent, rulings, |row| Some((digits[row], 200))),
            3 => grim_loop(rows, rounding, percent, rulings, |row| Some((digits[row], 2000))),
            4 => grim_loop(rows, rounding, percent, rulings, |row| Some((digits[row], 20000))),
            more => grim_loop(rows, rounding, percent, rulings, |row| Some((digits[row], sums::unit(more)?))),
        },
        Decimals::Each(each) => grim_loop(rows, rounding, percent, rulings, |row| {
            Some((digits[row], sums::unit(u32::from(each[row]) + more)?))
        }),
    }
}

#[inline(always)]
fn grim_loop(
    rows: &Rows,
    rounding: Rounding,
    percent: bool,
    rulings: &mut [Ruling],
    number: impl Fn(usize) -> Option<(i64, i64)>,
) {
    let judge = |row: usize, n: i64, items: i64| {
        let quick = || {
            let (digits, unit) = number(row)?;
            let answers = if n < 0 || items < 0 { None } else { n.checked_mul(items) };
            sums::some_fits(ends(rounding, digits)?, answers?, unit)
        };
        quick().map(Ruling::when).unwrap_or_else(|| grim_of(rows, percent, row).unwrap_or_else(|undecided| undecided))
    };
    // Copies once more, so that a number that is the same for all rows is not looked up for each.
    match (&rows.n, &rows.items) {
        (Values::Each(n), Values::Same(1)) => {
            rulings.iter_mut().zip(&n[..]).enumerate().for_each(|(row, (ruling, n))| *ruling = judge(row, *n, 1));
        }
        (n, items) => {
            rulings.iter_mut().enumerate().for_each(|(row, ruling)| *ruling = judge(row, n.at(row), items.at(row)));
        }
    }
}

/// GRIM of any row.
#[cold]
fn grim_of(rows: &Rows, percent: bool, row: usize) -> Result<Ruling, Ruling> {
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

    fn figures(&self, row: usize) -> Result<(Figure, Figure), Ruling> {
        let mean = self.rows.mean(row)?;
        let sd = self.sd.figure(row).map_err(|unread| match unread {
            Unread::Missing => Ruling::NoSd,
            Unread::NotANumber => Ruling::SdNotANumber,
        })?;
        Ok((mean, sd))
    }

    /// GRIMMER of a row.
    pub(super) fn grimmer(&self, row: usize) -> Ruling {
        let quick = self.short(row).map(|short| spread::grimmer(short.first, short.last, short.n, short.spread));
        quick.unwrap_or_else(|| self.any_grimmer(row).unwrap_or_else(|undecided| undecided))
    }

    #[cold]
    fn any_grimmer(&self, row: usize) -> Result<Ruling, Ruling> {
        let (mean, sd) = self.figures(row)?;
        let (n, items) = self.rows.answers(row)?;
        Ok(granularity::grimmer(&mean, &sd, n, items, self.rows.rounding).into())
    }

    /// DEBIT of a row, which is GRIMMER on the scale from 0 to 1.
    pub(super) fn debit(&self, row: usize) -> Ruling {
        let quick = || {
            let Short { n, items, first, last, spread } = self.short(row)?;
            Some(spread::grimmer_on(first, last, n, Span::of(0, 1, items, n)?, spread))
        };
        quick().unwrap_or_else(|| self.any_debit(row).unwrap_or_else(|undecided| undecided))
    }

    #[cold]
    fn any_debit(&self, row: usize) -> Result<Ruling, Ruling> {
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
    pub(super) fn exists(&self, min: i64, max: i64, table: Option<&Table>, row: usize) -> Ruling {
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
        quick().unwrap_or_else(|| self.any_exists(min, max, row).unwrap_or_else(|undecided| undecided))
    }

    #[cold]
    fn any_exists(&self, min: i64, max: i64, row: usize) -> Result<Ruling, Ruling> {
        let (mean, sd) = self.figures(row)?;
        let (n, items) = self.rows.answers(row)?;
        if [min, max].iter().any(|end| matches!(*end, MISSING | crate::corpus::columns::ODD)) {
            return Err(Ruling::NoScale);
        }
        if min > max {
            return Err(Ruling::EmptyScale);
        }
        let answers = Answers { items, scale: Some(Scale { min, max }), ..Answers::of(n) };
        let interval = |figure: &Figure| self.rows.rounding.interval(figure);
        let judged = granularity::moments(&interval(&mean), &interval(&sd), &answers);
        Ok(too_large_if_consistent(judged.into()))
    }
}

fn too_large_if_consistent(necessary: Ruling) -> Ruling {
    if necessary == Ruling::Consistent { Ruling::TooLarge } else { necessary }
}
