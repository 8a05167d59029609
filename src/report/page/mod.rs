//! The audit as a page: the tables as the paper prints them, each figure with its mark, each finding where it stands.

mod anchor;
pub(super) mod badge;
mod colophon;
pub(super) mod document;
mod finding;
mod index;
pub(super) mod layout;
mod paper;
mod parts;
mod relations;
mod summary;
#[cfg(feature = "documents")]
mod sweep;
pub(super) mod table;
mod text_claims;

use maud::html;

use crate::audit::Audit;
use crate::report::Folders;
use document::document;
use paper::Paper;

pub use index::index;
#[cfg(feature = "documents")]
pub use sweep::summary_page;

/// The whole audit as one HTML page that needs no other file, no network and no script.
///
/// The findings come first, the worst of them at the top; then each table as the paper prints it, every figure marked, with its findings and its charts;
/// then figures in the text, what is undecided and what is not checked, all relations, and how to cite the page. What
/// comes from the study's files is escaped.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let page = retally::report::page(&study.audit());
/// assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
/// assert!(page.contains("37 of 141 is 26.24…, i.e. 26.2"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn page(audit: &Audit) -> String {
    dated(audit, None)
}

/// The same with a date, which stands in how to cite it.
fn dated(audit: &Audit, date: Option<&str>) -> String {
    let paper = Paper::of(audit);
    document(
        audit.study().title(),
        html! {
            (summary::summary(&paper))
            (parts::tables(&paper))
            (text_claims::in_the_text(&paper))
            (relations::open_questions(&paper))
            (relations::relations(&paper))
            (colophon::colophon(&paper, date))
        },
    )
}

/// A page as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Where it belongs, relative to the folder of all: `izcara-andrade-2018/report.html`.
    pub path: String,
    /// Its content.
    pub html: String,
}

/// A page for each audit and, where there are several, the one that lists them.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let pages = retally::report::pages(&[study.audit(), study.audit()]);
/// let paths: Vec<_> = pages.iter().map(|page| page.path.as_str()).collect();
/// assert_eq!(paths, ["izcara-andrade-2018/report.html", "izcara-andrade-2018-2/report.html", "index.html"]);
/// # Ok::<(), retally::Error>(())
/// ```
pub fn pages(audits: &[Audit]) -> Vec<Page> {
    dated_pages(audits, None)
}

/// The same with the date of the audits, which stands in how to cite them: nothing else is dated, and without one the same audits
/// give the same bytes.
pub fn dated_pages(audits: &[Audit], date: Option<&str>) -> Vec<Page> {
    let mut folders = Folders::default();
    let paths: Vec<_> = audits.iter().map(|audit| format!("{}/report.html", folders.of(audit.study()))).collect();
    let mut pages: Vec<_> =
        audits.iter().zip(&paths).map(|(audit, path)| Page { path: path.clone(), html: dated(audit, date) }).collect();
    if audits.len() > 1 {
        let listed: Vec<_> = audits.iter().zip(paths.iter().map(String::as_str)).collect();
        pages.push(Page { path: "index.html".to_owned(), html: index(&listed) });
    }
    pages
}
