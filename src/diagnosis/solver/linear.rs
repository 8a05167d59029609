//! Linear arithmetic, decided exactly: values within their bounds whose sums lie within theirs, or the bounds that contradict
//! each other.
//!
//! The simplex method, in the form that Dutertre & de Moura 2006, "A fast linear-arithmetic solver for DPLL(T)",
//! doi:10.1007/11817963_11, gave it for questions of this kind, over rationals; of several figures that could move the first is
//! taken (Bland 1977, doi:10.1287/moor.2.2.103), so that it comes to an end. Whole numbers are found by branch and bound (Land &
//! Doig 1960, doi:10.2307/1910129).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use crate::diagnosis::solver::sum::Sum;
use crate::number::{Interval, Rational};

/// A look at so many sums is as much as the change of a term.
const ROWS: usize = 32;

/// No more sides wait to be looked at: between numbers without bounds there may be sides without end.
const MOST_SIDES: usize = 1000;

/// Variables with bounds, and sums of them with bounds: a sum is a variable too. The ends of bounds are included.
#[derive(Clone, Default)]
pub(in crate::diagnosis) struct Linear {
    bounds: Vec<Interval>,
    values: Vec<Rational>,
    /// The variables that are sums of others, which are no sums.
    rows: BTreeMap<usize, Sum>,
    /// The variables that must be whole numbers.
    whole: Vec<usize>,
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::diagnosis) enum Solved {
    /// A value for each variable.
    Values(Vec<Rational>),
    /// The bounds of these variables contradict each other.
    Contradiction(BTreeSet<usize>),
    /// There were no steps left.
    CutOff,
}

impl Linear {
    /// One more variable, which had rather be the value `near`.
    pub fn variable(&mut self, bounds: Interval, near: &Rational, is_whole: bool) -> usize {
        if is_whole {
            self.whole.push(self.bounds.len());
        }
        self.values.push(clamped(near, &bounds));
        self.bounds.push(bounds);
        self.bounds.len() - 1
    }

    /// One more variable that is a sum of variables that are no sums.
    pub fn sum(&mut self, terms: Sum, bounds: Interval) -> usize {
        let value = terms.terms().fold(Rational::zero(), |sum, (at, factor)| &sum + &(factor * &self.values[at]));
        self.rows.insert(self.bounds.len(), terms);
        self.values.push(value);
        self.bounds.push(bounds);
        self.bounds.len() - 1
    }

    /// Values for all variables. A step is a change of one term. What contradicts both sides of each number that is not whole contradicts all.
    pub fn solve(&mut self, steps: &mut usize) -> Solved {
        let mut contradiction = BTreeSet::new();
        // The sides that were not looked at yet.
        let mut sides = Vec::new();
        let mut solved = self.relaxed(steps);
        let mut side = None;
        loop {
            match solved {
                Solved::Values(values) => match self.whole.iter().copied().find(|at| !values[*at].is_whole()) {
                    Some(_) if sides.len() > MOST_SIDES => return Solved::CutOff,
                    Some(broken) => side.as_ref().unwrap_or(&*self).branch(broken, &values[broken], &mut sides),
                    None => return Solved::Values(values),
                },
                Solved::Contradiction(bounds) => contradiction.extend(bounds),
                Solved::CutOff => return Solved::CutOff,
            }
            let Some(mut next) = sides.pop() else { return Solved::Contradiction(contradiction) };
            *steps = steps.saturating_sub(1);
            solved = next.relaxed(steps);
            side = Some(next);
        }
    }

    /// The range of a variable as far as fractions are allowed for all, from values that [`solve`](Self::solve) would find.
    /// Nothing where there are none, or no steps are left.
    pub fn range(&mut self, at: usize, steps: &mut usize) -> Option<Interval> {
        let Solved::Values(_) = self.relaxed(steps) else { return None };
        let low = self.extreme(at, false, steps)?;
        let high = self.extreme(at, true, steps)?;
        Some(Interval::new(low, high))
    }

