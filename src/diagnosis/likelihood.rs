//! Which of several equally small repairs is likelier: what happens in print is likelier than what does not, and what more
//! relations confirm is less suspect.

use crate::diagnosis::digits::{Variant, variants};
use crate::diagnosis::system::System;
use crate::interval::Interval;
use crate::rational::Rational;
use crate::study::Claim;

/// How unlikely it is that a figure was meant to be another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Doubt {
    /// The slip that would have been made, from 1; more for what no single slip explains.
    slip: usize,
    /// How many relations hold that would not with another figure, and how often it is printed besides.
    confirmed: usize,
}

/// The cost of a change that no single slip explains, and of one that no figure fits.
const NO_SLIP: usize = 6;
const NO_FIGURE: usize = 9;

/// The likeliest figure with values in `left`, if one is likelier than the others.
pub(super) fn likeliest(system: &System, claim: usize, left: &Interval) -> Option<Variant> {
    let names = system.study.names();
    let known = &system.study.claims()[claim];
    let fits = |variant: &Variant| known.values_of(&variant.figure, names).intersects(left);
    variants(&known.figure).into_iter().find(fits)
}

/// How unlikely it is that the figure of a claim is wrong and its value one of `left`.
pub(super) fn doubt(system: &System, claim: usize, left: &Interval) -> Doubt {
    let fits = figures(&system.study.claims()[claim], left).is_none_or(|(least, most)| least <= most);
    let otherwise = if fits { NO_SLIP } else { NO_FIGURE };
    let slip = likeliest(system, claim, left).map_or(otherwise, |variant| variant.cost);
    Doubt { slip, confirmed: confirming(system, claim).count() + system.repeats(claim) }
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
pub(super) fn figures(claim: &Claim, left: &Interval) -> Option<(Rational, Rational)> {
    let unit = claim.figure.unit();
    let (least, most) = (left.least()?, left.greatest()?);
    if claim.values.single().is_some() {
        return Some((&left.first_multiple(&unit)? * &unit, &left.last_multiple(&unit)? * &unit));
    }
    let printed = |value: &Rational| {
        let text = claim.rounding.print(value, claim.figure.decimals());
        text.parse::<crate::figure::Figure>().ok().map(|figure| figure.number().clone())
    };
    Some((printed(least)?, printed(most)?))
}

/// A wider range, in units of the last digit, is told by the end that is nearest to what is printed.
const WIDE: i64 = 10;

/// What is left for a figure, in words: `41 to 43`, `at most 44`, `26.2`.
pub(super) fn leaves(claim: &Claim, left: &Interval) -> String {
    let decimals = claim.figure.decimals();
    let write = |number: &Rational| number.to_decimal(decimals).unwrap_or_else(|| number.to_string());
    match (figures(claim, left), left.least(), left.greatest()) {
        (Some((least, most)), ..) if least == most => write(&least),
        (Some((least, most)), ..) if &most - &least > claim.figure.unit().scaled(WIDE) => {
            let above = &least - claim.figure.number();
            let near = above.abs() < (&most - claim.figure.number()).abs();
            if near { format!("at least {}", write(&least)) } else { format!("at most {}", write(&most)) }
        }
        (Some((least, most)), ..) if least < most => format!("{} to {}", write(&least), write(&most)),
        (Some(_), ..) => "nothing".to_owned(),
        (None, Some(least), _) => format!("at least {}", write(least)),
        (None, _, Some(most)) => format!("at most {}", write(most)),
        (None, None, None) => "anything".to_owned(),
    }
}
