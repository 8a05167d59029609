//! Microdata as polars frames, and every figure recomputed from the CSV text by group-by: by another way than the search
//! took, and from nothing but what is written.
//!
//! ```
//! use retally::frames::polars::prelude::ChunkAgg;
//! use retally::microdata::{Microdata, recompute};
//!
//! let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
//! let microdata = Microdata::reproduce(&study, 1);
//! let frame = recompute::frame(&microdata)?;
//! assert_eq!(frame.height(), 141);
//! assert_eq!(frame.column("age")?.i64()?.sum().map(|sum| sum / 141), Some(36)); // printed: 36.9
//! assert_eq!(recompute::recompute(&microdata)?, microdata.recomputed());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use polars::prelude::{
    Column as Series, DataFrame, IntoColumn, NamedFrom, PolarsError, PolarsResult, Series as Values,
};
use rustc_hash::FxHashMap as HashMap;

use crate::microdata::column::{Answer, answer, as_named, value_column};
use crate::microdata::factor::leaves;
use crate::microdata::recount::{printed, share, statuses};
use crate::microdata::reproduction::{NotSought, Recomputed, Reproduction};
use crate::microdata::{Column, Microdata, plan};
use crate::number::{Figure, Rational};
use crate::quantity::{Event, Quantity, Statistic};
use crate::sample::{Divisor, Measure, Sample};

/// The respondents as a frame: classifications are strings, variables are numbers, `i64` where all their values are whole
/// and the nearest `f64` else; null where something is not known.
///
/// It is synthetic: see [`SYNTHETIC`](super::SYNTHETIC).
pub fn frame(microdata: &Microdata) -> PolarsResult<DataFrame> {
    let rows = 0..microdata.rows();
    let column = |column: &Column| {
        let name = column.name().into();
        let number = |row: usize| column.number(row);
        let values = match (column.is_numeric(), column.is_whole()) {
            (true, true) => {
                let whole = |row| number(row).and_then(|number| i64::try_from(number.to_i128()?).ok());
                Values::new(name, rows.clone().map(whole).collect::<Vec<_>>())
            }
            (true, false) => {
                Values::new(name, rows.clone().map(|row| number(row).map(|number| number.to_f64())).collect::<Vec<_>>())
            }
            _ => {
                let text = |row| Some(column.text(row)).filter(|text| !text.is_empty());
                Values::new(name, rows.clone().map(text).collect::<Vec<_>>())
            }
        };
        values.into_column()
    };
    DataFrame::new(microdata.rows(), microdata.columns().iter().map(column).collect())
}

/// Every claim of the study, recomputed from the text of [`Microdata::csv`].
///
/// # Errors
///
/// When the text is no CSV file, or a value in it is no number.
pub fn recompute(microdata: &Microdata) -> PolarsResult<Vec<Recomputed>> {
    let study = microdata.study();
    let left: Vec<Option<NotSought>> = microdata.recomputed().iter().map(|figure| left(figure.status)).collect();
    let mut groups = Groups { microdata, frame: texts(&microdata.csv())?, counted: HashMap::default() };
    let values = study.claims().iter().zip(&left).map(|(claim, left)| match left {
        None => groups.value(&plan::respondents(claim)),
        Some(_) => Ok(None),
    });
    let values = values.collect::<PolarsResult<Vec<Option<Measure>>>>()?;
    let printed = printed(study, &values);
    Ok(statuses(&study.audit(), values, &printed, &left, Reproduction::NotReached))
}

fn left(status: Reproduction) -> Option<NotSought> {
    match status {
        Reproduction::NotSought(left) => Some(left),
        _ => None,
    }
}

/// A CSV file as a frame of strings.
fn texts(csv: &str) -> PolarsResult<DataFrame> {
    let error = |error: csv::Error| PolarsError::ComputeError(error.to_string().into());
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let names: Vec<String> = reader.headers().map_err(error)?.iter().map(|name| as_named(name).to_owned()).collect();
    let mut columns: Vec<Vec<String>> = vec![Vec::new(); names.len()];
    for record in reader.records() {
        for (column, text) in columns.iter_mut().zip(&record.map_err(error)?) {
            column.push(as_named(text).to_owned());
        }
    }
    let height = columns.first().map_or(0, Vec::len);
    let columns = names.iter().zip(columns).map(|(name, texts)| Values::new(name.as_str().into(), texts).into_column());
    DataFrame::new(height, columns.collect())
}