    /// The greatest value of a variable, or the least, from values within all bounds.
    fn extreme(&mut self, at: usize, rises: bool, steps: &mut usize) -> Option<Bound<Rational>> {
        loop {
            *steps = steps.checked_sub(1)?;
            let Some((helper, up)) = self.mover(at, rises) else {
                return Some(Bound::Included(self.values[at].clone()));
            };
            let stops = self.rows.iter().filter_map(|(sum, row)| {
                let factor = row.factor(helper)?;
                Some((self.room(*sum, factor.is_negative() != up)?.divided_by(&factor.abs())?, *sum))
            });
            let own = self.room(helper, up).map(|room| (room, helper));
            let Some((room, stop)) = stops.chain(own).min() else { return Some(Bound::Unbounded) };
            let by = if up { room } else { -room };
            if stop == helper {
                self.moved(helper, &(&self.values[helper] + &by));
            } else {
                let factor = self.rows[&stop].factor(helper)?;
                let target = &self.values[stop] + &(factor * &by);
                *steps = steps.saturating_sub(self.pivot(stop, helper, &target));
            }
        }
    }

    /// What can move so that a variable rises, or falls, and whether that moves up.
    fn mover(&self, at: usize, rises: bool) -> Option<(usize, bool)> {
        if self.rows.contains_key(&at) {
            let helper = self.helper(at, rises)?;
            return Some((helper, self.rows[&at].factor(helper)?.is_negative() != rises));
        }
        self.can_move(at, rises).then_some((at, rises))
    }

    /// Whether a variable can rise, or fall, within its bounds.
    fn can_move(&self, at: usize, up: bool) -> bool {
        let end = if up { self.bounds[at].greatest() } else { self.bounds[at].least() };
        end != Some(&self.values[at])
    }

    /// How far a variable can rise, or fall, within its bounds; nothing where it has no bound.
    fn room(&self, at: usize, up: bool) -> Option<Rational> {
        let end = if up { self.bounds[at].greatest() } else { self.bounds[at].least() };
        end.map(|end| (end - &self.values[at]).abs())
    }

    /// Adds what is left where one variable lies on either side of a number that is not whole, the nearer side last.
    fn branch(&self, at: usize, value: &Rational, sides: &mut Vec<Self>) {
        let mut bounds = [Interval::at_least(value.ceil()), Interval::at_most(value.floor())];
        if value - &value.floor() > &value.ceil() - value {
            bounds.reverse();
        }
        for side in bounds {
            let mut branch = self.clone();
            branch.bounds[at] = branch.bounds[at].intersection(&side);
            branch.restart(at);
            sides.push(branch);
        }
    }

    /// Puts a variable that is no sum back within its bounds.
    fn restart(&mut self, at: usize) {
        if !self.rows.contains_key(&at) {
            let value = clamped(&self.values[at], &self.bounds[at]);
            self.moved(at, &value);
        }
    }

    /// The same without asking for whole numbers.
    fn relaxed(&mut self, steps: &mut usize) -> Solved {
        if let Some(empty) = (0..self.bounds.len()).find(|at| self.bounds[*at].is_empty()) {
            return Solved::Contradiction(BTreeSet::from([empty]));
        }
        while let Some(broken) = self.rows.keys().copied().find(|at| !self.bounds[*at].contains(&self.values[*at])) {
            if *steps == 0 {
                return Solved::CutOff;
            }
            let target = clamped(&self.values[broken], &self.bounds[broken]);
            match self.helper(broken, self.values[broken] < target) {
                Some(other) => *steps = steps.saturating_sub(self.pivot(broken, other, &target)),
                None => {
                    let own = self.rows[&broken].terms().map(|term| term.0);
                    return Solved::Contradiction(own.chain([broken]).collect());
                }
            }
        }
        Solved::Values(self.values.clone())
    }

