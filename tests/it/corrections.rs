//! What a manifest says of a table that is read: a fact for the reading, which reads the rest as before.

use std::path::{Path, PathBuf};

use retally::reading::{Paper, Reading};

/// A paper and its manifest in a folder.
fn folder(csv: &str, manifest: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("paper.csv"), csv).unwrap();
    std::fs::write(folder.path().join("study.toml"), manifest).unwrap();
    folder
}

/// A manifest that says so much of the only table of the paper.
fn saying(lines: &str) -> String {
    format!("[study]\ntitle = 'T'\n[[table]]\npaper = 'paper.csv'\n{lines}\n")
}

pub fn corrected(csv: &str, lines: &str) -> Reading {
    let folder = folder(csv, &saying(lines));
    Paper::corrected(folder.path()).unwrap_or_else(|error| panic!("{lines}: {error}")).unwrap().read()
}

pub fn as_it_is(csv: &str) -> Reading {
    Paper::from_bytes("paper.csv", csv.as_bytes()).unwrap().read()
}

fn error(csv: &str, lines: &str) -> String {
    let folder = folder(csv, &saying(lines));
    let error = Paper::corrected(folder.path()).map(drop).unwrap_err();
    error.to_string().replace(&format!("{}/", folder.path().display()), "")
}

/// Each relation with its verdict and its figures, in any order.
pub fn verdicts(reading: &Reading) -> Vec<String> {
    let Some(audit) = reading.audit() else { return Vec::new() };
    let outcome = |outcome: &retally::Outcome| {
        let claims = audit.study().claims();
        let figures: Vec<&str> = outcome.relation.claims().iter().map(|claim| claims[*claim].figure.text()).collect();
        format!("{} {:?} {figures:?}", outcome.relation.kind.name(), outcome.verdict)
    };
    let mut all: Vec<String> = audit.outcomes().iter().map(outcome).collect();
    all.sort();
    all
}

pub fn found(reading: &Reading) -> Vec<String> {
    let audit = reading.audit();
    let findings = audit.iter().flat_map(|audit| audit.findings()).map(|finding| finding.reported.clone());
    findings.collect()
}

fn unread(reading: &Reading) -> Vec<(String, String)> {
    let unread = reading.tables()[0].unread.iter();
    unread.flat_map(|unread| unread.labels.iter().map(|label| (label.clone(), unread.reason.clone()))).collect()
}

/// The tables of the studies that come with the project, where something of them is read.
fn tables_of_the_project() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["data", "tests/studies"].map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
    let folders = folders.into_iter().flatten().map(|folder| folder.unwrap().path()).filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    let mut tables: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|ending| ending == "csv")).collect();
    tables.sort();
    let tables = tables.into_iter().map(|file| (file.clone(), std::fs::read_to_string(file).unwrap()));
    tables.filter(|(_, csv)| as_it_is(csv).tables()[0].is_read()).collect()
}

#[test]
fn a_written_study_that_is_cut_down_to_one_line_has_the_same_verdicts() {
    let tables = tables_of_the_project();
    assert!(tables.len() > 20, "{}", tables.len());
    for (file, csv) in tables {
        let whole = as_it_is(&csv);
        let notation = whole.tables()[0].how.as_ref().unwrap().notation;
        let is_of_counts = notation.contains(['n', '%']) && !notation.contains("numbers") && !notation.contains("stat");
        for line in [Some("name = 'One'".to_owned()), is_of_counts.then(|| format!("cells = '{notation}'"))] {
            let Some(line) = line else { continue };
            let short = corrected(&csv, &line);
            assert_eq!(verdicts(&short), verdicts(&whole), "{}: {line}", file.display());
            assert_eq!(found(&short), found(&whole), "{}: {line}", file.display());
        }
    }
}

