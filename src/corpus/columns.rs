//! Which columns of a frame hold what, and how they are read.

use polars::prelude::{
    ChunkedArray, Column, DataFrame, DataType, Int64Chunked, NewChunkedArray, PlSmallStr, PolarsResult, StringChunked,
    polars_bail,
};

use crate::corpus::digits;

/// Where a printed number of each row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Printed {
    /// In a column of text, as printed: `5.10` has two decimals.
    Text(String),
    /// In a column of whole numbers, its digits without the point, and beside it how many decimals they have: 510 and
    /// 2.
    Digits(String, Whole),
}

/// Where a whole number of each row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// In a column of whole numbers, or of text.
    Column(String),
    /// It is the same for all rows.
    Constant(i64),
}

/// Which columns hold what. A test reads only those that it needs.
///
/// ```
/// use retally::corpus::{Columns, Printed, Whole};
///
/// // The mean in a column `M` of text, 12 items each, and `sd` and `n` as they are called unless something else is said.
/// let columns = Columns { mean: Printed::Text("M".to_owned()), items: Whole::Constant(12), ..Columns::default() };
/// assert_eq!(columns.sd, Printed::Text("sd".to_owned()));
/// assert_eq!(columns.n, Whole::Column("n".to_owned()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    /// The mean: text in the column `mean`.
    pub mean: Printed,
    /// The standard deviation: text in the column `sd`.
    pub sd: Printed,
    /// How many respondents: the column `n`.
    pub n: Whole,
    /// How many items are averaged for each respondent: one.
    pub items: Whole,
    /// The least answer to an item: the column `min`.
    pub min: Whole,
    /// The greatest answer to an item: the column `max`.
    pub max: Whole,
}

impl Default for Columns {
    fn default() -> Self {
        let (text, column) = (|name: &str| Printed::Text(name.to_owned()), |name: &str| Whole::Column(name.to_owned()));
        Self {
            mean: text("mean"),
            sd: text("sd"),
            n: column("n"),
            items: Whole::Constant(1),
            min: column("min"),
            max: column("max"),
        }
    }
}

/// Stands for a whole number that is missing.
pub(super) const MISSING: i64 = i64::MIN;

/// Stands for a text that is no whole number, or too long a one.
pub(super) const ODD: i64 = i64::MIN + 1;

/// Whole numbers, one a row.
pub(super) enum Wholes {
    Same(i64),
    Each(Int64Chunked),
}

/// Printed numbers, one a row.
pub(super) enum Numbers {
    Text(StringChunked),
    Digits(Int64Chunked, Wholes),
}

impl Whole {
    pub(super) fn find(&self, frame: &DataFrame) -> PolarsResult<Wholes> {
        let name = match self {
            Self::Constant(number) => return Ok(Wholes::Same(*number)),
            Self::Column(name) => name,
        };
        let column = frame.column(name)?;
        match column.dtype() {
            DataType::String => Ok(Wholes::Each(read_wholes(column.str()?))),
            _ => Ok(Wholes::Each(whole_numbers(column)?)),
        }
    }
}

impl Printed {
    pub(super) fn find(&self, frame: &DataFrame) -> PolarsResult<Numbers> {
        match self {
            Self::Digits(name, decimals) => {
                Ok(Numbers::Digits(whole_numbers(frame.column(name)?)?, decimals.find(frame)?))
            }
            Self::Text(name) => {
                let column = frame.column(name)?;
                if *column.dtype() != DataType::String {
                    let is = column.dtype();
                    polars_bail!(SchemaMismatch: "the column `{name}` holds {is}, but text as printed is expected: a number has lost its last zeros");
                }
                Ok(Numbers::Text(column.str()?.rechunk().into_owned()))
            }
        }
    }
}

/// A column of any whole numbers; what an `i64` cannot hold is missing.
fn whole_numbers(column: &Column) -> PolarsResult<Int64Chunked> {
    if !column.dtype().is_integer() {
        let (name, is) = (column.name(), column.dtype());
        polars_bail!(SchemaMismatch: "the column `{name}` holds {is}, but whole numbers are expected");
    }
    Ok(column.cast(&DataType::Int64)?.i64()?.rechunk().into_owned())
}

fn read_wholes(texts: &StringChunked) -> Int64Chunked {
    let read = |text: Option<&str>| match text.map(str::trim) {
        None | Some("") => MISSING,
        Some(text) => digits::read_whole(text.as_bytes()).or_else(|| read_figure(text)).unwrap_or(ODD),
    };
    let numbers: Vec<i64> = texts.iter().map(read).collect();
    ChunkedArray::from_slice(PlSmallStr::EMPTY, &numbers)
}

/// A whole number written otherwise, such as `1,024`.
fn read_figure(text: &str) -> Option<i64> {
    let figure: crate::number::Figure = text.parse().ok()?;
    let exact = figure.qualifier() == crate::number::Qualifier::Exactly && !text.ends_with('%');
    figure.number().to_i128().filter(|_| exact).and_then(|number| i64::try_from(number).ok())
}
