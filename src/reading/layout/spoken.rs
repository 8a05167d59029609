//! What the running text of a paper says of the p values and intervals of its tables.

use crate::document::Document;
use crate::inference::{speaks_of_adjustment, speaks_of_other_tests, speaks_of_resampling};

/// A paper whose running text is asked, for few of its tables.
pub(in crate::reading) struct Spoken<'d>(pub &'d Document);

impl Spoken<'_> {
    pub fn of_resampling(&self) -> bool {
        self.paragraphs().any(speaks_of_resampling)
    }

    pub fn of_adjustment(&self) -> bool {
        self.paragraphs().any(speaks_of_adjustment)
    }

    pub fn of_other_tests(&self) -> bool {
        self.paragraphs().any(speaks_of_other_tests)
    }

    fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.0.sections.iter().flat_map(|section| &section.paragraphs).map(|paragraph| paragraph.text.as_str())
    }
}
