//! What is derived of the relations that published tables obey. `cargo run --example coverage` prints it.

use std::path::Path;

#[path = "../../examples/coverage/compare.rs"]
pub mod compare;

#[cfg(feature = "documents")]
#[path = "../../examples/coverage/as_it_is.rs"]
mod as_it_is;

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

#[cfg(feature = "documents")]
#[test]
fn without_manifests_some_of_it_is_derived_and_nothing_else_is_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let studies = compare::compare_each(root, as_it_is::derive).unwrap();
    let sum = |number: fn(&compare::Coverage) -> usize| studies.iter().map(number).sum::<usize>();
    assert_eq!(sum(|study| study.unlisted.len()), 0);
    assert!(sum(compare::Coverage::covered) >= 2637 && sum(compare::Coverage::found) >= 43);
}
