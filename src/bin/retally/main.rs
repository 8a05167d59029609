//! The command `retally`: what the library does, for a terminal. Each subcommand is a file; all of them call the library and
//! write what it returns.

mod audit;
mod charts;
mod compare;
mod data;
mod files;
mod output;
mod papers;
mod progress;
#[cfg(feature = "documents")]
mod read;
mod report;
mod reproduce;
mod samples;
mod studies;
#[cfg(feature = "documents")]
mod sweep;
mod tabulate;
mod watch;
mod wrap;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use clap_complete::Shell;

use output::{Failure, Output};

/// Re-tally the numbers of published papers: recompute what is reported, exactly, and say what is inconsistent.
#[derive(Parser)]
#[command(name = "retally", version, after_help = AFTER_HELP)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Print nothing but errors
    #[arg(long, short, global = true)]
    quiet: bool,
}

const AFTER_HELP: &str = "\
A study is a folder with a study.toml and a CSV file for each table of the paper. A paper as it is (JATS XML, HTML, DOCX, \
XLSX, ODS, CSV, Markdown, plain text) is read without a manifest. Without a folder, commands take the current one; the studies that \
come with retally are called by their names.

Exit status: 0 if the findings are exactly those that the studies acknowledge, 1 if not, 2 if \
something cannot be read or written.

Examples: retally audit paper.xml
          retally audit my-study";

#[derive(Subcommand)]
enum Command {
    /// Say which reported figures are consistent and which are not
    Audit(audit::Arguments),
    /// Read a paper without a manifest, and write what was read as a study
    #[cfg(feature = "documents")]
    Read(read::Arguments),
    /// Read and audit many papers, and write a line of JSON of each
    #[cfg(feature = "documents")]
    Sweep(sweep::Arguments),
    /// Sum up the lines of sweeps by journal, year and kind
    #[cfg(feature = "documents")]
    Summary(sweep::Lines),
    #[cfg(feature = "documents")]
    #[command(hide = true)]
    SweepReader,
    /// Write the audit of each study as an HTML page
    Report(report::Arguments),
    /// Draw the tables of each study
    Charts(charts::Arguments),
    /// Construct synthetic respondents who reproduce the printed tables, or recompute the tables from real ones
    Reproduce(reproduce::Arguments),
    /// Write the tables as they should read, from real respondents
    Tabulate(tabulate::Arguments),
    /// Say whether data can have summary statistics, and count and draw such data
    Samples(samples::Arguments),
    /// List the cells in which two transcriptions of a table differ
    Compare(compare::Arguments),
    /// Print a script that completes commands in a shell
    #[command(after_help = "Example: retally completions bash > ~/.local/share/bash-completion/completions/retally")]
    Completions {
        /// The shell
        shell: Shell,
    },
}

fn main() -> ExitCode {
    let Arguments { command, quiet } = Arguments::parse();
    let output = Output { quiet };
    let done = match &command {
        Command::Audit(arguments) => audit::run(arguments, &output),
        #[cfg(feature = "documents")]
        Command::Read(arguments) => read::run(arguments, &output),
        #[cfg(feature = "documents")]
        Command::Sweep(arguments) => sweep::run(arguments, &output),
        #[cfg(feature = "documents")]
        Command::Summary(arguments) => sweep::summary(arguments, &output),
        #[cfg(feature = "documents")]
        Command::SweepReader => sweep::read(),
        Command::Report(arguments) => report::run(arguments, &output),
        Command::Charts(arguments) => charts::run(arguments, &output),
        Command::Reproduce(arguments) => reproduce::run(arguments, &output),
        Command::Tabulate(arguments) => tabulate::run(arguments, &output),
        Command::Samples(arguments) => samples::run(arguments, &output),
        Command::Compare(arguments) => compare::run(arguments, &output),
        Command::Completions { shell } => completions(*shell, &output),
    };
    ExitCode::from(done.unwrap_or_else(|failure| output.fail(&failure)))
}

fn completions(shell: Shell, output: &Output) -> Result<u8, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "retally", &mut script);
    output.write(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
