//! Which columns of a data file a study asks for.

use rustc_hash::FxHashSet as HashSet;

use crate::error::Error;
use crate::quantity::{Dimension, Level};
use crate::respondents::data::Data;
use crate::study::{Clause, Coded, Mapped, Named, Study};

/// What the manifest says of a dimension's column.
pub(super) fn mapped(study: &Study, dimension: Dimension) -> Option<&Mapped> {
    study.mapping().columns.iter().find(|mapped| mapped.dimension == dimension)
}

/// What a column of a dimension is called where the manifest does not say it: as the dimension, or as a table prints it.
pub(super) fn own_names(study: &Study, dimension: Dimension) -> Vec<String> {
    let names = study.names();
    let printed = names.printed_variable(dimension).map(str::to_owned);
    std::iter::once(names.name(dimension).to_owned()).chain(printed).collect()
}

/// What a column of values is called, where another one of the same name holds levels.
pub(super) fn value_name(study: &Study, dimension: Dimension) -> String {
    format!("{} (value)", study.names().name(dimension))
}

/// What a column is called that says of whom a level is true.
pub(super) fn member_name(study: &Study, dimension: Dimension, level: Level) -> String {
    format!("{}: {}", study.names().name(dimension), study.names().level_name(dimension, level))
}

/// The columns that conditions of the manifest are about.
fn clauses(study: &Study) -> impl Iterator<Item = &Clause> {
    let of_levels = study.mapping().columns.iter().flat_map(|mapped| &mapped.levels);
    let others = of_levels.flat_map(|(_, coded)| match coded {
        Coded::Others(clauses) => clauses.as_slice(),
        Coded::Own(_) => &[],
    });
    study.mapping().filter.iter().chain(others)
}

/// Whether a column may be asked for, by its name in small letters.
pub(super) fn wanted(study: &Study) -> HashSet<String> {
    let names = study.names();
    let mapping = study.mapping();
    let columns = mapping.columns.iter().filter_map(|mapped| mapped.column.as_ref()).chain(&mapping.weight);
    let mut wanted: HashSet<String> =
        columns.chain(clauses(study).map(|clause| &clause.column)).map(|named| named.name.to_lowercase()).collect();
    for dimension in names.dimensions() {
        wanted.extend(own_names(study, dimension).iter().map(|name| name.to_lowercase()));
        wanted.insert(value_name(study, dimension).to_lowercase());
        wanted.extend(names.levels(dimension).map(|level| member_name(study, dimension, level).to_lowercase()));
    }
    wanted
}

/// The column that the manifest names; it must be there.
pub(super) fn named(study: &Study, data: &Data, named: &Named) -> Result<usize, Error> {
    let missing = || {
        let error = study.sources()[0].error(named.at, format!("{} has no column `{}`", data.file, named.name));
        // Where a file has no header the names are somebody's answers, so only one that is like it is shown.
        let error = error.help("its first line names the columns");
        error.nearest(&named.name, data.names.iter().map(String::as_str))
    };
    data.find(std::slice::from_ref(&named.name)).ok_or_else(missing)
}
