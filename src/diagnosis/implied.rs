//! What the others imply for a figure, as figures and in words.

use crate::diagnosis::solver::system::{System, any_value};
use crate::number::{Figure, Interval, Rational};
use crate::relation::{Expression, Relation};

/// The least and the greatest figure with values in `left`, as numbers, where it has both ends.
pub(super) fn figures(system: &System, claim: usize, implied: &Interval) -> Option<(Rational, Rational)> {
    let known = &system.study.claims()[claim];
    let (least, most) = (implied.least()?, implied.greatest()?);
    if known.values.single().is_some() {
        let unit = known.figure.unit();
        return Some((&implied.first_multiple(&unit)? * &unit, &implied.last_multiple(&unit)? * &unit));
    }
    let decimals = system.usual_decimals(claim);
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
pub(super) fn only_figure(system: &System, claim: usize, implied: &Interval) -> Option<String> {
    let (least, most) = figures(system, claim, implied)?;
    (least == most).then(|| written(system, claim, &least))
}

/// A number as it would be printed in the place of a claim.
fn written(system: &System, claim: usize, number: &Rational) -> String {
    number.to_decimal(system.usual_decimals(claim)).unwrap_or_else(|| number.to_string())
}

/// A wider range, in units of the last digit, is reported by the end that is nearest to what is printed.
const WIDE: i64 = 10;

/// What is left for a figure of which nothing else is known.
pub(crate) const ANYTHING: &str = "anything";

/// The same where the usual computations imply different figures: each with the names of those that give it.
pub(super) fn by_computation(system: &System, claim: usize) -> Option<String> {
    let mut broken = system.relations_of[claim].iter().copied().filter(|relation| system.is_broken(*relation));
    let (relation, None) = (broken.next()?, broken.next()) else { return None };
    let Relation { stated: Expression::Claim(stated), recomputed: Ok(Expression::Either(usual)), .. } =
        system.relation(relation)
    else {
        return None;
    };
    let mut figures: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, expression) in usual.iter().filter(|_| system.one(*stated) == claim) {
        let values = in_words(system, claim, &expression.evaluate(system.study.claims()).ok()?);
        match figures.iter_mut().find(|known| known.0 == values) {
            Some(known) if known.1.contains(name) => {}
            Some(known) => known.1.push(name),
            None => figures.push((values, vec![name])),
        }
    }
    let each: Vec<String> = figures.iter().map(|(values, names)| format!("{values} ({})", names.join("; "))).collect();
    (each.len() > 1).then(|| each.join(" or "))
}

/// What is left where no figure prints any of the values.
pub(crate) const NOTHING: &str = "nothing";

/// Whether some figure prints one of these values in the place of a claim: a count of 40.3 to 40.8 is none.
pub(super) fn is_printable(system: &System, claim: usize, implied: &Interval) -> bool {
    !implied.is_empty() && figures(system, claim, implied).is_none_or(|(least, most)| least <= most)
}

/// What is left for a figure, in words: `41 to 43`, `at most 44`, `26.2`; `anything` where no other figure is related to it, `nothing`
/// where no value fits all the rest.
pub(super) fn in_words(system: &System, claim: usize, implied: &Interval) -> String {
    let figure = &system.study.claims()[claim].figure;
    let sign =
        if figure.decimals() > 0 && figure.text().contains(',') && !figure.text().contains('.') { "," } else { "." };
    let write = |number: &Rational| written(system, claim, number).replace('.', sign);
    if *implied == any_value(system.study.claims()[claim].quantity.statistic) {
        return ANYTHING.to_owned();
    }
    match (figures(system, claim, implied), implied.least(), implied.greatest()) {
        (Some((least, most)), ..) if least == most => write(&least),
        (Some((least, most)), ..) if &most - &least > figure.unit().scaled(WIDE) => {
            let is_near = (&least - figure.number()).abs() < (&most - figure.number()).abs();
            // That a count is at least 0 says nothing.
            let is_open = implied.least() == any_value(system.study.claims()[claim].quantity.statistic).least();
            if is_near && !is_open {
                format!("at least {}", write(&least))
            } else {
                format!("at most {}", write(&most))
            }
        }
        (Some((least, most)), ..) if least < most => format!("{} to {}", write(&least), write(&most)),
        (Some(_), ..) => NOTHING.to_owned(),
        (None, Some(least), _) => format!("at least {}", write(least)),
        (None, _, Some(most)) => format!("at most {}", write(most)),
        (None, None, None) => ANYTHING.to_owned(),
    }
}
