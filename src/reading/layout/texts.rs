//! Texts of labels and cells, without what is not theirs.

use crate::study::{Numbers, split_label};
pub(in crate::reading) use crate::visible::evened as one_line;

/// A text with its line breaks and no more spaces than it needs.
pub(in crate::reading) fn tidy(text: &str) -> String {
    text.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A label without the number that it states.
pub(in crate::reading) fn bare(label: &str, decimal: char) -> String {
    split_label(label, &Numbers::with_decimal(decimal)).label
}
