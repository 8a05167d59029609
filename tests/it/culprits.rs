//! What is suspected is told by its cell and labels.

use retally::builder::Table;
use retally::{Culprit, Study};

use crate::support::{other_studies, own_studies};

#[test]
fn every_suspect_has_its_cell_and_labels() {
    for study in own_studies().into_iter().chain(other_studies()) {
        let audit = study.audit();
        for finding in audit.findings() {
            assert_eq!(finding.culprits().len(), finding.suspects.len());
            for (culprit, suspect) in finding.culprits().iter().zip(&finding.suspects) {
                let claim = &study.claims()[suspect.claim];
                assert_eq!(culprit.figure, claim.figure);
                assert_eq!(culprit.location, study.location(claim));
                assert_eq!(culprit.standing, suspect.standing);
                let is_in_table = claim.table.is_some() && claim.text_claim.is_none();
                let labels: Vec<&String> = culprit.row.iter().chain(&culprit.column).collect();
                assert_eq!(!labels.is_empty(), is_in_table, "{culprit}");
                assert!(labels.iter().all(|label| !label.trim().is_empty()), "{culprit}");
            }
            let figures: Vec<String> = audit.claims_of(finding).map(|claim| claim.figure.to_string()).collect();
            assert_eq!(figures.len(), finding.claims.len());
        }
    }
}

/// The only culprit of a table with one wrong figure.
fn culprit(table: Table) -> Culprit {
    let study = Study::builder("T").table(table).build().unwrap();
    let audit = study.audit();
    audit.findings()[0].culprits()[0].clone()
}

#[test]
fn a_blank_label_is_that_before_it() {
    let rows = [
        ["", "", "North", "", "Total"],
        ["", "", "X", "Y", ""],
        ["Women", "n", "1", "2", "3"],
        ["", "%", "25.0", "33.4", "30.0"],
        ["Men", "n", "3", "4", "7"],
        ["", "%", "75.0", "66.7", "70.0"],
        ["Total", "n", "4", "6", "10"],
    ];
    let table = Table::new(rows).stub(["sex", "statistic"]).header(["region", "town"]).share_of([["region", "town"]]);
    let found = culprit(table);
    assert_eq!(
        (found.figure.text(), found.row, found.column),
        ("33.4", vec!["Women".into(), "%".into()], vec!["North".into(), "Y".into()])
    );
    assert_eq!(found.implied, "33.3");
}
