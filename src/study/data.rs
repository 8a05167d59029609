//! `[data]` of a manifest: what the columns of a file of real respondents are called, and how they are coded.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use crate::error::Error;
use crate::quantity::{Dimension, Level};
use crate::study::Study;
use crate::study::condition::Test;
use crate::study::value::{OneOrMany, Printed, offset};

/// What is written there.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct DataEntry {
    /// The column of each dimension and variable that is not called as it is.
    #[serde(default)]
    pub columns: IndexMap<String, Spanned<ColumnEntry>>,
    /// What columns have to be for a row to be a respondent of the study.
    #[serde(default)]
    pub filter: IndexMap<String, Spanned<OneOrMany<Printed>>>,
    /// The column of weights, for percentages that are weighted.
    pub weight: Option<Spanned<String>>,
    /// What stands for no answer.
    pub missing: Option<OneOrMany<Printed>>,
    /// The decimal sign of numbers.
    pub decimal: Option<Spanned<char>>,
}

/// A column by its name, or with how it is coded.
#[derive(Default)]
pub(crate) struct ColumnEntry {
    column: Option<String>,
    levels: IndexMap<String, Spanned<LevelTest>>,
    missing: Option<OneOrMany<Printed>>,
}

impl<'de> Deserialize<'de> for ColumnEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            column: Option<String>,
            #[serde(default)]
            levels: IndexMap<String, Spanned<LevelTest>>,
            missing: Option<OneOrMany<Printed>>,
        }
        struct Entry;
        impl<'de> Visitor<'de> for Entry {
            type Value = ColumnEntry;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the name of a column, or `{ column = …, levels = { … }, missing = … }`")
            }
            fn visit_str<E>(self, column: &str) -> Result<ColumnEntry, E> {
                Ok(ColumnEntry { column: Some(column.to_owned()), ..ColumnEntry::default() })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ColumnEntry, A::Error> {
                let Full { column, levels, missing } = Full::deserialize(MapAccessDeserializer::new(map))?;
                Ok(ColumnEntry { column, levels, missing })
            }
        }
        deserializer.deserialize_any(Entry)
    }
}

/// What a level is in the data: texts or bounds of its dimension's column, or what other columns have to be.
enum LevelTest {
    Own(Vec<String>),
    Others(IndexMap<String, OneOrMany<Printed>>),
}

impl<'de> Deserialize<'de> for LevelTest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entry;
        impl<'de> Visitor<'de> for Entry {
            type Value = LevelTest;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text, a list of texts, a comparison such as `>= 30 and < 50`, or `{ column = text }`")
            }
            fn visit_str<E>(self, text: &str) -> Result<LevelTest, E> {
                Ok(LevelTest::Own(vec![text.to_owned()]))
            }
            fn visit_i64<E>(self, number: i64) -> Result<LevelTest, E> {
                Ok(LevelTest::Own(vec![number.to_string()]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<LevelTest, A::Error> {
                let list: Vec<Printed> = Vec::deserialize(SeqAccessDeserializer::new(list))?;
                Ok(LevelTest::Own(list.into_iter().map(|text| text.0).collect()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LevelTest, A::Error> {
                IndexMap::deserialize(MapAccessDeserializer::new(map)).map(LevelTest::Others)
            }
        }
        deserializer.deserialize_any(Entry)
    }
}

/// How respondents of a data file become those of a study. Columns are names that are looked up in the file.
#[derive(Clone, Debug)]
pub(crate) struct Mapping {
    pub columns: Vec<Mapped>,
    pub filter: Vec<Clause>,
    pub weight: Option<Named>,
    pub missing: Vec<String>,
    pub decimal: char,
}

/// The name of a column, and where the manifest has it.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub name: String,
    pub at: usize,
}

/// What a column has to be.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    pub column: Named,
    pub test: Test,
}

/// Where a dimension is found.
#[derive(Clone, Debug)]
pub(crate) struct Mapped {
    pub dimension: Dimension,
    /// In this column; in none, where other columns decide on each level.
    pub column: Option<Named>,
    pub levels: Vec<(Level, Coded)>,
    pub missing: Option<Vec<String>>,
}

/// What a level is.
#[derive(Clone, Debug)]
pub(crate) enum Coded {
    Own(Test),
    Others(Vec<Clause>),
}

/// What stands for no answer, unless the manifest says otherwise.
const MISSING: [&str; 4] = ["", "NA", "NaN", "."];

impl Default for Mapping {
    fn default() -> Self {
        let missing = MISSING.map(str::to_owned).into();
        Self { columns: Vec::new(), filter: Vec::new(), weight: None, missing, decimal: '.' }
    }
}

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
            LevelTest::Others(columns) if columns.is_empty() => return Err(error(format!("nothing tells `{name}`"))),
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

    /// How respondents of a data file become those of the study.
    pub(crate) fn mapping(&self) -> &Mapping {
        &self.mapping
    }
}

fn texts(list: &OneOrMany<Printed>) -> Vec<String> {
    list.0.iter().map(|text| text.0.clone()).collect()
}
