//! `[data]` of a manifest: what the columns of a file of real respondents are called, and how they are coded.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use crate::study::value::{OneOrMany, Printed};

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
    pub column: Option<String>,
    pub levels: IndexMap<String, Spanned<LevelTest>>,
    pub missing: Option<OneOrMany<Printed>>,
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
pub(crate) enum LevelTest {
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
