//! A law of corrections: saying what was read anyway changes nothing.

use proptest::prelude::*;
use retally::reading::Reading;

use crate::corrections::{as_it_is, corrected, found, verdicts};

/// How many there are in two columns, and the counts of their blocks: some divide, some do not, a digit may be wrong.
fn tables() -> impl Strategy<Value = String> {
    let block = prop::collection::vec(0.05_f64..1.0, 2..5);
    let blocks = prop::collection::vec((block, any::<bool>()), 2..5);
    (80_u32..900, 80_u32..900, blocks, prop::option::of((0_usize..8, 0_usize..2))).prop_map(
        |(first, second, blocks, wrong)| {
            let mut csv = format!("Characteristic,A (n = {first}),B (n = {second})\n");
            let mut row = 0;
            for (at, (weights, divides)) in blocks.iter().enumerate() {
                csv.push_str(&format!("Block {at},,\n"));
                let all: f64 = weights.iter().sum();
                let mut left = [first, second];
                for (level, weight) in weights.iter().enumerate() {
                    let share = if *divides { weight / all } else { *weight };
                    let cells = [first, second].into_iter().enumerate().map(|(column, size)| {
                        let is_last = *divides && level + 1 == weights.len();
                        let count = if is_last { left[column] } else { ((f64::from(size) * share) as u32).min(size) };
                        left[column] = left[column].saturating_sub(count);
                        let off = if wrong == Some((row, column)) { 3 } else { 0 };
                        format!("{count} ({:.1})", f64::from(count) * 100.0 / f64::from(size) + f64::from(off))
                    });
                    let cells: Vec<String> = cells.collect();
                    csv.push_str(&format!("Level {at}{level},{}\n", cells.join(",")));
                    row += 1;
                }
            }
            csv
        },
    )
}

/// All that was read of a table, as lines of which each says a part of it.
fn statements(reading: &Reading) -> Vec<String> {
    let table = &reading.tables()[0];
    let Ok(how) = &table.how else { return vec!["header-rows = 1".to_owned()] };
    let heading = |labels: &[String]| format!("Block {}", &labels[0][6..labels[0].len() - 1]);
    let divided = how.parts.iter().filter(|part| part.divides);
    let divided: Vec<String> = divided.map(|part| heading(&part.labels)).collect();
    let apart = how.parts.iter().filter(|part| !part.divides).map(|part| heading(&part.labels));
    let mut apart: Vec<String> = apart.filter(|heading| !divided.contains(heading)).collect();
    apart.dedup();
    let whole: Vec<&String> =
        divided.iter().filter(|heading| divided.iter().filter(|other| other == heading).count() == 1).collect();
    let is_whole = |heading: &&&String| {
        let parts = how.parts.iter().filter(|part| heading.ends_with(&part.labels[0][6..part.labels[0].len() - 1]));
        parts.count() == 1
            && table
                .unread
                .iter()
                .all(|unread| unread.labels.iter().all(|label| !label.starts_with(&format!("Level {}", &heading[6..]))))
    };
    let whole: Vec<&&String> = whole.iter().filter(is_whole).collect();
    let of_column = how.parts.iter().filter(|part| part.base == "its column").flat_map(|part| &part.labels);
    let of_column: Vec<String> = of_column.map(|label| format!("'{label}' = 'column'")).collect();
    let mut lines = vec![
        "header-rows = 1".to_owned(),
        "stub-columns = 1".to_owned(),
        "numbers = { decimal = '.' }".to_owned(),
        format!("cells = '{}'", how.notation),
        format!("bases = {{ {} }}", of_column.join(", ")),
        format!("partition = {whole:?}"),
        format!("overlap = {apart:?}"),
    ];
    if table.unread.is_empty() && how.parts.iter().all(|part| part.base == "its column") {
        lines.push("share-of = 'column'".to_owned());
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn saying_what_was_read_anyway_changes_nothing(csv in tables(), said in prop::collection::vec(any::<bool>(), 8)) {
        let whole = as_it_is(&csv);
        let lines: Vec<String> = statements(&whole).into_iter().zip(said).filter(|(_, is_said)| *is_said).map(|(line, _)| line).collect();
        let again = corrected(&csv, &lines.join("\n"));
        prop_assert_eq!(verdicts(&again), verdicts(&whole), "{}\n{}", lines.join("\n"), csv);
        prop_assert_eq!(found(&again), found(&whole));
    }
}
