//! A manifest as text: a heading, then a key a line.

use toml::{Table, Value};

/// A section of a manifest, or one entry of a list of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Keys {
    pub comment: Vec<String>,
    pub keys: Table,
    /// What its file holds.
    pub content: Option<String>,
}

impl Keys {
    /// Sets a key.
    pub fn set(&mut self, key: &str, value: Value) {
        self.keys.insert(key.to_owned(), value);
    }

    /// Sets a name in the table that a key is.
    pub fn set_in(&mut self, key: &str, name: &str, value: Value) {
        let table = self.keys.entry(key.to_owned()).or_insert_with(|| Value::Table(Table::new()));
        match table {
            Value::Table(table) => drop(table.insert(name.to_owned(), value)),
            other => *other = Value::Table([(name.to_owned(), value)].into_iter().collect()),
        }
    }

    /// The section as text, under this heading.
    pub fn write(&self, heading: &str) -> String {
        let comment = self.comment.iter().flat_map(|text| text.lines());
        let comment = comment.map(|line| format!("# {}\n", line.replace(char::is_control, " ")));
        let keys = self.keys.iter().map(|(name, of)| format!("{} = {}\n", key(name), value(of)));
        comment.chain([format!("{heading}\n")]).chain(keys).collect()
    }
}

/// A key, in quotes where it is not plain.
fn key(name: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
    if !name.is_empty() && name.chars().all(is_plain) { name.to_owned() } else { quoted(name) }
}

/// A value on one line.
pub(super) fn value(of: &Value) -> String {
    match of {
        Value::String(text) => quoted(text),
        Value::Array(items) => format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", ")),
        Value::Table(table) if table.is_empty() => "{}".to_owned(),
        Value::Table(table) => {
            let pair = |(name, of): (&String, &Value)| format!("{} = {}", key(name), value(of));
            format!("{{ {} }}", table.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    let escaped = |letter: char| match letter {
        '"' | '\\' => format!("\\{letter}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        letter if letter.is_control() => format!("\\u{:04X}", u32::from(letter)),
        letter => letter.to_string(),
    };
    format!("\"{}\"", text.chars().map(escaped).collect::<String>())
}
