//! Summary statistics read: what labels propose, as far as the figures confirm it.
//!
//! The arithmetic of a proposal is that of its study: it is written as one, and the relations between its figures are evaluated. What
//! holds speaks for it. What fails, and is explained by something usual (some did not answer, a total of others), is taken back; what
//! remains is a finding if enough else speaks for the reading.

use std::collections::BTreeSet;

use crate::document::Sheet;
use crate::inference::speaks_of_other_tests;
use crate::reading::found::computed::Computed;
use crate::reading::found::estimates;
use crate::reading::found::sheet::SheetReading;
use crate::reading::found::summary::Summary;
use crate::reading::layout::evidence::{Bits, MISPRINT};
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::Given;
use crate::reading::layout::spoken::Spoken;
use crate::reading::proposals::computing::computed;
use crate::reading::proposals::crude_search::find_crude;
use crate::reading::proposals::levels::propose_levels;
use crate::reading::proposals::propose::{held, propose};
use crate::reading::proposals::sequences::sequences;
use crate::reading::tallies::totals::column_bits;
use crate::reading::trials::share_intervals::share_intervals;
use crate::reading::trials::trial::{POOLED, Tried, is_contradictory, trial};
use crate::reading::trials::{estimates_trial, tests_of_counts};
use crate::reading::written::computed_table;
use crate::reading::written::labels::labels;
use crate::reading::written::names::Names;
use crate::reading::written::write::csv;
use crate::study::{MANIFEST, Study};

/// What labels say that name each statistic.
const NAMED: Bits = 10;

/// No proposal is taken back more often.
const ROUNDS: usize = 12;

/// Reads the summary statistics of a sheet, and what else stands beside its counts; or says why neither is read.
pub(in crate::reading) fn read_all<'a>(
    sheet: &'a Sheet,
    given: &'a Given,
    enough: Bits,
    counts: Result<SheetReading<'a>, String>,
    spoken: &Spoken,
) -> Result<SheetReading<'a>, String> {
    let refusal = counts.as_ref().err().cloned();
    let bare = || Frame::of(sheet, given).map(|frame| SheetReading::bare(frame, enough));
    let mut reading = counts.or_else(|reason| bare().ok_or(reason))?;
    let mut summary = propose_levels(&reading).unwrap_or_default();
    summary.total = summary.total.filter(|_| !counts_others(&reading));
    let mut found = weigh(&mut reading, &mut summary, spoken);
    if found.is_err() {
        summary = propose(&reading);
        summary.total = summary.total.filter(|_| !counts_others(&reading));
        found = weigh(&mut reading, &mut summary, spoken);
    }
    reading.list_left(&summary.left);
    reading.summary = found.is_ok().then_some(summary);
    let csv = csv(&reading, &labels(&reading));
    let estimates = estimates::propose(&reading.frame);
    let weighed = |one| estimates_trial::weigh(&reading, one, &csv, spoken);
    reading.estimates = estimates.into_iter().filter_map(weighed).collect();
    let shares = share_intervals(&reading);
    reading.estimates.extend(shares);
    find_crude(&mut reading);
    tests_of_counts::find(&mut reading);
    reading.computed = computed(&reading).filter(|computed| is_written(&reading, computed, &csv));
    let found_sequences = sequences(&reading).into_iter().filter(|sequence| is_written(&reading, sequence, &csv));
    reading.sequences = found_sequences.collect();
    match (refusal, found) {
        (Some(reason), Err(of_statistics)) if reading.estimates.is_empty() => {
            let found = reading.all_computed().next().is_some();
            // What labels propose to read as statistics is no reason here.
            reading.unread.clear();
            return if found { Ok(reading) } else { Err(of_statistics.unwrap_or(reason)) };
        }
        (Some(reason), _) => reading.leave_others(&reason),
        (None, _) => {}
    }
    Ok(reading)
}

