//! From the labels of a cell to its quantities.
//!
//! # How a cell gets its quantity
//!
//! The manifest names a key for each stub column and each header row. A label binds what its key says: a level of a
//! dimension, a `statistic`, a `variable`, or a `level` of the variable that the same cell's other labels name. A label that
//! the manifest declares for one of the keys of its column or row wins over the first key, which takes any other label. A margin binds
//! nothing. A blank label repeats the one before it, unless something new began to its left. A cell's quantity is what its
//! row, its column and the table's `bind` bind together; a share's base is its event with only the dimensions of `share-of`.
//!
//! So Table 1 (variables by statistics), Table 2 (statements by yes and no), Table 3 (arguments and networks within stances)
//! and Table 4 (networks by years, counts and percentages) of the flagship are read by the same rule.

use crate::inference::NamedTest;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::study::coverage::Coverage;
use crate::study::meaning::{Key, Meaning};
use crate::study::names::Names;

/// What all the labels of one cell say together.
#[derive(Default)]
pub(crate) struct Bindings {
    statistic: Option<Statistic>,
    test: Option<NamedTest>,
    variable: Option<Dimension>,
    outcome: Option<Dimension>,
    answer: Option<String>,
    event: Event,
    margins: Vec<Key>,
}

/// What a cell is about, and how it stands to the cells beside it.
#[derive(Clone, Debug)]
pub(crate) struct Bound {
    /// The statistic, if a label names it.
    pub statistic: Option<Statistic>,
    /// The test, if a label names it.
    pub test: Option<NamedTest>,
    variable: Option<Dimension>,
    outcome: Option<Dimension>,
    pub event: Event,
    /// The variable whose level the event has.
    pub asked: Option<Dimension>,
    pub margin_of: Vec<Dimension>,
    pub part_of: Vec<(Dimension, bool)>,
}

impl Bindings {
    /// Adds what a label says. On a contradiction, what is bound twice.
    pub fn add(&mut self, meaning: &Meaning, names: &Names) -> Result<(), String> {
        let twice = match meaning {
            Meaning::Nothing => None,
            Meaning::Statistic(new) => {
                self.statistic.replace(*new).map(|old| format!("a statistic twice, `{old}` and `{new}`"))
            }
            Meaning::Test(new) => {
                self.test = Some(*new);
                None
            }
            Meaning::Variable(new) => self
                .variable
                .replace(*new)
                .map(|old| format!("a variable twice, `{}` and `{}`", names.name(old), names.name(*new))),
            Meaning::Outcome(new) => self
                .outcome
                .replace(*new)
                .map(|old| format!("an outcome twice, `{}` and `{}`", names.name(old), names.name(*new))),
            Meaning::Answer(new) => {
                self.answer.replace(new.clone()).map(|old| format!("a level twice, `{old}` and `{new}`"))
            }
            Meaning::Member(dimension, new) => self.add_member(*dimension, *new, names),
            Meaning::Margin(keys) => {
                self.margins.extend(keys);
                None
            }
            Meaning::Several(meanings) => return meanings.iter().try_for_each(|meaning| self.add(meaning, names)),
        };
        twice.map_or(Ok(()), Err)
    }

    fn add_member(&mut self, dimension: Dimension, new: Level, names: &Names) -> Option<String> {
        let old = self.event.level(dimension);
        self.event = self.event.with(dimension, new);
        let name = |level| names.level_name(dimension, level);
        old.map(|old| format!("`{}` twice, to `{}` and to `{}`", names.name(dimension), name(old), name(new)))
    }

    /// What the labels amount to.
    pub fn finish(mut self, names: &mut Names, coverage: &Coverage) -> Result<Bound, String> {
        let part_of = self.part_of(coverage);
        let asked = self.take_level(names)?;
        let Self { statistic, test, variable, outcome, event, .. } = self;
        let mut bound = Bound { statistic, test, variable, outcome, event, asked, margin_of: Vec::new(), part_of };
        for key in &self.margins {
            match key {
                Key::Of(dimension) if coverage.is_whole(*key, *dimension) => bound.margin_of.push(*dimension),
                Key::Level => bound.become_total(coverage, names),
                Key::Of(_) | Key::Statistic | Key::Variable | Key::Outcome | Key::Ignored => {}
            }
        }
        Ok(bound)
    }

