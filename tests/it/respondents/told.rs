//! What is told, and what is not; the tables as the data have them.

use super::*;

#[test]
fn what_has_no_column_is_listed() {
    let study = survey();
    let data: String = csv(&people())
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split(';').collect();
            format!("{};{};{};{}\n", fields[1], fields[2], fields[3], fields[5])
        })
        .collect();
    let comparison = compare(&study, &data);
    let lacking = comparison.count(|status| matches!(status, Reproduction::NotSought(NotSought::NoColumn(_))));
    assert_eq!(lacking, 6);
    let text = compared(Format::Text, &[comparison], Disclosure::default());
    assert!(text.contains("–  6 figures: no column `score`"), "{text}");
}

#[test]
fn deviations_by_n_and_quartiles_by_other_definitions_match() {
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n";
    let csv = ",n,Mean,SD,q1,q3\nage,4,2.5,1.12,1.5,3.5\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv)]).unwrap();
    let comparison = compare(&study, "age\n1\n2\n3\n4\n");
    let by: Vec<_> = comparison.details().iter().map(|detail| detail.by).collect();
    let quartiles = Some("by another definition of quartiles");
    assert_eq!(by, [None, None, Some("divided by n"), quartiles, quartiles]);
    assert_eq!(differing(&comparison), 0);
    let wrong = compare(&study, "age\n1\n2\n3\n5\n");
    assert_eq!(differing(&wrong), 2, "some definitions of quartiles still give these");
}

/// What a report shows of data only if it is asked to: the row, the value, the figure of few.
#[test]
fn rows_values_and_figures_of_few_are_shown_only_if_asked_for() {
    let study = survey();
    let mut people = people();
    people.push(Person { age: 77, sex: 2, smokes: "j", score: Some(12), weight: 9 });
    let data = csv(&people);
    let shown = |format: Format, shown: Disclosure| compared(format, &[compare(&study, &data)], shown);
    for format in [Format::Text, Format::Json, Format::Markdown, Format::Junit] {
        let report = shown(format, Disclosure::default());
        assert!(report.contains("one respondent does not count"), "{report}");
        assert!(!report.contains("row 401") && !report.contains("rows 401"), "{report}");
        let report = shown(format, Disclosure { rows: true, least: 0 });
        assert!(report.contains("the respondent in row 401 does not count"), "{report}");
    }
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\n";
    let study =
        Study::from_files("t", [("study.toml", manifest), ("t.csv", "Fruit,n,%\nApple,4,40\nPear,6,60\n")]).unwrap();
    let data = "fruit\nApple\nApple\nApple\nPear\nPear\nPear\nPear\nPear\nPear\nPear\n";
    for format in [Format::Text, Format::Json, Format::Markdown, Format::Junit] {
        let report = compared(format, &[compare(&study, data)], Disclosure { rows: false, least: 5 });
        assert!(!report.contains("30") && !report.contains("-1"), "{report}");
        assert!(report.contains("of fewer than 5"), "{report}");
    }
    let tables = tabulated(&compare(&study, data), Disclosure { rows: false, least: 5 });
    assert_eq!(tables[0].csv, "Fruit,n,%\nApple,<5,–\nPear,7,70\n");
}

#[test]
fn errors_say_where_and_not_what_stands_there() {
    let study = survey();
    let error =
        |data: &str| Comparison::read(&study, "d.csv", data.as_bytes()).map(|_| "none").unwrap_err().to_string();
    let same = csv(&people());
    assert_eq!(
        error(&same.replacen("geschlecht", "gender", 1)),
        "study.toml:12:7: d.csv has no column `geschlecht`; its first line names the columns"
    );
    assert_eq!(
        error(&same.replacen("raucht", "raucht1", 1)),
        "study.toml:13:11: d.csv has no column `raucht`; did you mean `raucht1`?"
    );
    let secret = same.replacen("\n0;", "\n0;secret", 1);
    assert_eq!(
        error(&secret),
        "d.csv: 1 value of the column `age` is no number; what stands for no answer is listed in `[data] missing = […]`, a decimal comma in `decimal = \",\"`"
    );
}

