//! Opening a study: from a folder, or from the contents of files, to its claims.

use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::path::Path;
use std::rc::Rc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap as HashMap;
use toml::Spanned;

use crate::error::Error;
use crate::file::{self, Input};
use crate::inference::Criteria;
use crate::number::{Figure, FigureError};
use crate::quantity::{Event, Quantity};
use crate::study::cells::Malformed;
use crate::study::claim::Claim;
use crate::study::correction::read_manifest;
use crate::study::declaration::Context;
use crate::study::extent::{Extent, check_extent, plain_file_name};
use crate::study::grid::Grid;
use crate::study::identity;
use crate::study::manifest::{self, LevelEntry, Manifest, TableEntry};
#[cfg(feature = "documents")]
use crate::study::paper::Rest;
use crate::study::paper::{Origin, Papers};
use crate::study::source::{Place, Source};
use crate::study::table;
use crate::study::text::{self, TextSource};
use crate::study::text_claim;
use crate::study::value::{OneOrMany, Printed, offset};
use crate::study::vocabulary::{ANY_VARIABLE, alpha, answers, declare, statistics};
use crate::study::{Acknowledgement, MANIFEST, Study};

impl Study {
    /// Reads the study in a folder: `study.toml` and the files that it names. This is the only step that can fail.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        Self::open_with(folder.as_ref(), &[], Extent::All)
    }

    /// The study in a folder of whose paper the rest is read: with these files before those of the folder.
    #[cfg(feature = "documents")]
    pub(crate) fn open_read(folder: &Path, paper: &str, files: &[(String, String)]) -> Result<Self, Error> {
        Self::open_with(folder, files, Extent::BesideWhatIsReadOf(paper))
    }

    /// What the manifest in a folder leaves to be read, with its text; nothing where it names no paper.
    #[cfg(feature = "documents")]
    pub(crate) fn rest(folder: &Path) -> Result<Option<(Source, Rest)>, Error> {
        let manifest = from_folder(folder, MANIFEST).and_then(|bytes| Source::new(MANIFEST, bytes));
        let rest = manifest.and_then(|manifest| Ok((Rest::of(&read_manifest(&manifest)?, &manifest)?, manifest)));
        let (rest, manifest) = rest.map_err(|error| error.in_folder(folder))?;
        Ok(rest.map(|rest| (manifest, rest)))
    }

    /// What a study in a folder is called: as that.
    pub(crate) fn name_of(folder: &Path) -> String {
        let name = folder.canonicalize().ok().and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()));
        name.unwrap_or_else(|| folder.display().to_string())
    }

    fn open_with(folder: &Path, files: &[(String, String)], extent: Extent) -> Result<Self, Error> {
        let read = |file: &str| match files.iter().find(|given| given.0 == file) {
            Some((_, text)) => Ok(text.clone().into_bytes()),
            None => from_folder(folder, file),
        };
        let study =
            Self::read(&Self::name_of(folder), read, extent).and_then(|study| study.check_folder(folder, extent));
        let study = study.map_err(|error| error.in_folder(folder))?;
        Ok(Self { folder: Some(folder.to_owned()), ..study })
    }

    /// A CSV file that no table is of was forgotten, if it is not the paper itself.
    fn check_folder(self, folder: &Path, extent: Extent) -> Result<Self, Error> {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        files.sort();
        let is_known = |file: &str| extent.is_of(file) || self.sources.iter().any(|source| source.name() == file);
        let is_forgotten = |file: &&String| file.ends_with(".csv") && !is_known(file);
        match files.iter().find(is_forgotten) {
            None => Ok(self),
            Some(file) => Err(Error::new(file, format!("no `[[table]]` of {MANIFEST} is of this file"))
                .help("a file of respondents is kept in another folder")),
        }
    }

    /// Reads a study from the contents of its files.
    pub fn from_files<'a, B: Into<Vec<u8>>>(
        name: &str,
        files: impl IntoIterator<Item = (&'a str, B)>,
    ) -> Result<Self, Error> {
        let mut known: HashMap<&str, Vec<u8>> = HashMap::default();
        for (file, bytes) in files {
            if known.insert(file, bytes.into()).is_some() {
                return Err(Error::new(file, "is given twice among the study's files"));
            }
        }
        let load =
            |file: &str| known.get(file).cloned().ok_or_else(|| Error::new(file, "is not among the study's files"));
        Self::read(name, load, Extent::All)
    }

    fn read(name: &str, load: impl Fn(&str) -> Result<Vec<u8>, Error>, extent: Extent) -> Result<Self, Error> {
        let inputs = RefCell::new(IndexMap::new());
        let load = |file: &str| {
            let bytes = load(file)?;
            inputs.borrow_mut().entry(file.to_owned()).or_insert_with(|| Input::of(file, &bytes));
            Ok(bytes)
        };
        let manifest = Source::new(MANIFEST, load(MANIFEST)?)?;
        let entries = read_manifest(&manifest)?;
        check_extent(&entries, &manifest, extent)?;
        let sources = sources(manifest, &entries, load)?;
        let mut study = Self::described(name, &entries, sources)?;
        study.read_size(entries.study.size.as_ref())?;
        study.read_tables(&entries)?;
        study.read_level_sizes(&entries)?;
        study.read_passages(&entries)?;
        study.read_texts(&entries)?;
        study.check_names(&entries)?;
        study.read_coverage(&entries)?;
        study.read_identities(&entries)?;
        study.computed = entries.computed.iter().map(|entry| study.read_computed(entry)).collect::<Result<_, _>>()?;
        study.mapping = study.read_mapping(&entries.data)?;
        study.acknowledged = entries.acknowledged.into_iter().map(acknowledgement).collect();
        study.inputs = inputs.into_inner().into_values().collect();
        Ok(study)
    }

    /// The study without any figures.
    fn described(name: &str, entries: &Manifest, sources: Vec<Source>) -> Result<Self, Error> {
        let described = &entries.study;
        let nothing = Self::empty(name, &described.title);
        Ok(Self {
            authors: described.authors.clone(),
            published: described.source.clone(),
            doi: described.doi.clone(),
            unit: described.unit.clone().unwrap_or(nothing.unit),
            units: described.units.clone(),
            rounding: described.rounding,
            alpha: alpha(described.alpha.as_ref(), &sources[0])?,
            weights: entries.weights.clone(),
            names: declare(entries, &sources[0])?,
            sources,
            ..nothing
        })
    }

    fn read_size(&mut self, size: Option<&Spanned<Printed>>) -> Result<(), Error> {
        let Some(size) = size else { return Ok(()) };
        let manifest = &self.sources[0];
        let figure: Figure =
            size.get_ref().0.parse().map_err(|error: FigureError| manifest.error(offset(size), error.to_string()))?;
        let (line, field) = manifest.position(offset(size));
        let place = Place { source: 0, span: size.span(), line, field };
        let quantity = Quantity::count(Event::everybody());
        self.claims.push(Claim::new(figure, quantity, place, self.rounding, &self.names));
        Ok(())
    }

    /// The numbers of respondents that the manifest states for levels.
    fn read_level_sizes(&mut self, entries: &Manifest) -> Result<(), Error> {
        let levels = entries
            .levels
            .iter()
            .flat_map(|(name, levels)| levels.get_ref().0.iter().map(move |(level, entry)| (name, level, entry)));
        let claims = levels.map(|(name, level, entry)| self.level_size(name, level, entry));
        let claims = claims.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
        // Claims stand in the order of their tables, the manifest's own first.
        self.claims.splice(0..0, claims);
        Ok(())
    }

    fn level_size(&self, name: &str, level: &str, entry: &Spanned<LevelEntry>) -> Result<Option<Claim>, Error> {
        let manifest = &self.sources[0];
        let Some(size) = &entry.get_ref().size else { return Ok(None) };
        if name == ANY_VARIABLE {
            let message = format!("`{level}` is a level of many variables, and has no size of its own");
            return Err(manifest
                .error(offset(entry), message)
                .help("say it under `[levels.NAME]` with the variable's name"));
        }
        let error = |error: FigureError| manifest.error(offset(entry), error.to_string());
        let figure: Figure = size.parse().map_err(error)?;
        let dimension = self.names.find(name);
        let found = dimension.and_then(|found| Some((found, self.names.find_level(found, level)?)));
        let Some((dimension, level)) = found else { return Ok(None) };
        let (line, field) = manifest.position(offset(entry));
        let place = Place { source: 0, span: entry.span(), line, field };
        let quantity = Quantity::count(Event::everybody().with(dimension, level));
        Ok(Some(Claim::new(figure, quantity, place, self.rounding, &self.names)))
    }

    fn read_tables(&mut self, entries: &Manifest) -> Result<(), Error> {
        let statistics = statistics(entries, &self.sources[0])?;
        let answers = answers(entries);
        let mut grids: HashMap<String, Rc<Grid>> = HashMap::default();
        for (at, entry) in entries.tables.iter().enumerate() {
            let mut context = Context {
                manifest: &self.sources[0],
                sources: &self.sources,
                rounding: self.rounding,
                alpha: &self.alpha,
                study: &entries.study,
                statistics: &statistics,
                answers: &answers,
                labels: &entries.labels,
                names: &mut self.names,
                grids: &mut grids,
            };
            let read = table::read(entry, at + 1, &mut context)?;
            self.ignored += read.ignored;
            self.unread.extend(read.unread);
            self.tables.push(read.table);
            self.claims.extend(read.claims.into_iter().map(|claim| Claim { table: Some(at), ..claim }));
            self.blanks.extend(read.blanks.into_iter().map(|event| (at, event)));
            self.malformed.extend(read.malformed.into_iter().map(|cell| Malformed { table: at, ..cell }));
        }
        Ok(())
    }

    /// The figures and statements of the text. Their levels are those that tables print or the manifest declares.
    fn read_passages(&mut self, entries: &Manifest) -> Result<(), Error> {
        let decimal = entries.study.numbers.decimal;
        let (manifest, names, rounding) = (&self.sources[0], &mut self.names, self.rounding);
        let mut reader = text_claim::Reader { manifest, names, rounding, decimal };
        let mut tables: HashMap<&str, usize> = HashMap::default();
        for (at, table) in self.tables.iter().enumerate() {
            tables.entry(&table.name).or_insert(at);
        }
        for (text_claim, claims) in reader.text_claims(entries)? {
            let at = Some(self.text_claims.len());
            // What a table's caption says is about the table.
            let table = tables.get(text_claim.section.as_str()).copied();
            self.claims.extend(claims.into_iter().map(|claim| Claim { table, text_claim: at, ..claim }));
            self.text_claims.push(text_claim);
        }
        Ok(())
    }

    /// The tests that texts report. Their files come behind those of the tables.
    fn read_texts(&mut self, entries: &Manifest) -> Result<(), Error> {
        let criteria = Criteria { alpha: self.alpha.clone(), ..Criteria::default() };
        let mut source = entries.tables.len();
        for entry in &entries.texts {
            let (manifest, names) = (&self.sources[0], &mut self.names);
            let (rounding, criteria, has_tables) = (self.rounding, criteria.clone(), !self.tables.is_empty());
            let mut reader = text::Reader { manifest, names, rounding, criteria, has_tables };
            let text = entry.get_ref().source().map_err(|problem| manifest.error(offset(entry), problem))?;
            let (tests, unread) = match text {
                TextSource::Quoted(printed) => reader.quoted(printed)?,
                TextSource::File(file) => {
                    source += 1;
                    reader.file(&self.sources[source], source, file)?
                }
            };
            self.unread.extend(unread);
            for (test, claims) in tests {
                let text_claim = Some(self.text_claims.len());
                self.claims.extend(claims.into_iter().map(|claim| Claim { text_claim, ..claim }));
                self.text_claims.push(test);
            }
        }
        Ok(())
    }

    fn read_coverage(&mut self, entries: &Manifest) -> Result<(), Error> {
        for (names, answered) in [(&entries.study.partition, false), (&entries.study.partial, true)] {
            for (written, name) in
                names.iter().flat_map(|names| names.get_ref().0.iter().map(move |name| (names, name)))
            {
                let known = self.names.dimensions().map(|dimension| self.names.name(dimension));
                let error = || self.sources[0].error(offset(written), format!("no dimension is called `{name}`"));
                let dimension = self.names.find(name).ok_or_else(|| error().nearest(name, known))?;
                self.covered.push((dimension, answered));
            }
        }
        Ok(())
    }

    fn read_identities(&mut self, entries: &Manifest) -> Result<(), Error> {
        for entry in &entries.identities {
            let identity = identity::read(entry, &self.sources[0], &self.names)?;
            self.check_identity(&identity, offset(&entry.equation))?;
            self.identities.push(identity);
        }
        Ok(())
    }
}

