//! What a key of a manifest may be set to.

use crate::number::Rounding;
use toml::Value as Toml;

/// A value of a key: a text, a whole number, yes or no, or a list of them.
///
/// Figures are texts, as printed; there is no floating-point number among the values. The setters take anything that can be
/// turned into one:
///
/// ```
/// use retally::builder::Value;
/// assert_eq!(Value::from("year").to_string(), "\"year\"");
/// assert_eq!(Value::from(["year", "all"]).to_string(), "[\"year\", \"all\"]");
/// assert_eq!(Value::from([-1, 0]).to_string(), "[-1, 0]");
/// assert_eq!(Value::from(vec![Value::from(["arm", "statistic"])]).to_string(), "[[\"arm\", \"statistic\"]]");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Value(pub(super) Toml);

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&super::write::value(&self.0))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(Toml::String(text.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(Toml::String(text))
    }
}

impl From<char> for Value {
    fn from(sign: char) -> Self {
        Self(Toml::String(sign.to_string()))
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self(Toml::Boolean(yes))
    }
}

/// Numbers that a manifest cannot write as such are written as texts.
macro_rules! whole {
    ($($kind:ty)*) => {$(
        impl From<$kind> for Value {
            fn from(number: $kind) -> Self {
                i64::try_from(number).map_or_else(|_| Self::from(number.to_string()), |number| Self(Toml::Integer(number)))
            }
        }
    )*};
}

whole! { u8 u16 u32 u64 usize i8 i16 i32 i64 }

impl From<Rounding> for Value {
    fn from(rounding: Rounding) -> Self {
        Self(Toml::try_from(rounding).unwrap_or_else(|_| Toml::String(String::new())))
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Self {
        Self(Toml::Array(list.into_iter().map(|item| item.into().0).collect()))
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(list: [T; N]) -> Self {
        Self(Toml::Array(list.into_iter().map(|item| item.into().0).collect()))
    }
}

impl<T: Clone + Into<Value>> From<&[T]> for Value {
    fn from(list: &[T]) -> Self {
        Self::from(list.to_vec())
    }
}
