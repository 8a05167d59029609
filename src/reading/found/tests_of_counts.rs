//! p values of tests of counts, as they were read beside them.

use crate::reading::layout::evidence::Bits;

/// A column of p values, each of counts in its row or below it.
#[derive(Clone, Debug)]
pub(in crate::reading) struct TestsOfCounts {
    pub column: usize,
    pub tests: Vec<TestOfCounts>,
    /// The rows whose p value another test may have given, with what the usual ones give.
    pub left: Vec<(usize, String)>,
    /// What speaks for it, and without the p values that do not follow.
    pub bits: Bits,
    pub without: Bits,
}

/// A p value and the counts that it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reading) struct TestOfCounts {
    /// Where it stands.
    pub row: usize,
    /// The part of the reading that it is of.
    pub part: usize,
    /// The level in whose row it is written: its own, or the first below a heading.
    pub level: usize,
    /// Whether a usual test of these gives it.
    pub follows: bool,
}
