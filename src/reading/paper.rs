//! A paper as it is: from a document to a study.

use std::fmt::Write;
use std::path::Path;

use crate::audit::{Audit, Finding};
use crate::document::{Document, Place, Sheet};
use crate::error::Error;
use crate::reading::sheet;
use crate::reading::table::TableReading;
use crate::reading::write::{quoted, write};
use crate::study::{Claim, MANIFEST, Study};

/// A paper as a document, to be read without a manifest.
#[derive(Clone, Debug)]
pub struct Paper {
    name: String,
    document: Document,
}

/// What was read of a paper. See the [module](crate::reading).
#[derive(Clone, Debug)]
pub struct Reading {
    tables: Vec<TableReading>,
    files: Vec<(String, String)>,
    study: Option<Study>,
    /// For each table of the study: which table of the paper it is part of, and as which part.
    parts: Vec<(usize, usize)>,
}

impl Paper {
    /// Opens a file of any [format](crate::document::Format).
    ///
    /// # Errors
    ///
    /// What cannot be read, and what works instead.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, document: Document::open(path)? })
    }

    /// The same from memory.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self { name: name.to_owned(), document: Document::from_bytes(name, bytes)? })
    }

    /// The same from anything that gives bytes, such as standard input.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn from_reader(name: &str, reader: impl std::io::Read) -> Result<Self, Error> {
        Ok(Self { name: name.to_owned(), document: Document::read(name, reader)? })
    }

    /// The document.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Reads its tables. What is not read says why.
    pub fn read(&self) -> Reading {
        let sheets = self.document.sheets.iter().enumerate();
        let mut read: Vec<(TableReading, Option<Files>)> = sheets.map(|(at, sheet)| self.table(at, sheet)).collect();
        let mut study = self.study(&read);
        if study.is_err() {
            // What cannot be written as a study is not read; the tables beside it are.
            for one in &mut read {
                let alone = self.study(std::slice::from_ref(one));
                if let Err(error) = alone {
                    one.1 = None;
                    one.0.how = Err(format!("what was read of it cannot be written as a study: {error}"));
                }
            }
            study = self.study(&read);
        }
        let parts = read.iter().enumerate().filter(|(_, (_, files))| files.is_some());
        let parts = parts.flat_map(|(at, (table, _))| {
            (0..table.how.as_ref().map_or(0, |how| how.parts)).map(move |part| (at, part))
        });
        let parts = parts.collect();
        let files = self.files(&read);
        Reading {
            tables: read.into_iter().map(|(table, _)| table).collect(),
            files,
            study: study.ok().flatten(),
            parts,
        }
    }

    fn table(&self, at: usize, sheet: &Sheet) -> (TableReading, Option<Files>) {
        match sheet::read(sheet) {
            Err(reason) => (TableReading::refused(sheet, reason), None),
            Ok(reading) => {
                let file = format!("table-{}.csv", at + 1);
                let written = write(&reading, at + 1, &file);
                let files = Files { file, csv: written.csv, tables: written.tables };
                (TableReading::of(&reading), Some(files).filter(|_| !reading.entries.is_empty()))
            }
        }
    }

    /// The study of what was read; none, where nothing was.
    fn study(&self, read: &[(TableReading, Option<Files>)]) -> Result<Option<Study>, Error> {
        let files = self.files(read);
        if files.len() < 2 { Ok(None) } else { self.load(&files).map(Some) }
    }

    fn load(&self, files: &[(String, String)]) -> Result<Study, Error> {
        Study::from_files(&self.name, files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
    }

    fn files(&self, read: &[(TableReading, Option<Files>)]) -> Vec<(String, String)> {
        self.write(read.iter().filter_map(|(_, files)| files.as_ref()))
    }

    /// The manifest and the CSV files.
    fn write<'f>(&self, tables: impl Iterator<Item = &'f Files>) -> Vec<(String, String)> {
        let about = &self.document.about;
        let title = if about.title.is_empty() { &self.name } else { &about.title };
        let mut manifest = format!("[study]\ntitle = {}\n", quoted(title));
        if !about.authors.is_empty() {
            let _ = writeln!(manifest, "authors = {}", quoted(&about.authors.join(", ")));
        }
        let source: Vec<String> =
            about.journal.iter().cloned().chain(about.year.map(|year| year.to_string())).collect();
        if !source.is_empty() {
            let _ = writeln!(manifest, "source = {}", quoted(&source.join(" ")));
        }
        if let Some(doi) = &about.doi {
            let _ = writeln!(manifest, "doi = {}", quoted(doi));
        }
        let mut files = vec![(MANIFEST.to_owned(), String::new())];
        for table in tables {
            manifest.push_str(&table.tables);
            files.push((table.file.clone(), table.csv.clone()));
        }
        files[0].1 = manifest;
        files
    }
}

/// A table as files of a study.
struct Files {
    file: String,
    csv: String,
    tables: String,
}

impl Reading {
    /// What was read of each table, in the order of the paper.
    pub fn tables(&self) -> &[TableReading] {
        &self.tables
    }

    /// The study as files, the manifest first: what a person corrects.
    pub fn files(&self) -> &[(String, String)] {
        &self.files
    }

    /// The study; nothing where no table was read.
    pub fn study(&self) -> Option<&Study> {
        self.study.as_ref()
    }

    /// The study, taken out of the reading.
    pub fn into_study(self) -> Option<Study> {
        self.study
    }

    /// Its audit. Each finding rests on [enough](Self::evidence).
    pub fn audit(&self) -> Option<Audit<'_>> {
        self.study.as_ref().map(Study::audit)
    }

    /// What speaks for the reading that a finding rests on, in bits, without the rows that do not agree with it.
    pub fn evidence(&self, finding: &Finding) -> Option<i64> {
        let claims = finding.claims.iter().filter_map(|claim| self.study.as_ref()?.claims().get(*claim)?.table);
        claims.filter_map(|table| self.without(table)).min()
    }

    fn without(&self, table: usize) -> Option<i64> {
        let (at, part) = *self.parts.get(table)?;
        self.tables[at].how.as_ref().ok()?.without.get(part).copied()
    }

    /// Where a claim stands in the paper.
    pub fn place(&self, claim: &Claim) -> Option<&Place> {
        let (at, _) = *self.parts.get(claim.table?)?;
        let row = self.tables[at].cells.get(claim.place.line.checked_sub(2)?)?;
        row.get(claim.place.field.checked_sub(1)?)?.as_ref()
    }
}
