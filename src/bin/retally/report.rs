//! `retally report`.

use clap::Args;
use retally::report::dated_pages;

use crate::files::{Folder, Target};
use crate::output::{Failure, Output};
use crate::studies::{Folders, audits, status};

#[derive(Args)]
#[command(after_help = "\
Each page needs no other file and no network. Where there are several studies, index.html lists them.

Example: retally report my-study --out public")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    #[command(flatten)]
    target: Target,
    /// The date of the audit, which the pages then cite it with: YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<String>,
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
    Ok(audits.iter().map(status).chain([unread]).max().unwrap_or(0))
}
