//! How figures are referred to for people: by table, row and column as printed, or by the section of the text.

use crate::number::Figure;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::study::caption::starred;
use crate::study::names::tidy_label;
use crate::study::{Claim, Names, Study, within};

impl Study {
    /// What a figure is called for people: table, row and column as printed, and the statistic; of a figure of the text, its
    /// section. Labels stand between asterisks, and long ones are cut short.
    ///
    /// ```
    /// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
    /// let name = |figure: &str| {
    ///     let claim = study.claims().iter().find(|claim| claim.figure.text() == figure).unwrap();
    ///     study.reference(claim)
    /// };
    /// assert_eq!(name("26.3"), "Table 3, *Simple networks*, %");
    /// assert_eq!(name("66.6"), "Table 4, *Complex*, *2015*, %");
    /// assert_eq!(name("36.9"), "Table 1, *Age*, mean");
    /// assert_eq!(name("six-fold"), "Text, *Conclusion*");
    /// # Ok::<(), retally::Error>(())
    /// ```
    pub fn reference(&self, claim: &Claim) -> String {
        let place = self.place_of(claim);
        let is_named = claim.is_of_manifest() || claim.quantity.statistic.is_only_in_text();
        if is_named { place } else { format!("{place}, {}", symbol(claim.quantity.statistic)) }
    }

    /// The same without the statistic: `Table 3, *Simple networks*`, `Text, *Conclusion*`, `N`.
    pub(crate) fn place_of(&self, claim: &Claim) -> String {
        match claim.table {
            Some(table) => {
                let (whole, short) = (self.table_label(table), self.unnumbered(table));
                // A part of a table may be called by its only row.
                let is_said = |label: &&str| short.ends_with(&format!(", {}", tidy_label(label)));
                let (said, labels): (Vec<&str>, Vec<&str>) = claim.captions.telling().partition(is_said);
                let table = if said.is_empty() && !labels.is_empty() { short } else { whole };
                std::iter::once(table).chain(labels.into_iter().map(starred)).collect::<Vec<_>>().join(", ")
            }
            None => self.source_of(claim),
        }
    }

    /// The table, the section of the text, or what the manifest itself states: `Table 3`, `Text, *Conclusion*`, `N`.
    pub(crate) fn source_of(&self, claim: &Claim) -> String {
        match (claim.table, claim.text_claim) {
            (Some(table), _) => self.table_label(table),
            (None, Some(text_claim)) => match self.text_claims[text_claim].section.as_str() {
                section if section.eq_ignore_ascii_case("text") => "Text".to_owned(),
                section => format!("Text, {}", starred(section)),
            },
            (None, None) => match claim.quantity.event.bindings() {
                [] => "N".to_owned(),
                _ => format!("N of {}", self.names.group(&claim.quantity.event)),
            },
        }
    }

    /// What a table is called: `Table 3` of a file `table3.csv`; one without a number by its title, which may say itself that it is one.
    pub(crate) fn table_label(&self, table: usize) -> String {
        let name = self.tables[table].name.trim();
        let is_word = name.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("table"));
        let rest = name.get(5..).unwrap_or_default();
        let number = rest.trim_start_matches(['-', '_', ' ']);
        let is_number = number.len() < rest.len() || number.starts_with(|sign: char| sign.is_ascii_digit());
        match is_word && is_number && !number.is_empty() {
            true => format!("Table {number}"),
            false => {
                let title = self.title_of(table);
                let is_said = title.is_some_and(|title| title.to_lowercase().contains("table"));
                format!("{}{}", if is_said { "" } else { "Table " }, starred(title.unwrap_or(name)))
            }
        }
    }

    /// The same without the number of a part, `, the second`, that other parts of a table are called like.
    fn unnumbered(&self, table: usize) -> String {
        let (name, label) = (&self.tables[table].name, self.table_label(table));
        let is_like = |first: &str| self.tables.iter().any(|other| other.name == first);
        let number =
            name.rsplit_once(", the ").filter(|(first, _)| is_like(first)).map(|(first, _)| &name[first.len()..]);
        number.and_then(|number| label.strip_suffix(number)).map(str::to_owned).unwrap_or(label)
    }

    /// The title of a table, where no other has the same.
    fn title_of(&self, table: usize) -> Option<&str> {
        let title = self.tables[table].title.as_deref()?;
        let same = self.tables.iter().filter(|other| other.title.as_deref() == Some(title));
        (same.count() == 1).then_some(title)
    }
}

/// What groups and quantities are called for people: by the labels that the tables print.
impl Names {
    /// The label of a variable, or its name where no table prints it.
    pub(crate) fn variable_label(&self, variable: Dimension) -> String {
        starred(self.printed_variable(variable).unwrap_or_else(|| self.name(variable)))
    }

    /// The labels of a group: `*Simple networks*, *2011*`, or `all`.
    pub(crate) fn group(&self, event: &Event) -> String {
        match event.bindings() {
            [] => "all".to_owned(),
            bindings => bindings.iter().map(|binding| self.level_label(*binding)).collect::<Vec<_>>().join(", "),
        }
    }

