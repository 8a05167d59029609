//! What an audit costs: the flagship, and studies of 100, 1,000 and 10,000 tables, whose cost must grow as they do.
//!
//! `cargo bench --bench audit`. The rate beside each time is in tables a second: where it stays the same from one size to
//! the next, the cost is linear.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use retally::{Study, studies};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

fn flagship() -> Study {
    let embedded = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    embedded.unwrap_or_else(|| std::process::exit(2))
}

/// The files of a study with as many crosstabs of six groups by five years, each with counts, percentages and margins.
fn files(tables: usize) -> Vec<(String, String)> {
    let mut manifest = "[study]\ntitle = 'Synthetic'\nsize = 105\n".to_owned();
    let mut files = Vec::new();
    for table in 0..tables {
        let file = format!("t{table}.csv");
        manifest += &format!(
            "[[table]]\nfile = '{file}'\nstub = ['group{table}', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']\n"
        );
        files.push((file, crosstab()));
    }
    files.push(("study.toml".to_owned(), manifest));
    files
}

fn crosstab() -> String {
    let mut csv = ",,2011,2012,2013,2014,2015,Total\n".to_owned();
    for group in 1..=6 {
        csv += &format!("g{group},n,{group},{group},{group},{group},{group},{}\n,%", 5 * group);
        let share = format!(",{:.1}", f64::from(group) * 100.0 / 21.0);
        csv += &format!("{}\n", share.repeat(6));
    }
    csv + "Total,n,21,21,21,21,21,105\n,%,20.0,20.0,20.0,20.0,20.0,100\n"
}

fn read(files: &[(String, String)]) -> Study {
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Study::from_files("synthetic", files).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2)
    })
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
