//! Real respondents as a study counts them: columns of codes and of values, and what each claim asks of them.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::error::Error;
use crate::microdata::NotSought;
use crate::microdata::factor::{Answers, BLANK, Factors};
use crate::microdata::plan::{no_respondents, respondents};
use crate::microdata::tally::Values;
use crate::quantity::{Dimension, Event, Quantity, Statistic};
use crate::respondents::coding::{Absent, Coder, Coding};
use crate::respondents::data::Data;
use crate::respondents::filter::{self, Filter};
use crate::respondents::weight::{Weight, weights};
use crate::study::{Claim, Study};

/// Respondents, a column for each factor; behind these what the filter says, which rows repeat another, and in which part of
/// the file they stand.
#[derive(Debug)]
pub(super) struct People<'a> {
    pub study: &'a Study,
    pub rows: usize,
    pub factors: Factors,
    pub columns: Vec<Vec<u16>>,
    /// What each code of each column counts as.
    pub counts_as: Vec<Vec<u16>>,
    /// How many rows have it that the filter keeps.
    pub times: Vec<Vec<u64>>,
    /// The codes next to cut points, by column, each with what it would count as on the other side.
    pub cuts: Vec<(usize, u16, u16)>,
    pub values: Vec<Values>,
    pub weights: Vec<Weight>,
    pub filter: Filter,
    /// Numbers of respondents that are printed and are fewer than the filter keeps: an older file may have had so many.
    pub fewer: Vec<usize>,
    pub asked: Vec<Claimed>,
    /// The dimensions of which some answers are no level.
    pub strangers: Vec<Strangers>,
    /// The texts of levels that no row has.
    pub absent: Vec<Absent>,
}

/// Answers that are no level of their dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strangers {
    /// The dimension.
    pub dimension: Dimension,
    /// How many answers are none of its levels.
    pub answers: u64,
    /// How many answers there are.
    pub of: u64,
}

fn stranger(coding: &Coding) -> Strangers {
    let of = coding.codes.iter().filter(|code| **code != BLANK).count() as u64;
    Strangers { dimension: coding.factor.dimension, answers: coding.strangers, of }
}

/// What a claim asks of respondents.
#[derive(Debug)]
pub(super) struct Claimed {
    pub statistic: Statistic,
    pub event: Answers,
    pub base: Option<Answers>,
    /// Which of the values.
    pub value: Option<usize>,
    pub left: Option<NotSought>,
}

impl<'a> People<'a> {
    /// How many rows the filter keeps.
    pub fn included(&self) -> usize {
        (0..self.rows).filter(|row| self.is_included(*row)).count()
    }

    /// Whether the filter keeps a row.
    pub fn is_included(&self, row: usize) -> bool {
        self.counts_as[self.filter_column()][usize::from(self.filter.codes[row])] == 1
    }

    /// The column of the filter.
    pub fn filter_column(&self) -> usize {
        self.factors.all().len()
    }

    /// The column of rows that repeat another.
    pub fn repeats_column(&self) -> usize {
        self.factors.all().len() + 1
    }

    /// The column of parts of the file.
    pub fn part_column(&self) -> usize {
        self.factors.all().len() + 2
    }

    /// Respondents of a data file, as the manifest and the names of the columns say.
    pub fn of(study: &'a Study, data: &'a Data) -> Result<Self, Error> {
        let coder = Coder { study, data };
        let weights = weights(&coder)?;
        let has_weight = study.mapping().weight.is_some();
        let quantities: Vec<Quantity> = study.claims().iter().map(respondents).collect();
        let left: Vec<_> = study.claims().iter().map(|claim| left(claim, has_weight)).collect();
        let wanted = || quantities.iter().zip(&left).filter(|(_, left)| left.is_none()).map(|(quantity, _)| quantity);
        let codings = codings(&coder, wanted())?;
        let values = values(&coder, wanted())?;
        let filter = filter::read(&coder)?;
        let strangers = codings.iter().filter(|coding| coding.strangers > 0);
        let mut people = Self {
            study,
            rows: data.rows,
            strangers: strangers.map(stranger).collect(),
            absent: codings.iter().flat_map(|coding| coding.absent.iter().cloned()).collect(),
            factors: Factors::these(codings.iter().map(|coding| coding.factor.clone()).collect()),
            cuts: cuts(&codings),
            columns: Vec::new(),
            times: Vec::new(),
            counts_as: codings.iter().map(|coding| coding.counts_as.clone()).collect(),
            values,
            weights,
            fewer: Vec::new(),
            asked: Vec::new(),
            filter,
        };
        people.columns = codings.into_iter().map(|coding| coding.codes).collect();
        people.add_columns_of_rows(data);
        people.times = (0..people.columns.len()).map(|column| people.times(column)).collect();
        let claims = study.claims().iter().zip(&quantities).zip(&left);
        people.asked = claims.map(|((claim, quantity), left)| people.claimed(claim, quantity, *left)).collect();
        Ok(people)
    }

