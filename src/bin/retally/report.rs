//! `retally report`.

use clap::Args;
use retally::report::pages;

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
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    let (studies, unread) = arguments.folders.open_all(output);
    let audits = audits(&studies, output);
    let mut folder = Folder::of(&arguments.target);
    for page in pages(&audits) {
        let path = folder.write(&page.path, &page.html)?;
        output.print(&format!("{}\n", path.display()))?;
    }
    Ok(audits.iter().map(status).chain([unread]).max().unwrap_or(0))
}
