//! Variables that are tied to each other respondent by respondent.

use std::collections::BTreeMap;

use crate::microdata::goal::{LARGEST, Scale};
use crate::quantity::Dimension;
use crate::rational::Rational;
use crate::study::{Identity, Study};

/// Variables that are sought together: one alone, or several that identities tie.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The variables, with their scales: all of one unit.
    pub variables: Vec<(Dimension, Scale)>,
    /// The variables that follow from others.
    pub derived: Vec<Derived>,
    /// Whether some identity between them cannot be held.
    pub is_broken: bool,
}

/// A variable that is the sum of others, each a whole number of times, and of a constant.
#[derive(Clone, Debug)]
pub(super) struct Derived {
    /// The variable, as a place in the block.
    pub variable: usize,
    /// How many times which variable; none of these is derived.
    pub terms: Vec<(i64, usize)>,
    pub constant: i64,
}

/// The largest factor of an equation whose variables are sought.
const LARGEST_FACTOR: i64 = 1_000;

/// The blocks for these variables, each with the step of its values, and for those that are tied to them.
pub(super) fn blocks(study: &Study, steps: &BTreeMap<Dimension, Rational>) -> Vec<Block> {
    let mut groups: Vec<Vec<Dimension>> = steps.keys().map(|variable| vec![*variable]).collect();
    for identity in study.identities() {
        let tied: Vec<Dimension> = identity.terms.iter().map(|term| term.1).collect();
        let touches = |group: &Vec<Dimension>| group.iter().any(|variable| tied.contains(variable));
        if !groups.iter().any(touches) {
            continue;
        }
        let (touched, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(touches);
        let mut joined: Vec<Dimension> = touched.into_iter().flatten().chain(tied).collect();
        joined.sort_unstable();
        joined.dedup();
        groups = others;
        groups.push(joined);
    }
    groups.sort();
    groups.into_iter().map(|variables| Block::of(study, variables, steps)).collect()
}

impl Block {
    fn of(study: &Study, variables: Vec<Dimension>, steps: &BTreeMap<Dimension, Rational>) -> Self {
        let known =
            |variable: &Dimension| steps.get(variable).cloned().or_else(|| study.names().scale(*variable).unit());
        let finest = variables.iter().filter_map(known).min().unwrap_or_else(|| Rational::whole(1));
        let steps: Vec<Rational> =
            variables.iter().map(|variable| known(variable).unwrap_or_else(|| finest.clone())).collect();
        let decimals = (0..MOST_DECIMALS)
            .find(|decimals| steps.iter().all(|step| step.is_multiple_of(&Rational::unit(*decimals))));
        let unit = Rational::unit(decimals.unwrap_or(MOST_DECIMALS));
        let grains: Vec<Option<i64>> = steps.iter().map(|step| grain(step, &unit)).collect();
        let scales = grains.iter().map(|grain| Scale { unit: unit.clone(), grain: grain.unwrap_or(1) });
        let is_broken = grains.iter().any(Option::is_none);
        let mut block = Self { variables: variables.into_iter().zip(scales).collect(), derived: Vec::new(), is_broken };
        for identity in study.identities() {
            let tied = identity.terms.iter().any(|term| block.place(term.1).is_some());
            if tied && block.hold(identity).is_none() {
                block.is_broken = true;
            }
        }
        block
    }

    pub fn place(&self, variable: Dimension) -> Option<usize> {
        self.variables.iter().position(|known| known.0 == variable)
    }

    /// Makes one of an identity's variables follow from the others. Nothing where none does in whole numbers.
    fn hold(&mut self, identity: &Identity) -> Option<()> {
        let mut terms: BTreeMap<usize, i64> = BTreeMap::new();
        let mut constant = self.in_units(identity.constant)?;
        for (factor, variable) in &identity.terms {
            let place = self.place(*variable)?;
            let known = self.derived.iter().find(|derived| derived.variable == place);
            let (parts, more) = known.map_or((vec![(1, place)], 0), |known| (known.terms.clone(), known.constant));
            constant = constant.checked_add(factor.checked_mul(more)?)?;
            for (times, part) in parts {
                let term = terms.entry(part).or_default();
                *term = term.checked_add(factor.checked_mul(times)?)?;
            }
        }
        terms.retain(|_, factor| *factor != 0);
        if terms.is_empty() {
            return (constant == 0).then_some(());
        }
        // The one that the equation defines, if that is possible.
        let first = identity.terms.first().and_then(|term| self.place(term.1));
        let can_follow = |place: &usize| {
            let grain = self.variables[*place].1.grain;
            let whole = |(other, factor): (&usize, &i64)| {
                other == place || factor.saturating_mul(self.variables[*other].1.grain) % grain == 0
            };
            terms.get(place).is_some_and(|factor| factor.abs() == 1) && terms.iter().all(whole) && constant % grain == 0
        };
        let variable = first.into_iter().chain(terms.keys().copied()).find(can_follow)?;
        let sign = -terms.remove(&variable)?;
        let derived = Derived {
            variable,
            terms: terms.into_iter().map(|(place, factor)| (factor * sign, place)).collect(),
            constant: constant.checked_mul(sign)?,
        };
        self.substitute(&derived)?;
        self.derived.push(derived);
        self.derived.iter().all(Derived::is_small).then_some(())
    }

    /// Replaces a variable in those that were derived from it before.
    fn substitute(&mut self, new: &Derived) -> Option<()> {
        for derived in &mut self.derived {
            let Some(at) = derived.terms.iter().position(|term| term.1 == new.variable) else { continue };
            let (factor, _) = derived.terms.remove(at);
            derived.constant = derived.constant.checked_add(factor.checked_mul(new.constant)?)?;
            for (times, place) in &new.terms {
                let more = factor.checked_mul(*times)?;
                match derived.terms.iter_mut().find(|term| term.1 == *place) {
                    Some(term) => term.0 = term.0.checked_add(more)?,
                    None => derived.terms.push((more, *place)),
                }
            }
            derived.terms.retain(|term| term.0 != 0);
        }
        Some(())
    }

    fn in_units(&self, constant: i64) -> Option<i64> {
        let unit = self.variables.first().map(|variable| &variable.1.unit)?;
        let units = Rational::whole(constant.into()).divided_by(unit)?;
        i64::try_from(units.to_i128()?).ok().filter(|units| units.abs() <= LARGEST)
    }

    /// How large values may be so that what is derived from them is not too large.
    pub fn largest(&self) -> i64 {
        let most = self.derived.iter().map(|derived| derived.terms.iter().map(|term| term.0.abs()).sum::<i64>()).max();
        LARGEST / (2 * most.unwrap_or(1).max(1))
    }
}

impl Derived {
    fn is_small(&self) -> bool {
        self.terms.len() <= 16
            && self.terms.iter().all(|term| term.0.abs() <= LARGEST_FACTOR)
            && self.constant.abs() <= LARGEST / 2
    }

    /// Its value, given all others. The sizes of factors and values keep it below 2^40.
    pub fn value(&self, values: &[Vec<i64>], row: usize) -> i64 {
        self.terms.iter().map(|(factor, place)| factor * values[*place][row]).sum::<i64>() + self.constant
    }

    /// How much it changes with one of the others.
    pub fn factor(&self, place: usize) -> i64 {
        self.terms.iter().find(|term| term.1 == place).map_or(0, |term| term.0)
    }
}

/// The finest unit that values are counted in.
const MOST_DECIMALS: u32 = 12;

fn grain(step: &Rational, unit: &Rational) -> Option<i64> {
    let grain = step.divided_by(unit)?.to_i128()?;
    i64::try_from(grain).ok().filter(|grain| (1..=LARGEST).contains(grain))
}
