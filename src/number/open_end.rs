//! Classes whose end is open: `13+`, `65 and over`.

use crate::number::qualifier::Qualifier;

/// What may stand behind the number.
const OPEN_ENDS: [&str; 9] =
    ["+", " and over", " or over", " and above", " or above", " and more", " or more", " and older", " or older"];

/// A number behind which an open end stands is that or more. A qualifier before it says enough by itself.
pub(super) fn split(qualifier: Qualifier, text: &str) -> (Qualifier, &str) {
    match OPEN_ENDS.iter().find_map(|end| without(text, end)) {
        Some(number) if qualifier == Qualifier::Exactly && !number.is_empty() => (Qualifier::AtLeast, number),
        _ => (qualifier, text),
    }
}

fn without<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let (number, last) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    last.eq_ignore_ascii_case(end).then(|| number.trim_end())
}

/// How many bytes of what stands behind a number say that its class is open.
pub(crate) fn measure(behind: &str) -> usize {
    let begins = |end: &&&str| {
        let parts = behind.split_at_checked(end.len());
        parts.is_some_and(|(head, rest)| head.eq_ignore_ascii_case(end) && !rest.starts_with(char::is_alphanumeric))
    };
    OPEN_ENDS.iter().find(begins).map_or(0, |end| end.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Figure;

    #[test]
    fn an_open_class_is_its_end_or_more() {
        for text in ["13+", "13 or more", "≥13", "13 and Over"] {
            assert_eq!(text.parse::<Figure>().unwrap().qualifier(), Qualifier::AtLeast, "{text}");
        }
        for text in ["+", "and over", "13++", "<13+"] {
            assert!(text.parse::<Figure>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_end_is_measured_behind_its_number() {
        for (behind, length) in [("+", 1), ("+4", 0), (" and over)", 9), (" and overt", 0), ("", 0), ("é", 0)] {
            assert_eq!(measure(behind), length, "{behind}");
        }
    }
}
