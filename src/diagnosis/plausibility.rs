//! Which of several equally small repairs is likelier: what happens in print is likelier than what does not, and what more
//! relations confirm is less suspect.
//!
//! What each error weighs, and how far a figure is trusted, may be set in the manifest. The weights of a repair are added up, as
//! in error localisation (Fellegi & Holt 1976, doi:10.1080/01621459.1976.10481472), but only among repairs of equally many figures.

use std::iter::Sum;

use crate::diagnosis::duplicate::original;
use crate::diagnosis::error_model::{Variant, variants};
use crate::diagnosis::existence;
use crate::diagnosis::implied::{figures, only_figure};
use crate::diagnosis::solver::system::{System, any_value};
use crate::number::Interval;
use crate::quantity::Statistic;

/// How unlikely it is that figures were meant to be other ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ErrorCost {
    /// How many of them no other figure fits.
    unfit: usize,
    /// Of how many of them the others say nothing: such a figure is no better than any other.
    unsaid: usize,
    /// The weights of the errors that would have been made, as much as the figures are trusted.
    error: usize,
    /// How many relations hold that would not with another figure, and how often it is printed besides.
    confirmed: usize,
}

impl Sum for ErrorCost {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), |sum, cost| Self {
            unfit: sum.unfit + cost.unfit,
            unsaid: sum.unsaid + cost.unsaid,
            error: sum.error + cost.error,
            confirmed: sum.confirmed + cost.confirmed,
        })
    }
}

/// To look at all figures that one error turns into another counts as so many figures.
const VARIANTS: usize = 200;

/// The likeliest figure with values in `left`, if one is likelier than the others.
pub(super) fn most_plausible(system: &System, claim: usize, implied: &Interval) -> Option<Variant> {
    let known = &system.study.claims()[claim];
    let mut work = existence::work();
    system.take(VARIANTS);
    if system.spent().is_some() {
        return None;
    }
    let fits = |variant: &Variant| {
        let values = known.values_of(&variant.figure, system.study.names());
        values.intersects(implied) && existence::may_exist(system, claim, &values, &mut work)
    };
    possible_originals(system, claim).into_iter().find(fits)
}

/// The figures that one error turns into that of a claim, the likeliest first. Figures of a kind are printed with equally many
/// decimals in a table: others are less likely to have been meant.
pub(super) fn possible_originals(system: &System, claim: usize) -> Vec<Variant> {
    let (known, weights) = (&system.study.claims()[claim], system.study.weights());
    let usual = system.usual_decimals(claim);
    let mut variants = variants(&known.figure, weights);
    // Respondents are whole.
    variants.retain(|variant| known.quantity.statistic != Statistic::Count || variant.figure.number().is_whole());
    for variant in &mut variants {
        let decimals = if variant.figure.decimals() == usual { 0 } else { weights.decimals.get() };
        variant.cost = (variant.cost + decimals) * known.trust.get();
    }
    variants.sort_by_key(|variant| variant.cost);
    variants
}

/// How unlikely it is that the figure of a claim is wrong and its value one of `left`.
pub(super) fn error_cost(system: &System, claim: usize, implied: &Interval) -> ErrorCost {
    let printed = system.study.claims()[claim].figure.number();
    // What is left may be nothing, or only what is printed.
    let fits = figures(system, claim, implied)
        .is_none_or(|(least, most)| least <= most && (least < most || least != *printed));
    let by_digits = most_plausible(system, claim, implied).map(|variant| variant.cost);
    let other = system.study.weights().other.get() * system.study.claims()[claim].trust.get();
    let error = by_digits.into_iter().chain(copied(system, claim, implied)).fold(other, usize::min);
    let unfit = usize::from(!fits && by_digits.is_none());
    let unsaid = usize::from(*implied == any_value(system.study.claims()[claim].quantity.statistic));
    let confirmed = confirming(system, claim, usize::MAX).count() + system.repeats(claim);
    ErrorCost { unfit, unsaid, error, confirmed }
}

/// What it weighs that a figure is that of the cell beside it, if it is, and the rest leaves one figure for it.
fn copied(system: &System, claim: usize, implied: &Interval) -> Option<usize> {
    only_figure(system, claim, implied)?;
    original(system, claim)?;
    Some(system.study.weights().copied.get() * system.study.claims()[claim].trust.get())
}

/// The relations of at most so many figures that hold, and would not if the figure's last digit were another.
pub(super) fn confirming<'s>(system: &'s System, claim: usize, most: usize) -> impl Iterator<Item = usize> + 's {
    const FEW: usize = 12;
    // Whether data exist takes long to decide, and is no arithmetic that a reader can follow.
    let is_arithmetic = |relation: &usize| !system.is_broken(*relation) && !system.is_of_data(*relation);
    let relations = system.relations_of[claim].iter().copied().filter(is_arithmetic).take(FEW);
    let short = relations.filter(move |relation| system.claims_of[*relation].len() <= most);
    short.filter(move |relation| system.spend(*relation) && confirms(system, *relation, claim))
}

fn confirms(system: &System, relation: usize, claim: usize) -> bool {
    let known = &system.study.claims()[claim];
    [-1, 1].into_iter().all(|by| {
        let other = known.values.plus(&Interval::point(known.figure.unit().scaled(by)));
        let values = |at: usize| if at == claim { other.clone() } else { system.study.claims()[at].values.clone() };
        !system.holds_with(relation, &values)
    })
}
