//! What a manifest says of a table, held against the labels that the table prints.

use crate::document::Sheet;
use crate::error::Error;
use crate::reading::layout::frame::Frame;
use crate::reading::layout::given::{COLUMNS, Coverage, Given, Of, is_called};
use crate::reading::layout::texts::{bare, one_line};
use crate::reading::tallies::tally::Notation;
use crate::study::{self, Said, Source, offset};

/// The words for what percentages are shares of.
const BASES: [&str; 3] = ["column", "row", "block"];

/// What a manifest says of the sheets that are one table; an error, where these have no such row, column or heading.
pub(super) fn resolve(said: &Said, sheets: &[&Sheet], manifest: &Source) -> Result<Given, Error> {
    let resolver = Resolver { sheets, manifest };
    let mut given = Given {
        header_rows: resolver.number(said.header_rows.as_ref(), Sheet::rows, ["header-rows", "rows"])?,
        stub_columns: resolver.number(said.stub_columns.as_ref(), Sheet::columns, ["stub-columns", "columns"])?,
        decimal: said.decimal,
        notation: said.cells.as_ref().map(|cells| resolver.notation(cells)).transpose()?,
        base: said.share_of.as_ref().map(|base| resolver.base(base)).transpose()?,
        name: said.name.clone(),
        ..Given::default()
    };
    let labels = Labels::of(sheets, &given, said.at, manifest)?;
    given.ignore = said.ignore.as_ref().map(|names| labels.all(names, Labels::any)).transpose()?.unwrap_or_default();
    let labels = Labels::of(sheets, &given, said.at, manifest)?;
    given.cells_of = said.cells_of.iter().map(|cells| labels.cells(cells)).collect::<Result<_, _>>()?;
    given.bases =
        said.bases.iter().map(|(label, base)| labels.base(label, base, &resolver)).collect::<Result<_, _>>()?;
    given.coverage = labels.coverage(said)?;
    given.margins = said.margins.as_ref().map(|margins| labels.all(margins, Labels::any)).transpose()?;
    for (label, name) in &said.names {
        let label = labels.one(label, offset(name), |labels| labels.rows_and(&[COLUMNS]))?;
        if given.names.iter().any(|(_, other)| other == name.get_ref()) {
            return Err(manifest.error(offset(name), format!("`{}` is the name of something else", name.get_ref())));
        }
        given.names.push((label, name.get_ref().clone()));
    }
    Ok(given)
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

    fn notation(&self, cells: &toml::Spanned<String>) -> Result<&'static str, Error> {
        let known = Notation::ALL.into_iter().map(Notation::written).find(|notation| notation == cells.get_ref());
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

    fn rows_and(&self, others: &[&str]) -> Vec<String> {
        self.rows.iter().map(String::as_str).chain(others.iter().copied()).map(str::to_owned).collect()
    }

    /// The notation of the cells of a row or a column.
    fn cells(&self, (label, cells): &(String, toml::Spanned<String>)) -> Result<(String, String), Error> {
        study::Notation::parse(cells.get_ref()).map_err(|problem| self.manifest.error(offset(cells), problem))?;
        Ok((self.one(label, offset(cells), Self::any)?, cells.get_ref().clone()))
    }

    /// What the percentages of a row are shares of.
    fn base(&self, label: &str, base: &toml::Spanned<String>, resolver: &Resolver) -> Result<(String, Of), Error> {
        let label = self.one(label, offset(base), Self::rows)?;
        let of_row = |_| self.one(base.get_ref(), offset(base), |labels| labels.rows_and(&BASES)).map(Of::Those);
        Ok((label, resolver.base(base).or_else(of_row)?))
    }

    /// Whom the levels of blocks are, each once.
    fn coverage(&self, said: &Said) -> Result<Vec<(String, Coverage)>, Error> {
        let kinds = [
            (Coverage::Partition, &said.partition),
            (Coverage::Partial, &said.partial),
            (Coverage::Overlap, &said.overlap),
        ];
        let mut found: Vec<(String, Coverage)> = Vec::new();
        for (kind, names) in kinds.into_iter().filter_map(|(kind, names)| Some((kind, names.as_ref()?))) {
            for name in self.all(names, Self::rows)? {
                if found.iter().any(|(known, _)| *known == name) {
                    let message = format!("`{name}` is named twice among `partition`, `partial` and `overlap`");
                    return Err(self.manifest.error(offset(names), message));
                }
                found.push((name, kind));
            }
        }
        Ok(found)
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
