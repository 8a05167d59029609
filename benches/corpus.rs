//! What the tests over columns cost, against what cannot be avoided: reading the columns, and reading the text.
//!
//! `cargo bench --bench corpus`. The rate beside each time is in rows a second: where it stays the same from one size to the
//! next, the cost is linear. `one_pass` multiplies and compares each row once, in parallel as the tests do;
//! `one_pass_verdicts` also writes a column of verdicts; `parse_text` parses each mean to digits and sums them.
//!
//! A frame costs more than its verdicts, since a column of text takes 16 bytes a row: `sixteen_bytes_a_row` writes as many
//! and nothing else, which is the least that any column of verdicts costs. With a million rows on two shared cores, the
//! verdicts from integers took four to ten times as long as `one_pass`, the frame about as long as `one_pass_verdicts`, the
//! verdicts from text two to three times as long as `parse_text`, which reads the same but checks nothing, and the frame from
//! text three to four times.
//!
//! Where the time goes, as a profile of these ratios says: 28 % to take digits and decimals off the text, 12 % to read numbers of respondents and items, 25 % to judge, 10 %
//! to write verdicts. The limit is one pass of two loads, a multiplication and a comparison, 0.3 ns a row; with the four roundings that GRIM tries and with exact
//! limits for numbers of any size a verdict takes 1.9 ns. Beside text it is a rest: to parse a mean takes 2 ns, and two other columns are read as well.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use rayon::prelude::*;
use retally::Rounding;
use retally::corpus::{Columns, Printed, Samples, Whole, debit, exact, grim, grimmer};
use retally::frames::polars::prelude::*;

const SIZES: [usize; 3] = [10_000, 100_000, 1_000_000];

fn main() {
    divan::main();
    ratios();
}

/// The ratios that matter, of medians taken in turn, at a million rows.
fn ratios() {
    let Summaries { digits, n, frame } = summaries(1_000_000);
    let Ok(texts) = frame.column("mean").and_then(|column| Ok(column.str()?.clone())) else { std::process::exit(2) };
    let integers = Columns { mean: Printed::Digits("digits".to_owned(), Whole::Constant(2)), ..Columns::default() };
    let verdicts = |columns: &Columns| retally::corpus::grim_verdicts(&frame, columns, Rounding::Unstated);
    let framed = |columns: &Columns| judged(grim(&frame, columns, Rounding::Unstated));
    let text = Columns::default();
    let pass = median(|| multiply_and_compare(&digits, &n));
    let parse = median(|| parse_all(&texts));
    for (what, time, peer) in [
        ("GRIM from integers, verdicts, to one pass", median(|| verdicts(&integers)), pass),
        ("GRIM from integers, frame, to one pass", median(|| framed(&integers)), pass),
        ("GRIM from text, verdicts, to parsing", median(|| verdicts(&text)), parse),
        ("GRIM from text, frame, to parsing", median(|| framed(&text)), parse),
    ] {
        println!("{what}: {time:.2?} to {peer:.2?}, {:.1} times", time.as_secs_f64() / peer.as_secs_f64());
    }
}

fn median<T>(mut work: impl FnMut() -> T) -> std::time::Duration {
    let mut times: Vec<_> = (0..51)
        .map(|_| {
            let start = std::time::Instant::now();
            black_box(work());
            start.elapsed()
        })
        .collect();
    times.sort();
    times[25]
}

fn multiply_and_compare(digits: &[i64], n: &[i64]) -> usize {
    let pass =
        |(digits, n): (&[i64], &[i64])| digits.iter().zip(n).filter(|(digits, n)| **digits * **n > 20_000).count();
    digits.par_chunks(4096).zip(n.par_chunks(4096)).map(pass).sum()
}

fn parse_all(texts: &StringChunked) -> i64 {
    let parse = |at: usize| {
        let part = texts.slice((at * 4096) as i64, 4096);
        let digits = |text: &str| {
            let digits = text.bytes().filter(u8::is_ascii_digit);
            digits.fold(0i64, |all, digit| 10 * all + i64::from(digit - b'0'))
        };
        part.iter().flatten().map(digits).sum::<i64>()
    };
    (0..texts.len().div_ceil(4096)).into_par_iter().map(parse).sum()
}

/// Summaries of whole numbers from 1 to 5 that look like printed ones; every third mean and SD is off by a unit or two.
struct Summaries {
    digits: Vec<i64>,
    n: Vec<i64>,
    frame: DataFrame,
}

fn summaries(rows: usize) -> Summaries {
    // A linear congruential generator: the same rows in every run.
    let mut state = 42u64;
    let mut below = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let (mut digits, mut sds, mut n) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rows {
        let respondents = 10 + below(190);
        let sum = respondents + below(4 * respondents + 1);
        let off = if below(3) == 0 { below(3) } else { 0 };
        digits.push(((200 * sum + respondents) / (2 * respondents) + off) as i64);
        sds.push((60 + below(100)) as i64);
        n.push(respondents as i64);
    }
    let text = |digits: &[i64]| digits.iter().map(|it| format!("{}.{:02}", it / 100, it % 100)).collect::<Vec<_>>();
    let frame = df!("digits" => &digits, "mean" => text(&digits), "sd" => text(&sds), "n" => &n);
    Summaries { frame: frame.unwrap_or_else(|_| std::process::exit(2)), digits, n }
}

