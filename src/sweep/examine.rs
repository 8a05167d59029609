//! From a paper to its line.

use indexmap::IndexSet;

use crate::audit::{Audit, Finding};
use crate::document::Document;
use crate::error::Error;
use crate::reading::{Paper, Reading, TableReading};
use crate::relation::Verdict;
use crate::sweep::limits::Limits;
use crate::sweep::line::{Failed, Found, Line, Suspected, Table, Verdicts};
use crate::sweep::source::Source;

/// Reads and audits one paper. Whatever it is, there is a line of it; the limit of time is for others to keep.
///
/// ```
/// use retally::sweep::{Content, Limits, Source, examine};
///
/// let csv = ",Treatment (n = 140),Control (n = 138)\nFemale,77 (55.0),80 (58.0)\nMale,63 (45.0),58 (42.0)\nSmoker,31 (22.1),27 (16.9)\n";
/// let source = Source { name: "trial.csv".to_owned(), content: Content::Bytes(csv.as_bytes().to_vec()) };
/// let line = examine(&source, &Limits::default());
/// assert_eq!((line.relations.inconsistent, line.findings[0].reported.as_str()), (1, "16.9"));
/// assert_eq!(line, retally::sweep::Line::from_json(&line.to_json()).unwrap());
/// ```
pub fn examine(source: &Source, limits: &Limits) -> Line {
    match source.open(&limits.document) {
        Ok(document) => of_document(&source.name, document, limits),
        Err(error) => Line::failed(source, failed(&error)),
    }
}

fn failed(error: &Error) -> Failed {
    Failed { message: error.message().to_owned(), line: error.line(), column: error.column() }
}

fn of_document(name: &str, document: Document, limits: &Limits) -> Line {
    let about = document.about.clone();
    let pictures = document.pictures.len();
    let sha256 = document.inputs.iter().map(|input| input.sha256.clone()).collect();
    let reading = Paper::from_document(name, document).read();
    let line = Line {
        sha256,
        pictures,
        title: about.title,
        doi: about.doi,
        journal: about.journal,
        year: about.year,
        tables: reading.tables().iter().map(table).collect(),
        text: reading.text(),
        ..Line::of(name)
    };
    match reading.study() {
        Some(study) => of_audit(line, &reading, &study.audit_within(&limits.diagnosis)),
        None => line,
    }
}

fn of_audit(line: Line, reading: &Reading, audit: &Audit) -> Line {
    let mut line = line;
    for outcome in audit.outcomes() {
        line.relations.add(&outcome.verdict);
        line.kinds.entry(outcome.relation.kind.name().to_owned()).or_default().add(&outcome.verdict);
    }
    line.findings = audit.findings().iter().map(|finding| found(reading, audit, finding)).collect();
    line.limit = audit.limit().map(|limit| limit.name().to_owned());
    line
}

impl Verdicts {
    fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Consistent => self.consistent += 1,
            Verdict::Inconsistent => self.inconsistent += 1,
            Verdict::Undecided(_) => self.undecided += 1,
        }
    }
}

fn table(reading: &TableReading) -> Table {
    let mut table = Table { label: reading.label.clone(), ..Table::default() };
    match &reading.how {
        Ok(how) => {
            table.read = Some(format!("{} | {}", how.notation, how.base));
            table.bits = Some(how.bits);
            table.cells = how.cells.1 + how.statistics.1 + how.estimates + how.p_values;
        }
        Err(reason) => table.reason = Some(reason.clone()),
    }
    for unread in &reading.unread {
        *table.unread.entry(unread.reason.clone()).or_default() += unread.labels.len();
    }
    table
}

fn found(reading: &Reading, audit: &Audit, finding: &Finding) -> Found {
    let claim = |claim: usize| &audit.study().claims()[claim];
    let suspects = finding.suspects.iter().map(|suspect| Suspected {
        printed: claim(suspect.claim).figure.text().to_owned(),
        implied: suspect.implied.clone(),
    });
    let figures = finding.claims.iter().copied().chain(finding.suspects.iter().map(|suspect| suspect.claim));
    let places: IndexSet<&str> = figures.filter_map(|figure| reading.place(claim(figure))).collect();
    Found {
        id: finding.id.clone(),
        kind: finding.kind.name().to_owned(),
        message: finding.message.clone(),
        reported: finding.reported.clone(),
        recomputed: finding.recomputed.clone(),
        places: places.into_iter().map(str::to_owned).collect(),
        suspects: suspects.collect(),
        severity: finding.severity.name().to_owned(),
        bits: reading.evidence(finding),
    }
}
