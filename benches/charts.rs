//! What charts cost: all of the flagship's as SVG and as PNG, and how one grows with its table.
//!
//! `cargo bench --bench charts --no-default-features --features png`. The rate beside each time of `rows` is in rows a
//! second: where it stays the same from one size to the next, the cost is linear.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use retally::chart::{self, charts};
use retally::{Study, studies};

fn main() {
    divan::main();
}

fn flagship() -> Study {
    let embedded = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    embedded.unwrap_or_else(|| std::process::exit(2))
}

#[divan::bench]
fn flagship_svg(bencher: Bencher) {
    let study = flagship();
    let audit = study.audit();
    bencher.bench_local(|| charts(black_box(&audit)));
}

#[cfg(feature = "png")]
#[divan::bench]
fn flagship_png(bencher: Bencher) {
    let study = flagship();
    let charts = charts(&study.audit());
    bencher.bench_local(|| charts.iter().map(|chart| chart.png(2.0)).filter(Result::is_ok).count());
}

#[divan::bench(args = [10, 100, 1_000])]
fn rows(bencher: Bencher, rows: usize) {
    let cells = |row: usize| format!("Level {row},{row},{row}\n");
    let csv = "Level,n 2011,n 2012\n".to_owned() + &(1..=rows).map(cells).collect::<String>();
    let manifest = "[study]\ntitle = 'Rows'\n[[table]]\nfile = 't.csv'\nstub = 'kind'\nheader = 'year'\n";
    let study = Study::from_files("rows", [("study.toml", manifest), ("t.csv", csv.as_str())]);
    let Ok(study) = study else { std::process::exit(2) };
    let audit = study.audit();
    bencher.counter(ItemsCount::new(rows)).bench_local(|| chart::frequencies(black_box(&audit), 0));
}