fn judged(frame: PolarsResult<DataFrame>) -> DataFrame {
    frame.unwrap_or_else(|_| std::process::exit(2))
}

#[divan::bench(args = SIZES)]
fn one_pass(bencher: Bencher, rows: usize) {
    let Summaries { digits, n, .. } = summaries(rows);
    bencher.counter(ItemsCount::new(rows)).bench(|| multiply_and_compare(black_box(&digits), black_box(&n)));
}

#[divan::bench(args = SIZES)]
fn one_pass_verdicts(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    bencher.counter(ItemsCount::new(rows)).bench(|| {
        let column = |name: &str| frame.column(name).and_then(|column| Ok(column.i64()?.clone()));
        let (Ok(digits), Ok(n)) = (column("digits"), column("n")) else { std::process::exit(2) };
        let verdicts = (&digits * &n).gt(20_000);
        let texts = verdicts.iter().map(|more| if more == Some(true) { "consistent" } else { "inconsistent" });
        StringChunked::from_iter_values("grim".into(), texts)
    });
}

#[divan::bench(args = SIZES)]
fn sixteen_bytes_a_row(bencher: Bencher, rows: usize) {
    bencher.counter(ItemsCount::new(rows)).bench(|| (0..rows).map(|row| row as u128).collect::<Vec<_>>());
}

#[divan::bench(args = SIZES)]
fn grim_from_integers(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    let mean = Printed::Digits("digits".to_owned(), Whole::Constant(2));
    let columns = Columns { mean, ..Columns::default() };
    bencher.counter(ItemsCount::new(rows)).bench(|| judged(grim(black_box(&frame), &columns, Rounding::Unstated)));
}

#[divan::bench(args = SIZES)]
fn grim_verdicts_from_integers(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    let mean = Printed::Digits("digits".to_owned(), Whole::Constant(2));
    let columns = Columns { mean, ..Columns::default() };
    bencher.counter(ItemsCount::new(rows)).bench(|| {
        let verdicts = retally::corpus::grim_verdicts(black_box(&frame), &columns, Rounding::Unstated);
        verdicts.unwrap_or_else(|_| std::process::exit(2))
    });
}

#[divan::bench(args = SIZES)]
fn parse_text(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    let Ok(texts) = frame.column("mean").and_then(|column| Ok(column.str()?.clone())) else { std::process::exit(2) };
    bencher.counter(ItemsCount::new(rows)).bench(|| parse_all(black_box(&texts)));
}

#[divan::bench(args = SIZES)]
fn grim_verdicts_from_text(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    bencher.counter(ItemsCount::new(rows)).bench(|| {
        let verdicts = retally::corpus::grim_verdicts(black_box(&frame), &Columns::default(), Rounding::Unstated);
        verdicts.unwrap_or_else(|_| std::process::exit(2))
    });
}

#[divan::bench(args = SIZES)]
fn grim_from_text(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    let columns = Columns::default();
    bencher.counter(ItemsCount::new(rows)).bench(|| judged(grim(black_box(&frame), &columns, Rounding::Unstated)));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn grimmer_from_text(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    let columns = Columns::default();
    bencher.counter(ItemsCount::new(rows)).bench(|| judged(grimmer(black_box(&frame), &columns, Rounding::Unstated)));
}

#[divan::bench(args = SIZES, sample_count = 20)]
fn debit_from_text(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    let columns = Columns::default();
    bencher.counter(ItemsCount::new(rows)).bench(|| judged(debit(black_box(&frame), &columns, Rounding::Unstated)));
}

/// The tables of samples are there already.
#[divan::bench(args = SIZES, sample_count = 20)]
fn exact_from_text(bencher: Bencher, rows: usize) {
    let Summaries { frame, .. } = summaries(rows);
    let columns = Columns { min: Whole::Constant(1), max: Whole::Constant(5), ..Columns::default() };
    let mut samples = Samples::default();
    let mut run = || judged(exact(black_box(&frame), &columns, Rounding::Unstated, &mut samples));
    run();
    bencher.counter(ItemsCount::new(rows)).bench_local(run);
}

/// The table of samples for n up to so many on a scale of five points.
#[divan::bench(args = [50, 100, 200, 400], sample_count = 10)]
fn table_of_samples(bencher: Bencher, n: i64) {
    let frame = df!("mean" => ["3.00"], "sd" => ["1.00"], "n" => [n]).unwrap_or_else(|_| std::process::exit(2));
    let columns = Columns { min: Whole::Constant(1), max: Whole::Constant(5), ..Columns::default() };
    bencher.bench(|| judged(exact(&frame, &columns, Rounding::Unstated, &mut Samples::default())));
}
