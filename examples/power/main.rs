//! Errors put into clean tables, and what becomes of them: `cargo run --example power [STUDY_DIR …] [--seed N] [--tables N]`.
//!
//! The tables are generated, and in the layouts of the studies by turns; without a folder, of the study that comes with the
//! crate. The exit status is 0 when nothing was found in tables without an error, 1 when something was, and 2 when a study
//! cannot be read. What the columns are is said in `measure/mod.rs`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use retally::{Error, Study, studies};

mod measure;

use measure::{Options, Power};

/// Put errors into clean tables, and count which of them are found, where, and as what.
#[derive(Parser)]
struct Arguments {
    /// Folders with a study.toml, whose layouts are used; none: the study that comes with retally
    #[arg(value_name = "STUDY_DIR")]
    folders: Vec<PathBuf>,
    /// Which of the many possible errors
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// In how many tables
    #[arg(long, value_name = "N", default_value_t = 500)]
    tables: usize,
    /// Read generated tables back without their manifests instead
    #[cfg(feature = "documents")]
    #[arg(long)]
    read_back: bool,
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

fn run(arguments: &Arguments) -> Result<u8, Error> {
    #[cfg(feature = "documents")]
    if arguments.read_back {
        return Ok(read_back(&Options { seed: arguments.seed, tables: arguments.tables }));
    }
    let studies: Vec<Study> = studies::open(&arguments.folders).collect::<Result<_, _>>()?;
    let options = Options { seed: arguments.seed, tables: arguments.tables };
    let bar = bar(options.tables);
    let power = Power::measure(&studies, &options, &mut |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    // A reader who has seen enough may close the pipe.
    let _ = write!(std::io::stdout(), "{power}");
    Ok(u8::from(!power.false_findings.is_empty()))
}

#[cfg(feature = "documents")]
fn read_back(options: &Options) -> u8 {
    let bar = bar(options.tables);
    let read_back = measure::ReadBack::measure(options, &mut |done| bar.set_position(done as u64));
    bar.finish_and_clear();
    let _ = write!(std::io::stdout(), "{read_back}");
    u8::from(!read_back.false_findings.is_empty())
}

/// How far it is, for people only.
fn bar(tables: usize) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} tables");
    ProgressBar::new(tables as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
