//! `retally audit`.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use retally::Study;
use retally::report::{self, Format, acknowledgements};

use crate::output::{Failure, Output};
use crate::papers::Opened;
use crate::studies::{Folders, audits, status};
use crate::watch::watch;

#[derive(Args)]
#[command(after_help = "\
On a terminal lines are wrapped at its width; elsewhere they are as long as they are.

Formats: text for people, json (one object a line for each study) for programs, markdown for reviews and issues, \
junit and sarif for CI.

Examples: retally audit paper.xml
          retally audit paper.xml --explain \"Table 2\"
          retally audit my-study
          retally audit my-study --finding 26.3
          retally audit draft.docx --watch
          retally audit my-study --acknowledge >> my-study/study.toml
          retally audit studies/* --format sarif > findings.sarif")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    /// How to print
    #[arg(long, short, default_value = Format::Text.name(), value_parser = formats())]
    format: Format,
    /// Print the entries for study.toml that acknowledge what is found, instead
    #[arg(long, conflicts_with = "format")]
    acknowledge: bool,
    /// Print only the findings that have this in their sentence, such as a figure or a label
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["format", "acknowledge"])]
    finding: Option<String>,
    /// Say how a table of a paper was read, and why, instead: its label or its number. The format json says it of all tables
    #[cfg(feature = "documents")]
    #[arg(long, value_name = "TABLE", conflicts_with_all = ["format", "acknowledge", "finding"])]
    explain: Option<String>,
    /// Audit again whenever a file changes, and print only what is different then
    #[arg(long, conflicts_with_all = ["format", "acknowledge", "finding"])]
    watch: bool,
    /// How often to audit before it ends; without it, it does not
    #[arg(long, hide = true, requires = "watch", value_name = "N")]
    times: Option<usize>,
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
    if let Some(text) = &arguments.finding {
        return found(arguments, text, output);
    }
    if arguments.watch {
        return watch(&arguments.folders, arguments.times, &|opened| print(opened, Format::Text, output), output);
    }
    match arguments.format.is_one_document() {
        _ if arguments.acknowledge => acknowledge(arguments, output),
        true => together(arguments, output),
        false => one_by_one(arguments, output),
    }
}

/// What a manifest would say of the findings of each study.
fn acknowledge(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let (studies, unread) = arguments.folders.open_all(output);
    let audits = audits(&studies, output);
    audits.iter().try_for_each(|audit| output.write(&acknowledgements(audit)))?;
    Ok(audits.iter().map(status).chain([unread]).max().unwrap_or(0))
}

/// The findings that have a text in their sentence.
fn found(arguments: &Arguments, text: &str, output: &Output) -> Result<u8, Failure> {
    let (studies, unread) = arguments.folders.open_all(output);
    let mut known = Vec::new();
    for (audit, study) in audits(&studies, output).iter().zip(&studies) {
        for finding in audit.findings().iter().filter(|finding| finding.mentions(text)) {
            let between = if known.is_empty() { "" } else { "\n" };
            output.print(&format!("{between}{}\n", report::finding(study, finding, output.style())))?;
            known.push(finding.acknowledged.is_some());
        }
    }
    match known.as_slice() {
        [] if unread == 0 => Err(Failure::new(format!("no finding has `{text}` in its sentence"))),
        known => Ok(unread.max(u8::from(known.contains(&false)))),
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
    output.write(&arguments.format.report(&audits, output.style()))?;
    Ok(audits.iter().map(status).chain([unread]).max().unwrap_or(0))
}

/// Each study as soon as it is audited, with a blank line between two.
fn one_by_one(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let (mut worst, mut between) = (0, "");
    for study in arguments.folders.read() {
        worst = worst.max(match study {
            Ok(opened) if arguments.format == Format::Json => print_json(&opened, output)?,
            Ok(opened) => {
                output.print(between)?;
                between = "\n";
                print(&opened, arguments.format, output)?
            }
            Err(error) => output.fail(&error),
        });
    }
    Ok(worst)
}

/// What helps where no table of a paper is read.
const NOTHING_CHECKED: &str = "no table was read, so nothing was checked; `--explain 1` says what was tried, and a study.toml says what \
                               its figures are, as src/guide.md shows";

fn print(opened: &Opened, format: Format, output: &Output) -> Result<u8, Failure> {
    output.print(&if format == Format::Text { opened.how_read() } else { String::new() })?;
    let Some(audit) = opened.study().map(Study::audit) else {
        output.note(NOTHING_CHECKED);
        return Ok(0);
    };
    let report = format.report(std::slice::from_ref(&audit), output.style());
    if format == Format::Text {
        output.print(&report)?
    } else {
        output.write(&report)?
    }
    Ok(status(&audit))
}

fn print_json(opened: &Opened, output: &Output) -> Result<u8, Failure> {
    let audit = opened.study().map(Study::audit);
    output.write(&format!("{}\n", opened.json(audit.as_ref())))?;
    Ok(audit.as_ref().map_or(0, status))
}
