//! `retally charts`.

#[cfg(feature = "png")]
use std::path::PathBuf;

use clap::Args;
use retally::chart::{Chart, charts};
use retally::report;

use crate::files::{Folder, Target};
use crate::output::{Failure, Output};
use crate::studies::Folders;

#[derive(Args)]
#[command(after_help = "Example: retally charts my-study --out figures")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    target: Target,
    /// Write every chart that a table calls for, and not the first one alone
    #[arg(long)]
    all: bool,
    /// Write PNG files as well, with so many pixels to each of the drawing: --png=2
    #[cfg(feature = "png")]
    #[arg(long, value_name = "SCALE", num_args = 0..=1, default_missing_value = "2", require_equals = true)]
    png: Option<f32>,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    check_scale(arguments)?;
    let (mut worst, mut folders) = (0, report::Folders::default());
    let mut folder = Folder::of(&arguments.target);
    for study in arguments.folders.open() {
        match study {
            Ok(study) => {
                let name = folders.of(&study);
                let mut charts = charts(&study.audit());
                if !arguments.all {
                    // Those of a table stand together.
                    charts.dedup_by_key(|chart| chart.table());
                }
                for chart in charts {
                    worst =
                        worst.max(one(&chart, &format!("{name}/{}", chart.name()), &mut folder, arguments, output)?);
                }
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

/// Writes a chart, and gives the exit status: an image that cannot be made is reported, and keeps no other from being made.
fn one(chart: &Chart, name: &str, folder: &mut Folder, arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let path = folder.write(&format!("{name}.svg"), chart.svg())?;
    output.print(&format!("{}\n", path.display()))?;
    match pixels(chart, arguments) {
        None => Ok(0),
        Some(Err(error)) => Ok(output.fail(&Failure::of(path.with_extension("png"), error))),
        Some(Ok(pixels)) => {
            let missing: String = chart.missing_letters().into_iter().collect();
            if !missing.is_empty() {
                output.note(&format!("{name}.png: the font has no letter for {missing}: shown as \u{fffd}"));
            }
            let path = folder.write(&format!("{name}.png"), pixels)?;
            output.print(&format!("{}\n", path.display())).map(|()| 0)
        }
    }
}

/// The chart as an image, if images are asked for.
#[cfg(feature = "png")]
fn pixels(chart: &Chart, arguments: &Arguments) -> Option<Result<Vec<u8>, retally::chart::PngError>> {
    arguments.png.map(|scale| chart.png(scale))
}

#[cfg(not(feature = "png"))]
fn pixels(_: &Chart, _: &Arguments) -> Option<Result<Vec<u8>, Failure>> {
    None
}
