//! Statements that respondents agree with or not.

use super::super::people::People;
use super::super::random::Random;
use super::{Printed, Style};

/// For each statement counts and percentages of those who agree, who do not, and who do not know.
pub(super) fn print(people: &People, style: &Style, random: &mut Random) -> Printed {
    let mut csv = "Statement,Agree,Disagree,Do not know\n".to_owned();
    for statement in 1..=3 + random.below(4) {
        let bias = 1 + random.below(9);
        let (mut answers, bound) = ([0usize; 3], 10 + random.below(3));
        for _ in 0..people.size {
            let drawn = random.below(bound);
            answers[if drawn < bias { 0 } else { 1 + usize::from(drawn >= 10) }] += 1;
        }
        let cells = answers.map(|count| format!("{count} ({})", style.percent(count, people.size)));
        csv += &format!("Statement {statement},{}\n", cells.join(","));
    }
    let entry = "stub = 'variable'\nheader = 'level'\ncells = 'n (%)'\npartition = 'level'\n".to_owned();
    Printed { file: "battery.csv", csv, entry }
}
