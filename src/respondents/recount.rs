//! Claims recomputed from real respondents, as they are, or as a lens shows them.

use std::rc::Rc;

use crate::microdata::factor::Answers;
use crate::microdata::recount::share;
use crate::microdata::tally::{Asked, Frequencies, Groups};
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::respondents::people::{Claimed, People};
use crate::sample::{Distribution, Divisor, Measure, has, measure};

/// How respondents may be looked at, other than as they are: what somebody may have done before the figures were computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lens {
    /// What the codes of some columns count as, by column.
    pub counts_as: Vec<(usize, Vec<u16>)>,
    /// Values that count otherwise, of one of the variables.
    pub value: Option<(usize, Edit)>,
    pub base: Option<Base>,
    pub weights: Option<Weights>,
}

/// What some values count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Who has none has zero.
    MissingIsZero,
    /// This value is none, by its code.
    IsMissing(u32),
}

/// Whom percentages are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// Those of whom a factor is known, of levels of that factor.
    Answered(usize),
    /// Also those of whom it is not known.
    Everybody(usize),
}

/// What weighted percentages are weighted with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weights {
    None,
    /// One of the columns.
    Of(usize),
}

/// A claim, recomputed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub value: Option<Measure>,
    /// Whether that is one of the values that the printed figure stands for.
    pub holds: bool,
    /// The usual computation by which it is, if not the first.
    pub by: Option<&'static str>,
    /// How many respondents it is of; of the least or the greatest value those who have it.
    pub n: u64,
}

/// What a claim is recomputed from.
#[derive(Clone, Debug)]
pub(super) enum Parts {
    Count(u64),
    Share(u64, u64),
    /// Weights of the event and of its base, and how many respondents the event has.
    Weighted(i128, i128, u64),
    Values(Frequencies),
}

/// Respondents that are counted, each group of them once.
pub(super) struct Recount<'a> {
    pub people: &'a People<'a>,
    groups: Groups<'a>,
}

impl<'a> Recount<'a> {
    pub fn new(people: &'a People<'a>) -> Self {
        Self { people, groups: Groups::new(people.rows, &people.columns, &people.values) }
    }

    /// A claim as a lens shows it; nothing where it is left, or asks for more combinations than can be numbered.
    pub fn outcome(&mut self, claim: usize, lens: &Lens) -> Option<Outcome> {
        let parts = self.parts(claim, lens)?;
        Some(self.judged(claim, &parts))
    }

    /// What a figure recomputed from parts is, and whether it prints as the claim's.
    pub fn judged(&self, claim: usize, parts: &Parts) -> Outcome {
        let values = &self.people.study.claims()[claim].values;
        judged(self.people.asked[claim].statistic, values, parts)
    }

    pub fn parts(&mut self, claim: usize, lens: &Lens) -> Option<Parts> {
        let claimed = &self.people.asked[claim];
        if claimed.left.is_some() {
            return None;
        }
        let event = self.asked(&claimed.event, lens);
        if let Some(value) = claimed.value {
            let frequencies = event.frequencies(&mut self.groups, value)?;
            return Some(Parts::Values(match lens.value {
                Some((edited, edit)) if edited == value => edited_with(frequencies, edit),
                _ => frequencies,
            }));
        }
        let Some(base) = &claimed.base else { return event.count(&mut self.groups).map(Parts::Count) };
        let base = self.asked(&self.base(claimed, base, lens), lens);
        let weights = self.weights(claim, lens).and_then(|at| Some((at, self.people.weights.get(at)?)));
        let n = event.count(&mut self.groups)?;
        Some(match weights {
            None => Parts::Share(n, base.count(&mut self.groups)?),
            Some((at, weight)) => {
                let of_event = event.weight(&mut self.groups, at, &weight.of_row)?;
                Parts::Weighted(of_event, base.weight(&mut self.groups, at, &weight.of_row)?, n)
            }
        })
    }

    /// The column of weights of a claim, if it has one.
    pub fn weights(&self, claim: usize, lens: &Lens) -> Option<usize> {
        let is_weighted = self.people.study.claims()[claim].weighted;
        match lens.weights.unwrap_or(Weights::Of(0)) {
            Weights::Of(at) if is_weighted => Some(at),
            _ => None,
        }
    }

    /// Whom a share is of.
    pub fn base(&self, claimed: &Claimed, base: &Answers, lens: &Lens) -> Answers {
        let mut base = base.clone();
        let has = |answers: &Answers, factor: usize| answers.iter().any(|answer| answer.0 == factor);
        match lens.base {
            Some(Base::Answered(factor)) if has(&claimed.event, factor) && !has(&base, factor) => {
                base.push((factor, self.people.factors.all()[factor].answered(self.people.study.names())));
            }
            Some(Base::Everybody(factor)) => base.retain(|answer| {
                answer.0 != factor || answer.1 != self.people.factors.all()[factor].answered(self.people.study.names())
            }),
            _ => {}
        }
        base
    }

