//! Levels as a manifest writes them.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

use crate::study::value::{OneOrMany, Printed};

/// The printed labels of each level of a dimension; or only the names of levels, as a list.
#[derive(Default)]
pub(crate) struct LevelEntries(pub Vec<(String, Spanned<LevelEntry>)>);

impl<'de> Deserialize<'de> for LevelEntries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = LevelEntries;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("levels with their printed labels, or a list of levels")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<LevelEntries, A::Error> {
                let names: Vec<Spanned<String>> = Vec::deserialize(SeqAccessDeserializer::new(list))?;
                let entry =
                    |name: Spanned<String>| (name.get_ref().clone(), Spanned::new(name.span(), LevelEntry::default()));
                Ok(LevelEntries(names.into_iter().map(entry).collect()))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LevelEntries, A::Error> {
                let entries: IndexMap<_, _> = IndexMap::deserialize(MapAccessDeserializer::new(map))?;
                Ok(LevelEntries(entries.into_iter().collect()))
            }
        }
        deserializer.deserialize_any(Entries)
    }
}

/// The printed labels of a level, and the levels that it is made of if it is a subtotal.
#[derive(Default)]
pub(crate) struct LevelEntry {
    pub printed: Vec<String>,
    pub of: Vec<String>,
    /// How many respondents have it, as printed elsewhere than in a table.
    pub size: Option<String>,
}

impl<'de> Deserialize<'de> for LevelEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Full {
            printed: Option<OneOrMany<String>>,
            #[serde(default)]
            of: Vec<String>,
            size: Option<Printed>,
        }
        struct Entry;
        impl<'de> Visitor<'de> for Entry {
            type Value = LevelEntry;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a label, a list of labels, or `{ printed = …, of = […], size = … }`")
            }
            fn visit_str<E>(self, label: &str) -> Result<LevelEntry, E> {
                Ok(LevelEntry { printed: vec![label.to_owned()], of: Vec::new(), size: None })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<LevelEntry, A::Error> {
                let printed = Vec::deserialize(SeqAccessDeserializer::new(list))?;
                Ok(LevelEntry { printed, of: Vec::new(), size: None })
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LevelEntry, A::Error> {
                let Full { printed, of, size } = Full::deserialize(MapAccessDeserializer::new(map))?;
                let printed = printed.map(|labels| labels.0).unwrap_or_default();
                Ok(LevelEntry { printed, of, size: size.map(|size| size.0) })
            }
        }
        deserializer.deserialize_any(Entry)
    }
}
