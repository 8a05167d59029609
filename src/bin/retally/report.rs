//! `retally report`.

use std::path::{Path, PathBuf};

use clap::Args;
use retally::Study;
use retally::report::{Folders, compared_page, dated_pages};
use retally::respondents::Comparison;

use crate::data::{self, Shown, located};
use crate::files::{Folder, Target};
use crate::output::{Failure, Output};
use crate::studies::{self, audits, status};

#[derive(Args)]
#[command(after_help = "\
Each page needs no other file and no network. Where there are several studies, index.html lists them. With --data a page beside it \
has the tables with what is recomputed from real respondents.

Examples: retally report my-study --out public
          retally report my-draft --data respondents.csv --out public")]
pub struct Arguments {
    #[command(flatten)]
    folders: studies::Folders,
    #[command(flatten)]
    target: Target,
    /// The date of the audit, which the pages then cite it with: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<String>,
    /// Real respondents, a CSV file, that each study is held against on a page of its own
    #[arg(long, value_name = "FILE")]
    data: Option<PathBuf>,
    #[command(flatten)]
    shown: Shown,
}

/// A date as it is written in citations.
fn date(text: &str) -> Result<String, String> {
    let is_digit = |(at, sign): (usize, char)| if at == 4 || at == 7 { sign == '-' } else { sign.is_ascii_digit() };
    let is_date = text.len() == 10 && text.chars().enumerate().all(is_digit);
    if is_date { Ok(text.to_owned()) } else { Err("write it as 2026-11-30".to_owned()) }
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let (studies, unread) = arguments.folders.open_all(output);
    let audits = audits(&studies, output);
    let mut folder = Folder::of(&arguments.target);
    for page in dated_pages(&audits, arguments.date.as_deref()) {
        let path = folder.write(&page.path, &page.html)?;
        output.print(&format!("{}\n", path.display()))?;
    }
    let held = arguments.data.as_ref().map(|data| held(&studies, data, &arguments.shown, &mut folder, output));
    let held = held.transpose()?.unwrap_or(0);
    Ok(audits.iter().map(status).chain([unread, held]).max().unwrap_or(0))
}

/// A page for each study that is held against a data file.
fn held(studies: &[Study], data: &Path, shown: &Shown, folder: &mut Folder, output: &Output) -> Result<u8, Failure> {
    let (mut worst, mut folders) = (0, Folders::default());
    for study in studies {
        let name = folders.of(study);
        match Comparison::open(study, data) {
            Ok(comparison) => {
                let page = compared_page(&comparison, shown.disclosure());
                let path = folder.write(&format!("{name}/data.html"), page)?;
                output.print(&format!("{}\n", path.display()))?;
                worst = worst.max(data::status(&comparison));
            }
            Err(error) => worst = worst.max(output.fail(&located(study, error))),
        }
    }
    Ok(worst)
}
