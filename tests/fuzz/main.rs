//! Whatever bytes come, the whole way ends: nothing panics, hangs, or fills the memory, and what is written is well formed.
//!
//! `tests/corpus` holds inputs, among them every one that ever broke something. Each is tried as it is, then with changes: a few
//! hundred in `cargo test --test fuzz`, as many as there is time for with `RETALLY_FUZZ_SECONDS=3600` (in a release build), with
//! other changes for another `RETALLY_FUZZ_SEED`. An input that breaks something is written to `target/fuzz`: mend the fault and
//! put the input into the corpus.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod corpus;
mod mutate;
mod targets;
mod watch;

use std::time::{Duration, Instant};

use corpus::Input;
use libtest_mimic::{Arguments, Failed, Trial};
use mutate::Random;
use watch::Watched;

fn main() {
    let trials = targets::ALL.map(|(name, rounds, run)| Trial::test(name, move || fuzz(name, rounds, run)));
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Tries each input of a target as it is, then changed.
fn fuzz(name: &'static str, rounds: usize, run: fn(&Input)) -> Result<(), Failed> {
    let inputs = corpus::inputs(name);
    let watched = Watched::new(name);
    let mut random = Random::new(number("RETALLY_FUZZ_SEED").unwrap_or(1));
    let (start, time) = (Instant::now(), number("RETALLY_FUZZ_SECONDS").map(Duration::from_secs));
    inputs.iter().for_each(|input| watched.run(input, run));
    let (mut round, mut times) = (0, inputs.len());
    while time.map_or(round < rounds, |time| start.elapsed() < time) {
        for input in &inputs {
            watched.run(&mutate::changed(input, &inputs, &mut random), run);
            times += 1;
        }
        round += 1;
    }
    println!("{name}: {times} inputs in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
