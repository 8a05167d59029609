//! Tables held against real respondents: the flagship's own, a survey that is tallied here by other means, and faults put into both.

use std::fmt::Write;

use proptest::prelude::*;
use retally::Study;
use retally::microdata::{Microdata, NotSought, Reproduction};
use retally::report::{Disclosure, Format, compared, tabulated};
use retally::respondents::{Comparison, Hypothesis};

use crate::support::flagship;

fn compare<'a>(study: &'a Study, data: &str) -> Comparison<'a> {
    Comparison::read(study, "data.csv", data.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

fn differing(comparison: &Comparison) -> usize {
    comparison.count(|status| *status == Reproduction::Differs)
}

/// The kinds of the hypotheses that mend all that differs.
fn whole<'c>(comparison: &'c Comparison) -> Vec<&'c Hypothesis> {
    let all = differing(comparison);
    comparison.explained().hypotheses.iter().filter(|hypothesis| hypothesis.mends.len() == all).collect()
}

fn kinds(comparison: &Comparison) -> Vec<&'static str> {
    whole(comparison).iter().map(|hypothesis| hypothesis.kind).collect()
}

#[test]
fn the_flagships_own_respondents_match_all_that_they_were_said_to() {
    let study = flagship();
    for seed in 0..5 {
        let microdata = Microdata::reproduce(&study, seed);
        let comparison = compare(&study, &microdata.csv());
        assert_eq!(comparison.recomputed(), microdata.recomputed(), "seed {seed}");
        assert_eq!(comparison.rows(), 141);
        assert!(comparison.is_as_acknowledged());
        assert!(comparison.explained().hypotheses.is_empty() && comparison.strangers().is_empty());
    }
}

/// What was found of other studies is recomputed from its text as well.
#[test]
fn respondents_of_other_studies_match_all_that_they_were_said_to() {
    // Those of few figures: the search for the others takes long.
    for study in crate::support::other_studies().iter().filter(|study| study.claims().len() < 120) {
        let microdata = Microdata::reproduce(study, 1);
        let comparison = compare(study, &microdata.csv());
        for ((claim, own), other) in study.claims().iter().zip(microdata.recomputed()).zip(comparison.recomputed()) {
            if own.status == Reproduction::AsPrinted {
                assert_eq!(other.status, own.status, "{}: {}", study.name(), study.reference(claim));
            }
        }
    }
}

#[cfg(feature = "frames")]
#[test]
fn a_frame_says_the_same_as_its_text() {
    let study = flagship();
    let microdata = Microdata::reproduce(&study, 3);
    let frame = retally::microdata::recompute::frame(&microdata).unwrap();
    let comparison = study.compare(&frame).unwrap();
    assert_eq!(comparison.recomputed(), retally::microdata::recompute::recompute(&microdata).unwrap());
}

/// The lines of a file below its header, changed.
fn changed(csv: &str, change: impl FnOnce(&mut Vec<Vec<String>>)) -> String {
    let mut lines: Vec<Vec<String>> =
        csv.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect();
    change(&mut lines);
    let lines = lines.iter().map(|line| line.join(","));
    std::iter::once(csv.lines().next().unwrap().to_owned()).chain(lines).map(|line| line + "\n").collect()
}

/// The column of the flagship's file.
fn at(csv: &str, name: &str) -> usize {
    csv.lines().next().unwrap().split(',').position(|column| column == name).unwrap()
}

