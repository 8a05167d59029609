//! `retally sweep` and `retally summary`.

mod arguments;
mod journal;
mod list;
mod reader;

use std::path::{Path, PathBuf};

use clap::Args;
use retally::report::{summary_csv, summary_page, summary_text};
use retally::sweep::{Line, Papers, Summary, bytes_of, in_order};

pub use arguments::Arguments;
use journal::Journal;
use reader::Reader;

use crate::files::{Folder, Target, replace};
use crate::output::{Failure, Output};
use crate::papers::is_input;
use crate::progress::Sweeping;

#[derive(Args)]
#[command(after_help = "Example: retally summary sweep-*.jsonl --out all")]
pub struct Lines {
    /// What sweeps wrote
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// Reads papers, writes their lines, and sums them up.
pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let mut journal = Journal::open(&arguments.out, arguments.resume, arguments.force)?;
    let mut papers = Papers::of_shard(list::paths(&arguments.papers)?, arguments.shard);
    let seen = papers.seen();
    let mut progress = Sweeping::new(|| bytes(arguments), output.quiet);
    journal.pass_by(&mut papers)?;
    progress.begin(seen.bytes());
    let (limits, megabytes) = (arguments.limits(), arguments.megabytes);
    let lines = in_order(papers, arguments.threads(), || {
        let mut reader = Reader::new(&limits, megabytes);
        move |source| reader.examine(&source)
    });
    for line in lines {
        let milliseconds = line.milliseconds.filter(|_| arguments.time);
        journal.add(&Line { milliseconds, ..line }.to_json())?;
        progress.reach(seen.bytes());
    }
    drop(progress);
    if seen.left_out() > 0 {
        output.note(&format!("{} files of other kinds, hidden files and links were left out", seen.left_out()));
    }
    sum_up(&arguments.out, output)
}

/// How much there is to read, unless that is only known when it is read.
fn bytes(arguments: &Arguments) -> Option<u64> {
    let is_known = !arguments.papers.iter().any(|path| is_input(path));
    let paths = list::paths(&arguments.papers).ok().filter(|_| is_known)?;
    Some(bytes_of(paths, arguments.shard))
}

/// Prints what the lines of a sweep come to, and writes it beside them.
fn sum_up(out: &Path, output: &Output) -> Result<u8, Failure> {
    let summary = of_files(&[out.to_owned()])?;
    output.print(&summary_text(&summary))?;
    for (ending, content) in [("summary.csv", summary_csv(&summary)), ("summary.html", summary_page(&summary))] {
        let path = out.with_extension(ending);
        let part = out.with_extension(format!("{ending}-part"));
        replace(&path, &part, content.as_bytes()).map_err(|error| Failure::of(&path, error))?;
    }
    Ok(0)
}

fn of_files(files: &[PathBuf]) -> Result<Summary, Failure> {
    let mut summary = Summary::default();
    for file in files {
        for line in journal::lines(file)? {
            summary.add(&line?);
        }
    }
    Ok(summary)
}

/// Sums up the lines of several sweeps.
pub fn summary(arguments: &Lines, output: &Output) -> Result<u8, Failure> {
    let summary = of_files(&arguments.files)?;
    output.print(&summary_text(&summary))?;
    let mut folder = Folder::of(&arguments.target);
    for (name, content) in [("summary.csv", summary_csv(&summary)), ("summary.html", summary_page(&summary))] {
        let path = folder.write(name, content)?;
        output.note(&path.display().to_string());
    }
    Ok(0)
}

/// Reads the papers that a sweep asks for.
pub fn read() -> Result<u8, Failure> {
    reader::answer().map_err(|error| Failure::of("standard input", error)).map(|()| 0)
}
