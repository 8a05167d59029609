//! Trusted figures: those that are confirmed too often to be what is wrong.
//!
//! A number of respondents is in the relation of each of its percentages. Where several of these fail, each for a reason of its
//! own, the number is what they have in common, and could be blamed for all. But whatever else it may have been, more percentages
//! would fail then. So to change it takes more changes than to change the others one by one, and it is in no smallest repair: it is
//! held, and what it tied together falls apart.

use std::cell::RefCell;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use crate::diagnosis::error_model::variants;
use crate::diagnosis::solver::propagation::{End, Propagation};
use crate::diagnosis::solver::system::{Held, System};
use crate::diagnosis::sweep::held_by;
use crate::number::{Interval, Rational};
use crate::quantity::Statistic;
use crate::relation::Expression;

/// So many changes may be needed for one relation, if the figure that it has in common with others is held.
const CHANGES: usize = 2;

/// How many relations that hold are looked at for one figure: more only confirm it more.
const ENOUGH: usize = 200;

/// How far from the printed number of respondents others are tried.
const NEAR: i128 = 30;

/// That a number makes all hold tells something if fewer than one in so many would be expected to do so by chance.
const BY_CHANCE: i64 = 20;

/// The figures that are in several of these relations and in no smallest repair of them, where some figures are known to be wrong.
pub(super) fn trusted(system: &System, broken: &[usize], wrong: &[usize]) -> Vec<usize> {
    let is_open =
        |relation: &&usize| !system.claims_of[**relation].iter().any(|claim| wrong.binary_search(claim).is_ok());
    let broken: Vec<usize> = broken.iter().filter(is_open).copied().collect();
    let mut often: Vec<usize> = broken.iter().flat_map(|relation| &system.claims_of[*relation]).copied().collect();
    often.sort_unstable();
    let several = often.chunk_by(|one, other| one == other).filter(|same| same.len() > 1).map(|same| same[0]);
    let ranges = Ranges { system, of_sums: RefCell::default() };
    let mut trusted: Vec<usize> = several
        .filter(|claim| is_trusted(&ranges, *claim, wrong) || mends_none_together(&ranges, *claim, &broken))
        .collect();
    // Of each relation that does not hold something must be open.
    for relation in broken.iter().map(|relation| &system.claims_of[*relation]) {
        if relation.iter().all(|claim| trusted.binary_search(claim).is_ok()) {
            trusted.retain(|claim| !relation.contains(claim));
        }
    }
    trusted
}

/// Whether whatever else a figure may have been mends less than half as many relations as it breaks.
fn is_trusted(ranges: &Ranges, claim: usize, wrong: &[usize]) -> bool {
    let system = ranges.system;
    let (broken, mut holding): (Vec<usize>, Vec<usize>) =
        system.relations_of[claim].iter().partition(|relation| system.is_broken(**relation));
    holding.retain(|relation| !system.claims_of[*relation].iter().any(|claim| wrong.binary_search(claim).is_ok()));
    // Of a number so large that any percentages would do nothing is mended.
    let is_explained = |relation: &&usize| !matches!(system.relation(**relation).recomputed, Ok(Expression::Counts(_)));
    let broken = broken.iter().filter(is_explained);
    let would_mend: Vec<Interval> = broken.filter_map(|relation| ranges.by_relation(*relation, claim)).collect();
    let keep: Vec<Interval> = apart(system, &holding, claim).filter_map(|at| ranges.by_relation(at, claim)).collect();
    let printed = system.start(claim, true);
    let numbers = numbers(system, claim, would_mend.iter().chain(&keep).chain([&printed]));
    let (mended, kept) = (held_by(&would_mend, &numbers), held_by(&keep, &numbers));
    let others = (0..numbers.len()).filter(|at| !printed.contains(&numbers[*at]));
    others.into_iter().all(|at| keep.len() - kept[at] >= CHANGES * mended[at])
}

/// Whether no other number of respondents mends several relations that do not say what it should be, all of those about data among
/// them, and breaks none: then each fails for a reason of its own. Where numbers as near are likely to do so by chance, none does.
fn mends_none_together(ranges: &Ranges, claim: usize, broken: &[usize]) -> bool {
    let system = ranges.system;
    let any = system.start(claim, false);
    let is_silent = |relation: &usize| {
        system.is_of_data(*relation) || ranges.by_relation(*relation, claim).is_some_and(|range| range == any)
    };
    let own = system.relations_of[claim].iter().copied();
    let own: Vec<usize> = own.filter(|relation| broken.binary_search(relation).is_ok()).collect();
    if system.study.claims()[claim].quantity.statistic != Statistic::Count || !own.iter().all(is_silent) {
        return false;
    }
    let holding = system.relations_of[claim].iter().copied().filter(|relation| !system.is_broken(*relation));
    let holding: Vec<usize> = holding.take(ENOUGH).collect();
    let mut expected = Rational::zero();
    other_numbers(system, claim).iter().all(|number| {
        let other = Interval::point(number.clone());
        let values = |at: usize| if at == claim { other.clone() } else { system.study.claims()[at].values.clone() };
        let holds = |relation: &usize| system.spend(*relation) && system.is_met_with(*relation, &values);
        expected = &expected + &by_chance(system, own.iter().chain(&holding), number);
        let (mended, left): (Vec<usize>, Vec<usize>) = own.iter().copied().partition(holds);
        let is_test = |relation: &usize| !system.is_of_data(*relation);
        let says_something = mended.iter().any(is_test) || expected.scaled(BY_CHANCE) < Rational::whole(1);
        mended.len() < 2 || !left.iter().all(is_test) || !says_something || !holding.iter().all(holds)
    })
}

