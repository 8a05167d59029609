//! A first manifest is one that can be read, and a good one where the table is simple.

use retally::{Study, scaffold, transcription};

use crate::support::flagship_files;

#[test]
fn the_flagships_tables_are_recognised() {
    let files = flagship_files();
    let tables = files.iter().filter(|(name, _)| name.ends_with(".csv"));
    let tables: Vec<_> = tables.map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let manifest = scaffold::manifest(tables.iter().copied()).unwrap();
    insta::assert_snapshot!(manifest);
    let files = tables.iter().copied().chain([("study.toml", manifest.as_str())]);
    let study = Study::from_files("scaffold", files).unwrap();
    let found: Vec<_> = study.audit().findings().iter().map(|finding| finding.reported.clone()).collect();
    assert!(found.contains(&"66.6".to_owned()), "{found:?}");
}

#[test]
fn every_guess_is_marked() {
    let manifest = scaffold::manifest([(
        "t.csv",
        ",A (n = 3),B (n = 4)\nSex,,\nF,\"1 (33,3)\",\"2 (50,0)\"\nM,\"2 (66,7)\",\"2 (50,0)\"\n",
    )]);
    let manifest = manifest.unwrap();
    let guesses: Vec<_> = manifest.lines().filter(|line| line.contains("# guess: ")).collect();
    assert_eq!(guesses.len(), 7, "{manifest}");
    assert!(manifest.contains("numbers = { decimal = \",\" }"), "{manifest}");
    assert!(manifest.contains("cells = \"n (%)\""), "{manifest}");
    assert!(manifest.contains("headings = \"variable\""), "{manifest}");
}

#[test]
fn rows_of_means_are_variables_and_rows_under_no_heading_are_levels_of_their_own() {
    let csv = ",A (n = 10),B (n = 12)\n\"Age, years\",41.2 ± 9.8,43.0 ± 10.1\nFemale,5 (50.0),6 (50.0)\n\
               Education,,\nSchool,7 (70.0),8 (66.7)\nUniversity,3 (30.0),4 (33.3)\nHeight,171 ± 9,169 ± 8\n";
    let manifest = scaffold::manifest([("t.csv", csv)]).unwrap();
    assert!(manifest.contains("stub = [[\"level\", \"other\"]]"), "{manifest}");
    assert!(manifest.ends_with("\nFemale = \"Female\"\n"), "{manifest}");
    let study = Study::from_files("scaffold", [("study.toml", manifest.as_str()), ("t.csv", csv)]).unwrap();
    let audit = study.audit();
    assert!(audit.findings().is_empty(), "{audit}");
    assert_eq!(audit.tally().undecided, 0);
}

#[test]
fn transcriptions_are_compared_cell_by_cell() {
    let differences = |one: &str, other: &str| {
        let differences = transcription::differences(("a.csv", one), ("b.csv", other)).unwrap();
        differences.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(differences("f,n\na,50\n", "f,n\r\na,50\r\n"), Vec::<String>::new());
    assert_eq!(differences("f,n\na,50\n", "f,n\na,50.0\n"), ["row 2, field 2: `50` in one, `50.0` in the other"]);
    assert_eq!(
        differences("f,n\na,50\n", "f,n\n"),
        ["row 2, field 1: `a` in one, no cell in the other", "row 2, field 2: `50` in one, no cell in the other"]
    );
}
