//! The layouts of generated tables.

mod battery;
mod blocks;
mod crosstab;
mod descriptives;
mod groups;

use retally::sample::{Divisor, Sample};
use retally::{MANIFEST, Rational, Rounding, Statistic};

use super::clean::Files;
use super::people::People;
use super::random::Random;

/// How a paper prints its numbers.
pub(super) struct Style {
    rounding: Rounding,
    /// Of percentages.
    decimals: u32,
    /// Of means and standard deviations.
    of_means: u32,
}

/// A table with its entry in the manifest.
struct Printed {
    file: &'static str,
    csv: String,
    entry: String,
}

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

impl Style {
    fn random(random: &mut Random) -> Self {
        Self {
            rounding: random.one_of(&[Rounding::HalfUp, Rounding::HalfEven]).unwrap_or_default(),
            decimals: random.below(3) as u32,
            of_means: 1 + random.below(2) as u32,
        }
    }

    /// So many as a percentage of so many; blank of nobody.
    fn percent(&self, part: usize, base: usize) -> String {
        let share = Rational::new(100 * part as i128, base as i128);
        share.map(|share| self.rounding.print(&share, self.decimals)).unwrap_or_default()
    }

    /// A statistic, those that are values as they are; blank where it is not defined.
    fn statistic(&self, sample: &Sample, statistic: Statistic) -> String {
        let decimals = match statistic {
            Statistic::Count | Statistic::Min | Statistic::Max | Statistic::Mode => 0,
            Statistic::Median => 1,
            _ => self.of_means,
        };
        let measure = sample.statistic(statistic, Divisor::OneLess);
        measure.map(|measure| measure.print(self.rounding, decimals)).unwrap_or_default()
    }
}