const SMOKERS: &str = "Characteristic,Treatment (n = 140),Control (n = 138)
Sex,,
Female,77 (55.0),80 (58.0)
Male,63 (45.0),58 (42.0)
Symptoms,,
Fever,70 (50.0),69 (50.0)
Cough,70 (50.0),69 (50.0)
Smoker,,
Yes,31 (22.1),27 (20.8)
";

#[test]
fn a_base_that_is_said_is_that_of_the_rows_and_of_no_others() {
    let whole = as_it_is(SMOKERS);
    assert_eq!(
        unread(&whole),
        [("Yes".to_owned(), "its percentages are of another base, such as 130 of 138".to_owned())]
    );
    assert!(found(&whole).is_empty());
    let said = corrected(SMOKERS, "bases = { Yes = 'column' }");
    assert_eq!(found(&said), ["20.8"]);
    let (before, after) = (verdicts(&whole), verdicts(&said));
    let is_kept = |verdict: &&String| after.contains(verdict) || verdict.starts_with("agreement");
    assert!(before.iter().all(|verdict| is_kept(&verdict)), "{before:#?} {after:#?}");
    assert!(unread(&said).is_empty());
    // Of all rows.
    assert_eq!(found(&corrected(SMOKERS, "share-of = 'column'")), ["20.8"]);
    let note = retally::report::text(&said.audit().unwrap(), retally::report::Colour::Never);
    assert!(note.contains("the manifest says some of how the table is read"), "{note}");
}

#[test]
fn percentages_may_be_said_to_be_of_those_whom_another_row_counts() {
    let csv = SMOKERS.replace("Smoker,,\nYes,31 (22.1),27 (20.8)", "Pregnant,7 (9.1),9 (11.5)");
    let said = corrected(&csv, "bases = { Pregnant = 'Female' }");
    assert_eq!(found(&said), ["11.5"]); // 9 of 80 is 11.25
    assert!(unread(&as_it_is(&csv)).iter().any(|(label, _)| label == "Pregnant"));
}

#[test]
fn a_block_that_is_said_to_overlap_is_no_division() {
    let whole = as_it_is(SMOKERS);
    let said = corrected(SMOKERS, "overlap = 'Symptoms'");
    let divided = |reading: &Reading| {
        let how = reading.tables()[0].how.clone().unwrap();
        how.parts.into_iter().filter(|part| part.divides).map(|part| part.labels).collect::<Vec<_>>()
    };
    assert_eq!(divided(&whole), [["Female", "Male"], ["Fever", "Cough"]]);
    assert_eq!(divided(&said), [["Female", "Male"]]);
    let totals = |reading: &Reading| verdicts(reading).iter().filter(|verdict| verdict.starts_with("total")).count();
    assert_eq!((totals(&whole), totals(&said)), (4, 2));
    let shares = |reading: &Reading| verdicts(reading).iter().filter(|verdict| verdict.starts_with("share ")).count();
    assert_eq!(shares(&whole), shares(&said));
}

#[test]
fn a_block_that_is_said_to_be_everybody_is_held_against_all() {
    let csv = SMOKERS.replace("Yes,31 (22.1),27 (20.8)\n", "Yes,31 (22.1),27 (19.6)\nNo,109 (77.9),101 (73.2)\n");
    assert!(found(&as_it_is(&csv)).is_empty());
    let said = corrected(&csv, "partition = 'Smoker'");
    assert_eq!(found(&said), ["138", "100"]); // 27 + 101, and 19.6 + 73.2
    assert!(found(&corrected(&csv, "partial = 'Smoker'")).is_empty());
    assert_eq!(
        verdicts(&corrected(&csv, "partial = 'Smoker'")).iter().filter(|one| one.starts_with("total")).count(),
        6
    );
}

#[test]
fn what_is_not_read_is_left_out_and_listed() {
    let said = corrected(SMOKERS, "ignore = ['Smoker', 'Yes', 'Control']");
    assert_eq!(verdicts(&said).len() * 2, verdicts(&corrected(SMOKERS, "ignore = 'Yes'")).len());
    let reason = "the manifest leaves them out".to_owned();
    assert_eq!(unread(&said), ["Smoker", "Yes", "Control"].map(|label| (label.to_owned(), reason.clone())));
}