#[test]
fn faults_in_the_flagships_file_are_named() {
    let study = flagship();
    // Its labels have no commas in this file, so that its lines are simple ones.
    let csv = Microdata::reproduce(&study, 1).csv().replace("migrants cross, so can terrorists", "migrants cross");
    let csv = csv.replace("\"migrants cross\"", "If illegal immigrants can cross the border also can terrorists.");
    assert_eq!(differing(&compare(&study, &csv)), 0);
    let of = |change: &dyn Fn(&mut Vec<Vec<String>>)| changed(&csv, change);
    let (stance, schooling) = (at(&csv, "stance"), at(&csv, "schooling"));

    let gone = of(&|rows| drop(rows.remove(50)));
    let comparison = compare(&study, &gone);
    assert_eq!(kinds(&comparison), ["one row more"]);
    let detail = whole(&comparison)[0].detail.clone().unwrap();
    let removed = csv.lines().nth(51).unwrap().split(',').nth(at(&csv, "year")).unwrap().to_owned();
    assert!(detail.contains(&format!("*year*: *{removed}*")), "{detail}");

    let twice = of(&|rows| rows.insert(70, rows[20].clone()));
    let comparison = compare(&study, &twice);
    assert_eq!(kinds(&comparison), ["repeated rows", "one row less"]);
    let detail = whole(&comparison)[1].detail.clone().unwrap();
    assert_eq!(detail, "the respondent in one of the rows 21, 71 does not count");

    let exchanged = of(&|rows| {
        for row in rows {
            row[stance] = if row[stance] == "could" { "could not".to_owned() } else { "could".to_owned() };
        }
    });
    assert_eq!(kinds(&compare(&study, &exchanged)), ["exchanged"]);

    let missing = of(&|rows| {
        let zeros = rows.iter_mut().filter(|row| row[schooling] == "0");
        zeros.for_each(|row| row[schooling].clear());
    });
    let comparison = compare(&study, &missing);
    let [hypothesis] = whole(&comparison)[..] else { panic!() };
    assert_eq!(hypothesis.text, "*Years of schooling* counts as 0 where it is missing");

    let (network, year) = (at(&csv, "network"), at(&csv, "year"));
    let merged =
        of(&|rows| rows.iter_mut().filter(|row| row[year] == "2016").for_each(|row| row[year] = "2015".to_owned()));
    let comparison = compare(&study, &merged);
    let [hypothesis] = whole(&comparison)[..] else { panic!("{:?}", comparison.explained()) };
    assert_eq!(hypothesis.text, "*2016* of *year* is recorded as *2015*, which has as many as both");
    let all_merged = of(&|rows| rows.iter_mut().for_each(|row| row[network] = "Simple".to_owned()));
    assert!(whole(&compare(&study, &all_merged)).iter().all(|one| one.kind == "merged"));

    let later = of(&|rows| rows.extend(rows[..9].to_vec()));
    assert_eq!(kinds(&compare(&study, &later)), ["repeated rows", "part of the file", "part of the file"]);

    let stranger = of(&|rows| {
        let mut row = rows[0].clone();
        row[schooling] = "16".to_owned();
        rows.push(row);
    });
    let comparison = compare(&study, &stranger);
    let rows: Vec<_> = whole(&comparison).iter().filter_map(|hypothesis| hypothesis.detail.as_deref()).collect();
    assert!(rows.iter().any(|detail| detail.contains("142")), "{rows:?}");
}

/// A survey: a respondent each.
#[derive(Clone)]
struct Person {
    age: i64,
    sex: u8,
    smokes: &'static str,
    score: Option<i64>,
    weight: i64,
}

/// Four hundred of them, by a simple generator.
fn people() -> Vec<Person> {
    let mut state = 7u64;
    let mut below = |bound: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let person = |_| Person {
        age: 15 + below(60) as i64,
        sex: 1 + below(2) as u8,
        smokes: ["j", "n", "n", ""][below(4) as usize],
        score: Some(1 + below(40) as i64).filter(|score| score % 7 != 3),
        weight: 5 + below(30) as i64,
    };
    (0..400).map(person).collect()
}

fn csv(people: &[Person]) -> String {
    let mut csv = "id;age;geschlecht;raucht;score;w;w_alt\n".to_owned();
    for (id, person) in people.iter().enumerate() {
        let score = person.score.map(|score| score.to_string()).unwrap_or_default();
        let other = 40 - person.weight;
        let Person { age, sex, smokes, weight, .. } = person;
        writeln!(csv, "{id};{age};{sex};{smokes};{score};{},{};{other}", weight / 10, weight % 10).unwrap();
    }
    csv
}

