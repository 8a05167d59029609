//! # Direction
//!
//! **What it checks.** What a sentence says of the direction of several figures is so: one group has a greater percentage, number
//! or mean than another, or something grows from year to year. A test says how far the figures support it: a statement
//! that holds is *direction agrees; difference not significant* where its p value is above the study's `alpha` (.05 unless said otherwise), else
//! *supported*; see [`Support`](crate::relation::Support). Of means the direction alone is held against what is printed.
//!
//! **Why it matters.** Sentences are what is remembered of a paper, and seldom computed with care. "More likely" of 54 % of 80
//! and 44 % of 61 is what chance does every fourth time.
//!
//! **When it is undecided.** When a count or a mean is not reported, when a group is, or may be, empty, or when the counts of more
//! than two groups are reported only approximately.
//!
//! **Source.** For a trend, the slope of the line that is fitted by least squares, each group with the weight of its size; for
//! two groups, their difference. The tests are described at [`contingency`](crate::inference::contingency).
//!
//! **Example.** Simple networks "declining" with 23 of 28, 36 of 46, 8 of 36, 7 of 14, 3 of 9, 3 of 4 and 0 of 4 in seven years:
//! the slope is −12.2 percentage points a year, p < .0001. The same of a row that rises is contradicted.

use crate::number::Rational;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::expression::{Expression, Point, Slope};
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::{Claim, Names, join};

pub(super) const RULE: Rule = Rule {
    name: "direction",
    says: "the stated direction is right",
    hint: Some("if other figures than these are meant, say so with `event`, `base`, `than` or `over`"),
    derive,
};

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let claims = index.study.claims().iter().enumerate();
    for (at, claim) in claims.filter(|(_, claim)| claim.quantity.statistic.is_direction()) {
        let points = match claim.quantity.statistic {
            Statistic::Trend => over(index, claim),
            _ => than(index, claim),
        };
        let slope = points.map(|points| {
            let slope = Expression::Slope(Box::new(Slope { points, alpha: index.study.alpha().clone() }));
            // Different is what has a square above zero.
            if claim.says_different() { Expression::Square(Box::new(slope)) } else { slope }
        });
        drafts.push(Draft {
            about: format!("{} ({})", index.study.names().quantity(&claim.quantity), claim.figure),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: slope,
        });
    }
}

/// The other group and then this one.
fn than(index: &Index, claim: &Claim) -> Result<Vec<Point>, Unknown> {
    let Quantity { event, base, than, variable, .. } = &claim.quantity;
    let other = than.as_deref().cloned().unwrap_or_default();
    if let Some(variable) = variable {
        let mean = |score, event: &Event| {
            let part = index.known(Quantity::of(Statistic::Mean, *variable, event.clone()), claim.table)?;
            Ok(Point { score: Rational::whole(score), part, whole: None })
        };
        return Ok(vec![mean(0, &other)?, mean(1, event)?]);
    }
    let point = |score: i128, part: &Event, whole: Option<&Event>| {
        let whole = whole.map(|whole| index.count(whole, claim.table)).transpose()?;
        Ok(Point { score: Rational::whole(score), part: index.count(part, claim.table)?, whole })
    };
    let part = match base {
        Some(base) => join(&event.only(|dimension| base.level(dimension).is_none()), &other),
        None => other.clone(),
    };
    Ok(vec![point(0, &part, base.as_ref().map(|_| &other))?, point(1, event, base.as_ref())?])
}

/// The levels of the dimension in their order.
fn over(index: &Index, claim: &Claim) -> Result<Vec<Point>, Unknown> {
    let Some(dimension) = claim.quantity.variable else { return Ok(Vec::new()) };
    let names = index.study.names();
    let levels: Vec<Level> =
        names.levels(dimension).filter(|level| names.made_of(dimension, *level).is_empty()).collect();
    let point = |(level, score): (&Level, Rational)| {
        let count = |event: &Event| index.count(&event.with(dimension, *level), claim.table);
        let whole = claim.quantity.base.as_ref().map(count).transpose()?;
        Ok(Point { score, part: count(&claim.quantity.event)?, whole })
    };
    levels.iter().zip(scores(names, dimension, &levels)).map(point).collect()
}

/// The numbers that are the levels' names, as years are; else their places.
fn scores(names: &Names, dimension: Dimension, levels: &[Level]) -> Vec<Rational> {
    let number = |level: &Level| {
        let name = names.level_name(dimension, *level);
        let mut runs = name.split(|character: char| !character.is_ascii_digit()).filter(|run| !run.is_empty());
        let run = runs.next().filter(|_| runs.next().is_none())?;
        run.parse::<u64>().ok().map(Rational::from)
    };
    let numbers: Option<Vec<Rational>> = levels.iter().map(number).collect();
    let places = || (0..levels.len() as u64).map(Rational::from).collect();
    let distinct = |numbers: &Vec<Rational>| numbers.iter().enumerate().all(|(at, one)| !numbers[..at].contains(one));
    numbers.filter(distinct).unwrap_or_else(places)
}
