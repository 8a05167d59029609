//! `retally read`.

use std::path::PathBuf;

use clap::Args;
use retally::report::explain;

use crate::files::{Folder, Target};
use crate::output::{Failure, Output};
use crate::papers::paper;

#[derive(Args)]
#[command(after_help = "\
Writes a CSV file for each table and a study.toml that says what was read, with what speaks for it. There a person \
corrects what was read wrongly. The folder must have nothing in it, so that no corrections are lost.

Example: retally read paper.xml --out my-study && retally audit my-study")]
pub struct Arguments {
    /// A paper: JATS XML, HTML, DOCX, XLSX, ODS, CSV or Markdown; - is standard input
    paper: PathBuf,
    #[command(flatten)]
    target: Target,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let mut folder = Folder::of(&arguments.target);
    if !folder.is_free() {
        return Err(Failure::of(
            &arguments.target.out,
            "there is something in it already; name another folder with `--out`, or write over it with `--force`",
        ));
    }
    let reading = paper(&arguments.paper)?.read();
    for table in reading.tables() {
        output.print(&explain(table))?;
    }
    if reading.study().is_none() {
        let why = if reading.tables().is_empty() { "there is no table in it" } else { "no table of it is read" };
        return Err(Failure::of(&arguments.paper, format!("{why}, so nothing is written")));
    }
    // The manifest comes last: a folder without it is no study.
    for (file, text) in reading.files().iter().rev() {
        output.print(&format!("{}\n", folder.write(file, text)?.display()))?;
    }
    Ok(0)
}