/// The frame, grouped by whichever columns are asked for.
struct Groups<'a> {
    microdata: &'a Microdata<'a>,
    frame: DataFrame,
    counted: HashMap<Vec<String>, Vec<(Vec<String>, u64)>>,
}

impl Groups<'_> {
    fn value(&mut self, quantity: &Quantity) -> PolarsResult<Option<Measure>> {
        Ok(match (quantity.statistic, &quantity.base) {
            (Statistic::Count, _) => Some(Measure::Exactly(Rational::from(self.count(&quantity.event)?))),
            (Statistic::Share, Some(base)) => share(self.count(&quantity.event)?, self.count(base)?),
            (statistic, _) => {
                self.frequencies(quantity)?.and_then(|values| values.statistic(statistic, Divisor::Unstated))
            }
        })
    }

    /// What the columns hold of the respondents of an event.
    fn answers(&self, event: &Event) -> Vec<Answer> {
        let (names, factors) = (self.microdata.study().names(), &self.microdata.witness.plan.factors);
        let one = |&(dimension, level): &_| answer(names, factors, dimension, level, &leaves(names, dimension, level));
        event.bindings().iter().map(one).collect()
    }

    /// How many respondents an event has.
    fn count(&mut self, event: &Event) -> PolarsResult<u64> {
        let answers = self.answers(event);
        let columns: Vec<String> = answers.iter().map(|answer| answer.column.clone()).collect();
        let within = self.grouped(&columns)?.iter().filter(|(texts, _)| are_in(texts, &answers));
        Ok(within.map(|(_, count)| count).sum())
    }

    /// How often each value of a variable occurs in an event. Nothing where the variable has no column.
    fn frequencies(&mut self, quantity: &Quantity) -> PolarsResult<Option<Sample>> {
        let (names, factors) = (self.microdata.study().names(), &self.microdata.witness.plan.factors);
        let Some(variable) = quantity.variable.map(|variable| value_column(names, factors, variable)) else {
            return Ok(None);
        };
        if self.microdata.column(&variable).is_none_or(|column| !column.is_numeric()) {
            return Ok(None);
        }
        let answers = self.answers(&quantity.event);
        let mut columns: Vec<String> = answers.iter().map(|answer| answer.column.clone()).collect();
        columns.push(variable);
        let mut frequencies = Vec::new();
        for (texts, count) in self.grouped(&columns)?.iter().filter(|(texts, _)| are_in(texts, &answers)) {
            if let Some(text) = texts.last().filter(|text| !text.is_empty()) {
                let figure = text.parse::<Figure>();
                let value = figure.map_err(|error| PolarsError::ComputeError(error.to_string().into()))?;
                frequencies.push((value.number().clone(), *count));
            }
        }
        Ok(Some(Sample::new(frequencies)))
    }

    /// How many respondents have each combination of texts in these columns.
    fn grouped(&mut self, columns: &[String]) -> PolarsResult<&[(Vec<String>, u64)]> {
        if !self.counted.contains_key(columns) {
            let counted = count_by(&self.frame, columns)?;
            self.counted.insert(columns.to_vec(), counted);
        }
        Ok(self.counted.get(columns).map_or(&[], Vec::as_slice))
    }
}

/// Whether the texts of a group's columns are those of an event.
fn are_in(texts: &[String], answers: &[Answer]) -> bool {
    texts.iter().zip(answers).all(|(text, answer)| match &answer.texts {
        Some(admitted) => admitted.contains(text),
        None => !text.is_empty(),
    })
}

/// A group-by, with the number of rows of each group.
fn count_by(frame: &DataFrame, columns: &[String]) -> PolarsResult<Vec<(Vec<String>, u64)>> {
    if columns.is_empty() {
        return Ok(vec![(Vec::new(), frame.height() as u64)]);
    }
    let mut distinct: Vec<&String> = columns.iter().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let groups = frame.group_by_stable(distinct)?;
    let (keys, sizes) = (groups.keys(), groups.get_groups().group_count());
    let key = |name: &String| keys.iter().find(|key| key.name() == name);
    let texts = |at: usize| {
        let text = |key: Option<&Series>| Some(key?.str().ok()?.get(at)?.to_owned());
        columns.iter().map(|name| text(key(name)).unwrap_or_default()).collect()
    };
    Ok((0..sizes.len()).map(|at| (texts(at), u64::from(sizes.get(at).unwrap_or(0)))).collect())
}