    /// The first variable of a sum that can still move so that the sum rises, or falls.
    fn helper(&self, sum: usize, rises: bool) -> Option<usize> {
        let mut terms = self.rows[&sum].terms();
        terms.find(|(at, factor)| self.can_move(*at, factor.is_negative() != rises)).map(|found| found.0)
    }

    /// A sum takes a value and changes places with one of its variables; tells how many terms change.
    fn pivot(&mut self, sum: usize, other: usize, target: &Rational) -> usize {
        let Some(mut row) = self.rows.remove(&sum) else { return 0 };
        let factor = row.remove(other).unwrap_or_else(Rational::zero);
        let Some(inverse) = Rational::whole(1).divided_by(&factor) else { return 0 };
        row.scale(&-&inverse);
        row.add(sum, &inverse);
        // Each row is looked at, though most do not change.
        let mut terms = row.len() + self.rows.len() / ROWS;
        for into in self.rows.values_mut() {
            if let Some(factor) = into.remove(other) {
                terms += row.len();
                into.add_all(&row, &factor);
            }
        }
        self.rows.insert(other, row);
        self.moved(sum, target);
        terms
    }

    /// A variable that is no sum takes a value, and all sums follow.
    fn moved(&mut self, at: usize, value: &Rational) {
        let by = value - &self.values[at];
        self.values[at] = value.clone();
        for (sum, row) in &self.rows {
            if let Some(factor) = row.factor(at) {
                self.values[*sum] = &self.values[*sum] + &(factor * &by);
            }
        }
    }
}

