//! The guide's reference has every key that a manifest may have, and no other.

use std::collections::BTreeSet;

use retally::Study;

const GUIDE: &str = include_str!("../../src/guide.md");

/// An entry of each kind, with a key that none has: the error lists those that it may have.
const ENTRIES: [&str; 14] = [
    "?",
    "[study]\n?",
    "[study]\nnumbers = { ? }",
    "[variables]\nage = { ? }",
    "[levels]\nsex = { male = { ? } }",
    "[[identity]]\n?",
    "[[table]]\n?",
    "[[claim]]\n?",
    "[[statement]]\n?",
    "[[text]]\n?",
    "[weights]\n?",
    "[[acknowledged]]\n?",
    "[data]\n?",
    "[data.columns]\nage = { ? }",
];

/// The keys of all kinds of entries, as the errors tell them.
fn known() -> BTreeSet<String> {
    let keys = |entry: &&str| {
        let manifest = entry.replace('?', "no-such-key = 1");
        let error = Study::from_files("s", [("study.toml", manifest.as_str())]).unwrap_err().to_string();
        let (_, listed) =
            error.split_once("unknown field `no-such-key`, expected ").unwrap_or_else(|| panic!("{error}"));
        quoted(listed).collect::<Vec<_>>()
    };
    ENTRIES.iter().flat_map(keys).collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned)
}

/// The rows of the guide's reference, without the lines below the heads of its tables.
fn reference() -> Vec<&'static str> {
    let (_, reference) = GUIDE.split_once("# Every key").unwrap();
    let (reference, _) = reference.split_once("\n# ").unwrap();
    reference.lines().filter(|line| line.starts_with('|') && !line.contains("---")).collect()
}

#[test]
fn every_key_is_in_the_reference() {
    let reference = reference().join("\n");
    let written = |key: &str| [format!("`{key}`"), format!("[{key}]"), format!("[{key}."), format!("{key} = ")];
    let is_told = |key: &String| written(key).iter().any(|written| reference.contains(written));
    let missing: Vec<_> = known().into_iter().filter(|key| !is_told(key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_key_in_the_reference_is_known() {
    let known = known();
    let first = |row: &&str| row.split('|').nth(1).map(|cell| quoted(cell).collect::<Vec<_>>());
    for key in reference().iter().filter_map(first).flatten() {
        let key = key.trim_matches(['[', ']']).trim_end_matches(".NAME");
        assert!(known.contains(key), "{key}");
    }
}
