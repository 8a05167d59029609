//! What a manifest says of a table that is read: facts, of which the figures decide nothing. They choose the rest.
//!
//! Rows and columns are named by their labels, which each sheet is asked for by itself: the tables that stand below each other in one are
//! parts of what the manifest calls one table.

use crate::document::Sheet;
use crate::error::Error;
use crate::reading::frame::Frame;
use crate::reading::labels::{bare, one_line};
use crate::reading::tally::Notation;
use crate::study::{self, Said, Source, offset, tidy_label};

/// The facts of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Given {
    pub header_rows: Option<usize>,
    pub stub_columns: Option<usize>,
    pub decimal: Option<char>,
    /// How counts and percentages are printed.
    pub notation: Option<Notation>,
    /// The notation of the cells of rows or columns.
    pub cells_of: Vec<(String, String)>,
    /// What percentages are shares of, and those of single rows.
    pub base: Option<Of>,
    pub bases: Vec<(String, Of)>,
    /// Whom the levels of blocks are.
    pub coverage: Vec<(String, Coverage)>,
    /// The rows and columns that are totals, and no others.
    pub margins: Option<Vec<String>>,
    /// The rows and columns that are not read.
    pub ignore: Vec<String>,
    /// What outputs call the table, and what its columns and the rows of blocks are called.
    pub name: Option<String>,
    pub names: Vec<(String, String)>,
}

/// What percentages are shares of, as a manifest says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// Their column.
    Column,
    /// Their row.
    Row,
    /// Their block.
    Block,
    /// Those whom another row counts.
    Those(String),
}

/// Whom the levels of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coverage {
    /// Everybody.
    Partition,
    /// Those who answered.
    Partial,
    /// They overlap.
    Overlap,
}

/// Nothing.
pub(super) static NOTHING: Given = Given {
    header_rows: None,
    stub_columns: None,
    decimal: None,
    notation: None,
    cells_of: Vec::new(),
    base: None,
    bases: Vec::new(),
    coverage: Vec::new(),
    margins: None,
    ignore: Vec::new(),
    name: None,
    names: Vec::new(),
};

/// What the columns are called among `names`.
pub(super) const COLUMNS: &str = "columns";

/// The words for what percentages are shares of.
const BASES: [&str; 3] = ["column", "row", "block"];

impl Given {
    /// What a manifest says of the sheets that are one table; an error, where these have no such row, column or heading.
    pub fn of(said: &Said, sheets: &[&Sheet], manifest: &Source) -> Result<Self, Error> {
        let resolver = Resolver { sheets, manifest };
        let mut given = Self {
            header_rows: resolver.number(said.header_rows.as_ref(), Sheet::rows, ["header-rows", "rows"])?,
            stub_columns: resolver.number(said.stub_columns.as_ref(), Sheet::columns, ["stub-columns", "columns"])?,
            decimal: said.decimal,
            name: said.name.clone(),
            ..Self::default()
        };
        let labels = Labels::of(sheets, &given, said.at, manifest)?;
        if let Some(ignore) = &said.ignore {
            given.ignore = labels.all(ignore, Labels::any)?;
        }
        // The labels of what is read.
        let labels = Labels::of(sheets, &given, said.at, manifest)?;
        given.notation = said.cells.as_ref().map(|cells| resolver.notation(cells)).transpose()?;
        for (label, cells) in &said.cells_of {
            study::Notation::parse(cells.get_ref()).map_err(|problem| manifest.error(offset(cells), problem))?;
            given.cells_of.push((labels.one(label, offset(cells), Labels::any)?, cells.get_ref().clone()));
        }
        given.base = said.share_of.as_ref().map(|base| resolver.base(base)).transpose()?;
        for (label, base) in &said.bases {
            let label = labels.one(label, offset(base), Labels::rows)?;
            let of = match resolver.base(base) {
                Ok(of) => of,
                Err(_) => Of::Those(labels.one(base.get_ref(), offset(base), |labels| {
                    let mut names = labels.rows();
                    names.extend(BASES.map(str::to_owned));
                    names
                })?),
            };
            given.bases.push((label, of));
        }
        for (kind, names) in [
            (Coverage::Partition, &said.partition),
            (Coverage::Partial, &said.partial),
            (Coverage::Overlap, &said.overlap),
        ] {
            let Some(names) = names else { continue };
            for name in labels.all(names, Labels::rows)? {
                if given.coverage.iter().any(|(known, _)| *known == name) {
                    let message = format!("`{name}` is named twice among `partition`, `partial` and `overlap`");
                    return Err(manifest.error(offset(names), message));
                }
                given.coverage.push((name, kind));
            }
        }
        given.margins = said.margins.as_ref().map(|margins| labels.all(margins, Labels::any)).transpose()?;
        for (label, name) in &said.names {
            let known = if label == COLUMNS {
                label.clone()
            } else {
                labels.one(label, offset(name), |labels| {
                    let mut names = labels.rows();
                    names.push(COLUMNS.to_owned());
                    names
                })?
            };
            if given.names.iter().any(|(_, other)| other == name.get_ref()) {
                return Err(manifest.error(offset(name), format!("`{}` is the name of something else", name.get_ref())));
            }
            given.names.push((known, name.get_ref().clone()));
        }
        Ok(given)
    }