    /// The columns that say of a row whether it is one of the study's.
    fn add_columns_of_rows(&mut self, data: &Data) {
        let everybody = Quantity::count(Event::everybody());
        let printed = self.study.claims().iter().filter(|claim| claim.quantity == everybody);
        let numbers = printed.filter_map(|claim| usize::try_from(claim.values.single()?.to_i128()?).ok());
        self.columns.push(self.filter.codes.clone());
        self.counts_as.push(self.filter.counts_as());
        let included = self.included();
        let mut fewer: Vec<usize> = numbers.filter(|number| (1..included).contains(number)).collect();
        fewer.sort_unstable();
        fewer.dedup();
        fewer.truncate(MOST_NUMBERS);
        self.columns.push(data.repeats.iter().map(|repeats| u16::from(*repeats)).collect());
        self.counts_as.push(vec![1, 1]);
        let ends = ends(&fewer, included);
        // Of the rows that the filter keeps the first so many count, or the last.
        let mut before = 0;
        let part = |row: usize| {
            let part = ends.partition_point(|end| *end <= before) as u16;
            before += usize::from(self.is_included(row));
            part
        };
        let parts: Vec<u16> = (0..data.rows).map(part).collect();
        self.columns.push(parts);
        self.counts_as.push(vec![1; ends.len() + 1]);
        self.fewer = fewer;
    }

    /// Where parts of the file end.
    pub fn ends(&self) -> Vec<usize> {
        ends(&self.fewer, self.included())
    }

    /// How many rows have each code of a column, of those that the filter keeps; of the filter itself all.
    fn times(&self, column: usize) -> Vec<u64> {
        let mut times = vec![0; self.counts_as[column].len()];
        let is_counted = |row: usize| column == self.filter_column() || self.is_included(row);
        let codes = self.columns[column].iter().enumerate().filter(|(row, _)| is_counted(*row));
        codes.for_each(|(_, code)| times[usize::from(*code)] += 1);
        times
    }

    fn claimed(&self, claim: &Claim, counted: &Quantity, left: Option<NotSought>) -> Claimed {
        // Those of whom a variable is known are counted by its values, where it has some.
        let is_of_values = claim.quantity.variable.is_some_and(|variable| self.value(variable).is_some());
        let quantity = if is_of_values { &claim.quantity } else { counted };
        let lacking = || self.lacking(quantity).map(NotSought::NoColumn);
        let mut claimed = Claimed {
            statistic: quantity.statistic,
            event: Answers::new(),
            base: None,
            value: quantity.variable.and_then(|variable| self.value(variable)),
            left: left.or_else(lacking),
        };
        if claimed.left.is_none() {
            let answers = |event: &Event| self.factors.answers(event, self.study.names());
            match (answers(&quantity.event), quantity.base.as_ref().map(answers)) {
                (None, _) | (_, Some(None)) => claimed.left = Some(NotSought::Overlap),
                (Some(event), base) => (claimed.event, claimed.base) = (event, base.flatten()),
            }
        }
        claimed
    }

    fn value(&self, variable: Dimension) -> Option<usize> {
        self.values.iter().position(|values| values.variable == variable)
    }

    /// The first dimension of a quantity that the file has no column of.
    fn lacking(&self, quantity: &Quantity) -> Option<Dimension> {
        let events = std::iter::once(&quantity.event).chain(&quantity.base);
        let mut bound = events.flat_map(|event| event.bindings()).map(|binding| binding.0);
        let has_levels = |dimension: Dimension| self.factors.find(dimension).is_some();
        let lacking = bound.find(|dimension| !has_levels(*dimension));
        lacking.or(quantity.variable.filter(|variable| self.value(*variable).is_none()))
    }
}

/// The most numbers of respondents that older files may have had.
const MOST_NUMBERS: usize = 8;

/// Where the first so many rows end, and where the last so many begin.
fn ends(fewer: &[usize], rows: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = fewer.iter().flat_map(|number| [*number, rows - number]).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

/// Why a claim is not recomputed from respondents.
fn left(claim: &Claim, has_weight: bool) -> Option<NotSought> {
    match no_respondents(claim) {
        Some(NotSought::Weighted) if has_weight => None,
        Some(NotSought::TooManyRespondents) => None,
        left => left,
    }
}

fn codings<'q>(coder: &Coder, quantities: impl Iterator<Item = &'q Quantity>) -> Result<Vec<Coding>, Error> {
    let events = quantities.flat_map(|quantity| std::iter::once(&quantity.event).chain(&quantity.base));
    let mut codings = BTreeMap::new();
    for (dimension, _) in events.flat_map(|event| event.bindings()) {
        if let Entry::Vacant(new) = codings.entry(*dimension) {
            new.insert(coder.codings(*dimension)?);
        }
    }
    Ok(codings.into_values().flatten().collect())
}

fn values<'q>(coder: &Coder, quantities: impl Iterator<Item = &'q Quantity>) -> Result<Vec<Values>, Error> {
    let mut values = BTreeMap::new();
    for variable in quantities.filter_map(|quantity| quantity.variable) {
        if let Entry::Vacant(new) = values.entry(variable) {
            new.insert(coder.values(variable)?);
        }
    }
    Ok(values.into_values().flatten().collect())
}

fn cuts(codings: &[Coding]) -> Vec<(usize, u16, u16)> {
    let cuts = |(column, coding): (usize, &Coding)| {
        coding.cuts.iter().map(move |(code, other)| (column, *code, *other)).collect::<Vec<_>>()
    };
    codings.iter().enumerate().flat_map(cuts).collect()
}
