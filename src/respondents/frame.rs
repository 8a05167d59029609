//! Respondents as a polars frame.

use polars::prelude::{AnyValue, Column as Series, DataFrame};

use crate::error::Error;
use crate::respondents::comparison::Comparison;
use crate::respondents::data::{Data, Interner};
use crate::study::Study;

impl Study {
    /// Recomputes every figure from a frame with a row for each respondent: numbers, texts or truth values, null where nothing is
    /// known. A float is the shortest decimal number that it is the nearest one of, as it is printed.
    ///
    /// ```
    /// use retally::frames::polars::prelude::{DataFrame, IntoColumn, NamedFrom, Series};
    ///
    /// let study = retally::Study::from_files("shop", [
    ///     ("study.toml", "
    ///         [study]
    ///         title = 'A shop'
    ///         [[table]]
    ///         file = 'age.csv'
    ///         stub = 'variable'
    ///         header = 'statistic'
    ///     "),
    ///     ("age.csv", ",n,Mean,SD\nage,3,30.5,10\n"),
    /// ])?;
    /// let ages = Series::new("age".into(), [Some(20.5), Some(30.5), None, Some(40.5)]);
    /// let frame = DataFrame::new(4, vec![ages.into_column()])?;
    /// let comparison = study.compare(&frame)?;
    /// assert!(comparison.is_as_acknowledged());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Comparison::open`], and when a column that is asked for has values of another type.
    pub fn compare(&self, frame: &DataFrame) -> Result<Comparison<'_>, Error> {
        Comparison::of(self, &data(frame)?)
    }
}

/// What errors and reports call the frame.
const NAME: &str = "the frame";

fn data(frame: &DataFrame) -> Result<Data, Error> {
    let columns = frame.columns().iter().map(texts).collect::<Result<Vec<_>, _>>()?;
    let names = columns.iter().map(|column| column.name.clone()).collect();
    Ok(Data::of_columns(NAME, frame.height(), columns, names))
}

/// The values of a column as texts.
fn texts(series: &Series) -> Result<crate::respondents::data::Column, Error> {
    let mut column = Interner::new(series.name());
    for value in series.as_materialized_series().iter() {
        let text = text(&value).ok_or_else(|| {
            let message = format!("the column `{}` has values of the type {}", series.name(), series.dtype());
            Error::new(NAME, message).help("numbers, texts and truth values are read")
        })?;
        // It is text already.
        let _ = column.push(text.as_bytes());
    }
    Ok(column.column)
}

fn text(value: &AnyValue) -> Option<String> {
    match value {
        AnyValue::Null => Some(String::new()),
        AnyValue::Boolean(is_true) => Some(is_true.to_string()),
        AnyValue::String(text) => Some((*text).to_owned()),
        AnyValue::StringOwned(text) => Some(text.to_string()),
        AnyValue::Float32(number) => Some(number.to_string()),
        AnyValue::Float64(number) => Some(number.to_string()),
        value if value.is_integer() => Some(value.to_string()),
        _ => None,
    }
}