/// Whether what is called a total column counts others than the columns beside it in some row.
fn counts_others(reading: &SheetReading) -> bool {
    let tallies = &reading.tallies;
    let Some(total) = tallies.iter().position(|tally| reading.frame.says_total_of_column(tally.columns.start)) else {
        return false;
    };
    let misses = |row: usize| {
        let others = tallies.iter().enumerate().filter(|(at, _)| *at != total);
        let sum = others.map(|(_, tally)| Some(tally.pairs[row]?.count)).sum::<Option<i64>>();
        sum.zip(tallies[total].pairs[row]).is_some_and(|(sum, pair)| sum != pair.count)
    };
    reading.total.is_none() && tallies.len() > 2 && (0..reading.frame.rows.len()).any(misses)
}

/// Whether computed columns can be written as a study, as labels may be what a study knows as something else, and no numbers contradict each
/// other together of which each follows its formula: one that holds only by the rounding is another.
fn is_written(reading: &SheetReading, computed: &Computed, csv: &str) -> bool {
    let table = computed_table::table(reading, computed, 0, &Names::own(1, Some(reading)), "table.csv");
    let manifest = format!("[study]\ntitle = \"trial\"\n{table}");
    let files = [(MANIFEST, manifest.into_bytes()), ("table.csv", csv.as_bytes().to_vec())];
    let Ok(study) = Study::from_files("trial", files) else { return false };
    computed.formulas.len() < 2 || !is_contradictory(&study)
}

/// Takes back of a summary what its figures do not confirm; why nothing is read of it, where it has some.
fn weigh(reading: &mut SheetReading, summary: &mut Summary, spoken: &Spoken) -> Result<(), Option<String>> {
    let enough = reading.enough;
    for _ in 0..ROUNDS {
        let tried = if summary.lines.is_empty() { None } else { trial(reading, summary) };
        let tried = tried.ok_or(None)?;
        if amend(reading, summary, &tried, spoken) || settle(reading, summary, &tried) {
            continue;
        }
        summary.cells.1 = held(reading, summary);
        let bits = summary.bits;
        let refusal = format!("too little speaks for its summary statistics ({bits} bits, {enough} are needed)");
        return if bits >= enough { Ok(()) } else { Err(Some(refusal).filter(|_| bits > NAMED)) };
    }
    Err(None)
}

/// Takes back what fails and has a usual explanation; whether there was any.
fn amend(reading: &SheetReading, summary: &mut Summary, tried: &[Tried], spoken: &Spoken) -> bool {
    let mut failing = tried.iter().filter(|one| !one.holds);
    failing.any(|one| match one.kind {
        "ratio" => is_no_exception(one, tried) && summary.remove(one.stated, "it does not follow from the others"),
        _ if one.counts && summary.remove("n", "it may be of others than the values") => true,
        POOLED => weaken(reading, summary, one, tried),
        "effect" | "p-value" if is_no_exception(one, tried) => leave_test(summary, one.stated),
        "effect" | "p-value" => {
            let is_another = is_another_test(one, tried)
                || spoken.of_other_tests()
                || reading.frame.texts().any(speaks_of_other_tests);
            is_another && summary.leave(&one.variables, "its test may be of fewer, or another one")
        }
        "extremes" => open(reading, summary),
        "existence" => {
            is_no_exception(one, tried)
                && summary.leave(&all(summary), "its figures are not in the order of their names")
        }
        _ => summary.leave(&one.variables, "its figures do not agree with others of the table"),
    })
}

/// Whether a test that does not follow may be another one. With fewer respondents a t is smaller, and p larger; and where p follows from a t that
/// does not follow from the means, both may be of other values, such as logarithms.
fn is_another_test(one: &Tried, tried: &[Tried]) -> bool {
    let fails_too =
        |kind: &str| tried.iter().any(|other| other.kind == kind && !other.holds && other.variables == one.variables);
    match one.kind {
        "effect" => !one.is_extreme || !fails_too("p-value"),
        _ => !one.is_extreme && !fails_too("effect"),
    }
}

/// Takes back the column of a test of which more than now and then a number does not follow. Whether there was one.
fn leave_test(summary: &mut Summary, stated: &str) -> bool {
    let has_test = summary.tests.iter().any(|(_, of)| of.is_test() && of.name() != stated);
    let (left, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut summary.tests).into_iter().partition(|(_, of)| !has_test || of.name() == stated);
    let is_left = !left.is_empty();
    summary.other_tests.extend(left.into_iter().map(|(at, _)| at));
    summary.tests = kept;
    is_left
}

