//! What reading a paper without a manifest costs: JATS of 120 kB with three tables, from its bytes to the reading, and to the audit.
//!
//! `cargo bench --bench reading --no-default-features --features documents`.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use retally::reading::{Paper, Reading};

fn main() {
    divan::main();
}

mod paper;

use paper::paper;

fn read(paper: &str) -> Option<Reading> {
    let reading = Paper::from_bytes("paper.xml", paper.as_bytes()).ok()?.read();
    reading.tables().iter().all(|table| table.is_read()).then_some(reading)
}

#[divan::bench]
fn reading(bencher: Bencher<'_, '_>) {
    let paper = paper();
    assert_eq!(read(&paper).map(|reading| reading.tables().len()), Some(3));
    bencher.counter(BytesCount::of_str(&paper)).bench_local(|| read(black_box(&paper)));
}

#[divan::bench]
fn reading_and_audit(bencher: Bencher<'_, '_>) {
    let paper = paper();
    let findings = |paper: &str| read(paper)?.audit().map(|audit| audit.findings().len());
    assert_eq!(findings(&paper), Some(3));
    bencher.counter(BytesCount::of_str(&paper)).bench_local(|| findings(black_box(&paper)));
}
