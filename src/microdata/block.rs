//! Variables that are tied to each other respondent by respondent.

use std::collections::BTreeMap;

use crate::microdata::goal::{LARGEST, Scale};
use crate::number::Rational;
use crate::quantity::Dimension;
use crate::study::{Identity, Study};

/// Variables that are sought together: one alone, or several that identities tie.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The variables, all of one unit, and what identities allow.
    pub variables: Vec<Sought>,
    /// The variables that follow from others.
    pub derived: Vec<Derived>,
    /// Whether some identity between them cannot be held.
    pub is_broken: bool,
}

/// What is sought for each respondent: the value of a variable, or by how much an identity is off.
#[derive(Clone, Debug)]
pub(super) struct Sought {
    /// The variable. Without one it is what an identity allows, and no column is made of it.
    pub variable: Option<Dimension>,
    pub scale: Scale,
    /// The least and the greatest value that are possible, where there are such; the first is not above the second.
    pub bounds: (Option<i64>, Option<i64>),
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
        let sought = |(variable, grain): (&Dimension, &Option<i64>)| {
            let scale = Scale { unit: unit.clone(), grain: grain.unwrap_or(1) };
            let bounds = scale.bounds(&study.names().scale(*variable).range());
            Sought { variable: Some(*variable), scale, bounds }
        };
        let is_broken = grains.iter().any(Option::is_none);
        let variables = variables.iter().zip(&grains).map(sought).collect();
        let mut block = Self { variables, derived: Vec::new(), is_broken };
        for identity in study.identities() {
            let tied = identity.terms.iter().any(|term| block.place(term.1).is_some());
            if tied && block.hold(identity).is_none() {
                block.is_broken = true;
            }
        }
        let largest = block.largest();
        let is_large = |end: Option<i64>| end.is_some_and(|end| end.abs() > largest);
        let allowed = block.variables.iter().filter(|sought| sought.variable.is_none()).map(|sought| sought.bounds);
        block.is_broken |= allowed.into_iter().any(|(low, high)| is_large(low) || is_large(high));
        block
    }

    pub fn place(&self, variable: Dimension) -> Option<usize> {
        self.variables.iter().position(|known| known.variable == Some(variable))
    }

    /// Makes one of an identity's variables follow from the others. Nothing where none does in whole numbers.
    fn hold(&mut self, identity: &Identity) -> Option<()> {
        let mut terms: BTreeMap<usize, i64> = BTreeMap::new();
        let mut constant = self.in_units(identity.constant)?;
        let (low, high) = (self.in_units(*identity.allowance.start())?, self.in_units(*identity.allowance.end())?);
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
            return (low..=high).contains(&constant).then_some(());
        }
        if low == high {
            constant = constant.checked_sub(low)?;
        }
        // The one that the equation defines, if that is possible.
        let first = identity.terms.first().and_then(|term| self.place(term.1));
        let can_follow = |place: &usize| {
            let grain = self.variables[*place].scale.grain;
            let whole = |(other, factor): (&usize, &i64)| {
                other == place || factor.saturating_mul(self.variables[*other].scale.grain) % grain == 0
            };
            self.variables[*place].variable.is_some()
                && terms.get(place).is_some_and(|factor| factor.abs() == 1)
                && terms.iter().all(whole)
                && constant % grain == 0
        };
        let variable = first.into_iter().chain(terms.keys().copied()).find(can_follow)?;
        let sign = -terms.remove(&variable)?;
        if low < high {
            terms.insert(self.allow(low, high, self.variables[variable].scale.clone())?, -1);
        }
        let derived = Derived {
            variable,
            terms: terms.into_iter().map(|(place, factor)| (factor * sign, place)).collect(),
            constant: constant.checked_mul(sign)?,
        };
        self.substitute(&derived)?;
        self.derived.push(derived);
        self.derived.iter().all(Derived::is_small).then_some(())
    }

    /// Seeks by how much an identity is off as well, in steps of the variable that follows from it. Nothing where none
    /// of them is allowed.
    fn allow(&mut self, low: i64, high: i64, scale: Scale) -> Option<usize> {
        let low = -(-low).div_euclid(scale.grain) * scale.grain;
        let high = high.div_euclid(scale.grain) * scale.grain;
        self.variables.push(Sought { variable: None, scale, bounds: (Some(low), Some(high)) });
        (low <= high).then(|| self.variables.len() - 1)
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
        let unit = self.variables.first().map(|variable| &variable.scale.unit)?;
        let units = Rational::whole(constant.into()).divided_by(unit)?;
        i64::try_from(units.to_i128()?).ok().filter(|units| units.abs() <= LARGEST)
    }

    /// Whether a variable follows from others.
    pub fn is_derived(&self, place: usize) -> bool {
        self.derived.iter().any(|derived| derived.variable == place)
    }

    /// A domain without what is out of the variable's bounds; a bound too large to be reckoned with is none.
    pub fn bounded(&self, place: usize, (low, high): (i64, i64)) -> (i64, i64) {
        let (least, greatest) = self.variables[place].bounds;
        let small = |end: &i64| end.abs() <= self.largest();
        let (least, greatest) = (least.filter(small).unwrap_or(i64::MIN), greatest.filter(small).unwrap_or(i64::MAX));
        (low.clamp(least, greatest), high.clamp(least, greatest))
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