/// Errors in `[data]` itself.
#[test]
fn what_is_wrong_with_the_manifest_is_told_where_it_stands() {
    for (from, to, expected) in [
        (
            "smoking = {",
            "smokng = {",
            "study.toml:13:10: no dimension or variable is called `smokng`; did you mean `smoking`?",
        ),
        ("Men = 1", "Man = 1", "study.toml:12:49: `sex` has no level `Man`; did you mean `Men`?"),
        (
            "\"< 30\"",
            "\"< x\"",
            "study.toml:15:46: `< x` is no comparison with a number; write it like `>= 30 and < 50`",
        ),
        ("decimal = \",\"", "decimal = \";\"", "study.toml:8:11: ';' cannot be a decimal sign; `.` and `,` can"),
        ("filter = { age", "filter = { age = 1, x = []", "study.toml:10:25: a list of no texts"),
        (
            "Men = 1",
            "Men = { x = 1 }",
            "study.toml:12:7: some levels of `sex` are told by its own column, and some by others; tell all of them by the one or by the others",
        ),
        (
            "weighted = true",
            "weighted = false",
            "study.toml:9:10: no percentages are weighted; say of which table they are: `weighted = true`",
        ),
        ("decimal", "decimals", "study.toml:8:1: unknown field `decimals`; did you mean `decimal`?"),
    ] {
        let manifest = if to.starts_with("filter") {
            MANIFEST.replace("filter = { age = \">= 18\" }", "filter = { x = [] }")
        } else {
            MANIFEST.replacen(from, to, 1)
        };
        let mut files = tables(&people());
        files.push(("study.toml", manifest));
        let error = Study::from_files("survey", files).map(|_| "none").unwrap_err().to_string();
        let expected = if to.starts_with("filter") { "study.toml:10:16: a list of no texts" } else { expected };
        assert_eq!(error, expected, "{to}");
    }
    // Nobody has an answer of two levels.
    let study = survey_with(&MANIFEST.replace("Middle = \">= 30", "Middle = \">= 20"), &people());
    let error = Comparison::read(&study, "d.csv", csv(&people()).as_bytes()).unwrap_err().to_string();
    assert_eq!(error, "study.toml:15:9: some answers are of `Young` and of `Middle`: each is of one level");
}

#[test]
fn tables_are_written_as_the_data_have_them_in_their_notation() {
    let manifest = "[study]\ntitle = 'T'\n[study.numbers]\ndecimal = ','\n[variables]\nincome = 'Income'\n\
        [[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'ignore'\ncells = 'n (%)'\n\
        [[table]]\nfile = 'u.csv'\nstub = 'variable'\nheader = 'statistic'\n";
    let t = "Fruit,All (n = 1)*\nApple,\"1 (10,0)\"\n\"Pear, green\",\"0 (0,0)\"\n";
    let u = ",Mean,SD,Max,p\nIncome,1 000,1,1,\"0,05\"\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", t), ("u.csv", u)]).unwrap();
    let data = "fruit,income\nApple,1000.5\n\"Pear, green\",-2500\nApple,12000\n";
    let tables = tabulated(&compare(&study, data), Disclosure::default());
    assert_eq!(tables[0].csv, "Fruit,All (n = 3)*\nApple,\"2 (66,7)\"\n\"Pear, green\",\"1 (33,3)\"\n");
    assert_eq!(tables[1].csv, ",Mean,SD,Max,p\nIncome,3 500,7 566,12 000,\"0,05\"\n");
    assert_eq!(tables[1].kept, ["u.csv:2:5 Table *u*, *Income*, p"]);
    // What is tabulated matches.
    let again = [("study.toml", manifest), ("t.csv", tables[0].csv.as_str()), ("u.csv", tables[1].csv.as_str())];
    assert_eq!(differing(&compare(&Study::from_files("t", again).unwrap(), data)), 0);
}

