//! What a sweep is asked for.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use retally::sweep::{Limits, Shard};

#[derive(Args)]
#[command(after_help = "\
Papers are files, folders with all that is below them, and archives (.zip, .tar, .tar.gz, .tgz) in any format that `retally audit` reads, \
also packed with gzip. A file with another ending is a list: a path on each line, as `find` prints them; - is such a list on the \
standard input. The CSV files of a folder are the tables of one paper. Plain text (.txt) is a paper where a list names it, and nowhere else: in \
folders it is more often a list, or a licence.

Each paper becomes one line of JSON, in the order of the papers: its title, DOI, journal and year, how each table was read or why not, \
how many relations hold, by kind, and the findings with the bits that they rest on. What cannot be read, or takes more time or memory than \
it may, has a line that says so. At the end a summary is printed, and written beside FILE as .summary.csv and .summary.html: by journal, year \
and kind. `retally summary` makes one of several files.

A sweep that was interrupted goes on with --resume, wherever that was, if the papers before are still the same bytes. The same papers give the same bytes, unless they reach a limit of time or \
memory, or --time is asked for. The exit status is 0 when the sweep came to its end, whatever it found.

Examples: retally sweep papers --out sweep.jsonl
          find mirror -name '*.nxml' | sort | retally sweep - --out sweep.jsonl --resume
          retally sweep list.txt --shard 3/64 --out sweep-3.jsonl
          retally summary sweep-*.jsonl --out all")]
pub struct Arguments {
    /// Papers, folders of them, archives of them, lists of them
    #[arg(value_name = "DIR|LIST|-", required = true)]
    pub papers: Vec<PathBuf>,
    /// Where to write the lines
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Go on where FILE ends, once it is seen that its lines are those of the same papers
    #[arg(long, conflicts_with = "force")]
    pub resume: bool,
    /// Begin anew where FILE is there already
    #[arg(long)]
    pub force: bool,
    /// Only this part of the files, such as 3/64; an archive is in one part
    #[arg(long, value_name = "K/N", value_parser = shard, default_value = "1/1")]
    pub shard: Shard,
    /// How many papers are read at a time; as many as there are processors if it is not said
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// How long a paper may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    pub seconds: u64,
    /// How much memory a paper may take, in megabytes; only Linux says how much it does
    #[arg(long, value_name = "MB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(16..))]
    pub megabytes: u64,
    /// Say in each line how many milliseconds the paper took: two sweeps then differ
    #[arg(long)]
    pub time: bool,
}

fn shard(text: &str) -> Result<Shard, String> {
    let parts = text.split_once('/').and_then(|(at, of)| Shard::new(at.parse().ok()?, of.parse().ok()?));
    parts.ok_or_else(|| "write it as 3/64: the third of 64 parts".to_owned())
}

impl Arguments {
    pub fn limits(&self) -> Limits {
        Limits { time: Duration::from_secs(self.seconds), ..Limits::default() }
    }

    pub fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.threads.unwrap_or_else(all).max(1)
    }
}
