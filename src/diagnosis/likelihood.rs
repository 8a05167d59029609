//! Which of several equally small repairs is likelier: what happens in print is likelier than what does not, and what more
//! relations confirm is less suspect.
//!
//! What each slip weighs, and how far a figure is trusted, may be set in the manifest. The weights of a repair are added up, as
//! in error localisation (Fellegi & Holt 1976, doi:10.1080/01621459.1976.10481472), but only among repairs of equally many figures.

use std::iter::Sum;

use crate::diagnosis::data;
use crate::diagnosis::digits::{Variant, variants};
use crate::diagnosis::hypothesis::original;
use crate::diagnosis::system::{System, any_value};
use crate::number::{Figure, Interval, Rational};

/// How unlikely it is that figures were meant to be other ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Doubt {
    /// How many of them no other figure fits.
    unfit: usize,
    /// The weights of the slips that would have been made, as much as the figures are trusted.
    slip: usize,
    /// How many relations hold that would not with another figure, and how often it is printed besides.
    confirmed: usize,
}

impl Sum for Doubt {
    fn sum<I: Iterator<Item = Self>>(doubts: I) -> Self {
        doubts.fold(Self::default(), |sum, doubt| Self {
            unfit: sum.unfit + doubt.unfit,
            slip: sum.slip + doubt.slip,
            confirmed: sum.confirmed + doubt.confirmed,
        })
    }
}

/// The likeliest figure with values in `left`, if one is likelier than the others.
pub(super) fn likeliest(system: &System, claim: usize, left: &Interval) -> Option<Variant> {
    let known = &system.study.claims()[claim];
    let mut work = data::work();
    let fits = |variant: &Variant| {
        let values = known.values_of(&variant.figure, system.study.names());
        values.intersects(left) && data::may_exist(system, claim, &values, &mut work)
    };
    slips(system, claim).into_iter().find(fits)
}

/// The figures that one slip turns into that of a claim, the likeliest first. Figures of a kind are printed with equally many
/// decimals in a table: others are less likely to have been meant.
pub(super) fn slips(system: &System, claim: usize) -> Vec<Variant> {
    let (known, weights) = (&system.study.claims()[claim], system.study.weights());
    let usual = usual_decimals(system, claim);
    let mut variants = variants(&known.figure, weights);
    for variant in &mut variants {
        let decimals = if variant.figure.decimals() == usual { 0 } else { weights.decimals.get() };
        variant.cost = (variant.cost + decimals) * known.trust.get();
    }
    variants.sort_by_key(|variant| variant.cost);
    variants
}

/// With how many decimals figures of a claim's kind are printed: as many as most figures of the same statistic in its table, or
/// in the text.
pub(super) fn usual_decimals(system: &System, claim: usize) -> u32 {
    let own = &system.study.claims()[claim];
    let decimals = own.figure.decimals();
    let times = system.decimals_of(own.table, own.quantity.statistic);
    times.iter().max_by_key(|(known, times)| (**times, **known == decimals)).map_or(decimals, |most| *most.0)
}

/// How unlikely it is that the figure of a claim is wrong and its value one of `left`.
pub(super) fn doubt(system: &System, claim: usize, left: &Interval) -> Doubt {
    let printed = system.study.claims()[claim].figure.number();
    // What is left may be nothing, or only what is printed.
    let fits =
        figures(system, claim, left).is_none_or(|(least, most)| least <= most && (least < most || least != *printed));
    let by_digits = likeliest(system, claim, left).map(|variant| variant.cost);
    let other = system.study.weights().other.get() * system.study.claims()[claim].trust.get();
    let slip = by_digits.into_iter().chain(copied(system, claim, left)).fold(other, usize::min);
    let unfit = usize::from(!fits && by_digits.is_none());
    Doubt { unfit, slip, confirmed: confirming(system, claim).count() + system.repeats(claim) }
}

/// What it weighs that a figure is that of the cell beside it, if it is, and the rest leaves one figure for it.
fn copied(system: &System, claim: usize, left: &Interval) -> Option<usize> {
    only_figure(system, claim, left)?;
    original(system, claim)?;
    Some(system.study.weights().copied.get() * system.study.claims()[claim].trust.get())
}

