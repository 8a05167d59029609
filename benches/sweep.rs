//! What a sweep costs, beside what the file system and an XML parser alone need for the same papers in the same run.
//!
//! `cargo bench --bench sweep --no-default-features --features documents`. The papers are 1,000 files of 120 kB with three tables each, or those in
//! the folder that `PAPERS` names. Each step does what the one before it does, and more: one thread reads the files, parses them, takes the documents, reads
//! the tables, audits them and writes the lines; in the end two threads do all of it. Beside each the times of the parser.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use retally::document::Document;
use retally::reading::{Paper, Reading};
use retally::sweep::{Limits, Papers, Source, examine, sweep};
use roxmltree::ParsingOptions;

mod paper;

/// So many papers are made where no folder is named.
const PAPERS: usize = 1_000;

/// A sweep that the issue asks for: so many papers, and so many seconds.
const AIM: (f64, f64) = (100_000.0, 600.0);

fn main() -> std::io::Result<()> {
    let made = tempfile::tempdir()?;
    let folder = match std::env::var_os("PAPERS") {
        Some(folder) => PathBuf::from(folder),
        None => {
            let text = paper::paper();
            (0..PAPERS).try_for_each(|at| fs::write(made.path().join(format!("{at:05}.xml")), &text))?;
            made.path().to_owned()
        }
    };
    measure(&folder)
}

fn measure(folder: &Path) -> std::io::Result<()> {
    let sources = || Papers::of([folder]);
    let paths: Vec<PathBuf> = sources().map(|source| PathBuf::from(source.name)).collect();
    let bytes: u64 = paths.iter().filter_map(|path| fs::metadata(path).ok()).map(|file| file.len()).sum();
    println!("{} papers, {} kB each on average", paths.len(), bytes / 1000 / paths.len().max(1) as u64);
    // What is read for the first time comes from the disk.
    paths.iter().for_each(|path| drop(black_box(fs::read(path))));
    let each = |of: &dyn Fn(&Path)| time(|| paths.iter().for_each(|path| of(path)));
    let files = each(&|path| drop(black_box(fs::read(path))));
    let parsed = each(&|path| {
        black_box(parse(path));
    });
    let rows = [
        ("files read", files),
        ("XML parsed", parsed),
        ("documents", each(&|path| drop(black_box(Document::open(path))))),
        ("tables and text read", each(&|path| drop(black_box(read(path))))),
        (
            "audited, line written",
            each(&|path| drop(black_box(examine(&Source::file(path), &Limits::default()).to_json()))),
        ),
        (
            "the same on two threads",
            time(|| sweep(sources(), 2, &Limits::default()).map(|line| line.to_json().len()).sum::<usize>()),
        ),
    ];
    println!("{:<26}{:>10}{:>14}{:>18}", "", "seconds", "ms a paper", "times the parser");
    for (what, took) in rows {
        let seconds = took.as_secs_f64();
        let (each, times) = (1000.0 * seconds / paths.len() as f64, seconds / parsed.as_secs_f64());
        println!("{what:<26}{seconds:>10.3}{each:>14.3}{times:>18.1}");
    }
    let whole = rows[rows.len() - 1].1.as_secs_f64() / paths.len() as f64 * AIM.0;
    println!("{} papers like these on two threads: {whole:.0} s; the aim is {} s", AIM.0, AIM.1);
    Ok(())
}

/// The bare parser, as documents use it.
fn parse(path: &Path) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    roxmltree::Document::parse_with_options(&text, options).map_or(0, |tree| tree.descendants().count())
}

fn read(path: &Path) -> Option<Reading> {
    Some(Paper::open(path).ok()?.read())
}

/// The least of two times.
fn time<T>(work: impl Fn() -> T) -> Duration {
    let once = || {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    };
    once().min(once())
}
