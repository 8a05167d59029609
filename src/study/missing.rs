//! Rows that count those who did not answer.

use crate::study::numbers::unmarked;

/// The name of a level that is declared to be that of missing answers.
pub(crate) const NAME: &str = "missing";

/// What rows are called that count those who did not answer.
const MISSING: [&str; 16] = [
    "missing",
    "unknown",
    "not known",
    "not stated",
    "not reported",
    "not recorded",
    "not available",
    "not answered",
    "not specified",
    "unspecified",
    "unanswered",
    "no answer",
    "no response",
    "no data",
    "non-response",
    "nonresponse",
];

/// Whether a level is that of missing answers: by one of the usual words, `Missing data`, `Unknown/missing`.
pub(crate) fn is_named(name: &str) -> bool {
    let name = unmarked(name).to_lowercase();
    let is_word = |part: &str| MISSING.contains(&part.trim());
    let all = name.split(['/', ',']).flat_map(|part| part.split(" or ")).all(is_word);
    all || name.split_whitespace().next() == Some(NAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_answers_have_several_names() {
        for name in
            ["Missing", "Unknown*", "Not stated", "Missing CD4 counts, n (%)", "Unknown/missing", "Missing or unknown"]
        {
            assert!(is_named(name), "{name}");
        }
        for name in ["No", "Other", "Never", "Unknown cause", ""] {
            assert!(!is_named(name), "{name}");
        }
    }
}