    /// The dimensions whose levels are declared to be everybody, or those who answered, of which it has a level.
    fn part_of(&self, coverage: &Coverage) -> Vec<(Dimension, bool)> {
        let everybody = coverage.everybody.iter().map(|key| (key, false));
        let parts = everybody.chain(coverage.answered.iter().map(|key| (key, true)));
        let classified = parts.filter_map(|(key, answered)| match key {
            Key::Of(dimension) if self.event.level(*dimension).is_some() => Some((*dimension, answered)),
            _ => None,
        });
        let variable = self.variable.filter(|_| self.answer.is_some());
        let asked = variable.and_then(|of| coverage.of_variable(of).map(|answered| (of, answered)));
        classified.chain(asked).filter(|(dimension, _)| !coverage.overlap.contains(dimension)).collect()
    }

    /// Binds the level of a variable, if one is named. The variable is named then.
    fn take_level(&mut self, names: &mut Names) -> Result<Option<Dimension>, String> {
        let Some(label) = self.answer.take() else { return Ok(None) };
        let problem = || {
            format!(
                "the level `{label}`, but no variable that it is a level of; a row that stands under no heading is \
                 declared under `[variables]`, or as a level of its own under `[levels.NAME]`"
            )
        };
        let variable = self.variable.take().ok_or_else(problem)?;
        let level = names.level_printed(variable, &label);
        self.add_member(variable, level, names).map_or(Ok(Some(variable)), Err)
    }
}

impl Bound {
    /// The same where a row says which statistics its cells hold, whatever the header says.
    pub fn without_statistic(self) -> Self {
        Self { statistic: None, ..self }
    }

    /// What the number that a label states counts: of a variable, those who answered.
    pub fn answering(self) -> Self {
        match self.variable {
            Some(variable) => Self { event: self.event.with(variable, Level::ANSWERED), ..self },
            None => self,
        }
    }

    /// Makes a cell about a variable the total of all the rows of its levels: where some did not answer and one of the rows
    /// counts them, of everybody.
    fn become_total(&mut self, coverage: &Coverage, names: &Names) {
        let is_partial = |of: &Dimension| coverage.of_variable(*of) == Some(true);
        let counted = self.variable.filter(is_partial).filter(|variable| names.has_missing(*variable));
        self.become_margin(coverage);
        if let Some(variable) = counted {
            (self.event, self.asked) = (self.event.without(variable), None);
        }
    }

    /// Makes a cell about a variable the margin of its levels: of everybody, or of those who answered.
    fn become_margin(&mut self, coverage: &Coverage) {
        if let Some(variable) = self.variable.take() {
            if !coverage.overlaps(variable) {
                self.margin_of.push(variable);
            }
            if coverage.of_variable(variable) != Some(false) {
                self.event = self.event.with(variable, Level::ANSWERED);
                self.asked = Some(variable);
            }
        }
    }

    /// The same for one figure of the cell, which is of this statistic.
    pub fn about(&self, statistic: Statistic, coverage: &Coverage) -> Self {
        let mut about = Self { statistic: Some(statistic), ..self.clone() };
        if coverage.has_levels && matches!(statistic, Statistic::Count | Statistic::Share) {
            about.become_margin(coverage);
        }
        about
    }

    /// The quantity without its base; or what is missing.
    pub fn quantity(&self, names: &Names) -> Result<Quantity, String> {
        let statistic = match (self.statistic, self.variable) {
            (None, Some(variable)) => {
                return Err(format!("the variable `{}`, but no statistic of it", names.name(variable)));
            }
            (statistic, _) => statistic.unwrap_or(Statistic::Count),
        };
        if let (Statistic::Share, Some(variable)) = (statistic, self.variable) {
            return Err(format!(
                "a percentage of the variable `{0}`, but no level of it; if it counts those who said yes, \
                 say `bind = {{ level = \"yes\" }}`",
                names.name(variable)
            ));
        }
        let outcome = self.outcome.filter(|_| statistic.needs_variable() || statistic.is_of_test());
        let variable = outcome.or(self.variable);
        if statistic.needs_variable() && variable.is_none() {
            return Err(format!(
                "the statistic `{statistic}`, but no variable that it is of; declare the label under `[variables]`, or say \
                 `bind = {{ outcome = \"…\" }}`"
            ));
        }
        Ok(Quantity { statistic, variable, event: self.event.clone(), base: None, than: None })
    }
}
