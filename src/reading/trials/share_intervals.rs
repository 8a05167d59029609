//! Percentages with their intervals, beside the numbers of which they are.
//!
//! An interval is as wide as the number of all says, so that columns are proposed by their widths and confirmed by the relation between
//! a percentage and its interval, for which a trial is written as a study. A limit that follows is worth as many bits as there are figures
//! between it and the percentage, less two for the methods that there are.

use crate::quantity::Statistic;
use crate::reading::found::crude::Cells;
use crate::reading::found::estimates::{Estimates, Part, level, only};
use crate::reading::found::shares::{All, Shares};
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::estimate_words::measure;
use crate::reading::layout::evidence::{Bits, follows, log2};
use crate::reading::layout::printed::{Number, Printed};
use crate::reading::layout::words::says_percentage;
use crate::reading::tallies::sizes::of_column;
use crate::reading::written::labels::labels;
use crate::reading::written::names::Names;
use crate::reading::written::share_table::write;
use crate::reading::written::write::csv;
use crate::relation::{Outcome, Verdict};
use crate::study::{MANIFEST, Study, says_interval};

/// No more numbers of all are tried.
const MOST: usize = 12;

/// The percentages with intervals of a sheet, as far as the figures confirm them.
pub(in crate::reading) fn share_intervals(reading: &SheetReading) -> Vec<Estimates> {
    let found = (0..reading.frame.width()).filter_map(|at| {
        let proposed = proposed(reading, at);
        let tried = proposed.into_iter().filter_map(|one| weigh(reading, one));
        tried.max_by_key(|one| one.bits).filter(|one| one.bits >= reading.enough)
    });
    found.collect()
}

/// What the intervals of a column may be of, the likeliest first.
fn proposed(reading: &SheetReading, at: usize) -> Vec<Estimates> {
    let frame = &reading.frame;
    let header = frame.header(at).join(", ");
    let is_read = reading.estimates.iter().any(|one| one.columns.iter().any(|(column, _)| *column == at));
    if is_read || !says_interval(&header) || measure(&header).is_some() || frame.is_paired() {
        return Vec::new();
    }
    let is_share = |column: usize| says_percentage(&frame.header(column).join(", "));
    let parts =
        [Part::Whole(Statistic::Share), Part::Limits { in_brackets: true }, Part::Limits { in_brackets: false }];
    let fitting = |part: &Part| frame.rows.iter().filter(|row| part.fits(&row.cells[at])).count();
    let Some(part) = parts.into_iter().max_by_key(fitting).filter(|part| fitting(part) > 2) else { return Vec::new() };
    let before = || at.checked_sub(1).filter(|before| is_share(*before));
    let Some(share) = (if matches!(part, Part::Whole(_)) { Some(at).filter(|at| is_share(*at)) } else { before() })
    else {
        return Vec::new();
    };
    let is_other = |column: &usize| ![at, share].contains(column);
    let columns = || (0..frame.width()).filter(is_other);
    let is_count = |column: &usize| frame.rows.iter().filter(|row| alone(&row.cells[*column]).is_some()).count() > 2;
    let stated = [share, at].into_iter().chain(columns()).filter_map(|column| of_column(frame, column));
    let all = columns().filter(is_count).map(All::Column).chain(stated.map(All::Stated));
    let group = |all: All| {
        let count = columns()
            .filter(|column| all != All::Column(*column))
            .find_map(|column| counted(reading, column, share, all));
        let columns =
            if share == at { vec![(at, part)] } else { vec![(share, Part::Estimate(Statistic::Share)), (at, part)] };
        let fits = |row: &usize| columns.iter().all(|(column, part)| part.fits(&frame.rows[*row].cells[*column]));
        let rows = (0..frame.rows.len()).filter(fits).collect();
        let shares = Shares { share, count, all };
        let of_table = std::iter::once(frame.sheet.caption.as_str())
            .chain(frame.sheet.notes.iter().map(|note| note.text.as_str()));
        let level = level(&header).or_else(|| only(of_table.filter_map(level)));
        Estimates { columns, rows, level, is_wald: false, crude: None, shares: Some(shares), bits: 0, without: 0 }
    };
    all.take(MOST).map(group).filter(|one| is_as_wide(reading, one)).collect()
}

/// The number that a cell prints, with others in brackets or not.
fn count(cell: &Printed) -> Option<i64> {
    matches!(cell.pattern.as_str(), "#" | "#(#)").then(|| cell.numbers[0].count())?
}

