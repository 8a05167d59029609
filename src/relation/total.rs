//! # Total
//!
//! **What it checks.** The counts of the levels that respondents are divided into add up to the count of all of them.
//! Levels divide an event when their margin is printed beside them, or when the manifest says so; they then also
//! divide every narrower event, in whichever tables its counts stand, along several dimensions at once where no margin is
//! printed between. Where some may not have answered, they add up to no more than all. Of an event whose count is printed
//! nowhere, each division adds up to what the first one does. A number of those who answered may count those in a row `Missing`
//! as well: where the figures leave it open, either sum will do.
//!
//! **Why it matters.** A sum that fails shows a missing respondent, a misprinted cell or a changed base.
//!
//! **When it is undecided.** Never: where a part is not printed, or nothing to compare the sum with, there is no relation.
//!
//! **Source.** The additivity of counts.
//!
//! **Example.** `0` yes and `140` no among `141` asked: 0 + 140 is 140. `37` men and `34` women, `20` of them young and `52`
//! old: 37 + 34 is 71, 20 + 52 is 72.

use rustc_hash::FxHashSet as HashSet;

use crate::quantity::{Dimension, Event, Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::index::{Completeness, Index, Whole, sum};
use crate::relation::{Comparison, Draft, PARTS, Rule};

pub(super) const RULE: Rule = Rule {
    name: "total",
    says: "counts add up to their total, or to less where some did not answer",
    hint: Some(PARTS),
    derive,
};

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let names = index.study.names();
    for whole in index.wholes(Statistic::Count) {
        let printed = index.find(&whole.quantity, whole.table).map(Expression::Claim);
        let Some(stated) = printed.or_else(|| otherwise_divided(index, whole)) else { continue };
        drafts.push(Draft {
            about: format!("{} over {}", names.event(&whole.quantity.event), names.name(whole.dimension)),
            stated,
            comparison: whole.completeness.comparison(Comparison::Equal),
            recomputed: Ok(index.sum_of_parts(&whole.quantity.event, whole.dimension, &whole.parts, whole.table)),
        });
    }
    derive_across(index, drafts);
}

/// Along how many dimensions at once counts are added up.
const MOST_ACROSS: u32 = 3;

/// Where no margin is printed between, all cells of several divisions make the whole.
fn derive_across(index: &Index, drafts: &mut Vec<Draft>) {
    let mut seen = HashSet::default();
    for (at, claim) in index.claims().filter(|(at, _)| index.quantity(*at).statistic == Statistic::Count) {
        let event = &index.quantity(at).event;
        let divided: Vec<Dimension> = event.bindings().iter().map(|binding| binding.0).collect();
        let divided: Vec<Dimension> =
            divided.into_iter().filter(|dimension| index.divided.contains(dimension)).collect();
        for chosen in (0u32..1 << divided.len()).filter(|chosen| (2..=MOST_ACROSS).contains(&chosen.count_ones())) {
            let is_chosen = |(at, _): &(usize, &Dimension)| chosen >> at & 1 == 1;
            let across: Vec<Dimension> = divided.iter().enumerate().filter(is_chosen).map(|(_, at)| *at).collect();
            let whole = event.only(|dimension| !across.contains(&dimension));
            if seen.insert((whole.clone(), across.clone(), claim.table)) {
                drafts.extend(of_cells(index, &whole, &across, claim.table));
            }
        }
    }
}

/// A whole against the sum of all cells, unless a margin is printed that ties them already.
fn of_cells(index: &Index, whole: &Event, across: &[Dimension], table: Option<usize>) -> Option<Draft> {
    let quantity = Quantity::count(whole.clone());
    if across.iter().any(|dimension| index.adds_up(&quantity, *dimension)) {
        return None;
    }
    let (cells, answered) = index.cells(whole, across, table)?;
    let printed = index.find(&quantity, table).map(Expression::Claim);
    let summed = || index.divisions(whole).next().map(|first| sum(&first.parts)).filter(|_| !answered);
    let names = index.study.names();
    let over: Vec<_> = across.iter().map(|dimension| names.name(*dimension)).collect();
    let completeness = if answered { Completeness::Open } else { Completeness::Complete };
    Some(Draft {
        about: format!("{} over {}", names.event(whole), over.join(" and ")),
        stated: printed.or_else(summed)?,
        comparison: completeness.comparison(Comparison::Equal),
        recomputed: Ok(sum(&cells)),
    })
}

/// What the same respondents add up to where they are divided along the first dimension, if that is another.
fn otherwise_divided(index: &Index, whole: &Whole) -> Option<Expression> {
    let first = index.divisions(&whole.quantity.event).next()?;
    (first.dimension != whole.dimension).then(|| sum(&first.parts))
}
