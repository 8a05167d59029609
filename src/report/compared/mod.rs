//! A study held against its data: as text, Markdown, JSON and JUnit XML.

mod json;
mod junit;
mod markdown;
mod page;
mod text;
mod view;

pub use page::compared_page;
pub use view::Disclosure;

use crate::report::Format;
use crate::respondents::Comparison;

/// Comparisons of studies with their data in a format, ending with a line break. SARIF, which points at lines of files, has no place for
/// recomputed tables: nothing is written.
///
/// ```
/// use retally::report::{Disclosure, Format, compared};
/// use retally::respondents::Comparison;
///
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let microdata = study.reproduce(1);
/// let comparison = Comparison::read(&study, "microdata.csv", microdata.csv().as_bytes())?;
/// let text = compared(Format::Text, &[comparison], Disclosure::default());
/// assert!(text.contains("168 figures: 153 match as reported, 0 differ, 5 cannot match (a finding shows why), 10 not compared"), "{text}");
/// # Ok::<(), retally::Error>(())
/// ```
pub fn compared(format: Format, comparisons: &[Comparison], shown: Disclosure) -> String {
    let each = |one: fn(&Comparison, Disclosure) -> String, between: &str| {
        comparisons.iter().map(|comparison| one(comparison, shown)).collect::<Vec<_>>().join(between)
    };
    match format {
        Format::Text => each(text::text, "\n"),
        Format::Markdown => each(markdown::markdown, "\n"),
        Format::Json => each(json::json, ""),
        Format::Junit => junit::junit(comparisons, shown),
        Format::Sarif => String::new(),
    }
}
