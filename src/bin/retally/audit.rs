//! `retally audit`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use retally::Study;
use retally::report::Format;

use crate::output::{Failure, Output};
use crate::papers::Opened;
use crate::studies::{Folders, audits, status};

#[derive(Args)]
#[command(after_help = "\
Formats: text for people, json (one object a line for each study) for programs, markdown for reviews and issues, \
junit and sarif for CI.

Examples: retally audit paper.xml
          retally audit paper.xml --explain \"Table 2\"
          retally audit my-study
          retally audit studies/* --format sarif > findings.sarif")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    /// How to print
    #[arg(long, short, default_value = Format::Text.name(), value_parser = formats())]
    format: Format,
    /// Say how a table of a paper was read, and why, instead: its label or its number. The format json says it of all tables
    #[cfg(feature = "documents")]
    #[arg(long, value_name = "TABLE", conflicts_with = "format")]
    explain: Option<String>,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.map(Format::name));
    names.map(|name| Format::named(&name).unwrap_or_default())
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    #[cfg(feature = "documents")]
    if let Some(table) = &arguments.explain {
        return explain(arguments, table, output);
    }
    match arguments.format.is_one_document() {
        true => together(arguments, output),
        false => one_by_one(arguments, output),
    }
}

/// How a table of each paper was read.
#[cfg(feature = "documents")]
fn explain(arguments: &Arguments, table: &str, output: &Output) -> Result<u8, Failure> {
    for opened in arguments.folders.read() {
        output.print(&opened?.explain(table)?)?;
    }
    Ok(0)
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
            Ok(opened) => print(&opened, arguments.format, output)?,
            Err(error) => output.fail(&error),
        });
    }
    Ok(worst)
}

fn print(opened: &Opened, format: Format, output: &Output) -> Result<u8, Failure> {
    let is_text = format == Format::Text;
    if format == Format::Json {
        return print_json(opened, output);
    }
    output.print(&if is_text { opened.how_read() } else { String::new() })?;
    let Some(audit) = opened.study().map(Study::audit) else { return Ok(0) };
    output.print(&format.report(std::slice::from_ref(&audit), output.colour()))?;
    output.print(&if is_text { opened.places(&audit) } else { String::new() })?;
    Ok(status(&audit))
}

fn print_json(opened: &Opened, output: &Output) -> Result<u8, Failure> {
    let audit = opened.study().map(Study::audit);
    output.print(&format!("{}\n", opened.json(audit.as_ref())))?;
    Ok(audit.as_ref().map_or(0, status))
}
