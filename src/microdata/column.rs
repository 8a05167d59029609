//! The columns of microdata: what each respondent is, as text and as numbers.

use crate::microdata::factor::{BLANK, Factor, Factors};
use crate::microdata::numbers::Numbers;
use crate::microdata::respondents::Respondents;
use crate::number::Rational;
use crate::quantity::{Dimension, Level};
use crate::study::Names;

/// A variable or classification: one cell for each respondent, blank where it is not known.
#[derive(Clone, Debug)]
pub struct Column {
    name: String,
    cells: Cells,
}

#[derive(Clone, Debug)]
enum Cells {
    /// Codes, with the texts that they stand for; that of the first is empty.
    Codes(Vec<u16>, Vec<String>),
    /// Whole numbers of a unit, with the decimals of their step.
    Numbers(Vec<Option<i64>>, Rational, u32),
}

/// What is written for those whose level no table lists.
pub(crate) const NOT_LISTED: &str = "(not listed)";

/// What is written for those who answered, where no table lists any level.
pub(crate) const ANSWERED: &str = "answered";

/// What is written where a level that overlaps with others is true of a respondent, and where it is not.
pub(crate) const YES_OR_NO: [&str; 2] = ["no", "yes"];

impl Column {
    /// Its name: that of the variable or classification in the manifest; with `: level` behind it where it is one of
    /// several levels that overlap, and with ` (value)` where the same name is a classification as well.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it holds of a respondent: the name of a level, the digits of a value, or nothing.
    pub fn text(&self, row: usize) -> String {
        match &self.cells {
            Cells::Codes(codes, texts) => {
                codes.get(row).and_then(|code| texts.get(usize::from(*code))).cloned().unwrap_or_default()
            }
            Cells::Numbers(_, _, decimals) => {
                let text = self.number(row).and_then(|number| number.to_decimal(*decimals));
                text.unwrap_or_default()
            }
        }
    }

    /// The value of a respondent, exactly; nothing where it is blank or no number.
    pub fn number(&self, row: usize) -> Option<Rational> {
        match &self.cells {
            Cells::Codes(..) => None,
            Cells::Numbers(values, unit, _) => values.get(row).copied().flatten().map(|value| unit.scaled(value)),
        }
    }

    /// Whether it holds numbers.
    pub fn is_numeric(&self) -> bool {
        matches!(self.cells, Cells::Numbers(..))
    }

    /// Whether all of its values are whole numbers.
    pub fn is_whole(&self) -> bool {
        matches!(self.cells, Cells::Numbers(_, _, 0))
    }
}

/// The column that tells of an event's binding, and the texts in it that belong to it; without texts every one does but
/// the empty one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg(feature = "frames")]
pub(crate) struct Answer {
    pub column: String,
    pub texts: Option<Vec<String>>,
}

/// The name of a variable's column of values.
pub(crate) fn value_column(names: &Names, factors: &Factors, variable: Dimension) -> String {
    let name = names.name(variable);
    if is_classified(factors, variable) { format!("{name} (value)") } else { name.to_owned() }
}

/// Whether some column holds levels of the dimension.
fn is_classified(factors: &Factors, dimension: Dimension) -> bool {
    factors.all().iter().any(|factor| factor.dimension == dimension && !factor.leaves.is_empty())
}

fn member_column(names: &Names, dimension: Dimension, level: Level) -> String {
    format!("{}: {}", names.name(dimension), names.level_name(dimension, level))
}

/// What the columns hold of those who have a level.
#[cfg(feature = "frames")]
pub(super) fn answer(names: &Names, factors: &Factors, dimension: Dimension, level: Level, leaves: &[Level]) -> Answer {
    if factors.is_split(dimension) {
        let members = factors.all().iter().filter(|factor| factor.dimension == dimension);
        let named = if level == Level::ANSWERED {
            members.filter_map(|factor| factor.member).next()
        } else {
            leaves.first().copied()
        };
        let column = named.map(|level| member_column(names, dimension, level)).unwrap_or_default();
        let texts = (level != Level::ANSWERED).then(|| vec![YES_OR_NO[1].to_owned()]);
        return Answer { column, texts };
    }
    let name = |leaf: Level| names.level_name(dimension, leaf).to_owned();
    let texts = match level == Level::ANSWERED {
        false => Some(leaves.iter().copied().map(name).collect()),
        true if names.has_missing(dimension) => {
            let known = names.levels(dimension).filter(|level| !names.is_missing(dimension, *level));
            Some(known.map(name).chain([ANSWERED, NOT_LISTED].map(str::to_owned)).collect())
        }
        true => None,
    };
    Answer { column: names.name(dimension).to_owned(), texts }
}

