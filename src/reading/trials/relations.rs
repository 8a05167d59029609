//! What relations between summary statistics say for a reading, in bits.

use std::collections::BTreeSet;

use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::reading::layout::evidence::{Bits, bits_of_sum, log2};
use crate::relation::{Comparison, Outcome};
use crate::study::Claim;

/// What it says that a relation holds: how seldom figures that have nothing to do with each other would satisfy it.
pub(in crate::reading) fn bits(outcome: &Outcome, claims: &[Claim]) -> Bits {
    let relation = &outcome.relation;
    match relation.kind.name() {
        "existence" => order_bits(&relation.claims(), claims),
        "effect" | "p-value" => among(stated(outcome, claims), outcome).max(0),
        "ratio" => (among(stated(outcome, claims), outcome) - 2).max(0),
        "total" => stated(outcome, claims).map_or(0, |claim| bits_of_sum(units(claim.figure.number(), claim))),
        "pooled" => between_bits(outcome, claims),
        "extremes" if relation.comparison == Comparison::Equal => {
            let is_extreme = |claim: &&Claim| claim.quantity.statistic != Statistic::Median;
            let stated = stated(outcome, claims).filter(is_extreme);
            stated.map_or(0, |claim| bits_of_sum(units(claim.figure.number(), claim)))
        }
        _ => 0,
    }
}

/// The statistics that lie between the least and the greatest value, with these.
const ORDERED: [Statistic; 7] = [
    Statistic::Mean,
    Statistic::Median,
    Statistic::Mode,
    Statistic::LowerQuartile,
    Statistic::UpperQuartile,
    Statistic::Min,
    Statistic::Max,
];

/// Of `k` numbers in any order a certain one is the least and another the greatest once in k · (k − 1) times.
fn order_bits(of: &[usize], claims: &[Claim]) -> Bits {
    // What is stated is among what it is held against.
    let of: BTreeSet<usize> = of.iter().copied().collect();
    let ordered = of.iter().filter(|claim| ORDERED.contains(&claims[**claim].quantity.statistic)).count() as i64;
    if ordered < 3 { 0 } else { log2(ordered * (ordered - 1)) }
}

fn stated<'a>(outcome: &Outcome, claims: &'a [Claim]) -> Option<&'a Claim> {
    outcome.relation.stated.claims().first().and_then(|claim| claims.get(*claim))
}

/// Among numbers up to the one that is stated, how many are as what is recomputed allows.
fn among(claim: Option<&Claim>, outcome: &Outcome) -> Bits {
    claim.map_or(0, |claim| log2(units(claim.figure.number(), claim)) - log2(allowed(outcome, claim)))
}

/// A pooled figure lies between those of the groups: how many are printed there, and how many of them are as recomputed.
fn between_bits(outcome: &Outcome, claims: &[Claim]) -> Bits {
    let Some(claim) = stated(outcome, claims) else { return 0 };
    let of = outcome.relation.claims().into_iter().skip(1).map(|at| &claims[at]);
    let parts: Vec<&Rational> = of
        .filter(|part| part.quantity.statistic == claim.quantity.statistic && part.quantity != claim.quantity)
        .map(|part| part.figure.number())
        .collect();
    let Some((least, greatest)) = parts.iter().min().zip(parts.iter().max()) else { return 0 };
    let between = 1 + units(&(*greatest - *least), claim);
    (log2(between) - log2(allowed(outcome, claim))).max(0)
}

/// How many figures with the decimals of a claim what is recomputed could be printed as.
pub(in crate::reading) fn allowed(outcome: &Outcome, claim: &Claim) -> i64 {
    let width = |interval: &Interval| Some(interval.greatest()? - interval.least()?);
    outcome.recomputed.as_ref().and_then(width).map_or(i64::MAX, |width| 1 + units(&width, claim))
}

/// A number in whole units of the last digit of a claim.
pub(in crate::reading) fn units(number: &Rational, claim: &Claim) -> i64 {
    let units = number.abs().divided_by(&claim.figure.unit()).map(|units| units.floor());
    units.and_then(|units| units.to_i128()).and_then(|units| i64::try_from(units).ok()).unwrap_or(0)
}
