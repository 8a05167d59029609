//! What was measured, as numbers and as a table.

use std::fmt::{self, Write};

use super::misprint::Misprint;
use super::trial::Trial;

/// How often what became of one kind of misprint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Slips after which another figure is printed than before.
    pub cases: usize,
    /// Slips of which respondents were found who have the tables with it: nobody could see them.
    pub possible: usize,
    /// Slips that break a relation, each evaluated by itself, or leave a cell that cannot be read: anybody could see them.
    pub broken: usize,
    /// Slips with which the audit has a finding.
    pub found: usize,
    /// Of those found, misprints whose figure, or one of several, is the first suspect of a finding.
    pub first: usize,
    /// Of those found, misprints whose figure is among the first three suspects of a finding.
    pub among_three: usize,
    /// Slips after which all relations could hold if their figures were others, and no other figures, as many or fewer, would do;
    /// those of more than three figures are not asked.
    pub unique: usize,
    /// Of these, misprints whose figure, or one of several, is the first suspect.
    pub unique_first: usize,
    /// Of those found, misprints whose kind an explanation names where the figure is suspected.
    pub named: usize,
    /// Of those found, misprints that the likeliest repairs of all findings together undo.
    pub restored: usize,
    /// Slips that break no relation and have a finding, though respondents were found who have these tables: false ones.
    pub contradicted: usize,
}

impl Score {
    pub(super) fn add(&mut self, trial: &Trial) {
        self.cases += 1;
        self.possible += usize::from(trial.possible);
        self.broken += usize::from(trial.broken);
        self.found += usize::from(trial.found);
        self.first += usize::from(trial.first);
        self.among_three += usize::from(trial.among_three);
        self.unique += usize::from(trial.unique);
        self.unique_first += usize::from(trial.unique && trial.first);
        self.named += usize::from(trial.named);
        self.restored += usize::from(trial.restored);
        self.contradicted += usize::from(trial.possible && trial.found);
    }

    fn plus(self, other: &Self) -> Self {
        Self {
            cases: self.cases + other.cases,
            possible: self.possible + other.possible,
            broken: self.broken + other.broken,
            found: self.found + other.found,
            first: self.first + other.first,
            among_three: self.among_three + other.among_three,
            unique: self.unique + other.unique,
            unique_first: self.unique_first + other.unique_first,
            named: self.named + other.named,
            restored: self.restored + other.restored,
            contradicted: self.contradicted + other.contradicted,
        }
    }

    /// The numbers in the order of the table's columns.
    fn columns(&self) -> [usize; 10] {
        [
            self.cases,
            self.possible,
            self.broken,
            self.found,
            self.first,
            self.among_three,
            self.unique,
            self.unique_first,
            self.named,
            self.restored,
        ]
    }
}

/// A finding in a table that was printed without an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FalseFinding {
    /// The files of the study, by name.
    pub files: Vec<(String, String)>,
    /// What was found.
    pub message: String,
}

/// What an audit sees of errors that were put into clean tables, and what it finds where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Power {
    /// What the random numbers began with.
    pub seed: u64,
    /// How many clean tables were audited.
    pub tables: usize,
    /// How many figures they have.
    pub figures: usize,
    /// What was found in them.
    pub false_findings: Vec<FalseFinding>,
    /// How many misprints printed what was printed before, or nothing that can be read: they are no cases.
    pub same: usize,
    /// For each kind of misprint what became of it.
    pub scores: Vec<(Misprint, Score)>,
    /// The studies of whose tables no clean ones could be made.
    pub unused: Vec<String>,
}

impl Power {
    /// Of all kinds together.
    pub fn overall(&self) -> Score {
        self.scores.iter().fold(Score::default(), |sum, (_, score)| sum.plus(score))
    }
}

/// The heads of the table's columns, in two lines, and how wide each is.
const HEADS: [(&str, &str, usize); 10] = [
    ("", "cases", 6),
    ("undetect-", "able", 10),
    ("", "broken", 7),
    ("", "found", 6),
    ("", "first", 6),
    ("", "in 3", 5),
    ("unique", "candidate", 10),
    ("", "first", 6),
    ("error type", "identified", 11),
    ("", "corrected", 10),
];

/// How wide the column of the kinds of errors is.
const WIDTH: usize = 23;

impl fmt::Display for Power {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write_scores(&mut text, self)?;
        let overall = self.overall();
        let (tables, figures, wrong) = (self.tables, self.figures, self.false_findings.len());
        writeln!(text, "\n{tables} clean tables with {figures} figures: {wrong} false findings")?;
        for wrong in &self.false_findings {
            writeln!(text, "  {}", wrong.message)?;
        }
        let (same, seed) = (self.same, self.seed);
        writeln!(
            text,
            "{same} errors left the figure as it was, or illegible, and do not count as cases; seed {seed}"
        )?;
        if overall.contradicted > 0 {
            writeln!(text, "{} findings in tables that some respondents have", overall.contradicted)?;
        }
        if !self.unused.is_empty() {
            writeln!(text, "not used, because not every figure can be recomputed: {}", self.unused.join(", "))?;
        }
        f.write_str(&text)
    }
}

fn write_scores(text: &mut String, power: &Power) -> fmt::Result {
    write!(text, "{:<WIDTH$}", "")?;
    HEADS.iter().try_for_each(|(above, _, width)| write!(text, "{above:>width$}"))?;
    text.truncate(text.trim_end().len());
    write!(text, "\n{:<WIDTH$}", "error")?;
    HEADS.iter().try_for_each(|(_, head, width)| write!(text, "{head:>width$}"))?;
    for (misprint, score) in &power.scores {
        write_row(text, misprint.name(), score)?;
    }
    write_row(text, "all", &power.overall())?;
    writeln!(text)
}

fn write_row(text: &mut String, name: &str, score: &Score) -> fmt::Result {
    write!(text, "\n{name:<WIDTH$}")?;
    score.columns().iter().zip(HEADS).try_for_each(|(number, (.., width))| write!(text, "{number:>width$}"))
}
