//! A paper as it is: from a document to a study.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use crate::audit::{Audit, Finding};
use crate::document::{Document, Sheet, table_called, tables_there_are};
use crate::error::Error;
use crate::file::{self, Input};
use crate::reading::corrections::Corrections;
use crate::reading::counts::read::read;
use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::evidence::ENOUGH;
use crate::reading::layout::given::{Given, NOTHING};
use crate::reading::layout::spoken::Spoken;
use crate::reading::layout::stacked::stacked;
use crate::reading::running::{Running, Text, running};
use crate::reading::table::TableReading;
use crate::reading::trials::statistics::read_all;
use crate::reading::written::files::Files;
use crate::reading::written::labels::quoted;
use crate::reading::written::names::names;
use crate::reading::written::original::of_manifest;
use crate::study::{Claim, MANIFEST, Omitted, Study};

/// A paper as a document, to be read without a manifest.
#[derive(Clone, Debug)]
pub struct Paper {
    name: String,
    document: Document,
    /// Which sheet of the file each table is of.
    sheet_of: Vec<usize>,
    corrections: Option<Corrections>,
}

/// How papers are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What must speak for a reading, in bits. The less, the more is read and the more of it wrongly; see the example `reading`.
    pub enough: i64,
}

impl Default for Options {
    fn default() -> Self {
        Self { enough: ENOUGH }
    }
}

/// What was read of a paper. See the [module](crate::reading).
#[derive(Clone, Debug)]
pub struct Reading {
    name: String,
    tables: Vec<TableReading>,
    text: Text,
    files: Vec<(String, String)>,
    study: Option<Study>,
}

