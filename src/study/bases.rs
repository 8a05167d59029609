//! What the percentages of a table are shares of.

use toml::Spanned;

use crate::error::Error;
use crate::quantity::{Dimension, Event, Level};
use crate::study::binding::Bound;
use crate::study::coverage::Coverage;
use crate::study::declaration::Context;
use crate::study::layout::Layout;
use crate::study::manifest::TableEntry;
use crate::study::meaning::{Key, Meaning};
use crate::study::names::{Names, tidy};
use crate::study::value::{OneOrMany, offset};

/// Bases as the manifest writes them.
type Written = Spanned<OneOrMany<OneOrMany<String>>>;

/// A base of percentages: what it keeps of an event.
#[derive(Default)]
pub(crate) struct Base {
    kept: Vec<Dimension>,
    /// The levels that it has whatever the event.
    fixed: Vec<(Dimension, Level)>,
    /// Whether it is only those of whom the row's variable, or its classification, is known.
    answered: bool,
}

impl Base {
    fn of(&self, bound: &Bound, coverage: &Coverage, names: &Names) -> Event {
        let kept = bound.event.only(|dimension| self.kept.contains(&dimension));
        // Those whose answer is missing are no part of those who answered.
        let is_missing =
            |dimension| bound.event.level(dimension).is_some_and(|level| names.is_missing(dimension, level));
        let fixed = self.fixed.iter().filter(|(dimension, level)| *level != Level::ANSWERED || !is_missing(*dimension));
        let kept = fixed.fold(kept, |base, (dimension, level)| base.with(*dimension, *level));
        let answered = self.answered_in(bound, coverage);
        let answered = answered.filter(|dimension| !is_missing(*dimension));
        answered.fold(kept, |base, dimension| base.with(dimension, Level::ANSWERED))
    }

    /// The dimensions that are known of the base only.
    fn answered_in<'a>(&'a self, bound: &'a Bound, coverage: &'a Coverage) -> impl Iterator<Item = Dimension> + 'a {
        let is_partial = |of: &Dimension| coverage.of_variable(*of) != Some(false);
        let is_classified = |of: &Dimension| coverage.is_partly_known(*of) && !self.kept.contains(of);
        let classified = bound.event.bindings().iter().map(|binding| binding.0).filter(is_classified);
        let all = bound.asked.filter(is_partial).into_iter().chain(classified);
        all.filter(|_| self.answered)
    }
}

/// The first base that is more than the event itself; the event itself, of which it is 100 %, if there is none.
pub(crate) fn base(bound: &Bound, bases: &[Base], coverage: &Coverage, names: &Names) -> Event {
    let found = bases.iter().map(|base| base.of(bound, coverage, names)).find(|base| *base != bound.event);
    found.unwrap_or_else(|| bound.event.clone())
}

/// The bases of the table's percentages, in the order in which they are tried.
///
/// What binds all cells of the table limits its bases as well.
pub(crate) fn of_table(
    entry: &TableEntry,
    layout: &Layout,
    coverage: &Coverage,
    context: &Context,
) -> Result<Vec<Base>, Error> {
    let kept = everywhere(layout);
    match &entry.share_of {
        Some(written) => read(written, &kept, coverage, context),
        None => Ok(vec![Base { kept, ..Base::default() }]),
    }
}

/// The bases of the percentages beside or under certain labels.
pub(crate) fn of_labels(
    entry: &TableEntry,
    layout: &Layout,
    coverage: &Coverage,
    context: &Context,
) -> Result<Vec<(String, Vec<Base>)>, Error> {
    let kept = everywhere(layout);
    let one = |(label, written): (&String, &Written)| Ok((tidy(label), read(written, &kept, coverage, context)?));
    entry.bases.iter().map(one).collect()
}

/// What binds all cells of the table.
fn everywhere(layout: &Layout) -> Vec<Dimension> {
    let members = layout.bound.iter().filter_map(|meaning| match meaning {
        Meaning::Member(dimension, _) => Some(*dimension),
        _ => None,
    });
    members.collect()
}

fn read(written: &Written, kept: &[Dimension], coverage: &Coverage, context: &Context) -> Result<Vec<Base>, Error> {
    let base = |list: &OneOrMany<String>| {
        let mut base = Base { kept: kept.to_vec(), ..Base::default() };
        for name in &list.0 {
            match name.split_once('=') {
                Some((dimension, level)) => {
                    base.fixed.push(level_of(dimension.trim(), level.trim(), written, context)?)
                }
                None if name == "answered" => base.answered = can_be_answered(written, coverage, context)?,
                None if name == "all" => base.kept.clear(),
                None => base.kept.push(dimension_of(name, written, context)?),
            }
        }
        Ok(base)
    };
    written.get_ref().0.iter().map(base).collect()
}

/// Those who answered are those of whom some variable, or classification, is known: the table must have one.
fn can_be_answered(written: &Written, coverage: &Coverage, context: &Context) -> Result<bool, Error> {
    let is_classified = coverage.answered.iter().any(|key| matches!(key, Key::Of(_)));
    if coverage.has_levels || is_classified || !coverage.partly_known.is_empty() {
        return Ok(true);
    }
    let error = context.manifest.error(offset(written), "`answered` says of no classification that it is known");
    Err(error.help("say of which, as in `share-of = \"sex=answered\"`, or declare it with `partial = \"sex\"`"))
}

fn level_of(name: &str, level: &str, written: &Written, context: &Context) -> Result<(Dimension, Level), Error> {
    let dimension = dimension_of(name, written, context)?;
    if level == "answered" {
        return Ok((dimension, Level::ANSWERED));
    }
    let known = context.names.levels(dimension).map(|level| context.names.level_name(dimension, level));
    let error = || context.manifest.error(offset(written), format!("`{name}` has no level `{level}`"));
    let level = context.names.find_level(dimension, level).ok_or_else(|| error().nearest(level, known))?;
    Ok((dimension, level))
}

fn dimension_of(name: &str, written: &Written, context: &Context) -> Result<Dimension, Error> {
    let names = &context.names;
    let known = names.dimensions().map(|dimension| names.name(dimension)).chain(["all", "answered"]);
    let error = || context.manifest.error(offset(written), format!("no dimension is called `{name}`"));
    names.find(name).ok_or_else(|| error().nearest(name, known))
}
