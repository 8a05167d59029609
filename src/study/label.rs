//! Labels that state how many respondents they stand for: `Efavirenz (n = 647)`.

use std::ops::Range;

use crate::number::Figure;
use crate::study::numbers::{Numbers, unmarked};

/// Words before the `=` of a stated number.
const NUMBER_WORDS: [&str; 4] = ["n", "N", "respondents", "No."];

/// A label, the number it states, and where in the label that stands.
pub(crate) struct Split {
    pub label: String,
    pub number: Option<(Figure, Range<usize>)>,
}

/// Takes a stated number and the markers at the end off a label.
pub(crate) fn split(text: &str, numbers: &Numbers) -> Split {
    for (equals, _) in text.match_indices('=') {
        let before = text[..equals].trim_end();
        let Some(word) = NUMBER_WORDS.iter().find(|word| ends_with_word(before, word)) else { continue };
        let start = equals + 1 + (text[equals + 1..].len() - text[equals + 1..].trim_start().len());
        let Some((length, _)) = numbers.measure(&text[start..]) else { continue };
        let span = start..start + length;
        let Ok(figure) = Figure::read(&text[span.clone()], numbers.decimal) else { continue };
        let head = before[..before.len() - word.len()].trim_end();
        let rest = &text[span.end..];
        let (head, rest) = match (head.strip_suffix(['(', '[']), rest.trim_start().strip_prefix([')', ']'])) {
            (Some(head), Some(rest)) => (head, rest),
            _ => (head.trim_end_matches([',', ';', ':']), rest),
        };
        let label = format!("{} {}", head.trim_end(), rest.trim_start());
        return Split { label: unmarked(label.trim()), number: Some((figure, span)) };
    }
    Split { label: unmarked(text.trim()), number: None }
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let before = text.strip_suffix(word).map(|before| before.chars().next_back());
    matches!(before, Some(None)) || matches!(before, Some(Some(last)) if !last.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_number_off() {
        for (text, label, number) in [
            ("Efavirenz (n = 647)", "Efavirenz", Some("647")),
            ("All (N=965)", "All", Some("965")),
            ("n = 22 447", "", Some("22 447")),
            ("(n = 209)", "", Some("209")),
            ("Bleeding (respondents = 454)", "Bleeding", Some("454")),
            ("Age (years) (N = 655)", "Age (years)", Some("655")),
            ("arm 1, n = 2543", "arm 1", Some("2543")),
            ("Ethnic group, n(%)^{*+&}", "Ethnic group, n(%)", None),
            ("P-value**", "P-value", None),
            ("Male^{*}, n(%)", "Male, n(%)", None),
            ("Gain = loss", "Gain = loss", None),
            ("Region = 3", "Region = 3", None),
            ("*", "*", None),
        ] {
            let split = split(text, &Numbers::default());
            assert_eq!(split.label, label, "{text}");
            assert_eq!(split.number.map(|(figure, _)| figure.to_string()).as_deref(), number, "{text}");
        }
    }
}
