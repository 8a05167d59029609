//! Constructs respondents who reproduce a study's tables, and shows each recomputed figure beside the printed
//! one: `cargo run --example reproduce [STUDY_DIR] [--seed N] [--out DIR]`.
//!
//! Without a folder it takes the study that comes with the crate. It writes `microdata.csv`, a row for each respondent, and
//! `microdata.txt`, which says that they are synthetic. The exit status is 0 when every figure came out but those that the
//! audit shows to be impossible, 1 when some did not, and 2 when the study cannot be read or the files cannot be written.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use retally::microdata::{Microdata, Reproduction, comparison, recompute, summary};
use retally::{Study, studies};

/// Construct synthetic respondents who reproduce the printed tables.
#[derive(Parser)]
struct Arguments {
    /// The folder with a study.toml; none: the study that comes with retally
    #[arg(value_name = "STUDY_DIR")]
    folder: Option<PathBuf>,
    /// Which of the many possible sets of respondents
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where to write; none: target/retally/ and the study's name
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<u8, Box<dyn Error>> {
    let study = match &arguments.folder {
        Some(folder) => Study::open(folder)?,
        None => studies::ALL.first().ok_or("no study comes with the crate")?.study()?,
    };
    let microdata = study.reproduce(arguments.seed);
    let recomputed = recompute::recompute(&microdata)?;
    let summary = summary(&microdata, &recomputed);
    let folder = arguments.out.clone().unwrap_or_else(|| Path::new("target/retally").join(study.name()));
    write(&folder, &microdata, &summary)?;
    let text = format!(
        "{}\n{}\n{summary}\nwritten to {}\n",
        study.title(),
        comparison(&study.audit(), &recomputed),
        folder.display()
    );
    // A reader who has seen enough may close the pipe.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(u8::from(recomputed.iter().any(|figure| figure.status == Reproduction::NotReached)))
}

fn write(folder: &Path, microdata: &Microdata, summary: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("microdata.csv"), microdata.csv())?;
    std::fs::write(folder.join("microdata.txt"), format!("{}\n\n{summary}", microdata.study().title()))
}
