//! Audits studies and prints what was found: `cargo run --example audit [STUDY_DIR …] [--format FORMAT]`.
//!
//! Without a folder it audits the studies that come with the crate. The exit status is 0 when the findings are exactly
//! those that the manifests acknowledge, 1 when they are not, and 2 when a study cannot be read.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use retally::report::{Colour, Format};
use retally::{Audit, Error, Study, studies};

/// Audit published tables: recompute what is printed and say what does not hold.
#[derive(Parser)]
struct Arguments {
    /// Folders with a study.toml; none: the studies that come with retally
    #[arg(value_name = "STUDY_DIR")]
    folders: Vec<PathBuf>,
    /// How to print; JSON is one object a line for each study
    #[arg(long, default_value = "text", value_parser = formats())]
    format: Format,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name)).map(|name| Format::named(&name).unwrap_or_default())
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let studies: Vec<Result<Study, Error>> = studies::open(&arguments.folders).collect();
    for error in studies.iter().filter_map(|study| study.as_ref().err()) {
        eprintln!("error: {error}");
    }
    let audits: Vec<Audit> = studies.iter().flatten().map(Study::audit).collect();
    print!("{}", arguments.format.report(&audits, colour()));
    let all_are_read = audits.len() == studies.len();
    let all_are_as_acknowledged = audits.iter().all(Audit::is_as_acknowledged);
    match (all_are_read, all_are_as_acknowledged) {
        (true, true) => ExitCode::SUCCESS,
        (true, false) => ExitCode::from(1),
        (false, _) => ExitCode::from(2),
    }
}

fn colour() -> Colour {
    let wanted = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    if wanted { Colour::Ansi } else { Colour::Never }
}
