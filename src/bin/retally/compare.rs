//! `retally compare`.

use std::path::{Path, PathBuf};

use clap::Args;
use retally::transcription;

use crate::output::{Failure, Output};
use crate::papers::is_input;

#[derive(Args)]
#[command(after_help = "\
The exit status is 1 when they differ.

Example: retally compare mine.csv yours.csv")]
pub struct Arguments {
    /// A CSV file; - is standard input
    one: PathBuf,
    /// The same table, as somebody else typed it
    other: PathBuf,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let Arguments { one, other } = arguments;
    let (a, b) = (read(one)?, read(other)?);
    let differences = transcription::differences((&name(one), &a), (&name(other), &b))?;
    for difference in &differences {
        output.print(&format!("{difference}\n"))?;
    }
    let differ = if differences.len() == 1 { "cell differs" } else { "cells differ" };
    output.print(&format!("{} {differ}\n", differences.len()))?;
    Ok(u8::from(!differences.is_empty()))
}

/// Reads a text file; `-` is standard input.
fn read(path: &Path) -> Result<String, Failure> {
    match is_input(path) {
        true => std::io::read_to_string(std::io::stdin().lock()).map_err(|error| Failure::of(path, error)),
        false => Ok(transcription::read(path)?),
    }
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
