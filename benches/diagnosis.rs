//! What it costs to find the culprits: the flagship, and studies of growing size with ever more wrong figures.
//!
//! `cargo bench --bench diagnosis --no-default-features`. The tables have counts, percentages and margins, as printed ones do; errors
//! are of several kinds, each in a table of its own or all in the first tables. Beside the whole audit stands what it takes
//! only to derive and to evaluate the same relations, which is the least that any diagnosis costs. The last rows are studies of
//! which nothing holds: there the search ends at its limit, and says so.

use std::hint::black_box;
use std::time::{Duration, Instant};

use retally::{Outcome, Study, Verdict, studies};

mod synthetic;

use synthetic::{files, read};

/// Cells of one table of `synthetic`.
const CELLS: usize = 84;

fn main() {
    let study = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    let flagship = study.unwrap_or_else(|| std::process::exit(2));
    println!("  cells errors  findings   cut off  derive, evaluate      audit  times");
    report(&flagship, "-");
    for cells in [100, 1_000, 10_000, 40_000] {
        for errors in [0, 1, 5, 20, 80] {
            wrong(cells, errors, 1);
        }
    }
    println!("all errors in as few tables as hold four each");
    for errors in [4, 20, 80] {
        wrong(10_000, errors, 4);
    }
    println!("every figure is any number");
    for tables in [1, 10, 100] {
        report(&read(&random(tables)), "all");
    }
}

/// A study of about so many cells with so many errors, several to a table.
fn wrong(cells: usize, errors: usize, to_a_table: usize) {
    let mut files = files(cells.div_ceil(CELLS));
    let tables = files.len() - 1;
    for error in 0..errors {
        let csv = &mut files[(error / to_a_table) % tables].1;
        *csv = ERRORS[error % ERRORS.len()](csv);
    }
    report(&read(&files), &errors.to_string());
}

/// A count that is another, a percentage whose digits changed places, a total that is off by one, two cells that changed places.
const ERRORS: [fn(&str) -> String; 4] = [
    |csv| csv.replacen("g3,n,3,3", "g3,n,8,3", 1),
    |csv| csv.replacen(",14.3", ",13.4", 1),
    |csv| csv.replacen(",25\n", ",26\n", 1),
    |csv| csv.replacen("g1,n,1,", "g1,n,6,", 1).replacen("g6,n,6,", "g6,n,1,", 1),
];

fn report(study: &Study, errors: &str) {
    let floor = time(|| {
        let outcomes = study.relations().into_iter().map(|relation| Outcome::of(relation, study.claims()));
        outcomes.filter(|outcome| outcome.verdict == Verdict::Inconsistent).count()
    });
    let whole = time(|| study.audit().findings().len());
    let audit = study.audit();
    let cut_off = audit.findings().iter().filter(|finding| finding.limit.is_some()).count();
    let limit = audit.limit().map(|limit| format!("  {limit}")).unwrap_or_default();
    println!(
        "{:>7} {errors:>6} {:>9} {cut_off:>9} {floor:>17.1?} {whole:>10.1?} {:>6.1}{limit}",
        study.claims().len(),
        audit.findings().len(),
        whole.as_secs_f64() / floor.as_secs_f64()
    );
}

/// The least of three times.
fn time<T>(work: impl Fn() -> T) -> Duration {
    let once = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    once().min(once()).min(once())
}

/// Tables whose cells are numbers without any meaning, the same in every run.
fn random(tables: usize) -> Vec<(String, String)> {
    let mut state = 1u64;
    let mut below = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut files = files(tables);
    for (_, csv) in files.iter_mut().filter(|file| file.0.ends_with(".csv")) {
        *csv = ",,2011,2012,2013,2014,2015,Total\n".to_owned();
        for group in ["g1", "g2", "g3", "g4", "g5", "g6", "Total"] {
            let counts: String = (0..6).map(|_| format!(",{}", below(100))).collect();
            let shares: String = (0..6).map(|_| format!(",{}.{}", below(100), below(10))).collect();
            *csv += &format!("{group},n{counts}\n,%{shares}\n");
        }
    }
    files
}
