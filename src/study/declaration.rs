//! What the manifest declares of a table, resolved: its layout, and the decimals of its figures.

use std::rc::Rc;

use rustc_hash::FxHashMap as HashMap;
use toml::Spanned;

use crate::error::Error;
use crate::inference::NamedTest;
use crate::number::{Rational, Rounding};
use crate::quantity::{Dimension, Level, Statistic};
use crate::study::grid::{Cell, Grid};
use crate::study::layout::{Layout, Margins};
use crate::study::manifest::{Labels, StudyEntry, TableEntry};
use crate::study::meaning::{Key, Meaning};
use crate::study::names::{Names, tidy};
use crate::study::notation::Notation;
use crate::study::numbers::Numbers;
use crate::study::source::Source;
use crate::study::value::{OneOrMany, offset};
use crate::study::vocabulary::no_statistic;

/// What of the study the reading of one table needs.
pub(crate) struct Context<'a> {
    pub manifest: &'a Source,
    pub sources: &'a [Source],
    pub rounding: Rounding,
    /// The level of significance.
    pub alpha: &'a Rational,
    pub study: &'a StudyEntry,
    pub statistics: &'a [(String, Statistic)],
    pub answers: &'a [(String, String)],
    pub labels: &'a Labels,
    pub names: &'a mut Names,
    /// The cells of each file that was read: there may be several tables in it.
    pub grids: &'a mut HashMap<String, Rc<Grid>>,
}

impl Context<'_> {
    /// The dimensions of which the study says that they are not known of everybody.
    pub fn partly_known(&self) -> Vec<Dimension> {
        let names = self.study.partial.iter().flat_map(|names| &names.get_ref().0);
        names.filter_map(|name| self.names.find(name)).collect()
    }
}

/// The keys of each stub column, or of each header row.
type KeyLists = Vec<Vec<Key>>;

/// The most labels that may bind one cell.
const MAX_KEYS: usize = 12;

/// The keys of the table's labels, its margins, and how its cells are written.
pub(crate) fn layout(entry: &TableEntry, context: &mut Context) -> Result<Layout, Error> {
    let (stub, header) = keys(entry, context)?;
    let headings = entry.headings.iter().map(|names| key_list(&names.get_ref().0, offset(names), context));
    let headings = headings.collect::<Result<Vec<_>, _>>()?.concat();
    let mut layout = Layout {
        stub,
        header,
        headings,
        bound: Vec::new(),
        margins: match &entry.margins {
            Some(labels) => Margins::Declared(labels.get_ref().0.iter().map(|label| tidy(label)).collect()),
            None => Margins::Usual,
        },
        statistics: context.statistics.to_vec(),
        numbers: numbers(entry, context)?,
        cells: notations(entry, context)?,
        cells_of: notations_of_labels(entry, context)?,
        ignored: entry.ignore.iter().flat_map(|labels| &labels.get_ref().0).map(|label| tidy(label)).collect(),
        answers: context.answers.to_vec(),
        labels: Vec::new(),
        places: Vec::new(),
        counting: (Vec::new(), Vec::new()),
    };
    layout.bound = bound(entry, &layout, context)?;
    layout.labels = labels(entry, &layout, context)?;
    Ok(layout)
}

/// The keys of each stub column and of each header row.
fn keys(entry: &TableEntry, context: &mut Context) -> Result<(KeyLists, KeyLists), Error> {
    let (stub, header) = (key_lists(&entry.stub, context)?, key_lists(&entry.header, context)?);
    if stub.is_empty() || header.is_empty() || stub.len() + header.len() + entry.bind.len() > MAX_KEYS {
        let message = format!("a table has 1 or more stub columns and header rows, and {MAX_KEYS} keys at most");
        return Err(context.manifest.error(offset(&entry.stub), message));
    }
    Ok((stub, header))
}

fn numbers(entry: &TableEntry, context: &Context) -> Result<Numbers, Error> {
    let numbers = entry.numbers.clone().unwrap_or_else(|| context.study.numbers.clone());
    if matches!(numbers.decimal, '.' | ',' | '·' | '\'') {
        return Ok(numbers);
    }
    let message = format!("{:?} cannot be a decimal sign", numbers.decimal);
    Err(context.manifest.error(entry.at(), message).help("`.` and `,` can"))
}

fn notation(text: &str, at: usize, context: &Context) -> Result<Notation, Error> {
    Notation::parse(text).map_err(|problem| {
        let error = context.manifest.error(at, problem);
        match text.split_once('/') {
            Some((_, rest)) if !text.contains('(') && !rest.is_empty() => {
                let items = text.split('/').map(|item| format!("\"{}\"", item.trim())).collect::<Vec<_>>().join(", ");
                error.help(format!("cells that list levels are declared with `lists = {{ \"/\" = [{items}] }}`"))
            }
            _ => error,
        }
    })
}

fn notations(entry: &TableEntry, context: &Context) -> Result<Vec<Notation>, Error> {
    let Some(cells) = &entry.cells else { return Ok(Vec::new()) };
    cells.get_ref().0.iter().map(|text| notation(text, offset(cells), context)).collect()
}

fn notations_of_labels(entry: &TableEntry, context: &Context) -> Result<Vec<(String, Notation)>, Error> {
    let read = |(label, text): (&String, &Spanned<String>)| {
        Ok((tidy(label), notation(text.get_ref(), offset(text), context)?))
    };
    entry.cells_of.iter().map(read).collect()
}

