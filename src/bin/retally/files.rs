//! Files that a command writes: whole or not at all, by one run at a time, and never over what is somebody else's.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::output::Failure;

/// Lists the files in a folder that retally wrote, a line each. Who writes there holds it locked.
const RECORD: &str = ".retally";

/// What is being written, until it is whole.
const PART: &str = ".retally-part";

#[derive(Args)]
pub struct Target {
    /// Where to write
    #[arg(long, value_name = "DIR", default_value = "retally-out")]
    pub out: PathBuf,
    /// Write also over files that are there and that retally did not write
    #[arg(long)]
    force: bool,
}

/// A folder that is written to, made when the first file is.
pub struct Folder<'t> {
    target: &'t Target,
    record: Option<Record>,
}

struct Record {
    file: File,
    known: HashSet<String>,
}

impl<'t> Folder<'t> {
    pub fn of(target: &'t Target) -> Self {
        Self { target, record: None }
    }

    /// Writes a file, named with the folders below this one, and gives its path.
    pub fn write(&mut self, name: &str, content: impl AsRef<[u8]>) -> Result<PathBuf, Failure> {
        let path = self.target.out.join(name);
        let failed = |error: io::Error| Failure::of(&path, error);
        let record = match &mut self.record {
            Some(record) => record,
            none => none.insert(Record::open(&self.target.out).map_err(failed)?),
        };
        if !record.known.contains(name) {
            if !self.target.force && path.symlink_metadata().is_ok() {
                return Err(Failure::of(&path, "it was there, and retally did not write it; `--force` writes over it"));
            }
            record.add(name).map_err(failed)?;
        }
        replace(&path, &self.target.out.join(PART), content.as_ref()).map_err(failed)?;
        Ok(path)
    }

    /// Whether nothing is in the folder that could be lost, also where there is no such folder yet.
    pub fn is_free(&self) -> bool {
        let is_own = |entry: fs::DirEntry| [RECORD, PART].iter().any(|own| entry.file_name() == *own);
        self.target.force || fs::read_dir(&self.target.out).map_or(true, |entries| entries.flatten().all(is_own))
    }
}

impl Record {
    /// Waits until nobody else writes into the folder.
    fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut file = File::options().read(true).append(true).create(true).open(folder.join(RECORD))?;
        // Some file systems know no locks.
        file.lock().or_else(|error| if error.kind() == ErrorKind::Unsupported { Ok(()) } else { Err(error) })?;
        let mut names = String::new();
        file.read_to_string(&mut names)?;
        Ok(Self { file, known: names.lines().map(str::to_owned).collect() })
    }

    fn add(&mut self, name: &str) -> io::Result<()> {
        self.known.insert(name.to_owned());
        self.file.write_all(format!("{name}\n").as_bytes())
    }
}

/// Writes beside, and renames what is whole: whoever is interrupted leaves what was there before.
fn replace(path: &Path, part: &Path, content: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    // A link would lead elsewhere.
    fs::remove_file(part).or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })?;
    let written = File::create_new(part).and_then(|mut file| file.write_all(content));
    written.and_then(|()| fs::rename(part, path)).inspect_err(|_| drop(fs::remove_file(part)))
}