/// The value within bounds that is nearest to a number.
fn clamped(number: &Rational, bounds: &Interval) -> Rational {
    match (bounds.least(), bounds.greatest()) {
        (Some(least), _) if number < least => least.clone(),
        (_, Some(greatest)) if number > greatest => greatest.clone(),
        _ => number.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sums of three variables from 0 to `most`, and what each comes to: from, to.
    type Sums = Vec<([i64; 3], i64, i64)>;

    fn linear(sums: &Sums, most: i64, is_whole: bool) -> Linear {
        let mut linear = Linear::default();
        for _ in 0..3 {
            linear.variable(range(0, most), &Rational::zero(), is_whole);
        }
        for (factors, low, width) in sums {
            let mut terms = Sum::default();
            factors.iter().enumerate().for_each(|(at, factor)| terms.add(at, &Rational::whole((*factor).into())));
            linear.sum(terms, range(*low, low + width));
        }
        linear
    }

    fn range(low: i64, high: i64) -> Interval {
        Interval::closed(Rational::whole(low.into()), Rational::whole(high.into()))
    }

    fn fits(sums: &Sums, values: &[Rational]) -> bool {
        sums.iter().all(|(factors, low, width)| {
            let terms = factors.iter().zip(values).map(|(factor, value)| value.scaled(*factor));
            range(*low, low + width).contains(&terms.fold(Rational::zero(), |sum, term| &sum + &term))
        })
    }

    /// Whether there are whole numbers that fit.
    fn by_brute_force(sums: &Sums, most: i64) -> bool {
        let numbers = || 0..=most;
        let all = numbers().flat_map(|x| numbers().flat_map(move |y| numbers().map(move |z| [x, y, z])));
        all.map(|values| values.map(|value| Rational::whole(value.into()))).any(|values| fits(sums, &values))
    }

    fn sums() -> impl Strategy<Value = Sums> {
        prop::collection::vec((prop::array::uniform3(-3i64..4), -8i64..12, 0i64..3), 1..5)
    }

    proptest! {
        #[test]
        fn whole_numbers_are_found_if_there_are_any(sums in sums()) {
            match linear(&sums, 5, true).solve(&mut 100_000) {
                Solved::Values(values) => {
                    prop_assert!(values[..3].iter().all(|value| value.is_whole() && range(0, 5).contains(value)));
                    prop_assert!(fits(&sums, &values));
                }
                Solved::Contradiction(_) => prop_assert!(!by_brute_force(&sums, 5)),
                Solved::CutOff => prop_assert!(false, "cut off"),
            }
        }

        /// The least and the greatest value are values, and none of a grid lies farther out.
        #[test]
        fn a_range_holds_all_values(sums in sums(), at in 0usize..3) {
            let halves = || (0..=10).map(|half| Rational::whole(half).halved());
            let all = halves().flat_map(|x| halves().map(move |y| (x.clone(), y)));
            let all = all.flat_map(|(x, y)| halves().map(move |z| [x.clone(), y.clone(), z]));
            let fitting: Vec<_> = all.filter(|values| fits(&sums, values)).collect();
            match linear(&sums, 5, false).range(at, &mut 100_000) {
                Some(range) => {
                    prop_assert!(fitting.iter().all(|values| range.contains(&values[at])), "{range}");
                    for end in [range.least().unwrap(), range.greatest().unwrap()] {
                        let mut there = linear(&sums, 5, false);
                        there.bounds[at] = Interval::point(end.clone());
                        there.restart(at);
                        prop_assert!(matches!(there.solve(&mut 100_000), Solved::Values(_)), "{range}");
                    }
                }
                None => prop_assert!(fitting.is_empty()),
            }
        }

        /// What contradicts each other does so without all other sums.
        #[test]
        fn a_contradiction_stands_by_itself(sums in sums()) {
            if let Solved::Contradiction(bounds) = linear(&sums, 5, true).solve(&mut 100_000) {
                let needed: Sums = (0..sums.len()).filter(|at| bounds.contains(&(at + 3))).map(|at| sums[at]).collect();
                prop_assert!(matches!(linear(&needed, 5, true).solve(&mut 100_000), Solved::Contradiction(_)));
            }
        }

        /// Wherever fractions fit they are found: these were chosen first.
        #[test]
        fn fractions_are_found(
            factors in prop::collection::vec(prop::array::uniform3(-3i64..4), 1..6),
            values in prop::array::uniform3(0i64..35),
        ) {
            let seventh = |value: i64| Rational::new(value.into(), 7).unwrap();
            let mut linear = Linear::default();
            for _ in 0..3 {
                linear.variable(range(0, 5), &Rational::zero(), false);
            }
            for factors in &factors {
                let mut terms = Sum::default();
                factors.iter().enumerate().for_each(|(at, factor)| terms.add(at, &Rational::whole((*factor).into())));
                let total = factors.iter().zip(values).map(|(factor, value)| factor * value).sum::<i64>();
                linear.sum(terms, Interval::point(seventh(total)));
            }
            prop_assert!(matches!(linear.solve(&mut 100_000), Solved::Values(_)));
        }
    }

    #[test]
    fn two_sums_of_one_variable_contradict_each_other() {
        let sums = vec![([0, 0, -2], -1, 0), ([0, 0, -1], 1, 0)];
        assert!(matches!(linear(&sums, 5, true).solve(&mut 100), Solved::Contradiction(_)));
        assert!((0..3).all(|at| linear(&sums, 5, false).range(at, &mut 100).is_none()));
    }

    /// Twice the difference of two whole numbers is never 1, and each side of a number that is not whole has others.
    #[test]
    fn sides_without_end_are_cut_off() {
        let mut linear = Linear::default();
        for _ in 0..2 {
            linear.variable(Interval::new(Bound::Unbounded, Bound::Unbounded), &Rational::zero(), true);
        }
        let mut terms = Sum::variable(0);
        terms.scale(&Rational::whole(2));
        terms.add(1, &Rational::whole(-2));
        linear.sum(terms, Interval::point(Rational::whole(1)));
        let mut steps = usize::MAX;
        assert_eq!(linear.solve(&mut steps), Solved::CutOff);
    }

    #[test]
    fn without_steps_nothing_is_said() {
        assert_eq!(linear(&vec![([1, 1, 1], 9, 0)], 5, true).solve(&mut 0), Solved::CutOff);
    }
}
