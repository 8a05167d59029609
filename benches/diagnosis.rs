//! What it costs to find the culprits: the flagship, and studies of growing size with twenty wrong counts.
//!
//! `cargo bench --bench diagnosis --no-default-features`.

use divan::{Bencher, black_box};
use retally::{Study, studies};

/// The numbers of tables, each of 49 cells and margins.
const SIZES: [usize; 3] = [25, 100, 200];

fn main() {
    divan::main();
}

#[divan::bench]
fn flagship(bencher: Bencher) {
    let study = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    let study = study.unwrap_or_else(|| std::process::exit(2));
    bencher.bench(|| black_box(&study).audit().findings().len());
}

/// Crosstabs of six groups by six years with their margins; in the first twenty tables one count is three too many.
fn files(tables: usize) -> Vec<(String, String)> {
    let mut manifest = "[study]\ntitle = 'Synthetic'\n".to_owned();
    let mut files = Vec::new();
    for table in 0..tables {
        let file = format!("t{table}.csv");
        manifest += &format!(
            "[[table]]\nfile = '{file}'\nstub = 'group{table}'\nheader = 'year{table}'\nbind = {{statistic = 'n'}}\n"
        );
        files.push((file, crosstab(if table < 20 { 3 } else { 0 })));
    }
    files.push(("study.toml".to_owned(), manifest));
    files
}

fn crosstab(more: i64) -> String {
    let mut csv = ",y1,y2,y3,y4,y5,y6,Total\n".to_owned();
    for group in 1..=6 {
        let first = 10 * group + if group == 3 { more } else { 0 };
        let rest: String = (1..6).map(|year| format!(",{}", 10 * group + year)).collect();
        csv += &format!("g{group},{first}{rest},{}\n", 60 * group + 15);
    }
    let sums: String = (0..6).map(|year| format!(",{}", 210 + 6 * year)).collect();
    csv + &format!("Total{sums},{}\n", 1_350)
}

#[divan::bench(args = SIZES, sample_count = 3, sample_size = 1)]
fn twenty_errors(bencher: Bencher, tables: usize) {
    let files = files(tables);
    let named = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let study = Study::from_files("synthetic", named).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2)
    });
    bencher.bench(|| {
        let audit = black_box(&study).audit();
        assert_eq!(audit.findings().len(), 20);
        audit.findings().len()
    });
}
