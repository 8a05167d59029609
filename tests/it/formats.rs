//! Markdown, JUnit XML and SARIF: pinned for the flagship, and held against what each format demands.

use retally::report::{Colour, Format, junit, markdown, sarif, text};
use retally::{Study, studies};
use serde_json::Value;

use crate::support::{FLAGSHIP, HOSTILE, hostile, other_studies, table};

/// The flagship as it comes with the crate: without the path of a folder.
fn flagship() -> Study {
    studies::find(FLAGSHIP).unwrap().study().unwrap()
}

fn with_a_finding() -> Study {
    table("", "stub = 'f'\nheader = 'statistic'", "f,n\na,3\nb,4\nTotal,8\n")
}

#[test]
fn the_flagship_in_markdown() {
    insta::assert_snapshot!(markdown(&flagship().audit()));
}

#[test]
fn the_flagship_as_junit() {
    let xml = junit(&[flagship().audit()]);
    // Of the many tests that pass without a word one is enough.
    let told: Vec<_> = xml.lines().filter(|line| !line.ends_with("\"/>") && !line.ends_with("</testcase>")).collect();
    let few = xml.lines().take(4).chain(told.into_iter().skip(3)).map(str::trim_end).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(few);
}

#[test]
fn the_flagship_as_sarif() {
    insta::assert_snapshot!(sarif(&[flagship().audit()]));
}

#[test]
fn a_new_finding_fails_and_tells_how_to_acknowledge_it() {
    let study = with_a_finding();
    let audit = study.audit();
    let xml = junit(std::slice::from_ref(&audit));
    let document = roxmltree::Document::parse(&xml).unwrap();
    let failure = document.descendants().find(|node| node.has_tag_name("failure")).unwrap();
    assert_eq!(failure.attribute("message"), Some("Table *t*, *Total*: 8 reported, but 3 + 4 is 7"));
    assert!(failure.text().unwrap().contains("[[acknowledged]]"), "{xml}");
    let suite = document.descendants().find(|node| node.has_tag_name("testsuite")).unwrap();
    assert_eq!((suite.attribute("failures"), suite.attribute("name")), (Some("1"), Some("test")));
    insta::assert_snapshot!(markdown(&audit));
}

/// Fails, passes with a note, is skipped, is stale: each as JUnit says it.
#[test]
fn junit_has_a_test_for_each_relation() {
    let study = hostile();
    let audit = study.audit();
    let xml = junit(&[study.audit()]);
    let document = roxmltree::Document::parse(&xml).unwrap();
    let count = |name: &str| document.descendants().filter(|node| node.has_tag_name(name)).count();
    let malformed = audit.findings().iter().filter(|finding| finding.kind.name() == "notation").count();
    assert_eq!(count("testcase"), audit.outcomes().len() + audit.stale().count() + malformed);
    assert_eq!(count("skipped"), audit.tally().undecided);
    assert!(count("system-out") >= 1 && count("failure") > audit.stale().count());
    let stale = document.descendants().filter(|node| node.attribute("classname") == Some("acknowledged"));
    assert_eq!(stale.filter(|node| node.descendants().any(|inner| inner.has_tag_name("failure"))).count(), 1);
}

#[test]
fn sarif_is_what_the_standard_says() {
    let studies = other_studies();
    let audits: Vec<_> = studies.iter().map(Study::audit).collect();
    let text = sarif(&audits);
    let log: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
    assert_eq!((log.version, log.runs.len()), (Value::from("2.1.0"), audits.len()));
    for (run, audit) in log.runs.iter().zip(&audits) {
        let results = run.results.as_ref().unwrap();
        let rules = run.tool.driver.rules.as_ref().unwrap();
        assert_eq!(results.len(), audit.findings().len() + audit.stale().count());
        for result in results {
            let rule = usize::try_from(result.rule_index.unwrap()).unwrap();
            assert_eq!(Some(&rules[rule].id), result.rule_id.as_ref());
            assert!(result.message.text.as_ref().is_some_and(|text| !text.is_empty()));
            assert_eq!(result.partial_fingerprints.as_ref().unwrap().len(), 1);
            assert!(!result.locations.as_ref().unwrap().is_empty());
        }
        let mut ids: Vec<_> = rules.iter().map(|rule| &rule.id).collect();
        ids.dedup();
        assert_eq!(ids.len(), rules.len());
    }
}

