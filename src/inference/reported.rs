//! Tests as they are reported in a text: `t(28) = 2.20, p = .03`.

use std::ops::Range;

use crate::inference::distribution::Distribution;
use crate::number::{Figure, Interval, Qualifier, Rational, Rounding};
use crate::quantity::Statistic;

/// A test as a sentence reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Which statistic it is.
    pub test: Statistic,
    /// Its degrees of freedom, those between groups first, each with its bytes in the text.
    pub df: Vec<(Figure, Range<usize>)>,
    /// The statistic.
    pub statistic: (Figure, Range<usize>),
    /// The p value; nothing where the text says that it is not significant.
    pub p: Option<Figure>,
    /// Where the p value stands, or `ns`.
    pub p_at: Range<usize>,
    /// Whether the paragraph speaks of one-tailed tests.
    pub one_tailed: bool,
    /// Whether the paragraph around it speaks of p values that are corrected for several comparisons, or of a resampling.
    pub corrected: bool,
    /// The bytes of the whole.
    pub bytes: Range<usize>,
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The character of the line it begins at, counted from 1.
    pub column: usize,
}

/// Which tails of a distribution a p value is the probability of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tails {
    /// Both, as far from the middle as the statistic.
    Both,
    /// That in which the statistic lies.
    One,
    /// One, in which the statistic does not lie: everything on the other side of it.
    Other,
}

impl Tails {
    /// The p value of these tails, where that of both is `both`.
    ///
    /// ```
    /// use retally::inference::Tails;
    /// use retally::{Interval, Rational};
    /// let both = Interval::point(Rational::new(1, 10).unwrap());
    /// assert_eq!(Tails::One.of(&both).single(), Rational::new(1, 20).as_ref());
    /// assert_eq!(Tails::Other.of(&both).single(), Rational::new(19, 20).as_ref());
    /// ```
    pub fn of(self, both: &Interval) -> Interval {
        let half = || both.scaled(&Rational::whole(1).halved());
        match self {
            Self::Both => both.clone(),
            Self::One => half(),
            Self::Other => Interval::point(Rational::whole(1)).minus(&half()),
        }
    }
}

/// What a reported p value is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criteria {
    /// The level of significance.
    pub alpha: Rational,
    /// Whether a p value that is printed as equal to it is significant.
    pub at_alpha: bool,
    /// Whether all tests are one-tailed.
    pub one_tailed: bool,
}

impl Default for Criteria {
    /// .05, which is significant; two-tailed.
    fn default() -> Self {
        Self { alpha: Rational::unit(2).scaled(5), at_alpha: true, one_tailed: false }
    }
}

/// Whether a reported p value fits its statistic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Some value that prints as the statistic has a p value that prints so.
    Consistent,
    /// None has.
    Inconsistent,
    /// No p value is computed for this statistic and these degrees of freedom.
    Undecided,
}

/// The outcome of a reported test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Whether the two fit.
    pub agreement: Agreement,
    /// Every p value of the values that print as the statistic, as it would be tested; nothing where none is computed.
    pub p: Option<Interval>,
    /// Whether it is significant as printed and not as recomputed, or the other way round.
    pub decision_flips: bool,
    /// Whether a p value that does not fit would fit one-tailed. That explains it, and does not mend it.
    pub fits_one_tailed: bool,
}

