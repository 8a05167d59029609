//! Audits studies and prints what was found: `cargo run --example audit [STUDY_DIR …] [--format text|json]`.
//!
//! Without a folder it audits the studies that come with the crate. The exit status is 0 when the findings are exactly
//! those that the manifests acknowledge, 1 when they are not, and 2 when a study cannot be read.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use retally::report::{self, Colour};
use retally::{Error, Study, studies};

/// Audit published tables: recompute what is printed and say what does not hold.
#[derive(Parser)]
struct Arguments {
    /// Folders with a study.toml; none: the studies that come with retally
    #[arg(value_name = "STUDY_DIR")]
    folders: Vec<PathBuf>,
    /// How to print; JSON is one object a line for each study
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let studies: Vec<Result<Study, Error>> = match arguments.folders.is_empty() {
        true => studies::ALL.iter().map(|study| study.study()).collect(),
        false => arguments.folders.iter().map(Study::open).collect(),
    };
    let statuses = studies.into_iter().map(|study| match study {
        Ok(study) => print(&study, arguments.format),
        Err(error) => {
            eprintln!("error: {error}");
            2
        }
    });
    ExitCode::from(statuses.max().unwrap_or(0))
}

fn print(study: &Study, format: Format) -> u8 {
    let audit = study.audit();
    match format {
        Format::Text => print!("{}", report::text(&audit, colour())),
        Format::Json => println!("{}", report::json(&audit)),
    }
    u8::from(!audit.is_as_acknowledged())
}

fn colour() -> Colour {
    let wanted = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { Colour::Ansi } else { Colour::Never }
}
