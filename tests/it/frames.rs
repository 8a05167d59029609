//! The frames hold what the study holds.

use approx::assert_relative_eq;
use retally::frames::{claims, outcomes, table};

use crate::support::flagship;

#[test]
fn a_row_for_each_claim() {
    let study = flagship();
    let frame = claims(&study).unwrap();
    assert_eq!(frame.height(), study.claims().len());
    let at = study.claims().iter().position(|claim| claim.figure.text() == "26.3").unwrap();
    let text = |column: &str| frame.column(column).unwrap().str().unwrap().get(at).map(str::to_owned);
    let number = |column: &str| frame.column(column).unwrap().f64().unwrap().get(at).unwrap();
    assert_eq!(text("figure").as_deref(), Some("26.3"));
    assert_eq!(text("file").as_deref(), Some("table3.csv"));
    assert_eq!(text("event").as_deref(), Some("network=Simple, stance=could"));
    assert_eq!(text("base").as_deref(), Some("all"));
    assert_eq!(text("variable"), None);
    assert_eq!(frame.column("line").unwrap().u64().unwrap().get(at), Some(6));
    assert_relative_eq!(number("low"), 26.25);
    assert_relative_eq!(number("number"), 26.3);
    assert_relative_eq!(number("high"), 26.35);
}

#[test]
fn a_row_for_each_outcome() {
    let study = flagship();
    let audit = study.audit();
    let frame = outcomes(&audit).unwrap();
    assert_eq!(frame.height(), audit.outcomes().len());
    let at = audit.outcomes().iter().position(|outcome| outcome.relation.name.contains("max age_started by")).unwrap();
    let text = |column: &str| frame.column(column).unwrap().str().unwrap().get(at).map(str::to_owned);
    assert_eq!(text("verdict").as_deref(), Some("inconsistent"));
    assert_eq!(text("arithmetic").as_deref(), Some("48 − 4"));
    assert_eq!(text("where").as_deref(), Some("table1.csv:5:6"));
    assert_eq!(text("reason"), None);
    assert_relative_eq!(frame.column("high").unwrap().f64().unwrap().get(at).unwrap(), 44.0);
}

#[test]
fn a_table_keeps_its_strings() {
    let study = flagship();
    let frame = table(&study.tables()[3]).unwrap();
    assert_eq!(frame.shape(), (6, 10));
    assert_eq!(frame.column("2014").unwrap().str().unwrap().get(1), Some("50"));
    assert_eq!(frame.column("2014").unwrap().str().unwrap().get(3), Some("50.0"));
    assert_eq!(frame.column("column 2").unwrap().str().unwrap().get(0), Some("n"));
}
