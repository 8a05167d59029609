//! Imports point one way: no two parts of the library need each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files in a folder and below.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| if path.is_dir() { files(&path) } else { vec![path] };
    entries.flat_map(below).filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// What a line of code takes from the crate: `relation` in `use crate::relation::Index;`.
fn needs(line: &str) -> impl Iterator<Item = String> {
    let code = line.split("//").next().unwrap_or_default();
    let name =
        |rest: &str| rest.chars().take_while(|sign| sign.is_ascii_lowercase() || *sign == '_').collect::<String>();
    code.split("crate::").skip(1).map(name).filter(|name| !name.is_empty()).collect::<Vec<_>>().into_iter()
}

/// Each part of the library, a file or a folder of `src`, with those that it needs.
fn parts() -> BTreeMap<String, BTreeSet<String>> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut parts: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files(&source) {
        let first = file.strip_prefix(&source).unwrap().components().next().unwrap();
        let part = first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
        if matches!(part.as_str(), "lib" | "bin") {
            continue;
        }
        let needed: Vec<_> = fs::read_to_string(&file).unwrap().lines().flat_map(needs).collect();
        parts.entry(part.clone()).or_default().extend(needed.into_iter().filter(|needed| *needed != part));
    }
    parts
}

#[test]
fn no_two_parts_need_each_other() {
    let mut parts = parts();
    assert!(parts["audit"].contains("study") && parts["study"].contains("number"));
    // What needs nothing that is left can be understood alone, and is taken away; what stays goes round in a circle.
    while let Some(leaf) =
        parts.keys().find(|part| parts[*part].iter().all(|needed| !parts.contains_key(needed))).cloned()
    {
        parts.remove(&leaf);
    }
    assert!(parts.is_empty(), "{parts:?}");
}