const MANIFEST: &str = r#"
[study]
title = "A survey"
[variables]
age = { printed = "Age", step = 1 }
score = { printed = "Score" }
[data]
decimal = ","
weight = "w"
filter = { age = ">= 18" }
[data.columns]
sex = { column = "geschlecht", levels = { Men = 1, Women = 2 } }
smoking = { column = "raucht", levels = { Yes = "j", No = "n" } }
weighted = { column = "raucht", levels = { Yes = "j", No = "n" } }
group = { column = "age", levels = { Young = "< 30", Middle = ">= 30 and < 50", Old = ">= 50" } }
[[table]]
file = "sex.csv"
stub = "sex"
header = "statistic"
[[table]]
file = "smoking.csv"
stub = "smoking"
header = "statistic"
partition = "smoking"
[[table]]
file = "weighted.csv"
stub = "weighted"
header = "statistic"
weighted = true
[[table]]
file = "group.csv"
stub = "group"
header = "statistic"
[[table]]
file = "means.csv"
stub = "variable"
header = "sex"
cells = "mean (SD)"
"#;

/// The tables of a survey, tallied with nothing of this crate.
fn tables(people: &[Person]) -> Vec<(&'static str, String)> {
    let all: Vec<&Person> = people.iter().filter(|person| person.age >= 18).collect();
    let share = |part: i64, of: i64| format!("{:.1}", 100.0 * part as f64 / of as f64);
    let count = |is: &dyn Fn(&Person) -> bool| all.iter().filter(|person| is(person)).count() as i64;
    let n = all.len() as i64;
    let line = |label: &str, is: &dyn Fn(&Person) -> bool| format!("{label},{},{}\n", count(is), share(count(is), n));
    let total = format!("Total,{n},100.0\n");
    let sex = line("Men", &|one| one.sex == 1) + &line("Women", &|one| one.sex == 2) + &total;
    let smoking = line("Yes", &|one| one.smokes == "j")
        + &line("No", &|one| one.smokes == "n")
        + &line("Missing", &|one| one.smokes.is_empty());
    let weight = |is: &dyn Fn(&Person) -> bool| all.iter().filter(|one| is(one)).map(|one| one.weight).sum::<i64>();
    let weighted =
        |label: &str, text: &str| format!("{label},{}\n", share(weight(&|one| one.smokes == text), weight(&|_| true)));
    let group = line("Young", &|one| one.age < 30)
        + &line("Middle", &|one| (30..50).contains(&one.age))
        + &line("Old", &|one| one.age >= 50)
        + &total;
    let mean = |values: Vec<i64>| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<i64>() as f64 / n;
        let squares: f64 = values.iter().map(|value| (*value as f64 - mean).powi(2)).sum();
        format!("{mean:.2} ({:.2})", (squares / (n - 1.0)).sqrt())
    };
    let of = |value: &dyn Fn(&Person) -> Option<i64>, is: &dyn Fn(&Person) -> bool| {
        mean(all.iter().filter(|one| is(one)).filter_map(|one| value(one)).collect())
    };
    let row = |label: &str, value: &dyn Fn(&Person) -> Option<i64>| {
        let [men, women, both] = [of(value, &|one| one.sex == 1), of(value, &|one| one.sex == 2), of(value, &|_| true)];
        format!("{label},{men},{women},{both}\n")
    };
    let means = row("Age", &|one| Some(one.age)) + &row("Score", &|one| one.score);
    vec![
        ("sex.csv", format!("Sex,n,%\n{sex}")),
        ("smoking.csv", format!("Smoking,n,%\n{smoking}")),
        ("weighted.csv", format!("Smoking,%\n{}{}", weighted("Yes", "j"), weighted("No", "n"))),
        ("group.csv", format!("Group,n,%\n{group}")),
        ("means.csv", format!(",Men,Women,Total\n{means}")),
    ]
}

fn survey_with(manifest: &str, people: &[Person]) -> Study {
    let mut files = tables(people);
    files.push(("study.toml", manifest.to_owned()));
    Study::from_files("survey", files).unwrap_or_else(|error| panic!("{error}"))
}

fn survey() -> Study {
    survey_with(MANIFEST, &people())
}

#[test]
fn a_survey_matches_what_was_tallied_by_other_means() {
    let study = survey();
    let comparison = compare(&study, &csv(&people()));
    let text = compared(Format::Text, &[comparison], Disclosure::default());
    assert!(text.contains("34 figures: 34 match as reported, 0 differ"), "{text}");
    assert!(text.contains("data.csv: 400 respondents, 380 of whom the filter keeps"), "{text}");
}

