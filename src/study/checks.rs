//! What a table must be like for its manifest to make sense.

use rustc_hash::FxHashSet;

use crate::error::Error;
use crate::quantity::Statistic;
use crate::study::claim::Claim;
use crate::study::declaration::Context;
use crate::study::grid::{Cell, Grid};
use crate::study::layout::{Key, Label, Layout, Meaning};
use crate::study::manifest::TableEntry;
use crate::study::names::tidy;
use crate::study::source::Source;
use crate::study::value::offset;

/// What helps where a label of the manifest is not found.
pub(crate) const AS_PRINTED: &str = "write it as the CSV file has it";

/// The table must have more than its stub and its header.
pub(crate) fn size(entry: &TableEntry, layout: &Layout, grid: &Grid, manifest: &Source) -> Result<(), Error> {
    let (rows, columns) = (layout.header.len(), layout.stub.len());
    let separator =
        grid.rows()[0][0].text.chars().find(|sign| matches!(sign, ';' | '\t')).filter(|_| grid.width() == 1);
    if let Some(separator) = separator {
        let name = entry.file.get_ref();
        return Err(Error::new(name, format!("the fields are separated by {separator:?}"))
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

/// The labels that the manifest names must be printed.
pub(crate) fn labels(entry: &TableEntry, layout: &Layout, grid: &Grid, context: &Context) -> Result<(), Error> {
    let labels = || grid.rows().iter().flatten().map(|cell| cell.text.as_str());
    let lists = [&entry.margins, &entry.ignore].into_iter().flatten();
    let listed = lists.flat_map(|list| list.get_ref().0.iter().map(move |label| (label, offset(list))));
    let notations = entry.cells_of.iter().map(|(label, notation)| (label, offset(notation)));
    let bases = entry.bases.iter().map(|(label, bases)| (label, offset(bases)));
    for (label, at) in listed.chain(notations).chain(bases) {
        if !context.names.declares_variable(label) && !labels().any(|printed| layout.prints(printed, &tidy(label))) {
            let error = context.manifest.error(at, format!("the table does not print the label `{label}`"));
            return Err(error.help(AS_PRINTED).nearest(label, labels()));
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