/// Whether relations like this one fail more often than now and then.
fn is_no_exception(one: &Tried, tried: &[Tried]) -> bool {
    let alike = || tried.iter().filter(|other| other.kind == one.kind && other.is_alike(one));
    alike().filter(|other| !other.holds).count() * 5 > alike().count()
}

/// Groups that do not pool with their numbers: some may not have answered, the total may be of others, or the spread is none of values.
fn weaken(reading: &SheetReading, summary: &mut Summary, one: &Tried, tried: &[Tried]) -> bool {
    if !summary.blocks.is_empty() {
        return is_no_exception(one, tried)
            && summary.leave(&all(summary), "its means are not those of the row of all");
    }
    let variables = one.variables.iter().filter(|variable| !summary.partial.contains(*variable));
    let variables: Vec<String> = variables.cloned().collect();
    if !variables.is_empty() {
        let is_weakened = is_no_exception(one, tried);
        summary.partial.extend(variables.into_iter().filter(|_| is_weakened));
        return is_weakened;
    }
    let reason = "its standard deviations are not those of all groups together";
    open(reading, summary) || one.stated == "sd" && summary.leave(&one.variables, reason)
}

/// A total column that only its label makes one may be of others.
fn open(reading: &SheetReading, summary: &mut Summary) -> bool {
    let is_open = reading.total.is_none() && summary.total.take().is_some();
    if is_open {
        summary.partial.clear();
    }
    is_open
}

/// All variables.
fn all(summary: &Summary) -> BTreeSet<String> {
    summary.lines.iter().map(|line| line.variable.clone()).collect()
}

/// What speaks for the statistics of a summary before its figures do: its labels, or a manifest that says all of them.
fn named(reading: &SheetReading, summary: &Summary) -> Bits {
    let frame = &reading.frame;
    let are_said = |cells: &mut dyn Iterator<Item = bool>| {
        let cells: Vec<bool> = cells.collect();
        !cells.is_empty() && cells.into_iter().all(|is_said| is_said)
    };
    let lines = summary.lines.iter().filter(|line| line.cells.is_some());
    let columns = summary.columns.iter().filter(|column| column.cells.is_some());
    let is_said = are_said(&mut lines.map(|line| frame.cells_of_row(line.row).is_some()))
        || are_said(&mut columns.map(|column| frame.cells_of_column(column.at).is_some()));
    if is_said { reading.enough } else { NAMED }
}

/// Weighs what is left, and takes back what nothing ties to others or what too little speaks for; whether there was any.
fn settle(reading: &SheetReading, summary: &mut Summary, tried: &[Tried]) -> bool {
    let tied: BTreeSet<&String> = tried.iter().flat_map(|one| &one.variables).collect();
    let untied = all(summary).into_iter().filter(|variable| !tied.contains(variable)).collect();
    if summary.leave(&untied, "no relation ties its figures to others") {
        return true;
    }
    summary.columns.retain(|column| tried.iter().any(|one| one.columns.contains(&column.at)));
    let failing: Vec<&Tried> = tried.iter().filter(|one| !one.holds).collect();
    let astray: BTreeSet<String> = failing.iter().flat_map(|one| one.variables.clone()).collect();
    let holding = |is_counted: &dyn Fn(&Tried) -> bool| -> Bits {
        tried.iter().filter(|one| one.holds && is_counted(one)).map(|one| one.bits).sum()
    };
    let total = reading.total.filter(|_| summary.total.is_some());
    let of_total = total.map_or(0, |total| column_bits(&reading.tallies, total));
    summary.bits = named(reading, summary) + of_total + holding(&|_| true) - MISPRINT * failing.len() as Bits;
    summary.without = summary.bits - holding(&|one| !one.variables.is_disjoint(&astray));
    let (without, enough) = (summary.without, reading.enough);
    let reason =
        format!("it does not agree with the rest, for which too little speaks ({without} bits, {enough} are needed)");
    !astray.is_empty() && without < enough && summary.leave(&astray, &reason)
}
