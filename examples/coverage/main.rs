//! How much of what published tables obey is derived: `cargo run --example coverage`.
//!
//! For each study under `tests/studies`, the relations that are derived are compared with a list of those that its tables
//! should obey (`tests/expected`), made by an independent script. It prints how many listed relations are covered, how many
//! listed disagreements are found, and which findings are not listed; then each exception by name.

use std::error::Error;
use std::path::Path;

mod compare;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (studies, exceptions) = (compare::compare_all(root)?, compare::exceptions(root)?);
    println!("{:<24}{:>16}{:>9}{:>22}{:>10}", "study", "covered", "later", "disagreements found", "unlisted");
    let mut all = [0; 6];
    for study in &studies {
        let row =
            [study.covered(), study.listed, study.later, study.found(), study.disagreements, study.unlisted.len()];
        print(&study.study, row);
        all.iter_mut().zip(row).for_each(|(sum, one)| *sum += one);
    }
    print("all", all);
    for study in &studies {
        let missing = study.missing.iter().map(|what| format!("not covered    {what}"));
        let not_found = study.not_found.iter().map(|what| format!("not found      {what}"));
        let unlisted = study.unlisted.iter().map(|what| format!("not listed     {what}"));
        for line in missing.chain(not_found).chain(unlisted) {
            let reason = compare::reason(&exceptions, &study.study, &line).unwrap_or("no reason is written");
            println!("{:<24}{line}\n{:39}{reason}", study.study, "");
        }
    }
    Ok(())
}

fn print(name: &str, [covered, listed, later, found, disagreements, unlisted]: [usize; 6]) {
    let share = if listed == 0 { 100.0 } else { 100.0 * covered as f64 / listed as f64 };
    let (covered, found) = (format!("{covered}/{listed} {share:.1}%"), format!("{found}/{disagreements}"));
    println!("{name:<24}{covered:>16}{later:>9}{found:>22}{unlisted:>10}");
}
