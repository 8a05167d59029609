//! Labels that state how many respondents they stand for: `Efavirenz (n = 647)`.

use std::ops::Range;

use crate::number::Figure;
use crate::study::numbers::{Numbers, unmarked};

/// Words that stand before a stated number and its sign.
const NUMBER_WORDS: [&str; 4] = ["n", "N", "respondents", "No."];

/// A label, the number it states, and where in the label that stands.
pub(crate) struct Split {
    pub label: String,
    pub number: Option<(Figure, Range<usize>)>,
}

/// Takes a stated number and the markers at the end off a label.
pub(crate) fn split(text: &str, numbers: &Numbers) -> Split {
    split_counting(text, numbers, false)
}

/// The same where a header may say that its labels count: then a number in brackets is one by itself.
pub(crate) fn split_counting(text: &str, numbers: &Numbers, counts: bool) -> Split {
    let named = || {
        let words = NUMBER_WORDS.iter().flat_map(|word| text.match_indices(word));
        let mut stated: Vec<Stated> = words.filter_map(|(at, word)| Stated::named(text, at, word, numbers)).collect();
        stated.sort_by_key(|stated| stated.begins);
        innermost(text, stated)
    };
    let bare = || Stated::in_brackets(text, numbers).filter(|_| counts);
    let has_digit = text.contains(char::is_numeric);
    match has_digit.then(|| named().or_else(bare)).flatten() {
        Some(stated) => Split { label: stated.others(text, numbers), number: Some((stated.figure, stated.figure_at)) },
        None => Split { label: unmarked(text.trim()), number: None },
    }
}

/// Of numbers that a label states, the last that stands behind a comma and in no bracket of another: labels above each other state those of all
/// and then those of a column, `All (n = 540), Women (n = 237)`, where brackets may hold more of their own, `(n = 40; missing, n = 2)`.
fn innermost(text: &str, stated: Vec<Stated>) -> Option<Stated> {
    let depth =
        |at: usize| text[..at].matches(['(', '[']).count() as i64 - text[..at].matches([')', ']']).count() as i64;
    stated.into_iter().reduce(|known, next| {
        let end = known.figure_at.end;
        let between = text.get(end..next.begins).unwrap_or_default();
        let parts = || between.match_indices([',', '\n']).any(|(at, _)| depth(end + at) == 0);
        if parts() && !between.to_lowercase().contains("missing") { next } else { known }
    })
}

/// Whether a header says of the labels beside or below it that they count: `Group (n)`, `n`.
pub(crate) fn says_count(text: &str) -> bool {
    let text = unmarked(text.trim());
    let ends = ["(n)", "(N)", "[n]", "[N]", ", n", ", N"].iter().any(|end| text.ends_with(end));
    ends || matches!(&*text, "n" | "N")
}

/// Whether a label ends in a whole number in brackets.
pub(crate) fn ends_in_number(text: &str) -> bool {
    Stated::in_brackets(text, &Numbers::default()).is_some_and(|stated| stated.begins > 0)
}

/// A number that a label states.
struct Stated {
    figure: Figure,
    figure_at: Range<usize>,
    /// Where its word begins, or its bracket.
    begins: usize,
}

impl Stated {
    /// `n = 40`, `n: 40`, `(n 40)`, where the word begins at `at`.
    fn named(text: &str, at: usize, word: &str, numbers: &Numbers) -> Option<Self> {
        let (head, rest) = (text[..at].trim_end(), text[at + word.len()..].trim_start());
        if text[..at].ends_with(char::is_alphanumeric) {
            return None;
        }
        let signed = rest.strip_prefix(['=', ':']);
        let start = text.len() - signed.unwrap_or(rest).trim_start().len();
        let stated = Self::at(text, at, start, numbers)?;
        let is_apart = head.is_empty() || head.ends_with(['(', '[', ',', ';', ':']) || text[..at].ends_with('\n');
        let behind = text[stated.figure_at.end..].trim_start();
        let is_all = behind.is_empty() || behind.starts_with([')', ']', ',', ';']);
        let is_word = word.len() == 1 && text[at + 1..].starts_with(char::is_whitespace);
        let is_plain = is_word && is_apart && is_all && rest.starts_with(|first: char| first.is_ascii_digit());
        (signed.is_some() || is_plain).then_some(stated)
    }

