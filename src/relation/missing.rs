//! Those of whom a variable is missing, beside a number of those of whom it is known.
//!
//! `Group (n = 76)` above levels of 60 and 16 and a row `Missing` of 1 is the number of those who answered; with 77 it is that of
//! all. Papers print either, and say of neither which it is: where the figures do not show it, both are tried.

use crate::number::Rational;
use crate::quantity::{Dimension, Event, Level, Quantity, Statistic};
use crate::relation::expression::Expression;
use crate::relation::index::{Index, sum};
use crate::relation::unknown::Unknown;
use crate::study::Claim;

const WITHOUT: &str = "without those of whom it is missing";
const WITH: &str = "with those of whom it is missing";

impl Index<'_> {
    /// The numbers of those of whom a dimension is not known, within an event.
    fn missing(&self, event: &Event, dimension: Dimension, near: Option<usize>) -> Vec<usize> {
        let rest = event.without(dimension);
        let missing = self.study.names().missing(dimension);
        missing.filter_map(|level| self.find(&Quantity::count(rest.with(dimension, level)), near)).collect()
    }

    /// Those of whom a dimension is missing, if the number that is printed of those who answered may count them as well: if it is
    /// neither the sum of the answers nor what they leave of all.
    pub(super) fn perhaps_counted(&self, event: &Event, dimension: Dimension, near: Option<usize>) -> Vec<usize> {
        let answered = event.with(dimension, Level::ANSWERED);
        let printed = self.find(&Quantity::count(answered.clone()), near);
        let missing = self.missing(event, dimension, near);
        let Some(printed) = printed.filter(|_| !missing.is_empty()) else { return Vec::new() };
        let mut usual =
            self.answers(event, dimension, near).into_iter().chain(self.but(event, dimension, &missing, near));
        if usual.any(|usual| is_equal(printed, &usual, self.study.claims())) { Vec::new() } else { missing }
    }

    /// The sums of the levels that are answers.
    fn answers(&self, event: &Event, dimension: Dimension, near: Option<usize>) -> Vec<Expression> {
        let names = self.study.names();
        let rest = event.without(dimension);
        let count = |level: &Level| self.find(&Quantity::count(rest.with(dimension, *level)), near);
        let is_answer = |level: &&Level| !names.is_missing(dimension, **level);
        let partitions = rest.widenings().filter_map(|wider| self.partitions.get(&(wider, dimension))).flatten();
        let counts = partitions
            .map(|partition| partition.levels.iter().filter(is_answer).map(count).collect::<Option<Vec<_>>>());
        counts.flatten().map(|counts| sum(&counts)).collect()
    }

    /// All but those of whom a dimension is missing.
    fn but(&self, event: &Event, dimension: Dimension, missing: &[usize], near: Option<usize>) -> Option<Expression> {
        let all = self.find(&Quantity::count(event.without(dimension)), near)?;
        Some(less(Expression::Claim(all), missing))
    }

    /// Those of whom a variable is known: as printed, or all but those of whom it is missing.
    pub(super) fn count_of_known(
        &self,
        of: &Quantity,
        event: &Event,
        near: Option<usize>,
    ) -> Result<Expression, Unknown> {
        let valid = Quantity { statistic: Statistic::Count, event: event.clone(), ..of.clone() };
        let Some(variable) = of.variable else { return self.known(valid, near) };
        if !self.perhaps_counted(event, variable, near).is_empty() {
            return Err(Unknown::NotPrinted(valid));
        }
        let less = || self.count_of_answered(&event.with(variable, Level::ANSWERED), near);
        self.known(valid, near).or_else(|unknown| less().ok_or(unknown))
    }

    /// How many values a variable has: of those of whom it is known, else of all, unless it is not known of everybody.
    pub(super) fn count_of_values(
        &self,
        claim: &Claim,
        event: &Event,
        partly_known: bool,
    ) -> Result<Expression, Unknown> {
        let near = claim.table;
        let is_open = |variable| !self.missing(event, variable, near).is_empty();
        let all = |unknown| match partly_known || claim.quantity.variable.is_some_and(is_open) {
            true => Err(unknown),
            false => self.count(event, near),
        };
        self.count_of_known(&claim.quantity, event, near).or_else(all)
    }

    /// The sum of the parts of those who answered: where what is printed of them may count the others as well, with and without.
    pub(super) fn sum_of_parts(
        &self,
        event: &Event,
        dimension: Dimension,
        parts: &[usize],
        near: Option<usize>,
    ) -> Expression {
        let is_of_answered = event.level(dimension) == Some(Level::ANSWERED);
        let missing = if is_of_answered { self.perhaps_counted(event, dimension, near) } else { Vec::new() };
        if missing.is_empty() {
            return sum(parts);
        }
        Expression::Either(vec![(WITHOUT, sum(parts)), (WITH, sum(&[parts, &missing].concat()))])
    }

    /// What the number of a base may be instead of the one that is printed of it: without those of whom a dimension is missing.
    pub(super) fn other_base(&self, base: &Event, near: Option<usize>) -> Option<Expression> {
        let answered = base.bindings().iter().filter(|binding| binding.1 == Level::ANSWERED);
        let missing = answered.map(|(dimension, _)| self.perhaps_counted(base, *dimension, near));
        let missing = missing.into_iter().find(|missing| !missing.is_empty())?;
        Some(less(self.count(base, near).ok()?, &missing))
    }

    /// What a percentage of those who did not answer may be of instead of all: of a number that is printed and may count them.
    pub(super) fn base_of_missing(&self, event: &Event, base: &Event, near: Option<usize>) -> Option<Expression> {
        let is_missing = |(dimension, level): &&(Dimension, Level)| self.study.names().is_missing(*dimension, *level);
        let (dimension, _) = event.bindings().iter().find(is_missing)?;
        let is_counted = !self.perhaps_counted(base, *dimension, near).is_empty();
        self.count(&base.with(*dimension, Level::ANSWERED), near).ok().filter(|_| is_counted)
    }
}

/// A number without some others.
fn less(all: Expression, missing: &[usize]) -> Expression {
    let missing = missing.iter().map(|claim| (Rational::whole(-1), Expression::Claim(*claim)));
    Expression::Linear(std::iter::once((Rational::whole(1), all)).chain(missing).collect())
}

fn is_equal(printed: usize, sum: &Expression, claims: &[Claim]) -> bool {
    sum.evaluate(claims).is_ok_and(|sum| sum.intersects(&claims[printed].values))
}
