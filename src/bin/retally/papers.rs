//! Papers as they are, among the studies that a command is about.

use std::path::{Path, PathBuf};

#[cfg(feature = "documents")]
use retally::reading::{Paper, Reading};
use retally::{Audit, MANIFEST, Study, report, studies};

use crate::output::Failure;

/// The endings of files that are papers.
const ENDINGS: [&str; 9] = ["xml", "nxml", "html", "htm", "docx", "xlsx", "ods", "md", "markdown"];

/// What papers are.
#[cfg(feature = "documents")]
const FORMATS: &str = "JATS XML, HTML, DOCX, XLSX, ODS, CSV, Markdown or plain text";

/// The endings of files that are tables: those of a folder are one paper.
const TABLES: [&str; 2] = ["csv", "tsv"];

/// A study's folder, or a paper; of a folder without a manifest the papers in it, in the order of their names, its tables being one.
/// A link to somewhere else is none of them.
pub fn within(path: &Path) -> Vec<Result<PathBuf, Failure>> {
    // Whoever names the manifest means its study.
    if path.file_name().is_some_and(|name| name == MANIFEST) && path.is_file() {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        return vec![Ok(folder.unwrap_or(Path::new(".")).to_owned())];
    }
    let mut papers = files(path, &ENDINGS);
    papers.sort();
    if path.join(MANIFEST).is_file() || papers.is_empty() {
        return vec![Ok(path.to_owned())];
    }
    let whole = path.canonicalize();
    let is_in_it =
        |file: &Path| matches!((&whole, file.canonicalize()), (Ok(whole), Ok(file)) if file.starts_with(whole));
    let outside = |file: PathBuf| Failure::of(file, "it leads out of the folder");
    let papers = papers.into_iter().map(|file| if is_in_it(&file) { Ok(file) } else { Err(outside(file)) });
    is_of_tables(path).then(|| Ok(path.to_owned())).into_iter().chain(papers).collect()
}

/// Whether it is a folder of tables without a manifest.
fn is_of_tables(path: &Path) -> bool {
    !path.join(MANIFEST).is_file() && !files(path, &TABLES).is_empty()
}

/// The files of a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let has_ending = |file: &PathBuf| {
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        file.is_file() && endings.contains(&ending.as_str())
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(has_ending).collect()
}

/// What a command is about.
pub enum Opened {
    Study(Box<Study>),
    #[cfg(feature = "documents")]
    Paper(Box<Reading>),
}

impl Opened {
    /// The study; of a paper none, where no table of it is read.
    pub fn study(&self) -> Option<&Study> {
        match self {
            Self::Study(study) => Some(study),
            #[cfg(feature = "documents")]
            Self::Paper(reading) => reading.study(),
        }
    }

    /// The study by itself, for what is of no use without one.
    pub fn into_study(self) -> Result<Study, Failure> {
        match self {
            Self::Study(study) => Ok(*study),
            #[cfg(feature = "documents")]
            Self::Paper(reading) => {
                let name = reading.name().to_owned();
                let unread = || Failure::of(name, "no table of it is read; `retally audit` says why");
                reading.into_study().ok_or_else(unread)
            }
        }
    }

    /// Of a paper, how each of its tables was read.
    pub fn how_read(&self) -> String {
        match self {
            Self::Study(_) => String::new(),
            #[cfg(feature = "documents")]
            Self::Paper(reading) => report::read(reading),
        }
    }

    /// Of a paper, how a table of it was read.
    #[cfg(feature = "documents")]
    pub fn explain(&self, name: &str) -> Result<String, Failure> {
        let Self::Paper(reading) = self else {
            return Err(Failure::new("its tables are read as the manifest says; only papers are explained"));
        };
        Ok(report::explain(reading.table(name)?))
    }

