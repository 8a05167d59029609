//! `retally charts`.

use std::path::{Path, PathBuf};

use clap::Args;
use retally::chart::{Chart, charts};
use retally::report;

use crate::files::{FOLDER, write};
use crate::output::{Failure, Output};
use crate::studies::Folders;

#[derive(Args)]
#[command(after_help = "Example: retally charts my-study --out figures")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    /// Where to write, a folder for each study
    #[arg(long, value_name = "DIR", default_value = FOLDER)]
    out: PathBuf,
    /// Write PNG files as well, with so many pixels to each of the drawing: --png=2
    #[cfg(feature = "png")]
    #[arg(long, value_name = "SCALE", num_args = 0..=1, default_missing_value = "2", require_equals = true)]
    png: Option<f32>,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    check_scale(arguments)?;
    let (mut worst, mut folders) = (0, report::Folders::default());
    for study in arguments.folders.open() {
        match study {
            Ok(study) => {
                let folder = arguments.out.join(folders.of(&study));
                charts(&study.audit()).iter().try_for_each(|chart| one(chart, &folder, arguments, output))?;
            }
            Err(error) => worst = output.fail(&error),
        }
    }
    Ok(worst)
}

/// A scale that is written apart from its option would be taken for a folder.
#[cfg(feature = "png")]
fn check_scale(arguments: &Arguments) -> Result<(), Failure> {
    let is_scale = |path: &&PathBuf| !path.exists() && path.to_str().is_some_and(|text| text.parse::<f32>().is_ok());
    match arguments.folders.named().iter().find(is_scale).filter(|_| arguments.png.is_some()) {
        Some(scale) => {
            Err(Failure::new(format!("`--png` takes its scale behind an equals sign: --png={}", scale.display())))
        }
        None => Ok(()),
    }
}

#[cfg(not(feature = "png"))]
fn check_scale(_: &Arguments) -> Result<(), Failure> {
    Ok(())
}

fn one(chart: &Chart, folder: &Path, arguments: &Arguments, output: &Output) -> Result<(), Failure> {
    let path = write(folder, &format!("{}.svg", chart.name()), chart.svg())?;
    output.print(&format!("{}\n", path.display()))?;
    png(chart, folder, arguments, output)
}

#[cfg(feature = "png")]
fn png(chart: &Chart, folder: &Path, arguments: &Arguments, output: &Output) -> Result<(), Failure> {
    let Some(scale) = arguments.png else { return Ok(()) };
    let file = format!("{}.png", chart.name());
    let pixels = chart.png(scale).map_err(|error| Failure::of(folder.join(&file), error))?;
    let path = write(folder, &file, pixels)?;
    output.print(&format!("{}\n", path.display()))
}

#[cfg(not(feature = "png"))]
fn png(_: &Chart, _: &Path, _: &Arguments, _: &Output) -> Result<(), Failure> {
    Ok(())
}
