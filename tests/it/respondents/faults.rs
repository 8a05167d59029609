//! Faults in the data, or in what was done with them, and what names them.

use super::*;

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

/// A table of three answers and no answer, and a file in which one of 4,000 is otherwise.
fn large(change: impl FnOnce(&mut Vec<&'static str>)) -> (Study, String) {
    let mut answers: Vec<&'static str> = Vec::new();
    for (answer, times) in [("Yes", 1200), ("No", 1900), ("Perhaps", 600), ("", 300)] {
        answers.extend(std::iter::repeat_n(answer, times));
    }
    change(&mut answers);
    let manifest = "[study]\ntitle = 'T'\nsize = 4000\n[[table]]\nfile = 't.csv'\nstub = 'answer'\nheader = 'statistic'\npartial = 'answer'\nshare-of = [['answer=answered']]\n";
    let csv = "Answer,n,%\nYes,1200,32.4\nNo,1900,51.4\nPerhaps,600,16.2\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv)]).unwrap();
    let rows: String = answers.iter().enumerate().map(|(at, answer)| format!("{at},{answer}\n")).collect();
    (study, format!("id,answer\n{rows}"))
}

fn named_of(study: &Study, data: &str) -> Vec<String> {
    let comparison = compare(study, data);
    assert!(differing(&comparison) > 0);
    comparison.explained().hypotheses.iter().map(|one| one.text.clone()).collect()
}

#[test]
fn one_answer_that_is_another_is_named_and_nothing_else() {
    let (study, data) = large(|answers| answers[17] = "No");
    assert_eq!(named_of(&study, &data), ["one respondent with *No* for *answer* counts as *Yes*"]);
    // Somebody who did not answer is recorded as one who said no.
    let (study, data) = large(|answers| answers[3999] = "No");
    let named = named_of(&study, &data);
    assert!(named.contains(&"one respondent with *No* for *answer* counts as no answer".to_owned()), "{named:?}");
    assert!(named.iter().all(|text| !text.contains("one respondent more")), "{named:?}");
}

#[test]
fn without_numbers_nobody_is_missing() {
    let manifest =
        "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\npartition = 'fruit'\n";
    let csv = "Fruit,%\nApple,33\nPear,67\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv)]).unwrap();
    let comparison = compare(&study, "fruit\nApple\nPear\n");
    assert!(differing(&comparison) > 0);
    let named: Vec<&str> = comparison.explained().hypotheses.iter().map(|one| one.kind).collect();
    assert!(!named.contains(&"one row more"), "{named:?}");
}

#[test]
fn the_first_rows_of_a_file_are_those_that_the_filter_keeps() {
    let manifest = "[study]\ntitle = 'T'\nsize = 4\n[data]\nfilter = { age = '>= 18' }\n[[table]]\nfile = 't.csv'\nstub = 'fruit'\nheader = 'statistic'\n";
    let csv = "Fruit,n,%\nApple,3,75\nPear,1,25\n";
    let study = Study::from_files("t", [("study.toml", manifest), ("t.csv", csv)]).unwrap();
    let data = "fruit,age\nPear,9\nPear,9\nApple,30\nPear,9\nApple,30\nApple,31\nPear,40\nPear,41\nPear,42\nPear,17\n";
    let comparison = compare(&study, data);
    let explained = comparison.explained();
    let first = explained.hypotheses.iter().find(|one| one.kind == "part of the file").unwrap();
    assert_eq!(first.text, "only the first 4 rows that the filter keeps count");
    assert_eq!(first.respondents, 2);
}