    /// The audit as JSON; of a paper, how it was read as well.
    pub fn json(&self, audit: Option<&Audit>) -> String {
        match self {
            #[cfg(feature = "documents")]
            Self::Paper(reading) => report::json_of_paper(reading, audit),
            Self::Study(_) => audit.map(report::json).unwrap_or_default(),
        }
    }
}

/// What there is to audit in the current folder.
pub fn here() -> Vec<Result<PathBuf, Failure>> {
    let here = Path::new(".");
    let found = within(here);
    if matches!(found.as_slice(), [Ok(only)] if only == here) && !here.join(MANIFEST).is_file() && !is_of_tables(here) {
        let come_with_it: Vec<&str> = studies::ALL.iter().map(|study| study.name).collect();
        return vec![Err(Failure::new(format!(
            "there is no {MANIFEST} and no paper in this folder; name a folder, a paper, or a study that comes with \
             retally: {}",
            come_with_it.join(", ")
        )))];
    }
    let bare = |path: PathBuf| match path.strip_prefix(here) {
        Ok(inside) if inside != Path::new("") => inside.to_owned(),
        _ => path,
    };
    found.into_iter().map(|path| path.map(bare)).collect()
}

/// A study's folder, a paper, or the name of a study that comes with retally; `-` is standard input.
pub fn open(path: &Path) -> Result<Opened, Failure> {
    let embedded = || studies::find(path.to_str()?);
    match embedded().filter(|_| !path.exists()) {
        Some(embedded) => Ok(Opened::Study(Box::new(embedded.study()?))),
        None if path.is_file() || is_input(path) || is_of_tables(path) => read(path),
        None if !path.exists() => Err(Failure::of(path, "there is no such file or folder")),
        None if !path.join(MANIFEST).exists() => Err(Failure::of(path, NOTHING_IN_IT)),
        None => folder(path),
    }
}

/// What a folder has in it that can be audited, and how one begins.
const NOTHING_IN_IT: &str = "there is no study.toml, no paper and no table in it; put a paper or its tables as CSV files there, and \
                             `retally audit FOLDER` reads them";

/// Whether standard input is meant.
pub fn is_input(path: &Path) -> bool {
    path == Path::new("-")
}

#[cfg(feature = "documents")]
fn folder(path: &Path) -> Result<Opened, Failure> {
    Ok(match Paper::corrected(path)? {
        Some(paper) => Opened::Paper(Box::new(paper.read())),
        None => Opened::Study(Box::new(Study::open(path)?)),
    })
}

#[cfg(not(feature = "documents"))]
fn folder(path: &Path) -> Result<Opened, Failure> {
    Ok(Opened::Study(Box::new(Study::open(path)?)))
}

/// The paper on the standard input, under a name of its own.
#[cfg(feature = "documents")]
pub fn input(name: &str) -> Result<Opened, Failure> {
    opened(&Paper::from_reader(name, std::io::stdin().lock())?, Path::new(name))
}

#[cfg(feature = "documents")]
fn read(path: &Path) -> Result<Opened, Failure> {
    opened(&paper(path)?, path)
}

#[cfg(feature = "documents")]
fn opened(paper: &Paper, path: &Path) -> Result<Opened, Failure> {
    let reading = paper.read();
    if reading.tables().is_empty() && reading.text().is_empty() {
        let nothing = "there is no table in it, and no sentence that reports a test, an estimate, a share or parts of a whole as they are read";
        return Err(Failure::of(path, format!("{nothing}; papers are {FORMATS}")));
    }
    Ok(Opened::Paper(Box::new(reading)))
}

/// A paper, from standard input as well.
#[cfg(feature = "documents")]
pub fn paper(path: &Path) -> Result<Paper, Failure> {
    Ok(match is_input(path) {
        true => Paper::from_reader("standard input", std::io::stdin().lock())?,
        false => Paper::open(path)?,
    })
}

#[cfg(not(feature = "documents"))]
fn read(path: &Path) -> Result<Opened, Failure> {
    Ok(Opened::Study(Box::new(Study::open(path)?)))
}