/// Faults in the data, or in what was done with them, each with the kind and the words of what names it.
#[test]
fn faults_in_a_survey_are_named() {
    let people = people();
    let study = survey();
    let data = |change: &dyn Fn(&mut Person)| {
        let mut changed = people.clone();
        changed.iter_mut().for_each(change);
        csv(&changed)
    };
    let named = |study: &Study, data: &str, kind: &str, words: &str| {
        let comparison = compare(study, data);
        let found = whole(&comparison);
        let is_it = |one: &&Hypothesis| {
            one.kind == kind
                && (one.text.contains(words) || one.detail.as_ref().is_some_and(|detail| detail.contains(words)))
        };
        assert!(differing(&comparison) > 0 && found.iter().any(is_it), "{kind}: {found:?}");
        assert!(found.iter().all(|one| one.respondents == found[0].respondents), "{found:?}");
    };
    let same = csv(&people);
    let recoded = |from: &'static str, to: &'static str| {
        move |person: &mut Person| {
            if person.smokes == from {
                person.smokes = to;
            }
        }
    };
    named(&study, &data(&|one| one.sex = 3 - one.sex), "exchanged", "*Men* and *Women* of *sex* are exchanged");
    named(
        &study,
        &data(&|one| one.score = one.score.or(Some(0))),
        "counted as missing",
        "*Score* counts as missing where it is 0",
    );
    named(
        &study,
        &data(&|one| one.score = one.score.or(Some(99))),
        "counted as missing",
        "*Score* counts as missing where it is 99",
    );
    let blank = data(&|one| recoded("", "x")(one));
    named(&study, &blank, "recoded", "an answer that is no level of *smoking* counts as *Missing*");
    // What the study did otherwise than its manifest says.
    for (from, to, kind, words) in [
        ("\">= 18\"", "\"> 18\"", "filter", "the bound of the filter by `age` itself counts on its other side"),
        (
            "filter = { age = \">= 18\" }",
            "filter = { age = \">= 18\", geschlecht = 1 }",
            "filter",
            "the filter by `geschlecht` is not applied",
        ),
        (
            "Young = \"< 30\", Middle = \">= 30",
            "Young = \"<= 30\", Middle = \"> 30",
            "cut point",
            "between *Young* and *Middle* count as *Middle*",
        ),
        (
            "Middle = \">= 30 and < 50\", Old = \">= 50\"",
            "Middle = \">= 30 and < 49\", Old = \">= 49\"",
            "cut point",
            "count as *Middle*",
        ),
        ("weight = \"w\"", "weight = \"w_alt\"", "weight", "percentages are weighted by `w`"),
    ] {
        let manifest = MANIFEST.replace(from, to);
        assert_ne!(manifest, MANIFEST);
        named(&survey_with(&manifest, &people), &same, kind, words);
    }
}

#[test]
fn a_base_that_the_paper_does_not_state_is_tried() {
    let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\n";
    let study = |csv: &str, keys: &str| {
        Study::from_files("t", [("study.toml", format!("{manifest}{keys}\n")), ("t.csv", csv.to_owned())]).unwrap()
    };
    let data = "fruit,x\nApple,1\nApple,1\nPear,1\n,1\n,2\n";
    let of_all = study("Fruit,n,%\nApple,2,66.7\nPear,1,33.3\n", "");
    let comparison = compare(&of_all, data);
    let [hypothesis] = whole(&comparison)[..] else { panic!("{:?}", comparison.explained()) };
    assert_eq!(hypothesis.text, "percentages of *fruit* are of those who answered");
    let of_answers = study("Fruit,n,%\nApple,2,40.0\nPear,1,20.0\n", "share-of = 'fruit=answered'");
    let comparison = compare(&of_answers, data);
    let [hypothesis] = whole(&comparison)[..] else { panic!("{:?}", comparison.explained()) };
    assert_eq!(hypothesis.text, "percentages of *fruit* are of all, also of those who did not answer");
}

