//! Draws the charts of studies: `cargo run --example charts [STUDY_DIR …] [--out DIR]`.
//!
//! Each chart becomes an SVG and a PNG file; their paths are printed. Without a folder it draws the studies that come
//! with the crate.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use retally::chart::{Chart, charts};
use retally::studies;

/// Draw the charts of published tables, with what does not hold marked in them.
#[derive(Parser)]
struct Arguments {
    /// Folders with a study.toml; none: the studies that come with retally
    #[arg(value_name = "STUDY_DIR")]
    folders: Vec<PathBuf>,
    /// Where to write, a folder for each study
    #[arg(long, value_name = "DIR", default_value = "target/retally")]
    out: PathBuf,
    /// SVG files only
    #[arg(long)]
    no_png: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    for study in studies::open(&arguments.folders) {
        let study = study?;
        let folder = arguments.out.join(study.name());
        for chart in charts(&study.audit()) {
            write(&chart, &folder, !arguments.no_png)?;
        }
    }
    Ok(())
}

fn write(
    chart: &Chart,
    folder: &Path,
    #[cfg_attr(not(feature = "png"), allow(unused))] png: bool,
) -> Result<(), Box<dyn Error>> {
    let svg = folder.join(format!("{}.svg", chart.name()));
    fs::create_dir_all(folder)?;
    fs::write(&svg, chart.svg())?;
    println!("{}", svg.display());
    #[cfg(feature = "png")]
    if png {
        let png = svg.with_extension("png");
        fs::write(&png, chart.png(2.0)?)?;
        println!("{}", png.display());
    }
    Ok(())
}
