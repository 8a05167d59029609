//! Lines of a sweep as polars frames, from which their users write Parquet or whatever they like.
//!
//! ```
//! use retally::frames::polars::prelude::*;
//! use retally::sweep::{Limits, Line, Papers, frames, sweep};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("t.csv"), ",Treated (n = 140),Others (n = 138)\nFemale,77 (55.0),80 (58.0)\nMale,63 (45.0),58 (42.0)\nSmoker,31 (22.1),27 (16.9)\n")?;
//! let lines: Vec<Line> = sweep(Papers::of([folder.path()]), 2, &Limits::default()).collect();
//! let (papers, found) = (frames::papers(&lines)?, frames::findings(&lines)?);
//! assert_eq!((papers.height(), found.height()), (1, 1));
//! assert_eq!(found.column("reported")?.str()?.get(0), Some("16.9"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, PolarsResult, Series};

use crate::sweep::line::{Found, Line, Table};

/// One row a paper.
///
/// | column | type | what |
/// |---|---|---|
/// | `paper`, `title`, `retally` | string | see [`Line`] |
/// | `doi`, `journal` | string or null | |
/// | `year` | u32 or null | |
/// | `tables`, `tables_read`, `pictures` | u64 | tables; of how many some was read; tables that are only pictures |
/// | `consistent`, `inconsistent`, `undecided` | u64 | relations |
/// | `findings` | u64 | what was found |
/// | `limit`, `error` | string or null | which limit the search for culprits reached; why the paper could not be read |
/// | `milliseconds` | u64 or null | how long it took |
pub fn papers(lines: &[Line]) -> PolarsResult<DataFrame> {
    let number = |name: &str, of: &dyn Fn(&Line) -> u64| column(name, lines.iter().map(of).collect::<Vec<_>>());
    let text =
        |name: &str, of: &dyn Fn(&Line) -> Option<String>| column(name, lines.iter().map(of).collect::<Vec<_>>());
    DataFrame::new(
        lines.len(),
        vec![
            text("paper", &|line| Some(line.paper.clone())),
            text("title", &|line| Some(line.title.clone())),
            text("retally", &|line| Some(line.retally.clone())),
            text("doi", &|line| line.doi.clone()),
            text("journal", &|line| line.journal.clone()),
            column("year", lines.iter().map(|line| line.year.map(u32::from)).collect::<Vec<_>>()),
            number("tables", &|line| line.tables.len() as u64),
            number("tables_read", &|line| line.tables.iter().filter(|table| table.read.is_some()).count() as u64),
            number("pictures", &|line| line.pictures as u64),
            number("consistent", &|line| line.relations.consistent),
            number("inconsistent", &|line| line.relations.inconsistent),
            number("undecided", &|line| line.relations.undecided),
            number("findings", &|line| line.findings.len() as u64),
            text("limit", &|line| line.limit.clone()),
            text("error", &|line| line.error.as_ref().map(|error| error.message.clone())),
            column("milliseconds", lines.iter().map(|line| line.milliseconds).collect::<Vec<_>>()),
        ],
    )
}

/// One row a finding.
///
/// | column | type | what |
/// |---|---|---|
/// | `paper` | string | its paper |
/// | `id`, `kind`, `message`, `reported`, `recomputed`, `severity` | string | see [`Found`] |
/// | `places` | string | where its figures stand, with `; ` between them |
/// | `suspect`, `implied` | string or null | the likeliest figure that may be wrong, and what the others imply for it |
/// | `bits` | i64 or null | what speaks for the reading that it rests on; null in sentences |
pub fn findings(lines: &[Line]) -> PolarsResult<DataFrame> {
    let found: Vec<(&Line, &Found)> =
        lines.iter().flat_map(|line| line.findings.iter().map(move |found| (line, found))).collect();
    let text = |name: &str, of: &dyn Fn(&Found) -> Option<String>| {
        column(name, found.iter().map(|(_, found)| of(found)).collect::<Vec<_>>())
    };
    DataFrame::new(
        found.len(),
        vec![
            column("paper", found.iter().map(|(line, _)| line.paper.clone()).collect::<Vec<_>>()),
            text("id", &|found| Some(found.id.clone())),
            text("kind", &|found| Some(found.kind.clone())),
            text("message", &|found| Some(found.message.clone())),
            text("reported", &|found| Some(found.reported.clone())),
            text("recomputed", &|found| Some(found.recomputed.clone())),
            text("severity", &|found| Some(found.severity.clone())),
            text("places", &|found| Some(found.places.join("; "))),
            text("suspect", &|found| found.suspects.first().map(|suspect| suspect.printed.clone())),
            text("implied", &|found| found.suspects.first().map(|suspect| suspect.implied.clone())),
            column("bits", found.iter().map(|(_, found)| found.bits).collect::<Vec<_>>()),
        ],
    )
}

/// One row a table.
///
/// | column | type | what |
/// |---|---|---|
/// | `paper`, `label` | string | its paper, and what it is called |
/// | `read`, `reason` | string or null | how it was read, or why not |
/// | `bits` | i64 or null | what speaks for it |
/// | `cells`, `unread` | u64 | cells that are read; rows and columns with figures that are not |
pub fn tables(lines: &[Line]) -> PolarsResult<DataFrame> {
    let tables: Vec<(&Line, &Table)> =
        lines.iter().flat_map(|line| line.tables.iter().map(move |table| (line, table))).collect();
    let text = |name: &str, of: &dyn Fn(&Table) -> Option<String>| {
        column(name, tables.iter().map(|(_, table)| of(table)).collect::<Vec<_>>())
    };
    let unread = |table: &Table| table.unread.values().sum::<usize>() as u64;
    DataFrame::new(
        tables.len(),
        vec![
            column("paper", tables.iter().map(|(line, _)| line.paper.clone()).collect::<Vec<_>>()),
            text("label", &|table| Some(table.label.clone())),
            text("read", &|table| table.read.clone()),
            text("reason", &|table| table.reason.clone()),
            column("bits", tables.iter().map(|(_, table)| table.bits).collect::<Vec<_>>()),
            column("cells", tables.iter().map(|(_, table)| table.cells as u64).collect::<Vec<_>>()),
            column("unread", tables.iter().map(|(_, table)| unread(table)).collect::<Vec<_>>()),
        ],
    )
}

fn column<T>(name: &str, values: Vec<T>) -> Column
where
    Series: NamedFrom<Vec<T>, [T]>,
{
    Series::new(name.into(), values).into_column()
}
