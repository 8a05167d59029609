//! What the manifest declares before any table is read: variables, levels, statistics, the level of significance.

use toml::Spanned;

use crate::error::Error;
use crate::inference::Criteria;
use crate::number::{Figure, FigureError, Qualifier, Rational};
use crate::quantity::Statistic;
use crate::sample::Scale;
use crate::study::manifest::{LevelEntries, Manifest, VariableEntry};
use crate::study::names::{Names, key, tidy};
use crate::study::source::Source;
use crate::study::value::{OneOrMany, Printed, offset};

/// The significance level.
pub(crate) fn alpha(written: Option<&Spanned<Printed>>, manifest: &Source) -> Result<Rational, Error> {
    let Some(written) = written else { return Ok(Criteria::default().alpha) };
    let Printed(text) = written.get_ref();
    let figure: Figure =
        text.parse().map_err(|error: FigureError| manifest.error(offset(written), error.to_string()))?;
    let alpha = figure.number().clone();
    let is_level = figure.qualifier() == Qualifier::Exactly && alpha > Rational::zero() && alpha < Rational::whole(1);
    match is_level {
        true => Ok(alpha),
        false => Err(manifest
            .error(offset(written), format!("`{text}` is no significance level"))
            .help("expected one such as `\".05\"`")),
    }
}

/// The values that a variable may have, or what is wrong with them.
fn scale(entry: &VariableEntry) -> Result<Scale, String> {
    let number = |printed: &Option<Printed>| {
        let figure = printed.as_ref().map(|printed| printed.0.parse::<Figure>()).transpose();
        figure.map(|figure| figure.map(|figure| figure.number().clone())).map_err(|error| error.to_string())
    };
    let (step, items, low, high) =
        (number(&entry.step)?, number(&entry.items)?, number(&entry.low)?, number(&entry.high)?);
    if let Some(step) = step.as_ref().filter(|step| **step <= Rational::zero()) {
        return Err(format!("a step of {step}, expected one above zero"));
    }
    let whole =
        |items: &Rational| items.to_i128().and_then(|items| u64::try_from(items).ok()).filter(|items| *items > 0);
    let items = match &items {
        None => 1,
        Some(items) => whole(items).ok_or_else(|| format!("{items} items, expected a whole number above zero"))?,
    };
    if items > 1 && step.is_none() {
        return Err("with `items`, the `step` of one item must be given".to_owned());
    }
    if low.is_some() && low > high && high.is_some() {
        let written = |printed: &Option<Printed>| printed.as_ref().map_or(String::new(), |printed| printed.0.clone());
        return Err(format!("`low` is {}, above `high`, which is {}", written(&entry.low), written(&entry.high)));
    }
    let scale = step.map_or_else(Scale::continuous, Scale::steps).items(items);
    Ok(scale.from(low).to(high))
}

/// The names that the manifest declares before any table is read.
pub(crate) fn declare(entries: &Manifest, manifest: &Source) -> Result<Names, Error> {
    let mut names = Names::default();
    for (name, entry) in &entries.variables {
        let variable = names.dimension(name);
        let awaited = entry.get_ref().printed.is_none().then(|| offset(entry));
        names.declare_variable(variable, name, awaited);
    }
    for (name, entry) in &entries.variables {
        let variable = names.dimension(name);
        let (at, entry) = (offset(entry), entry.get_ref());
        let taken =
            |label: &str| manifest.error(at, format!("the label `{label}` stands for another variable already"));
        for label in entry.printed.iter().flat_map(|OneOrMany(labels)| labels) {
            names.declare_variable(variable, label, Some(at)).then_some(()).ok_or_else(|| taken(label))?;
        }
        let scale = scale(entry).map_err(|message| manifest.error(at, format!("`{name}`: {message}")))?;
        names.describe(variable, entry.unit.clone(), scale);
    }
    for (name, levels) in entries.levels.iter().filter(|(name, _)| *name != ANY_VARIABLE) {
        let dimension = names.dimension(name);
        for (level, entry) in &levels.get_ref().0 {
            let at = offset(entry);
            let taken = |label: &str| taken(name, label, at, levels.get_ref(), manifest);
            let known = names.declare_level(dimension, level).ok_or_else(|| taken(level))?;
            if entry.get_ref().is_bare() {
                names.declare_unprinted(dimension, known);
            }
            for label in &entry.get_ref().printed {
                names.declare_label(dimension, known, label, at).then_some(()).ok_or_else(|| taken(label))?;
            }
        }
        for (level, entry) in levels.get_ref().0.iter().filter(|(_, entry)| !entry.get_ref().of.is_empty()) {
            let at = offset(entry);
            let parts = entry.get_ref().of.iter().map(|part| names.level_declared(dimension, part, at)).collect();
            if let Some(whole) = names.find_level(dimension, level) {
                names.compose(dimension, whole, parts);
            }
        }
        for (level, entry) in &levels.get_ref().0 {
            let whole = names.find_level(dimension, level);
            if whole.is_some_and(|whole| names.is_too_deep(dimension, whole)) {
                let message =
                    format!("`{level}` is made of itself, or of levels nested more than {} deep", Names::DEEPEST);
                return Err(manifest.error(offset(entry), message));
            }
        }
    }
    Ok(names)
}

/// What a label that is declared for two levels stood for already, and where.
fn taken(name: &str, label: &str, at: usize, levels: &LevelEntries, manifest: &Source) -> Error {
    let is_it = |known: &str| key(known) == key(label);
    let mut all = levels.0.iter();
    let first = all.find(|(level, entry)| is_it(level) || entry.get_ref().printed.iter().any(|known| is_it(known)));
    let Some((level, entry)) = first else { return manifest.error(at, format!("`{label}` is declared already")) };
    let (line, column) = manifest.position(offset(entry));
    let message = format!("`{label}` is the level `{level}` of `{name}` already, which is declared at {line}:{column}");
    manifest.error(at, message).help("each level is declared once, with labels of its own")
}

/// The name under which the manifest declares labels of levels that many variables have.
pub(crate) const ANY_VARIABLE: &str = "level";

/// The labels of levels that many variables have, with the levels' names.
pub(crate) fn answers(entries: &Manifest) -> Vec<(String, String)> {
    let levels = entries.levels.get(ANY_VARIABLE).into_iter().flat_map(|levels| &levels.get_ref().0);
    let labels = levels.flat_map(|(name, entry)| entry.get_ref().printed.iter().map(move |label| (label, name)));
    labels.map(|(label, name)| (tidy(label), name.clone())).collect()
}

/// The error that a name is none of a statistic, nor one of those that are only valid here.
pub(crate) fn no_statistic(name: &str, others: &[&'static str], error: impl FnOnce(String) -> Error) -> Error {
    error(format!("`{name}` is not a known statistic"))
        .help("expected one such as `n`, `%`, `mean`, `sd`, `median` or `p`")
        .nearest(name, Statistic::labels().chain(others.iter().copied()))
}

/// The labels of statistics that only this study uses.
pub(crate) fn statistics(entries: &Manifest, manifest: &Source) -> Result<Vec<(String, Statistic)>, Error> {
    let mut statistics = Vec::new();
    for (name, labels) in &entries.statistics {
        let error = |message: String| manifest.error(offset(labels), message);
        let statistic = Statistic::from_label(name).ok_or_else(|| no_statistic(name, &[], error))?;
        statistics.extend(labels.get_ref().0.iter().map(|label| (tidy(label), statistic)));
    }
    Ok(statistics)
}
