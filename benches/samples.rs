//! What it costs to decide whether data exist, and to count all of them, beside the crate `closure-core`, which lists them.
//!
//! `cargo bench --bench samples --no-default-features` (polars need not be built for it). It prints a table, with the
//! ratios: closure-core is run on the same inputs in the same run where it ends within a minute. Its development version,
//! which also counts but is not published, was measured once on a machine like this one; those times are marked.
//!
//! `-- --quick` leaves out what takes long, `-- --mode` counts with the printed mode as well (a minute or two for each row),
//! `-- --frequencies` how often each value occurs.

use std::hint::black_box;
use std::time::{Duration, Instant};

use retally::Statistic::{Max, Mean, Median, Min, Mode, Sd};
use retally::sample::{Divisor, Existence, Scale, Summary};
use retally::{FigureError, Statistic};

fn main() -> Result<(), FigureError> {
    let quick = std::env::args().any(|argument| argument == "--quick");
    against_listing(quick)?;
    against_counting()?;
    published_rows(quick)?;
    growth()?;
    decisions()
}

fn answers(n: u64, mean: &str, sd: &str, low: i64, high: i64) -> Result<Summary, FigureError> {
    Summary::of(n).scale(Scale::between(low, high)).divisor(Divisor::OneLess).printed(Mean, mean)?.printed(Sd, sd)
}

/// The median of a few runs, with what they come to.
fn time<T>(mut work: impl FnMut() -> T) -> (Duration, T) {
    let mut runs: Vec<_> = (0..5).map(|_| once(&mut work)).collect();
    runs.sort_by_key(|run| run.0);
    runs.swap_remove(2)
}

fn once<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = black_box(work());
    (start.elapsed(), result)
}

fn count(summary: &Summary) -> String {
    summary.samples().map_or_else(|limit| limit.to_string(), |samples| samples.count().to_string())
}

fn ratio(slow: Duration, fast: Duration) -> f64 {
    slow.as_secs_f64() / fast.as_secs_f64()
}

/// closure-core 1.0.0 lists all samples; retally counts them.
fn against_listing(quick: bool) -> Result<(), FigureError> {
    println!("closure-core 1.0.0 lists, retally counts");
    println!("  n    mean ± SD    scale   samples    closure-core   retally        times");
    let cases = [(30, 3.5, 1.5), (40, 3.5, 1.5), (60, 3.5, 1.5), (80, 3.5, 1.5)];
    for (n, mean, sd) in cases.into_iter().filter(|case| !quick || case.0 < 60) {
        let (listing, listed) = once(|| closure_core::dfs_parallel(mean, sd, n, 1, 7, 0.005, 0.005).len());
        let summary = answers(n as u64, &format!("{mean:.2}"), &format!("{sd:.2}"), 1, 7)?;
        let (counting, counted) = time(|| count(&summary));
        assert_eq!(counted, listed.to_string());
        let times = ratio(listing, counting);
        println!(
            "  {n:<4} {mean:.2} ± {sd:.2}  1 to 7  {counted:>8}  {listing:>12.2?}  {counting:>10.2?}  {times:>8.0}"
        );
    }
    Ok(())
}

/// Times of the development version of closure-core, which counts: measured once, elsewhere.
fn against_counting() -> Result<(), FigureError> {
    println!("\nclosure-core's development version counts (measured once, elsewhere), retally counts");
    println!("  n    mean ± SD     scale     samples    closure-core*  retally        times");
    for (n, mean, sd, low, high, known) in [
        (100, "3.5", "1.5", 1, 7, 160),
        (200, "3.50", "1.50", 1, 7, 4_700),
        (40, "5.0", "2.5", 0, 10, 60),
        (6, "50.0", "20.0", 0, 100, 670),
    ] {
        let summary = answers(n, mean, sd, low, high)?;
        let (counting, counted) = time(|| count(&summary));
        let known = Duration::from_millis(known);
        let times = ratio(known, counting);
        println!(
            "  {n:<4} {mean} ± {sd:<4}  {low} to {high:<3} {counted:>10}  {known:>12.2?}  {counting:>10.2?}  {times:>8.0}"
        );
    }
    Ok(())
}

