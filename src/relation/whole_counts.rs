//! Whole numbers that print as percentages: whether there are any, and what they are instead.

use std::ops::Bound;

use crate::number::{Interval, Rational};
use crate::quantity::Quantity;
use crate::relation::arithmetic::listed;
use crate::relation::expression::{BaseOf, CountsOf, Expression, ShareOf};
use crate::relation::unknown::Unknown;
use crate::relation::values::Values;
use crate::sample::Limit;
use crate::study::{Claim, Study};

/// Percentages are counted in this part of one, so that all are whole numbers.
const PARTS: i128 = 1_000_000_000_000;

/// How many respondents a base may have.
const MOST_RESPONDENTS: i128 = 1_000_000_000_000;

/// How many numbers are tried.
const MOST_TRIED: i128 = 200_000;

/// How many additions are made, to see what several bases can be together.
const MOST_ADDED: i128 = 20_000_000;

/// Whole numbers from the first to the last.
#[derive(Clone, Copy)]
struct Range {
    first: i128,
    last: i128,
}

/// A percentage and the number that it is of.
struct Share {
    /// The ends of its values, and whether they belong to them.
    low: (i128, bool),
    high: (i128, bool),
    part: Option<Range>,
}

/// A base, with what is known of its number.
struct Base<'a> {
    n: Range,
    shares: Vec<Share>,
    divisions: &'a [Vec<usize>],
}

impl CountsOf {
    pub(super) fn claims(&self) -> Vec<usize> {
        let of_base = |base: &BaseOf| {
            let parts = base.shares.iter().flat_map(|share| &share.part).flat_map(Expression::claims);
            let shares = base.shares.iter().map(|share| share.claim).chain(parts);
            shares.chain(base.most.claims()).chain(base.least.iter().flat_map(Expression::claims)).collect::<Vec<_>>()
        };
        self.bases.iter().flat_map(of_base).chain(self.together.iter().flat_map(Expression::claims)).collect()
    }

    /// Whether some whole numbers print as these percentages; not known where just any percentages would do.
    pub(crate) fn are_possible(&self, values: Values) -> Result<bool, Unknown> {
        let bases = self.bases.iter().map(|base| Base::of(base, values)).collect::<Result<Vec<_>, _>>()?;
        if !bases.iter().any(Base::is_telling) {
            return Err(self.unknown(values.claims));
        }
        match &self.together {
            Some(together) => add_up(&bases, whole_numbers(&together.evaluate_with(values)?)?),
            None => bases.iter().try_fold(true, |all, base| Ok(all && base.is_possible()?)),
        }
    }

    /// The first number that is not printed.
    fn unknown(&self, claims: &[Claim]) -> Unknown {
        let mut shares = self.bases.iter().flat_map(|base| &base.shares);
        let share = shares.find(|share| share.part.is_none()).map(|share| &claims[share.claim].quantity);
        share.map_or(Unknown::Rough, |quantity| {
            Unknown::NotPrinted(Quantity::count(quantity.canonical().into_owned().event))
        })
    }

    /// The percentage alone, where there is but one, with its base.
    fn single(&self) -> Option<(&BaseOf, &ShareOf)> {
        match self.bases.as_slice() {
            [base] if base.shares.len() == 1 => Some((base, &base.shares[0])),
            _ => None,
        }
    }

    /// `27 of 30 is 90.0 and 28 of 30 is 93.3`: why no numbers print so.
    pub(crate) fn why_none(&self, study: &Study) -> String {
        let nearest = self.nearest(study);
        if let (Some((base, share)), [_, ..]) = (self.single(), nearest.as_slice()) {
            let n = base.most.write(study);
            let each: Vec<_> = match &share.part {
                Some(part) => {
                    vec![format!("{} of {} is {}", part.write_factor(study), base.write(study), to(&nearest))]
                }
                None => nearest.iter().map(|(k, printed)| format!("{k} of {n} is {printed}")).collect(),
            };
            return listed(&each);
        }
        let bases: Vec<_> =
            self.bases.iter().map(|base| format!("{} of {}", base.printed(study), base.write(study))).collect();
        let together = self.together.iter().map(|all| format!(" ({} in all)", all.write(study))).collect::<String>();
        format!("no counts give {}{together}", bases.join(", and "))
    }

