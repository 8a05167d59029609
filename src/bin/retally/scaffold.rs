//! `retally scaffold`.

use std::path::{Path, PathBuf};

use clap::Args;
use retally::{scaffold, transcription};

use crate::files::read;
use crate::output::{Failure, Output};

#[derive(Args)]
#[command(after_help = "\
Every guess is marked. The exit status is 1 when transcriptions differ.

Examples: retally scaffold my-study > my-study/study.toml
          retally scaffold --compare mine.csv yours.csv")]
pub struct Arguments {
    /// CSV files of one paper's tables, or folders with them
    #[arg(value_name = "TABLE.csv|DIR", required = true)]
    tables: Vec<PathBuf>,
    /// Compare two transcriptions of a table instead
    #[arg(long)]
    compare: bool,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    if arguments.compare { compare(&arguments.tables, output) } else { manifest(&arguments.tables, output) }
}

fn manifest(tables: &[PathBuf], output: &Output) -> Result<u8, Failure> {
    let mut files = Vec::new();
    for path in tables.iter().map(|path| csv_files(path)).collect::<Result<Vec<_>, _>>()?.concat() {
        files.push((name(&path), read(&path)?));
    }
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    output.print(&scaffold::manifest(files)?)?;
    Ok(0)
}

/// The CSV files of a folder, or the file itself.
fn csv_files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|error| Failure::of(path, error))?;
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    if files.is_empty() { Err(Failure::of(path, "there is no CSV file in it")) } else { Ok(files) }
}

fn compare(tables: &[PathBuf], output: &Output) -> Result<u8, Failure> {
    let [one, other] = tables else { return Err(Failure::new("two transcriptions are compared at a time")) };
    let (a, b) = (read(one)?, read(other)?);
    let differences = transcription::differences((&name(one), &a), (&name(other), &b))?;
    for difference in &differences {
        output.print(&format!("{difference}\n"))?;
    }
    output.print(&format!("{} cells differ\n", differences.len()))?;
    Ok(u8::from(!differences.is_empty()))
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
