//! What files contain never steers a terminal, turns the direction of writing or breaks a line.

use proptest::prelude::*;
use retally::report::{self, Colour};
use retally::{Study, microdata, transcription};

/// Texts that terminals, logs and readers follow.
const STEERS: [&str; 14] = [
    "\u{1b}[2J",
    "\u{1b}]0;title\u{7}",
    "\u{9b}31m",
    "\u{202e}",
    "\u{2066}x\u{2069}",
    "\u{200e}",
    "\u{200f}",
    "\0",
    "\r",
    "1\n::error::x",
    "\u{85}",
    "\u{2028}",
    "\t",
    "\u{8}",
];

/// A study with such a text wherever a text can stand, and findings.
fn study(evil: &str) -> Result<Study, retally::Error> {
    let label = format!("\"{}\"", evil.replace('"', "\"\""));
    let toml = toml::Value::from(evil).to_string();
    let csv = format!(
        "{label} x,n,%\n{label} a,3,33.3\n{label} b,4,44.4\n\"Total {evil}\",8,100\n\"c {evil}\",{label},\"{evil}5\"\n"
    );
    let manifest = format!(
        "[study]\ntitle = {toml}\nauthors = {toml}\n[[table]]\nfile = 't.csv'\ntitle = {toml}\nstub = 'f'\nheader = 'statistic'\nmargins = [{0}]\n\
         numbers = {{ blank = [{toml}] }}\n\
         [[acknowledged]]\nfinding = {toml}\nprinted = [{toml}]\nnote = {toml}\n[[text]]\nprinted = {1}\n",
        toml::Value::from(format!("Total {evil}")),
        toml::Value::from(format!("It was so, t(28) = 2.20, p = .003 {evil}.")),
    );
    Study::from_files(&format!("s{evil}"), [("study.toml", manifest), ("t.csv", csv)])
}

/// Everything that people read of a study.
fn for_people(study: &Study) -> Vec<String> {
    let audit = study.audit();
    let respondents = study.reproduce(1);
    let mut outputs = vec![
        report::text(&audit, Colour::Never),
        report::markdown(&audit),
        report::acknowledgements(&audit),
        microdata::comparison(&audit, respondents.recomputed()),
        microdata::summary(&respondents, respondents.recomputed()),
    ];
    outputs.extend(audit.findings().iter().map(|finding| report::finding(study, finding, Colour::Never)));
    outputs.push(without_colours(&report::text(&audit, Colour::Ansi)));
    outputs
}

/// The text without the sequences that our own colours are made of.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let is_colour = |sign: char| sign.is_ascii_digit() || sign == ';';
    parts.fold(first, |text, part| match part.trim_start_matches(is_colour).strip_prefix('m') {
        Some(rest) => text + rest,
        None => text + "\u{1b}[" + part,
    })
}

fn steers(sign: char) -> bool {
    let turns = matches!(sign, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || matches!(sign, '\u{2028}' | '\u{2029}') || sign.is_control() && sign != '\n'
}

fn check(output: &str) {
    assert!(!output.contains(steers), "{output:?}");
    assert!(!output.lines().any(|line| line.starts_with("::")), "{output}");
}

#[test]
fn nothing_that_people_read_steers() {
    for evil in STEERS {
        match study(evil) {
            Ok(study) => for_people(&study).iter().for_each(|output| check(output)),
            Err(error) => check(&error.to_string()),
        }
    }
}

#[test]
fn errors_are_one_short_line_whatever_they_quote() {
    let long = "x".repeat(30_000_000);
    for evil in STEERS.into_iter().chain([long.as_str()]) {
        let toml = toml::Value::from(evil).to_string();
        let manifest = format!("[study]\ntitle = 'T'\n[[table]]\nfile = {toml}\nstub = 'f'\nheader = 'statistic'\n");
        let error = Study::from_files("s", [("study.toml", manifest)]).unwrap_err().to_string();
        check(&error);
        assert!(!error.contains('\n') && error.len() < 10_000, "{}", error.len());
        let manifest = "[study]\ntitle = 'T'\n[[table]]\nfile = 't.csv'\nstub = 'f'\nheader = 'statistic'\n".to_owned();
        let csv = format!("f,n\na,\"{}\"\n", evil.replace('"', "\"\""));
        match Study::from_files("s", [("study.toml", manifest), ("t.csv", csv)]) {
            Err(error) => assert!(!error.to_string().contains('\n') && error.to_string().len() < 10_000),
            Ok(study) => for_people(&study).iter().for_each(|output| check(output)),
        }
    }
}

#[test]
fn transcriptions_differ_on_one_line() {
    let differences = |one: &str, other: &str| transcription::differences(("a.csv", one), ("b.csv", other)).unwrap();
    let told = differences("f,n\na,\"1\n::error::x\"\n", "f,n\na,\"1 ::error::\u{1b}[2Jx\"\n");
    assert_eq!(told[0].to_string(), "row 2, field 2: `1␊::error::x` in one, `1 ::error::␛[2Jx` in the other");
    let long = format!("f,n\na,{}\n", "9".repeat(3_000_000));
    assert!(
        differences(&long, "f,n\na,9\n")[0]
            .to_string()
            .ends_with("… (cut short: 3000000 bytes)` in one, `9` in the other")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_in_any_text_steers(parts in prop::collection::vec((prop::sample::select(STEERS.to_vec()), ".{0,6}"), 1..5)) {
        let evil: String = parts.iter().map(|(steers, text)| format!("{steers}{text}")).collect();
        match study(&evil) {
            Ok(study) => for_people(&study).iter().for_each(|output| check(output)),
            Err(error) => check(&error.to_string()),
        }
    }
}
