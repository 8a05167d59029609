//! What people and programs see, pinned.

use retally::report::{Colour, finding, json, markdown, text};

use crate::support::{flagship, table, tests_in_the_text};

/// The flagship from no folder, whose path would be another one on each machine.
fn embedded() -> retally::Study {
    retally::studies::find(crate::support::FLAGSHIP).unwrap().study().unwrap()
}

#[test]
fn the_flagship_as_text() {
    insta::assert_snapshot!(text(&embedded().audit(), Colour::Never));
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
fn a_test_of_the_text_is_one_line_and_its_figures_are_underlined() {
    let study = tests_in_the_text();
    let audit = study.audit();
    let text = text(&audit, Colour::Never);
    let quoted = "4 | printed = 'Slower, t(28) = 2.20, p = .03, but exact, F(1, 56) = 4.12, ns.'\n";
    assert!(
        text.contains(&format!("{quoted}  |                      ^^    ^^^^      ^^^ recomputed: 0.035… to 0.036…\n"))
    );
    let listed = "tests reported in the text, recomputed:\n  \
                  inconsistent  study.toml:4:38  t(28) = 2.20, p = .03: p is 0.035… to 0.036…\n  \
                  inconsistent  study.toml:4:71  F(1, 56) = 4.12, ns: p is 0.0470… to 0.0472…\n  \
                  consistent    paper.txt:2:19  t(40) = 3.11, p = .003: p is 0.0033… to 0.0034…, two-tailed\n";
    assert!(text.contains(listed), "{text}");
    let lines = markdown(&audit);
    let lines = lines.split_once("### Tests reported in the text").unwrap().1.lines().skip(2).take(3);
    assert_eq!(
        lines.collect::<Vec<_>>(),
        [
            "- **inconsistent** `study.toml:4:38` t(28) = 2.20, p = .03: p is 0.035… to 0.036…",
            "- **inconsistent** `study.toml:4:71` F(1, 56) = 4.12, ns: p is 0.0470… to 0.0472…",
            "- **consistent** `paper.txt:2:19` t(40) = 3.11, p = .003: p is 0.0033… to 0.0034…, two-tailed",
        ]
    );
}

#[test]
fn a_sentence_with_escapes_is_underlined_as_a_whole() {
    let manifest = "[study]\ntitle = 'T'\n[[text]]\nprinted = \"\\u0074(28) = 2.20, p = .03\"\n";
    let study = retally::Study::from_files("tests", [("study.toml", manifest)]).unwrap();
    let places: Vec<_> = study.claims().iter().map(|claim| study.location(claim)).collect();
    assert_eq!(places, ["study.toml:4:11"; 3]);
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
    let study = table("size = 900", "stub = 'f'\nheader = 'statistic'", "f,%\na,30\nb,70\n");
    let text = text(&study.audit(), Colour::Never);
    assert!(text.contains("undecided:\n  [share] Table *t*, *a*, %, 30: n of *a* is not reported"), "{text}");
    let alone = table("", "stub = 'variable'\nheader = 'statistic'", "v,median\nAge,37\n").audit().to_string();
    let unchecked = "not checked, because no related figure is reported:\n  t.csv:2:2  37  Table *t*, *Age*, median";
    assert!(alone.contains(unchecked), "{alone}");
}

#[cfg(feature = "documents")]
#[test]
fn the_readme_and_the_tour_show_what_comes_out() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shown = ["README.md", "src/tour.md"].map(|name| std::fs::read_to_string(root.join(name)).unwrap()).concat();
    let study = embedded();
    let audit = study.audit();
    let respondents = study.reproduce(1);
    let tables = retally::microdata::comparison(&audit, respondents.recomputed());
    let audit = text(&audit, Colour::Never);
    let paper = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/studies/gondar-iodine/table1.csv");
    let read = retally::report::read(&retally::reading::Paper::open(paper).unwrap().read());
    let shown: Vec<_> = shown.split("```text\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    // The table of `power` has a test of its own.
    let shown: Vec<_> = shown.into_iter().filter(|block| !block.contains("clean tables")).collect();
    assert_eq!(shown.len(), 5);
    for block in shown.iter().flat_map(|block| block.split("\n\nacknowledged")) {
        let comes_out = [&audit, &tables, &read].iter().any(|text| text.contains(block.trim_end()));
        assert!(comes_out, "{block}");
    }
}