#[test]
fn what_changes_a_wrong_figure_to_another_wrong_one_is_no_explanation() {
    let study = survey();
    // A tenth of the men answered something else, whoever they are.
    let mut people = people();
    people.iter_mut().step_by(9).for_each(|one| one.smokes = "n");
    let comparison = compare(&study, &csv(&people));
    assert!(differing(&comparison) >= 3);
    assert!(whole(&comparison).is_empty(), "{:?}", comparison.explained());
}

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
        "study.toml:12:7: d.csv has no column `geschlecht`; expected `id`, `age`, `gender`, `raucht`, `score`, `w` or `w_alt`"
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

/// Two faults at once, which tables concern both.
#[test]
fn two_faults_at_once_are_named_together() {
    let study = survey();
    let mut people = people();
    for person in &mut people {
        person.sex = 3 - person.sex;
        person.score = person.score.or(Some(99));
    }
    let comparison = compare(&study, &csv(&people));
    let found = whole(&comparison);
    assert!(found.iter().any(|one| one.kind == "two at once"), "{:?}", comparison.explained());
    let [hypothesis] = found[..] else { panic!("{found:?}") };
    let detail = hypothesis.detail.as_deref().unwrap();
    assert!(detail.contains("*Men* and *Women* of *sex* are exchanged"), "{detail}");
    assert!(detail.contains("*Score* counts as missing where it is 99"), "{detail}");
    assert!(!hypothesis.text.contains("99"), "{hypothesis:?}");
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

/// A study that a file of few signs may be of: a filter, cut points, a weight, levels that other columns tell.
fn small() -> Study {
    let manifest = "[study]\ntitle = 'T'\nsize = 3\n[data]\nweight = 'c'\nfilter = { c = '>= 1' }\n[data.columns]\n\
        f = { column = 'a', levels = { x = '< 2', y = '>= 2' } }\ng = { levels = { p = { a = 1 }, q = { b = ['1', 'x'] } } }\n\
        [[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\nweighted = true\n\
        [[table]]\nfile = 'u.csv'\nstub = 'g'\nheader = 'statistic'\noverlap = 'g'\n\
        [[table]]\nfile = 'v.csv'\nstub = 'variable'\nheader = 'statistic'\n";
    let files = [
        ("study.toml", manifest),
        ("t.csv", "f,n,%\nx,1,33.3\ny,2,66.7\n"),
        ("u.csv", "g,n\np,2\nq,2\n"),
        ("v.csv", ",n,Mean,SD,Median,q1,Mode\nb,3,1.3,0.6,1,1,1\n"),
    ];
    Study::from_files("small", files).unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let study = small();
        let _ = Comparison::read(&study, "d.csv", bytes.as_slice());
    }

    /// Whatever the data are, each format can be written, and what is tabulated matches.
    #[test]
    fn whatever_the_data_are_what_is_tabulated_matches(
        rows in prop::collection::vec((0u8..4, prop::sample::select(vec!["", "0", "1", "2.5", "NA", "-3"]), 0u8..4), 1..12),
    ) {
        let study = small();
        let lines: String = rows.iter().map(|(a, b, c)| format!("{a},{b},{c}\n")).collect();
        let data = format!("a,b,c\n{lines}");
        for format in Format::ALL {
            compared(format, &[compare(&study, &data)], Disclosure { rows: true, least: 2 });
        }
        let comparison = compare(&study, &data);
        let defined = comparison.recomputed().iter().all(|figure| figure.value.is_some());
        let tables = tabulated(&comparison, Disclosure::default());
        let mut files: Vec<(&str, &str)> = tables.iter().map(|table| (table.file.as_str(), table.csv.as_str())).collect();
        files.push(("study.toml", study.sources()[0].text()));
        let again = Study::from_files("small", files).unwrap_or_else(|error| panic!("{error}"));
        let differ = compare(&again, &data);
        let is_size = |claim: &retally::Claim| claim.place.source == 0;
        for (claim, figure) in again.claims().iter().zip(differ.recomputed()).filter(|(claim, _)| defined && !is_size(claim)) {
            prop_assert_eq!(figure.status, Reproduction::AsPrinted, "{}: {}", again.reference(claim), claim.figure);
        }
    }
}
