//! What all parts of a page look up.

use std::cmp::Reverse;

use indexmap::IndexMap;

use crate::audit::{Audit, Finding, Marks, in_doubt};
use crate::chart::{Chart, charts};
use crate::detectability::Detectability;
use crate::report::page::anchor;
use crate::study::Study;

/// An audit with what all parts of its page look up.
pub(super) struct Paper<'a> {
    pub audit: &'a Audit<'a>,
    pub study: &'a Study,
    /// The findings, the worst first, new ones before known ones: the first has the number 1.
    pub findings: Vec<&'a Finding>,
    pub marks: Marks,
    pub charts: Vec<Chart>,
    /// It takes as long as the rest of the page, and is looked up all over it.
    pub detectability: Detectability,
    /// For each figure, the findings that are shown where it stands, as indices.
    pub findings_at: Vec<Vec<usize>>,
    /// For each figure, the findings that suspect it, and as which of their suspects.
    pub suspected_by: Vec<Vec<(usize, usize)>>,
}

impl<'a> Paper<'a> {
    pub fn of(audit: &'a Audit<'a>) -> Self {
        let study = audit.study();
        let mut findings_at = vec![Vec::new(); study.claims().len()];
        let mut suspected_by = vec![Vec::new(); study.claims().len()];
        let mut findings: Vec<&Finding> = audit.findings().iter().collect();
        findings.sort_by_key(|finding| (Reverse(finding.severity), finding.acknowledged.is_some()));
        for (at, finding) in findings.iter().enumerate() {
            for claim in shown_at(study, finding) {
                findings_at[claim].push(at);
            }
            for (suspect, suspected) in finding.suspects.iter().enumerate() {
                suspected_by[suspected.claim].push((at, suspect));
            }
        }
        let (marks, detectability) = (Marks::of(audit), audit.detectability());
        Self { audit, study, findings, marks, charts: charts(audit), detectability, findings_at, suspected_by }
    }

    /// The findings shown with a table, or with none, as indices.
    pub fn findings_of(&self, table: Option<usize>) -> impl Iterator<Item = usize> {
        (0..self.findings.len()).filter(move |at| self.table_of(self.findings[*at]) == table)
    }

    /// The table that a finding is shown with: that of the first figure in a table where it is shown.
    pub fn table_of(&self, finding: &Finding) -> Option<usize> {
        shown_at(self.study, finding)
            .into_iter()
            .find_map(|claim| anchor::cell_of(self.study, &self.study.claims()[claim]))
    }

    /// Findings that are alike together: of the same kind, weight and table, the first of each where they come.
    pub fn alike(&self, findings: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
        let mut groups: IndexMap<_, Vec<usize>> = IndexMap::new();
        for at in findings {
            let finding = self.findings[at];
            let table = self.table_of(finding);
            groups.entry((finding.severity, finding.kind, finding.acknowledged.is_some(), table)).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

/// The figures at which a finding is shown: all that may be wrong; where none of them stands in a table, also the first of its
/// figures that does.
fn shown_at(study: &Study, finding: &Finding) -> Vec<usize> {
    let is_in_table = |claim: &usize| anchor::cell_of(study, &study.claims()[*claim]).is_some();
    let mut shown: Vec<usize> = in_doubt(finding).into_iter().collect();
    if !shown.iter().any(is_in_table) {
        shown.extend(finding.claims.iter().copied().find(is_in_table));
    }
    shown
}
