//! Blocks of frequencies under headings, a column for each arm.

use super::super::people::People;
use super::super::random::Random;
use super::{Printed, Style};

/// Cells such as `12 (34.5)`, under headings such as `year B (n = 40)`.
pub(super) fn print(people: &People, style: &Style, _: &mut Random) -> Printed {
    const ARMS: usize = 1;
    let arms = &people.groups[ARMS];
    let size = |arm| people.count(&[(ARMS, Some(arm))]);
    let header: Vec<String> = (0..arms.levels).map(|arm| format!("{} (n = {})", arms.level(arm), size(arm))).collect();
    let mut csv = format!("Characteristic,{}\n", header.join(","));
    for (group, block) in people.groups.iter().enumerate().filter(|(group, _)| *group != ARMS) {
        csv += &format!("{}{}\n", block.name, ",".repeat(arms.levels));
        for level in 0..block.levels {
            let cell = |arm| {
                let count = people.count(&[(group, Some(level)), (ARMS, Some(arm))]);
                format!("{count} ({})", style.percent(count, size(arm)))
            };
            let cells: Vec<String> = (0..arms.levels).map(cell).collect();
            csv += &format!("{},{}\n", block.level(level), cells.join(","));
        }
    }
    let entry = format!(
        "stub = 'level'\nheadings = 'variable'\nheader = '{arms}'\ncells = 'n (%)'\nshare-of = '{arms}'\n\
         partition = ['level', '{arms}']\n",
        arms = arms.name
    );
    Printed { file: "blocks.csv", csv, entry }
}
