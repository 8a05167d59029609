//! The tests over frames: find the columns, judge runs of rows in parallel, write the verdicts beside them.

use std::collections::BTreeMap;
use std::ops::Range;

use polars::prelude::{
    ChunkFullNull, ChunkTake, DataFrame, IdxCa, IntoColumn, NewChunkedArray, PlSmallStr, PolarsResult, StringChunked,
};
use rayon::prelude::*;

use crate::corpus::columns::{Columns, Whole};
use crate::corpus::rows::{self, SdRows, Sources};
use crate::corpus::samples::Samples;
use crate::corpus::verdict::{ALL, Verdict};
use crate::number::Rounding;

/// How many rows are judged at a time: what is read of them stays in the processor's cache.
const RUN: usize = 4096;

/// GRIM on each row: the columns `grim` and `grim_reason`. Reads `mean`, `n` and `items`.
///
/// See [`granularity::grim`](crate::granularity::grim). The only errors are columns that do not exist or are of a kind
/// that cannot be read.
pub fn grim(frame: &DataFrame, columns: &Columns, rounding: Rounding) -> PolarsResult<DataFrame> {
    with_verdicts(frame, "grim", &grim_verdicts(frame, columns, rounding)?)
}

/// The verdicts of [`grim`] on each row, as plain bytes instead of columns of text.
pub fn grim_verdicts(frame: &DataFrame, columns: &Columns, rounding: Rounding) -> PolarsResult<Vec<Verdict>> {
    verdicts_of_means(frame, columns, rounding, false)
}

/// GRIM on each row, where the mean is a percentage: the columns `grim` and `grim_reason`.
///
/// See [`granularity::grim_percent`](crate::granularity::grim_percent).
///
/// ```
/// use retally::Rounding;
/// use retally::corpus::{Columns, Printed, Whole, grim_percent};
/// use retally::frames::polars::prelude::*;
///
/// let frame = df!("tenths" => [262, 263], "n" => [141, 141])?;
/// let mean = Printed::Digits("tenths".to_owned(), Whole::Constant(1)); // 26.2 and 26.3
/// let judged = grim_percent(&frame, &Columns { mean, ..Columns::default() }, Rounding::Unstated)?;
/// let verdicts = judged.column("grim")?.str()?;
/// assert_eq!(verdicts.iter().flatten().collect::<Vec<_>>(), ["consistent", "inconsistent"]);
/// # Ok::<(), PolarsError>(())
/// ```
pub fn grim_percent(frame: &DataFrame, columns: &Columns, rounding: Rounding) -> PolarsResult<DataFrame> {
    with_verdicts(frame, "grim", &verdicts_of_means(frame, columns, rounding, true)?)
}

fn verdicts_of_means(
    frame: &DataFrame,
    columns: &Columns,
    rounding: Rounding,
    percent: bool,
) -> PolarsResult<Vec<Verdict>> {
    let sources = sources(frame, columns, rounding)?;
    Ok(by_runs(frame.height(), |range, verdicts| rows::grim(&sources.rows(&range), percent, verdicts)))
}

/// GRIMMER on each row: the columns `grimmer` and `grimmer_reason`. Reads `mean`, `sd`, `n` and `items`.
///
/// See [`granularity::grimmer`](crate::granularity::grimmer).
///
/// ```
/// use retally::Rounding;
/// use retally::corpus::{Columns, grimmer};
/// use retally::frames::polars::prelude::*;
///
/// let frame = df!("mean" => ["5.21", "3.44"], "sd" => ["1.6", "2.47"], "n" => [28, 18])?;
/// let judged = grimmer(&frame, &Columns::default(), Rounding::Unstated)?;
/// let verdicts = judged.column("grimmer")?.str()?;
/// assert_eq!(verdicts.iter().flatten().collect::<Vec<_>>(), ["consistent", "inconsistent"]);
/// # Ok::<(), PolarsError>(())
/// ```
pub fn grimmer(frame: &DataFrame, columns: &Columns, rounding: Rounding) -> PolarsResult<DataFrame> {
    let verdicts = sd_verdicts(frame, columns, rounding, |rows, row| rows.grimmer(row))?;
    with_verdicts(frame, "grimmer", &verdicts)
}

/// DEBIT on each row of means and SDs of zeros and ones: the columns `debit` and `debit_reason`. Reads `mean`, `sd` and
/// `n`.
///
/// See [`granularity::debit`](crate::granularity::debit).
///
/// ```
/// use retally::Rounding;
/// use retally::corpus::{Columns, debit};
/// use retally::frames::polars::prelude::*;
///
/// let frame = df!("mean" => ["0.53", "0.35"], "sd" => ["0.50", "0.18"], "n" => [1683, 20])?;
/// let judged = debit(&frame, &Columns::default(), Rounding::Unstated)?;
/// let verdicts = judged.column("debit")?.str()?;
/// assert_eq!(verdicts.iter().flatten().collect::<Vec<_>>(), ["consistent", "inconsistent"]);
/// # Ok::<(), PolarsError>(())
/// ```
pub fn debit(frame: &DataFrame, columns: &Columns, rounding: Rounding) -> PolarsResult<DataFrame> {
    let columns = Columns { items: Whole::Constant(1), ..columns.clone() };
    let verdicts = sd_verdicts(frame, &columns, rounding, |rows, row| rows.debit(row))?;
    with_verdicts(frame, "debit", &verdicts)
}