impl Reported {
    /// Recomputes the p value (Nuijten, Hartgerink, van Assen, Epskamp & Wicherts 2016,
    /// doi:10.3758/s13428-015-0664-2), exactly as far as rounding goes: the statistic stands for all values that print so, the
    /// p value for all that it admits, and they are inconsistent only if none of these meet.
    ///
    /// ```
    /// use retally::inference::{Agreement, Criteria, scan};
    /// let found = scan("It was slower, t(28) = 2.20, p = .03, and no better, F(2, 56) = 4.12, ns.");
    /// let checked: Vec<_> = found.iter().map(|test| test.check(&Criteria::default())).collect();
    /// assert_eq!(checked[0].agreement, Agreement::Inconsistent); // .036
    /// assert!(!checked[0].decision_flips);
    /// assert!(checked[1].decision_flips); // .021
    /// ```
    pub fn check(&self, criteria: &Criteria) -> Checked {
        let two_tailed = self.tail();
        let of_one = |tails: Tails| two_tailed.as_ref().filter(|_| self.has_two_tails()).map(|tail| tails.of(tail));
        let stated = self.stated(criteria);
        let fits = |p: &Option<Interval>| p.as_ref().is_some_and(|p| p.intersects(&stated));
        let halved = of_one(Tails::One);
        let nearest = if self.is_in_the_other_tail(&stated) { of_one(Tails::Other) } else { halved.clone() };
        let is_told = criteria.one_tailed
            || self.one_tailed && !fits(&two_tailed) && (fits(&nearest) || self.is_in_the_other_tail(&stated));
        let p = if is_told && nearest.is_some() { nearest } else { two_tailed };
        let agreement = match &p {
            None => Agreement::Undecided,
            Some(p) if p.intersects(&stated) => Agreement::Consistent,
            Some(_) => Agreement::Inconsistent,
        };
        let is_wrong = agreement == Agreement::Inconsistent;
        Checked {
            agreement,
            decision_flips: is_wrong && p.as_ref().is_some_and(|p| self.flips(p, criteria)),
            fits_one_tailed: is_wrong && fits(&halved),
            p,
        }
    }

    /// The two-tailed p values of all that prints as the statistic.
    fn tail(&self) -> Option<Interval> {
        let df: Vec<Rational> = self.df.iter().map(|(df, _)| df.number().clone()).collect();
        Distribution::of(self.test, &df)?.over(&self.statistics())
    }

    /// Every value that the statistic stands for: `t < 2.2` is of its magnitude.
    pub(crate) fn statistics(&self) -> Interval {
        let (figure, values) = (&self.statistic.0, Rounding::Unstated.interval(&self.statistic.0));
        let is_magnitude = figure.qualifier() != Qualifier::Exactly && !figure.number().is_negative();
        if is_magnitude { values.intersection(&Interval::at_least(Rational::zero())) } else { values }
    }

    /// Whether a one-tailed p value is that of the other tail: above one half.
    fn is_in_the_other_tail(&self, stated: &Interval) -> bool {
        stated.least().is_some_and(|least| *least >= Rational::whole(1).halved())
    }

    fn has_two_tails(&self) -> bool {
        matches!(self.test, Statistic::T | Statistic::R | Statistic::Z)
    }

    /// Every p value that what is printed stands for.
    pub(crate) fn stated(&self, criteria: &Criteria) -> Interval {
        let possible = Interval::closed(Rational::zero(), Rational::whole(1));
        let above = || Interval::new(std::ops::Bound::Excluded(criteria.alpha.clone()), std::ops::Bound::Unbounded);
        let stated = self.p.as_ref().map_or_else(above, |p| Rounding::Unstated.interval(p));
        stated.intersection(&possible)
    }

    /// Whether all recomputed values decide otherwise than the printed one.
    fn flips(&self, recomputed: &Interval, criteria: &Criteria) -> bool {
        let alpha = &criteria.alpha;
        let significant = Interval::at_most(alpha.clone());
        let stated = self.p.as_ref().and_then(|p| decision(p, criteria)).or(self.p.is_none().then_some(false));
        match stated {
            Some(true) => !recomputed.intersects(&significant),
            Some(false) => recomputed.greatest().is_some_and(|greatest| greatest <= alpha),
            None => false,
        }
    }
}

/// Whether a p value says that something is significant, if it says either: `p > .02` does not at .05.
pub(crate) fn decision(p: &Figure, criteria: &Criteria) -> Option<bool> {
    use Qualifier::{Above, AtLeast, AtMost, Below};
    let (number, alpha) = (p.number(), &criteria.alpha);
    match p.qualifier() {
        Below | AtMost => (number <= alpha).then_some(true),
        Above | AtLeast => (number >= alpha).then_some(false),
        _ if number == alpha => Some(criteria.at_alpha),
        _ => Some(number < alpha),
    }
}