#[test]
fn a_comma_that_is_new_is_quoted() {
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\n";
    let csv = "Fruit,n\nApple,0\nPear,\"1,000\"\nTotal,0\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv)]).unwrap();
    let data = format!("fruit\n{}{}", "Apple\n".repeat(1500), "Pear\n".repeat(20));
    let tables = tabulated(&compare(&study, &data), Disclosure::default());
    assert_eq!(tables[0].csv, "Fruit,n\nApple,\"1,500\"\nPear,\"20\"\nTotal,\"1,520\"\n");
}

/// What a file of one column says of somebody without an answer, and what would be a formula, is read as it was written.
#[test]
fn what_is_written_is_read_again() {
    let manifest =
        "[study]\ntitle = 'T'\nsize = 5\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nmargins = []\n";
    let csv = "f,n\n=1+1,1\n-x,1\n'quoted,1\n@me,1\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv)]).unwrap();
    let microdata = study.reproduce(1);
    let text = microdata.csv();
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, ["\"\"", "''quoted", "'-x", "'=1+1", "'@me", "f"]);
    let comparison = compare(&study, &text);
    assert_eq!((comparison.rows(), comparison.recomputed()), (5, microdata.recomputed()));
}

#[test]
fn levels_that_other_columns_tell_may_be_several() {
    let manifest = "[study]\ntitle = 'T'\n[data.columns.symptom.levels]\nFever = { fieber = 1 }\nCough = { husten = [1, 2], alter = '>= 18' }\n\
        [[table]]\nfile = 't.csv'\nstub = 'symptom'\nheader = 'statistic'\noverlap = 'symptom'\n";
    let study =
        Study::from_files("t", [("study.toml", manifest), ("t.csv", "Symptom,n,%\nFever,3,75\nCough,2,50\n")]).unwrap();
    let comparison = compare(&study, "fieber,husten,alter\n1,1,20\n1,2,30\n1,2,10\n0,0,40\n");
    assert_eq!(differing(&comparison), 0, "{:?}", comparison.recomputed());
    // Without a manifest they are columns of their own, as `microdata.csv` has them.
    let plain = Study::from_files("t", [("study.toml", manifest.replace("[data.columns.symptom.levels]\nFever = { fieber = 1 }\nCough = { husten = [1, 2], alter = '>= 18' }\n", "")), ("t.csv", "Symptom,n,%\nFever,3,75\nCough,2,50\n".to_owned())]).unwrap();
    let comparison = compare(&plain, "symptom: Fever,symptom: Cough\nyes,yes\nyes,TRUE\n1,0\nno,no\n");
    assert_eq!(differing(&comparison), 0, "{:?}", comparison.recomputed());
}

#[test]
fn answers_that_are_no_level_are_told() {
    let study = survey();
    let data = csv(&people()).replacen(";j;", ";ja;", 1);
    let comparison = compare(&study, &data);
    let text = |least| compared(Format::Text, &[compare(&study, &data)], Disclosure { rows: false, least });
    assert_eq!(comparison.strangers().iter().map(|one| one.answers).collect::<Vec<_>>(), [1, 1]);
    let levels = "no level of *smoking*, which has Yes, No, Missing";
    assert!(text(0).contains(&format!("note: 1 answer is {levels}")), "{}", text(0));
    assert!(text(5).contains(&format!("note: fewer than 5 answers are {levels}")), "{}", text(5));
}

