//! What it costs to hold 20 tables against a million respondents of 50 variables, beside reading their CSV file alone.
//!
//! `cargo bench --bench respondents --no-default-features`, or `-- 100000` for another number of respondents. The data are made by a simple
//! generator and stay in memory; the tables are those that they have. Then the codes of one column are exchanged, so that what would explain
//! the differences is tried as well. Each line has the seconds, the respondents a second, and how many times as long it is as the reading alone.

use std::fmt::Write;
use std::time::Instant;

use retally::Study;
use retally::microdata::Reproduction;
use retally::report::{Disclosure, tabulated};
use retally::respondents::Comparison;

const ROWS: usize = 1_000_000;

/// How many columns there are of each kind: with a year and an id they are 50.
const GROUPS: usize = 24;
const VALUES: usize = 24;

/// How many tables there are of each kind.
const CROSSTABS: usize = 14;
const MEANS: usize = 6;

fn main() {
    let rows = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(ROWS);
    let data = data(rows);
    println!(
        "{rows} respondents, {} columns, {} tables, {} MB",
        GROUPS + VALUES + 2,
        CROSSTABS + MEANS,
        data.len() >> 20
    );
    let (alone, fields) = timed(|| fields(&data));
    report("reading the CSV file alone", rows, alone, alone);
    assert_eq!(fields, rows * (GROUPS + VALUES + 2));
    let empty = study("", &tables());
    let files = tabulated(&compared(&empty, &data), Disclosure::default());
    let files: Vec<(String, String)> = files.into_iter().map(|table| (table.file, table.csv)).collect();
    let whole = study("", &files);
    let (seconds, _) = timed(|| whole.audit().findings().len());
    println!("{:<44}{seconds:>8.2} s, which each comparison begins with", "the audit of the tables alone");
    let (seconds, comparison) = timed(|| compared(&whole, &data));
    let all = comparison.recomputed().len();
    assert_eq!(comparison.count(|status| *status == Reproduction::AsPrinted), all);
    report(&format!("all {all} figures match"), rows, seconds, alone);
    let exchanged = study("[data.columns]\ngroup3 = { levels = { g1 = 'g2', g2 = 'g1' } }\n", &files);
    let (seconds, comparison) = timed(|| compared(&exchanged, &data));
    let differ = comparison.count(|status| *status == Reproduction::Differs);
    let named = &comparison.explained().hypotheses;
    assert!(named.iter().any(|one| one.kind == "exchanged" && one.mends.len() == differ), "{named:?}");
    report(&format!("{differ} of them differ, which is explained"), rows, seconds, alone);
}

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let done = run();
    (start.elapsed().as_secs_f64(), done)
}

fn report(what: &str, rows: usize, seconds: f64, alone: f64) {
    println!("{what:<44}{seconds:>8.2} s {:>12.0} rows/s {:>6.1} ×", rows as f64 / seconds, seconds / alone);
}

/// The fields of a CSV text.
fn fields(data: &str) -> usize {
    let mut reader = csv::Reader::from_reader(data.as_bytes());
    let mut record = csv::ByteRecord::new();
    let mut fields = 0;
    while reader.read_byte_record(&mut record).unwrap_or(false) {
        fields += record.len();
    }
    fields
}

fn data(rows: usize) -> String {
    let mut state = 2018u64;
    let mut below = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let names = (0..GROUPS).map(|at| format!(",group{at}")).chain((0..VALUES).map(|at| format!(",value{at}")));
    let mut csv = format!("id,year{}\n", names.collect::<String>());
    for row in 0..rows {
        let _ = write!(csv, "{row},{}", 2011 + below(5));
        for _ in 0..GROUPS {
            let _ = write!(csv, ",g{}", 1 + below(6).min(below(6)));
        }
        for at in 0..VALUES {
            // Whole numbers, numbers with one decimal, and some that are not known.
            let _ = match (at % 3, below(1000)) {
                (2, 0..50) => write!(csv, ","),
                (0, value) => write!(csv, ",{}", value / 12),
                (_, value) => write!(csv, ",{}.{}", value, below(10)),
            };
        }
        csv.push('\n');
    }
    csv
}

/// Tables whose figures are yet to be computed, in the form that they have.
fn tables() -> Vec<(String, String)> {
    let crosstab = |at| {
        let groups: String =
            (1..=6).map(|group| format!("g{group},n{}\n,%{}\n", ",0".repeat(6), ",0.0".repeat(6))).collect();
        let csv =
            format!(",,2011,2012,2013,2014,2015,Total\n{groups}Total,n{}\n,%{}\n", ",0".repeat(6), ",0.0".repeat(6));
        (format!("t{at}.csv"), csv)
    };
    let means = |at| {
        let rows: String =
            (0..4).map(|value| format!("value{}{}\n", 4 * at + value, ",0.00 (0.00)".repeat(6))).collect();
        (format!("m{at}.csv"), format!(",2011,2012,2013,2014,2015,Total\n{rows}"))
    };
    (0..CROSSTABS).map(crosstab).chain((0..MEANS).map(means)).collect()
}

fn study(mapping: &str, tables: &[(String, String)]) -> Study {
    let mut manifest = format!("[study]\ntitle = 'Synthetic'\n{mapping}");
    for (file, _) in tables {
        manifest += &match file.strip_prefix('t').and_then(|file| file.strip_suffix(".csv")) {
            Some(at) => format!(
                "[[table]]\nfile = '{file}'\nstub = ['group{at}', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']\n"
            ),
            None => format!("[[table]]\nfile = '{file}'\nstub = 'variable'\nheader = 'year'\ncells = 'mean (SD)'\n"),
        };
    }
    let files = tables.iter().map(|(file, csv)| (file.as_str(), csv.as_str()));
    done(Study::from_files("synthetic", files.chain([("study.toml", manifest.as_str())])))
}

fn compared<'a>(study: &'a Study, data: &str) -> Comparison<'a> {
    done(Comparison::read(study, "data.csv", data.as_bytes()))
}

fn done<T>(result: Result<T, retally::Error>) -> T {
    result.unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2)
    })
}
