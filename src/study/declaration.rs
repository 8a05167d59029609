//! What the manifest declares of a table, resolved: layout, coverage, bases, decimals.

use toml::Spanned;

use crate::error::Error;
use crate::inference::NamedTest;
use crate::number::{Rational, Rounding};
use crate::quantity::{Dimension, Event, Level, Statistic};
use crate::study::binding::{Bound, Coverage};
use crate::study::grid::Cell;
use crate::study::layout::{Key, Layout, Margins, Meaning};
use crate::study::manifest::TableEntry;
use crate::study::names::{Names, tidy};
use crate::study::notation::Notation;
use crate::study::numbers::Numbers;
use crate::study::source::Source;
use crate::study::value::{OneOrMany, offset};
use crate::study::vocabulary::no_statistic;
use indexmap::IndexMap;

/// What of the study the reading of one table needs.
pub(crate) struct Context<'a> {
    pub manifest: &'a Source,
    pub sources: &'a [Source],
    pub rounding: Rounding,
    /// The level of significance.
    pub alpha: &'a Rational,
    pub numbers: &'a Numbers,
    pub statistics: &'a [(String, Statistic)],
    pub answers: &'a [(String, String)],
    pub labels: &'a IndexMap<String, Spanned<IndexMap<String, OneOrMany<String>>>>,
    pub names: &'a mut Names,
}

/// The most labels that may bind one cell.
const MAX_KEYS: usize = 12;

/// A base of percentages: what it keeps of an event.
pub(crate) struct Base {
    kept: Vec<Dimension>,
    /// The levels that it has whatever the event.
    fixed: Vec<(Dimension, Level)>,
    /// Whether it is only those of whom the row's variable is known.
    answered: bool,
}

impl Base {
    fn of(&self, bound: &Bound, coverage: &Coverage) -> Event {
        let kept = bound.event.only(|dimension| self.kept.contains(&dimension));
        let kept = self.fixed.iter().fold(kept, |base, (dimension, level)| base.with(*dimension, *level));
        let asked = bound.asked.filter(|variable| self.answered && coverage.of_variable(*variable) != Some(false));
        match asked {
            Some(variable) => kept.with(variable, Level::ANSWERED),
            None => kept,
        }
    }
}

/// The first base that is more than the event itself; the event itself, of which it is 100 %, if there is none.
pub(crate) fn base(bound: &Bound, bases: &[Base], coverage: &Coverage) -> Event {
    let found = bases.iter().map(|base| base.of(bound, coverage)).find(|base| *base != bound.event);
    found.unwrap_or_else(|| bound.event.clone())
}

/// The keys of the table's labels, its margins, and how its cells are written.
pub(crate) fn layout(entry: &TableEntry, context: &mut Context) -> Result<Layout, Error> {
    let stub = key_lists(&entry.stub, context)?;
    let header = key_lists(&entry.header, context)?;
    let keys = stub.len() + header.len() + entry.bind.len();
    if stub.is_empty() || header.is_empty() || keys > MAX_KEYS {
        let message = format!("a table has 1 or more stub columns and header rows, and {MAX_KEYS} keys at most");
        return Err(context.manifest.error(offset(&entry.stub), message));
    }
    let margins = match &entry.margins {
        Some(labels) => Margins::Declared(labels.get_ref().0.iter().map(|label| tidy(label)).collect()),
        None => Margins::Usual,
    };
    let ignored = entry.ignore.iter().flat_map(|labels| &labels.get_ref().0).map(|label| tidy(label)).collect();
    let notation = |at: usize, text: &str| Notation::parse(text).map_err(|problem| context.manifest.error(at, problem));
    let cells = entry.cells.iter().flat_map(|cells| cells.get_ref().0.iter().map(move |text| (offset(cells), text)));
    let cells = cells.map(|(at, text)| notation(at, text)).collect::<Result<_, _>>()?;
    let cells_of =
        entry.cells_of.iter().map(|(label, text)| Ok((tidy(label), notation(offset(text), text.get_ref())?)));
    let cells_of = cells_of.collect::<Result<_, Error>>()?;
    let headings =
        entry.headings.iter().flat_map(|names| &names.get_ref().0).map(|name| key(name, context.names)).collect();
    let (bound, statistics) = (Vec::new(), context.statistics.to_vec());
    let numbers = entry.numbers.clone().unwrap_or_else(|| context.numbers.clone());
    if !matches!(numbers.decimal, '.' | ',' | '·' | '\'') {
        let message = format!("{:?} cannot be a decimal sign", numbers.decimal);
        return Err(context.manifest.error(offset(&entry.file), message).help("`.` and `,` can"));
    }
    let mut layout = Layout {
        stub,
        header,
        headings,
        bound,
        margins,
        statistics,
        numbers,
        cells,
        cells_of,
        ignored,
        answers: context.answers.to_vec(),
        labels: Vec::new(),
        places: Vec::new(),
    };
    for (label, bindings) in context.labels {
        let mut meanings = Vec::new();
        for (name, levels) in bindings.get_ref() {
            meanings.extend(bound_by_label(name, &levels.0, bindings, &layout, context)?);
        }
        layout.labels.push((tidy(label), meanings));
    }
    for (written, bindings) in &entry.columns {
        let fields = fields(written).ok_or_else(|| no_fields(written, offset(bindings), context))?;
        let mut meanings = Vec::new();
        for (name, levels) in bindings.get_ref() {
            meanings.extend(bound_by_label(name, &levels.0, bindings, &layout, context)?);
        }
        layout.places.push((fields, Meaning::Several(meanings)));
    }
    for (name, label) in &entry.bind {
        check_key(name, offset(label), context)?;
        let (line, column) = context.manifest.position(offset(label));
        let cell = Cell { text: label.get_ref().clone(), span: label.span(), line, field: column };
        let keys = [key(name, context.names)];
        let meaning = layout.label(context.manifest, context.names, &keys, &cell)?.meaning;
        layout.bound.push(meaning);
    }
    Ok(layout)
}

