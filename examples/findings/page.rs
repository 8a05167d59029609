//! The page: what was found, both numbers, the paper, and the command.

use std::fmt::Write;

use retally::report::sentences;
use retally::{Error, Finding, Study, studies};

/// Where each finding is: a study that comes with the crate or a folder of the repository, and what its sentence alone has in it.
pub const SHOWN: [(&str, &str); 10] = [
    ("izcara-andrade-2018", "26.3 %"),
    ("izcara-andrade-2018", "66.6 %"),
    ("izcara-andrade-2018", "sums to 140"),
    ("izcara-andrade-2018", "maximum"),
    ("tests/studies/south-africa-art", "39.5%"),
    ("tests/studies/missing-data", "5,903"),
    ("tests/studies/gondar-iodine", "Merchant"),
    ("tests/studies/tb-hiv-regions", "Disseminated TB"),
    ("subjects-of-concern-2024", "over 150"),
    ("watchlist-encounters-2025", "increased"),
];

const ABOUT: &str = "\
# Findings in published papers

Each is shown by the command below it, in a clone of this repository with `retally` installed. A finding is not an accusation: a \
misprint, an unusual rounding, a missing answer and an error in the transcription look alike. `cargo run --example findings` writes \
this page.
";

/// The whole page.
pub fn page() -> Result<String, Error> {
    let (mut page, mut last) = (ABOUT.to_owned(), "");
    for (name, text) in SHOWN {
        let study = open(name)?;
        let audit = study.audit();
        if name != last {
            let _ = write!(page, "\n## {}\n\n{}\n", study.title(), source(&study));
            last = name;
        }
        for finding in audit.findings().iter().filter(|finding| finding.mentions(text)) {
            let _ = write!(page, "\n{}", entry(&study, finding, name, text));
        }
    }
    Ok(page)
}

/// A study that comes with the crate, or one of the repository.
pub fn open(name: &str) -> Result<Study, Error> {
    match studies::find(name) {
        Some(known) => known.study(),
        None => Study::open(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)),
    }
}

/// Who wrote it and where it was published.
fn source(study: &Study) -> String {
    let doi = study.doi().map(|doi| format!("<https://doi.org/{doi}>"));
    let parts = [study.authors().map(str::to_owned), study.published().map(str::to_owned), doi];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn entry(study: &Study, finding: &Finding, name: &str, text: &str) -> String {
    let known = sentences(study, finding).into_iter().take(2).map(|sentence| capitalised(&sentence));
    let known = known.collect::<Vec<_>>().join(". ");
    format!("**{}.** {known}.\n\n```sh\nretally audit {name} --finding \"{text}\"\n```\n", finding.message)
}