/// What all cells of the table bind.
fn bound(entry: &TableEntry, layout: &Layout, context: &mut Context) -> Result<Vec<Meaning>, Error> {
    let mut bound = Vec::new();
    for (name, label) in &entry.bind {
        bound.extend(meanings(name, std::slice::from_ref(label.get_ref()), label, layout, context)?);
    }
    Ok(bound)
}

/// Labels that bind several keys: those of the table before those of the study.
fn labels(entry: &TableEntry, layout: &Layout, context: &mut Context) -> Result<Vec<(String, Vec<Meaning>)>, Error> {
    let mut labels = Vec::new();
    for (label, bindings) in entry.labels.iter().chain(context.labels) {
        let mut all = Vec::new();
        for (name, levels) in bindings.get_ref() {
            all.extend(meanings(name, &levels.0, bindings, layout, context)?);
        }
        labels.push((tidy(label), all));
    }
    Ok(labels)
}

/// What a label binds by one of its keys: a level of it, or, of a test, what the test compares.
pub(crate) fn meanings<T>(
    name: &str,
    levels: &[String],
    written: &Spanned<T>,
    layout: &Layout,
    context: &mut Context,
) -> Result<Vec<Meaning>, Error> {
    check_key(name, offset(written), context)?;
    if name == TEST {
        let test = |name: &String| {
            let error = || context.manifest.error(offset(written), format!("`{name}` is not a known test"));
            NamedTest::from_name(name).map(Meaning::Test).ok_or_else(|| error().nearest(name, NamedTest::names()))
        };
        return levels.iter().map(test).collect();
    }
    if name == IGNORE {
        let error = context.manifest.error(offset(written), "`ignore` is no key that a label binds something by");
        return Err(error.help("labels of rows and columns that are not read stand in the table's `ignore = [\"…\"]`"));
    }
    if name == BETWEEN {
        let compared = levels.iter().map(|name| Meaning::Member(context.names.dimension(name), Level::COMPARED));
        return Ok(compared.collect());
    }
    match levels {
        [level] => Ok(vec![meaning(name, level, written, layout, context)?]),
        _ => {
            let message = format!("{} levels of `{name}`, expected one", levels.len());
            Err(context.manifest.error(offset(written), message))
        }
    }
}

/// What a word of the manifest means as a label under one key.
fn meaning<T>(
    name: &str,
    label: &str,
    written: &Spanned<T>,
    layout: &Layout,
    context: &mut Context,
) -> Result<Meaning, Error> {
    let (line, field) = context.manifest.position(offset(written));
    let cell = Cell { text: label.to_owned(), span: written.span(), line, field };
    let keys = [key(name, context.names)];
    Ok(layout.label(context.manifest, context.names, &keys, &cell)?.meaning)
}

fn key_lists(lists: &Spanned<OneOrMany<OneOrMany<String>>>, context: &mut Context) -> Result<Vec<Vec<Key>>, Error> {
    lists.get_ref().0.iter().map(|list| key_list(&list.0, offset(lists), context)).collect()
}

fn key_list(list: &[String], at: usize, context: &mut Context) -> Result<Vec<Key>, Error> {
    let mut keys = Vec::new();
    for name in list {
        check_key(name, at, context)?;
        if name == BETWEEN {
            let error = context.manifest.error(at, "`between` is no key of a column or row of labels");
            return Err(error.help(
                "of which test it is said stands at its label: `[labels] p = { statistic = \"p\", between = \"arm\" }`",
            ));
        }
        keys.push(key(name, context.names));
    }
    Ok(keys)
}

/// The names of keys that are not dimensions.
const RESERVED: [&str; 7] = ["statistic", "variable", "level", "outcome", IGNORE, BETWEEN, TEST];

/// The key of a label of a p value that names its test.
const TEST: &str = "test";

/// The key of labels that say nothing.
const IGNORE: &str = "ignore";

/// The key of a label of a test that names what the test compares.
pub(crate) const BETWEEN: &str = "between";

/// A new dimension whose name is nearly that of a reserved key is an error.
fn check_key(name: &str, at: usize, context: &Context) -> Result<(), Error> {
    const SLIP: f64 = 0.8;
    if context.names.find(name).is_some() {
        return Ok(());
    }
    let meant = RESERVED.iter().find(|key| **key != name && strsim::normalized_damerau_levenshtein(key, name) >= SLIP);
    match meant {
        None => Ok(()),
        Some(key) => {
            Err(context.manifest.error(at, format!("`{name}` is not a key")).help(format!("did you mean `{key}`?")))
        }
    }
}

pub(crate) fn key(name: &str, names: &mut Names) -> Key {
    match name {
        "statistic" => Key::Statistic,
        "variable" => Key::Variable,
        "level" => Key::Level,
        "outcome" => Key::Outcome,
        IGNORE => Key::Ignored,
        _ => Key::Of(names.dimension(name)),
    }
}

/// The decimals that figures of a statistic have at least.
pub(crate) fn decimals(entry: &TableEntry, context: &Context) -> Result<Vec<(Statistic, u32)>, Error> {
    const MOST: u32 = 30;
    let read = |(name, decimals): (&String, &Spanned<u32>)| {
        let error = |message: String| context.manifest.error(offset(decimals), message);
        let statistic = Statistic::from_label(name).ok_or_else(|| no_statistic(name, &[], error))?;
        match decimals.get_ref() {
            decimals @ 0..=MOST => Ok((statistic, *decimals)),
            more => Err(error(format!("{more} decimals are too many: at most {MOST}"))),
        }
    };
    entry.decimals.iter().map(read).collect()
}