#[test]
fn levels_that_nobody_has_by_name_are_asked_for() {
    let manifest = "[study]\ntitle = 'T'\n[data.columns]\nsample = { levels = { all = {} } }\n\
        [[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\nbind = { sample = 'all' }\n";
    let files = [("study.toml", manifest), ("t.csv", "Fruit,n,%\nApple,1,50\nPear,1,50\n")];
    let study = Study::from_files("t", files).unwrap();
    let text = |data: &str| compared(Format::Text, &[compare(&study, data)], Disclosure::default());
    assert!(
        text("fruit\nApple\nPear\n").contains("4 figures: 4 match as reported"),
        "a level without a column is everybody"
    );
    let coded = text("fruit\n1\n2\n");
    let help = "no answer is a level of *fruit*, which has Apple, Pear; say which are: `[data.columns]` `fruit = { levels = { … } }`";
    assert!(coded.contains(help), "{coded}");
}

#[test]
fn a_level_that_occurs_nowhere_is_told_with_what_is_like_it_only_if_asked_for() {
    let study = survey();
    let data = csv(&people()).replace(";j;", ";J;");
    let text = |rows| compared(Format::Text, &[compare(&study, &data)], Disclosure { rows, least: 0 });
    let note = "note: no answer in the column `raucht` is `j`, which the manifest says of Yes; ";
    let hidden = format!("{note}`--show-rows` says which text of the column is most like it");
    assert!(text(false).contains(&hidden), "{}", text(false));
    assert!(text(true).contains(&format!("{note}`J` is most like it of those that are no level")), "{}", text(true));
}

#[test]
fn what_is_not_compared_is_told_last_and_is_no_success_where_it_is_all() {
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\n";
    let files = [("study.toml", manifest), ("t.csv", "Fruit,n,%\nApple,4,40\nPear,6,60\nTotal,10,100\n")];
    let study = Study::from_files("t", files).unwrap();
    let text = |data: &str| compared(Format::Text, &[compare(&study, data)], Disclosure::default());
    let some = text("colour\n1\n2\n");
    let last = some.lines().last().unwrap();
    assert_eq!(
        last,
        "Only 2 of 6 figures are compared: for 4 the file has no column, and nothing is said of these. `[data.columns]` in study.toml says what columns are called"
    );
    let part =
        "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\npartition = 'fruit'\n";
    let files = [("study.toml", part), ("t.csv", "Fruit,n\nApple,4\nPear,6\n")];
    let study = Study::from_files("t", files).unwrap();
    let none = compare(&study, "colour\n1\n2\n");
    assert!(!none.is_as_acknowledged());
    let report = compared(Format::Text, &[none], Disclosure::default());
    assert!(
        report.lines().last().unwrap().starts_with("No figure is compared: for 2 the file has no column"),
        "{report}"
    );
    let whole = compared(Format::Text, &[compare(&study, "fruit\nApple\nPear\n")], Disclosure::default());
    assert!(!whole.contains("compared: for"), "{whole}");
}

#[test]
fn percentages_of_nobody_and_values_of_few_are_not_written() {
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = [['arm', 'statistic']]\ncells = 'n (%)'\nshare-of = 'arm'\n";
    let files = [("study.toml", manifest), ("t.csv", "Fruit,A,B\nApple,4 (40),1 (20)\nPear,6 (60),4 (80)\n")];
    let study = Study::from_files("t", files).unwrap();
    let tables = tabulated(&compare(&study, "fruit,arm\nApple,A\nPear,A\n"), Disclosure::default());
    assert_eq!(tables[0].csv, "Fruit,A,B\nApple,1 (50),0 (–)\nPear,1 (50),0 (–)\n");
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'variable'\nheader = 'statistic'\n";
    let csv = ",n,Mean,Min,Max\nage,6,2.5,1,9\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv)]).unwrap();
    let comparison = compare(&study, "age\n1\n1\n1\n2\n3\n9\n");
    let tables = tabulated(&comparison, Disclosure { rows: false, least: 3 });
    assert_eq!(tables[0].csv, ",n,Mean,Min,Max\nage,6,2.8,1,–\n");
}
