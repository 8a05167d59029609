//! Each key of the manifest changes what is derived or told, or is refused with the form that would work.

use std::collections::BTreeSet;

use retally::report::{Colour, text};
use retally::respondents::Comparison;
use retally::{Error, Study};

use crate::key_examples::{DATA, Example, examples};

/// Whether only the page and the list of findings say it, and no figure or relation.
const TOLD: [&str; 15] = [
    "study.title",
    "study.authors",
    "study.source",
    "study.doi",
    "study.unit",
    "study.units",
    "study.alpha",
    "table.title",
    "claim.where",
    "claim.says",
    "statement.where",
    "statement.says",
    "variable.unit",
    "acknowledged.note",
    "acknowledged.source",
];

fn read(example: &Example, key: &str) -> Result<Study, Error> {
    let manifest = example.manifest.replace("KEY", key);
    Study::from_files("s", [("study.toml", manifest.as_str()), ("t.csv", example.csv)])
}

/// What is derived: every claim with the values that it may stand for, every relation with its verdict, every finding.
fn derived(study: &Study) -> Vec<String> {
    let audit = study.audit();
    let claims = study.claims().iter().map(|claim| {
        format!("{} {} {:?} {}", study.names().quantity(&claim.quantity), claim.figure, claim.values, claim.weighted)
    });
    let outcomes = audit.outcomes().iter().map(|outcome| format!("{} {:?}", outcome.relation.name, outcome.verdict));
    let findings = audit.findings().iter().map(|finding| format!("{} {}", finding.id, finding.acknowledged.is_some()));
    claims.chain(outcomes).chain(findings).collect()
}

/// What is recomputed of a data file, or what is wrong with it.
fn recomputed(study: &Study) -> String {
    let comparison = Comparison::read(study, "d.csv", DATA.as_bytes());
    format!("{:?}", comparison.map(|comparison| comparison.recomputed().to_vec()))
}

#[test]
fn each_key_changes_what_is_derived_or_is_told() {
    for example in examples() {
        let with = read(&example, example.with).unwrap_or_else(|error| panic!("{}: {error}", example.key));
        let Ok(without) = read(&example, example.without) else { continue };
        // Trust orders repairs of equally many figures, and nothing else.
        if example.key.ends_with(".trust") {
            continue;
        }
        if example.key.starts_with("data.") || example.key.starts_with("column.") {
            assert_eq!(derived(&with), derived(&without), "{}", example.key);
            assert!(recomputed(&with) != recomputed(&without), "{}", example.key);
        } else if TOLD.contains(&example.key) {
            let told = |study: &Study| {
                let audit = study.audit();
                [
                    text(&audit, Colour::Never),
                    retally::report::json(&audit),
                    retally::report::page(&audit),
                    format!("{:?}", study.acknowledged()),
                ]
            };
            assert!(told(&with) != told(&without), "{}", example.key);
        } else {
            assert!(derived(&with) != derived(&without), "{}", example.key);
        }
    }
}

/// The keys that an error lists where one is not known.
fn known_keys(manifest: &str) -> BTreeSet<String> {
    let files = [("study.toml", manifest), ("t.csv", "f,n\na,3\n")];
    let error = Study::from_files("s", files).unwrap_err().to_string();
    assert!(error.contains("unknown field `qqqqq`, expected"), "{error}");
    let listed = error.split("expected").nth(1).unwrap().split(';').next().unwrap();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn no_key_is_left_out() {
    let study = "[study]\ntitle = 'T'\n";
    let told: BTreeSet<String> = examples().iter().map(|example| example.key.to_owned()).collect();
    for (name, manifest) in [
        ("study", format!("{study}qqqqq = 1")),
        ("numbers", format!("{study}numbers = {{qqqqq = 1}}")),
        ("table", format!("{study}[[table]]\nqqqqq = 1")),
        ("claim", format!("{study}[[claim]]\nqqqqq = 1")),
        ("statement", format!("{study}[[statement]]\nqqqqq = 1")),
        ("text", format!("{study}[[text]]\nqqqqq = 1")),
        ("identity", format!("{study}[[identity]]\nqqqqq = 1")),
        ("computed", format!("{study}[[computed]]\nqqqqq = 1")),
        ("acknowledged", format!("{study}[[acknowledged]]\nqqqqq = 1")),
        ("variable", format!("{study}[variables]\nx = {{qqqqq = 1}}")),
        ("data", format!("{study}[data]\nqqqqq = 1")),
        ("column", format!("{study}[data.columns]\nx = {{qqqqq = 1}}")),
        ("level", format!("{study}[levels.x]\ny = {{qqqqq = 1}}")),
    ] {
        // Those of papers are shown in `corrected.rs` and `corrections.rs`.
        let of_papers = ["paper", "header-rows", "stub-columns", "names"];
        for key in known_keys(&manifest).into_iter().filter(|key| !of_papers.contains(&key.as_str())) {
            assert!(told.contains(&format!("{name}.{key}")), "no example of `{key}` of `{name}`");
        }
    }
    let tables = known_keys(&format!("qqqqq = 1\n{study}"));
    let all = [
        "study",
        "variables",
        "levels",
        "labels",
        "statistics",
        "weights",
        "identity",
        "computed",
        "table",
        "claim",
        "statement",
        "text",
        "acknowledged",
        "skip",
        "data",
    ];
    assert_eq!(tables, all.map(str::to_owned).into());
}
