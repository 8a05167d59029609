//! Tables of a paper that a manifest corrects: it says some keys of them, and leaves the rest to be read.
//!
//! A table that says its `stub` and its `header` is declared, and what is printed is what it says. One that says neither is read, and
//! what it says is a fact for that.

use toml::Spanned;

use crate::error::Error;
use crate::study::manifest::{self, Keys, Manifest, TableEntry};
use crate::study::source::Source;
#[cfg(feature = "documents")]
use crate::study::value::OneOrMany;
use crate::study::value::offset;

/// Reads a manifest, and sets the tables that are to be read apart from those that are declared.
pub(crate) fn read_manifest(source: &Source) -> Result<Manifest, Error> {
    let mut manifest = manifest::read(source)?;
    let entries = std::mem::take(&mut manifest.tables);
    for entry in entries {
        match (is_said(&entry.stub), is_said(&entry.header)) {
            (true, true) => manifest.tables.push(declared(entry, source)?),
            (false, false) => manifest.corrections.push(read(entry, source)?),
            (is_stub, _) => {
                let missing = if is_stub { "header" } else { "stub" };
                let message = format!("the table has no `{missing}`");
                return Err(source.error(entry.at(), message).help(
                    "one that says neither `stub` nor `header` is a table of a `paper`, of which the rest is read",
                ));
            }
        }
    }
    Ok(manifest)
}

fn is_said(keys: &Spanned<Keys>) -> bool {
    !keys.span().is_empty()
}

/// A table that says all of itself says nothing of how it would be read.
fn declared(entry: TableEntry, source: &Source) -> Result<TableEntry, Error> {
    let rows = entry.header_rows.as_ref().map(|rows| ("header-rows", offset(rows)));
    let columns = entry.stub_columns.as_ref().map(|columns| ("stub-columns", offset(columns)));
    let names = entry.names.first().map(|(_, name)| ("names", offset(name)));
    match rows.or(columns).or(names) {
        None => Ok(entry),
        Some((key, at)) => {
            let help = "leave it out, as `stub` and `header` say it; or leave these out, and the table is read";
            Err(source.error(at, format!("`{key}` is of a table that is read")).help(help))
        }
    }
}

/// The keys of a table that is read.
const OF_A_READING: &str = "of a table that is read `cells`, `cells-of`, `share-of`, `bases`, `partition`, `partial`, `overlap`, \
                            `margins`, `ignore`, `header-rows`, `stub-columns`, `name` and `names` can be said, and the decimal \
                            sign; for the others say its `stub` and `header` as well";

/// A table that is read is of a paper, and each key that it says is of the reading.
fn read(entry: TableEntry, source: &Source) -> Result<TableEntry, Error> {
    if let Some(file) = &entry.file {
        return Err(source.error(offset(file), "the table has no `stub` and no `header`"));
    }
    match of_figures(&entry) {
        None => Ok(entry),
        Some((key, at)) => Err(source.error(at, format!("`{key}` is of a table that is declared")).help(OF_A_READING)),
    }
}

/// A key that says how figures are judged, or what single cells are: a reading does not know it.
fn of_figures(entry: &TableEntry) -> Option<(&'static str, usize)> {
    let at = entry.at();
    let numbers = entry.numbers.as_ref().filter(|numbers| !numbers.is_decimal_alone());
    let keys = [
        ("rows", entry.rows.as_ref().map(offset)),
        ("title", entry.title.as_ref().map(|_| at)),
        ("bind", entry.bind.first().map(|(_, level)| offset(level))),
        ("headings", entry.headings.as_ref().map(offset)),
        ("lists", entry.lists.as_ref().map(offset)),
        ("labels", entry.labels.first().map(|(_, bound)| offset(bound))),
        ("at", entry.at.first().map(|(_, bound)| offset(bound))),
        ("numbers", numbers.map(|_| at)),
        ("decimals", entry.decimals.first().map(|(_, decimals)| offset(decimals))),
        ("weighted", entry.weighted.as_ref().map(offset)),
        ("rounding", entry.rounding.map(|_| at)),
        ("trust", entry.trust.map(|_| at)),
    ];
    keys.into_iter().find_map(|(key, at)| Some((key, at?)))
}

/// What a manifest says of a table that is read.
#[cfg(feature = "documents")]
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Where.
    pub at: usize,
    /// The label of the table, if its paper has several.
    pub table: Option<String>,
    pub name: Option<String>,
    pub header_rows: Option<Spanned<usize>>,
    pub stub_columns: Option<Spanned<usize>>,
    pub decimal: Option<char>,
    pub cells: Option<Spanned<String>>,
    pub cells_of: Vec<(String, Spanned<String>)>,
    pub share_of: Option<Spanned<String>>,
    pub bases: Vec<(String, Spanned<String>)>,
    pub partition: Option<Spanned<Vec<String>>>,
    pub partial: Option<Spanned<Vec<String>>>,
    pub overlap: Option<Spanned<Vec<String>>>,
    pub margins: Option<Spanned<Vec<String>>>,
    pub ignore: Option<Spanned<Vec<String>>>,
    pub names: Vec<(String, Spanned<String>)>,
}

#[cfg(feature = "documents")]
impl Said {
    pub fn of(entry: &TableEntry, manifest: &Source) -> Result<Self, Error> {
        let one = |key: &str, list: &Spanned<Keys>| match list.get_ref().0.as_slice() {
            [OneOrMany(names)] if names.len() == 1 => Ok(Spanned::new(list.span(), names[0].clone())),
            _ => Err(manifest.error(offset(list), format!("`{key}` of a table that is read is one word"))),
        };
        let list = |list: &Option<Spanned<OneOrMany<String>>>| {
            list.as_ref().map(|list| Spanned::new(list.span(), list.get_ref().0.clone()))
        };
        let cells = entry.cells.as_ref().map(|cells| match cells.get_ref().0.as_slice() {
            [notation] => Ok(Spanned::new(cells.span(), notation.clone())),
            _ => Err(manifest
                .error(offset(cells), "`cells` of a table that is read is one notation")
                .help("`cells-of` says that of rows and columns, by label")),
        });
        let bases = entry.bases.iter().map(|(label, base)| Ok((label.clone(), one("bases", base)?)));
        Ok(Self {
            at: entry.at(),
            table: entry.table.as_ref().map(|table| table.get_ref().clone()),
            name: entry.name.clone(),
            header_rows: entry.header_rows.clone(),
            stub_columns: entry.stub_columns.clone(),
            decimal: entry.numbers.as_ref().map(|numbers| numbers.decimal),
            cells: cells.transpose()?,
            cells_of: entry.cells_of.iter().map(|(label, cells)| (label.clone(), cells.clone())).collect(),
            share_of: entry.share_of.as_ref().map(|base| one("share-of", base)).transpose()?,
            bases: bases.collect::<Result<_, Error>>()?,
            partition: list(&entry.partition),
            partial: list(&entry.partial),
            overlap: list(&entry.overlap),
            margins: list(&entry.margins),
            ignore: list(&entry.ignore),
            names: entry.names.iter().map(|(label, name)| (label.clone(), name.clone())).collect(),
        })
    }
}
