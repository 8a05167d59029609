//! The page of findings in published papers.

#[path = "../../examples/findings/page.rs"]
mod page;

use std::fs;
use std::path::Path;

#[test]
fn the_page_of_findings_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/gallery/FINDINGS.md");
    let is_new = fs::read_to_string(path).is_ok_and(|written| written == page::page().unwrap());
    assert!(is_new, "to update it: cargo run --example findings > examples/gallery/FINDINGS.md");
}

#[test]
fn each_finding_is_shown_by_its_words_alone() {
    for (name, text) in page::SHOWN {
        let study = page::open(name).unwrap();
        let audit = study.audit();
        let found: Vec<_> = audit.findings().iter().filter(|finding| finding.mentions(text)).collect();
        assert_eq!(found.len(), 1, "{name}: {text}");
        assert!(study.published().is_some(), "{name}");
    }
}
