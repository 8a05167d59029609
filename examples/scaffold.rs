//! A first manifest: `cargo run --example scaffold -- TABLE.csv …` prints a `study.toml` for CSV files, and
//! `cargo run --example scaffold -- --compare MINE.csv YOURS.csv` lists the cells in which two transcriptions differ.
//!
//! The exit status is 0, 1 when transcriptions differ, and 2 when a file cannot be read.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use retally::{scaffold, transcription};

/// Write a first study.toml for CSV files, or compare two transcriptions of a table.
#[derive(Parser)]
struct Arguments {
    /// CSV files of one paper's tables
    #[arg(value_name = "TABLE.csv", required = true)]
    tables: Vec<PathBuf>,
    /// Compare two transcriptions instead
    #[arg(long)]
    compare: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = if arguments.compare { compare(&arguments.tables) } else { write_manifest(&arguments.tables) };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::from(2)
    })
}

fn write_manifest(tables: &[PathBuf]) -> Result<ExitCode, String> {
    let files = tables.iter().map(|path| Ok((name(path), read(path)?))).collect::<Result<Vec<_>, String>>()?;
    let files = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    print!("{}", scaffold::manifest(files).map_err(|error| error.to_string())?);
    Ok(ExitCode::SUCCESS)
}

fn compare(tables: &[PathBuf]) -> Result<ExitCode, String> {
    let [one, other] = tables else { return Err("two transcriptions are compared at a time".to_owned()) };
    let (a, b) = (read(one)?, read(other)?);
    let differences =
        transcription::differences((&name(one), &a), (&name(other), &b)).map_err(|error| error.to_string())?;
    for difference in &differences {
        println!("{difference}");
    }
    println!("{} cells differ", differences.len());
    Ok(ExitCode::from(u8::from(!differences.is_empty())))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
