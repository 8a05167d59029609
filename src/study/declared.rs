//! What the manifest declares must be met: labels are printed, names used, variables told.

use rustc_hash::FxHashSet as HashSet;
use toml::Spanned;

use crate::error::Error;
use crate::quantity::{Dimension, Level};
use crate::study::Study;
use crate::study::checks::AS_PRINTED;
use crate::study::declaration::BETWEEN;
use crate::study::identity::Identity;
use crate::study::manifest::{Bindings, Manifest};
use crate::study::names::tidy;
use crate::study::value::offset;
use crate::study::vocabulary::ANY_VARIABLE;

impl Study {
    /// An identity of variables that nothing is printed of would say nothing.
    pub(crate) fn check_identity(&self, identity: &Identity, at: usize) -> Result<(), Error> {
        match identity.terms.iter().find(|(_, variable)| !self.is_told(*variable)) {
            None => Ok(()),
            Some((_, variable)) => {
                let name = self.names.name(*variable);
                Err(self.sources[0].error(at, format!("no table prints a statistic of `{name}`")))
            }
        }
    }

    /// Names that the manifest declares and nothing uses are misspelt.
    pub(crate) fn check_names(&self, entries: &Manifest) -> Result<(), Error> {
        let bound = self.bound_dimensions();
        self.check_levels(entries, &bound)?;
        let of_tables = entries.tables.iter().flat_map(|table| table.labels.values().chain(table.at.values()));
        for bindings in entries.labels.values().chain(of_tables) {
            self.check_compared(bindings, &bound)?;
        }
        self.check_printed(entries)
    }

    /// The dimensions that something is printed by.
    fn bound_dimensions(&self) -> HashSet<Dimension> {
        let bindings = self.claims.iter().flat_map(|claim| claim.quantity.event.bindings());
        bindings.filter(|binding| binding.1 != Level::COMPARED).map(|binding| binding.0).collect()
    }

    /// Levels are declared of dimensions that something is printed by.
    fn check_levels(&self, entries: &Manifest, bound: &HashSet<Dimension>) -> Result<(), Error> {
        let is_bound = |name: &str| self.names.find(name).is_some_and(|dimension| bound.contains(&dimension));
        let mut declared = entries.levels.iter().filter(|(name, _)| *name != ANY_VARIABLE);
        let Some((name, levels)) = declared.find(|(name, _)| !is_bound(name)) else { return Ok(()) };
        let used = self.names.dimensions().filter(|dimension| bound.contains(dimension));
        let error = self.sources[0].error(offset(levels), format!("no table binds levels of `{name}`"));
        Err(error.nearest(name, used.map(|dimension| self.names.name(dimension))))
    }

    /// Labels that the manifest declares are printed by some table.
    fn check_printed(&self, entries: &Manifest) -> Result<(), Error> {
        let statistics = entries
            .statistics
            .values()
            .flat_map(|labels| labels.get_ref().0.iter().map(move |label| (label.as_str(), offset(labels))));
        let labels = entries.labels.iter().map(|(label, bindings)| (label.as_str(), offset(bindings)));
        let answers = entries.levels.get(ANY_VARIABLE).into_iter().flat_map(|levels| &levels.get_ref().0);
        let answers = answers
            .flat_map(|(_, entry)| entry.get_ref().printed.iter().map(move |label| (label.as_str(), offset(entry))));
        let unprinted = self.unprinted(statistics.chain(labels).chain(answers).collect());
        match self.names.unmet().or(unprinted) {
            None => Ok(()),
            Some((label, offset)) => {
                let error = self.sources[0].error(offset, format!("no table prints the label `{label}`"));
                Err(error.help(AS_PRINTED).nearest(label, self.cells()))
            }
        }
    }

    /// The text of each cell of each table.
    fn cells(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().flat_map(|table| table.grid.rows().iter().flatten()).map(|cell| cell.text.as_str())
    }

    /// The first of some labels, each with its place, that no cell has.
    fn unprinted<'l>(&self, mut labels: Vec<(&'l str, usize)>) -> Option<(&'l str, usize)> {
        if labels.is_empty() {
            return None;
        }
        labels.sort_by_key(|label| label.1);
        let cells: Vec<String> = self.cells().map(tidy).collect();
        let whole: HashSet<&str> = cells.iter().map(String::as_str).collect();
        let is_printed = |label: &str| whole.contains(label) || cells.iter().any(|cell| cell.contains(label));
        labels.into_iter().find(|(label, _)| !is_printed(&tidy(label)))
    }

    /// What tests compare must be dimensions that something is printed by.
    fn check_compared(&self, bindings: &Spanned<Bindings>, bound: &HashSet<Dimension>) -> Result<(), Error> {
        let names = bindings.get_ref().get(BETWEEN).into_iter().flat_map(|names| &names.0);
        let is_bound =
            |name: &&String| self.names.find(name).is_some_and(|known| bound.contains(&known) || self.is_told(known));
        let Some(stranger) = names.into_iter().find(|name| !is_bound(name)) else { return Ok(()) };
        let known = self.names.dimensions().filter(|dimension| bound.contains(dimension));
        let error = self.sources[0].error(offset(bindings), format!("no table prints anything by `{stranger}`"));
        Err(error.nearest(stranger, known.map(|dimension| self.names.name(dimension))))
    }

    /// Whether a statistic of a variable is printed.
    fn is_told(&self, variable: Dimension) -> bool {
        self.claims.iter().any(|claim| claim.quantity.variable == Some(variable))
    }
}