/// The relations that hold, and would not if the figure's last digit were another.
pub(super) fn confirming<'s>(system: &'s System, claim: usize) -> impl Iterator<Item = usize> + 's {
    const FEW: usize = 12;
    // Whether data exist takes long to decide, and is no arithmetic that a reader can follow.
    let is_told = |relation: &usize| !system.is_broken(*relation) && !system.is_of_data(*relation);
    let relations = system.relations_of[claim].iter().copied().filter(is_told).take(FEW);
    relations.filter(move |relation| confirms(system, *relation, claim))
}

fn confirms(system: &System, relation: usize, claim: usize) -> bool {
    let known = &system.study.claims()[claim];
    [-1, 1].into_iter().all(|by| {
        let other = known.values.plus(&Interval::point(known.figure.unit().scaled(by)));
        let values = |at: usize| if at == claim { other.clone() } else { system.study.claims()[at].values.clone() };
        !system.holds_with(relation, &values)
    })
}

/// The least and the greatest figure with values in `left`, as numbers, where it has both ends.
pub(super) fn figures(system: &System, claim: usize, left: &Interval) -> Option<(Rational, Rational)> {
    let known = &system.study.claims()[claim];
    let (least, most) = (left.least()?, left.greatest()?);
    if known.values.single().is_some() {
        let unit = known.figure.unit();
        return Some((&left.first_multiple(&unit)? * &unit, &left.last_multiple(&unit)? * &unit));
    }
    let decimals = usual_decimals(system, claim);
    if known.rounding.is_to_the_nearest() && least != most {
        // A tie at an end belongs to the figure inside.
        let (unit, half) = (Rational::unit(decimals), Rational::unit(decimals).halved());
        let first = Interval::at_most(least + &half).last_multiple(&unit)?;
        let last = Interval::at_least(most - &half).first_multiple(&unit)?;
        return Some((&first * &unit, &last * &unit));
    }
    let printed = |value: &Rational| {
        let text = known.rounding.print(value, decimals);
        text.parse::<Figure>().ok().map(|figure| figure.number().clone())
    };
    Some((printed(least)?, printed(most)?))
}

/// The only figure with values in `left`, if there is just one.
pub(super) fn only_figure(system: &System, claim: usize, left: &Interval) -> Option<String> {
    let (least, most) = figures(system, claim, left)?;
    (least == most).then(|| written(system, claim, &least))
}

/// A number as it would be printed in the place of a claim.
fn written(system: &System, claim: usize, number: &Rational) -> String {
    number.to_decimal(usual_decimals(system, claim)).unwrap_or_else(|| number.to_string())
}

/// A wider range, in units of the last digit, is told by the end that is nearest to what is printed.
const WIDE: i64 = 10;

/// What is left for a figure of which nothing else is known.
pub(crate) const ANYTHING: &str = "anything";

/// What is left for a figure, in words: `41 to 43`, `at most 44`, `26.2`; `anything` where nothing else bears on it, `nothing`
/// where no value fits all the rest.
pub(super) fn leaves(system: &System, claim: usize, left: &Interval) -> String {
    let figure = &system.study.claims()[claim].figure;
    let write = |number: &Rational| written(system, claim, number);
    if *left == any_value(system.study.claims()[claim].quantity.statistic) {
        return ANYTHING.to_owned();
    }
    match (figures(system, claim, left), left.least(), left.greatest()) {
        (Some((least, most)), ..) if least == most => write(&least),
        (Some((least, most)), ..) if &most - &least > figure.unit().scaled(WIDE) => {
            let above = &least - figure.number();
            let near = above.abs() < (&most - figure.number()).abs();
            if near { format!("at least {}", write(&least)) } else { format!("at most {}", write(&most)) }
        }
        (Some((least, most)), ..) if least < most => format!("{} to {}", write(&least), write(&most)),
        (Some(_), ..) => "nothing".to_owned(),
        (None, Some(least), _) => format!("at least {}", write(least)),
        (None, _, Some(most)) => format!("at most {}", write(most)),
        (None, None, None) => ANYTHING.to_owned(),
    }
}
