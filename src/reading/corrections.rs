//! A manifest beside a paper: which tables it declares, which it leaves out, and what it says of those that are read.

use std::path::{Path, PathBuf};

use crate::document::{Sheet, table_called, tables_there_are};
use crate::error::Error;
use crate::reading::layout::given::{Given, NOTHING};
use crate::reading::resolve::resolve;
use crate::study::{MANIFEST, Rest, Said, Source, Study};

/// A manifest beside a paper.
#[derive(Clone, Debug)]
pub(super) struct Corrections {
    folder: PathBuf,
    manifest: Source,
    rest: Rest,
    /// What is said of each sheet of the file.
    sheets: Vec<Correction>,
}

/// What a manifest says of a sheet.
#[derive(Clone, Debug)]
enum Correction {
    Nothing,
    /// Why it is not to be read, though it might be.
    Refused(String),
    /// What is known of it, which is read.
    Given(Box<Given>),
}

impl Corrections {
    /// A manifest with what it leaves to be read of a paper whose sheets have these labels, each the table or the tables that are of it.
    pub fn of(
        folder: &Path,
        manifest: Source,
        rest: Rest,
        labels: &[String],
        tables: &[(usize, &Sheet)],
    ) -> Result<Self, Error> {
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let other = if rest.is_of_tables { refused("the manifest does not name it") } else { Correction::Nothing };
        let mut sheets = vec![other; labels.len()];
        let unknown = |label: &str| format!("no table of {} is called `{label}`", rest.paper);
        let declared = rest.declared.iter().map(|label| (label, "the manifest declares it".to_owned()));
        let skipped =
            rest.skipped.iter().map(|(label, reason)| (label, format!("the manifest leaves it out: {reason}")));
        let mut known: Vec<usize> = Vec::new();
        for (label, reason) in skipped.chain(declared) {
            let missing = || Error::new(MANIFEST, unknown(label)).help(tables_there_are(&labels));
            let at = table_called(&labels, label).ok_or_else(missing)?;
            sheets[at] = Correction::Refused(reason);
            known.push(at);
        }
        for said in &rest.said {
            let missing = || match &said.table {
                Some(table) => unknown(table),
                None => format!("{} has {} tables; `table` says which it is", rest.paper, labels.len()),
            };
            let missing = || manifest.error(said.at, missing()).help(tables_there_are(&labels));
            let at = which(said, &labels).ok_or_else(missing)?;
            if known.contains(&at) {
                let message = "the manifest says elsewhere what this table is";
                return Err(manifest.error(said.at, message).help("write all of it in one `[[table]]`"));
            }
            known.push(at);
            let parts: Vec<&Sheet> = tables.iter().filter(|(of, _)| *of == at).map(|(_, sheet)| *sheet).collect();
            sheets[at] = Correction::Given(Box::new(resolve(said, &parts, &manifest)?));
        }
        Ok(Self { folder: folder.to_owned(), manifest, rest, sheets })
    }

    /// Why a sheet is not to be read, though it might be.
    pub fn refusal(&self, sheet: usize) -> Option<String> {
        match self.sheets.get(sheet)? {
            Correction::Refused(reason) => Some(reason.clone()),
            _ => None,
        }
    }

    /// What is known of a sheet that is read.
    pub fn given(&self, sheet: usize) -> &Given {
        match self.sheets.get(sheet) {
            Some(Correction::Given(given)) => given,
            _ => &NOTHING,
        }
    }

    /// Whether it says which sentences are read; beside tables alone none are.
    pub fn has_texts(&self) -> bool {
        self.rest.has_texts || self.rest.is_of_tables
    }

    /// The file of the paper.
    pub fn paper(&self) -> &str {
        &self.rest.paper
    }

    /// The text of the manifest.
    pub fn manifest(&self) -> &str {
        self.manifest.text()
    }

    /// The study of the folder, with the files of what was read.
    pub fn study(&self, files: &[(String, String)]) -> Result<Study, Error> {
        Study::open_read(&self.folder, &self.rest.paper, files)
    }
}

/// Which table an entry is of: the one of its label, or the only one.
fn which(said: &Said, labels: &[&str]) -> Option<usize> {
    match &said.table {
        Some(table) => table_called(labels, table),
        None => Some(0).filter(|_| labels.len() == 1),
    }
}

fn refused(reason: &str) -> Correction {
    Correction::Refused(reason.to_owned())
}
