//! Counts and percentages of two classifications, with both margins.

use super::super::people::People;
use super::super::random::Random;
use super::{Printed, Style};

/// Rows of counts, each with its percentages below it: of the column, or of the row.
pub(super) fn print(people: &People, style: &Style, random: &mut Random) -> Printed {
    let by_column = random.below(2) == 0;
    let (rows, columns) = (&people.groups[0], &people.groups[1]);
    let levels = |group: usize| (0..people.groups[group].levels).map(Some).chain([None]);
    let labels: Vec<String> = (0..columns.levels).map(|level| columns.level(level)).collect();
    let mut csv = format!(",,{},Total\n", labels.join(","));
    for row in levels(0) {
        let count = |column| people.count(&[(0, row), (1, column)]);
        // A margin's percentages are of everybody.
        let base = |column| match by_column {
            true => row.map_or(people.size, |_| people.count(&[(1, column)])),
            false => column.map_or(people.size, |_| people.count(&[(0, row)])),
        };
        let label = row.map_or("Total".to_owned(), |row| rows.level(row));
        let counts: Vec<String> = levels(1).map(|column| count(column).to_string()).collect();
        let shares: Vec<String> = levels(1).map(|column| style.percent(count(column), base(column))).collect();
        csv += &format!("{label},n,{}\n,%,{}\n", counts.join(","), shares.join(","));
    }
    let of = if by_column { columns.name } else { rows.name };
    let entry =
        format!("stub = ['{}', 'statistic']\nheader = '{}'\nshare-of = ['{of}', 'all']\n", rows.name, columns.name);
    Printed { file: "crosstab.csv", csv, entry }
}
