//! A manifest beside a paper: tables of the paper in place of CSV files, and what is said overrides what would be read.

use std::path::Path;

use retally::Study;
use retally::builder::{Builder, Table};
use retally::reading::Paper;

/// A paper in JATS of these tables: label, and rows of cells, the first of them header.
pub fn jats(tables: &[(&str, &[&[&str]])]) -> String {
    let row = |cells: &&[&str]| {
        let cells: String = cells.iter().map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}</tr>\n")
    };
    let table = |(label, rows): &(&str, &[&[&str]])| {
        let (head, body) = (row(&rows[0]), rows[1..].iter().map(row).collect::<String>());
        format!(
            "<table-wrap><label>{label}</label><table><thead>{head}</thead><tbody>{body}</tbody></table></table-wrap>\n"
        )
    };
    format!("<article><body>\n{}</body></article>\n", tables.iter().map(table).collect::<String>())
}

const SMOKERS: &[&[&str]] = &[
    &["Characteristic", "Treatment (n = 140)", "Control (n = 138)"],
    &["Sex", "", ""],
    &["Female", "77 (55.0)", "80 (58.0)"],
    &["Male", "63 (45.0)", "58 (42.0)"],
    &["Smoker", "31 (22.1)", "27 (16.9)"],
];

const FRUIT: &[&[&str]] =
    &[&["Fruit", "n", "%"], &["Apple", "3", "37.5"], &["Pear", "5", "62.6"], &["Total", "8", "100"]];

const ENTRY: &str = "[[table]]\ntable = 'Table 1'\nstub = 'fruit'\nheader = 'statistic'\n";

fn paper() -> String {
    jats(&[("Table 1", FRUIT), ("Table 2", SMOKERS), ("Table 3", SMOKERS)])
}

fn folder(manifest: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("study.toml"), manifest).unwrap();
    std::fs::write(folder.path().join("paper.xml"), paper()).unwrap();
    folder
}

fn of_paper(entry: &str) -> Result<Study, String> {
    let manifest = format!("[study]\ntitle = 'T'\n[[table]]\n{entry}\nstub = 'fruit'\nheader = 'statistic'\n");
    let files = [("study.toml", manifest), ("paper.xml", paper())];
    Study::from_files("s", files).map_err(|error| error.to_string())
}

