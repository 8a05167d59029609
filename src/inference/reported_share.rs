//! Shares as they are reported in a text: `37 of 141 patients (26.2%)`.

use std::ops::Range;

use crate::inference::reported::Agreement;
use crate::number::{Figure, Rational, Rounding};

/// A number of a base with its percentage, as a sentence reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedShare {
    /// The number, with its bytes in the text.
    pub count: (Figure, Range<usize>),
    /// What it is a number of.
    pub base: (Figure, Range<usize>),
    /// The percentage.
    pub percentage: (Figure, Range<usize>),
    /// The bytes of the whole.
    pub bytes: Range<usize>,
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The character of the line it begins at, counted from 1.
    pub column: usize,
}

impl ReportedShare {
    /// Whether the percentage follows from the two numbers, exactly: it is printed so for some rounding of a tie.
    ///
    /// Wren (2018, *Bioinformatics* 34, 1758–1766) found 2.7 % of such pairs in abstracts to disagree.
    ///
    /// ```
    /// use retally::inference::{Agreement, scan_shares};
    ///
    /// let found = scan_shares("Of these, 37 of 141 interviewees (26.3%) and 80% (16/20) of the others agreed.");
    /// let agreements: Vec<Agreement> = found.iter().map(|share| share.check()).collect();
    /// assert_eq!(agreements, [Agreement::Inconsistent, Agreement::Consistent]); // 26.24…
    /// ```
    pub fn check(&self) -> Agreement {
        let hundred = Rational::whole(100);
        let share = self.count.0.number().divided_by(self.base.0.number()).map(|share| &share * &hundred);
        let printed = Rounding::Unstated.interval(&self.percentage.0);
        match share.map(|share| printed.contains(&share)) {
            None => Agreement::Undecided,
            Some(true) => Agreement::Consistent,
            Some(false) => Agreement::Inconsistent,
        }
    }
}