fn sd_verdicts(
    frame: &DataFrame,
    columns: &Columns,
    rounding: Rounding,
    judge: impl Fn(&SdRows, usize) -> Verdict + Sync,
) -> PolarsResult<Vec<Verdict>> {
    let (sources, sd) = (sources(frame, columns, rounding)?, columns.sd.find(frame)?);
    Ok(by_runs(frame.height(), |range, verdicts| {
        let rows = SdRows { rows: sources.rows(&range), sd: sd.rows(&range) };
        verdicts.iter_mut().enumerate().for_each(|(row, verdict)| *verdict = judge(&rows, row));
    }))
}

/// Whether any sample exists, row by row: n respondents whose items are whole numbers from `min` to `max` and whose
/// mean and sample SD print as the row has it. The columns `exact` and `exact_reason`. Reads all of [`Columns`].
///
/// Sufficient as well as necessary, unlike GRIMMER: a row is consistent if and only if such a sample exists. Each row
/// is looked up in a table of all samples of its scale's width, one for all n, which `samples` keeps for the next
/// frame. Where that table would exceed the limit of `samples`, a row that passes GRIMMER on the scale is undecided.
///
/// ```
/// use retally::Rounding;
/// use retally::corpus::{Columns, Samples, Whole, exact};
/// use retally::frames::polars::prelude::*;
///
/// // 1.3 and 0.9 pass GRIMMER on this scale, but no nine answers from 1 to 5 have them.
/// let frame = df!("mean" => ["1.3", "3.0"], "sd" => ["0.9", "1.0"], "n" => [9, 9])?;
/// let columns = Columns { min: Whole::Constant(1), max: Whole::Constant(5), ..Columns::default() };
/// let judged = exact(&frame, &columns, Rounding::Unstated, &mut Samples::default())?;
/// let verdicts = judged.column("exact")?.str()?;
/// assert_eq!(verdicts.iter().flatten().collect::<Vec<_>>(), ["inconsistent", "consistent"]);
/// # Ok::<(), PolarsError>(())
/// ```
pub fn exact(
    frame: &DataFrame,
    columns: &Columns,
    rounding: Rounding,
    samples: &mut Samples,
) -> PolarsResult<DataFrame> {
    let (sources, sd) = (sources(frame, columns, rounding)?, columns.sd.find(frame)?);
    let (min, max) = (columns.min.find(frame)?, columns.max.find(frame)?);
    let run = |range: &Range<usize>| {
        let rows = SdRows { rows: sources.rows(range), sd: sd.rows(range) };
        (rows, min.rows(range), max.rows(range))
    };
    let widths = by_runs(frame.height(), |range, widths: &mut [Option<(i64, i64)>]| {
        let (rows, min, max) = run(&range);
        widths.iter_mut().enumerate().for_each(|(row, width)| *width = rows.table_of(&min, &max, row));
    });
    let mut verdicts = vec![Verdict::TooLarge; frame.height()];
    for (width, n) in greatest_n(&widths) {
        let table = width.map(|width| samples.table(width, n));
        verdicts.par_chunks_mut(RUN).enumerate().for_each(|(at, verdicts)| {
            let range = at * RUN..at * RUN + verdicts.len();
            let of_width = |row: usize| widths[range.start + row].map(|(width, _)| width) == width;
            if !(0..verdicts.len()).any(of_width) {
                return;
            }
            let (rows, min, max) = run(&range);
            for (row, verdict) in verdicts.iter_mut().enumerate().filter(|(row, _)| of_width(*row)) {
                *verdict = rows.exists(min.at(row), max.at(row), table, row);
            }
        });
    }
    with_verdicts(frame, "exact", &verdicts)
}

/// The widths that occur, each with the greatest n that it occurs with.
fn greatest_n(widths: &[Option<(i64, i64)>]) -> BTreeMap<Option<i64>, i64> {
    let mut greatest = BTreeMap::new();
    for table in widths {
        let n = greatest.entry(table.map(|(width, _)| width)).or_insert(0);
        *n = table.map_or(0, |(_, of_row)| of_row.max(*n));
    }
    greatest
}

fn sources(frame: &DataFrame, columns: &Columns, rounding: Rounding) -> PolarsResult<Sources> {
    Ok(Sources {
        mean: columns.mean.find(frame)?,
        n: columns.n.find(frame)?,
        items: columns.items.find(frame)?,
        rounding,
    })
}

/// Runs of rows, judged in parallel.
fn by_runs<T: Default + Clone + Send>(height: usize, judge: impl Fn(Range<usize>, &mut [T]) + Sync) -> Vec<T> {
    let mut all = vec![T::default(); height];
    all.par_chunks_mut(RUN).enumerate().for_each(|(at, part)| judge(at * RUN..at * RUN + part.len(), part));
    all
}

/// The frame with the verdicts and the reasons as its last columns; columns of these names are replaced.
fn with_verdicts(frame: &DataFrame, test: &str, verdicts: &[Verdict]) -> PolarsResult<DataFrame> {
    let names = texts(test.into(), verdicts, |verdict| Some(verdict.name()))?;
    let of_reasons = format!("{test}_reason").into();
    let reasons = if verdicts.iter().any(|verdict| verdict.reason().is_some()) {
        texts(of_reasons, verdicts, Verdict::reason)?
    } else {
        // As nearly always; it costs next to nothing.
        StringChunked::full_null(of_reasons, verdicts.len())
    };
    let mut judged = frame.clone();
    judged.with_column(names.into_column())?.with_column(reasons.into_column())?;
    Ok(judged)
}

/// A column that takes its texts from a few.
fn texts(
    name: PlSmallStr,
    verdicts: &[Verdict],
    text: fn(Verdict) -> Option<&'static str>,
) -> PolarsResult<StringChunked> {
    let few = StringChunked::from_slice_options(name, &ALL.map(text));
    let places: Vec<u32> = verdicts.iter().map(|verdict| *verdict as u32).collect();
    few.take(&IdxCa::from_vec("".into(), places))
}