#[test]
fn a_table_of_a_paper_takes_the_place_of_a_csv_file() {
    let study = of_paper("paper = 'paper.xml'\ntable = 'table 1'").unwrap();
    assert_eq!(study.tables()[0].name, "table 1");
    let audit = study.audit();
    assert_eq!(audit.findings()[0].reported, "62.6");
    assert_eq!(study.location(&study.claims()[audit.findings()[0].claims[0]]), "paper.xml, table 1:3:3");
    // By its number as well; and the files of a study are that study.
    let second = of_paper("paper = 'paper.xml'\ntable = '1'").unwrap();
    let files = second.to_files();
    let again = Study::from_files("s", files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap();
    assert_eq!(again.claims().len(), second.claims().len());
}

#[test]
fn what_takes_tables_of_a_paper_can_be_built() {
    let table = Table::of_paper("paper.xml", "Table 1").stub("fruit").header("statistic");
    let builder = Builder::new("T").file("paper.xml", &paper()).table(table);
    let study = builder.build().unwrap();
    for files in [builder.to_files(), study.to_files()] {
        let again =
            Study::from_files("study", files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).unwrap();
        assert_eq!(retally::report::json(&again.audit()), retally::report::json(&study.audit()));
    }
    assert_eq!(study.audit().findings()[0].reported, "62.6");
}

#[test]
fn what_leaves_a_paper_to_be_read_can_be_written() {
    let table = Table::default().table("Table 1").stub("fruit").header("statistic");
    let builder = Builder::new("T").paper("paper.xml").skip("Table 3", "printed twice").table(table);
    assert!(builder.build().unwrap_err().to_string().contains("the tables of this paper are to be read"));
    let folder = folder(&builder.manifest());
    let read: Vec<bool> =
        corrected(folder.path()).tables().iter().map(retally::reading::TableReading::is_read).collect();
    assert_eq!(read, [false, true, false]);
    assert_eq!(corrected(folder.path()).audit().unwrap().findings().len(), 2);
}

#[test]
fn errors_say_which_tables_there_are() {
    for (entry, told) in [
        (
            "paper = 'paper.xml'\ntable = 'Table 9'",
            "study.toml:5:9: no table of paper.xml is called `Table 9`; it has Table 1, Table 2, Table 3; a number is the place among them",
        ),
        (
            "paper = 'paper.xml'",
            "study.toml:4:9: paper.xml has 3 tables; `table` says which it is; it has Table 1, Table 2, Table 3; a number is the place among them",
        ),
        ("paper = 'x.xml'\ntable = '1'", "study.toml:4:9: x.xml: is not among the study's files"),
        ("file = 'x.csv'\npaper = 'paper.xml'", "study.toml:5:9: a table is of a `file` or of a `paper`, not of both"),
        (
            "table = '1'",
            "study.toml:4:9: the table has no `file`; name its CSV file, or a `paper` and which `table` of it",
        ),
        (
            "paper = '../paper.xml'\ntable = '1'",
            "study.toml:4:9: `../paper.xml` is not the name of a file beside study.toml",
        ),
    ] {
        assert_eq!(of_paper(entry).unwrap_err(), told, "{entry}");
    }
}

fn corrected(folder: &Path) -> retally::reading::Reading {
    Paper::corrected(folder).unwrap().unwrap().read()
}

#[test]
fn what_a_manifest_does_not_say_is_read() {
    let manifest = format!("[study]\ntitle = 'T'\npaper = 'paper.xml'\n[skip]\n'Table 3' = 'printed twice'\n{ENTRY}");
    let folder = folder(&manifest);
    let reading = corrected(folder.path());
    let told: Vec<String> = reading.tables().iter().map(ToString::to_string).collect();
    assert_eq!(told[0], "Table 1: not read: the manifest declares it");
    assert!(reading.tables()[1].is_read(), "{told:?}");
    assert_eq!(told[2], "Table 3: not read: the manifest leaves it out: printed twice");
    let audit = reading.audit().unwrap();
    let found: Vec<_> =
        audit.findings().iter().map(|finding| (&*finding.reported, reading.evidence(finding))).collect();
    assert_eq!(found[0], ("62.6", None));
    assert_eq!((found[1].0, found.len()), ("16.9", 2));
    assert!(found[1].1.unwrap() >= 20);
    let place = |at: usize| reading.place(&audit.study().claims()[audit.findings()[at].claims[0]]);
    assert!(place(0).is_none() && place(1).unwrap().to_string().contains("paper.xml:"));
}

#[test]
fn an_acknowledgement_in_the_manifest_is_of_what_was_read_as_well() {
    let manifest = "[study]\ntitle = 'T'\npaper = 'paper.xml'\n[skip]\n'1' = 'x'\n'3' = 'x'\n";
    let folder = folder(manifest);
    let reading = corrected(folder.path());
    let audit = reading.audit().unwrap();
    let known = format!(
        "{manifest}[[acknowledged]]\nfinding = \"{}\"\nprinted = {:?}\nnote = 'known'\n",
        audit.findings()[0].id,
        audit.findings()[0].printed
    );
    std::fs::write(folder.path().join("study.toml"), known).unwrap();
    assert!(corrected(folder.path()).audit().unwrap().is_as_acknowledged());
}

#[test]
fn what_is_to_be_read_is_not_left_out_in_silence() {
    let read = |manifest: &str| {
        let folder = folder(manifest);
        let told = |error: retally::Error| error.to_string().replace(&folder.path().display().to_string(), "F");
        (
            Study::open(folder.path()).map(drop).map_err(told),
            Paper::corrected(folder.path()).map(|paper| paper.is_some()).map_err(told),
        )
    };
    let (alone, with) = read("[study]\ntitle = 'T'\npaper = 'paper.xml'\n");
    assert!(alone.unwrap_err().starts_with("F/study.toml:3:9: the tables of this paper are to be read"));
    assert_eq!(with, Ok(true));
    let (alone, with) = read("[study]\ntitle = 'T'\n[skip]\n'Table 1' = 'x'\n");
    assert!(alone.unwrap_err().starts_with("F/study.toml:4:13: tables are left out of a paper"));
    assert_eq!(with, Ok(false));
    let (_, with) = read("[study]\ntitle = 'T'\npaper = 'paper.xml'\n[skip]\n'Table 4' = 'x'\n");
    assert!(with.unwrap_err().ends_with(
        "no table of paper.xml is called `Table 4`; it has Table 1, Table 2, Table 3; a number is the place among them"
    ));
    let (_, with) = read(
        "[study]\ntitle = 'T'\npaper = 'paper.xml'\n[[table]]\ntable = '1'\nstub = 'a'\nheader = ['b', 'c', 'd', 'e']\n",
    );
    assert!(with.unwrap_err().contains("4 header rows are declared"));
}