/// `2-3`, or one field alone.
fn fields(written: &str) -> Option<std::ops::RangeInclusive<usize>> {
    let (first, last) = written.split_once(['-', '–']).unwrap_or((written, written));
    let [first, last] = [first, last].map(|field| field.trim().parse::<usize>().ok());
    Some(first?..=last?).filter(|fields| *fields.start() > 0 && fields.start() <= fields.end())
}

fn no_fields(written: &str, at: usize, context: &Context) -> Error {
    context.manifest.error(at, format!("`{written}` are no columns")).help("write them as `\"2-3\"`, counted from 1")
}

/// What a label binds by one of its keys: a level of it, or, of a test, what the test compares.
fn bound_by_label<T>(
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
    if name == BETWEEN {
        let compared = levels.iter().map(|name| Meaning::Member(context.names.dimension(name), Level::COMPARED));
        return Ok(compared.collect());
    }
    let [level] = levels else {
        let message = format!("{} levels of `{name}`, expected one", levels.len());
        return Err(context.manifest.error(offset(written), message));
    };
    let (line, field) = context.manifest.position(offset(written));
    let cell = Cell { text: level.clone(), span: written.span(), line, field };
    let keys = [key(name, context.names)];
    Ok(vec![layout.label(context.manifest, context.names, &keys, &cell)?.meaning])
}

fn key_lists(lists: &Spanned<OneOrMany<OneOrMany<String>>>, context: &mut Context) -> Result<Vec<Vec<Key>>, Error> {
    let mut keys = Vec::new();
    for list in &lists.get_ref().0 {
        for name in &list.0 {
            check_key(name, offset(lists), context)?;
        }
        keys.push(list.0.iter().map(|name| key(name, context.names)).collect());
    }
    Ok(keys)
}

/// The names of keys that are not dimensions.
const RESERVED: [&str; 7] = ["statistic", "variable", "level", "outcome", "ignore", BETWEEN, TEST];

/// The key of a label of a p value that names its test.
const TEST: &str = "test";

/// The key of a label of a test that names what the test compares.
pub(crate) const BETWEEN: &str = "between";

/// A new dimension whose name is nearly that of a reserved key is a slip.
fn check_key(name: &str, at: usize, context: &Context) -> Result<(), Error> {
    const SLIP: f64 = 0.8;
    let slip = RESERVED.iter().find(|key| **key != name && strsim::normalized_damerau_levenshtein(key, name) >= SLIP);
    match slip.filter(|_| context.names.find(name).is_none()) {
        None => Ok(()),
        Some(key) => {
            Err(context.manifest.error(at, format!("`{name}` is not a key")).help(format!("did you mean `{key}`?")))
        }
    }
}

fn key(name: &str, names: &mut Names) -> Key {
    match name {
        "statistic" => Key::Statistic,
        "variable" => Key::Variable,
        "level" => Key::Level,
        "outcome" => Key::Outcome,
        "ignore" => Key::Ignored,
        _ => Key::Of(names.dimension(name)),
    }
}

