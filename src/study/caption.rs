//! The labels beside and above a figure, as printed.

use std::sync::Arc;

use crate::study::names::tidy_label;

/// A label beside or above a figure, as printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Caption {
    pub text: String,
    /// Whether it names the statistic and nothing else, which is then said in other words.
    pub is_statistic: bool,
}

/// The labels of a figure's row and column, headings first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Captions {
    pub row: Arc<[Caption]>,
    pub column: Arc<[Caption]>,
    /// Whether the last label of the row is not enough, since another figure has it as well and is printed the same.
    pub need_heading: bool,
}

impl Captions {
    /// The labels that tell the figure apart from all others that are printed the same.
    pub fn telling(&self) -> impl Iterator<Item = &str> {
        let label = |caption: &'_ &Caption| !caption.is_statistic;
        let row: Vec<&Caption> = self.row.iter().filter(label).collect();
        let first = if self.need_heading { 0 } else { row.len().saturating_sub(1) };
        let all = row.into_iter().skip(first).chain(self.column.iter().filter(label));
        all.map(|caption| caption.text.as_str())
    }

    /// The label, where one alone tells the figure.
    pub fn only(&self) -> Option<&str> {
        let mut labels = self.telling();
        labels.next().filter(|_| labels.next().is_none())
    }

    /// The row by all its labels: `Table 2, *Heard of it*`.
    pub fn row_place(&self, table: String) -> String {
        let labels = self.row.iter().filter(|caption| !caption.is_statistic).map(|caption| starred(&caption.text));
        std::iter::once(table).chain(labels).collect::<Vec<_>>().join(", ")
    }

    /// The labels that other figures have as well.
    pub fn shared<'a>(&'a self, others: impl Iterator<Item = &'a Self>) -> Vec<&'a str> {
        let mut shared: Vec<&str> = self.telling().collect();
        for other in others {
            let labels: Vec<&str> = other.telling().collect();
            shared.retain(|label| labels.contains(label));
        }
        shared
    }

    /// What tells figures apart that are printed the same, beside what is printed.
    pub fn key(&self) -> impl Eq + std::hash::Hash + use<> {
        self.telling().map(str::to_owned).collect::<Vec<_>>()
    }
}

/// A label between asterisks, which it has none of itself; a long one is cut short.
pub(crate) fn starred(label: &str) -> String {
    const LONGEST: usize = 60;
    let label = tidy_label(label).replace('*', "∗");
    match label.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            let cut = &label[..end];
            let words = cut.rfind(' ').filter(|at| *at > end / 2).map_or(cut, |at| &cut[..at]);
            format!("*{}…*", words.trim_end_matches([',', ';', ':', ' ']))
        }
        None => format!("*{label}*"),
    }
}
