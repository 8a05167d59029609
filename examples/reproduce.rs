//! Rebuilds respondents from whom a study's tables come out as printed, and shows each recomputed figure beside the printed
//! one: `cargo run --example reproduce [STUDY_DIR] [--seed N] [--out DIR]`.
//!
//! Without a folder it takes the study that comes with the crate. It writes `microdata.csv`, a row for each respondent, and
//! `microdata.txt`, which says that they are synthetic. The exit status is 0 when every figure came out but those that the
//! audit shows to be impossible, 1 when some did not, and 2 when the study cannot be read or the files cannot be written.

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use retally::microdata::{Fate, Microdata, Progress, Recomputed, SYNTHETIC, comparison, recompute};
use retally::{Study, studies};

/// Rebuild synthetic respondents from whom the printed tables come out.
#[derive(Parser)]
struct Arguments {
    /// The folder with a study.toml; none: the study that comes with retally
    #[arg(value_name = "STUDY_DIR")]
    folder: Option<PathBuf>,
    /// Which of the many possible sets of respondents
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// Where to write; none: target/retally/ and the study's name
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<u8, Box<dyn Error>> {
    let study = match &arguments.folder {
        Some(folder) => Study::open(folder)?,
        None => studies::ALL.first().ok_or("no study comes with the crate")?.study()?,
    };
    let microdata = reproduce(&study, arguments.seed);
    let recomputed = recompute::recompute(&microdata)?;
    let summary = summary(&microdata, &recomputed);
    let folder = arguments.out.clone().unwrap_or_else(|| Path::new("target/retally").join(study.name()));
    write(&folder, &microdata, &summary)?;
    let text = format!(
        "{}\n{}\n{summary}\nwritten to {}\n",
        study.title(),
        comparison(&study.audit(), &recomputed),
        folder.display()
    );
    // A reader who has seen enough may close the pipe.
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(u8::from(recomputed.iter().any(|figure| figure.fate == Fate::NotReached)))
}

/// Seeks the respondents, with a bar on the terminal if that takes longer than a second.
fn reproduce(study: &Study, seed: u64) -> Microdata<'_> {
    let (start, mut bar) = (Instant::now(), None);
    let microdata = Microdata::reproduce_watched(study, seed, &mut |Progress { block, blocks, done, of }| {
        if start.elapsed() > Duration::from_secs(1) && std::io::stderr().is_terminal() {
            let bar = bar.get_or_insert_with(|| {
                let style = ProgressStyle::with_template("{bar:40} {pos} of {len} variables");
                ProgressBar::new(blocks as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            });
            bar.set_position(block as u64);
            bar.set_message(format!("{done} of {of}"));
        }
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    microdata
}

/// How many figures came out, and why the others did not.
fn summary(microdata: &Microdata, recomputed: &[Recomputed]) -> String {
    let count = |is: fn(&Fate) -> bool| recomputed.iter().filter(|figure| is(&figure.fate)).count();
    format!(
        "{SYNTHETIC}\n\n{} {}s, {} columns, seed {}\n{} figures: {} come out as printed, {} cannot (a finding shows it), \
         {} were not reached, {} were not sought\n",
        microdata.rows(),
        microdata.study().unit(),
        microdata.columns().len(),
        microdata.seed(),
        recomputed.len(),
        count(|fate| *fate == Fate::AsPrinted),
        count(|fate| matches!(fate, Fate::Refuted(_))),
        count(|fate| *fate == Fate::NotReached),
        count(|fate| matches!(fate, Fate::Left(_))),
    )
}

fn write(folder: &Path, microdata: &Microdata, summary: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    std::fs::write(folder.join("microdata.csv"), microdata.csv())?;
    std::fs::write(folder.join("microdata.txt"), format!("{}\n\n{summary}", microdata.study().title()))
}
