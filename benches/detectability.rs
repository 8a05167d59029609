//! What it costs to change each digit of each figure: the flagship, and studies of up to 10,000 figures and more.
//!
//! `cargo bench --bench detectability --no-default-features`. The rate beside each time is in figures a second: where it stays
//! the same from one size to the next, the cost is linear.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use retally::{Study, studies};

mod synthetic;

use synthetic::{files, read};

/// With 84 figures a table.
const TABLES: [usize; 3] = [10, 100, 200];

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 20)]
fn flagship(bencher: Bencher) {
    let embedded = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    measure(bencher, &embedded.unwrap_or_else(|| std::process::exit(2)));
}

#[divan::bench(args = TABLES, sample_count = 5, sample_size = 1)]
fn crosstabs(bencher: Bencher, tables: usize) {
    measure(bencher, &read(&files(tables)));
}

/// As many groups as figures in a column, so that each change of a digit adds up all of them again.
#[divan::bench(args = [100, 300], sample_count = 2, sample_size = 1)]
fn one_long_column(bencher: Bencher, groups: usize) {
    let rows: String = (0..groups).map(|group| format!("g{group},{}\n", 10 + group % 90)).collect();
    let total: usize = (0..groups).map(|group| 10 + group % 90).sum();
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'g'\nheader = 'statistic'\n".to_owned();
    let files = [("study.toml".to_owned(), manifest), ("t.csv".to_owned(), format!("g,n\n{rows}Total,{total}\n"))];
    measure(bencher, &read(&files));
}

fn measure(bencher: Bencher, study: &Study) {
    let audit = study.audit();
    let figures = study.claims().len();
    bencher.counter(ItemsCount::new(figures)).bench(|| black_box(&audit).detectability().overall());
}
