//! What a table must be like for its manifest to make sense.

use rustc_hash::FxHashSet;

use crate::error::Error;
use crate::quantity::{Event, Statistic};
use crate::study::cells::{Reader, Used};
use crate::study::claim::Claim;
use crate::study::declaration::Context;
use crate::study::grid::{Cell, Grid};
use crate::study::layout::Layout;
use crate::study::manifest::TableEntry;
use crate::study::meaning::{Key, Label, Meaning};
use crate::study::names::tidy;
use crate::study::notation::Notation;
use crate::study::source::Source;
use crate::study::value::offset;

/// What helps where a label of the manifest is not found.
pub(crate) const AS_PRINTED: &str = "write it as the CSV file has it";

/// The table must have more than its stub and its header.
pub(crate) fn size(
    entry: &TableEntry,
    layout: &Layout,
    grid: &Grid,
    (file, manifest): (&Source, &Source),
) -> Result<(), Error> {
    let (rows, columns) = (layout.header.len(), layout.stub.len());
    let separator =
        grid.rows()[0][0].text.chars().find(|sign| matches!(sign, ';' | '\t')).filter(|_| grid.width() == 1);
    if let Some(separator) = separator {
        return Err(Error::new(file.name(), format!("the fields are separated by {separator:?}"))
            .at(1, 1)
            .help("save it with commas"));
    }
    let message = if grid.width() <= columns {
        format!("{} stub columns are declared, but the table has {} columns in all", columns, grid.width())
    } else if grid.rows().len() <= rows {
        format!("{} header rows are declared, but the table has {} rows in all", rows, grid.rows().len())
    } else {
        return Ok(());
    };
    Err(manifest.error(offset(&entry.stub), message))
}

/// What a base keeps must be bound by something in the table.
pub(crate) fn bases(entry: &TableEntry, claims: &[Claim], context: &Context) -> Result<(), Error> {
    let Some(written) = &entry.share_of else { return Ok(()) };
    let names = &context.names;
    let binds = |dimension| claims.iter().any(|claim| claim.quantity.event.level(dimension).is_some());
    let is_bound = |name: &str| names.find(name).is_some_and(binds);
    let is_known = |name: &&String| name.contains('=') || matches!(name.as_str(), "all" | "answered") || is_bound(name);
    match written.get_ref().0.iter().flat_map(|list| &list.0).find(|name| !is_known(name)) {
        None => Ok(()),
        Some(name) => {
            let bound = names.dimensions().filter(|dimension| binds(*dimension)).map(|dimension| names.name(dimension));
            let error = context.manifest.error(offset(written), format!("no label of this table binds `{name}`"));
            Err(error.nearest(name, bound.chain(["all", "answered"])))
        }
    }
}

/// A header that names a statistic stands above figures, not above labels.
pub(crate) fn stub(file: &Source, layout: &Layout, grid: &Grid) -> Result<(), Error> {
    let named =
        layout.stub.iter().enumerate().filter(|(_, keys)| !keys.contains(&Key::Statistic) && **keys != [Key::Ignored]);
    let last = &grid.rows()[layout.header.len() - 1];
    // A letter such as t may be a name just as well.
    let names_one = |cell: &&Cell| {
        Statistic::from_label(&cell.text).is_some_and(|named| !named.is_of_test() || named == Statistic::P)
    };
    match named.map(|(column, _)| &last[column]).find(names_one) {
        None => Ok(()),
        Some(cell) => {
            let message = format!("`{}` names a statistic, but stands above a stub column", cell.text.trim());
            Err(Error::new(file.name(), message).at(cell.line, cell.field).help("are fewer columns the stub?"))
        }
    }
}

/// The labels that the manifest names must be printed, in the stub or in the header.
pub(crate) fn labels(entry: &TableEntry, layout: &Layout, grid: &Grid, context: &Context) -> Result<(), Error> {
    let (header, stub) = (entry.header.get_ref().0.len(), entry.stub.get_ref().0.len());
    let (head, body) = grid.rows().split_at(header.min(grid.rows().len()));
    let labels = || head.iter().flatten().chain(body.iter().flat_map(|row| row.iter().take(stub)));
    let is_printed = |label: &str| labels().any(|printed| layout.prints(printed, &tidy(label)));
    let error = |label: &str, at: usize| {
        let error = context.manifest.error(at, format!("the table does not print the label `{label}`"));
        Err(error.help(AS_PRINTED).nearest(label, labels().map(|cell| cell.text.as_str())))
    };
    for (label, at) in
        entry.margins.iter().flat_map(|list| list.get_ref().0.iter().map(move |label| (label, offset(list))))
    {
        if !is_printed(label) {
            return error(label, at);
        }
    }
    let ignored = entry.ignore.iter().flat_map(|list| list.get_ref().0.iter().map(move |label| (label, offset(list))));
    let notations = entry.cells_of.iter().map(|(label, notation)| (label, offset(notation)));
    let bases = entry.bases.iter().map(|(label, bases)| (label, offset(bases)));
    let bindings = entry.labels.iter().map(|(label, bindings)| (label, offset(bindings)));
    for (label, at) in ignored.chain(notations).chain(bases).chain(bindings) {
        if !context.names.declares_variable(label) && !is_printed(label) {
            return error(label, at);
        }
    }
    Ok(())
}

