//! Tables that a manifest takes from a paper beside it: the cells as the document has them, in place of a CSV file.

use toml::Spanned;

use crate::error::Error;
#[cfg(feature = "documents")]
use crate::study::correction::Said;
#[cfg(feature = "documents")]
use crate::study::extent::plain_file_name;
#[cfg(feature = "documents")]
use crate::study::manifest::Manifest;
use crate::study::manifest::{StudyEntry, TableEntry};
use crate::study::source::Source;
use crate::study::value::offset;

/// Where the cells of a table are from.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'m> {
    /// A CSV file.
    File(&'m Spanned<String>),
    /// The table of this label in a paper, or its only one.
    Paper(&'m Spanned<String>, Option<&'m Spanned<String>>),
}

impl<'m> Origin<'m> {
    /// As the entry says. One that only says which table it is, is of the study's paper.
    pub fn of(entry: &'m TableEntry, study: &'m StudyEntry, manifest: &Source) -> Result<Self, Error> {
        let paper = entry.paper.as_ref().or(study.paper.as_ref().filter(|_| entry.table.is_some()));
        match (&entry.file, &entry.paper, paper) {
            (Some(_), Some(paper), _) => {
                Err(manifest.error(offset(paper), "a table is of a `file` or of a `paper`, not of both"))
            }
            (Some(file), None, _) => Ok(Self::File(file)),
            (None, _, Some(paper)) => Ok(Self::Paper(paper, entry.table.as_ref())),
            (None, _, None) => Err(manifest
                .error(entry.at(), "the table has no `file`")
                .help("name its CSV file, or a `paper` and which `table` of it")),
        }
    }

    /// What the source is called: `table1.csv`, or `paper.xml, Table 1`.
    pub fn name(self) -> String {
        match self {
            Self::File(file) => file.get_ref().clone(),
            Self::Paper(paper, None) => paper.get_ref().clone(),
            Self::Paper(paper, Some(table)) => format!("{}, {}", paper.get_ref(), table.get_ref()),
        }
    }
}

/// What a manifest leaves to be read of its paper.
#[cfg(feature = "documents")]
#[derive(Clone, Debug)]
pub(crate) struct Rest {
    pub paper: String,
    /// The labels of the tables that it declares.
    pub declared: Vec<String>,
    /// The labels of those that are left out, with the reason.
    pub skipped: Vec<(String, String)>,
    /// What it says of those that are read.
    pub said: Vec<Said>,
    /// Whether only these are read: the paper is that of tables, and not that of the study.
    pub is_of_tables: bool,
    /// Whether it says which texts are read.
    pub has_texts: bool,
}

#[cfg(feature = "documents")]
impl Rest {
    /// Nothing where the manifest names no paper for the whole study, nor for a table that is to be read.
    pub fn of(manifest: &Manifest, source: &Source) -> Result<Option<Self>, Error> {
        let of_study = manifest.study.paper.as_ref();
        let of_tables = manifest.corrections.iter().filter_map(|entry| entry.paper.as_ref());
        let Some(paper) = of_study.or(of_tables.clone().next()) else {
            let help = "say the `paper` beside study.toml that it is a table of, or its `file`, `stub` and `header`";
            return match manifest.corrections.first() {
                Some(entry) => Err(source.error(entry.at(), "the table has no `paper`").help(help)),
                None => Ok(None),
            };
        };
        plain_file_name(paper, source)?;
        let is_it = |other: &Spanned<String>| other.get_ref() == paper.get_ref();
        if let Some(other) = of_tables.into_iter().find(|other| !is_it(other)) {
            let message = format!("tables of {} are read already", paper.get_ref());
            return Err(source
                .error(offset(other), message)
                .help("a study reads one paper; declare the tables of others"));
        }
        let is_of_it = |entry: &&TableEntry| entry.paper.as_ref().is_none_or(is_it);
        let declared = manifest.tables.iter().filter(is_of_it).filter_map(|entry| entry.table.as_ref());
        let skipped = manifest.skip.iter().map(|(label, reason)| (label.clone(), reason.get_ref().clone()));
        Ok(Some(Self {
            paper: paper.get_ref().clone(),
            declared: declared.map(|table| table.get_ref().clone()).collect(),
            skipped: skipped.collect(),
            said: manifest.corrections.iter().map(|entry| Said::of(entry, source)).collect::<Result<_, _>>()?,
            is_of_tables: of_study.is_none(),
            has_texts: !manifest.texts.is_empty(),
        }))
    }
}

/// The papers of a study, each read once.
#[derive(Default)]
pub(crate) struct Papers {
    #[cfg(feature = "documents")]
    read: Vec<(String, crate::document::Document)>,
}

#[cfg(feature = "documents")]
impl Papers {
    /// The cells of a table as CSV.
    pub fn csv(
        &mut self,
        paper: &Spanned<String>,
        table: Option<&Spanned<String>>,
        manifest: &Source,
        load: impl Fn(&str) -> Result<Vec<u8>, Error>,
    ) -> Result<String, Error> {
        let name = paper.get_ref();
        if self.read.iter().all(|known| known.0 != *name) {
            let document = load(name).and_then(|bytes| crate::document::Document::from_bytes(name, &bytes));
            let document = document.map_err(|error| manifest.error(offset(paper), error.to_string()))?;
            self.read.push((name.clone(), document));
        }
        let sheets = self.read.iter().filter(|known| known.0 == *name).flat_map(|known| &known.1.sheets);
        let labels: Vec<&str> = sheets.clone().map(|sheet| sheet.label.as_str()).collect();
        let at = match table {
            Some(table) => crate::document::table_called(&labels, table.get_ref()),
            None => Some(0).filter(|_| labels.len() == 1),
        };
        let sheet = at.and_then(|at| sheets.clone().nth(at));
        sheet.map(crate::document::Sheet::to_csv).ok_or_else(|| no_such_table(paper, table, &labels, manifest))
    }
}

#[cfg(feature = "documents")]
fn no_such_table(
    paper: &Spanned<String>,
    table: Option<&Spanned<String>>,
    labels: &[&str],
    manifest: &Source,
) -> Error {
    let name = paper.get_ref();
    let error = match table {
        Some(table) => manifest.error(offset(table), format!("no table of {name} is called `{}`", table.get_ref())),
        None => manifest.error(offset(paper), format!("{name} has {} tables; `table` says which it is", labels.len())),
    };
    error.help(crate::document::tables_there_are(labels))
}

#[cfg(not(feature = "documents"))]
impl Papers {
    pub fn csv(
        &mut self,
        paper: &Spanned<String>,
        _: Option<&Spanned<String>>,
        manifest: &Source,
        _: impl Fn(&str) -> Result<Vec<u8>, Error>,
    ) -> Result<String, Error> {
        Err(manifest.error(offset(paper), "retally is built without its feature `documents`, which reads papers"))
    }
}
