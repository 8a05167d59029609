//! What it costs to rebuild respondents: the flagship, and single variables of more and more respondents.
//!
//! `cargo bench --bench microdata`. Beside each time stands the audit's in the same run, which the search begins with.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use retally::microdata::{Microdata, Reproduction};
use retally::{Study, studies};

const SIZES: [usize; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

fn flagship() -> Study {
    let embedded = studies::find("izcara-andrade-2018").and_then(|study| study.study().ok());
    embedded.unwrap_or_else(|| std::process::exit(2))
}

/// One variable of two arms, each with its mean and deviation.
fn two_arms(size: usize) -> Study {
    let manifest = format!(
        "[study]\ntitle = 'T'\nsize = {size}\n[variables]\nage = {{ printed = 'Age', step = 1 }}\n\
         [[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = ['arm', 'statistic']\n\
         [[table]]\nfile = 'n.csv'\nstub = 'arm'\nheader = 'statistic'\n"
    );
    let ages = "Arm,A,A,B,B\n,Mean,SD,Mean,SD\nAge,36.9,5.2,41.3,8.8\n";
    let arms = format!("Arm,n\nA,{0}\nB,{0}\nTotal,{size}\n", size / 2);
    let files = [("study.toml", manifest.as_str()), ("t.csv", ages), ("n.csv", arms.as_str())];
    Study::from_files("two-arms", files).unwrap_or_else(|error| {
        eprintln!("{error}");
        std::process::exit(2)
    })
}

#[divan::bench]
fn flagship_audit(bencher: Bencher) {
    let study = flagship();
    bencher.bench(|| black_box(&study).audit().findings().len());
}

#[divan::bench]
fn flagship_reproduce(bencher: Bencher) {
    let study = flagship();
    let mut seed = 0;
    bencher.bench_local(|| {
        seed += 1;
        let microdata = Microdata::reproduce(black_box(&study), seed);
        assert_eq!(microdata.count(|status| *status == Reproduction::NotReached), 0);
        microdata.rows()
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn two_arms_reproduce(bencher: Bencher, size: usize) {
    let study = two_arms(size);
    bencher.counter(ItemsCount::new(size)).bench(|| {
        let microdata = Microdata::reproduce(black_box(&study), 1);
        assert_eq!(microdata.count(|status| *status == Reproduction::NotReached), 0);
        microdata.rows()
    });
}
