//! # Existence
//!
//! **What it checks.** Some data have all statistics that are printed of a variable: n, mean, standard deviation, variance,
//! standard error, median, mode, extremes and quartiles, with the values on the variable's scale.
//!
//! **Why it matters.** Each figure may look right beside each other one, and yet nobody's answers can have them all. GRIM,
//! GRIMMER, DEBIT, the order of averages and the bounds of the standard deviation are special cases.
//!
//! **When it is undecided.** When the step of the variable is not known and the bounds that hold for any numbers are met
//! narrowly, or when the search is cut off; the limit that was reached is reported. Statistics of which any values would do
//! (a mean and a standard deviation of a variable without a step) make no relation.
//!
//! **Source.** GRIM: Brown & Heathers 2017, doi:10.1177/1948550616673876. GRIMMER: Anaya 2016, doi:10.7287/peerj.preprints.2400v1;
//! Allard 2018. Here the question is decided itself: see [`sample`](crate::sample).
//!
//! **Example.** The mean `5.6` and the standard deviation `9.4` of 141 whole numbers from `0` to `17` do not exist: it is at most 8.0.

use rustc_hash::FxHashSet as HashSet;

use crate::quantity::{Quantity, Statistic};
use crate::relation::arithmetic::of;
use crate::relation::expression::{Expression, SampleOf};
use crate::relation::index::Index;
use crate::relation::{Comparison, Draft, Rule};
use crate::sample::Scale;
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "existence", says: "the summary statistics are jointly possible", hint: None, derive };

/// The statistics of a sample, those first that are reported as wrong where they cannot all be right.
const STATISTICS: [Statistic; 10] = [
    Statistic::Sd,
    Statistic::Variance,
    Statistic::Se,
    Statistic::Mean,
    Statistic::Median,
    Statistic::Mode,
    Statistic::LowerQuartile,
    Statistic::UpperQuartile,
    Statistic::Min,
    Statistic::Max,
];

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let mut seen = HashSet::default();
    for (_, claim) in index.claims() {
        let Some(variable) = claim.quantity.variable.filter(|_| STATISTICS.contains(&claim.quantity.statistic)) else {
            continue;
        };
        let beside = |statistic: &Statistic| {
            let quantity = Quantity { statistic: *statistic, ..claim.quantity.clone() };
            Some((*statistic, index.find(&quantity, claim.table)?))
        };
        let figures: Vec<_> = STATISTICS.iter().filter_map(beside).collect();
        let names = index.study.names();
        let scale = names.scale(variable);
        if !may_fail(&figures, &scale) || !seen.insert(figures.clone()) {
            continue;
        }
        drafts.push(Draft {
            about: of(names.name(variable), &names.event(&claim.quantity.event)),
            stated: Expression::Claim(figures[0].1),
            comparison: Comparison::Exists,
            recomputed: Ok(Expression::Sample(Box::new(SampleOf { n: count(index, claim, &figures), figures, scale }))),
        });
    }
}

/// How many values there are, if that is printed: of those of whom the variable is known, else of all, unless it is not
/// known of everybody.
fn count(index: &Index, claim: &Claim, figures: &[(Statistic, usize)]) -> Option<Expression> {
    let partly_known = figures.iter().any(|(_, claim)| index.study.claims()[*claim].partly_known);
    index.count_of_values(claim, &claim.quantity.event, partly_known).ok()
}

/// Whether not just any figures would do.
fn may_fail(figures: &[(Statistic, usize)], scale: &Scale) -> bool {
    let is_ordered = |statistic: &Statistic| !matches!(statistic, Statistic::Sd | Statistic::Variance | Statistic::Se);
    let ordered = figures.iter().filter(|(statistic, _)| is_ordered(statistic)).count();
    let has = |statistic| figures.iter().any(|figure| figure.0 == statistic);
    let granular = figures.iter().any(|(statistic, _)| !statistic.is_a_value());
    let range = scale.range();
    let is_bounded = range.least().is_some() && range.greatest().is_some();
    match scale.is_granular() {
        true => granular || ordered > 1,
        // Between two ends a standard deviation is not just any beside its mean.
        false if is_bounded && ordered < figures.len() && ordered > 0 => true,
        // Of any numbers only order and range tell something, and a mode may be any of them.
        false => ordered > usize::from(has(Statistic::Mean) || has(Statistic::Median)) || ordered > 1,
    }
}
