//! `retally reproduce`.

use std::path::PathBuf;

use clap::Args;
use retally::microdata::{Microdata, Recomputed, Reproduction, comparison, summary};
use retally::report::Format;
use retally::{Study, report};

use crate::data::{Shown, compare, formats};
use crate::files::{Folder, Target};
use crate::output::{Failure, Output};
use crate::progress::Progress;
use crate::studies::Folders;

#[derive(Args)]
#[command(after_help = "\
For each study it writes microdata.csv, a row for each respondent, and microdata.txt, which says that they are \
synthetic. The exit status is 0 when every figure matches except those that findings show to be impossible.

With --data every figure is recomputed from real respondents instead, and nothing is written: each table with what is \
recomputed beside what is printed, and what would explain a difference. The exit status is 0 when every figure that is \
compared matches except those of acknowledged findings, and one is compared at least; how many have no column is said last. The data never leave the machine.

Examples: retally reproduce my-study --seed 2
          retally reproduce my-draft --data respondents.csv")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    /// Which of the many possible sets of respondents
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    target: Target,
    /// Real respondents instead: a CSV file, a row for each, as `[data]` of the study.toml or the names of its columns say
    #[arg(long, value_name = "FILE", conflicts_with_all = ["seed", "out", "force"])]
    data: Option<PathBuf>,
    /// How to print what is compared with data
    #[arg(long, short, requires = "data", default_value = Format::Text.name(), value_parser = formats())]
    format: Format,
    #[command(flatten)]
    shown: Shown,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
    if let Some(data) = &arguments.data {
        return compare(&arguments.folders, data, arguments.format, &arguments.shown, output);
    }
    let (mut worst, mut folders) = (0, report::Folders::default());
    let mut folder = Folder::of(&arguments.target);
    for study in arguments.folders.open() {
        worst = worst.max(match study {
            Ok(study) => one(&study, arguments.seed, &folders.of(&study), &mut folder, output)?,
            Err(error) => output.fail(&error),
        });
    }
    Ok(worst)
}

fn one(study: &Study, seed: u64, name: &str, folder: &mut Folder, output: &Output) -> Result<u8, Failure> {
    let microdata = reproduce(study, seed, output);
    let recomputed = recompute(&microdata)?;
    let summary = summary(&microdata, &recomputed);
    let title = report::on_one_line(study.title());
    // What says that they are synthetic is there first, and never beside the respondents of another run.
    folder.remove(&format!("{name}/microdata.csv"))?;
    folder.write(&format!("{name}/microdata.txt"), format!("{title}\n\n{summary}"))?;
    let data = folder.write(&format!("{name}/microdata.csv"), microdata.csv())?;
    let tables = comparison(&study.audit(), &recomputed);
    output.print(&format!("{title}\n{tables}\n{summary}\nwritten to {}\n", data.display()))?;
    Ok(u8::from(recomputed.iter().any(|figure| figure.status == Reproduction::NotReached)))
}

fn reproduce<'a>(study: &'a Study, seed: u64, output: &Output) -> Microdata<'a> {
    let mut progress = None;
    Microdata::reproduce_watched(study, seed, &mut |now| {
        let bar = progress.get_or_insert_with(|| Progress::new("variables", now.blocks, output.quiet));
        bar.reach(now.block);
    })
}

/// Every figure again, by polars from the text of the file.
#[cfg(feature = "frames")]
fn recompute(microdata: &Microdata) -> Result<Vec<Recomputed>, Failure> {
    retally::microdata::recompute::recompute(microdata).map_err(Failure::new)
}

/// Every figure again, as the respondents were counted.
#[cfg(not(feature = "frames"))]
fn recompute(microdata: &Microdata) -> Result<Vec<Recomputed>, Failure> {
    Ok(microdata.recomputed().to_vec())
}
