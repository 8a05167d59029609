//! Tables held against real respondents.

mod faults;
mod known;
mod told;

use std::fmt::Write;

use retally::Study;
use retally::microdata::{Microdata, NotSought, Reproduction};
use retally::report::{Disclosure, Format, compared, tabulated};
use retally::respondents::{Comparison, Hypothesis};

use crate::support::flagship;

pub(super) fn compare<'a>(study: &'a Study, data: &str) -> Comparison<'a> {
    Comparison::read(study, "data.csv", data.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn differing(comparison: &Comparison) -> usize {
    comparison.count(|status| *status == Reproduction::Differs)
}

/// The kinds of the hypotheses that mend all that differs.
pub(super) fn whole<'c>(comparison: &'c Comparison) -> Vec<&'c Hypothesis> {
    let all = differing(comparison);
    comparison.explained().hypotheses.iter().filter(|hypothesis| hypothesis.mends.len() == all).collect()
}

pub(super) fn kinds(comparison: &Comparison) -> Vec<&'static str> {
    whole(comparison).iter().map(|hypothesis| hypothesis.kind).collect()
}

/// A survey: a respondent each.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) age: i64,
    pub(super) sex: u8,
    pub(super) smokes: &'static str,
    pub(super) score: Option<i64>,
    pub(super) weight: i64,
}

/// Four hundred of them, by a simple generator.
pub(super) fn people() -> Vec<Person> {
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

pub(super) fn csv(people: &[Person]) -> String {
    let mut csv = "id;age;geschlecht;raucht;score;w;w_alt\n".to_owned();
    for (id, person) in people.iter().enumerate() {
        let score = person.score.map(|score| score.to_string()).unwrap_or_default();
        let other = 40 - person.weight;
        let Person { age, sex, smokes, weight, .. } = person;
        writeln!(csv, "{id};{age};{sex};{smokes};{score};{},{};{other}", weight / 10, weight % 10).unwrap();
    }
    csv
}

pub(super) const MANIFEST: &str = r#"
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
pub(super) fn tables(people: &[Person]) -> Vec<(&'static str, String)> {
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

pub(super) fn survey_with(manifest: &str, people: &[Person]) -> Study {
    let mut files = tables(people);
    files.push(("study.toml", manifest.to_owned()));
    Study::from_files("survey", files).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn survey() -> Study {
    survey_with(MANIFEST, &people())
}