/// The number that is a whole cell.
fn alone(cell: &Printed) -> Option<i64> {
    cell.single()?.count()
}

/// A column of numbers that most of the percentages follow from.
fn counted(reading: &SheetReading, column: usize, share: usize, all: All) -> Option<(usize, Cells)> {
    let rows = &reading.frame.rows;
    let holds = |row: usize| {
        let count = count(&rows[row].cells[column])?;
        Some(follows(count, all_of(all, reading, row)?, rows[row].cells[share].numbers.first()?))
    };
    let tried: Vec<bool> = (0..rows.len()).filter_map(holds).collect();
    let held = tried.iter().filter(|holds| **holds).count();
    let is_bare = rows.iter().any(|row| row.cells[column].pattern == "#");
    let cells = if is_bare { Cells::Count } else { Cells::CountAndOther };
    (held > 2 && held == tried.len()).then_some((column, cells))
}

/// How many all are in a row.
fn all_of(all: All, reading: &SheetReading, row: usize) -> Option<i64> {
    match all {
        All::Column(column) => alone(&reading.frame.rows[row].cells[column]),
        All::Stated(number) => Some(number),
    }
}

/// Whether most intervals are about as wide as those of so many: this only proposes them.
fn is_as_wide(reading: &SheetReading, one: &Estimates) -> bool {
    let Some(shares) = &one.shares else { return false };
    let value = |number: &Number| number.digits as f64 / 10_f64.powi(number.decimals as i32);
    let holds = |row: &usize| {
        let cells = &reading.frame.rows[*row].cells;
        let (at, _) = one.columns.last()?;
        let [low, high] = cells[*at].numbers.last_chunk::<2>()?;
        let (share, all) =
            (value(cells[shares.share].numbers.first()?) / 100.0, all_of(shares.all, reading, *row)? as f64);
        let error = (share * (1.0 - share) / all).sqrt();
        let ratio = (value(high) - value(low)) / 200.0 / error;
        // Wald's quantiles of 90 and 99 %, with room for other methods.
        Some((1.4..3.2).contains(&ratio))
    };
    let held = one.rows.iter().filter(|row| holds(row) == Some(true)).count();
    held > 2 && held * 2 > one.rows.len()
}

/// What speaks for it: the relations that hold in a study of it.
fn weigh(reading: &SheetReading, mut one: Estimates) -> Option<Estimates> {
    let (names, csv) = (Names::own(1, Some(reading)), csv(reading, &labels(reading)));
    let manifest = format!("[study]\ntitle = \"trial\"\n{}", write(reading, &one, 1, &names, "table.csv"));
    let files = [(MANIFEST, manifest.into_bytes()), ("table.csv", csv.into_bytes())];
    let study = Study::from_files("trial", files).ok()?;
    let relations = study.relations().into_iter().filter(|relation| relation.kind.name() == "share-interval");
    let outcomes: Vec<Outcome> = relations.map(|relation| Outcome::of(relation, study.claims())).collect();
    let frame = &reading.frame;
    let row = |outcome: &Outcome| {
        let stated = study.claims().get(*outcome.relation.claims().first()?)?;
        (0..frame.rows.len()).rfind(|row| frame.line(*row) <= stated.place.line)
    };
    let bits = |outcome: &Outcome| -> Bits {
        let row = row(outcome).filter(|_| outcome.verdict == Verdict::Consistent);
        row.map_or(0, |row| limit_bits(&reading.frame.rows[row].cells[one.columns[one.columns.len() - 1].0]))
    };
    let holding: Bits = outcomes.iter().map(bits).sum();
    one.bits = holding - log2(MOST as i64);
    one.without = one.bits;
    // Where a percentage lies outside of its interval, there may be something else in its place if that is usual.
    let failing: Vec<usize> =
        outcomes.iter().filter(|one| one.verdict == Verdict::Inconsistent).filter_map(row).collect();
    if failing.len() * 5 > outcomes.len() || one.bits < reading.enough {
        one.rows.retain(|row| !failing.contains(row));
    }
    Some(one)
}

/// As many bits as there are figures between a limit and the middle, less those of the methods.
fn limit_bits(cell: &Printed) -> Bits {
    let width = cell.numbers.last_chunk::<2>().map_or(0, |[low, high]| (high.digits - low.digits).abs() / 2);
    (log2(width) - 2).max(0)
}