impl Paper {
    /// Opens a file of any [format](crate::document::Format), or a folder whose CSV files are the tables of one paper.
    ///
    /// # Errors
    ///
    /// What cannot be read, and what works instead.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        // The current folder has a name, though `.` is none.
        let whole = if path.file_stem().is_none() { path.canonicalize().ok() } else { None };
        let name = whole.as_deref().unwrap_or(path).file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self::of(name, Document::open(path)?))
    }

    /// The paper that the manifest in a folder names under `[study]`, or for tables that it does not declare; nothing where it names none.
    /// Tables that it declares are what it says, those that it skips are left out, and the others are read: but for what it says of them.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), and those of [`Study::open`].
    pub fn corrected(folder: impl AsRef<Path>) -> Result<Option<Self>, Error> {
        let folder = folder.as_ref();
        let Some((manifest, rest)) = Study::rest(folder)? else { return Ok(None) };
        let alone = Study::open_read(folder, &rest.paper, &[]).err();
        let paper = file::within(folder, &rest.paper).map_err(|error| error.in_folder(folder))?;
        let document = Document::open(paper)?;
        let labels: Vec<String> = document.sheets.iter().map(|sheet| sheet.label.clone()).collect();
        let paper = Self::of(Study::name_of(folder), document);
        let sheets: Vec<(usize, &Sheet)> = paper.sheet_of.iter().copied().zip(&paper.document.sheets).collect();
        let corrections = Corrections::of(folder, manifest, rest, &labels, &sheets);
        let corrections = corrections.map_err(|error| error.in_folder(folder))?;
        let paper = Self { corrections: Some(corrections), ..paper };
        alone.map_or(Ok(()), |error| paper.check(error))?;
        Ok(Some(paper))
    }

    /// The same from memory.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self::of(name.to_owned(), Document::from_bytes(name, bytes)?))
    }

    /// The same from anything that gives bytes, such as standard input.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn from_reader(name: &str, reader: impl std::io::Read) -> Result<Self, Error> {
        Ok(Self::of(name.to_owned(), Document::read(name, reader)?))
    }

    /// A document as a paper.
    pub fn from_document(name: &str, document: Document) -> Self {
        Self::of(name.to_owned(), document)
    }

    fn of(name: String, mut document: Document) -> Self {
        let sheets = document.sheets.into_iter().enumerate();
        let tables = sheets.flat_map(|(at, sheet)| stacked(sheet).into_iter().map(move |table| (at, table)));
        let (sheet_of, tables) = tables.unzip();
        document.sheets = tables;
        Self { name, document, sheet_of, corrections: None }
    }

    /// The document, its tables taken apart where the header is printed again.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Reads its tables. What is not read says why.
    pub fn read(&self) -> Reading {
        self.read_with(&Options::default())
    }

    /// The same with another threshold.
    pub fn read_with(&self, options: &Options) -> Reading {
        let (mut tables, mut files) = self.read_tables(options);
        // Where nothing is read, what looks as if is no study by itself.
        let has_tables = files.iter().any(Option::is_some);
        let text = self.read_text().filter(|running| has_tables || !running.found.is_empty());
        let study = self.study(&files, text.as_ref()).or_else(|_| {
            // What cannot be written as a study is not read; the tables beside it are.
            for (file, table) in files.iter_mut().zip(&mut tables) {
                if let Err(error) = self.study(std::slice::from_ref(file), None) {
                    *file = None;
                    table.how = Err(format!("what was read of it cannot be written as a study: {error}"));
                }
            }
            self.study(&files, text.as_ref())
        });
        let mut study = study.ok().flatten().map(|study| self.with_places(study, &files));
        if let Some((study, running)) = study.as_mut().zip(text.as_ref()) {
            study.set_original(&self.text_file(), &Arc::new(running.original.clone()), &[]);
        }
        study.iter_mut().for_each(|study| study.set_omitted(tables.iter().flat_map(omitted).collect()));
        let files = self.files(&files, text.as_ref());
        let text = text.map(|running| running.found).unwrap_or_default();
        Reading { name: self.name.clone(), tables, text, files, study }
    }

    /// What is read of each table, with the files that it is written as.
    fn read_tables(&self, options: &Options) -> (Vec<TableReading>, Vec<Option<Files>>) {
        let (sheets, spoken) = (&self.document.sheets, Spoken(&self.document));
        let read = |(at, (sheet, counts))| {
            let refusal = self.corrections.as_ref().and_then(|known| known.refusal(self.sheet_of[at]));
            refusal.map_or_else(|| read_all(sheet, self.given_of(at), options.enough, counts, &spoken), Err)
        };
        let counts = self.read_counts(options);
        let readings: Vec<Result<SheetReading, String>> = sheets.iter().zip(counts).enumerate().map(read).collect();
        let names = names(&readings.iter().map(|reading| reading.as_ref().ok()).collect::<Vec<_>>());
        let tables = readings.iter().zip(sheets).map(|(reading, sheet)| match reading {
            Ok(reading) => TableReading::of(reading),
            Err(reason) => TableReading::refused(sheet, reason.clone()),
        });
        let files = readings.iter().zip(&names).enumerate().map(|(at, (reading, names))| {
            let reading = reading.as_ref().ok().filter(|reading| reading.has_parts())?;
            Some(Files::of(reading, names, self.file(at)))
        });
        (tables.collect(), files.collect())
    }

    /// What is read of the running text, unless a manifest says which sentences are.
    fn read_text(&self) -> Option<Running> {
        running(&self.document).filter(|_| !self.has_texts())
    }

    /// Whether a manifest that cannot stand by itself stands beside what is read, of which it may speak.
    fn check(&self, alone: Error) -> Result<(), Error> {
        let (_, files) = self.read_tables(&Options::default());
        let own = self.beginning().matches('\n').count();
        match self.study(&files, self.read_text().as_ref()) {
            Err(error) if error.file().ends_with(MANIFEST) && error.line() <= Some(own) => Err(error),
            Err(_) => Err(alone),
            Ok(_) => Ok(()),
        }
    }

    /// The study with the place of each of its figures in the paper.
    fn with_places(&self, mut study: Study, files: &[Option<Files>]) -> Study {
        let mut line = self.beginning().matches('\n').count();
        let mut sizes = Vec::new();
        for files in files.iter().flatten() {
            study.set_original(&files.file, &files.original, &files.bits);
            sizes.extend(files.sizes.iter().map(|(at, stated)| (line + at, stated.clone())));
            line += files.tables.matches('\n').count();
        }
        let paper = self.document.sheets.first().filter(|_| self.corrections.is_none());
        let name = paper.map_or_else(|| MANIFEST.to_owned(), |sheet| sheet.place.file.to_string());
        study.set_original(MANIFEST, &Arc::new(of_manifest(name, sizes.into_iter())), &[]);
        study.set_inputs(self.inputs());
        study
    }

    /// The files of the paper, behind a manifest beside it.
    fn inputs(&self) -> Vec<Input> {
        let manifest = self.corrections.as_ref().map(|known| Input::of(MANIFEST, known.manifest().as_bytes()));
        manifest.into_iter().chain(self.document.inputs.iter().cloned()).collect()
    }

    /// What a manifest says of a table that is read.
    fn given_of(&self, at: usize) -> &Given {
        self.corrections.as_ref().map_or(&NOTHING, |known| known.given(self.sheet_of[at]))
    }

    /// The counts of each sheet, as they are read where it is known how many respondents those tables are of that print it.
    fn read_counts(&self, options: &Options) -> Vec<Result<SheetReading<'_>, String>> {
        let sheets = self.document.sheets.iter().enumerate();
        let each = |known: &[i64]| {
            sheets.clone().map(|(at, sheet)| read(sheet, self.given_of(at), options.enough, known)).collect()
        };
        let alone: Vec<Result<SheetReading, String>> = each(&[]);
        let known: Vec<i64> = alone.iter().flatten().filter_map(SheetReading::printed_size).collect();
        if known.is_empty() { alone } else { each(&known) }
    }

    /// What the file of a table is called; beside a manifest as no file of its own.
    fn file(&self, at: usize) -> String {
        format!("{}table-{}.csv", self.prefix(), at + 1)
    }

    /// What the file of the running text is called.
    fn text_file(&self) -> String {
        format!("{}text.txt", self.prefix())
    }

    /// What stands before the names of files beside a manifest.
    fn prefix(&self) -> String {
        self.corrections.as_ref().map(|known| format!("{}-", known.paper())).unwrap_or_default()
    }

    /// Whether a manifest says which sentences are read.
    fn has_texts(&self) -> bool {
        self.corrections.as_ref().is_some_and(Corrections::has_texts)
    }

    /// The study of what was read; none, where nothing was.
    fn study(&self, read: &[Option<Files>], text: Option<&Running>) -> Result<Option<Study>, Error> {
        let files = self.files(read, text);
        match &self.corrections {
            Some(known) => known.study(&files).map(Some),
            None if files.len() < 2 => Ok(None),
            None => {
                let files = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
                Study::from_files(&self.name, files).map(Some)
            }
        }
    }

    /// The manifest and the CSV files.
    fn files(&self, read: &[Option<Files>], text: Option<&Running>) -> Vec<(String, String)> {
        let mut manifest = self.beginning();
        let mut files = vec![(MANIFEST.to_owned(), String::new())];
        for table in read.iter().flatten() {
            manifest.push_str(&table.tables);
            files.push((table.file.clone(), table.csv.clone()));
        }
        if let Some(running) = text {
            let _ = writeln!(manifest, "\n[[text]]\nfile = {}", quoted(&self.text_file()));
            files.push((self.text_file(), running.text.clone()));
        }
        files[0].1 = manifest;
        files
    }

    /// The manifest before the tables that are read.
    fn beginning(&self) -> String {
        match &self.corrections {
            Some(known) => known.manifest().to_owned() + "\n",
            None => self.about(),
        }
    }

    /// What a manifest says of the whole study.
    fn about(&self) -> String {
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
        manifest
    }
}