    /// `(40)`, `[40]` at the end of a label.
    fn in_brackets(text: &str, numbers: &Numbers) -> Option<Self> {
        let end = text.trim_end().strip_suffix([')', ']'])?;
        let begins = end.rfind(['(', '['])?;
        let inner = &end[begins + 1..];
        let start = end.len() - inner.trim_start().len();
        let stated = Self::at(text, begins, start, numbers)?;
        let is_whole = stated.figure_at.len() == inner.trim().len() && stated.figure.decimals() == 0;
        (is_whole && !stated.figure.text().ends_with('%')).then_some(stated)
    }

    fn at(text: &str, begins: usize, start: usize, numbers: &Numbers) -> Option<Self> {
        let (length, _) = numbers.measure(&text[start..])?;
        let figure_at = start..start + length;
        let figure = Figure::read(&text[figure_at.clone()], numbers.decimal).ok()?;
        Some(Self { figure, figure_at, begins })
    }

    /// The label without the number and the brackets around it.
    fn others(&self, text: &str, numbers: &Numbers) -> String {
        let (head, rest) = (text[..self.begins].trim_end(), behind_share(&text[self.figure_at.end..], numbers));
        let opened =
            head.strip_suffix(['(', '[']).or_else(|| text[self.begins..].starts_with(['(', '[']).then_some(head));
        let (head, rest) = match (opened, rest.trim_start().strip_prefix([')', ']'])) {
            (Some(head), Some(rest)) => (head, behind_share(rest, numbers)),
            _ => (head.trim_end_matches([',', ';', ':']), rest),
        };
        unmarked(format!("{} {}", head.trim_end(), rest.trim_start()).trim())
    }
}

/// What stands behind the percentage that a number of respondents may come with: `N=38 (100%)`, `(n = 38; 100%)`.
fn behind_share<'a>(text: &'a str, numbers: &Numbers) -> &'a str {
    let inner = text.trim_start().trim_start_matches(['(', '[', ',', ';']).trim_start();
    let is_apart = inner.len() < text.trim_start().len();
    let share = numbers.measure(inner).filter(|(figure, _)| is_apart && inner[..*figure].ends_with('%'));
    let Some((_, end)) = share else { return text };
    let rest = &inner[end..];
    match text.trim_start().starts_with(['(', '[']) {
        true => rest.trim_start().strip_prefix([')', ']']).unwrap_or(text),
        false => rest,
    }
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
            ("Fourth quarter (n 479)", "Fourth quarter", Some("479")),
            ("[N = 38]", "", Some("38")),
            ("Cases n: 40", "Cases", Some("40")),
            ("Cases, n 40", "Cases", Some("40")),
            ("Cases\nN 40", "Cases", Some("40")),
            ("Cases n=1,234", "Cases", Some("1,234")),
            ("Cases N=38 (100%)", "Cases", Some("38")),
            ("Cases (n = 38; 100 %)", "Cases", Some("38")),
            ("Cases (n = 38) (100%)", "Cases", Some("38")),
            ("All (n = 540), Women (n = 237)", "All (n = 540), Women", Some("237")),
            ("All (n = 540), Women (N = 237)", "All (n = 540), Women", Some("237")),
            ("All (n = 40; missing, n = 2)", "All ( ; missing, n = 2)", Some("40")),
            ("All (n = 40), %", "All , %", Some("40")),
            ("All, N = 540, Women, n = 237", "All, N = 540, Women", Some("237")),
            ("All, n = 40, missing n = 2", "All , missing n = 2", Some("40")),
            ("Vitamin N 40", "Vitamin N 40", None),
            ("Cases (40)", "Cases (40)", None),
            ("Cases (n 40 weeks)", "Cases (n 40 weeks)", None),
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

    #[test]
    fn a_number_in_brackets_is_one_where_the_header_says_so() {
        for (text, label, number) in [
            ("Cases (40)", "Cases", Some("40")),
            ("(40)", "", Some("40")),
            ("40", "40", None),
            ("2016", "2016", None),
            ("Cases (1,240)", "Cases", Some("1,240")),
            ("Cases (40 %)", "Cases (40 %)", None),
            ("Aged 40", "Aged 40", None),
            ("Aged (18-25)", "Aged (18-25)", None),
        ] {
            let split = split_counting(text, &Numbers::default(), true);
            assert_eq!(split.label, label, "{text}");
            assert_eq!(split.number.map(|(figure, _)| figure.to_string()).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn headers_say_that_labels_count() {
        for text in ["Group (n)", "n", "Group, n", "Group [N]"] {
            assert!(says_count(text), "{text}");
        }
        for text in ["Group", "n (%)", "Group, n (%)", "No.", ""] {
            assert!(!says_count(text), "{text}");
        }
    }
}