#[test]
fn totals_that_are_said_are_the_only_ones() {
    let csv = "Answer,Men,Women,Boys,Girls,Sum of them
Often,313,402,127,218,1060
Seldom,391,308,254,176,1129
Rarely,144,168,133,102,547
Never,208,119,97,140,564
Bottom,1056,997,611,636,3300
";
    let whole = as_it_is(csv);
    assert!(found(&whole).is_empty() && verdicts(&whole).len() > 9);
    let said = corrected(&csv.replace("611", "661"), "margins = ['Bottom', 'Sum of them']");
    assert_eq!(found(&said), ["661"]);
    // Stated as it was read, nothing changes; without totals nothing ties the counts.
    assert_eq!(verdicts(&corrected(csv, "margins = ['Bottom', 'Sum of them']")), verdicts(&whole));
    assert!(!corrected(csv, "margins = []").tables()[0].is_read());
    let alone = corrected(SMOKERS, "margins = 'Yes'");
    assert!(unread(&alone)[0].1.starts_with("the manifest says that it is a total, but"), "{:?}", unread(&alone));
}

const AGES: &str = "Characteristic,Total,Sample A,Sample B
Total,3496 (100),1787 (100),1709 (100)
Age,80.4 (7.6),73.9 (6.3),79 (7.9)
Female,2095 (60),1074 (60),1021 (60)
Male,1401 (40),713 (40),688 (40)
";

#[test]
fn the_notation_of_a_row_or_of_a_column_is_as_it_is_said() {
    assert!(found(&as_it_is(AGES)).is_empty());
    let said = corrected(AGES, "cells-of = { Age = 'mean (SD)' }");
    assert_eq!(found(&said), ["80.4"]); // beyond both groups
    assert!(said.tables()[0].to_string().contains("of summary statistics"), "{}", said.tables()[0]);
    let csv =
        "Fruit,Number,Share,Weight\nApple,31,18.7,18.8\nPear,52,31.3,31.2\nPlum,83,50.0,50.1\nTotal,166,100,100\n";
    let told = |lines: &str| corrected(csv, lines).tables()[0].to_string();
    assert!(told("cells = 'n | %'").starts_with("paper: n | % of its column"), "{}", told("cells = 'n | %'"));
    let said = told("cells-of = { Share = 'mean' }\ncells = 'n'");
    assert!(said.starts_with("paper: n of totals") || said.contains("not read"), "{said}");
}

#[test]
fn header_rows_and_stub_columns_are_as_many_as_are_said() {
    // Years are figures as well, and the second row looks like one of counts.
    let csv = ",2001,2002
,2010 (40),2011 (40)
Sex,,
Female,22 (55.0),16 (40.0)
Male,18 (45.0),24 (60.0)
Education,,
School,30 (75.0),25 (62.5)
University,10 (25.0),15 (37.5)
";
    let said = corrected(csv, "header-rows = 2");
    let rows = said.tables()[0].how.as_ref().unwrap().parts.clone();
    assert_eq!(rows.iter().map(|part| part.labels.len()).sum::<usize>(), 4, "{rows:?}");
    let csv = "Area,Code,n,%\nNorth,11,31,18.7\n,12,52,31.3\n,13,83,50.0\n,All,166,100\n";
    let said = corrected(csv, "stub-columns = 2");
    let labels = &said.tables()[0].how.as_ref().unwrap().parts[0].labels;
    assert_eq!(labels, &["11", "12", "13"]); // the last column of the stub
    let said = corrected(csv, "stub-columns = 3");
    assert!(said.tables()[0].to_string().contains("not read"), "{}", said.tables()[0]);
}

