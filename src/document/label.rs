//! What tables are called: `Table 1`, `Tabelle A2`, `Tabla S3`.

/// The word for a table, as it begins.
const WORDS: [&str; 12] = [
    "table",
    "tabelle",
    "tabla",
    "tableau",
    "tabela",
    "tabella",
    "tabel",
    "tabell",
    "tabulka",
    "tab.",
    "supplementary table",
    "appendix table",
];

/// Splits a caption into its label and the rest; nothing where it does not begin with one.
pub(super) fn split(caption: &str) -> Option<(&str, &str)> {
    let caption = caption.trim();
    let lower = caption.to_lowercase();
    let words = WORDS.iter().filter(|word| lower.starts_with(**word)).map(|word| word.len()).max()?;
    let rest = caption.get(words..)?;
    let number = rest.trim_start_matches(super::inline::is_blank);
    // `Table` needs a space before its number.
    if number.len() == rest.len() && !caption.get(..words)?.ends_with('.') {
        return None;
    }
    let end =
        number.find(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '.' | '-' | '–')).unwrap_or(number.len());
    let number = number.get(..end)?.trim_end_matches(['.', '-', '–']);
    let is_number = number.chars().any(|sign| sign.is_ascii_digit()) || is_roman(number);
    let end = words + (rest.len() - rest.trim_start_matches(super::inline::is_blank).len()) + number.len();
    let title = caption
        .get(end..)?
        .trim_start_matches(|sign| super::inline::is_blank(sign) || matches!(sign, '.' | ':' | '|' | '-' | '–' | '—'));
    (is_number && number.len() <= 8).then(|| Some((caption.get(..end)?, title)))?
}

/// Whether a paragraph is a caption, not a sentence about a table such as `Table 3 shows that`.
pub(super) fn is_caption(paragraph: &str) -> bool {
    let Some((label, title)) = split(paragraph) else { return false };
    let after = paragraph.trim().get(label.len()..).unwrap_or_default();
    let is_parted = after.starts_with(['.', ':', '|', '\n', '-', '–', '—']);
    is_parted || !title.starts_with(|first: char| first.is_lowercase() || matches!(first, ',' | ';' | ')'))
}

fn is_roman(number: &str) -> bool {
    !number.is_empty() && number.chars().all(|sign| matches!(sign, 'I' | 'V' | 'X' | 'L'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_no_captions() {
        for caption in ["Table 1", "Table 1 Means", "Table 1: means", "Table 2. p values"] {
            assert!(is_caption(caption), "{caption}");
        }
        for sentence in ["Table 3 shows that", "Table 1, Table 2", "Tables 1 and 2", "The table"] {
            assert!(!is_caption(sentence), "{sentence}");
        }
    }

    #[test]
    fn labels_are_split_from_captions() {
        assert_eq!(split("Table 1. Baseline"), Some(("Table 1", "Baseline")));
        assert_eq!(split("TABLE II\u{a0}Baseline"), Some(("TABLE II", "Baseline")));
        assert_eq!(split("Tabla\u{a0}S3: Datos"), Some(("Tabla\u{a0}S3", "Datos")));
        assert_eq!(split("Supplementary Table 2 | x"), Some(("Supplementary Table 2", "x")));
        assert_eq!(split("Table 1.2 Means"), Some(("Table 1.2", "Means")));
        assert_eq!(split("Tableau 4"), Some(("Tableau 4", "")));
        for not in ["Tables 1 and 2 show", "Table of contents", "Tablets 3", "", "Tab", "Table", "Table lists 3"] {
            assert_eq!(split(not), None, "{not}");
        }
    }
}
