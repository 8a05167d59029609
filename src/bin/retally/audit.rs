//! `retally audit`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use retally::Audit;
use retally::report::Format;

use crate::output::{Failure, Output};
use crate::studies::{Folders, audits, status};

#[derive(Args)]
#[command(after_help = "\
Formats: text for people, json (one object a line for each study) for programs, markdown for reviews and issues, \
junit and sarif for CI.

Examples: retally audit paper.xml
          retally audit my-study
          retally audit studies/* --format sarif > findings.sarif")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    /// How to print
    #[arg(long, short, default_value = Format::Text.name(), value_parser = formats())]
    format: Format,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.map(Format::name));
    names.map(|name| Format::named(&name).unwrap_or_default())
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    match arguments.format.is_one_document() {
        true => together(arguments, output),
        false => one_by_one(arguments, output),
    }
}

/// All studies in one document.
fn together(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let (studies, unread) = arguments.folders.open_all(output);
    let audits = audits(&studies, output);
    output.print(&arguments.format.report(&audits, output.colour()))?;
    Ok(audits.iter().map(status).chain([unread]).max().unwrap_or(0))
}

/// Each study as soon as it is audited.
fn one_by_one(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let mut worst = 0;
    for study in arguments.folders.read() {
        worst = worst.max(match study {
            Ok((told, study)) => {
                if arguments.format == Format::Text {
                    output.print(&told)?;
                }
                match &study {
                    Some(study) => print(&study.audit(), arguments.format, output)?,
                    None => 0,
                }
            }
            Err(error) => output.fail(&Failure::from(error)),
        });
    }
    Ok(worst)
}

fn print(audit: &Audit, format: Format, output: &Output) -> Result<u8, Failure> {
    output.print(&format.report(std::slice::from_ref(audit), output.colour()))?;
    Ok(status(audit))
}
