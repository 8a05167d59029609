//! What is tried.

use retally::report::{self, Colour, Disclosure, Format};
use retally::respondents::Comparison;
use retally::{Audit, Figure, Rounding, Study, chart, inference, phrase, transcription};

use crate::corpus::Input;

/// The name of a corpus, how often its inputs are changed where no time is given, and what is tried.
type Target = (&'static str, usize, fn(&Input));

pub const ALL: [Target; 5] = [
    ("figure", 300, figures),
    ("scanner", 300, scanner),
    ("document", 12, document),
    ("study", 5, study),
    ("respondents", 20, respondents),
];

fn text(input: &Input) -> String {
    String::from_utf8_lossy(&input[0].1).into_owned()
}

/// Each line as a figure and as words.
fn figures(input: &Input) {
    for line in text(input).lines() {
        let _ = line.parse::<phrase::Phrase>();
        let Ok(figure) = line.parse::<Figure>() else { continue };
        for rounding in [Rounding::HalfUp, Rounding::HalfEven, Rounding::Unstated] {
            assert!(!rounding.interval(&figure).is_empty(), "{line}");
        }
    }
}

/// The tests and the estimates that a text reports, each recomputed.
fn scanner(input: &Input) {
    for estimate in inference::scan_estimates(&text(input)) {
        let _ = estimate.check(&inference::Criteria::default());
    }
    for test in inference::scan(&text(input)) {
        let _ = test.check(&inference::Criteria::default());
    }
}

/// A paper, read and audited.
#[cfg(feature = "documents")]
fn document(input: &Input) {
    let (name, bytes) = &input[0];
    let Ok(paper) = retally::reading::Paper::from_bytes(name, bytes) else { return };
    let reading = paper.read();
    let audit = reading.audit();
    well_formed(&[report::json_of_paper(&reading, audit.as_ref())]);
    audit.iter().for_each(reported);
}

#[cfg(not(feature = "documents"))]
fn document(_: &Input) {}

/// A manifest with its files, from the bytes to the page.
fn study(input: &Input) {
    let files = input.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    if let [_, (name, bytes), ..] = input.as_slice() {
        let text = String::from_utf8_lossy(bytes);
        assert_eq!(transcription::differences((name, &text), (name, &text)).unwrap_or_default(), []);
    }
    let Ok(study) = Study::from_files("s", files) else { return };
    reported(&study.audit());
}

/// A study and its data, from the bytes to what is tabulated.
fn respondents(input: &Input) {
    let is_data = |(name, _): &&(String, Vec<u8>)| name == "data.csv";
    let files = input.iter().filter(|file| !is_data(file)).map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let (Ok(study), Some((name, data))) = (Study::from_files("s", files), input.iter().find(is_data)) else { return };
    let Ok(comparison) = Comparison::read(&study, name, data.as_slice()) else { return };
    let shown = Disclosure { rows: true, least: 3 };
    let _ = (report::compared_page(&comparison, shown), report::tabulated(&comparison, shown));
    let comparisons = [comparison];
    let [json, junit] = [Format::Json, Format::Junit].map(|format| report::compared(format, &comparisons, shown));
    well_formed(&[json]);
    roxmltree::Document::parse(&junit).unwrap();
    let _ = [Format::Text, Format::Markdown].map(|format| report::compared(format, &comparisons, shown));
}

/// Every report of an audit.
fn reported(audit: &Audit) {
    let audits = [audit.clone()];
    let _ = (report::text(audit, Colour::Ansi), report::markdown(audit), chart::charts(audit));
    well_formed(&[report::json(audit), report::sarif(&audits)]);
    let junit = report::junit(&audits);
    roxmltree::Document::parse(&junit).unwrap();
    assert!(report::page(audit).ends_with("</html>"));
}

fn well_formed(all: &[String]) {
    all.iter().for_each(|json| drop(serde_json::from_str::<serde_json::Value>(json).unwrap()));
}
