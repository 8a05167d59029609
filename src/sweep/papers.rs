//! Which papers there are: files, folders of them and archives, each paper when it is its turn.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::{fs, io, thread};

use crate::study::MANIFEST;
use crate::sweep::archive::members;
use crate::sweep::articles::{articles, has_articles};
use crate::sweep::ending::{archive, is_hidden, is_paper, is_table};
use crate::sweep::seen::Seen;
use crate::sweep::source::Source;

/// So many papers of archives are unpacked ahead.
const AHEAD: usize = 4;

/// The papers in files, folders and archives, one after the other: of a folder in the order of the names in it, with the papers of the
/// folders in it.
///
/// In a folder a file with the ending of a paper is one, packed with gzip or not, and so is a member of an archive (`.zip`, `.tar`, `.tar.gz`,
/// `.tgz`) with that of a paper or a table, and an article of many below one element `articles`, as Europe PMC packs them; the CSV and TSV files of a folder are the tables of one paper. Hidden files, links and files of
/// other kinds are [counted](Seen::left_out) and not read.
///
/// ```
/// let folder = tempfile::tempdir()?;
/// std::fs::write(folder.path().join("a.md"), "| Age | n |\n|---|---|\n| 18-24 | 7 |\n")?;
/// std::fs::write(folder.path().join("a.pdf"), "%PDF")?;
/// let papers = retally::sweep::Papers::of([folder.path()]);
/// let seen = papers.seen();
/// assert_eq!((papers.count(), seen.left_out()), (1, 1));
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Papers {
    sources: Receiver<Source>,
    seen: Arc<Seen>,
}

/// One of several parts of the files, each about as large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    at: u64,
    of: u64,
}

impl Shard {
    /// All files.
    pub const ALL: Self = Self { at: 0, of: 1 };

    /// The part of that number, counted from 1, of so many; none where there is no such part.
    ///
    /// ```
    /// use retally::sweep::Shard;
    /// assert_eq!(Shard::new(1, 1), Some(Shard::ALL));
    /// assert!(Shard::new(0, 3).is_none() && Shard::new(4, 3).is_none());
    /// ```
    pub fn new(number: u64, of: u64) -> Option<Self> {
        (1..=of).contains(&number).then(|| Self { at: number - 1, of })
    }
}

impl Papers {
    /// The papers of these paths.
    pub fn of<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Self {
        let paths: Vec<PathBuf> = paths.into_iter().map(|path| path.as_ref().to_owned()).collect();
        Self::of_shard(paths.into_iter(), Shard::ALL)
    }

    /// The papers of one part of the files: every so many of them, an archive as a whole. There may be any number of paths: each is
    /// asked for when it is its turn.
    pub fn of_shard(paths: impl Iterator<Item = PathBuf> + Send + 'static, shard: Shard) -> Self {
        let (send, sources) = sync_channel(AHEAD);
        let seen = Arc::new(Seen::default());
        let own = Arc::clone(&seen);
        thread::spawn(move || {
            walk(paths, shard, &own, &mut |path| open(path, &own, &mut |source| send.send(source).is_ok()))
        });
        Self { sources, seen }
    }

    /// How far they are gone through.
    pub fn seen(&self) -> Arc<Seen> {
        Arc::clone(&self.seen)
    }
}

impl Iterator for Papers {
    type Item = Source;

    fn next(&mut self) -> Option<Source> {
        self.sources.recv().ok()
    }
}

/// How many bytes the files have that one part of these paths leads to: what [`Seen::bytes`] comes to at the end.
pub fn bytes_of(paths: impl Iterator<Item = PathBuf>, shard: Shard) -> u64 {
    let mut bytes = 0;
    walk(paths, shard, &Seen::default(), &mut |path| {
        bytes += length(path);
        true
    });
    bytes
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| if metadata.is_file() { metadata.len() } else { 0 })
}

/// Goes through paths and the folders among them until a file is not wanted.
fn walk(paths: impl Iterator<Item = PathBuf>, shard: Shard, seen: &Seen, each: &mut dyn FnMut(&Path) -> bool) {
    let mut at = 0;
    let mut each = |path: &Path| {
        at += 1;
        (at - 1) % shard.of != shard.at || each(path)
    };
    for path in paths {
        let goes_on = if path.is_dir() { folder(&path, seen, &mut each) } else { each(&path) };
        if !goes_on {
            return;
        }
    }
}

/// The files of a folder, and of those in it. Of a folder of tables, or one that cannot be read, its own path.
fn folder(path: &Path, seen: &Seen, each: &mut dyn FnMut(&Path) -> bool) -> bool {
    let Ok(entries) = entries(path) else { return each(path) };
    let is_study = entries.iter().any(|entry| entry.name == MANIFEST);
    let has_tables = entries.iter().any(|entry| !entry.kind.is_dir() && is_table(&entry.name));
    if (is_study || has_tables) && !each(path) {
        return false;
    }
    entries.iter().all(|entry| {
        let path = path.join(&entry.name);
        match () {
            () if is_hidden(&entry.name) => seen.leave_out(),
            () if entry.kind.is_dir() => return folder(&path, seen, each),
            () if entry.kind.is_file() && (is_paper(&entry.name) || archive(&entry.name).is_some()) => {
                return each(&path);
            }
            () if entry.kind.is_file() && (is_table(&entry.name) || is_study) => {}
            () => seen.leave_out(),
        }
        true
    })
}

struct Entry {
    name: String,
    kind: fs::FileType,
}

/// What is in a folder, in the order of the names.
fn entries(path: &Path) -> io::Result<Vec<Entry>> {
    let entry = |entry: io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok(Entry { name: entry.file_name().to_string_lossy().into_owned(), kind: entry.file_type()? })
    };
    let mut entries = fs::read_dir(path)?.map(entry).collect::<io::Result<Vec<_>>>()?;
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(entries)
}

/// Gives the papers at a path, and says whether more are wanted.
fn open(path: &Path, seen: &Seen, give: &mut dyn FnMut(Source) -> bool) -> bool {
    let name = path.to_string_lossy();
    match archive(&name).filter(|_| path.is_file()) {
        Some(kind) => return members(path, kind, seen, give),
        None if has_articles(path) => return articles(path, seen, give),
        None => seen.add_bytes(length(path)),
    }
    if path.join(MANIFEST).is_file() {
        return give(Source::unreadable(
            &name,
            format!("it is a study with a {MANIFEST}, which `retally audit` reads"),
        ));
    }
    give(Source::file(path))
}
