//! Summary statistics of variables, as labels propose to read them: which rows and which columns, and as what.

use std::collections::BTreeSet;

use crate::quantity::Statistic;
use crate::reading::layout::evidence::Bits;

/// Rows and columns of summary statistics.
#[derive(Clone, Debug, Default)]
pub(in crate::reading) struct Summary {
    pub lines: Vec<Line>,
    pub columns: Vec<Column>,
    /// The columns of a t or an F that compares the groups, and of its p values.
    pub tests: Vec<(usize, Statistic)>,
    /// The columns that were taken for such and seldom follow.
    pub other_tests: Vec<usize>,
    /// The column of all groups together.
    pub total: Option<usize>,
    /// Where the rows are groups whose means are of one outcome, beside those of all: each block of them.
    pub blocks: Vec<Levels>,
    /// The variables that are not known of everybody, so that groups do not pool with their numbers.
    pub partial: BTreeSet<String>,
    /// Rows that are taken back, with the reason.
    pub left: Vec<(usize, String)>,
    /// Letters behind figures that refer to notes.
    pub markers: String,
    /// What speaks for it.
    pub bits: Bits,
    /// What speaks for it without the rows that do not agree with it.
    pub without: Bits,
    /// How many cells hold what labels name, and how many of these are read.
    pub cells: (usize, usize),
}

/// A block of groups with means, and the row of all of them together.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Levels {
    pub key: usize,
    /// Which part of the reading counts them; none, where numbers stand beside their means.
    pub entry: Option<usize>,
    pub total: usize,
}

/// A row: of a variable, or of one statistic of it.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Line {
    /// The row of the frame.
    pub row: usize,
    pub variable: String,
    /// How its cells are written, where its label says that.
    pub cells: Option<String>,
}

/// A column: of a group, or of one statistic of it.
#[derive(Clone, Debug)]
pub(in crate::reading) struct Column {
    /// The column behind the stub.
    pub at: usize,
    /// Whom it is of, where its label names its statistics.
    pub group: String,
    /// How its cells are written, where its label says that.
    pub cells: Option<String>,
    /// The tally that counts the respondents of whom it is, where the rows are levels.
    pub tally: Option<usize>,
}

impl Summary {
    /// How the cell of a row and a column is written: as the row says, before the column.
    pub fn cells<'a>(&self, line: &'a Line, column: &'a Column) -> Option<&'a str> {
        line.cells.as_deref().or(column.cells.as_deref())
    }

    /// Takes back numbers beside which nothing else of their values is printed, and standard errors without a number of values.
    pub fn tidy(&mut self) {
        let variables = self.lines.iter().filter(|line| !line.is_of("n")).map(|line| line.variable.clone());
        let variables: BTreeSet<String> = variables.collect();
        self.lines.retain(|line| variables.contains(&line.variable));
        let groups = self.columns.iter().filter(|column| !column.is_of("n")).map(|column| column.group.clone());
        let groups: BTreeSet<String> = groups.collect();
        self.columns.retain(|column| groups.contains(&column.group));
        let is_counted =
            self.lines.iter().any(|line| line.is_of("n")) || self.columns.iter().any(|column| column.is_of("n"));
        if !is_counted {
            let left = self.lines.iter().filter(|line| has_error(line.cells.as_deref()));
            self.left.extend(left.map(|line| (line.row, "of how many values it is is not known".to_owned())));
            self.lines.retain(|line| !has_error(line.cells.as_deref()));
            self.columns.retain(|column| !has_error(column.cells.as_deref()));
        }
    }

    /// Whether a row is read.
    pub fn has_row(&self, row: usize) -> bool {
        self.lines.iter().any(|line| line.row == row) || self.blocks.iter().any(|levels| levels.total == row)
    }

    /// Takes back the rows of these variables; whether there were any.
    pub fn leave(&mut self, variables: &BTreeSet<String>, reason: &str) -> bool {
        let before = self.left.len();
        let left = self.lines.iter().filter(|line| variables.contains(&line.variable));
        self.left.extend(left.map(|line| (line.row, reason.to_owned())));
        self.lines.retain(|line| !variables.contains(&line.variable));
        self.blocks.retain(|levels| !variables.contains(&levels.variable()));
        self.left.len() > before
    }

    /// Takes back the rows and columns of one statistic; whether there were any.
    pub fn remove(&mut self, statistic: &str, reason: &str) -> bool {
        let before = self.lines.len() + self.columns.len();
        let left = self.lines.iter().filter(|line| line.is_of(statistic));
        self.left.extend(left.map(|line| (line.row, reason.to_owned())));
        self.lines.retain(|line| !line.is_of(statistic));
        self.columns.retain(|column| !column.is_of(statistic));
        self.tidy();
        self.lines.len() + self.columns.len() < before
    }

    /// As how many tables it is written.
    pub fn tables(&self) -> usize {
        self.blocks.len().max(1)
    }

    /// Whether a column is read.
    pub fn has_column(&self, at: usize) -> bool {
        self.columns.iter().any(|column| column.at == at) || self.tests.iter().any(|(test, _)| *test == at)
    }
}

impl Levels {
    /// What its lines have in place of a variable.
    pub fn variable(&self) -> String {
        self.key.to_string()
    }
}

impl Line {
    /// Whether its label says that it is of this statistic.
    pub fn is_of(&self, statistic: &str) -> bool {
        self.cells.as_deref() == Some(statistic)
    }
}

impl Column {
    /// Whether its label says that it is of this statistic.
    pub fn is_of(&self, statistic: &str) -> bool {
        self.cells.as_deref() == Some(statistic)
    }
}

/// Whether cells hold a standard error.
fn has_error(cells: Option<&str>) -> bool {
    cells.is_some_and(|cells| cells.split(|sign: char| !sign.is_alphanumeric()).any(|word| word == "se"))
}
