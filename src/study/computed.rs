//! Computed columns and rows: numbers that follow from others beside them.

use std::fmt;

use crate::error::Error;
use crate::quantity::{Dimension, Statistic};
use crate::study::Study;
use crate::study::claim::Claim;
use crate::study::equation::{Formula, sides};
use crate::study::tied::ComputedEntry;
use crate::study::value::offset;

/// A variable whose values are computed from those of others, such as `change = after - before`.
///
/// Of values that are no statistics of respondents, `cells = "value"`, any formula of `+`, `-`, `*`, `/` and brackets. A name that
/// is not one word stands in braces.
///
/// ```
/// let study = retally::Study::from_files("yields", [
///     ("study.toml", "
///         [study]
///         title = 'Yields'
///         [[computed]]
///         equation = 'loss = 100 - 100 * infested / healthy'
///         [[table]]
///         file = 'yields.csv'
///         stub = 'line'
///         header = 'variable'
///         cells = 'value'
///     "),
///     ("yields.csv", ",healthy,infested,loss\nA,15.5,5.2,66.4\nB,16.1,12.0,35.5\n"),
/// ])?;
/// let audit = study.audit();
/// assert_eq!(audit.findings().len(), 1);
/// assert_eq!(audit.findings()[0].reported, "35.5"); // 100 − 100 × 12.0 / 16.1 is 25.5
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    /// The equation as the manifest writes it.
    pub equation: String,
    /// What is computed.
    pub variable: Dimension,
    /// From what.
    pub formula: Formula,
    /// Of which table's columns or rows, an index into [`Study::tables`]; of all that print them, where that is not said.
    pub table: Option<usize>,
}

impl fmt::Display for Computed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.equation)
    }
}

impl Study {
    /// Reads an equation whose left side is a variable, with values of all its variables.
    pub(super) fn read_computed(&self, entry: &ComputedEntry) -> Result<Computed, Error> {
        let equation = entry.equation.get_ref();
        let error = |message: String| self.sources[0].error(offset(&entry.equation), message);
        let (left, formula) = sides(equation, &self.names, &error)?;
        let Formula::Variable(variable) = left else {
            return Err(error(format!("the left side of `{equation}` is not what is computed"))
                .help("write it like `change = after - before`"));
        };
        let mut variables = formula.variables();
        if variables.is_empty() {
            return Err(error(format!("`{equation}` computes `{}` from no variable", self.names.name(variable))));
        }
        variables.push(variable);
        let table = self.table_of(entry, variable)?;
        let has_values = |variable: &Dimension| self.claims.iter().any(|claim| is_value_of(claim, *variable));
        match variables.into_iter().find(|variable| !has_values(variable)) {
            Some(untold) => Err(error(format!("no table prints values of `{}`", self.names.name(untold)))
                .help("say of their cells that they are values, `cells = \"value\"`; statistics of respondents are tied by `[[identity]]`")),
            None => Ok(Computed { equation: equation.clone(), variable, formula, table }),
        }
    }

    /// The table that an equation is of: of those of that name the first that prints what is computed.
    fn table_of(&self, entry: &ComputedEntry, variable: Dimension) -> Result<Option<usize>, Error> {
        let Some(wanted) = &entry.table else { return Ok(None) };
        let names = || self.tables.iter().map(|table| table.name.as_str());
        let unknown = || {
            let message = format!("no table is called `{}`", wanted.get_ref());
            self.sources[0].error(offset(wanted), message).nearest(wanted.get_ref(), names())
        };
        let is_printed =
            |table: usize| self.claims.iter().any(|claim| claim.table == Some(table) && is_value_of(claim, variable));
        let called = || names().enumerate().filter(|(_, name)| name == wanted.get_ref()).map(|(table, _)| table);
        let found = called().find(|table| is_printed(*table)).or_else(|| called().next());
        found.map(Some).ok_or_else(unknown)
    }
}

fn is_value_of(claim: &Claim, variable: Dimension) -> bool {
    claim.quantity.statistic == Statistic::Value && claim.quantity.variable == Some(variable)
}
