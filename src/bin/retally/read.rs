//! `retally read`.

use std::path::PathBuf;

use clap::Args;
use retally::report::explain;

use crate::files::{Target, check_free, write_new};
use crate::output::{Failure, Output};
use crate::papers::paper;

#[derive(Args)]
#[command(after_help = "\
Writes a CSV file for each table and a study.toml that says what was read, with what speaks for it. There a person \
corrects what was read wrongly. The folder must have nothing in it, so that no corrections are lost.

A study.toml beside the paper that names it (`paper = \"paper.xml\"`) needs only the keys that correct it: the rest is read.

Example: retally read paper.xml --out my-study && retally audit my-study")]
pub struct Arguments {
    /// A paper: JATS XML, HTML, DOCX, XLSX, ODS, CSV, Markdown or plain text; - is standard input
    paper: PathBuf,
    #[command(flatten)]
    target: Target,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    check_free(&arguments.target)?;
    let reading = paper(&arguments.paper)?.read();
    for table in reading.tables() {
        output.print(&explain(table))?;
    }
    if reading.study().is_none() {
        let why = if reading.tables().is_empty() { "there is no table in it" } else { "no table of it is read" };
        return Err(Failure::of(&arguments.paper, format!("{why}, so nothing is written")));
    }
    // Over others the manifest comes last: a folder without it is no study.
    let files: Vec<(&str, &str)> = reading.files().iter().rev().map(|(name, text)| (&**name, &**text)).collect();
    let paths = write_new(&arguments.target, &files)?;
    paths.iter().try_for_each(|path| output.print(&format!("{}\n", path.display())))?;
    Ok(0)
}