    /// What is asked of the columns for an event.
    pub fn asked(&self, event: &Answers, lens: &Lens) -> Asked {
        let people = self.people;
        let counts_as = |column: usize| {
            let other = lens.counts_as.iter().find(|other| other.0 == column);
            other.map_or(&people.counts_as[column], |other| &other.1)
        };
        let mut asked = Asked::default();
        let mut ask = |column: usize, wanted: &[u16]| {
            let counts_as = counts_as(column);
            let codes = (0u16..).zip(counts_as).filter(|(_, own)| wanted.contains(own)).map(|(code, _)| code);
            asked.and(column, codes, counts_as.len());
        };
        event.iter().for_each(|(factor, codes)| ask(*factor, codes));
        if !people.filter.names.is_empty() {
            ask(people.filter_column(), &[1]);
        }
        for (column, _) in lens.counts_as.iter().filter(|other| other.0 > people.filter_column()) {
            ask(*column, &[1]);
        }
        asked
    }

    /// Whether a lens may change what a claim is recomputed as.
    pub fn is_touched(&self, claim: usize, lens: &Lens) -> bool {
        let claimed = &self.people.asked[claim];
        let has =
            |factor: usize| claimed.event.iter().chain(claimed.base.iter().flatten()).any(|answer| answer.0 == factor);
        let counted = lens.counts_as.iter().any(|(column, _)| *column >= self.people.filter_column() || has(*column));
        let based = match lens.base {
            Some(Base::Answered(factor) | Base::Everybody(factor)) => claimed.base.is_some() && has(factor),
            None => false,
        };
        let valued = lens.value.is_some_and(|(value, _)| claimed.value == Some(value));
        let weighed = lens.weights.is_some() && self.people.study.claims()[claim].weighted;
        claimed.left.is_none() && (counted || based || valued || weighed)
    }
}

/// A statistic of parts, and whether it is one of some values, by a usual computation.
pub(super) fn judged(statistic: Statistic, values: &Interval, parts: &Parts) -> Outcome {
    let exactly = |value: Option<Measure>, n: u64| {
        let holds = value.as_ref().is_some_and(|value| value.is_in(values));
        Outcome { value, holds, by: None, n }
    };
    match parts {
        Parts::Count(count) => exactly(Some(Measure::Exactly(Rational::from(*count))), *count),
        Parts::Share(count, base) => exactly(share(*count, *base), *count),
        Parts::Weighted(event, base, n) => {
            exactly(Rational::whole(*event).scaled(100).divided_by(&Rational::whole(*base)).map(Measure::Exactly), *n)
        }
        Parts::Values(frequencies) => {
            let n = match statistic {
                Statistic::Min => frequencies.times.iter().skip(1).copied().find(|times| *times > 0).unwrap_or(0),
                Statistic::Max => frequencies.times.iter().skip(1).copied().rfind(|times| *times > 0).unwrap_or(0),
                _ => frequencies.n(),
            };
            let first = exactly(measure(frequencies, statistic, Divisor::Unstated), n);
            let by = if first.holds || frequencies.n() == 0 { None } else { otherwise(statistic, values, frequencies) };
            Outcome { holds: first.holds || by.is_some(), by, ..first }
        }
    }
}

/// The other usual computation by which a statistic is one of some values.
fn otherwise(statistic: Statistic, values: &Interval, frequencies: &Frequencies) -> Option<&'static str> {
    let (divisor, name) = match statistic {
        Statistic::Sd | Statistic::Variance | Statistic::Se | Statistic::Cv => (Divisor::All, "divided by n"),
        Statistic::LowerQuartile | Statistic::UpperQuartile => {
            (Divisor::Unstated, "by another definition of quartiles")
        }
        Statistic::Mode => (Divisor::Unstated, "one of several modes"),
        _ => return None,
    };
    has(frequencies, statistic, values, divisor).then_some(name)
}

/// The same frequencies where some values count otherwise.
fn edited_with(mut frequencies: Frequencies, edit: Edit) -> Frequencies {
    match edit {
        Edit::IsMissing(code) => {
            let times = frequencies.times.get_mut(code as usize).map(std::mem::take).unwrap_or(0);
            frequencies.times[0] += times;
        }
        Edit::MissingIsZero => {
            let times = std::mem::take(&mut frequencies.times[0]);
            let place = frequencies.distinct.partition_point(|value| *value < 0);
            if frequencies.distinct.get(place) != Some(&0) {
                let mut distinct = frequencies.distinct.to_vec();
                distinct.insert(place, 0);
                frequencies.distinct = Rc::from(distinct);
                frequencies.times.insert(place + 1, 0);
            }
            frequencies.times[place + 1] += times;
        }
    }
    frequencies
}
