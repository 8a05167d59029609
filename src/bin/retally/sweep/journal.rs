//! The file that lines go to. It is its own journal: what is complete in it is done.

use std::fs::{File, TryLockError};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::Path;

use retally::sweep::{Line, Source};
use serde::Deserialize;

use crate::output::Failure;

/// The file that lines are added to, held locked.
pub struct Journal<'p> {
    path: &'p Path,
    file: File,
    /// How many lines are in it.
    pub lines: u64,
}

/// What each line begins with.
const BEGINS: &[u8] = b"{\"paper\":";

/// Of a line what says which paper it is of.
#[derive(Deserialize)]
struct Known {
    paper: String,
    retally: String,
    #[serde(default)]
    sha256: Vec<String>,
}

impl<'p> Journal<'p> {
    /// A new file; or one that is there, if it is to begin anew or to go on.
    pub fn open(path: &'p Path, resume: bool, force: bool) -> Result<Self, Failure> {
        let failed = |error: std::io::Error| Failure::of(path, error);
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(Failure::of(path, "another sweep writes to it")),
            // Some file systems know no locks.
            Err(TryLockError::Error(error)) if error.kind() != std::io::ErrorKind::Unsupported => {
                return Err(failed(error));
            }
            _ => {}
        }
        if force {
            file.set_len(0).map_err(failed)?;
        }
        let is_empty = file.metadata().map_err(failed)?.len() == 0;
        let what = "there is something in it; `--resume` goes on where it ends, `--force` begins anew";
        (is_empty || resume).then_some(Self { path, file, lines: 0 }).ok_or_else(|| Failure::of(path, what))
    }

    /// Passes by the papers that have complete lines, and cuts off what is behind these: a line that somebody was interrupted at.
    pub fn pass_by(&mut self, papers: &mut dyn Iterator<Item = Source>) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::of(self.path, error);
        let (mut reader, mut end, mut line) = (BufReader::new(&self.file), 0, Vec::new());
        loop {
            line.clear();
            reader.read_until(b'\n', &mut line).map_err(failed)?;
            if line.last() != Some(&b'\n') {
                // Only what began as a line of a sweep is cut off.
                let is_line = line.iter().zip(BEGINS).all(|(here, begins)| here == begins);
                let what = "it ends with something that is no line of a sweep; `--force` begins anew";
                is_line.then_some(()).ok_or_else(|| Failure::of(self.path, what))?;
                break;
            }
            end += line.len() as u64;
            self.lines += 1;
            check(&line, papers.next())
                .map_err(|what| Failure::of(format!("{}:{}", self.path.display(), self.lines), what))?;
        }
        self.file.set_len(end).map_err(failed)?;
        self.file.seek(SeekFrom::Start(end)).map_err(failed)?;
        Ok(())
    }

    /// Adds a line, all of it at once.
    pub fn add(&mut self, line: &str) -> Result<(), Failure> {
        self.lines += 1;
        self.file.write_all(format!("{line}\n").as_bytes()).map_err(|error| Failure::of(self.path, error))
    }
}

/// Whether a line is that of a paper, by this version.
fn check(line: &[u8], paper: Option<Source>) -> Result<(), String> {
    const ANEW: &str = "`--force` begins anew";
    let known: Known =
        serde_json::from_slice(line).map_err(|error| format!("it is no line of a sweep: {error}; {ANEW}"))?;
    let version = env!("CARGO_PKG_VERSION");
    match paper {
        Some(paper) if paper.name != known.paper => {
            Err(format!("it is of {}, but the papers now have {} there; {ANEW}", known.paper, paper.name))
        }
        None => Err(format!("it is of {}, but there are fewer papers now; {ANEW}", known.paper)),
        Some(_) if known.retally != version => {
            Err(format!("retally {} wrote it, and this is {version}; {ANEW}", known.retally))
        }
        // A paper that could not be opened may be there by now.
        Some(paper) if paper.sha256() != known.sha256 => {
            Err(format!("{} is not what it was when this line was written; {ANEW}", known.paper))
        }
        Some(_) => Ok(()),
    }
}

/// The lines of a file, each with its number, those that are no lines of a sweep as failures.
pub fn lines(path: &Path) -> Result<impl Iterator<Item = Result<Line, Failure>>, Failure> {
    let file = File::open(path).map_err(|error| Failure::of(path, error))?;
    let path = path.to_owned();
    Ok(BufReader::new(file).lines().enumerate().map(move |(at, line)| {
        let place = || format!("{}:{}", path.display(), at + 1);
        let line = line.map_err(|error| Failure::of(place(), error))?;
        Line::from_json(&line).map_err(|error| Failure::of(place(), format!("it is no line of a sweep: {error}")))
    }))
}
