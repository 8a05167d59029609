//! What retally reads of papers as they are, and finds: `cargo run --release --example reading -- PAPER|FOLDER …`.
//!
//! `--curve FILE.svg` reads them with many thresholds instead, and draws how many findings there are above each, those that were judged
//! by hand (`tests/judged_papers.csv`) apart. `--shuffled 12` reads their tables with each column shuffled by itself, so many times:
//! nothing of these is computed from anything else.

use std::error::Error;
use std::path::PathBuf;

use clap::Parser;
use retally::reading::{Paper, Reading};

mod curve;
mod shuffled;

/// Read papers without a manifest, and tell what was read and found.
#[derive(Parser)]
struct Arguments {
    /// Papers, or folders of papers
    #[arg(required = true)]
    papers: Vec<PathBuf>,
    /// List the rows that are not read as well
    #[arg(long)]
    unread: bool,
    /// Draw findings against what must speak for a reading, instead
    #[arg(long, value_name = "FILE.svg")]
    curve: Option<PathBuf>,
    /// Shuffle the columns of each table so many times, and count what is read as computed, instead
    #[arg(long, value_name = "TIMES")]
    shuffled: Option<u64>,
}

/// The kinds of cells.
const KINDS: [&str; 4] = ["counts with percentages", "counts with totals", "summary statistics", "computed numbers"];

/// What all papers come to.
#[derive(Default)]
struct Sum {
    papers: usize,
    tables: usize,
    read: usize,
    /// Of each of [`KINDS`]: how many there are in these tables, and how many are read.
    cells: [(usize, usize); 4],
    estimates: usize,
    p_values: usize,
    relations: usize,
    findings: usize,
    least: Option<i64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let papers = arguments.papers.iter().flat_map(files).map(|path| (Paper::open(&path), path));
    if let Some(times) = arguments.shuffled {
        let papers: Vec<_> = papers.filter_map(|(paper, path)| Some((stem(&path), paper.ok()?))).collect();
        let shuffled::Shuffled { tables, read, findings } = shuffled::measure(&papers, times);
        println!("{tables} shuffled tables, {read} of them read as computed, {findings} findings");
        return Ok(());
    }
    if let Some(file) = &arguments.curve {
        let papers: Vec<_> = papers.filter_map(|(paper, path)| Some((stem(&path), paper.ok()?))).collect();
        let points = curve::measure(&papers, &curve::judged()?);
        println!("{:>6}{:>8}{:>8}{:>8}{:>12}", "bits", "cells", "true", "false", "not judged");
        for point in &points {
            let curve::Point { enough, cells, true_ones, false_ones, unjudged } = point;
            println!("{enough:>6}{cells:>8}{true_ones:>8}{false_ones:>8}{unjudged:>12}");
        }
        return curve::draw(&points, file);
    }
    let mut sum = Sum::default();
    for (paper, path) in papers {
        match paper {
            Ok(paper) => add(&mut sum, &path.display().to_string(), &paper.read(), arguments.unread),
            Err(error) => println!("{error}"),
        }
    }
    let Sum { papers, tables, read, cells, estimates, p_values, relations, findings, least } = sum;
    println!("{papers} papers, {read} of {tables} tables read");
    for ((there, read), kind) in cells.into_iter().zip(KINDS) {
        println!("{read} of {there} {kind}");
    }
    println!("{estimates} estimates");
    println!("{p_values} p values with their counts");
    println!("{relations} relations, {findings} findings, in tables resting on at least {} bits", least.unwrap_or(0));
    Ok(())
}

fn stem(path: &std::path::Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
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
        sum.estimates += how.estimates;
        sum.p_values += how.p_values;
        sum.cells[3] = (sum.cells[3].0 + how.computed.0, sum.cells[3].1 + how.computed.1);
        if how.notation == "estimates" {
            continue;
        }
        let kind = match how.notation {
            "n" => 1,
            "numbers" => 3,
            notation if notation.contains(['n', '%']) && !notation.starts_with("summary") => 0,
            _ => 2,
        };
        for (kind, (there, read)) in [(kind, how.cells), (2, how.statistics)] {
            sum.cells[kind] = (sum.cells[kind].0 + there, sum.cells[kind].1 + read);
        }
    }
    let Some(audit) = reading.audit() else { return };
    sum.relations += audit.outcomes().len();
    for finding in audit.findings() {
        sum.findings += 1;
        let evidence = reading.evidence(finding);
        sum.least = sum.least.into_iter().chain(evidence).min();
        // What a sentence reports is read as it is written.
        let bits = evidence.map_or_else(|| "in a sentence".to_owned(), |bits| format!("{bits} bits"));
        let place = audit.claims_of(finding).find_map(|claim| reading.place(claim));
        let place = place.unwrap_or_default();
        println!("    finding: {place}: {} ({bits})", finding.message);
    }
}
