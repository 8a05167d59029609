//! How the respondents of a data file become those of a study.

use crate::quantity::{Dimension, Level};
use crate::study::condition::Test;

/// How respondents of a data file become those of a study. Columns are names that are looked up in the file.
#[derive(Clone, Debug)]
pub(crate) struct Mapping {
    pub columns: Vec<Mapped>,
    pub filter: Vec<Clause>,
    pub weight: Option<Named>,
    pub missing: Vec<String>,
    pub decimal: char,
}

/// The name of a column, and where the manifest has it.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub name: String,
    pub at: usize,
}

/// What a column has to be.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub column: Named,
    pub test: Test,
}

/// Where a dimension is found.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    pub dimension: Dimension,
    /// In this column; in none, where other columns decide on each level.
    pub column: Option<Named>,
    pub levels: Vec<(Level, Coded)>,
    pub missing: Option<Vec<String>>,
}

/// What a level is.
#[derive(Clone, Debug)]
pub(crate) enum Coded {
    Own(Test),
    Others(Vec<Clause>),
}

/// What stands for no answer, unless the manifest says otherwise.
const MISSING: [&str; 4] = ["", "NA", "NaN", "."];

impl Default for Mapping {
    fn default() -> Self {
        let missing = MISSING.map(str::to_owned).into();
        Self { columns: Vec::new(), filter: Vec::new(), weight: None, missing, decimal: '.' }
    }
}