/// How likely all data exist for just any number of respondents: of the means that could be printed, so many are means of so many
/// whole steps.
fn by_chance<'r>(system: &System, relations: impl Iterator<Item = &'r usize>, n: &Rational) -> Rational {
    let of_one = |relation: &usize| {
        let Ok(Expression::Sample(sample)) = &system.relation(*relation).recomputed else { return None };
        let mean = sample.figures.iter().find(|figure| figure.0 == Statistic::Mean)?;
        (n * &system.study.claims()[mean.1].figure.unit()).divided_by(&sample.scale.unit()?)
    };
    let some = relations.filter_map(of_one).filter(|share| *share < Rational::whole(1));
    some.fold(Rational::whole(1), |all, share| &all * &share)
}

/// Numbers near the printed one, and those that are printed so by one error of a digit, the nearest first.
fn other_numbers(system: &System, claim: usize) -> Vec<Rational> {
    let known = &system.study.claims()[claim];
    let near = (-NEAR..=NEAR).filter(|by| *by != 0).map(|by| known.figure.number() + &Rational::whole(by));
    let errors =
        variants(&known.figure, system.study.weights()).into_iter().map(|variant| variant.figure.number().clone());
    let mut numbers: Vec<Rational> = near.chain(errors).collect();
    numbers.retain(|number| !number.is_negative() && !number.is_zero());
    numbers.sort_by_key(|number| ((number - known.figure.number()).abs(), number.clone()));
    numbers.dedup();
    numbers
}

/// What relations by themselves leave for their claims: of a sum for all of them at once, as each of many may be asked for.
struct Ranges<'s> {
    system: &'s System<'s>,
    of_sums: RefCell<HashMap<usize, Option<HashMap<usize, Interval>>>>,
}

impl Ranges<'_> {
    /// What a relation leaves for a claim, if anything.
    fn by_relation(&self, relation: usize, claim: usize) -> Option<Interval> {
        let all = || Propagation::new(self.system, Held::AllBut(&[]), None).left_by_sum(relation);
        let mut of_sums = self.of_sums.borrow_mut();
        let of_sum = of_sums.entry(relation).or_insert_with(|| Some(all()?.into_iter().collect()));
        if let Some(left) = of_sum {
            return left.get(&claim).filter(|values| !values.is_empty()).cloned();
        }
        let (released, only) = ([claim], HashSet::from_iter([relation]));
        let mut propagation = Propagation::new(self.system, Held::AllBut(&released), Some(&only));
        (propagation.run([relation], &mut 1) == End::Calm).then(|| propagation.values(claim))
    }
}

/// Relations that have no figure but this one in common.
fn apart<'s>(system: &'s System, relations: &'s [usize], claim: usize) -> impl Iterator<Item = usize> + 's {
    let mut used: HashSet<usize> = HashSet::default();
    let is_apart = move |relation: &&usize| {
        let others = || system.claims_of[**relation].iter().copied().filter(|other| *other != claim);
        let is_new = others().all(|other| !used.contains(&other));
        is_new && {
            used.extend(others());
            true
        }
    };
    relations.iter().take(ENOUGH).filter(is_apart).copied()
}

/// Numbers of which one is in each part that these intervals divide all numbers into, ascending.
fn numbers<'i>(system: &System, claim: usize, intervals: impl Iterator<Item = &'i Interval>) -> Vec<Rational> {
    let mut ends: Vec<Rational> =
        intervals.flat_map(|values| [values.least(), values.greatest()]).flatten().cloned().collect();
    ends.sort();
    ends.dedup();
    let one = Rational::whole(1);
    let outside = ends.first().map(|least| least - &one).into_iter().chain(ends.last().map(|most| most + &one));
    let between = ends.windows(2).map(|pair| (&pair[0] + &pair[1]).halved());
    let mut all: Vec<Rational> = outside.chain(between).chain(ends.iter().cloned()).collect();
    if system.study.claims()[claim].quantity.statistic == Statistic::Count {
        all = all.iter().flat_map(|number| [number.floor(), number.ceil()]).collect();
    }
    all.sort();
    all.dedup();
    all
}
