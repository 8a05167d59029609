//! The causes that somebody found by hand in published tables (`tests/root_causes.csv`), and the findings that tell them.

use std::collections::BTreeSet;
use std::path::Path;

use retally::{Audit, Finding, Relation, Study};
use serde::Deserialize;

use crate::coverage::compare;
use crate::support::other_studies;

#[derive(Deserialize)]
struct Cause {
    study: String,
    /// `table1[3,2] table1[5..7,4]`: rows and columns counted from 0.
    cells: String,
    /// How many findings tell it.
    findings: usize,
    what: String,
    /// Why these are not one, or what else the one tells.
    why: String,
}

type Cell = (String, usize, usize);

/// Each cause is told by as many findings as the list says, more or fewer than one with a reason, and each finding tells
/// a cause.
#[test]
fn findings_are_as_many_as_causes() {
    let causes = causes();
    let mut differences = Vec::new();
    for study in other_studies() {
        let audit = study.audit();
        let told: Vec<BTreeSet<Cell>> =
            audit.findings().iter().map(|finding| cells_told(&study, &audit, finding)).collect();
        let listed: Vec<_> = causes.iter().filter(|cause| cause.study == study.name()).collect();
        for cause in &listed {
            let cells = cells_of(&cause.cells);
            let found = told.iter().filter(|told| !told.is_disjoint(&cells)).count();
            if found != cause.findings {
                differences.push(format!("{}: {}: {} findings, not {found}", cause.study, cause.what, cause.findings));
            }
        }
        let all: BTreeSet<Cell> = listed.iter().flat_map(|cause| cells_of(&cause.cells)).collect();
        let unlisted = audit.findings().iter().zip(&told).filter(|(_, told)| told.is_disjoint(&all));
        differences.extend(unlisted.map(|(finding, _)| format!("{}: not listed: {}", study.name(), finding.id)));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn causes_are_of_studies_that_are_there_and_differences_have_reasons() {
    let studies: BTreeSet<String> = other_studies().iter().map(|study| study.name().to_owned()).collect();
    for cause in causes() {
        assert!(studies.contains(&cause.study), "{}", cause.study);
        assert!(cause.findings == 1 || !cause.why.is_empty(), "{}: {}", cause.study, cause.what);
    }
}

fn causes() -> Vec<Cause> {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/root_causes.csv");
    csv::Reader::from_path(list).unwrap().deserialize().collect::<Result<_, _>>().unwrap()
}

/// The cells whose figures the relations behind a finding state; where they state none, all that they tie.
fn cells_told(study: &Study, audit: &Audit, finding: &Finding) -> BTreeSet<Cell> {
    let places = compare::places(study).unwrap();
    let cell = |claim: &usize| places.get(claim).map(|(table, row, column, _)| (table.clone(), *row, *column));
    let cells = |claims: &[usize]| claims.iter().filter_map(cell).collect::<BTreeSet<Cell>>();
    let behind = |relation: &Relation| finding.id == relation.name || finding.consequences.contains(&relation.name);
    let relations = audit.outcomes().iter().map(|outcome| &outcome.relation).filter(|relation| behind(relation));
    let stated: BTreeSet<Cell> = relations.flat_map(|relation| cells(&relation.stated.claims())).collect();
    if stated.is_empty() { cells(&finding.claims) } else { stated }
}

fn cells_of(text: &str) -> BTreeSet<Cell> {
    text.split_whitespace().flat_map(block).collect()
}

/// `table1[5..7,4]`.
fn block(text: &str) -> Vec<Cell> {
    let (table, place) =
        text.strip_suffix(']').and_then(|text| text.split_once('[')).expect("cells are table[row,column]");
    let (rows, columns) = place.split_once(',').expect("a cell has a row and a column");
    let cells = span(rows).flat_map(|row| span(columns).map(move |column| (table.to_owned(), row, column)));
    cells.collect()
}

fn span(text: &str) -> std::ops::RangeInclusive<usize> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    first.parse().unwrap()..=last.parse().unwrap()
}
