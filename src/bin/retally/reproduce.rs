//! `retally reproduce`.

use clap::Args;
use retally::microdata::{Microdata, Recomputed, Reproduction, comparison, summary};
use retally::{Study, report};

use crate::files::{Folder, Target};
use crate::output::{Failure, Output};
use crate::progress::Progress;
use crate::studies::Folders;

#[derive(Args)]
#[command(after_help = "\
For each study it writes microdata.csv, a row for each respondent, and microdata.txt, which says that they are \
synthetic. The exit status is 0 when every figure matches except those that findings show to be impossible.

Example: retally reproduce my-study --seed 2")]
pub struct Arguments {
    #[command(flatten)]
    folders: Folders,
    /// Which of the many possible sets of respondents
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    #[command(flatten)]
    target: Target,
}

pub fn run(arguments: &Arguments, output: &Output) -> Result<u8, Failure> {
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