/// Read back from the lines and characters of its region, every location says its figure.
#[test]
fn sarif_regions_are_where_the_figures_are() {
    let csv = "Größe 😀,n,%\n\"a, ü\",3,42.9\nb,4,57.2\nTotal,\"7\",100\n";
    let study = table("", "stub = 'f'\nheader = 'statistic'", csv);
    let audit = study.audit();
    assert!(!audit.findings().is_empty());
    let log: Value = serde_json::from_str(&sarif(std::slice::from_ref(&audit))).unwrap();
    let lines: Vec<_> = csv.lines().collect();
    for (result, finding) in log["runs"][0]["results"].as_array().unwrap().iter().zip(audit.findings()) {
        let places = [&result["locations"], &result["relatedLocations"]];
        let places: Vec<_> = places.iter().flat_map(|places| places.as_array().unwrap()).collect();
        let mut read: Vec<String> = Vec::new();
        for place in places {
            let region = &place["physicalLocation"]["region"];
            let number = |key: &str| region[key].as_u64().unwrap() as usize;
            assert_eq!(number("startLine"), number("endLine"));
            let line = lines[number("startLine") - 1].chars().skip(number("startColumn") - 1);
            read.push(line.take(number("endColumn") - number("startColumn")).collect());
        }
        let mut printed = finding.printed.clone();
        read.sort();
        printed.sort();
        assert_eq!(read, printed);
    }
}

#[test]
fn sarif_names_files_in_the_folder_of_the_study() {
    let study = Study::open("tests/studies/zika-barcelona").unwrap();
    let log: Value = serde_json::from_str(&sarif(&[study.audit()])).unwrap();
    let text = log.to_string();
    assert!(text.contains("\"tests/studies/zika-barcelona/"), "{text}");
    assert!(!text.contains("file://"));
}

#[test]
fn a_fingerprint_changes_with_what_is_printed_and_not_with_where() {
    let fingerprint = |csv: &str| {
        let study = table("", "stub = 'f'\nheader = 'statistic'", csv);
        let log: Value = serde_json::from_str(&sarif(&[study.audit()])).unwrap();
        log["runs"][0]["results"][0]["partialFingerprints"].to_string()
    };
    let one = fingerprint("f,n\na,3\nb,4\nTotal,8\n");
    assert_eq!(one, fingerprint("\"f\",n\n\"a\",3\n\"b\",4\nTotal,8\n"));
    assert_ne!(one, fingerprint("f,n\na,3\nb,4\nTotal,9\n"));
}

#[test]
fn an_acknowledged_finding_is_suppressed_and_a_stale_one_is_a_result() {
    let study = hostile();
    let log: Value = serde_json::from_str(&sarif(&[study.audit()])).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let suppressed = results.iter().filter(|result| result.get("suppressions").is_some()).count();
    assert_eq!(suppressed, 1);
    assert_eq!(results.iter().filter(|result| result["ruleId"] == "stale-acknowledgement").count(), 1);
}

/// No format lets through what would steer, turn or break: each shows it.
#[test]
fn what_is_hostile_is_shown_in_every_format() {
    let study = hostile();
    for format in Format::ALL {
        let report = format.report(&[study.audit()], Colour::Never);
        // JSON has its own way of writing what is no text, and it is read back by programs.
        let escapes = format == Format::Json;
        let is_bad = |sign: char| {
            matches!(sign, '\0' | '\u{1b}' | '\u{1}') || !escapes && matches!(sign, '\u{202e}' | '\u{ffff}')
        };
        assert!(
            !report.contains(is_bad),
            "{format}: {:?}",
            report.find(is_bad).map(|at| &report[at.saturating_sub(60)..])
        );
    }
}

#[test]
fn markdown_shows_markup_as_text() {
    let study = hostile();
    let markdown = markdown(&study.audit());
    for (label, shown) in HOSTILE.iter().zip(HOSTILE.map(|label| label.replace('\n', " "))) {
        let first = shown.chars().next().unwrap();
        if "<*_`".contains(first) {
            // Outside of code it has a backslash before it.
            assert!(markdown.contains(&format!("\\{first}")), "{label}");
        }
    }
    let outside =
        markdown.lines().filter(|line| !line.starts_with("    ")).map(without_code).collect::<Vec<_>>().join("\n");
    for (before, sign) in outside.chars().zip(outside.chars().skip(1)) {
        assert!(sign != '<' || before == '\\', "{outside}");
    }
    assert!(!outside.contains("![x]"));
}

/// A line of Markdown without its code spans.
fn without_code(line: &str) -> String {
    let mut rest = line;
    let mut outside = String::new();
    while let Some(at) = rest.find('`').filter(|at| !rest[..*at].ends_with('\\')) {
        let fence = rest[at..].chars().take_while(|sign| *sign == '`').count();
        let behind = &rest[at + fence..];
        let Some(end) = behind.find(&"`".repeat(fence)) else { break };
        outside.push_str(&rest[..at]);
        rest = &behind[end + fence..];
    }
    outside + rest
}

#[test]
fn reports_of_several_studies_are_one_document_or_one_after_the_other() {
    let (one, other) = (flagship(), with_a_finding());
    let audits = [one.audit(), other.audit()];
    assert_eq!(Format::Json.report(&audits, Colour::Never).lines().count(), 2);
    assert_eq!(
        Format::Text.report(&audits, Colour::Never),
        text(&audits[0], Colour::Never) + "\n" + &text(&audits[1], Colour::Never)
    );
    let xml = Format::Junit.report(&audits, Colour::Never);
    let document = roxmltree::Document::parse(&xml).unwrap();
    assert_eq!(document.descendants().filter(|node| node.has_tag_name("testsuite")).count(), 2);
}
