//! What a sweep says of a paper: one line of JSON.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::reading::Text;
use crate::sweep::source::Source;

/// What was read of a paper, and what was found. As JSON it is one object on one line; what is empty is left out.
///
/// The same paper gives the same line each time, unless [`milliseconds`](Self::milliseconds) are in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// Its file; of a member of an archive `archive.zip!member.xml`.
    pub paper: String,
    /// The version of retally that read it.
    pub retally: String,
    /// The SHA-256 of its bytes; of a folder of tables one for each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sha256: Vec<String>,
    /// Its title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Its DOI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Its journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<String>,
    /// The year in which it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Its tables, in the order of the paper.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
    /// How many tables are only pictures.
    #[serde(skip_serializing_if = "is_zero")]
    pub pictures: usize,
    /// What its running text reports.
    #[serde(skip_serializing_if = "Text::is_empty")]
    pub text: Text,
    /// How many relations hold, do not hold and are undecided.
    pub relations: Verdicts,
    /// The same for each [kind](crate::Kind) that there is.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub kinds: IndexMap<String, Verdicts>,
    /// What does not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Found>,
    /// The [limit](crate::diagnosis::LimitReached) that the search for culprits reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<String>,
    /// Why it could not be read, or not to the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Failed>,
    /// How long it took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<u64>,
}

/// A table of a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Table {
    /// What it is called: `Table 1`.
    pub label: String,
    /// How it was read: `n (%) of its column`. None where it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read: Option<String>,
    /// Why it was not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What speaks for how it was read, in bits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<i64>,
    /// How many of its cells, statistics and estimates are read.
    #[serde(skip_serializing_if = "is_zero")]
    pub cells: usize,
    /// How many of its rows and columns with figures are not read, by reason.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub unread: IndexMap<String, usize>,
}

/// How many relations have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Verdicts {
    /// Relations that hold.
    pub consistent: u64,
    /// Relations that do not hold.
    pub inconsistent: u64,
    /// Relations that cannot be decided.
    pub undecided: u64,
}

/// A finding.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// The name of its relation.
    pub id: String,
    /// Its [kind](crate::Kind).
    pub kind: String,
    /// What is reported against what follows, in a sentence.
    pub message: String,
    /// What is reported.
    pub reported: String,
    /// What it is recomputed as.
    pub recomputed: String,
    /// Where its figures and its suspects stand in the paper.
    pub places: Vec<String>,
    /// The figures that may be wrong, the likeliest first.
    pub suspects: Vec<Suspected>,
    /// `last-digit`, `figure` or `claim`.
    pub severity: String,
    /// What speaks for the reading of its table, in bits. None of a sentence, which is read as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bits: Option<i64>,
}

/// A figure that may be wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Suspected {
    /// What is printed.
    pub printed: String,
    /// What the other figures imply.
    pub implied: String,
}

/// Why a paper could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Failed {
    /// What is wrong.
    pub message: String,
    /// The line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Failed {
    /// What is wrong with a paper as a whole.
    pub fn of(message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::default() }
    }
}

impl Line {
    /// A paper of which nothing is known yet.
    pub(super) fn of(paper: &str) -> Self {
        Self { paper: paper.to_owned(), retally: env!("CARGO_PKG_VERSION").to_owned(), ..Self::default() }
    }

    /// A paper that could not be read.
    pub fn failed(source: &Source, failed: Failed) -> Self {
        Self { sha256: source.sha256(), error: Some(failed), ..Self::of(&source.name) }
    }

    /// The JSON object, without a line break.
    pub fn to_json(&self) -> String {
        // Strings, numbers and lists of them are always representable.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A line as it was written.
    ///
    /// # Errors
    ///
    /// What is no such line, with the place in it.
    pub fn from_json(json: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(json)
    }
}

impl Verdicts {
    /// All relations.
    pub fn all(&self) -> u64 {
        self.consistent + self.inconsistent + self.undecided
    }

    /// Those that hold or do not.
    pub fn decided(&self) -> u64 {
        self.consistent + self.inconsistent
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}