/// Which levels of the table are everybody, which those who answered, and which overlap.
pub(crate) fn coverage(entry: &TableEntry, layout: &Layout, context: &mut Context) -> Result<Coverage, Error> {
    let used: Vec<Key> =
        layout.stub.iter().chain(&layout.header).flatten().copied().chain(layout.headings.iter().copied()).collect();
    let mut variables = Vec::new();
    let everybody =
        covering(entry, &entry.partition, &used, context, &mut |variable| variables.push((variable, false)))?;
    let answered = covering(entry, &entry.partial, &used, context, &mut |variable| variables.push((variable, true)))?;
    let overlap = match &entry.overlap {
        Some(names) => names.get_ref().0.iter().map(|name| find(name, names, context)).collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let has_levels = used.contains(&Key::Level) || entry.bind.contains_key("level");
    Ok(Coverage { everybody, answered, variables, overlap, has_levels })
}

fn covering(
    entry: &TableEntry,
    names: &Option<Spanned<OneOrMany<String>>>,
    used: &[Key],
    context: &mut Context,
    add_variable: &mut dyn FnMut(Dimension),
) -> Result<Vec<Key>, Error> {
    let Some(names) = names else { return Ok(Vec::new()) };
    let mut keys = Vec::new();
    for name in &names.get_ref().0 {
        let variable = context.names.find(name).filter(|found| !used.contains(&Key::Of(*found)));
        if let Some(variable) = variable {
            add_variable(variable);
            continue;
        }
        let found = key(name, context.names);
        if !used.contains(&found) || !matches!(found, Key::Level | Key::Of(_)) {
            let message = format!("no stub or header of this table binds levels of `{name}`");
            let written = entry.stub.get_ref().0.iter().chain(&entry.header.get_ref().0).flat_map(|list| &list.0);
            return Err(context.manifest.error(offset(names), message).nearest(name, written.map(|name| &**name)));
        }
        keys.push(found);
    }
    Ok(keys)
}

/// The bases of the table's percentages, in the order in which they are tried.
///
/// What binds all cells of the table limits its bases as well.
pub(crate) fn bases(entry: &TableEntry, layout: &Layout, context: &Context) -> Result<Vec<Base>, Error> {
    let everywhere = everywhere(layout);
    match &entry.share_of {
        Some(written) => read_bases(written, &everywhere, context),
        None => Ok(vec![Base { kept: everywhere, fixed: Vec::new(), answered: false }]),
    }
}

/// The bases of the percentages beside or under certain labels.
pub(crate) fn bases_of(
    entry: &TableEntry,
    layout: &Layout,
    context: &Context,
) -> Result<Vec<(String, Vec<Base>)>, Error> {
    let everywhere = everywhere(layout);
    let read = |(label, written): (&String, &Spanned<OneOrMany<OneOrMany<String>>>)| {
        Ok((tidy(label), read_bases(written, &everywhere, context)?))
    };
    entry.bases.iter().map(read).collect()
}

/// What binds all cells of the table.
fn everywhere(layout: &Layout) -> Vec<Dimension> {
    let members = layout.bound.iter().filter_map(|meaning| match meaning {
        Meaning::Member(dimension, _) => Some(*dimension),
        _ => None,
    });
    members.collect()
}

fn read_bases(
    written: &Spanned<OneOrMany<OneOrMany<String>>>,
    everywhere: &[Dimension],
    context: &Context,
) -> Result<Vec<Base>, Error> {
    let base = |list: &OneOrMany<String>| {
        let mut base = Base { kept: everywhere.to_vec(), fixed: Vec::new(), answered: false };
        for name in &list.0 {
            match name.split_once('=') {
                Some((dimension, level)) => {
                    base.fixed.push(find_level(dimension.trim(), level.trim(), written, context)?)
                }
                None if name == "answered" => base.answered = true,
                None if name == "all" => base.kept.clear(),
                None => base.kept.push(find(name, written, context)?),
            }
        }
        Ok(base)
    };
    written.get_ref().0.iter().map(base).collect()
}

fn find_level<T>(
    name: &str,
    level: &str,
    written: &Spanned<T>,
    context: &Context,
) -> Result<(Dimension, Level), Error> {
    let dimension = find(name, written, context)?;
    if level == "answered" {
        return Ok((dimension, Level::ANSWERED));
    }
    let known = context.names.levels(dimension).map(|level| context.names.level_name(dimension, level));
    let error = || context.manifest.error(offset(written), format!("`{name}` has no level `{level}`"));
    let level = context.names.find_level(dimension, level).ok_or_else(|| error().nearest(level, known))?;
    Ok((dimension, level))
}

fn find<T>(name: &str, written: &Spanned<T>, context: &Context) -> Result<Dimension, Error> {
    let names = &context.names;
    let known = names.dimensions().map(|dimension| names.name(dimension)).chain(["all", "answered"]);
    let error = || context.manifest.error(offset(written), format!("no dimension is called `{name}`"));
    names.find(name).ok_or_else(|| error().nearest(name, known))
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
