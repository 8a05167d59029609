//! What data of one variable leave for one of its statistics.
//!
//! Whether data exist is no arithmetic that could be turned round. So the neighbouring figures are tried, one unit of the last
//! digit after the other, until data may exist; a side on which no figure at all would do is found first. All questions of
//! one claim have so much work together: where it ends, data may exist.

use std::ops::Bound;

use crate::diagnosis::solver::system::System;
use crate::number::{Figure, Interval, Rational};
use crate::sample::{SOME_STEPS, Work};

/// How many figures are tried on either side.
const FARTHEST: i64 = 100;

/// What all neighbours of one claim may cost.
pub(super) fn work() -> Work {
    Work::new(SOME_STEPS)
}

/// Whether data may exist where they do not as printed, if a claim has other values.
pub(super) fn may_exist(system: &System, claim: usize, values: &Interval, work: &mut Work) -> bool {
    let claim = system.one(claim);
    let with = |other: usize| if other == claim { values.clone() } else { system.study.claims()[other].values.clone() };
    impossible(system, claim).all(|relation| system.holds_within(relation, &with, work))
}

/// The same values without those next to the printed figure, or all on one side of it, with which no data exist.
pub(super) fn restrict(system: &System, claim: usize, implied: Interval) -> Interval {
    if impossible(system, claim).next().is_none() {
        return implied;
    }
    let printed = &system.study.claims()[claim].values;
    let below = Interval::new(implied.low().cloned(), beyond(printed.low()));
    let above = Interval::new(beyond(printed.high()), implied.high().cloned());
    let mut work = work();
    let mut is_open = |side: &Interval| !side.is_empty() && may_exist(system, claim, side, &mut work);
    let open = (is_open(&below), is_open(&above));
    let mut end = |side: Interval, by| nearest(system, claim, &side, by, &mut work).unwrap_or(side);
    match open {
        (true, true) => implied,
        (true, false) => Interval::new(below.low().cloned(), end(below, -1).high().cloned()),
        (false, true) => Interval::new(end(above.clone(), 1).low().cloned(), above.high().cloned()),
        (false, false) => Interval::new(beyond(printed.high()), beyond(printed.low())),
    }
}

/// The relations of a claim that no data exist for.
fn impossible<'s>(system: &'s System, claim: usize) -> impl Iterator<Item = usize> + 's {
    let relations = system.relations_of[claim].iter().copied();
    relations.filter(|relation| system.is_of_data(*relation) && system.is_broken(*relation))
}

/// The values of the nearest figure of one side with which data may exist.
fn nearest(system: &System, claim: usize, side: &Interval, by: i64, work: &mut Work) -> Option<Interval> {
    let known = &system.study.claims()[claim];
    let decimals = system.usual_decimals(claim).min(known.figure.decimals());
    let figure = |steps: i64| {
        let number = known.figure.number() + &Rational::unit(decimals).scaled(by * steps);
        number.to_decimal(decimals)?.parse::<Figure>().ok()
    };
    let values = (1..=FARTHEST).map_while(figure).map(|figure| known.values_of(&figure, system.study.names()));
    values.filter(|values| values.intersects(side)).find(|values| may_exist(system, claim, values, work))
}

/// The end of what begins where this ends.
fn beyond(end: Bound<&Rational>) -> Bound<Rational> {
    match end {
        Bound::Included(end) => Bound::Excluded(end.clone()),
        Bound::Excluded(end) => Bound::Included(end.clone()),
        Bound::Unbounded => Bound::Unbounded,
    }
}
