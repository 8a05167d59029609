//! `retally tabulate`.

use std::path::PathBuf;

use clap::Args;
use retally::report::{Disclosure, on_one_line, tabulated};
use retally::respondents::Comparison;

use crate::data::located;
use crate::files::{Folder, Target};
use crate::output::{Failure, Output};
use crate::papers;

#[derive(Args)]
#[command(after_help = "\
For each table it writes the CSV file as it should read, in the notation and with the decimals of the printed one. Figures \
that are not recomputed, such as p values, stand as they were, and are listed.

Example: retally tabulate --data respondents.csv --like my-draft --out tables")]
pub struct Arguments {
    /// A CSV file with a row for each respondent
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// A folder with a study.toml, or a paper, whose tables say what is tabulated
    #[arg(long, value_name = "DIR|PAPER")]
    like: PathBuf,
    /// Leave out figures of fewer respondents than these
    #[arg(long, value_name = "N", default_value_t = 0)]
    least: u64,
    #[command(flatten)]
    target: Target,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let study = papers::open(&arguments.like)?.into_study()?;
    let comparison = Comparison::open(&study, &arguments.data).map_err(|error| located(&study, error))?;
    let mut folder = Folder::of(&arguments.target);
    for table in tabulated(&comparison, Disclosure { rows: false, least: arguments.least }) {
        let name = std::path::Path::new(&table.file).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = folder.write(&name, &table.csv)?;
        let figures = if table.changed == 1 {
            "1 figure is new".to_owned()
        } else {
            format!("{} figures are new", table.changed)
        };
        output.print(&format!("{}: {figures}\n", path.display()))?;
        for kept in &table.kept {
            output.print(&format!("  as it was: {}\n", on_one_line(kept)))?;
        }
    }
    Ok(0)
}
