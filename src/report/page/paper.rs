//! What all parts of a page look up.

use crate::audit::{Audit, Finding, Marks, about};
use crate::chart::{Chart, charts};
use crate::detectability::Detectability;
use crate::report::page::anchor;
use crate::report::words::once;
use crate::study::Study;

/// An audit with what all parts of its page look up.
pub(super) struct Paper<'a> {
    pub audit: &'a Audit<'a>,
    pub study: &'a Study,
    pub marks: Marks,
    pub charts: Vec<Chart>,
    /// It takes as long as the rest of the page, and is looked up all over it.
    pub detectability: Detectability,
    /// For each figure, the findings that are shown where it stands, as indices into the audit's.
    pub findings_at: Vec<Vec<usize>>,
    /// For each figure, the findings that suspect it, and as which of their suspects.
    pub suspected_by: Vec<Vec<(usize, usize)>>,
}

impl<'a> Paper<'a> {
    pub fn of(audit: &'a Audit<'a>) -> Self {
        let study = audit.study();
        let mut findings_at = vec![Vec::new(); study.claims().len()];
        let mut suspected_by = vec![Vec::new(); study.claims().len()];
        for (at, finding) in audit.findings().iter().enumerate() {
            for claim in shown_at(study, finding) {
                findings_at[claim].push(at);
            }
            for (suspect, suspected) in finding.suspects.iter().enumerate() {
                suspected_by[suspected.claim].push((at, suspect));
            }
        }
        let (marks, detectability) = (Marks::of(audit), audit.detectability());
        Self { audit, study, marks, charts: charts(audit), detectability, findings_at, suspected_by }
    }

    /// The findings shown with a table, or with none, each with its number.
    pub fn findings_of(&self, table: Option<usize>) -> impl Iterator<Item = (usize, &'a Finding)> {
        let findings = (1..).zip(self.audit.findings());
        findings.filter(move |(_, finding)| self.table_of(finding) == table)
    }

    /// The table that a finding is shown with: that of the first figure in a table where it is shown.
    pub fn table_of(&self, finding: &Finding) -> Option<usize> {
        shown_at(self.study, finding)
            .into_iter()
            .find_map(|claim| anchor::cell_of(self.study, &self.study.claims()[claim]))
    }
}

/// The figures at which a finding is shown: those it is about; where none of them stands in a table, also the first that does,
/// rather a suspect.
fn shown_at(study: &Study, finding: &Finding) -> Vec<usize> {
    let is_in_table = |claim: &usize| anchor::cell_of(study, &study.claims()[*claim]).is_some();
    let mut shown: Vec<usize> = once(&about(finding).collect::<Vec<_>>()).collect();
    if !shown.iter().any(is_in_table) {
        let suspects = finding.suspects.iter().map(|suspect| suspect.claim);
        shown.extend(suspects.chain(finding.claims.iter().copied()).find(is_in_table));
    }
    shown
}
