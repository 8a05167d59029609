//! Small studies written in place.

use std::path::{Path, PathBuf};

use retally::{Audit, Error, Study, Verdict};

pub const FLAGSHIP: &str = "izcara-andrade-2018";

pub fn flagship_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(FLAGSHIP)
}

pub fn flagship() -> Study {
    Study::open(flagship_folder()).unwrap()
}

/// The flagship's files, to be changed.
pub fn flagship_files() -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(flagship_folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    files
}

pub fn study_of(files: &[(String, String)]) -> Result<Study, Error> {
    Study::from_files("test", files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}

/// A study of one table, `t.csv`, whose manifest has `keys` in its `[[table]]` and `rest` before it.
pub fn try_table(rest: &str, keys: &str, csv: &str) -> Result<Study, Error> {
    let manifest = format!("[study]\ntitle = 'T'\n{rest}\n[[table]]\nfile = 't.csv'\n{keys}\n");
    Study::from_files("test", [("study.toml", manifest.as_str()), ("t.csv", csv)])
}

pub fn table(rest: &str, keys: &str, csv: &str) -> Study {
    try_table(rest, keys, csv).unwrap_or_else(|error| panic!("{error}"))
}

/// The names of the relations with a verdict, without the table's name.
pub fn named(audit: &Audit, verdict: fn(&Verdict) -> bool) -> Vec<String> {
    let outcomes = audit.outcomes().iter().filter(|outcome| verdict(&outcome.verdict));
    outcomes.map(|outcome| outcome.relation.name.clone()).collect()
}

pub fn broken(study: &Study) -> Vec<String> {
    named(&study.audit(), |verdict| *verdict == Verdict::Inconsistent)
}

pub fn undecided(study: &Study) -> Vec<String> {
    named(&study.audit(), |verdict| matches!(verdict, Verdict::Undecided(_)))
}

pub fn holding(study: &Study) -> Vec<String> {
    named(&study.audit(), |verdict| *verdict == Verdict::Consistent)
}
