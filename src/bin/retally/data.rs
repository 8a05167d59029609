//! Real respondents that a command is given.

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use retally::Study;
use retally::report::{Disclosure, Format, compared};
use retally::respondents::Comparison;

use crate::output::{Failure, Output};
use crate::studies::Folders;

/// What reports show of data.
#[derive(Args)]
pub struct Shown {
    /// Show rows and values of the data, where a hypothesis is about them
    #[arg(long, requires = "data")]
    show_rows: bool,
    /// Leave out figures of fewer respondents than these
    #[arg(long, value_name = "N", default_value_t = 0, requires = "data")]
    least: u64,
}

impl Shown {
    pub fn disclosure(&self) -> Disclosure {
        Disclosure { rows: self.show_rows, least: self.least }
    }
}

/// The formats that comparisons have.
pub fn formats() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.into_iter().filter(|format| *format != Format::Sarif).map(Format::name);
    PossibleValuesParser::new(names).map(|name| Format::named(&name).unwrap_or_default())
}

/// Holds each study against a data file.
pub fn compare(
    folders: &Folders,
    data: &PathBuf,
    format: Format,
    shown: &Shown,
    output: &Output,
) -> Result<u8, Failure> {
    let (studies, mut worst) = folders.open_all(output);
    let mut comparisons = Vec::new();
    for study in &studies {
        match Comparison::open(study, data) {
            Ok(comparison) => {
                worst = worst.max(status(&comparison));
                comparisons.push(comparison);
            }
            Err(error) => worst = worst.max(output.fail(&located(study, error))),
        }
    }
    let report = compared(format, &comparisons, shown.disclosure());
    if format == Format::Text {
        output.print(&report)?
    } else {
        output.write(&report)?
    }
    Ok(worst)
}

/// An error in a manifest is told with its folder.
pub fn located(study: &Study, error: retally::Error) -> Failure {
    match study.folder().filter(|_| error.file() == retally::MANIFEST) {
        Some(folder) => Failure::new(format!("{}/{error}", folder.display())),
        None => Failure::new(error),
    }
}

/// 0 if all figures match but those of acknowledged findings, or 1.
pub fn status(comparison: &Comparison) -> u8 {
    u8::from(!comparison.is_as_acknowledged())
}