    /// `90.0 or 93.3`: what would be possible instead.
    pub(crate) fn implied(&self, study: &Study) -> String {
        let nearest = self.nearest(study);
        let is_bounded = self.single().is_some_and(|(_, share)| share.part.is_some());
        match nearest.as_slice() {
            [] => "another".to_owned(),
            all if is_bounded => to(all),
            all => all.iter().map(|(_, printed)| printed.as_str()).collect::<Vec<_>>().join(" or "),
        }
    }

    /// The numbers next to a percentage of a known base, or those at the ends where the base is not known, with what they print as.
    fn nearest(&self, study: &Study) -> Vec<(i128, String)> {
        let Some((base, share)) = self.single() else { return Vec::new() };
        let Ok(known) = Base::of(base, Values::printed(study.claims())) else { return Vec::new() };
        let claim = &study.claims()[share.claim];
        let printed = |k: i128, n: i128| {
            let percent = Rational::new(100 * k, n).unwrap_or_else(Rational::zero);
            (k, claim.rounding.print(&percent, claim.figure.decimals()))
        };
        let Range { first, last } = known.n;
        match (known.shares.first(), &share.part) {
            (Some(Share { part: Some(part), .. }), _) => vec![printed(part.first, last), printed(part.last, first)],
            (Some(share), None) if first == last => {
                let below = share.low.0 * last / (100 * PARTS);
                [below, below + 1].into_iter().filter(|k| *k <= last).map(|k| printed(k, last)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// `92.9 % as a whole number of 30`, `10.0 % as 48 of 48 to 292`.
    pub(super) fn write(&self, study: &Study) -> String {
        let each = |base: &BaseOf| {
            let numbers = match base.shares.as_slice() {
                [ShareOf { part: Some(part), .. }] => format!("as {}", part.write_factor(study)),
                [_] => "as a whole number".to_owned(),
                _ => "as whole numbers".to_owned(),
            };
            format!("{} {numbers} of {}", base.printed(study), base.write(study))
        };
        let mut all: Vec<_> = self.bases.iter().map(each).collect();
        all.extend(self.together.iter().map(|together| format!("{} in all", together.write(study))));
        all.join("; ")
    }
}

/// `16.4 to 100.0`.
fn to(ends: &[(i128, String)]) -> String {
    ends.iter().map(|(_, printed)| printed.as_str()).collect::<Vec<_>>().join(" to ")
}

impl BaseOf {
    /// `30`, `48 to 292`, `at most 292`.
    fn write(&self, study: &Study) -> String {
        match (&self.least, self.is_known) {
            (_, true) => self.most.write_factor(study),
            (Some(least), false) => format!("{} to {}", least.write_factor(study), self.most.write_factor(study)),
            (None, false) => format!("at most {}", self.most.write_factor(study)),
        }
    }

    /// `60 % and 40 %`: its percentages.
    fn printed(&self, study: &Study) -> String {
        let printed = |share: &ShareOf| format!("{} %", study.claims()[share.claim].figure);
        listed(&self.shares.iter().map(printed).collect::<Vec<_>>())
    }
}

/// The whole numbers among values that are none below zero.
fn whole_numbers(values: &Interval) -> Result<Range, Unknown> {
    let one = Rational::whole(1);
    let first = values.first_multiple(&one).map_or(Some(0), |first| first.to_i128()).map(|first| first.max(0));
    let last = values.last_multiple(&one).and_then(|last| last.to_i128());
    match (first, last) {
        (Some(first), Some(last)) if last <= MOST_RESPONDENTS => Ok(Range { first, last }),
        _ => Err(Unknown::Limit(Limit::Size)),
    }
}

impl<'a> Base<'a> {
    fn of(base: &'a BaseOf, values: Values) -> Result<Self, Unknown> {
        let most = whole_numbers(&base.most.evaluate_with(values)?)?;
        let least = base.least.as_ref().map(|least| least.evaluate_with(values)).transpose()?;
        let least = match (least, base.is_known) {
            (_, true) if most.first == 0 => return Err(Unknown::ZeroBase),
            (_, true) => most.first,
            (Some(least), false) => least.first_multiple(&Rational::whole(1)).and_then(|n| n.to_i128()).unwrap_or(0),
            (None, false) => 0,
        };
        let shares = base.shares.iter().map(|share| Share::of(share, values)).collect::<Result<_, _>>()?;
        Ok(Self { n: Range { first: least.max(1), last: most.last }, shares, divisions: &base.divisions })
    }

    /// Whether not just any percentages would do.
    fn is_telling(&self) -> bool {
        self.shares.iter().any(|share| share.part.is_some() || share.width().saturating_mul(self.n.last) < 100 * PARTS)
    }

    /// Whether some number of respondents has all of the percentages.
    fn is_possible(&self) -> Result<bool, Unknown> {
        let n = self.shares.iter().fold(self.n, |n, share| share.narrow(n));
        let tried = (n.last - n.first + 1).max(0);
        match (n.first..=n.last).rev().take(MOST_TRIED as usize).any(|n| self.admits(n)) {
            false if tried > MOST_TRIED => Err(Unknown::Limit(Limit::Search)),
            found => Ok(found),
        }
    }

    /// Whether so many respondents can have all of the percentages.
    fn admits(&self, n: i128) -> bool {
        let all: Vec<Range> = self.shares.iter().map(|share| share.numbers(n)).collect();
        let adds_up = |division: &Vec<usize>| {
            let sum = |end: fn(&Range) -> i128| division.iter().filter_map(|at| all.get(*at)).map(end).sum::<i128>();
            sum(|range| range.first) <= n && n <= sum(|range| range.last)
        };
        all.iter().all(|range| range.first <= range.last) && self.divisions.iter().all(adds_up)
    }
}

impl Share {
    fn of(share: &ShareOf, values: Values) -> Result<Self, Unknown> {
        let percent = values.of(share.claim);
        let part = share.part.as_ref().map(|part| whole_numbers(&part.evaluate_with(values)?)).transpose()?;
        Ok(Self { low: end(percent.low(), 0)?, high: end(percent.high(), 100)?, part })
    }

    fn width(&self) -> i128 {
        self.high.0 - self.low.0
    }

    /// The numbers of n that print so.
    fn numbers(&self, n: i128) -> Range {
        let one = 100 * PARTS;
        let (low, high) = (self.low.0 * n, self.high.0 * n);
        let first = (low + one - 1).div_euclid(one) + i128::from(self.low.1 && low % one == 0);
        let last = high.div_euclid(one) - i128::from(self.high.1 && high % one == 0);
        let numbers = Range { first: first.max(0), last: last.min(n) };
        match self.part {
            Some(part) => Range { first: numbers.first.max(part.first), last: numbers.last.min(part.last) },
            None => numbers,
        }
    }

    /// The bases among these of which the number that is known can be such a percentage.
    fn narrow(&self, n: Range) -> Range {
        let Some(part) = self.part else { return n };
        let base = |k: i128, percent: i128| k.saturating_mul(100 * PARTS) / percent;
        let first = if self.high.0 > 0 { base(part.first, self.high.0) } else { 0 };
        let last = if self.low.0 > 0 { base(part.last, self.low.0) } else { n.last };
        Range { first: n.first.max(first), last: n.last.min(last) }
    }
}

/// An end of a percentage in whole parts, and whether it is left out.
fn end(bound: Bound<&Rational>, beyond: i128) -> Result<(i128, bool), Unknown> {
    let (value, open) = match bound {
        Bound::Included(value) => (value, false),
        Bound::Excluded(value) => (value, true),
        Bound::Unbounded => return Ok((beyond * PARTS, false)),
    };
    let parts = value * &Rational::whole(PARTS);
    let parts = Some(parts).filter(Rational::is_whole).and_then(|parts| parts.to_i128());
    match parts.ok_or(Unknown::Limit(Limit::Size))? {
        below if below < 0 => Ok((0, false)),
        above if above > 100 * PARTS => Ok((100 * PARTS, false)),
        parts => Ok((parts, open)),
    }
}

/// Whether bases that are possible can be so many together.
fn add_up(bases: &[Base], together: Range) -> Result<bool, Unknown> {
    let work = together.last.saturating_mul(together.last).saturating_mul(bases.len() as i128);
    if work > MOST_ADDED {
        return Err(Unknown::Limit(Limit::Search));
    }
    let mut sums = vec![false; together.last as usize + 1];
    sums[0] = true;
    for base in bases {
        let possible: Vec<usize> =
            (base.n.first..=base.n.last.min(together.last)).filter(|n| base.admits(*n)).map(|n| n as usize).collect();
        let mut next = vec![false; sums.len()];
        for sum in (0..sums.len()).filter(|sum| sums[*sum]) {
            for reached in possible.iter().map(|n| sum + n).take_while(|reached| *reached < sums.len()) {
                next[reached] = true;
            }
        }
        sums = next;
    }
    Ok(sums.iter().skip(together.first as usize).any(|reached| *reached))
}
