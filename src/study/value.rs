//! Values as a manifest may write them.

use std::ops::{Range, RangeInclusive};

use serde::Deserialize;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, Error as _, SeqAccess, Unexpected, Visitor};
use toml::Spanned;

/// One value, or a list of them.
#[derive(Clone, Debug)]
pub(crate) struct OneOrMany<T>(pub Vec<T>);

impl<'de, T: Deserialize<'de> + FromText> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de> + FromText> Visitor<'de> for Either<T> {
            type Value = Vec<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a string or a list of strings")
            }
            fn visit_str<E>(self, text: &str) -> Result<Vec<T>, E> {
                Ok(vec![T::from_text(text)])
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Vec<T>, E> {
                let value = T::from_number(number);
                value.map(|value| vec![value]).ok_or_else(|| E::invalid_type(Unexpected::Signed(number), &self))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Vec<T>, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list))
            }
        }
        deserializer.deserialize_any(Either(std::marker::PhantomData)).map(Self)
    }
}

/// What a single string stands for in the place of a list.
pub(crate) trait FromText {
    fn from_text(text: &str) -> Self;

    /// The same of a number that is written without quotes, where that may be.
    fn from_number(_: i64) -> Option<Self>
    where
        Self: Sized,
    {
        None
    }
}

impl FromText for String {
    fn from_text(text: &str) -> Self {
        text.to_owned()
    }
}

impl FromText for Printed {
    fn from_text(text: &str) -> Self {
        Self(text.to_owned())
    }

    fn from_number(number: i64) -> Option<Self> {
        Some(Self(number.to_string()))
    }
}

impl FromText for OneOrMany<String> {
    fn from_text(text: &str) -> Self {
        Self(vec![text.to_owned()])
    }
}

/// A figure written as a whole number, or as a string where its digits matter: `141`, `"0.50"`.
pub(crate) struct Printed(pub String);

impl<'de> Deserialize<'de> for Printed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Printed;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number, or a figure as printed in quotes")
            }
            fn visit_i64<E>(self, number: i64) -> Result<Printed, E> {
                Ok(Printed(number.to_string()))
            }
            fn visit_str<E>(self, text: &str) -> Result<Printed, E> {
                Ok(Printed(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Text)
    }
}

/// The whole numbers from one to another: `[-1, 0]`, or `1` for those from -1 to 1.
pub(crate) struct Allowance(pub RangeInclusive<i64>);

impl<'de> Deserialize<'de> for Allowance {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const LARGEST: i64 = 1_000_000_000;
        struct Ends;
        impl<'de> Visitor<'de> for Ends {
            type Value = (i64, i64);
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number, or two in a list: `[low, high]`")
            }
            fn visit_i64<E>(self, number: i64) -> Result<(i64, i64), E> {
                Ok((number.saturating_neg(), number))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(i64, i64), A::Error> {
                match Vec::deserialize(SeqAccessDeserializer::new(list))?[..] {
                    [low, high] => Ok((low, high)),
                    ref other => Err(A::Error::invalid_length(other.len(), &self)),
                }
            }
        }
        let (low, high) = deserializer.deserialize_any(Ends)?;
        if low > high {
            return Err(D::Error::custom(format!(
                "an allowance from {low} to {high}, expected the lower number first"
            )));
        }
        if low < -LARGEST || high > LARGEST {
            return Err(D::Error::custom(format!(
                "an allowance from {low} to {high}, expected at most {LARGEST} each way"
            )));
        }
        Ok(Self(low..=high))
    }
}

/// The sign between the items of lists: `"/"`; or the sign with the items, in their order: `{ "/" = ["yes", "no"] }`.
pub(crate) struct Lists {
    pub sign: char,
    pub items: Vec<String>,
}

impl<'de> Deserialize<'de> for Lists {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Signs;
        impl<'de> Visitor<'de> for Signs {
            type Value = Lists;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a sign, or `{ \"/\" = [\"yes\", \"no\"] }`")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Lists, E> {
                sign(text).map(|sign| Lists { sign, items: Vec::new() })
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Lists, A::Error> {
                let entry: Option<(String, Vec<String>)> = map.next_entry()?;
                let (text, items) = entry.ok_or_else(|| A::Error::invalid_length(0, &self))?;
                match map.next_key::<String>()? {
                    None => sign(&text).map(|sign| Lists { sign, items }),
                    Some(_) => Err(A::Error::custom("more than one sign, expected one")),
                }
            }
        }
        deserializer.deserialize_any(Signs)
    }
}

fn sign<E: serde::de::Error>(text: &str) -> Result<char, E> {
    let mut signs = text.chars();
    let only = signs.next().filter(|_| signs.next().is_none());
    only.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &"a single sign"))
}

/// Where a value of the manifest begins.
pub(crate) fn offset<T>(value: &Spanned<T>) -> usize {
    let Range { start, .. } = value.span();
    start
}