#[test]
fn names_are_those_that_are_said() {
    let said = corrected(SMOKERS, "name = 'Table A'\nnames = { columns = 'arm', Sex = 'sex' }");
    let study = said.study().unwrap();
    assert!(["arm", "sex"].iter().all(|name| study.names().find(name).is_some()));
    assert!(study.tables().iter().all(|table| table.name.starts_with("Table A")));
    assert_eq!(verdicts(&said), verdicts(&as_it_is(SMOKERS)));
    // So that the text can speak of them.
    let claim = "names = { columns = 'arm', Sex = 'sex' }\n[[claim]]\nwhere = 'Results'\nfigure = 78\nevent = { t1 = 'respondents', arm = 'Treatment', sex = 'Female' }";
    assert_eq!(found(&corrected(SMOKERS, claim)), ["78"]);
}

#[test]
fn the_decimal_sign_is_as_it_is_said() {
    let csv = "Characteristic;Treatment (n = 1.140);Control (n = 1.138)\nFemale;627 (55,0);660 (58,0)\nMale;513 (45,0);478 (42,0)\n";
    let read = corrected(csv, "numbers = { decimal = ',' }");
    assert_eq!(verdicts(&read), verdicts(&as_it_is(csv)));
    assert!(read.tables()[0].is_read());
    assert!(!corrected(csv, "numbers = { decimal = '.' }").tables()[0].is_read());
}

