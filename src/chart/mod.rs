//! Charts of what a study prints, as SVG and as PNG.
//!
//! What a table *is* decides how it is drawn, and each kind of chart is a function that returns nothing for a table of another
//! kind. Nothing is configured, and no table is drawn that would make a misleading picture.
//!
//! ```
//! use retally::chart;
//!
//! let study = retally::studies::ALL[0].study()?;
//! let audit = study.audit();
//! let drawing = chart::sides(&audit, 2).unwrap();
//! assert_eq!(drawing.name(), "table3-sides");
//! assert!(drawing.svg().starts_with("<svg ") && drawing.svg().contains("26.24…")); // what was found is marked
//! assert!(chart::items(&audit, 2).is_none()); // Table 3 is no battery of items
//! assert_eq!(chart::charts(&audit).iter().filter(|chart| chart.table() == Some(3)).count(), 5);
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! | a table of | is drawn by |
//! |---|---|
//! | variables, with extremes, quartiles, medians or modes | [`descriptives`] |
//! | variables, with means and standard deviations alone | [`means`] |
//! | items, each with the levels of a dimension of its own | [`items`] |
//! | rows within the two levels of a dimension | [`sides`] |
//! | any other counts and percentages | [`frequencies`] |
//! | a classification by the levels of another one | [`shares`] as well |
//! | rounded figures that are recomputed as one value each | [`recomputed`] as well |
//! | any figures, held against a data file, | [`compared`], of a [`Comparison`](crate::respondents::Comparison) |
//! | means of whole answers of few respondents | [`granularity`] as well |
//! | variables with three statistics or more that some data have | [`possible`] as well |
//!
//! Colours are those of Okabe & Ito, and shape or place tells the same once more. A triangle marks each figure that may be wrong,
//! all of a finding alike, with the letter of the note below: full for a new finding, hollow for a known one. Where one figure alone
//! can be wrong, what it is recomputed as stands beside it. Text is measured
//! with the letters of Arimo, which have the widths of Arial and Liberation Sans; images have no other font in them. The same
//! study gives the same bytes.
//!
//! # How tables are drawn
//!
//! The quantities of a table's claims and where they are printed say what it is: a dimension whose levels stand beside each other in
//! a row is a group, any other a row. A kind of chart is a function that returns nothing where the table is not of its kind. It
//! collects marks at whole pixels, which plotters draws as SVG; the root element is written anew, with a title and a description.
//! Text is laid out before anything is drawn, with the widths of the font that comes with the crate. Axes have exact round numbers.

mod averages;
mod axis;
mod bar;
mod bars;
mod colour;
mod crosstab;
mod drawing;
mod items;
mod labels;
mod page;
mod plain;
#[cfg(feature = "png")]
mod png;
mod possible;
mod raster;
mod rates;
mod recomputed;
mod scene;
mod sheet;
mod sides;
mod style;
mod tally;
mod text;
mod title;

use std::collections::BTreeSet;

use crate::audit::Audit;
use crate::error::Error;

pub use colour::Theme;
pub(crate) use colour::dark_rules;
pub use drawing::Chart;
#[cfg(feature = "png")]
pub use png::PngError;

/// Every chart that the tables of a study call for, in the order of its tables. No two have the same name: where two would,
/// the later one has its number at the end.
pub fn charts(audit: &Audit) -> Vec<Chart> {
    let mut charts: Vec<Chart> = (0..audit.study().tables().len()).flat_map(|table| of_table(audit, table)).collect();
    let mut known = BTreeSet::new();
    for (at, chart) in charts.iter_mut().enumerate() {
        if !known.insert(chart.name.clone()) {
            chart.name = format!("{}-{}", chart.name, at + 1);
            known.insert(chart.name.clone());
        }
    }
    charts
}

/// The chart of that name, or the first one of the table of that name.
///
/// ```
/// use retally::chart;
///
/// let study = retally::studies::ALL[0].study()?;
/// let audit = study.audit();
/// assert_eq!(chart::of(&audit, "table3")?.name(), "table3-sides");
/// assert_eq!(chart::of(&audit, "table4-recomputed")?.table(), Some(3));
/// let error = chart::of(&audit, "tabel3").unwrap_err();
/// assert_eq!(error.to_string(), "izcara-andrade-2018: no table and no chart is called `tabel3`; did you mean `table3`?");
/// # Ok::<(), retally::Error>(())
/// ```
///
/// # Errors
///
/// Where there is no such table or chart, with the nearest name; and where no chart is drawn of such a table.
pub fn of(audit: &Audit, name: &str) -> Result<Chart, Error> {
    let mut charts = charts(audit);
    let tables = || audit.study().tables().iter().map(|table| table.name.as_str());
    let table = tables().position(|table| table == name);
    let is_meant = |chart: &Chart| chart.name == name || table.is_some() && chart.table() == table;
    let error = |message| Error::new(audit.study().name(), message);
    match (charts.iter().position(is_meant), table) {
        (Some(at), _) => Ok(charts.swap_remove(at)),
        (None, Some(_)) => Err(error(format!("no chart is drawn of a table such as `{name}`"))),
        (None, None) => {
            let names = tables().chain(charts.iter().map(Chart::name));
            Err(error(format!("no table and no chart is called `{name}`")).nearest(name, names))
        }
    }
}

/// What a table is decides how it is drawn: as a battery of items, on two sides, or as it is laid out.
fn of_table(audit: &Audit, table: usize) -> Vec<Chart> {
    let counted = items(audit, table).or_else(|| sides(audit, table)).or_else(|| frequencies(audit, table));
    let measured = descriptives(audit, table).or_else(|| means(audit, table));
    let checked = [recomputed(audit, table), granularity(audit, table), possible(audit, table)];
    counted.into_iter().chain(shares(audit, table)).chain(measured).chain(checked.into_iter().flatten()).collect()
}

pub use averages::{descriptives, means};
pub use bars::frequencies;
pub use crosstab::shares;
pub use items::items;
pub use plain::bars;
pub use possible::possible;
pub use raster::granularity;
pub use rates::{Rate, rates};
pub use recomputed::{compared, recomputed};
pub use sides::sides;
