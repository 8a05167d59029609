//! What is seen in a chart, as its title says it: in the labels of the paper.

use crate::audit::Audit;
use crate::audit::emphasis::plain;

use super::text::clean;

/// Of more labels than these only the first two are named.
const MOST_NAMED: usize = 3;

/// `Table 3: percentages of respondents by age`: the table and what is drawn of it.
pub(super) fn title(audit: &Audit, table: usize, what: &str) -> String {
    clean(&format!("{}: {what}", plain(&audit.study().table_label(table))))
}

/// What the table itself is called, where its label does not say it, and how it is drawn.
pub(super) fn subtitle(audit: &Audit, table: usize, how: &str) -> String {
    let label = audit.study().table_label(table);
    let own = audit.study().tables()[table].title.as_deref().map(|title| title.trim().trim_end_matches('.'));
    let own = own.filter(|title| !title.is_empty() && !label.contains('*'));
    own.into_iter().chain(Some(how).filter(|how| !how.is_empty())).collect::<Vec<_>>().join(". ")
}

/// `a`, `a and b`, `a, b and c`; of many the first two: `a, b and 5 more`.
pub(super) fn listed<'a>(labels: impl IntoIterator<Item = &'a str>) -> String {
    let labels: Vec<&str> = labels.into_iter().collect();
    match labels.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, second, others @ ..] if labels.len() > MOST_NAMED => {
            format!("{first}, {second} and {} more", others.len())
        }
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

/// The groups that stand beside each other, behind what is drawn of them: ` (2011 to 2017)` where they have an order, nothing where
/// there are none.
pub(super) fn groups<'a>(labels: impl IntoIterator<Item = &'a str>) -> String {
    let labels: Vec<&str> = labels.into_iter().collect();
    match labels.as_slice() {
        [] => String::new(),
        [first, .., last] if labels.len() > 2 && is_ordered(labels.iter().copied()) => format!(" ({first} to {last})"),
        [_, _, ..] if labels.iter().any(|label| label.contains(',')) => format!(" ({} groups)", labels.len()),
        _ => format!(" ({})", listed(labels)),
    }
}

/// Whether labels begin with numbers that grow.
pub(super) fn is_ordered<'a>(labels: impl Iterator<Item = &'a str>) -> bool {
    let number =
        |label: &str| label.split(|c: char| !c.is_ascii_digit()).next().and_then(|digits| digits.parse::<u64>().ok());
    let numbers: Option<Vec<u64>> = labels.map(number).collect();
    numbers.is_some_and(|numbers| numbers.windows(2).all(|pair| pair[0] < pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_listed_and_many_are_counted() {
        assert_eq!(listed([]), "");
        assert_eq!(listed(["a"]), "a");
        assert_eq!(listed(["a", "b"]), "a and b");
        assert_eq!(listed(["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(["a", "b", "c", "d"]), "a, b and 2 more");
        assert_eq!(groups(["2011", "2012", "2013"]), " (2011 to 2013)");
        assert_eq!(groups(["2012", "2011"]), " (2012 and 2011)");
        assert_eq!(groups(["men, young", "men, old"]), " (2 groups)");
        assert_eq!(groups([]), "");
    }
}
