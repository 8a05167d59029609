//! How much of what published tables obey is derived: `cargo run --example coverage`.
//!
//! For each study under `tests/studies`, the relations that are derived are compared with a list of those that its tables
//! should obey (`tests/expected`), made by an independent script. It prints how many listed relations are covered, how many
//! listed disagreements are found, and which findings are not listed; then each exception by name.
//!
//! With `--as-it-is` the tables are read without their manifests.

use std::error::Error;
use std::path::Path;

use clap::Parser;

#[cfg(feature = "documents")]
mod as_it_is;
mod compare;

use compare::Coverage;

/// Compare what is derived of published tables with a list of what they should obey.
#[derive(Parser)]
struct Arguments {
    /// Read the tables without their manifests
    #[cfg(feature = "documents")]
    #[arg(long)]
    as_it_is: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    #[cfg(feature = "documents")]
    if arguments.as_it_is {
        let studies = compare::compare_each(root, as_it_is::derive)?;
        print_all(&studies);
        lines(&studies, "").for_each(|(study, line)| println!("{study:<24}{line}"));
        return Ok(());
    }
    let _ = arguments;
    let (studies, exceptions) = (compare::compare_all(root)?, compare::exceptions(root)?);
    print_all(&studies);
    for (study, line) in lines(&studies, "") {
        let reason = compare::reason(&exceptions, study, &line).unwrap_or("no reason is written");
        println!("{study:<24}{line}\n{:39}{reason}", "");
    }
    Ok(())
}

/// What is missing, not found or not listed of each study, as lines that begin so.
fn lines<'a>(studies: &'a [Coverage], beginning: &'a str) -> impl Iterator<Item = (&'a str, String)> {
    let of = |study: &'a Coverage| {
        let missing = study.missing.iter().map(|what| format!("not covered    {what}"));
        let not_found = study.not_found.iter().map(|what| format!("not found      {what}"));
        let unlisted = study.unlisted.iter().map(|what| format!("not listed     {what}"));
        missing.chain(not_found).chain(unlisted).map(|line| (study.study.as_str(), line))
    };
    studies.iter().flat_map(of).filter(move |(_, line)| line.starts_with(beginning))
}

fn print_all(studies: &[Coverage]) {
    println!("{:<24}{:>16}{:>9}{:>22}{:>10}", "study", "covered", "later", "disagreements found", "unlisted");
    let mut all = [0; 6];
    for study in studies {
        let row =
            [study.covered(), study.listed, study.later, study.found(), study.disagreements, study.unlisted.len()];
        print(&study.study, row);
        all.iter_mut().zip(row).for_each(|(sum, one)| *sum += one);
    }
    print("all", all);
}

fn print(name: &str, [covered, listed, later, found, disagreements, unlisted]: [usize; 6]) {
    let share = if listed == 0 { 100.0 } else { 100.0 * covered as f64 / listed as f64 };
    let (covered, found) = (format!("{covered}/{listed} {share:.1}%"), format!("{found}/{disagreements}"));
    println!("{name:<24}{covered:>16}{later:>9}{found:>22}{unlisted:>10}");
}
