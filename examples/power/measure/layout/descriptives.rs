//! The statistics of variables, one a row.

use retally::Statistic;

use super::super::people::People;
use super::super::random::Random;
use super::{Printed, Style};

const COLUMNS: [Statistic; 5] = [Statistic::Mean, Statistic::Sd, Statistic::Median, Statistic::Min, Statistic::Max];

/// Mean, standard deviation, median and extremes of each variable.
pub(super) fn print(people: &People, style: &Style, _: &mut Random) -> Printed {
    let mut csv = format!("Variable,{}\n", COLUMNS.map(Statistic::name).join(","));
    for (at, number) in people.numbers.iter().enumerate() {
        let sample = people.values(at, None);
        csv += &format!("{},{}\n", number.name, COLUMNS.map(|column| style.statistic(&sample, column)).join(","));
    }
    Printed { file: "descriptives.csv", csv, entry: "stub = 'variable'\nheader = 'statistic'\n".to_owned() }
}
