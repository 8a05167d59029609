//! What is derived of the relations that published tables obey. `cargo run --example coverage` prints it.

use std::path::Path;

#[path = "../../examples/coverage/compare.rs"]
pub mod compare;

#[test]
fn listed_relations_are_derived_and_disagreements_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (studies, exceptions) = (compare::compare_all(root).unwrap(), compare::exceptions(root).unwrap());
    let listed: usize = studies.iter().map(|study| study.listed).sum();
    let covered: usize = studies.iter().map(|study| study.covered()).sum();
    assert!(100 * covered >= 98 * listed, "{covered} of {listed}");
    assert!(studies.iter().all(|study| study.found() <= study.disagreements));
    for study in &studies {
        for line in study.missing.iter().chain(&study.not_found).chain(&study.unlisted) {
            assert!(compare::reason(&exceptions, &study.study, line).is_some(), "{}: {line}", study.study);
        }
    }
    let later: usize = studies.iter().map(|study| study.later).sum();
    assert!(later > 0, "inference and granularity are listed, and not of this stage");
}
