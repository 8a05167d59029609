//! Files that a command writes: whole or not at all, by one run at a time, and never over what is somebody else's.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use crate::output::Failure;

/// Lists the files in a folder that retally wrote, a line each. Who writes there holds it locked.
const RECORD: &str = ".retally";

/// What is being written, until it is whole; behind a folder's name, the folder until all of it is.
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
        let (target, record) = (self.target, self.record()?);
        if !record.known.contains(name) {
            if !target.force && path.symlink_metadata().is_ok() {
                return Err(Failure::of(&path, "it was there, and retally did not write it; `--force` writes over it"));
            }
            record.add(name).map_err(failed)?;
        }
        replace(&path, &target.out.join(PART), content.as_ref()).map_err(failed)?;
        Ok(path)
    }

    /// Removes a file that retally wrote: what is written next would not go with it.
    pub fn remove(&mut self, name: &str) -> Result<(), Failure> {
        let path = self.target.out.join(name);
        let is_own = self.record()?.known.contains(name);
        if is_own { gone(&path).map_err(|error| Failure::of(&path, error)) } else { Ok(()) }
    }

    fn record(&mut self) -> Result<&mut Record, Failure> {
        let out = &self.target.out;
        Ok(match &mut self.record {
            Some(record) => record,
            none => none.insert(Record::open(out).map_err(|error| Failure::of(out, error))?),
        })
    }
}

/// Writes files into a folder in which nothing is that could be lost, in their order, and gives their paths. A new folder is there
/// with all of them or not at all.
pub fn write_new(target: &Target, files: &[(&str, &str)]) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error: io::Error| Failure::of(&target.out, error);
    let Some(name) = target.out.file_name().filter(|_| is_empty(&target.out)) else { return write_over(target, files) };
    let part = Target { out: target.out.with_file_name([name, PART.as_ref()].join("".as_ref())), force: true };
    let mut record = Record::open(&part.out).map_err(failed)?;
    // Another run may have ended while this one waited for it.
    if !is_empty(&target.out) || !part.out.exists() {
        return write_over(target, files);
    }
    record.clear(&part.out).map_err(failed)?;
    let mut folder = Folder { target: &part, record: Some(record) };
    files.iter().try_for_each(|(name, text)| folder.write(name, text).map(drop))?;
    // Some systems rename no folder over another, not even over an empty one.
    let _ = fs::remove_dir(&target.out);
    fs::rename(&part.out, &target.out).map_err(failed)?;
    Ok(files.iter().map(|(name, _)| target.out.join(name)).collect())
}

/// The same into a folder that has files, if that is forced.
fn write_over(target: &Target, files: &[(&str, &str)]) -> Result<Vec<PathBuf>, Failure> {
    check_free(target)?;
    let mut folder = Folder::of(target);
    files.iter().map(|(name, text)| folder.write(name, text)).collect()
}

/// Fails if something is in a folder that could be lost.
pub fn check_free(target: &Target) -> Result<(), Failure> {
    let what = "there is something in it already; name another folder with `--out`, or write over it with `--force`";
    let is_free = target.force || is_empty(&target.out);
    is_free.then_some(()).ok_or_else(|| Failure::of(&target.out, what))
}

/// Whether nothing is in a folder, or there is none.
fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
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

    /// Removes what a run left that was killed.
    fn clear(&mut self, folder: &Path) -> io::Result<()> {
        self.known.clear();
        self.file.set_len(0)?;
        let mut entries = fs::read_dir(folder)?.flatten().filter(|entry| entry.file_name() != *RECORD);
        entries.try_for_each(|entry| gone(&entry.path()))
    }

    fn add(&mut self, name: &str) -> io::Result<()> {
        self.known.insert(name.to_owned());
        self.file.write_all(format!("{name}\n").as_bytes())
    }
}

/// Writes beside, and renames what is whole: whoever is interrupted leaves what was there before.
pub fn replace(path: &Path, part: &Path, content: &[u8]) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    // A link would lead elsewhere.
    gone(part)?;
    let written = File::create_new(part).and_then(|mut file| file.write_all(content));
    written.and_then(|()| fs::rename(part, path)).inspect_err(|_| drop(fs::remove_file(part)))
}

/// Removes a file, if it is there.
fn gone(path: &Path) -> io::Result<()> {
    fs::remove_file(path).or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
}
