//! The reading of a paper as JSON, beside its audit.

use serde::Serialize;

use crate::audit::{Audit, Finding};
use crate::reading::{Reading, TableReading, Text};
use crate::report::json::document;
use crate::report::view::figures;

#[derive(Serialize)]
struct Paper<'a, A> {
    paper: &'a str,
    reading: Read<'a>,
    #[serde(flatten)]
    audit: Option<A>,
}

#[derive(Serialize)]
struct Read<'a> {
    tables: Vec<Table<'a>>,
    text: Text,
    findings: Vec<Found<'a>>,
}

#[derive(Serialize)]
struct Table<'a> {
    label: &'a str,
    place: String,
    read: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    how: Option<How<'a>>,
    candidates: Vec<Candidate<'a>>,
    unread: Vec<Unread<'a>>,
}

#[derive(Serialize)]
struct How<'a> {
    notation: &'a str,
    base: &'a str,
    cells: usize,
    cells_read: usize,
    statistics: usize,
    statistics_read: usize,
    estimates: usize,
    p_values: usize,
    bits: i64,
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    labels: &'a [String],
    base: &'a str,
    divides: bool,
    is_adjusted: bool,
    bits: i64,
}

#[derive(Serialize)]
struct Candidate<'a> {
    what: &'a str,
    bits: i64,
}

#[derive(Serialize)]
struct Unread<'a> {
    labels: &'a [String],
    reason: &'a str,
}

#[derive(Serialize)]
struct Found<'a> {
    id: &'a str,
    places: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bits: Option<i64>,
}

/// The reading of a paper as one JSON object on one line: the keys of [`json`](super::json), where a table was read, and
///
/// | key | what |
/// |---|---|
/// | `paper` | the name of its file |
/// | `reading.tables` | each table: its `label` and `place`, whether it was `read`, else the `reason`; `how`: `notation`, `base`, the number of `cells` of this notation and of `cells_read`, those of `statistics` beside them and of `statistics_read`, of `estimates` that are read, `bits` and `parts`; the `candidates` with their `bits`; the `labels` of `unread` rows with the `reason` |
/// | `reading.text` | how many `tests`, `estimates`, `shares`, `parts` of a whole and `means` its running text reports |
/// | `reading.findings` | for the `id` of each finding the `places` of its figures and suspects in the paper, and the `bits` that speak for the reading that it rests on |
pub fn json_of_paper(reading: &Reading, audit: Option<&Audit>) -> String {
    let findings = audit.into_iter().flat_map(|audit| audit.findings().iter().map(move |finding| (audit, finding)));
    let paper = Paper {
        paper: reading.name(),
        reading: Read {
            tables: reading.tables().iter().map(table).collect(),
            text: reading.text(),
            findings: findings.map(|(audit, finding)| found(reading, audit, finding)).collect(),
        },
        audit: audit.map(document),
    };
    serde_json::to_string(&paper).unwrap_or_default()
}

fn table(table: &TableReading) -> Table<'_> {
    Table {
        label: &table.label,
        place: table.place.to_string(),
        read: table.is_read(),
        reason: table.how.as_ref().err().map(String::as_str),
        how: table.how.as_ref().ok().map(|how| How {
            notation: how.notation,
            base: how.base,
            cells: how.cells.0,
            cells_read: how.cells.1,
            statistics: how.statistics.0,
            statistics_read: how.statistics.1,
            estimates: how.estimates,
            p_values: how.p_values,
            bits: how.bits,
            parts: how
                .parts
                .iter()
                .map(|part| Part {
                    labels: &part.labels,
                    base: part.base,
                    divides: part.divides,
                    is_adjusted: part.is_adjusted,
                    bits: part.bits,
                })
                .collect(),
        }),
        candidates: table.candidates.iter().map(|tried| Candidate { what: &tried.what, bits: tried.bits }).collect(),
        unread: table.unread.iter().map(|left| Unread { labels: &left.labels, reason: &left.reason }).collect(),
    }
}

fn found<'a>(reading: &Reading, audit: &Audit, finding: &'a Finding) -> Found<'a> {
    let claims = figures(finding).into_iter().map(|claim| &audit.study().claims()[claim]);
    let places = claims.filter_map(|claim| reading.place(claim)).map(str::to_owned);
    Found { id: &finding.id, places: places.collect(), bits: reading.evidence(finding) }
}
