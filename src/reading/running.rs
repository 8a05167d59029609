//! The running text of a paper, as a file of its study: the paragraphs that report tests, estimates or shares, under their headings.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::document::{Document, Section, words};
use crate::inference::{Scan, scan_all, speaks_of_adjustment, speaks_of_resampling, speaks_of_weights};
use crate::reading::written::original::spot;
use crate::study::{Original, Row, speaks_of_exact};

/// What of a text is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    /// Tests with a p value.
    pub tests: usize,
    /// Estimates with an interval or a standard error.
    pub estimates: usize,
    /// Numbers with their percentage of a base.
    pub shares: usize,
    /// Means of scales that their sentence states.
    pub means: usize,
    /// Numbers that are the parts of a whole, with percentages or without.
    pub parts: usize,
}

impl Text {
    /// Whether there is nothing of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn plus(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            estimates: self.estimates + other.estimates,
            shares: self.shares + other.shares,
            means: self.means + other.means,
            parts: self.parts + other.parts,
        }
    }

    fn of(scan: &Scan) -> Self {
        let Scan { tests, estimates, shares, parts, means, .. } = scan;
        let parts = parts.iter().map(|parts| parts.parts.len()).sum();
        Self { tests: tests.len(), estimates: estimates.len(), shares: shares.len(), parts, means: means.len() }
    }
}

/// `Text: 3 tests, 1 estimate, 2 shares`.
impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            (self.tests, "test", "tests"),
            (self.estimates, "estimate", "estimates"),
            (self.shares, "share", "shares"),
            (self.means, "mean", "means"),
            (self.parts, "part of a whole", "parts of a whole"),
        ];
        let found = all.into_iter().filter(|(all, _, _)| *all > 0);
        let told = found.map(|(all, one, more)| format!("{all} {}", if all == 1 { one } else { more }));
        let all: Vec<String> = told.collect();
        write!(f, "Text: {}", all.join(", "))
    }
}

/// The text of a paper as a file, with what stands behind its lines.
pub(super) struct Running {
    pub text: String,
    pub found: Text,
    /// Whether some of what looks like it is not read.
    pub has_unread: bool,
    pub original: Original,
}

/// The paragraphs of a document in which something is found, or looks as if; nothing, where there are none.
pub(super) fn running(document: &Document) -> Option<Running> {
    let name = document.sections.iter().flat_map(|section| &section.paragraphs).next()?.place.file.to_string();
    let original = Original { name, ..Original::default() };
    let mut running = Running { text: String::new(), found: Text::default(), has_unread: false, original };
    document.sections.iter().for_each(|section| running.add(section));
    // What is of a base that stands apart is left alone, wherever the text speaks of weights.
    if speaks_of_weights(&running.text) {
        running.found = Text::of(&scan_all(&running.text));
    }
    (!running.found.is_empty() || running.has_unread).then_some(running)
}

impl Running {
    /// Adds what is found in a section, with its heading.
    fn add(&mut self, section: &Section) {
        let mut is_headed = false;
        for paragraph in &section.paragraphs {
            let text = words(&paragraph.text);
            let scan = scan_all(&text);
            let found = Text::of(&scan);
            // What says which tests there are says what their p values may be; what says that percentages are weighted, what these may be.
            let says_which = [speaks_of_exact, speaks_of_adjustment, speaks_of_resampling, speaks_of_weights];
            let says_which = says_which.iter().any(|speaks| speaks(&text));
            if found.is_empty() && scan.unread.is_empty() && !says_which {
                continue;
            }
            if !is_headed {
                self.line(&format!("# {}", heading(section)));
                is_headed = true;
            }
            self.found = self.found.plus(found);
            self.has_unread |= !scan.unread.is_empty();
            let row = self.original.rows.len();
            self.original.rows.push(Row { text: text.clone(), number: row + 1 });
            self.line(&text);
            let printed = spot(&paragraph.place, Ok((row, 0..text.len())));
            // A blank line stands behind each.
            let at = self.original.lines.len() - 2;
            self.original.lines[at] = vec![vec![printed]];
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push_str("\n\n");
        self.original.lines.extend([Vec::new(), Vec::new()]);
    }
}

/// `Results › Participants`; text before the first heading is called that.
fn heading(section: &Section) -> String {
    let headings: Vec<String> = section.headings.iter().map(|heading| words(heading)).collect();
    if headings.is_empty() { "Text".to_owned() } else { headings.join(" › ") }
}