fn from_folder(folder: &Path, name: &str) -> Result<Vec<u8>, Error> {
    file::read(&file::within(folder, name)?, name)
}

/// The files of a study: its manifest, one for each table, one for each text that is a file.
fn sources(
    manifest: Source,
    entries: &Manifest,
    load: impl Fn(&str) -> Result<Vec<u8>, Error>,
) -> Result<Vec<Source>, Error> {
    let mut origins = Vec::new();
    let mut of_file: HashMap<String, Vec<&TableEntry>> = HashMap::default();
    for table in &entries.tables {
        let origin = Origin::of(table, &entries.study, &manifest)?;
        let twins = of_file.entry(origin.name()).or_default();
        table::check_twins(twins, table, &origin.name(), &manifest)?;
        twins.push(table);
        origins.push(origin);
    }
    for text in &entries.texts {
        let source = text.get_ref().source().map_err(|problem| manifest.error(offset(text), problem))?;
        origins.extend(if let TextSource::File(file) = source { Some(Origin::File(file)) } else { None });
    }
    let (mut sources, mut papers) = (vec![manifest], Papers::default());
    let mut known: HashMap<String, Source> = HashMap::default();
    for origin in origins {
        sources.push(match known.entry(origin.name()) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => new.insert(source(origin, &sources[0], &mut papers, &load)?).clone(),
        });
    }
    Ok(sources)
}

/// A file of a study, or a table of a paper as if it were one; one that is given under that name stands for it.
fn source(
    origin: Origin,
    manifest: &Source,
    papers: &mut Papers,
    load: impl Fn(&str) -> Result<Vec<u8>, Error>,
) -> Result<Source, Error> {
    let name = origin.name();
    let bytes = match origin {
        Origin::File(file) => {
            plain_file_name(file, manifest)?;
            load(&name).map_err(|error| manifest.error(offset(file), error.to_string()))?
        }
        Origin::Paper(paper, table) => {
            plain_file_name(paper, manifest)?;
            match table.map(|_| load(&name)) {
                Some(Ok(bytes)) => bytes,
                _ => papers.csv(paper, table, manifest, load)?.into_bytes(),
            }
        }
    };
    Source::new(&name, bytes)
}

fn acknowledgement(entry: manifest::AcknowledgedEntry) -> Acknowledgement {
    let OneOrMany(printed) = entry.printed;
    Acknowledgement { finding: entry.finding.into_inner(), printed, note: entry.note, source: entry.source }
}
