//! How many respondents an event has, wherever that is printed or follows by addition.

use crate::number::Rational;
use crate::quantity::{Dimension, Event, Level, Quantity};
use crate::relation::expression::{Expression, Order};
use crate::relation::index::{Index, Whole, sum};
use crate::relation::partition::Partition;
use crate::relation::unknown::Unknown;

/// Along how many dimensions at once counts are added up.
const DEEPEST: usize = 2;

impl<'a> Index<'a> {
    /// How many respondents an event has: as printed, or as the sum of a partition that is printed.
    pub fn count(&self, event: &Event, near: Option<usize>) -> Result<Expression, Unknown> {
        let printed = self.known(Quantity::count(event.clone()), near);
        let summed = || {
            let beside = self.divisions(event).find(|whole| whole.table == near);
            beside.or_else(|| self.divisions(event).next()).map(|whole| sum(&whole.parts))
        };
        let together = || self.count_of_set(event, near);
        let parts = || self.count_of_parts(event, near, DEEPEST);
        let answered = || self.count_of_answered(event, near);
        printed.or_else(|unknown| summed().or_else(together).or_else(parts).or_else(answered).ok_or(unknown))
    }

    /// Those of whom a variable is known: all but those of whom it is missing.
    pub(super) fn count_of_answered(&self, event: &Event, near: Option<usize>) -> Option<Expression> {
        let mut answered = event.bindings().iter().filter(|binding| binding.1 == Level::ANSWERED);
        answered.find_map(|(dimension, _)| {
            let rest = event.without(*dimension);
            let missing = self.study.names().missing(*dimension);
            let missing =
                missing.filter_map(|level| self.known(Quantity::count(rest.with(*dimension, level)), near).ok());
            let taken: Vec<_> = missing.map(|missing| (Rational::whole(-1), missing)).collect();
            let all = self.known(Quantity::count(rest.clone()), near).ok().filter(|_| !taken.is_empty())?;
            Some(Expression::Linear(std::iter::once((Rational::whole(1), all)).chain(taken).collect()))
        })
    }

    /// No more than this many has an event: those of a wider one.
    pub(super) fn most(&self, event: &Event, near: Option<usize>) -> Option<Expression> {
        let wider = event.bindings().iter().map(|(dimension, _)| event.without(*dimension));
        let mut known: Vec<Expression> = wider.filter_map(|wider| self.count(&wider, near).ok()).collect();
        match known.len() {
            0 => self.known(Quantity::count(Event::everybody()), near).ok(),
            1 => known.pop(),
            _ => Some(Expression::Order(Order::Least, known)),
        }
    }

    /// At least this many have answered: those with any level that is counted.
    pub(super) fn least(&self, event: &Event, near: Option<usize>) -> Option<Expression> {
        let open = event.bindings().iter().find(|binding| binding.1 == Level::ANSWERED)?.0;
        let rest = event.without(open);
        let is_answer = |level: &&Level| !self.study.names().is_missing(open, **level);
        let counted = |levels: &[Level]| -> Vec<Expression> {
            let counts =
                levels.iter().filter(is_answer).map(|level| self.known(Quantity::count(rest.with(open, *level)), near));
            counts.filter_map(Result::ok).collect()
        };
        let disjoint = rest.widenings().find_map(|wider| self.partitions.get(&(wider, open))?.first());
        let mut counts = match disjoint {
            Some(partition) => counted(&partition.levels),
            None => counted(&self.study.names().levels(open).collect::<Vec<_>>()),
        };
        match counts.len() {
            0 => None,
            1 => counts.pop(),
            _ if disjoint.is_some() => Some(Expression::sum(counts)),
            _ => Some(Expression::Order(Order::Greatest, counts)),
        }
    }

    /// The levels that divide an event along a dimension, as far as all are known.
    pub(super) fn divisions_along(&self, event: &Event, dimension: Dimension) -> impl Iterator<Item = &[Level]> {
        let partitions = event.widenings().filter_map(move |wider| self.partitions.get(&(wider, dimension)));
        partitions.flatten().filter(|partition| !partition.answered).map(|partition| partition.levels.as_slice())
    }

    /// An event as the whole of each of the divisions whose parts are printed and add up to it.
    pub(super) fn divisions(&self, event: &Event) -> impl Iterator<Item = &Whole> {
        self.counted.get(event).into_iter().flatten().map(|whole| &self.wholes[*whole])
    }

    /// The respondents of an event with any of several levels, where no one has two of them.
    fn count_of_set(&self, event: &Event, near: Option<usize>) -> Option<Expression> {
        let counts = event.bindings().iter().map(|(dimension, level)| {
            let levels = self.disjoint_parts(event, *dimension, *level);
            let counts = levels.iter().map(|level| self.count(&event.with(*dimension, *level), near).ok());
            Some(Expression::sum(counts.collect::<Option<Vec<_>>>()?)).filter(|_| !levels.is_empty())
        });
        counts.flatten().next()
    }

    /// What a level is made of, if no respondent of the event has two of its parts. A subtotal that is declared says so;
    /// of levels that a sentence counts together, a partition that has all of them does.
    pub(super) fn disjoint_parts(&self, event: &Event, dimension: Dimension, level: Level) -> &'a [Level] {
        let names = self.study.names();
        let parts = names.made_of(dimension, level);
        let rest = event.without(dimension);
        let has_all = |partition: &Partition| parts.iter().all(|part| partition.levels.contains(part));
        let is_divided = || {
            let partitions = rest.widenings().flat_map(|wider| self.partitions.get(&(wider, dimension)));
            partitions.flatten().any(has_all)
        };
        if !names.is_set(dimension, level) || is_divided() { parts } else { &[] }
    }

    /// The sum over partitions of the event along dimensions that it leaves open, one within the other.
    fn count_of_parts(&self, event: &Event, near: Option<usize>, deepest: usize) -> Option<Expression> {
        let below = |part: &Event| {
            let printed = self.known(Quantity::count(part.clone()), near).ok();
            printed.or_else(|| self.count_of_parts(part, near, deepest.checked_sub(1)?))
        };
        let open = |dimension: &Dimension| self.divided.contains(dimension) && event.level(*dimension).is_none();
        let dimensions = self.study.names().dimensions().filter(open).filter(|_| deepest > 0);
        let partitions = dimensions.flat_map(|dimension| {
            let of_event = event.widenings().flat_map(move |wider| self.partitions.get(&(wider, dimension)));
            of_event.flatten().filter(|partition| !partition.answered).map(move |partition| (dimension, partition))
        });
        let sums = partitions.map(|(dimension, partition)| {
            let parts = partition.levels.iter().map(|level| below(&event.with(dimension, *level)));
            parts.collect::<Option<Vec<_>>>().map(Expression::sum)
        });
        sums.flatten().next()
    }
}