#[test]
fn of_a_paper_that_is_of_tables_only_these_are_read() {
    let paper = super::corrected::jats(&[
        (
            "Table 1",
            &[
                &["", "A (n = 40)", "B (n = 38)"],
                &["Sex", "", ""],
                &["Men", "22 (55.0)", "22 (57.9)"],
                &["Women", "18 (45.0)", "16 (42.1)"],
            ],
        ),
        (
            "Table 2",
            &[
                &["", "A (n = 40)", "B (n = 38)"],
                &["Age", "", ""],
                &["Old", "22 (55.0)", "22 (57.9)"],
                &["Young", "18 (45.0)", "16 (42.1)"],
            ],
        ),
    ]);
    let read = |manifest: &str| {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("paper.xml"), &paper).unwrap();
        std::fs::write(folder.path().join("study.toml"), manifest).unwrap();
        let read = Paper::corrected(folder.path()).map_err(|error| error.to_string());
        read.map(|paper| paper.unwrap().read().tables().iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    let told = read("[study]\ntitle = 'T'\n[[table]]\npaper = 'paper.xml'\ntable = 'Table 2'\n").unwrap();
    assert_eq!(told[0], "Table 1: not read: the manifest does not name it");
    assert!(told[1].starts_with("Table 2: n (%) of its column"), "{told:?}");
    let told = read("[study]\ntitle = 'T'\npaper = 'paper.xml'\n[[table]]\ntable = '2'\noverlap = 'Old'\n").unwrap();
    assert!(told[0].contains("1 block") && told[1].contains("2 rows"), "{told:?}");
    for (manifest, message) in [
        ("[[table]]\npaper = 'paper.xml'\n", "study.toml:4:9: paper.xml has 2 tables; `table` says which it is"),
        ("[[table]]\ntable = 'Table 1'\n", "study.toml:4:9: the table has no `paper`; say the `paper` beside"),
        (
            "[[table]]\npaper = 'paper.xml'\ntable = 'Table 3'\n",
            "study.toml:5:9: no table of paper.xml is called `Table 3`",
        ),
        ("[[table]]\npaper = '../paper.xml'\n", "study.toml:4:9: `../paper.xml` is not the name of a file beside"),
        (
            "[[table]]\npaper = 'paper.xml'\ntable = '1'\n[[table]]\npaper = 'paper.xml'\ntable = 'Table 1'\n",
            "study.toml:8:9: the manifest says elsewhere what this table is; write all of it in one `[[table]]`",
        ),
        (
            "[[table]]\npaper = 'paper.xml'\ntable = '1'\n[[table]]\npaper = 'other.xml'\ntable = '1'\n",
            "study.toml:7:9: tables of paper.xml are read already; a study reads one paper",
        ),
    ] {
        let error = read(&format!("[study]\ntitle = 'T'\n{manifest}")).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn what_is_said_of_nothing_is_an_error() {
    for (lines, message) in [
        ("overlap = 'Symptom'", "study.toml:5:11: no label of the table is `Symptom`; did you mean `Symptoms`?"),
        ("partition = ['Sex', 'Sax']", "study.toml:5:13: no label of the table is `Sax`; did you mean `Sex`?"),
        ("ignore = 'Contrl'", "study.toml:5:10: no label of the table is `Contrl`; did you mean `Control`?"),
        ("margins = 'Totl'", "study.toml:5:11: no label of the table is `Totl`"),
        ("bases = { Fevr = 'column' }", "study.toml:5:18: no label of the table is `Fevr`; did you mean `Fever`?"),
        ("bases = { Fever = 'Femle' }", "study.toml:5:19: no label of the table is `Femle`; did you mean `Female`?"),
        ("bases = { Fever = 'colum' }", "study.toml:5:19: no label of the table is `colum`; did you mean `column`?"),
        ("cells-of = { Fevr = 'n' }", "study.toml:5:21: no label of the table is `Fevr`; did you mean `Fever`?"),
        ("names = { colums = 'arm' }", "study.toml:5:20: no label of the table is `colums`; did you mean `columns`?"),
        ("names = { Sex = 'a', columns = 'a' }", "study.toml:5:32: `a` is the name of something else"),
        (
            "share-of = 'colunm'",
            "study.toml:5:12: percentages of a table that is read are of `column`, `row` or `block`, not of `colunm`; did you mean `column`?",
        ),
        ("share-of = ['column', 'row']", "study.toml:5:12: `share-of` of a table that is read is one word"),
        (
            "overlap = 'Sex'\npartition = 'Sex'",
            "study.toml:5:11: `Sex` is named twice among `partition`, `partial` and `overlap`",
        ),
        (
            "header-rows = 40",
            "study.toml:5:15: `header-rows` is 40, expected at least 1 and fewer than the 9 rows that the table has",
        ),
        (
            "stub-columns = 0",
            "study.toml:5:16: `stub-columns` is 0, expected at least 1 and fewer than the 3 columns that the table has",
        ),
        ("stub = 'f'", "study.toml:4:9: the table has no `header`; one that says neither"),
        (
            "cells = ['n (%)', 'mean']",
            "study.toml:5:9: `cells` of a table that is read is one notation; `cells-of` says",
        ),
        ("rows = '1-3'", "study.toml:5:8: `rows` is of a table that is declared; of a table that is read `cells`, "),
        ("weighted = true", "study.toml:5:12: `weighted` is of a table that is declared; of a table that is read"),
        ("numbers = { blank = '-' }", "study.toml:4:9: `numbers` is of a table that is declared; of a table"),
        (
            "stub = 'f'\nheader = 'g'\nheader-rows = 1",
            "study.toml:7:15: `header-rows` is of a table that is read; leave it out, as `stub` and `header` say it",
        ),
        ("header-row = 1", "study.toml:5:1: unknown field `header-row`; did you mean `header-rows`?"),
    ] {
        let told = error(SMOKERS, lines);
        assert!(told.starts_with(message), "{lines}: {told}");
    }
    let told = error(SMOKERS, "cells = 'n(%)'");
    assert!(told.starts_with("study.toml:5:9: `n(%)` is no notation of counts, expected n (%), % (n)"), "{told}");
    let study = retally::Study::from_files("s", [("study.toml", saying("")), ("paper.csv", SMOKERS.to_owned())]);
    assert!(study.unwrap_err().to_string().contains("which a study by itself does not; open it with `retally audit`"));
}