/// What was not read of a table.
fn omitted(table: &TableReading) -> Vec<Omitted> {
    let omitted = |labels: &[String], reason: &str| Omitted {
        table: table.label.clone(),
        labels: labels.to_vec(),
        reason: reason.to_owned(),
    };
    match &table.how {
        Err(reason) => vec![omitted(&[], reason)],
        Ok(_) => table.unread.iter().map(|left| omitted(&left.labels, &left.reason)).collect(),
    }
}

impl Reading {
    /// What the paper is called: its file without the ending.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What was read of each table, in the order of the paper.
    pub fn tables(&self) -> &[TableReading] {
        &self.tables
    }

    /// What was read of its running text.
    pub fn text(&self) -> Text {
        self.text
    }

    /// What was read of the table of this label, or of this number.
    ///
    /// # Errors
    ///
    /// Where there is none: which tables there are.
    pub fn table(&self, name: &str) -> Result<&TableReading, Error> {
        let labels: Vec<&str> = self.tables.iter().map(|table| table.label.as_str()).collect();
        let table = table_called(&labels, name).and_then(|at| self.tables.get(at));
        let unknown = || Error::new(&self.name, format!("no table is called `{name}`")).help(tables_there_are(&labels));
        table.ok_or_else(unknown)
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
        let study = self.study.as_ref()?;
        finding.claims.iter().filter_map(|claim| study.bits(study.claims().get(*claim)?)).min()
    }

    /// Where the cell of a claim stands in the paper: `paper.xml:812:14`. Nothing where none was read.
    pub fn place(&self, claim: &Claim) -> Option<&str> {
        let spot = self.study.as_ref()?.spot(claim)?;
        spot.printed.is_ok().then_some(spot.place.as_str())
    }
}
