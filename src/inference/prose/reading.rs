//! Which numbers are meant: comma and point are the decimal sign, or set thousands apart, or separate two numbers.

use std::ops::Range;

use crate::inference::prose::form::Listed;
use crate::inference::prose::number::Written;
use crate::number::Figure;
use crate::quantity::Statistic;

/// Why a report is not read.
pub(super) type Reason = &'static str;

/// What looks like a test and is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The bytes of the whole.
    pub bytes: Range<usize>,
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The character of the line it begins at, counted from 1.
    pub column: usize,
    /// Why it is not read.
    pub reason: &'static str,
}

pub(super) const NO_DF: Reason = "its degrees of freedom are not printed as its kind has them";
pub(super) const OF_ANOTHER: Reason = "the percentage does not follow from these two numbers, and may be of others, weighted, or the numbers a score or a label";
pub(super) const OF_SEVERAL: Reason = "no answers on the scale have this mean and standard deviation, which may be a sum's, a change's, or of something else";
pub(super) const BROKEN: Reason = "a number cannot be read whole";
pub(super) const DECIMAL: Reason = "a comma may be the decimal sign or set thousands apart";

/// The decimal signs of statistic and p value, the more usual first.
const SIGNS: [[char; 2]; 4] = [['.', '.'], [',', ','], ['.', ','], [',', '.']];

/// The numbers of a report as they are written.
pub(super) struct Printed {
    pub test: Statistic,
    pub statistic: (&'static str, Written),
    /// Nothing where it is said not to be significant.
    pub p: Option<(&'static str, Written)>,
    pub df: Vec<Listed>,
}

/// The same as figures.
#[derive(PartialEq)]
pub(super) struct Reading {
    pub statistic: Figure,
    pub p: Option<Figure>,
    /// Nothing where they are not as many as the test has.
    pub df: Option<Vec<(Figure, Range<usize>)>>,
}

impl Printed {
    /// The only reading with one decimal sign throughout; without any, the only one with two.
    pub fn reading(&self) -> Result<Reading, Reason> {
        let (alike, mixed) = SIGNS.split_at(2);
        let of = |signs: &[[char; 2]]| signs.iter().filter_map(|signs| self.with(*signs)).collect::<Vec<_>>();
        let mut readings = of(alike);
        if readings.is_empty() {
            readings = of(mixed);
        }
        if readings.iter().any(|reading| reading.df.is_some()) {
            readings.retain(|reading| reading.df.is_some());
        }
        let first = readings.first().map(Reading::numbers).ok_or(BROKEN)?;
        let is_one = readings.iter().all(|reading| reading.numbers() == first) || !self.has_comma();
        if is_one { Ok(readings.swap_remove(0)) } else { Err(DECIMAL) }
    }

    fn with(&self, [own, of_p]: [char; 2]) -> Option<Reading> {
        let p = match &self.p {
            None => None,
            Some((sign, written)) => Some(written.figure(of_p, sign)?),
        };
        let (sign, statistic) = &self.statistic;
        Some(Reading { statistic: statistic.figure(own, sign)?, p, df: degrees(self.test, &self.df, own) })
    }

    /// Whether a number has a comma within; a point alone is the decimal sign of most.
    fn has_comma(&self) -> bool {
        let numbers = [Some(&self.statistic.1), self.p.as_ref().map(|p| &p.1)].into_iter().flatten();
        numbers.chain(self.df.iter().map(|item| &item.number)).any(Written::has_comma)
    }
}

impl Reading {
    /// What the figures are, whatever they are written with.
    fn numbers(&self) -> Vec<(crate::number::Rational, u32)> {
        let df = self.df.iter().flatten().map(|df| &df.0);
        let all = [Some(&self.statistic), self.p.as_ref()].into_iter().flatten().chain(df);
        all.map(|figure| (figure.number().clone(), figure.decimals())).collect()
    }
}

/// The degrees of freedom of a list, if just one reading of it has as many as the test.
fn degrees(test: Statistic, list: &[Listed], decimal: char) -> Option<Vec<(Figure, Range<usize>)>> {
    let wanted = match test {
        Statistic::Z => return Some(Vec::new()),
        Statistic::F => 2,
        _ => 1,
    };
    let items = || list.iter().filter(|item| !item.is_size);
    let whole = items().map(|item| Some((item.number.figure(decimal, "")?, item.bytes.clone()))).collect();
    let apart = items().map(|item| apart(item, decimal)).collect::<Option<Vec<_>>>().map(|parts| parts.concat());
    let readings: [Option<Vec<_>>; 2] = [whole, apart.filter(|apart| apart.len() != items().count())];
    let mut fitting = readings.into_iter().flatten().filter_map(|mut df| {
        // Of chi-square the number of respondents may follow.
        df.truncate(df.len() - usize::from(test == Statistic::ChiSquare && df.len() == 2));
        (df.len() == wanted).then_some(df)
    });
    let first = fitting.next();
    if fitting.next().is_some() { None } else { first }
}

/// The numbers that the commas of a number separate, each with its place.
fn apart(item: &Listed, decimal: char) -> Option<Vec<(Figure, Range<usize>)>> {
    let mut start = item.bytes.start;
    let parts = item.number.split_at_commas();
    let place = |part: &Written| {
        let end = start + part.length();
        let bytes = start..end;
        start = end + 1;
        bytes
    };
    let places: Vec<_> = parts.iter().map(place).collect();
    let fits = places.last().is_some_and(|last| last.end == item.bytes.end);
    let figures = parts.iter().zip(places);
    figures
        .map(|(part, place)| Some((part.figure(decimal, "")?, if fits { place } else { item.bytes.clone() })))
        .collect()
}
