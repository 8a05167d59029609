//! Which levels of a table are everybody, which those who answered, and which overlap.

use toml::Spanned;

use crate::error::Error;
use crate::quantity::Dimension;
use crate::study::declaration::{Context, key};
use crate::study::layout::Layout;
use crate::study::manifest::TableEntry;
use crate::study::meaning::{Key, Meaning};
use crate::study::value::{OneOrMany, offset};

/// Which keys' levels are, together, everybody, and which only those who answered.
#[derive(Debug, Default)]
pub(crate) struct Coverage {
    /// Levels that are all there are.
    pub everybody: Vec<Key>,
    /// Levels of those who answered: some may not have.
    pub answered: Vec<Key>,
    /// The same for the levels of single variables, whatever holds for the others; marked where only those who answered.
    pub variables: Vec<(Dimension, bool)>,
    /// Dimensions whose levels overlap.
    pub overlap: Vec<Dimension>,
    /// Whether the levels of all other variables overlap.
    pub all_overlap: bool,
    /// Dimensions of which the study says that they are not known of everybody.
    pub partly_known: Vec<Dimension>,
    /// Whether the table has levels of variables at all: then a count of a variable is the margin of its levels.
    pub has_levels: bool,
}

impl Coverage {
    /// Whether the levels of a variable are everybody (false) or those who answered (true), if they are a partition.
    pub fn of_variable(&self, variable: Dimension) -> Option<bool> {
        if self.overlaps(variable) {
            return None;
        }
        let own = self.variables.iter().find(|known| known.0 == variable).map(|known| known.1);
        let everybody = self.everybody.contains(&Key::Level).then_some(false);
        own.or(everybody).or(self.answered.contains(&Key::Level).then_some(true))
    }

    /// Whether a respondent may have several levels of a variable.
    pub fn overlaps(&self, variable: Dimension) -> bool {
        let is_apart = || self.variables.iter().any(|known| known.0 == variable);
        self.overlap.contains(&variable) || self.all_overlap && !is_apart()
    }

    /// Whether a margin is the sum of the levels beside it.
    pub fn is_whole(&self, key: Key, dimension: Dimension) -> bool {
        !self.answered.contains(&key) && !self.overlap.contains(&dimension)
    }

    /// Whether a classification is not known of everybody.
    pub fn is_partly_known(&self, dimension: Dimension) -> bool {
        self.answered.contains(&Key::Of(dimension)) || self.partly_known.contains(&dimension)
    }
}

/// What the manifest says of the levels of a table.
pub(crate) fn read(entry: &TableEntry, layout: &Layout, context: &mut Context) -> Result<Coverage, Error> {
    let used: Vec<Key> =
        layout.stub.iter().chain(&layout.header).chain([&layout.headings]).flatten().copied().collect();
    let is_level = |meaning: &Meaning| matches!(meaning, Meaning::Answer(_));
    let mut told = layout.labels.iter().flat_map(|(_, meanings)| meanings).chain(&layout.bound);
    let has_levels = used.contains(&Key::Level) || told.any(is_level);
    let mut coverage = Coverage { has_levels, partly_known: context.partly_known(), ..Coverage::default() };
    for (written, answered) in [(&entry.partition, false), (&entry.partial, true)] {
        let Some(written) = written else { continue };
        let (keys, variables) = covered(entry, written, &used, context)?;
        coverage.variables.extend(variables.into_iter().map(|variable| (variable, answered)));
        if answered { coverage.answered = keys } else { coverage.everybody = keys }
    }
    if let Some(written) = &entry.overlap {
        let (keys, variables) = covered(entry, written, &used, context)?;
        coverage.all_overlap = keys.contains(&Key::Level);
        coverage.overlap = keys.iter().filter_map(|key| if let Key::Of(of) = key { Some(*of) } else { None }).collect();
        coverage.overlap.extend(variables);
        check_overlap(&coverage, written, context)?;
    }
    Ok(coverage)
}

/// Levels do not divide the respondents and overlap at once.
fn check_overlap(coverage: &Coverage, written: &Spanned<OneOrMany<String>>, context: &Context) -> Result<(), Error> {
    let divided = coverage.everybody.iter().chain(&coverage.answered);
    let mut both = divided.filter(|key| match key {
        Key::Level => coverage.all_overlap,
        Key::Of(dimension) => coverage.overlap.contains(dimension),
        _ => false,
    });
    match both.next() {
        None => Ok(()),
        Some(_) => Err(context
            .manifest
            .error(offset(written), "these levels are said to overlap, and to be a `partition` or `partial` as well")
            .help("say one of them, or name single variables in `overlap`")),
    }
}

/// Keys that the table has levels of, and single variables, by their names or labels.
fn covered(
    entry: &TableEntry,
    written: &Spanned<OneOrMany<String>>,
    used: &[Key],
    context: &mut Context,
) -> Result<(Vec<Key>, Vec<Dimension>), Error> {
    let (mut keys, mut variables) = (Vec::new(), Vec::new());
    for name in &written.get_ref().0 {
        let variable = context.names.find(name).filter(|found| !used.contains(&Key::Of(*found)));
        if let Some(variable) = variable {
            variables.push(variable);
            continue;
        }
        let found = key(name, context.names);
        if !used.contains(&found) || !matches!(found, Key::Level | Key::Of(_)) {
            return Err(no_levels(entry, written, name, context));
        }
        keys.push(found);
    }
    Ok((keys, variables))
}

/// The error that a word is none of which the table has levels.
fn no_levels(entry: &TableEntry, written: &Spanned<OneOrMany<String>>, name: &str, context: &Context) -> Error {
    let error =
        context.manifest.error(offset(written), format!("no stub or header of this table binds levels of `{name}`"));
    match name {
        "variable" | "statistic" | "outcome" | "ignore" => error.help(format!(
            "`{name}` is the key of labels that have no levels; labels that divide the respondents have a key of your own, \
             as with `stub = \"sex\"` and `partition = \"sex\"`, or are levels of a variable, as with `partition = \"level\"`"
        )),
        _ => {
            let names = [&entry.stub, &entry.header].into_iter().flat_map(|list| &list.get_ref().0).flat_map(|list| &list.0);
            let names = names.filter(|name| !matches!(name.as_str(), "variable" | "statistic" | "outcome" | "ignore"));
            error.nearest(name, names.map(String::as_str))
        }
    }
}
