//! Texts of labels and cells, without what is not theirs.

use crate::study::{Numbers, split_label};
pub(super) use crate::visible::evened as one_line;

/// A text with its line breaks and no more spaces than it needs.
pub(super) fn tidy(text: &str) -> String {
    text.lines().map(one_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A label without the number that it states.
pub(super) fn bare(label: &str, decimal: char) -> String {
    split_label(label, &Numbers::with_decimal(decimal)).label
}
