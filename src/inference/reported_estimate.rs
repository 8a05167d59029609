//! Estimates as they are reported in a text: `OR 1.50 (95% CI 1.10–2.05; p = .01)`.

use std::ops::Range;

use crate::inference::reported::{Agreement, Criteria, decision};
use crate::inference::wald::{Estimate, Limits, Precision};
use crate::number::{Figure, Interval, Rational, Rounding};
use crate::quantity::Statistic;

/// An estimate as a sentence reports it, each figure with its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedEstimate {
    /// What is estimated.
    pub of: Statistic,
    /// The estimate.
    pub value: (Figure, Range<usize>),
    /// The limits of its interval.
    pub limits: Option<[(Figure, Range<usize>); 2]>,
    /// The level of the interval, as 95/100.
    pub level: Option<Rational>,
    /// Its standard error.
    pub se: Option<(Figure, Range<usize>)>,
    /// A t or a z beside it.
    pub statistic: Option<(Statistic, Figure, Range<usize>)>,
    /// Its p value.
    pub p: Option<(Figure, Range<usize>)>,
    /// Whether the paragraph speaks of one-tailed tests.
    pub one_tailed: bool,
    /// Whether it speaks of p values that are corrected for several comparisons, or of a resampling.
    pub corrected: bool,
    /// The bytes of the whole.
    pub bytes: Range<usize>,
    /// The line it begins in, counted from 1.
    pub line: usize,
    /// The character of the line it begins at, counted from 1.
    pub column: usize,
}

/// The outcome of a reported estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedEstimate {
    /// Whether the estimate is in its interval, and in the middle of it; undecided where it is not in the middle, or has no interval.
    pub estimate: Agreement,
    /// Whether the p value fits; undecided where another usual test explains it, or nothing is known.
    pub p: Agreement,
    /// Every p value of Wald's test of what prints so, where one follows.
    pub wald: Option<Interval>,
    /// Whether p is significant and Wald's is not, or the other way round, where no usual test explains p.
    pub decision_flips: bool,
}

impl ReportedEstimate {
    /// Holds the figures against each other, over all values that print so; see [`wald`](crate::inference::wald).
    ///
    /// ```
    /// use retally::inference::{Agreement, Criteria, scan_estimates};
    /// let found = scan_estimates("OR 1.50 (95% CI 1.10–2.05; p = .20) and OR 1.50 (95% CI 1.10–2.05; p = .01).");
    /// let checked: Vec<_> = found.iter().map(|estimate| estimate.check(&Criteria::default())).collect();
    /// assert_eq!((checked[0].p, checked[1].p), (Agreement::Inconsistent, Agreement::Consistent));
    /// assert!(checked[0].decision_flips); // the interval leaves out 1
    /// ```
    pub fn check(&self, criteria: &Criteria) -> CheckedEstimate {
        let values = |(figure, _): &(Figure, Range<usize>)| Rounding::Unstated.interval(figure);
        let limits = self.limits.as_ref().map(|[low, high]| Limits {
            low: values(low),
            high: values(high),
            level: self.level.clone(),
        });
        let value = values(&self.value);
        let estimate = match &limits {
            None => Agreement::Undecided,
            Some(limits) if limits.middle(self.of).intersects(&value) => Agreement::Consistent,
            Some(limits) if limits.low.hull(&limits.high).intersects(&value) => Agreement::Undecided,
            Some(_) => Agreement::Inconsistent,
        };
        let precision = limits.map(Precision::Limits);
        let precision = precision
            .or_else(|| self.se.as_ref().filter(|_| !self.of.is_ratio()).map(|se| Precision::Error(values(se))));
        let known = precision.map(|precision| Estimate { of: self.of, value: Some(value), precision });
        let wald = known.as_ref().and_then(Estimate::p);
        let (Some((figure, _)), Some(known), Some(own)) = (&self.p, &known, &wald) else {
            return CheckedEstimate { estimate, p: Agreement::Undecided, wald, decision_flips: false };
        };
        let possible = Interval::closed(Rational::zero(), Rational::whole(1));
        let stated = Rounding::Unstated.interval(figure).intersection(&possible);
        let half = own.scaled(&Rational::whole(1).halved());
        let others = [known.p_of_few(), Some(half), known.p_of_others().or(Some(possible))];
        let p = match own.intersects(&stated) {
            true => Agreement::Consistent,
            false if others.iter().flatten().any(|other| other.intersects(&stated)) => Agreement::Undecided,
            false => Agreement::Inconsistent,
        };
        let significant = Interval::at_most(criteria.alpha.clone());
        let flips = match decision(figure, criteria) {
            Some(true) => !own.intersects(&significant),
            Some(false) => own.greatest().is_some_and(|greatest| *greatest <= criteria.alpha),
            None => false,
        };
        CheckedEstimate { estimate, p, decision_flips: p == Agreement::Inconsistent && flips, wald }
    }
}
