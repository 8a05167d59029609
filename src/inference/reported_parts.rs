//! Parts of a whole as they are reported in a sentence: `80 (56.7%) lived in simple and 61 (43.3%) in complex networks`.

use std::ops::Range;

use crate::inference::reported::Agreement;
use crate::number::{Figure, Rational, Rounding};

/// Numbers of a sentence that divide a whole, each perhaps with its percentage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedParts {
    /// How many there are in all, with its bytes in the text; nothing where it is not printed near them.
    pub whole: Option<(Figure, Range<usize>)>,
    /// The parts.
    pub parts: Vec<ReportedPart>,
    /// The bytes of the parts.
    pub bytes: Range<usize>,
    /// The line they begin in, counted from 1.
    pub line: usize,
    /// The character of the line they begin at, counted from 1.
    pub column: usize,
}

/// One of several parts of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedPart {
    /// Its number, with its bytes in the text.
    pub count: (Figure, Range<usize>),
    /// Its percentage of the whole.
    pub percentage: Option<(Figure, Range<usize>)>,
}

impl ReportedParts {
    /// Whether the parts come to the whole and each percentage follows, exactly: it is printed so for some rounding of a tie.
    ///
    /// ```
    /// use retally::inference::{Agreement, scan_all};
    ///
    /// let text = "There were 141 interviews (80 simple and 61 complex). Of the networks 80 (56.7%) were small, 39 (27.7%) larger and 22 (15.5%) large.";
    /// let found = scan_all(text).parts;
    /// assert_eq!(found[0].check(), Agreement::Consistent); // 80 + 61 = 141
    /// assert_eq!(found[1].check(), Agreement::Inconsistent); // 22 of 141 are 15.60… %
    /// ```
    pub fn check(&self) -> Agreement {
        let sum = self.parts.iter().fold(Rational::zero(), |sum, part| &sum + part.count.0.number());
        let whole = self.whole.as_ref().map_or(&sum, |(whole, _)| whole.number());
        let follows = |part: &ReportedPart| {
            let share = part.count.0.number().scaled(100).divided_by(whole);
            let printed = part.percentage.as_ref().map(|(percentage, _)| Rounding::Unstated.interval(percentage));
            printed.is_none_or(|printed| share.is_some_and(|share| printed.contains(&share)))
        };
        if *whole == sum && self.parts.iter().all(follows) { Agreement::Consistent } else { Agreement::Inconsistent }
    }
}