/// All columns, in the order in which the manifest and the tables name what they hold.
pub(super) fn columns(names: &Names, factors: &Factors, respondents: &Respondents, numbers: &[Numbers]) -> Vec<Column> {
    let mut columns = Vec::new();
    for dimension in names.dimensions() {
        let values = numbers.iter().find(|numbers| numbers.variable == dimension);
        for (at, factor) in factors.all().iter().enumerate().filter(|(_, factor)| factor.dimension == dimension) {
            let says_only_who = factor.leaves.is_empty();
            if !says_only_who || values.is_none() && !factors.is_split(dimension) {
                columns.push(coded(names, factors, respondents, at, factor));
            }
        }
        columns.extend(values.map(|numbers| Column {
            name: value_column(names, factors, dimension),
            cells: Cells::Numbers(numbers.values.clone(), numbers.scale.unit.clone(), decimals(numbers)),
        }));
    }
    columns
}

fn coded(names: &Names, factors: &Factors, respondents: &Respondents, at: usize, factor: &Factor) -> Column {
    let dimension = factor.dimension;
    let rows = 0..respondents.total;
    if let Some(level) = factor.member {
        let texts = [String::new(), YES_OR_NO[0].to_owned(), YES_OR_NO[1].to_owned()].to_vec();
        let answered = factors.find(dimension);
        let is_known = |row: usize| answered.is_none_or(|answered| respondents.code(answered, row) != BLANK);
        let codes = rows.map(|row| if is_known(row) { 1 + respondents.code(at, row) } else { BLANK }).collect();
        return Column { name: member_column(names, dimension, level), cells: Cells::Codes(codes, texts) };
    }
    let levels = factor.leaves.iter().map(|level| names.level_name(dimension, *level).to_owned());
    let other = if factor.leaves.is_empty() { ANSWERED } else { NOT_LISTED };
    let texts = std::iter::once(String::new()).chain(levels).chain([other.to_owned()]).collect();
    Column {
        name: names.name(dimension).to_owned(),
        cells: Cells::Codes(rows.map(|row| respondents.code(at, row)).collect(), texts),
    }
}

/// How many decimals a variable's values need.
fn decimals(numbers: &Numbers) -> u32 {
    let step = numbers.scale.unit.scaled(numbers.scale.grain);
    (0..20).find(|decimals| step.is_multiple_of(&Rational::unit(*decimals))).unwrap_or(20)
}

/// The columns as a CSV file: a header, then a line for each respondent, with `""` for whoever has nothing in a single column.
pub(super) fn csv(columns: &[Column], rows: usize) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // What is written into memory and as text does not fail.
    let _ = writer.write_record(columns.iter().map(|column| inert(column.name.clone())));
    for row in 0..rows {
        let text = |column: &Column| {
            let text = column.text(row);
            if column.is_numeric() { text } else { inert(text) }
        };
        let _ = writer.write_record(columns.iter().map(text));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// What a spreadsheet takes for a formula at the beginning of a text; and the apostrophe that is put before it.
const FORMULA: [char; 12] = ['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

/// A text with an apostrophe before it, where a spreadsheet would take it for a formula, or the apostrophe for such a sign:
/// <https://owasp.org/www-community/attacks/CSV_Injection>.
fn inert(text: String) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

/// The text that stands so in the file. An apostrophe before anything else is one of the text's own.
pub(crate) fn as_named(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|text| text.starts_with(FORMULA)).unwrap_or(cell)
}
