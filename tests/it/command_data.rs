//! The command with real respondents: what is compared, what is tabulated, and a draft that is watched.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use retally::microdata::Microdata;

use crate::support::{FLAGSHIP, flagship};

fn retally(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_retally")).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with a draft, and another with its data.
fn draft(table: &str, data: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("draft")).unwrap();
    let manifest = "[study]\ntitle = 'A shop'\n[[table]]\nfile = 'fruit.csv'\nstub = 'fruit'\nheader = 'statistic'\n";
    std::fs::write(folder.path().join("draft/study.toml"), manifest).unwrap();
    std::fs::write(folder.path().join("draft/fruit.csv"), table).unwrap();
    std::fs::write(folder.path().join("data.csv"), data).unwrap();
    folder
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

const TABLE: &str = "Fruit,n,%\nApple,3,37.5\nPear,5,62.5\nTotal,8,100\n";
const DATA: &str = "id,fruit\n1,Apple\n2,Apple\n3,Apple\n4,Pear\n5,Pear\n6,Pear\n7,Pear\n8,Pear\n";

#[test]
fn the_exit_status_says_whether_all_matches() {
    let folder = draft(TABLE, DATA);
    let (study, data) = (path(folder.path(), "draft"), path(folder.path(), "data.csv"));
    let compared = retally(&["reproduce", &study, "--data", &data]);
    assert_eq!(compared.status.code(), Some(0), "{compared:?}");
    assert!(out(&compared).contains("6 figures: 6 match as reported, 0 differ"), "{}", out(&compared));
    std::fs::write(&data, DATA.replace("8,Pear\n", "8,Pear\n9,Pear\n")).unwrap();
    let compared = retally(&["reproduce", &study, "--data", &data]);
    assert_eq!(compared.status.code(), Some(1));
    assert!(
        out(&compared).contains("4 of 4 would match if only the first 8 rows of the file count (1 respondent)"),
        "{}",
        out(&compared)
    );
    assert!(!folder.path().join("retally-out").exists(), "nothing is written");
    let failed = retally(&["reproduce", &study, "--data", "no-such.csv"]);
    assert_eq!(failed.status.code(), Some(2));
    let failed = retally(&["reproduce", &study, "--data", &data, "--seed", "2"]);
    assert_eq!(failed.status.code(), Some(2));
}

#[test]
fn each_format_says_the_same_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let data = path(folder.path(), "data.csv");
    let study = flagship();
    std::fs::write(&data, Microdata::reproduce(&study, 1).csv()).unwrap();
    let report = |format: &str| {
        let compared = retally(&["reproduce", FLAGSHIP, "--data", &data, "--format", format]);
        assert_eq!(compared.status.code(), Some(0), "{format}");
        out(&compared)
    };
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    assert_eq!(json["figures"]["matching"], 153);
    assert_eq!(json["figures"]["impossible"], 5);
    assert_eq!(json["data"], "data.csv");
    let figure = json["compared"].as_array().unwrap().iter().find(|figure| figure["printed"] == "26.3").unwrap();
    assert_eq!(figure["status"], "impossible");
    assert_eq!((&figure["recomputed"], &figure["difference"]), (&"26.2".into(), &"-0.1".into()));
    assert!(report("markdown").contains("153 match as reported"));
    let junit = report("junit");
    let document = roxmltree::Document::parse(&junit).unwrap();
    let count = |tag: &str| document.descendants().filter(|node| node.has_tag_name(tag)).count();
    assert_eq!((count("testcase"), count("failure"), count("skipped")), (168, 0, 10));
    assert!(retally(&["reproduce", FLAGSHIP, "--data", &data, "--format", "sarif"]).status.code() == Some(2));
}

#[test]
fn tables_are_written_and_then_match() {
    let folder = draft("Fruit,n,%\nApple,0,0.0\nPear,0,0.0\nTotal,0,0\n", DATA);
    let (study, data, tables) =
        (path(folder.path(), "draft"), path(folder.path(), "data.csv"), path(folder.path(), "tables"));
    let tabulated = retally(&["tabulate", "--data", &data, "--like", &study, "--out", &tables]);
    assert_eq!(tabulated.status.code(), Some(0), "{tabulated:?}");
    assert!(out(&tabulated).contains("6 figures are new"), "{}", out(&tabulated));
    let written = std::fs::read_to_string(folder.path().join("tables/fruit.csv")).unwrap();
    assert_eq!(written, TABLE);
    std::fs::copy(folder.path().join("tables/fruit.csv"), folder.path().join("draft/fruit.csv")).unwrap();
    assert_eq!(retally(&["reproduce", &study, "--data", &data]).status.code(), Some(0));
}

#[test]
fn a_page_is_written_beside_the_audits() {
    let folder = draft(TABLE, &DATA.replace("8,Pear\n", "8,Apple\n"));
    let (study, data, pages) =
        (path(folder.path(), "draft"), path(folder.path(), "data.csv"), path(folder.path(), "public"));
    let report = retally(&["report", &study, "--data", &data, "--out", &pages]);
    assert_eq!(report.status.code(), Some(1));
    let page = std::fs::read_to_string(folder.path().join("public/draft/data.html")).unwrap();
    assert!(page.contains("2 match as reported, 4 differ") && page.contains("37.5 › <strong>50.0</strong>"), "{page}");
    assert!(folder.path().join("public/draft/report.html").exists());
}

#[test]
fn a_file_of_respondents_beside_the_manifest_is_told_to_lie_elsewhere() {
    let folder = draft(TABLE, DATA);
    std::fs::copy(folder.path().join("data.csv"), folder.path().join("draft/data.csv")).unwrap();
    let (study, data) = (path(folder.path(), "draft"), path(folder.path(), "draft/data.csv"));
    let failed = retally(&["reproduce", &study, "--data", &data]);
    let error = String::from_utf8(failed.stderr.clone()).unwrap();
    assert!(error.contains("a file of respondents is kept in another folder"), "{error}");
}

/// A command that ends with the test, whatever comes of it.
struct Running(std::process::Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
    }
}

/// Edits a draft while it is watched, each time when what was said of the last edit has been read.
#[test]
fn a_draft_that_is_watched_is_audited_again_when_it_changes() {
    let folder = draft(TABLE, DATA);
    let study = path(folder.path(), "draft");
    let table = folder.path().join("draft/fruit.csv");
    let mut command = Command::new(env!("CARGO_BIN_EXE_retally"));
    command.args(["audit", &study, "--watch", "--times", "4"]).stdout(Stdio::piped());
    let mut watching = Running(command.spawn().unwrap());
    let mut lines = BufReader::new(watching.0.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut until = |end: &str| {
        let mut read = Vec::new();
        for line in lines.by_ref() {
            let is_end = line.contains(end);
            read.push(line);
            if is_end {
                return read.join("\n");
            }
        }
        panic!("`{end}` is not printed: {read:?}");
    };
    until("no findings");
    std::fs::write(&table, TABLE.replace("37.5", "38.5")).unwrap();
    let found = until("38.5 is inconsistent");
    assert!(found.contains("fruit.csv changed: 1 finding is not acknowledged"), "{found}");
    std::fs::write(&table, "Fruit,n\n\"Apple,3\n").unwrap();
    let broken = until("error: ");
    assert!(broken.contains("fruit.csv changed: it cannot be read") && broken.contains("fruit.csv:2:"), "{broken}");
    std::fs::write(&table, TABLE).unwrap();
    until("fruit.csv changed: 0 findings are not acknowledged");
    drop(lines);
    assert_eq!(watching.0.wait().unwrap().code(), Some(0));
}