    /// The label of a level, behind that of its variable where a table prints one.
    pub(crate) fn level_label(&self, (dimension, level): (Dimension, Level)) -> String {
        let level = match level {
            Level::ANSWERED => return self.answered(dimension),
            Level::COMPARED => return format!("by {}", self.variable_label(dimension)),
            level => starred(self.printed_level(dimension, level).unwrap_or_else(|| self.level_name(dimension, level))),
        };
        match self.printed_variable(dimension) {
            Some(variable) => format!("{}: {level}", starred(variable)),
            None => level,
        }
    }

    /// Those who gave any answer: `known *Age*`; where no table prints what was asked, by what it prints of the answers.
    fn answered(&self, dimension: Dimension) -> String {
        const MOST: usize = 3;
        let printed = self.levels(dimension).filter_map(|level| self.printed_level(dimension, level));
        let levels: Vec<String> = printed.take(MOST + 1).map(starred).collect();
        match levels.len() {
            _ if self.printed_variable(dimension).is_some() => format!("known {}", self.variable_label(dimension)),
            0 => format!("known {}", self.variable_label(dimension)),
            1..=MOST => format!("those counted as {}", levels.join(" or ")),
            _ => format!("those counted as {} or another answer", levels[..MOST].join(", ")),
        }
    }

    /// A quantity by the labels that the tables print: `n of *Simple networks*`, `mean of *Age*`.
    pub(crate) fn in_words(&self, quantity: &Quantity) -> String {
        let Quantity { statistic, variable, event, base, than } = quantity;
        if statistic.is_direction() {
            return self.comparison_in_words(quantity);
        }
        let among = |what: String| match event.bindings() {
            [] => what,
            _ => format!("{what}, {}", self.group(event)),
        };
        match (base, variable, than) {
            (Some(base), ..) => {
                let how = if *statistic == Statistic::Times { "as a multiple of" } else { "as % of" };
                format!("{} {how} {}", self.group(&within(event, base)), self.group(base))
            }
            (None, Some(of), _) if *statistic == Statistic::Levels => {
                format!("categories of {}", self.variable_label(*of))
            }
            (None, Some(of), _) => among(format!("{} of {}", symbol(*statistic), self.variable_label(*of))),
            (None, None, _) if statistic.is_of_test() => among(symbol(*statistic).to_owned()),
            (None, None, _) => format!("{} of {}", symbol(*statistic), self.group(event)),
        }
    }

    /// `*could not* as % of *Simple networks*, compared with *Complex networks*`, `n of *Simple networks*, trend over *year*`.
    fn comparison_in_words(&self, quantity: &Quantity) -> String {
        let Quantity { event, base, than, variable, .. } = quantity;
        let what = self.in_words(&match (base, than, variable) {
            (Some(base), ..) => Quantity::share(event.clone(), base.clone()),
            (None, Some(_), Some(of)) => Quantity::of(Statistic::Mean, *of, event.clone()),
            (None, ..) => Quantity::count(event.clone()),
        });
        match (than, variable) {
            (None, Some(over)) => format!("{what}, trend over {}", self.variable_label(*over)),
            (than, _) => {
                format!("{what}, compared with {}", self.group(than.as_deref().unwrap_or(&Event::everybody())))
            }
        }
    }
}

/// A statistic as tables abbreviate it.
pub(crate) fn symbol(statistic: Statistic) -> &'static str {
    match statistic {
        Statistic::Sd => "SD",
        Statistic::Se => "SE",
        Statistic::Cv => "CV",
        Statistic::Min => "minimum",
        Statistic::Max => "maximum",
        Statistic::LowerQuartile => "lower quartile",
        Statistic::UpperQuartile => "upper quartile",
        Statistic::ChiSquare => "χ²",
        other => other.name(),
    }
}

/// A number written with the decimal sign of figures printed beside it.
pub(crate) fn with_sign_of<'a>(figures: impl IntoIterator<Item = &'a Figure>, text: &str) -> String {
    let sign = figures.into_iter().find_map(decimal_sign).unwrap_or('.');
    let signs: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
    let write = |(at, own): (usize, &char)| match own {
        '.' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => sign,
        own => *own,
    };
    signs.iter().enumerate().map(write).collect()
}

/// The sign before the decimals of a figure.
fn decimal_sign(figure: &Figure) -> Option<char> {
    let text = figure.text().trim_end_matches(|sign: char| !sign.is_ascii_digit());
    let sign = text.chars().rev().nth(figure.decimals() as usize)?;
    (figure.decimals() > 0 && ".,·".contains(sign)).then_some(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_the_figures_beside_it() {
        let figure = |text: &str, decimal| Figure::read(text, decimal).unwrap();
        let comma = [figure("37", ','), figure("26,3%", ',')];
        assert_eq!(with_sign_of(&comma, "26.24…"), "26,24…");
        assert_eq!(with_sign_of(&[figure("26.3", '.')], "26.24…"), "26.24…");
        assert_eq!(with_sign_of(&[figure("26·3", '.')], "0.5 to 1.5"), "0·5 to 1·5");
        assert_eq!(with_sign_of(&[figure("1.234", ',')], "1.5"), "1.5");
    }

    #[test]
    fn a_label_is_short_and_without_asterisks() {
        assert_eq!(starred("Age*"), "*Age∗*");
        assert_eq!(starred(&"word ".repeat(40)), format!("*{}…*", "word ".repeat(12).trim_end()));
        assert_eq!(starred(&"x".repeat(100)), format!("*{}…*", "x".repeat(60)));
    }
}
