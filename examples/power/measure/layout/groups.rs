//! Means and standard deviations of a variable, by group and overall.

use retally::Statistic;

use super::super::people::People;
use super::super::random::Random;
use super::{Printed, Style};

const COLUMNS: [Statistic; 3] = [Statistic::Count, Statistic::Mean, Statistic::Sd];

/// A row for each group, the last for all.
pub(super) fn print(people: &People, style: &Style, random: &mut Random) -> Printed {
    let (number, group) = (random.below(people.numbers.len()), random.below(people.groups.len()));
    let groups = &people.groups[group];
    let mut csv = format!("Group,{}\n", COLUMNS.map(Statistic::name).join(","));
    for level in (0..groups.levels).map(Some).chain([None]) {
        let sample = people.values(number, level.map(|level| (group, level)));
        let label = level.map_or("Total".to_owned(), |level| groups.level(level));
        csv += &format!("{label},{}\n", COLUMNS.map(|column| style.statistic(&sample, column)).join(","));
    }
    let outcome = people.numbers[number].name;
    let entry = format!("stub = '{}'\nheader = 'statistic'\nbind = {{ outcome = '{outcome}' }}\n", groups.name);
    Printed { file: "groups.csv", csv, entry }
}
