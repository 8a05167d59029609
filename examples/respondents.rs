//! Holds a study against its data, and says what would explain that figures differ:
//! `cargo run --example respondents [STUDY_DIR RESPONDENTS.csv]`.
//!
//! Without arguments it takes the study that comes with the crate, with synthetic respondents who reproduce it, of whom one
//! is lost, then with codes exchanged. The exit status is 0 when all figures match but those of acknowledged findings, 1 when
//! some do not, and 2 when something cannot be read.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use retally::report::{Disclosure, Format, compared};
use retally::respondents::Comparison;
use retally::{Error, Study, studies};

/// Hold a study against its data.
#[derive(Parser)]
struct Arguments {
    /// The folder with a study.toml; none: the study that comes with retally
    #[arg(value_name = "STUDY_DIR", requires = "data")]
    folder: Option<PathBuf>,
    /// A CSV file with a row for each respondent
    #[arg(value_name = "RESPONDENTS.csv")]
    data: Option<PathBuf>,
}

fn main() -> ExitCode {
    let Arguments { folder, data } = Arguments::parse();
    let done = match (folder, data) {
        (Some(folder), Some(data)) => own(&folder, &data),
        _ => shown(),
    };
    done.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::from(2)
    })
}

fn own(folder: &PathBuf, data: &PathBuf) -> Result<ExitCode, Error> {
    let study = Study::open(folder)?;
    let comparison = Comparison::open(&study, data)?;
    let status = u8::from(!comparison.is_as_acknowledged());
    print(&compared(Format::Text, &[comparison], Disclosure::default()));
    Ok(ExitCode::from(status))
}

/// What is said of three files of the flagship.
fn shown() -> Result<ExitCode, Error> {
    let Some(embedded) = studies::ALL.first() else { return Ok(ExitCode::FAILURE) };
    let study = embedded.study()?;
    let whole = study.reproduce(1).csv();
    let lost: String =
        whole.split_inclusive('\n').enumerate().filter(|(line, _)| *line != 51).map(|line| line.1).collect();
    let exchanged = whole.replace("Simple", "simple").replace("Complex", "Simple").replace("simple", "Complex");
    for (what, data) in [("all respondents", &whole), ("one lost", &lost), ("networks exchanged", &exchanged)] {
        let comparison = Comparison::read(&study, what, data.as_bytes())?;
        let report = compared(Format::Text, &[comparison], Disclosure::default());
        // The tables come first.
        let from = report.find(" figures: ").and_then(|at| report[..at].rfind('\n')).unwrap_or(0);
        print(&format!("=== {what}{}\n", &report[from..]));
    }
    Ok(ExitCode::SUCCESS)
}

/// A reader who has seen enough may close the pipe.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