/// The rows of a published table: mean, SD, median, extremes, and the mode where that is asked for.
fn published_rows(quick: bool) -> Result<(), FigureError> {
    println!("\nTable 1 of Izcara Palacios & Andrade Rubio 2018, n = 141, counted");
    let rows = [
        ("36.9", "5.2", "37", "21", "48", "35"),
        ("9.6", "4.0", "9", "4", "21", "7"),
        ("5.6", "3.4", "6", "0", "17", "6"),
        ("27.4", "5.4", "28", "15", "45", "29"),
    ];
    for (mean, sd, median, min, max, mode) in rows.into_iter().take(if quick { 1 } else { 4 }) {
        let figures = [(Mean, mean), (Sd, sd), (Median, median), (Min, min), (Max, max)];
        let summary = Summary::of(141).scale(Scale::whole()).divisor(Divisor::OneLess);
        let summary =
            figures.iter().try_fold(summary, |summary, (statistic, text)| summary.printed(*statistic, text))?;
        let (counting, counted) = once(|| count(&summary));
        println!("  {mean} ± {sd}, median {median}, {min} to {max}: {counted} samples in {counting:.2?}");
        if let Ok(samples) = summary.samples() {
            let (drawing, drawn) = once(|| samples.draw(2018, 1));
            assert!(drawn.is_ok_and(|drawn| drawn.iter().all(|sample| summary.admits(sample))));
            println!("    one of them drawn at random in {drawing:.2?}");
            if std::env::args().any(|argument| argument == "--frequencies") {
                let (counting, frequencies) = once(|| samples.frequencies());
                let values = frequencies.map_or(0, |frequencies| frequencies.len());
                println!("    how often each of {values} values occurs in {counting:.2?}");
            }
        }
        let summary = summary.printed(Mode, mode)?;
        let (deciding, existence) = time(|| summary.decide());
        assert!(matches!(existence, Existence::Consistent(_)));
        println!("    with mode {mode}, one of them found in {deciding:.2?}");
        if std::env::args().any(|argument| argument == "--mode") {
            let (counting, counted) = once(|| count(&summary));
            println!("    with mode {mode}, {counted} samples in {counting:.2?}");
        }
    }
    Ok(())
}

/// How the cost of counting grows with n, and with the width of the scale.
fn growth() -> Result<(), FigureError> {
    println!("\ncounting, as n grows (3.5 ± 1.5 on 1 to 7) and as the scale widens (n = 20, the middle ± a quarter)");
    for n in [25, 50, 100, 200, 400] {
        let (counting, counted) = time(|| answers(n, "3.5", "1.5", 1, 7).map(|summary| count(&summary)));
        println!("  n = {n:<4} {counting:>10.2?}  {} samples", counted?);
    }
    for width in [10i64, 20, 40, 80] {
        let (mean, sd) = (format!("{}.0", width / 2), format!("{:.1}", width as f64 / 4.0));
        let (counting, counted) = time(|| answers(20, &mean, &sd, 0, width).map(|summary| count(&summary)));
        println!("  0 to {width:<4} {counting:>8.2?}  {} samples", counted?);
    }
    Ok(())
}

/// Whether data exist at all, where they do and where they do not.
fn decisions() -> Result<(), FigureError> {
    println!("\ndeciding, n = 100 on 0 to 100, and other sizes");
    let cases: [(u64, i64, &str, &str); 8] = [
        (100, 100, "50.00", "20.00"),
        (100, 100, "3.01", "16.97"),
        (100, 100, "20.00", "0.10"),
        (100, 100, "20.00", "40.30"),
        (100, 100, "99.99", "0.10"),
        (10_000, 100, "50.00", "20.00"),
        (1_000_000, 1_000, "500.0", "288.0"),
        (9, 4, "0.3", "0.9"),
    ];
    for (n, high, mean, sd) in cases {
        let summary = answers(n, mean, sd, 0, high)?;
        let (deciding, existence) = time(|| summary.decide());
        println!("  n = {n:<8} 0 to {high:<5} {mean} ± {sd}: {:<13} {deciding:>10.2?}", verdict(&existence));
    }
    let known: [(Statistic, &str); 4] = [(Median, "37"), (Min, "21"), (Max, "48"), (Mode, "35")];
    let summary = answers(141, "36.9", "5.2", 0, 100)?;
    let summary = known.iter().try_fold(summary, |summary, (statistic, text)| summary.printed(*statistic, text))?;
    let (deciding, existence) = time(|| summary.decide());
    println!("  n = 141, with median, extremes and mode:        {:<13} {deciding:>10.2?}", verdict(&existence));
    Ok(())
}

fn verdict(existence: &Existence) -> &'static str {
    match existence {
        Existence::Consistent(_) => "consistent",
        Existence::Inconsistent(_) => "inconsistent",
        Existence::Undecided(_) => "undecided",
    }
}