/// What is said of certain cells must be said of some.
pub(crate) fn effects(entry: &TableEntry, reader: &Reader) -> Result<(), Error> {
    let unused = unused_notation(entry, reader).or_else(|| unused_base(entry, reader));
    unused.or_else(|| unused_decimals(entry, reader)).map_or(Ok(()), Err)
}

fn unused_notation(entry: &TableEntry, reader: &Reader) -> Option<Error> {
    let layout = reader.layout;
    let is_used = |notation: &Notation| reader.used.contains(&Used::Notation(notation.clone()));
    if let Some(cells) = entry.cells.as_ref().filter(|_| !layout.cells.is_empty() && !layout.cells.iter().any(is_used))
    {
        let message = "no cell is read by `cells`: all have their statistic from their labels";
        let error = reader.manifest.error(offset(cells), message);
        return Some(error.help("the notation of certain rows or columns is declared with `cells-of`"));
    }
    let mut of_labels = entry.cells_of.iter().zip(&layout.cells_of);
    let ((label, written), (_, notation)) = of_labels.find(|(_, (_, notation))| !is_used(notation))?;
    let message = format!("no cell beside or under `{label}` is read as `{}`", notation.text());
    let error = reader.manifest.error(offset(written), message);
    Some(error.help("its cells are blank, ignored, or have their statistic from a header"))
}

fn unused_base(entry: &TableEntry, reader: &Reader) -> Option<Error> {
    let error = |at: usize, message: &str| reader.manifest.error(at, message);
    let unused = |(at, _): &(usize, _)| !reader.used.contains(&Used::Bases(*at));
    if let Some((_, (label, written))) = entry.bases.iter().enumerate().find(unused) {
        return Some(error(offset(written), &format!("no percentage stands beside or under `{label}`")));
    }
    if reader.used.iter().any(|used| matches!(used, Used::ShareOf | Used::Bases(_))) {
        return None;
    }
    let of_base = entry.share_of.as_ref().map(|written| {
        error(offset(written), "the table has no percentages that would be shares of it")
            .help("percentages are declared with `cells = \"n (%)\"`, or by a header of the key `statistic`")
    });
    let weighted = entry.weighted.as_ref().filter(|_| entry.is_weighted());
    of_base.or(weighted.map(|at| error(offset(at), "the table has no percentages that would be weighted")))
}

fn unused_decimals(entry: &TableEntry, reader: &Reader) -> Option<Error> {
    let mut decimals = entry.decimals.iter().zip(&reader.decimals);
    let ((name, written), _) = decimals.find(|(_, known)| !reader.used.contains(&Used::Decimals(known.0)))?;
    Some(reader.manifest.error(offset(written), format!("the table has no figure of the statistic `{name}`")))
}

/// What is said of the levels of a variable, or of a classification, must be said of some that the table has.
pub(crate) fn coverage(entry: &TableEntry, claims: &[Claim], blanks: &[Event], context: &Context) -> Result<(), Error> {
    let names = &context.names;
    let is_met = |of| {
        let is_of = |claim: &Claim| claim.quantity.event.level(of).is_some() || claim.quantity.variable == Some(of);
        claims.iter().any(is_of) || blanks.iter().any(|event| event.level(of).is_some())
    };
    for written in [&entry.partition, &entry.partial, &entry.overlap].into_iter().flatten() {
        let unmet = |name: &&String| names.find(name).is_some_and(|of| !is_met(of));
        if let Some(name) = written.get_ref().0.iter().find(unmet) {
            let message = format!("no figure of this table is by `{name}`, or of it");
            return Err(context.manifest.error(offset(written), message));
        }
    }
    Ok(())
}

/// A margin is a total of something: one of the keys it is a margin of must have members in the table.
pub(crate) fn margins<'a>(
    file: &Source,
    labels: impl Iterator<Item = &'a Vec<Label<'a>>> + Clone,
) -> Result<(), Error> {
    let labels = labels.flatten();
    let meanings = labels.clone().flat_map(|label| match &label.meaning {
        Meaning::Several(meanings) => meanings.as_slice(),
        meaning => std::slice::from_ref(meaning),
    });
    let members = meanings.filter_map(|meaning| match *meaning {
        Meaning::Member(dimension, _) => Some(Key::Of(dimension)),
        Meaning::Answer(_) => Some(Key::Level),
        Meaning::Variable(_) => Some(Key::Variable),
        Meaning::Outcome(_) => Some(Key::Outcome),
        _ => None,
    });
    let members: FxHashSet<Key> = members.collect();
    let lonely = labels.clone().find(|label| match &label.meaning {
        Meaning::Margin(keys) => !keys.iter().any(|key| members.contains(key)),
        _ => false,
    });
    let Some(Label { cell, .. }) = lonely else { return Ok(()) };
    let label = cell.text.trim();
    let message = format!("`{label}` is a margin, but the table has no levels that it would be the total of");
    Err(Error::new(file.name(), message)
        .at(cell.line, cell.field)
        .help("if it is a level like any other, say `margins = []`"))
}
