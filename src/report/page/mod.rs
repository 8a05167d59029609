//! The audit as a page: the tables as the paper prints them, each figure with its mark, each finding where it stands.

mod anchor;
mod badge;
mod colophon;
mod finding;
mod index;
mod layout;
mod relations;
mod summary;
mod table;
mod text_claims;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::audit::{Audit, Finding, Marks, about};
use crate::chart::{Chart, charts};
use crate::detectability::Detectability;
use crate::report::visible::visible;
use crate::report::words::once;
use crate::study::Study;

pub use index::{Page, index, pages};

/// Of how many lines a list is folded.
const MANY: usize = 12;

/// How pages look, on screens and on paper, by day and by night.
const STYLE: &str = include_str!("style.css");

/// Filters lists that are long; the page is whole without it.
const SCRIPT: &str = include_str!("filter.js");

/// The whole audit as one HTML page that needs no other file, no network and no script.
///
/// The summary comes first; then each table as the paper prints it, every figure marked, with its findings and its charts;
/// then figures in the text, what is undecided and what is not checked, all relations, and how to cite the page. What
/// comes from the study's files is escaped.
///
/// ```
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let page = retally::report::page(&study.audit());
/// assert!(page.starts_with("<!DOCTYPE html><html lang=\"en\">"));
/// assert!(page.contains("37 of 141 is 26.24…, i.e. 26.2 %"));
/// # Ok::<(), retally::Error>(())
/// ```
pub fn page(audit: &Audit) -> String {
    let paper = Paper::of(audit);
    document(
        audit.study().title(),
        html! {
            (summary::summary(&paper))
            @for at in 0..paper.study.tables().len() { (table::table(&paper, at)) }
            (text_claims::in_the_text(&paper))
            (relations::open_questions(&paper))
            (relations::relations(&paper))
            (colophon::colophon(&paper))
        },
    )
}

/// An audit with what all parts of its page look up.
struct Paper<'a> {
    audit: &'a Audit<'a>,
    study: &'a Study,
    marks: Marks,
    charts: Vec<Chart>,
    /// It takes as long as the rest of the page, and is looked up all over it.
    detectability: Detectability,
    /// For each figure, the findings that are told where it stands, as indices into the audit's.
    findings_at: Vec<Vec<usize>>,
    /// For each figure, the findings that suspect it, and as which of their suspects.
    suspected_by: Vec<Vec<(usize, usize)>>,
}

impl<'a> Paper<'a> {
    fn of(audit: &'a Audit<'a>) -> Self {
        let study = audit.study();
        let mut findings_at = vec![Vec::new(); study.claims().len()];
        let mut suspected_by = vec![Vec::new(); study.claims().len()];
        for (at, finding) in audit.findings().iter().enumerate() {
            for claim in told_at(study, finding) {
                findings_at[claim].push(at);
            }
            for (suspect, suspected) in finding.suspects.iter().enumerate() {
                suspected_by[suspected.claim].push((at, suspect));
            }
        }
        let (marks, detectability) = (Marks::of(audit), audit.detectability());
        Self { audit, study, marks, charts: charts(audit), detectability, findings_at, suspected_by }
    }

    /// The findings told with a table, or with none, each with its number.
    fn findings_of(&self, table: Option<usize>) -> impl Iterator<Item = (usize, &'a Finding)> {
        let findings = (1..).zip(self.audit.findings());
        findings.filter(move |(_, finding)| self.table_of(finding) == table)
    }

    /// The table that a finding is told with: that of the first figure in a table where it is told.
    fn table_of(&self, finding: &Finding) -> Option<usize> {
        told_at(self.study, finding)
            .into_iter()
            .find_map(|claim| anchor::cell_of(self.study, &self.study.claims()[claim]))
    }
}

/// The figures at which a finding is told: those it is about; where none of them stands in a table, also the first that does,
/// rather a suspect.
fn told_at(study: &Study, finding: &Finding) -> Vec<usize> {
    let is_in_table = |claim: &usize| anchor::cell_of(study, &study.claims()[*claim]).is_some();
    let mut told: Vec<usize> = once(&about(finding).collect::<Vec<_>>()).collect();
    if !told.iter().any(is_in_table) {
        let suspects = finding.suspects.iter().map(|suspect| suspect.claim);
        told.extend(suspects.chain(finding.claims.iter().copied()).find(is_in_table));
    }
    told
}

/// A page around its content.
fn document(title: &str, content: Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content={ "retally " (env!("CARGO_PKG_VERSION")) };
                // Whatever stands in the page, nothing is loaded.
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (title) " · retally" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                main #main tabindex="-1" { (content) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    visible(&page.into_string()).into_owned()
}
