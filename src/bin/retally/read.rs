//! `retally read`.

use std::path::{Path, PathBuf};

use clap::Args;
use retally::report::explain;

use crate::files::{FOLDER, write};
use crate::output::{Failure, Output};
use crate::papers::paper;

#[derive(Args)]
#[command(after_help = "\
Writes a CSV file for each table and a study.toml that says what was read, with what speaks for it. There a person \
corrects what was read wrongly.

Example: retally read paper.xml --out my-study && retally audit my-study")]
pub struct Arguments {
    /// A paper: JATS XML, HTML, DOCX, XLSX, ODS, CSV or Markdown; - is standard input
    paper: PathBuf,
    /// Where to write the study: a folder with nothing in it, so that no corrections are lost
    #[arg(long, value_name = "DIR", default_value = FOLDER)]
    out: PathBuf,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    if !is_empty(&arguments.out) {
        return Err(Failure::of(&arguments.out, "there is something in it already; name another folder with `--out`"));
    }
    let reading = paper(&arguments.paper)?.read();
    for table in reading.tables() {
        output.print(&explain(table))?;
    }
    if reading.study().is_none() {
        let why = if reading.tables().is_empty() { "there is no table in it" } else { "no table of it is read" };
        return Err(Failure::of(&arguments.paper, format!("{why}, so nothing is written")));
    }
    for (file, text) in reading.files() {
        output.print(&format!("{}\n", write(&arguments.out, file, text)?.display()))?;
    }
    Ok(0)
}

/// Whether nothing is in a folder, also where there is no such folder yet.
fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}
