//! Labels and values as the files of a study have them.

use rustc_hash::FxHashSet;

use crate::reading::found::sheet::SheetReading;
use crate::reading::layout::texts::{bare, one_line};
use crate::reading::layout::words::{is_percentage, is_statistics};

/// A label for each column behind the stub, no two alike and none like that of a row; blank where a column belongs to the one before it.
pub(in crate::reading) fn labels(reading: &SheetReading) -> Vec<String> {
    let frame = &reading.frame;
    let bare = |label: &str| bare(label, frame.decimal);
    let mut taken: FxHashSet<String> = frame.rows.iter().map(|row| bare(&one_line(&row.label))).collect();
    let mut labels: Vec<String> = Vec::new();
    for column in 0..frame.width() {
        let belongs =
            reading.tallies.iter().any(|tally| tally.columns.start < column && tally.columns.contains(&column));
        if belongs {
            taken.insert(String::new());
            labels.push(String::new());
            continue;
        }
        let (labels_above, place) = (frame.header(column), format!("column {}", frame.stub + column + 1));
        let telling =
            [telling(&labels_above), labels_above, vec![&place]].into_iter().find(|labels| !labels.is_empty());
        let printed = one_line(&telling.unwrap_or_default().join(", "));
        // What only says how many there are names nobody.
        let printed = if bare(&printed).is_empty() { one_line(&format!("{place} {printed}")) } else { printed };
        let mut label = printed.clone();
        let mut times = 2;
        while !taken.insert(bare(&label)) {
            label = format!("{printed}, the {}", ordinal(times));
            times += 1;
        }
        labels.push(label);
    }
    labels
}

/// The same beside counts. What one states above numbers of those who were asked in each row is no number of these.
pub(in crate::reading) fn labels_of_counts(reading: &SheetReading) -> Vec<String> {
    let is_own = |column: usize| reading.entries.iter().any(|entry| entry.own == Some(column));
    let label = |(column, label): (usize, String)| match bare(&label, reading.frame.decimal) {
        bare if is_own(column) && !bare.is_empty() => bare,
        _ => label,
    };
    labels(reading).into_iter().enumerate().map(label).collect()
}

/// A number as one of a row: a figure in a label might be taken for a number of respondents.
pub(in crate::reading) fn ordinal(number: usize) -> String {
    const WORDS: [&str; 9] = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    let word = number.checked_sub(1).and_then(|at| WORDS.get(at));
    word.map_or_else(|| format!("{number}th one"), |word| (*word).to_owned())
}

/// The labels without those that only say how the cells are written.
fn telling<'l>(labels: &[&'l str]) -> Vec<&'l str> {
    let says_more = |label: &&&str| label.contains('=') || !(is_statistics(label) || is_percentage(label));
    labels.iter().filter(says_more).copied().collect()
}

/// Values as a list of TOML.
pub(in crate::reading) fn list(values: Vec<String>) -> String {
    format!("[{}]", values.join(", "))
}

/// A string of TOML.
pub(in crate::reading) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