    /// Whether a row or a column of these labels is not read.
    pub fn ignores<'l>(&self, mut labels: impl Iterator<Item = &'l str>, decimal: char) -> bool {
        !self.ignore.is_empty() && labels.any(|label| self.ignore.iter().any(|name| is_called(label, name, decimal)))
    }
}

/// Whether a label is that of a name in the manifest: as printed, or without markers and the number that it states.
pub(super) fn is_called(label: &str, name: &str, decimal: char) -> bool {
    let (label, name) = (one_line(label), one_line(name));
    label == name || !name.is_empty() && (tidy_label(&label) == name || bare(&label, decimal) == name)
}

struct Resolver<'a> {
    sheets: &'a [&'a Sheet],
    manifest: &'a Source,
}

impl Resolver<'_> {
    /// A number of rows or columns that leaves some.
    fn number(
        &self,
        said: Option<&toml::Spanned<usize>>,
        all: fn(&Sheet) -> usize,
        [key, what]: [&str; 2],
    ) -> Result<Option<usize>, Error> {
        let Some(said) = said else { return Ok(None) };
        let (number, most) = (*said.get_ref(), self.sheets.iter().map(|sheet| all(sheet)).max().unwrap_or(0));
        let message =
            || format!("`{key}` is {number}, expected at least 1 and fewer than the {most} {what} that the table has");
        let is_possible = (1..most).contains(&number);
        is_possible.then_some(Some(number)).ok_or_else(|| self.manifest.error(offset(said), message()))
    }

    fn notation(&self, cells: &toml::Spanned<String>) -> Result<Notation, Error> {
        let known = Notation::ALL.into_iter().find(|notation| notation.written() == cells.get_ref());
        known.ok_or_else(|| {
            let names = Notation::ALL.map(Notation::written);
            let message = format!("`{}` is no notation of counts, expected {}", cells.get_ref(), names.join(", "));
            self.manifest
                .error(offset(cells), message)
                .help("`cells-of` says how the cells of rows and columns are written that hold others, by label")
        })
    }

    fn base(&self, base: &toml::Spanned<String>) -> Result<Of, Error> {
        match base.get_ref().as_str() {
            "column" => Ok(Of::Column),
            "row" => Ok(Of::Row),
            "block" => Ok(Of::Block),
            other => Err(self
                .manifest
                .error(
                    offset(base),
                    format!("percentages of a table that is read are of `column`, `row` or `block`, not of `{other}`"),
                )
                .nearest(other, BASES)),
        }
    }
}

/// The labels that a table prints.
struct Labels<'a> {
    rows: Vec<String>,
    columns: Vec<String>,
    decimal: char,
    manifest: &'a Source,
}

impl<'a> Labels<'a> {
    fn of(sheets: &[&Sheet], given: &Given, at: usize, manifest: &'a Source) -> Result<Self, Error> {
        let frames: Vec<Frame> = sheets.iter().filter_map(|sheet| Frame::of(sheet, given)).collect();
        let decimal = frames.first().map(|frame| frame.decimal);
        let Some(decimal) = decimal else {
            return Err(manifest.error(at, "the table has no figures beside labels"));
        };
        let rows = frames.iter().flat_map(|frame| frame.rows.iter().map(|row| one_line(&row.label)));
        let columns = frames.iter().flat_map(|frame| {
            (0..frame.width()).flat_map(move |column| frame.names_of_column(column).collect::<Vec<String>>())
        });
        Ok(Self { rows: rows.collect(), columns: columns.collect(), decimal, manifest })
    }

    fn rows(&self) -> Vec<String> {
        self.rows.clone()
    }

    fn any(&self) -> Vec<String> {
        self.rows.iter().chain(&self.columns).cloned().collect()
    }

    /// A name that one of the labels has.
    fn one(&self, name: &str, at: usize, among: impl Fn(&Self) -> Vec<String>) -> Result<String, Error> {
        let labels = among(self);
        match labels.iter().any(|label| is_called(label, name, self.decimal)) {
            true => Ok(name.to_owned()),
            false => {
                let error = self.manifest.error(at, format!("no label of the table is `{name}`"));
                let bare: Vec<String> = labels.iter().map(|label| bare(label, self.decimal)).collect();
                Err(error.nearest(name, bare.iter().map(String::as_str)))
            }
        }
    }

    fn all(
        &self,
        names: &toml::Spanned<Vec<String>>,
        among: impl Fn(&Self) -> Vec<String>,
    ) -> Result<Vec<String>, Error> {
        names.get_ref().iter().map(|name| self.one(name, offset(names), &among)).collect()
    }
}
