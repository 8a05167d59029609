//! What reports cost: the flagship in every format, and pages of ever more relations, whose cost must grow as they do.
//!
//! `cargo bench --bench report --no-default-features`. The rate beside each time is in relations a second: where it stays
//! the same from one size to the next, the cost is linear.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use retally::chart::charts;
use retally::report::{Colour, Format, page};
use retally::{Study, studies};

/// How many crosstabs of six groups by five years; the last are about 10,000 relations.
const TABLES: [usize; 3] = [2, 20, 200];

fn main() {
    divan::main();
}

fn flagship() -> Study {
    let embedded = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    embedded.unwrap_or_else(|| std::process::exit(2))
}

/// A study with as many crosstabs, each with counts, percentages and margins.
fn synthetic(tables: usize) -> Study {
    let mut manifest = "[study]\ntitle = 'Synthetic'\nsize = 105\n".to_owned();
    let mut csv = ",,2011,2012,2013,2014,2015,Total\n".to_owned();
    for group in 1..=6 {
        csv += &format!("g{group},n,{group},{group},{group},{group},{group},{}\n,%", 5 * group);
        csv += &format!(",{:.1}", f64::from(group) * 100.0 / 21.0).repeat(6);
        csv.push('\n');
    }
    csv += "Total,n,21,21,21,21,21,105\n,%,20.0,20.0,20.0,20.0,20.0,100\n";
    let names: Vec<String> = (0..tables).map(|table| format!("t{table}.csv")).collect();
    for (table, name) in names.iter().enumerate() {
        manifest += &format!(
            "[[table]]\nfile = '{name}'\nstub = ['group{table}', 'statistic']\nheader = 'year'\nshare-of = ['year', 'all']\n"
        );
    }
    let files = names.iter().map(|name| (name.as_str(), csv.as_str())).chain([("study.toml", manifest.as_str())]);
    Study::from_files("synthetic", files).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2)
    })
}

#[divan::bench(args = Format::ALL)]
fn flagship_as(bencher: Bencher, format: Format) {
    let study = flagship();
    let audit = study.audit();
    bencher.bench(|| format.report(black_box(std::slice::from_ref(&audit)), Colour::Never).len());
}

#[divan::bench]
fn flagship_page(bencher: Bencher) {
    let study = flagship();
    let audit = study.audit();
    bencher.bench(|| page(black_box(&audit)).len());
}

/// What of the page its charts cost.
#[divan::bench]
fn flagship_charts(bencher: Bencher) {
    let study = flagship();
    let audit = study.audit();
    bencher.bench(|| charts(black_box(&audit)).len());
}

/// What of the page it costs to change each digit and evaluate again.
#[divan::bench]
fn flagship_detectability(bencher: Bencher) {
    let study = flagship();
    let audit = study.audit();
    bencher.bench(|| black_box(&audit).detectability().figures.len());
}

#[divan::bench(args = TABLES, sample_count = 5, sample_size = 1)]
fn synthetic_detectability(bencher: Bencher, tables: usize) {
    let study = synthetic(tables);
    let audit = study.audit();
    bencher.counter(ItemsCount::new(audit.outcomes().len())).bench(|| black_box(&audit).detectability().figures.len());
}

#[divan::bench(args = TABLES, sample_count = 5, sample_size = 1)]
fn synthetic_page(bencher: Bencher, tables: usize) {
    let study = synthetic(tables);
    let audit = study.audit();
    bencher.counter(ItemsCount::new(audit.outcomes().len())).bench(|| page(black_box(&audit)).len());
}
