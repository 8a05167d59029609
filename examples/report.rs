//! Writes the audit of studies as pages: `cargo run --example report [STUDY_DIR …] [--out DIR]`.
//!
//! Without a folder it takes the studies that come with the crate. The pages go to `target/retally/`, or to the folder
//! given, and their paths are printed.

use std::error::Error;
use std::path::{Path, PathBuf};

use clap::Parser;
use retally::report::{Page, pages};
use retally::{Audit, Study, studies};

/// Write the audit of studies as HTML pages.
#[derive(Parser)]
struct Arguments {
    /// Folders with a study.toml; none: the studies that come with retally
    #[arg(value_name = "STUDY_DIR")]
    folders: Vec<PathBuf>,
    /// Where to write
    #[arg(long, value_name = "DIR", default_value = "target/retally")]
    out: PathBuf,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let studies: Vec<Study> = studies::open(&arguments.folders).collect::<Result<_, _>>()?;
    let audits: Vec<Audit> = studies.iter().map(Study::audit).collect();
    for page in pages(&audits) {
        println!("{}", write(&arguments.out, &page)?.display());
    }
    Ok(())
}

fn write(folder: &Path, page: &Page) -> std::io::Result<PathBuf> {
    let path = folder.join(&page.path);
    std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
    std::fs::write(&path, &page.html)?;
    Ok(path)
}
