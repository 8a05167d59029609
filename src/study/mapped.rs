//! From `[data]` of a manifest to the dimensions and levels of a study.

use toml::Spanned;

use crate::error::Error;
use crate::quantity::{Dimension, Level};
use crate::study::Study;
use crate::study::condition::Test;
use crate::study::data::{ColumnEntry, DataEntry, LevelTest};
use crate::study::mapping::{Clause, Coded, Mapped, Mapping, Named};
use crate::study::value::{OneOrMany, Printed, offset};

impl Study {
    /// Reads what the manifest says of data files; its names must be those of something printed.
    pub(super) fn read_mapping(&self, entry: &DataEntry) -> Result<Mapping, Error> {
        let usual = Mapping::default();
        let columns = entry.columns.iter().map(|(name, column)| self.mapped(name, column)).collect::<Result<_, _>>()?;
        let filter = entry.filter.iter();
        let filter =
            filter.map(|(name, test)| self.clause(name, test.get_ref(), offset(test))).collect::<Result<_, _>>()?;
        let decimal = entry.decimal.as_ref().map_or(Ok('.'), |decimal| match decimal.get_ref() {
            sign @ ('.' | ',') => Ok(*sign),
            sign => Err(self.sources[0]
                .error(offset(decimal), format!("{sign:?} cannot be a decimal sign"))
                .help("`.` and `,` can")),
        })?;
        let weight = entry.weight.as_ref().map(|name| Named { name: name.get_ref().clone(), at: offset(name) });
        if let Some(Named { at, .. }) = weight.as_ref().filter(|_| !self.claims.iter().any(|claim| claim.weighted)) {
            let error = self.sources[0].error(*at, "no percentages are weighted");
            return Err(error.help("say of which table they are: `weighted = true`"));
        }
        Ok(Mapping { columns, filter, weight, missing: entry.missing.as_ref().map_or(usual.missing, texts), decimal })
    }

    fn mapped(&self, name: &str, entry: &Spanned<ColumnEntry>) -> Result<Mapped, Error> {
        let at = offset(entry);
        let known = self.names.dimensions().map(|dimension| self.names.name(dimension));
        let unknown = || self.sources[0].error(at, format!("no dimension or variable is called `{name}`"));
        let dimension = self.names.find(name).ok_or_else(|| unknown().nearest(name, known))?;
        let ColumnEntry { column, levels, missing } = entry.get_ref();
        let levels =
            levels.iter().map(|(level, test)| self.coded(dimension, level, test)).collect::<Result<Vec<_>, _>>()?;
        let by_others = |coded: &(Level, Coded)| matches!(coded.1, Coded::Others(_));
        let of_others = levels.iter().filter(|coded| by_others(coded)).count();
        if of_others > 0 && (column.is_some() || of_others < levels.len()) {
            let message = format!("some levels of `{name}` are told by its own column, and some by others");
            return Err(self.sources[0].error(at, message).help("tell all of them by the one or by the others"));
        }
        // Whoever codes levels and names no column means the one that is called as the dimension.
        let own = || column.clone().unwrap_or_else(|| self.names.name(dimension).to_owned());
        let column = (of_others == 0).then(|| Named { name: own(), at });
        Ok(Mapped { dimension, column, levels, missing: missing.as_ref().map(texts) })
    }

    fn coded(&self, dimension: Dimension, name: &str, test: &Spanned<LevelTest>) -> Result<(Level, Coded), Error> {
        let (at, names) = (offset(test), &self.names);
        let error = |message: String| self.sources[0].error(at, message);
        let known = || names.levels(dimension).map(|level| names.level_name(dimension, level));
        let level = names.find_level(dimension, name).ok_or_else(|| {
            error(format!("`{}` has no level `{name}`", names.name(dimension))).nearest(name, known())
        })?;
        if !names.made_of(dimension, level).is_empty() {
            return Err(error(format!("`{name}` is made of other levels")).help("say what these are in the data"));
        }
        let coded = match test.get_ref() {
            LevelTest::Own(texts) => Coded::Own(Test::read(texts).map_err(error)?),
            // No column at all is everybody.
            LevelTest::Others(columns) => {
                let clauses = columns.iter().map(|(column, test)| self.clause(column, test, at));
                Coded::Others(clauses.collect::<Result<_, _>>()?)
            }
        };
        Ok((level, coded))
    }

    fn clause(&self, column: &str, test: &OneOrMany<Printed>, at: usize) -> Result<Clause, Error> {
        let test = Test::read(&texts(test)).map_err(|complaint| self.sources[0].error(at, complaint))?;
        Ok(Clause { column: Named { name: column.to_owned(), at }, test })
    }
}

fn texts(list: &OneOrMany<Printed>) -> Vec<String> {
    list.0.iter().map(|text| text.0.clone()).collect()
}
