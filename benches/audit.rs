//! What an audit costs: the flagship, and studies of 100, 1,000 and 10,000 tables, whose cost must grow as they do.
//!
//! `cargo bench --bench audit`. The rate beside each time is in tables a second: where it stays the same from one size to
//! the next, the cost is linear. Below stands how long the audit and its page take as against deriving and evaluating the same
//! relations, which is the least that an audit can cost, and what each of the tables costs.

use std::time::{Duration, Instant};

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use retally::report::page;
use retally::{Outcome, Study, studies};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

mod synthetic;

use synthetic::{files, read};

/// The least of so many times counts.
const TIMES: usize = 3;

fn main() {
    divan::main();
    ratios("the flagship", &flagship(), 4);
    SIZES.iter().for_each(|tables| ratios(&format!("{tables} tables"), &read(&files(*tables)), *tables));
}

/// A line of the ratios that matter.
fn ratios(what: &str, study: &Study, tables: usize) {
    let outcomes = || study.relations().into_iter().map(|relation| Outcome::of(relation, study.claims()));
    let least = time(|| outcomes().collect::<Vec<_>>());
    let whole = time(|| study.audit());
    let audit = study.audit();
    let written = if tables > SIZES[0] { "not written".to_owned() } else { format!("{:.1?}", time(|| page(&audit))) };
    println!(
        "{what}: derived and evaluated in {least:.1?}, audited in {whole:.1?}, {:.1} times, {:.1?} a table; page {written}",
        whole.as_secs_f64() / least.as_secs_f64(),
        whole / tables as u32
    );
}

fn time<T>(mut work: impl FnMut() -> T) -> Duration {
    let once = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    (0..TIMES).map(once).min().unwrap_or_default()
}

fn flagship() -> Study {
    let embedded = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    embedded.unwrap_or_else(|| std::process::exit(2))
}

#[divan::bench]
fn flagship_read() -> Study {
    flagship()
}

#[divan::bench]
fn flagship_relations(bencher: Bencher) {
    let study = flagship();
    bencher.bench(|| black_box(&study).relations());
}

#[divan::bench]
fn flagship_audit(bencher: Bencher) {
    let study = flagship();
    bencher.bench(|| black_box(&study).audit().findings().len());
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn synthetic_read(bencher: Bencher, tables: usize) {
    let files = files(tables);
    bencher.counter(ItemsCount::new(tables)).bench(|| read(black_box(&files)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn synthetic_audit(bencher: Bencher, tables: usize) {
    let study = read(&files(tables));
    bencher.counter(ItemsCount::new(tables)).bench(|| {
        let audit = black_box(&study).audit();
        assert!(audit.findings().is_empty());
        audit.outcomes().len()
    });
}
