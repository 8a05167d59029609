//! What an audit costs: the flagship, and studies of 100, 1,000 and 10,000 tables, whose cost must grow as they do.
//!
//! `cargo bench --bench audit`. The rate beside each time is in tables a second: where it stays the same from one size to
//! the next, the cost is linear.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use retally::{Study, studies};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

mod synthetic;

use synthetic::{files, read};

fn main() {
    divan::main();
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
