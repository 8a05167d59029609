//! What people and programs see, pinned.

use retally::report::{Colour, finding, json, text};

use crate::support::{flagship, table};

#[test]
fn the_flagship_as_text() {
    insta::assert_snapshot!(text(&flagship().audit(), Colour::Never));
}

#[test]
fn the_flagship_as_json() {
    let json: serde_json::Value = serde_json::from_str(&json(&flagship().audit())).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn a_new_finding_tells_how_to_acknowledge_it() {
    let study = table("", "stub = 'f'\nheader = 'statistic'", "f,n\na,3\nb,4\nTotal,8\n");
    let audit = study.audit();
    let text = finding(&study, &audit.findings()[0], Colour::Never);
    insta::assert_snapshot!(text);
    // What it tells, pasted into the manifest, acknowledges it.
    let entry: Vec<_> = text.lines().skip_while(|line| !line.contains("[[acknowledged]]")).map(str::trim).collect();
    let entry = entry.join("\n");
    let study =
        table(&entry[entry.find("[[").unwrap()..], "stub = 'f'\nheader = 'statistic'", "f,n\na,3\nb,4\nTotal,8\n");
    assert!(study.audit().is_as_acknowledged());
}

#[test]
fn colours_only_when_asked_for() {
    let study = flagship();
    let audit = study.audit();
    assert!(!text(&audit, Colour::Never).contains('\u{1b}'));
    assert!(text(&audit, Colour::Ansi).contains('\u{1b}'));
}

#[test]
fn what_is_not_known_is_listed() {
    let study = table("size = 9", "stub = 'f'\nheader = 'statistic'", "f,%\na,30\nb,70\n");
    let text = text(&study.audit(), Colour::Never);
    assert!(text.contains("undecided:\n  t::share::f=a of all: n of f=a is printed nowhere"), "{text}");
    assert!(
        text.contains("not checked, because nothing else printed bears on it:\n  study.toml:3:8  9  n of all"),
        "{text}"
    );
}

#[test]
fn the_readme_shows_what_comes_out() {
    let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let study = flagship();
    let audit = study.audit();
    let respondents = study.reproduce(1);
    let tables = retally::microdata::comparison(&audit, respondents.recomputed());
    let audit = text(&audit, Colour::Never);
    let shown: Vec<_> = readme.split("```text\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    // The table of `power` has a test of its own.
    let shown: Vec<_> = shown.into_iter().filter(|block| !block.contains("clean tables")).collect();
    assert_eq!(shown.len(), 4);
    for block in shown.iter().flat_map(|block| block.split("\n\nacknowledged")) {
        assert!(audit.contains(block.trim_end()) || tables.contains(block.trim_end()), "{block}");
    }
}
