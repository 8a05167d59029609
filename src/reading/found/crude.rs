//! Unadjusted estimates, as they were read with the counts from which they follow.

use crate::quantity::Statistic;
use crate::reading::layout::evidence::Bits;
use crate::reading::layout::printed::Number;

/// Estimates of a column that follow from counts beside them.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Crude {
    /// The column of the estimates, and whether their intervals are in the same cells.
    pub column: usize,
    pub of: Statistic,
    pub is_whole: bool,
    /// The columns of counts; of a single one, which prints how many there are as well, the others are the rest.
    pub counts: Vec<(usize, Cells)>,
    pub comparisons: Vec<Comparison>,
    /// How many respondents each of the columns is of, where traits are compared with the rest of them.
    pub sizes: Option<[i64; 2]>,
    /// The rows whose estimates are not those of the counts, with the reason.
    pub left: Vec<(usize, &'static str)>,
    /// What speaks for it, and without the estimates that do not follow.
    pub bits: Bits,
    pub without: Bits,
}

impl Crude {
    /// How many estimates are read with their counts.
    pub fn rows(&self) -> usize {
        self.comparisons.iter().map(|comparison| comparison.rows.len()).sum()
    }

    /// How the cells of the estimates are written: without their intervals, which another table reads.
    pub fn notation(&self) -> String {
        notation(self.of, self.is_whole)
    }
}

/// How the cells of estimates are written, whatever their intervals are.
pub(in crate::reading) fn notation(of: Statistic, is_whole: bool) -> String {
    if is_whole { format!("{of} (ignore)") } else { of.name().to_owned() }
}

/// Rows that are compared with another one, or each by itself with the rest of its columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) struct Comparison {
    pub reference: Option<usize>,
    pub rows: Vec<usize>,
}

/// How the cells of a column of counts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Cells {
    Count,
    CountAndOther,
    OtherAndCount,
    OfAll,
    OfAllAndOther,
}

impl Cells {
    /// As a manifest writes them.
    pub fn notation(self) -> &'static str {
        match self {
            Self::Count => "n",
            Self::CountAndOther => "n (ignore)",
            Self::OtherAndCount => "ignore (n)",
            Self::OfAll => "n/N",
            Self::OfAllAndOther => "n/N (ignore)",
        }
    }

    pub fn has_all(self) -> bool {
        matches!(self, Self::OfAll | Self::OfAllAndOther)
    }

    /// The count of a cell, with that of all where it prints it.
    pub fn read(self, pattern: &str, numbers: &[Number]) -> Option<(u64, Option<u64>)> {
        let count = |at: usize| numbers.get(at).and_then(Number::count).and_then(|count| u64::try_from(count).ok());
        match (self, pattern) {
            (Self::Count, "#") | (Self::CountAndOther, "#(#)") => Some((count(0)?, None)),
            (Self::OtherAndCount, "#(#)") => Some((count(1)?, None)),
            (Self::OfAll, "#/#") | (Self::OfAllAndOther, "#/#(#)") => Some((count(0)?, Some(count(1)?))),
            _ => None,
        }
    }
}

/// A column of counts, row by row: how many, and of how many, where that is known.
pub(in crate::reading) struct Column {
    pub at: usize,
    pub cells: Cells,
    pub counts: Vec<Option<(u64, Option<u64>)>>,
}
