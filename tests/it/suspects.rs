//! In which order figures are suspected, and what is left for them: weights, trust, data, limits.

use retally::diagnosis::{LimitReached, Limits, Standing};
use retally::{Audit, Study};

use crate::support::{flagship, table, try_table};

const COUNTS: &str = "stub = 'f'\nheader = 'g'\nbind = {statistic = 'n'}";

/// What is printed of the suspects of the only finding.
#[track_caller]
fn suspects(study: &Study) -> Vec<String> {
    let audit = study.audit();
    let [found] = audit.findings() else { panic!("one finding\n{audit}") };
    found.suspects.iter().map(|suspect| study.claims()[suspect.claim].figure.to_string()).collect()
}

/// Two rows, the second of which does not add up: 14 may be 1, 51 may be 38, 52 may be 65.
fn rows(weights: &str) -> Study {
    table(&format!("[weights]\n{weights}"), COUNTS, "f,x,y,Total\na,20,51,71\nb,14,51,52\n")
}

#[test]
fn what_equals_its_neighbour_is_likelier_to_be_wrong() {
    assert_eq!(suspects(&rows("")), ["51", "14", "52"]);
    assert_eq!(suspects(&rows("copied = 100")), ["14", "51", "52"]);
    // One digit may be the same by chance.
    let short = table("", COUNTS, "f,x,y,Total\na,20,5,25\nb,14,5,38\n");
    assert_eq!(suspects(&short), ["14", "5", "38"]);
}

#[test]
fn weights_order_what_may_have_happened() {
    // 34 for 43, or 20 for 29, or 63 for 54.
    let study = |weights: &str| table(&format!("[weights]\n{weights}"), COUNTS, "f,x,y,Total\na,34,20,63\n");
    assert_eq!(suspects(&study("")), ["34", "20", "63"]);
    assert_eq!(suspects(&study("transposed = 3")), ["20", "34", "63"]);
    assert_eq!(suspects(&study("mistyped = 1")), ["20", "34", "63"]);
    // Anything at all may have happened to any figure: what weighs more does not count.
    assert_eq!(suspects(&study("transposed = 100")), ["20", "34", "63"]);
    assert_eq!(suspects(&study("other = 1")), ["34", "20", "63"]);
}

/// Two groups that are everybody, and a sentence that counts one more.
fn told(of_table: &str, of_claim: &str) -> Study {
    let claim = format!("[[claim]]\nwhere = 'Text'\nfigure = 45\n{of_claim}");
    table(&claim, &format!("stub = 'f'\nheader = 'statistic'\npartition = 'f'\n{of_table}"), "f,n\na,13\nb,31\n")
}

#[test]
fn what_is_trusted_more_is_suspected_later() {
    assert_eq!(suspects(&told("trust = 9", "")), ["13", "31", "45"]);
    assert_eq!(suspects(&told("trust = 11", "")), ["45", "13", "31"]);
    assert_eq!(suspects(&told("", "trust = 9")), ["45", "13", "31"]);
    assert_eq!(suspects(&told("", "trust = 11")), ["13", "31", "45"]);
}

#[test]
fn weights_never_make_a_larger_repair_of_a_smaller_one() {
    let csv = "f,x,y,Total\na,34,20,63\nb,9,14,23\nTotal,52,34,86\n";
    let of = |weights: &str, trust: &str| table(weights, &format!("{COUNTS}\n{trust}"), csv);
    let plain = of("", "");
    let heavy = ["last-digit", "transposed", "mistyped", "copied", "doubled", "dropped", "point-moved", "other"]
        .map(|key| format!("{key} = 100\n"))
        .concat();
    let audit = plain.audit();
    for study in [of(&format!("[weights]\n{heavy}"), ""), of("[weights]\ntransposed = 100", "trust = 100")] {
        let weighed = study.audit();
        assert_eq!(weighed.findings()[0].repairs, audit.findings()[0].repairs);
        assert_eq!(weighed.findings()[0].suspects[0].standing, Standing::Necessary);
    }
}

#[test]
fn weights_that_are_none() {
    let of = |rest: &str, keys: &str| {
        let read = try_table(rest, &format!("{COUNTS}\n{keys}"), "f,x\na,1\n");
        read.unwrap_err().to_string()
    };
    let range = "expected a whole number from 1 to 100";
    assert_eq!(of("[weights]\nother = 0", ""), format!("study.toml:4:9: invalid value: integer `0`, {range}"));
    assert_eq!(of("[weights]\nother = 101", ""), format!("study.toml:4:9: invalid value: integer `101`, {range}"));
    assert_eq!(of("[weights]\nother = '3'", ""), format!("study.toml:4:9: invalid type: string \"3\", {range}"));
    assert_eq!(of("", "trust = -1"), format!("study.toml:9:9: invalid value: integer `-1`, {range}"));
    let unknown = of("[weights]\ntranposed = 1", "");
    assert_eq!(unknown, "study.toml:4:1: unknown field `tranposed`; did you mean `transposed`?");
}

/// Statistics of the whole answers of ten.
fn answers(mean: &str, min: &str, max: &str) -> Study {
    let manifest = "size = 10\n[variables]\nscore = { step = 1 }";
    table(manifest, "stub = 'variable'\nheader = 'statistic'", &format!("v,mean,min,max\nscore,{mean},{min},{max}\n"))
}

/// What is left for the figure that is printed so.
fn left(audit: &Audit, study: &Study, printed: &str) -> Option<String> {
    let mut suspects = audit.findings().iter().flat_map(|finding| &finding.suspects);
    let suspect = suspects.find(|suspect| study.claims()[suspect.claim].figure.text() == printed)?;
    Some(suspect.implied.clone())
}

#[test]
fn data_leave_something_below_above_or_nothing() {
    for (study, printed, expected) in [
        (answers("3.2", "6", "9"), "6", Some("at most 2")),
        (answers("6.2", "1", "5"), "5", Some("at least 7")),
        // Of any number of answers up to 5 the mean is no more.
        (answers("6.2", "1", "5"), "10", None),
        (answers("3.25", "1", "5"), "3.25", Some("anything")),
        (answers("3.25", "1", "5"), "1", None),
    ] {
        let audit = study.audit();
        assert_eq!(left(&audit, &study, printed).as_deref(), expected, "{printed}\n{audit}");
    }
}

#[test]
fn a_system_that_is_not_searched_to_its_end_is_told() {
    let study = flagship();
    assert_eq!(study.audit().limit(), None);
    let hasty = study.audit_within(&Limits { steps: 0, ..Limits::default() });
    assert_eq!(hasty.limit(), Some(LimitReached::Steps));
    // What is broken by itself is told nevertheless, and nothing is known to be wrong.
    let told =
        |name: &String| hasty.findings().iter().any(|found| found.id == *name || found.consequences.contains(name));
    assert!(crate::support::broken(&study).iter().all(told));
    let suspects = hasty.findings().iter().flat_map(|finding| &finding.suspects);
    assert!(suspects.clone().count() > 0);
    assert!(suspects.clone().all(|suspect| suspect.standing == Standing::Possible));
}
