//! What retally reads of papers as they are, and finds: `cargo run --release --example reading -- PAPER|FOLDER …`.

use std::path::PathBuf;

use clap::Parser;
use retally::reading::{Paper, Reading};

/// Read papers without a manifest, and tell what was read and found.
#[derive(Parser)]
struct Arguments {
    /// Papers, or folders of papers
    #[arg(required = true)]
    papers: Vec<PathBuf>,
    /// List the rows that are not read as well
    #[arg(long)]
    unread: bool,
}

/// What all papers come to.
#[derive(Default)]
struct Sum {
    papers: usize,
    tables: usize,
    read: usize,
    cells: (usize, usize),
    relations: usize,
    findings: usize,
    least: Option<i64>,
}

fn main() {
    let arguments = Arguments::parse();
    let mut sum = Sum::default();
    for path in arguments.papers.iter().flat_map(files) {
        match Paper::open(&path) {
            Ok(paper) => add(&mut sum, &path.display().to_string(), &paper.read(), arguments.unread),
            Err(error) => println!("{error}"),
        }
    }
    let Sum { papers, tables, read, cells, relations, findings, least } = sum;
    println!(
        "{papers} papers, {read} of {tables} tables read, {} of {} cells of counts and percentages",
        cells.1, cells.0
    );
    println!("{relations} relations, {findings} findings, resting on at least {} bits", least.unwrap_or(0));
}

/// The files of a folder, in the order of their names; or the file itself.
fn files(path: &PathBuf) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.clone()] };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn add(sum: &mut Sum, name: &str, reading: &Reading, unread: bool) {
    sum.papers += 1;
    for table in reading.tables() {
        sum.tables += 1;
        println!("{name}: {table}");
        for left in table.unread.iter().filter(|_| unread) {
            println!("    not read: {}: {}", left.labels.join(", "), left.reason);
        }
        let Ok(how) = &table.how else { continue };
        sum.read += 1;
        sum.cells = (sum.cells.0 + how.cells.0, sum.cells.1 + how.cells.1);
    }
    let Some(audit) = reading.audit() else { return };
    sum.relations += audit.outcomes().len();
    for finding in audit.findings() {
        sum.findings += 1;
        let evidence = reading.evidence(finding).unwrap_or(0);
        sum.least = Some(sum.least.map_or(evidence, |least| least.min(evidence)));
        let place = finding.claims.first().and_then(|claim| reading.place(&audit.study().claims()[*claim]));
        let place = place.map(|place| place.to_string()).unwrap_or_default();
        println!("    finding: {place}: {} ({evidence} bits)", finding.message);
    }
}
