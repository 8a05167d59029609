//! Claims, outcomes and tables as polars frames, for those who go on from there.
//!
//! Figures stay text, so that `50.0` is not `50`; beside them stand the nearest floating-point numbers, for sorting and
//! drawing. Needs the feature `frames`, which is on by default; `retally::frames::polars` is the version that these
//! frames belong to.
//!
//! ```
//! use retally::frames::{outcomes, polars::prelude::*};
//!
//! let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
//! let frame = outcomes(&study.audit())?;
//! assert_eq!(frame.height(), 151);
//! let broken = frame.column("verdict")?.str()?.equal("inconsistent");
//! assert_eq!(frame.filter(&broken)?.height(), 5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub use polars;
use polars::prelude::{Column, DataFrame, IntoColumn, NamedFrom, PolarsResult, Series};

use crate::audit::Audit;
use crate::number::Interval;
use crate::relation::{Outcome, Verdict};
use crate::study::{Claim, Study, Table};

/// One row a claim, in the order of [`Study::claims`].
///
/// | column | type | what |
/// |---|---|---|
/// | `table` | string | the table's name, `study` for the manifest |
/// | `file`, `line`, `field` | string, u64, u64 | where it is printed |
/// | `figure` | string | as printed |
/// | `statistic` | string | the statistic that is reported |
/// | `variable` | string or null | of which variable |
/// | `event`, `base` | string, string or null | of which respondents, as a share of which |
/// | `number` | f64 | the printed number |
/// | `low`, `high` | f64 or null | the ends of the values it can stand for; null where there is no end |
pub fn claims(study: &Study) -> PolarsResult<DataFrame> {
    let claims = study.claims();
    let names = study.names();
    let text = |name: &str, of: &dyn Fn(&Claim) -> String| strings(name, claims.iter().map(of));
    let number = |name: &str, of: &dyn Fn(&Claim) -> Option<f64>| numbers(name, claims.iter().map(of));
    let place = |name: &str, of: &dyn Fn(&Claim) -> usize| {
        Series::new(name.into(), claims.iter().map(|claim| of(claim) as u64).collect::<Vec<_>>()).into_column()
    };
    let variable = claims.iter().map(|claim| claim.quantity.variable.map(|variable| names.name(variable).to_owned()));
    let base = claims.iter().map(|claim| claim.quantity.base.as_ref().map(|base| names.event(base)));
    DataFrame::new(
        claims.len(),
        vec![
            text("table", &|claim| study.table_name(claim).to_owned()),
            text("file", &|claim| study.sources()[claim.place.source].name().to_owned()),
            place("line", &|claim| claim.place.line),
            place("field", &|claim| claim.place.field),
            text("figure", &|claim| claim.figure.to_string()),
            text("statistic", &|claim| claim.quantity.statistic.to_string()),
            Series::new("variable".into(), variable.collect::<Vec<_>>()).into_column(),
            text("event", &|claim| names.event(&claim.quantity.event)),
            Series::new("base".into(), base.collect::<Vec<_>>()).into_column(),
            number("number", &|claim| Some(claim.figure.number().to_f64())),
            number("low", &|claim| low(&claim.values)),
            number("high", &|claim| high(&claim.values)),
        ],
    )
}

/// One row an outcome, in the order of [`Audit::outcomes`].
///
/// | column | type | what |
/// |---|---|---|
/// | `relation`, `kind` | string | its name and kind |
/// | `where` | string or null | `file:line:field` of the figure that is stated; null where that is a constant |
/// | `reported` | string | what is stated, as printed |
/// | `arithmetic` | string or null | what it is recomputed from, with the figures as printed |
/// | `low`, `high` | f64 or null | the ends of the values that follow |
/// | `verdict` | string | `consistent`, `inconsistent` or `undecided` |
/// | `reason` | string or null | why it is undecided |
pub fn outcomes(audit: &Audit) -> PolarsResult<DataFrame> {
    let (study, outcomes) = (audit.study(), audit.outcomes());
    let text = |name: &str, of: &dyn Fn(&Outcome) -> String| strings(name, outcomes.iter().map(of));
    let number = |name: &str, of: &dyn Fn(&Interval) -> Option<f64>| {
        numbers(name, outcomes.iter().map(|outcome| outcome.recomputed.as_ref().and_then(of)))
    };
    let perhaps = |name: &str, of: &dyn Fn(&Outcome) -> Option<String>| {
        Series::new(name.into(), outcomes.iter().map(of).collect::<Vec<_>>()).into_column()
    };
    let stated = |outcome: &Outcome| {
        outcome.relation.stated.claims().first().map(|claim| study.location(&study.claims()[*claim]))
    };
    DataFrame::new(
        outcomes.len(),
        vec![
            text("relation", &|outcome| outcome.relation.name.clone()),
            text("kind", &|outcome| outcome.relation.kind.to_string()),
            perhaps("where", &stated),
            text("reported", &|outcome| outcome.relation.stated.write(study)),
            perhaps("arithmetic", &|outcome| {
                outcome.relation.recomputed.as_ref().ok().map(|expression| expression.write(study))
            }),
            number("low", &low),
            number("high", &high),
            text("verdict", &|outcome| outcome.verdict.name().to_owned()),
            perhaps("reason", &|outcome| match &outcome.verdict {
                Verdict::Undecided(unknown) => Some(unknown.reason(study.names())),
                _ => None,
            }),
        ],
    )
}

/// A table as printed: one string column for each of its columns, one row for each row below the header.
///
/// A column is named after its header labels, joined with a space; `column N` where there is none, and with its number
/// behind it where another column has the name.
pub fn table(table: &Table) -> PolarsResult<DataFrame> {
    let (header, body) = table.grid.rows().split_at(table.header_rows);
    let mut names: Vec<String> = Vec::new();
    let columns = (0..table.grid.width()).map(|at| {
        let labels = header.iter().map(|row| row[at].text.trim()).filter(|label| !label.is_empty());
        let name = labels.collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { format!("column {}", at + 1) } else { name };
        let name = if names.contains(&name) { format!("{name} {}", at + 1) } else { name };
        names.push(name.clone());
        strings(&name, body.iter().map(|row| row[at].text.clone()))
    });
    DataFrame::new(body.len(), columns.collect())
}

fn strings(name: &str, values: impl Iterator<Item = String>) -> Column {
    Series::new(name.into(), values.collect::<Vec<_>>()).into_column()
}

fn numbers(name: &str, values: impl Iterator<Item = Option<f64>>) -> Column {
    Series::new(name.into(), values.collect::<Vec<_>>()).into_column()
}

fn low(values: &Interval) -> Option<f64> {
    values.least().map(|value| value.to_f64())
}

fn high(values: &Interval) -> Option<f64> {
    values.greatest().map(|value| value.to_f64())
}
