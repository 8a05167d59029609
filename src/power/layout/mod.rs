//! The layouts of generated tables.

mod battery;
mod blocks;
mod crosstab;
mod descriptives;
mod groups;
mod style;

use crate::number::Random;
use crate::power::clean::Files;
use crate::power::layout::style::{Printed, Style};
use crate::power::people::People;
use crate::study::MANIFEST;

/// A layout: how respondents are tabulated.
type Layout = fn(&People, &Style, &mut Random) -> Printed;

/// Every layout there is.
const LAYOUTS: [Layout; 5] = [crosstab::print, blocks::print, descriptives::print, battery::print, groups::print];

/// A study of one to three tables of the same random respondents.
pub(super) fn study(random: &mut Random) -> Files {
    let people = People::random(random);
    let style = Style::random(random);
    let mut layouts = LAYOUTS;
    random.shuffle(&mut layouts);
    let printed: Vec<Printed> =
        layouts.iter().take(1 + random.below(3)).map(|layout| layout(&people, &style, random)).collect();
    files(&people, &style, printed)
}

/// The files of the study; each variable is declared where its label is printed.
fn files(people: &People, style: &Style, printed: Vec<Printed>) -> Files {
    // Some papers do not say how they round.
    let rounding = if style.decimals == 1 { String::new() } else { format!("rounding = '{}'\n", style.rounding) };
    let mut manifest = format!("[study]\ntitle = 'Generated'\nsize = {}\n{rounding}", people.size);
    let is_told = |name: &str| printed.iter().any(|table| table.csv.contains(name) || table.entry.contains(name));
    let told: Vec<&str> = people.numbers.iter().map(|number| number.name).filter(|name| is_told(name)).collect();
    if !told.is_empty() {
        manifest += "[variables]\n";
    }
    for name in told {
        manifest += &format!("{name} = {{ step = 1 }}\n");
    }
    for table in &printed {
        manifest += &format!("[[table]]\nfile = '{}'\n{}", table.file, table.entry);
    }
    let tables = printed.into_iter().map(|table| (table.file.to_owned(), table.csv));
    Files(std::iter::once((MANIFEST.to_owned(), manifest)).chain(tables).collect())
}
