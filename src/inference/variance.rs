//! Analysis of variance from what a table prints: numbers, means and standard deviations of groups.
//!
//! F is the mean square of an effect over the pooled variance of the groups. The one depends on the means alone and the
//! other on the standard deviations alone, so the range of F over all values that print so is the range of the one over
//! that of the other. The pooled variance is monotone in each standard deviation. The mean square is a sum of squares of
//! contrasts: a single contrast has an exact range; of several, the greatest value stands at a corner of the box of
//! means, and the least is bounded from below by a tangent plane near the minimum, as the sum is convex.

use std::ops::Bound;

use crate::inference::quadratic::{self, Matrix};
use crate::number::{Interval, Rational};

/// What is printed of a group: every value that each figure stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// How many respondents.
    pub n: u64,
    /// Their mean.
    pub mean: Interval,
    /// Their standard deviation, divided by n − 1.
    pub sd: Interval,
}

/// How the means of groups of several factors are averaged where one factor is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Averages {
    /// Each group counts the same, and differences weigh as precise as they are: sums of squares of type III.
    TypeThree,
    /// Each group counts the same, as if all had the harmonic mean of their numbers: the analysis of unweighted means.
    Unweighted,
    /// Each respondent counts the same: sums of squares of type I of the factor that comes first.
    Weighted,
}

impl Averages {
    /// All of them, the most usual first.
    pub const ALL: [Self; 3] = [Self::TypeThree, Self::Unweighted, Self::Weighted];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::TypeThree => "type III",
            Self::Unweighted => "unweighted means",
            Self::Weighted => "weighted means",
        }
    }
}

/// The F of a one-way analysis of variance (Fisher 1925); of two groups it is the square of Student's pooled t.
///
/// Nothing with fewer than two groups, with fewer than two respondents in all beyond one a group, where a mean or a standard
/// deviation has no bound, or where all standard deviations may be zero.
///
/// ```
/// use retally::inference::variance::{Group, one_way};
/// use retally::{Figure, Rational, Rounding};
///
/// let values = |text: &str| Rounding::Unstated.interval(&text.parse::<Figure>().unwrap());
/// let group = |n, mean, sd| Group { n, mean: values(mean), sd: values(sd) };
/// // Just, Sigirci & Wansink 2014, Table 1: age, printed with F = 0.42.
/// let f = one_way(&[group(62, "44.16", "18.99"), group(60, "46.08", "14.46")]).unwrap();
/// assert_eq!(f.to_string(), "[0.3885…, 0.3971…]");
/// assert!(!f.intersects(&values("0.42")));
/// ```
pub fn one_way(groups: &[Group]) -> Option<Interval> {
    factorial(groups, &[groups.len()], &[true], Averages::TypeThree)
}

/// The F of an effect in a factorial analysis of variance: of a factor, or of an interaction of several.
///
/// `levels` says how many levels each factor has, and `effect` which of them are in it. Groups stand in the order of their
/// levels, those of the last factor varying fastest. Sources: Yates 1934, doi:10.1080/01621459.1934.10502686 (unweighted
/// means, and weighted squares of means, now called type III); Searle 1987 for the types.
pub fn factorial(groups: &[Group], levels: &[usize], effect: &[bool], averages: Averages) -> Option<Interval> {
    let contrasts = contrasts(groups, levels, effect, averages)?;
    let df = Rational::whole(contrasts.len() as i128);
    let form = quadratic::form(&contrasts, &variances(groups, averages)?)?;
    let means: Vec<Interval> = groups.iter().map(|group| group.mean.clone()).collect();
    let sum = match contrasts.as_slice() {
        [only] => single(only, &form, &means)?,
        _ => quadratic::range(&form, &means)?,
    };
    sum.scaled(&Rational::whole(1).divided_by(&df)?).over(&pooled(groups)?)
}

/// The square of Welch's t of two groups, which does not take their variances for the same (Welch 1947,
/// doi:10.1093/biomet/34.1-2.28).
pub fn welch(one: &Group, other: &Group) -> Option<Interval> {
    let of_mean = |group: &Group| Some(spread(&group.sd).scaled(&Rational::new(1, group.n.into())?));
    one.mean.minus(&other.mean).squared().over(&of_mean(one)?.plus(&of_mean(other)?))
}

/// The degrees of freedom of Welch's t (Satterthwaite 1946, doi:10.2307/3002019), as far as the standard deviations tell:
/// 1 / (u² / (n₁ − 1) + (1 − u)² / (n₂ − 1)), with u the share of the first group in the variance of the difference.
pub fn welch_df(one: &Group, other: &Group) -> Option<Interval> {
    let of_mean = |group: &Group| Some(spread(&group.sd).scaled(&Rational::new(1, group.n.into())?));
    let (own, others) = (of_mean(one)?, of_mean(other)?);
    let share = |own: &Rational, other: &Rational| own.divided_by(&(own + other));
    let low = share(own.least()?, others.greatest()?)?;
    let high = share(own.greatest()?, others.least()?)?;
    let weight = |group: &Group| Rational::new(1, i128::from(group.n) - 1).filter(|_| group.n > 1);
    let (first, second) = (weight(one)?, weight(other)?);
    let df = |share: &Rational| {
        let rest = &Rational::whole(1) - share;
        let sum = &(&first * &(share * share)) + &(&second * &(&rest * &rest));
        Rational::whole(1).divided_by(&sum)
    };
    // Most of them where each group's share is as its own degrees of freedom.
    let middle = second.divided_by(&(&first + &second))?.max(low.clone()).min(high.clone());
    let (at_low, at_high, most) = (df(&low)?, df(&high)?, df(&middle)?);
    Some(Interval::closed(at_low.min(at_high), most))
}

/// The square of the paired t of the same respondents at two times: from where their values are opposite to where they are alike,
/// since how they are correlated is not known. With d the difference of the means, n d² / (s₁ + s₂)² to n d² / (s₁ − s₂)², as
/// the variance of the differences is s₁² + s₂² − 2 r s₁ s₂ (Student 1908, doi:10.1093/biomet/6.1.1).
pub fn paired(one: &Group, other: &Group) -> Option<Interval> {
    let squared = one.mean.minus(&other.mean).squared().scaled(&Rational::from(one.n));
    let positive = |sd: &Interval| sd.intersection(&Interval::at_least(Rational::zero()));
    let (first, second) = (positive(&one.sd), positive(&other.sd));
    let opposite = squared.over(&first.plus(&second).squared())?;
    let alike = squared.over(&first.minus(&second).squared());
    Some(alike.map_or_else(|| opposite.and_above(), |alike| opposite.hull(&alike)))
}

/// The degrees of freedom within groups.
pub fn df_within(groups: &[Group]) -> u64 {
    groups.iter().map(|group| group.n.saturating_sub(1)).sum()
}

/// The pooled variance of the groups.
fn pooled(groups: &[Group]) -> Option<Interval> {
    let squares = groups.iter().fold(Interval::point(Rational::zero()), |sum, group| {
        sum.plus(&spread(&group.sd).scaled(&Rational::from(group.n.saturating_sub(1))))
    });
    Some(squares.scaled(&Rational::whole(1).divided_by(&Rational::from(df_within(groups)))?))
}

/// The variances that a standard deviation stands for.
fn spread(sd: &Interval) -> Interval {
    sd.intersection(&Interval::at_least(Rational::zero())).squared()
}

/// How uncertain the means are beside each other, in units of the pooled variance.
fn variances(groups: &[Group], averages: Averages) -> Option<Vec<Rational>> {
    let own: Vec<Rational> = groups.iter().map(|group| Rational::new(1, group.n.into())).collect::<Option<_>>()?;
    if averages != Averages::Unweighted {
        return Some(own);
    }
    let sum = own.iter().fold(Rational::zero(), |sum, variance| &sum + variance);
    let mean = sum.divided_by(&Rational::from(groups.len() as u64))?;
    Some(vec![mean; groups.len()])
}

/// The contrasts between the groups that an effect consists of: each level of its factors with the first.
fn contrasts(groups: &[Group], levels: &[usize], effect: &[bool], averages: Averages) -> Option<Matrix> {
    let cells = levels.iter().try_fold(1_usize, |cells, levels| cells.checked_mul(*levels))?;
    if cells != groups.len() || effect.len() != levels.len() || levels.contains(&0) {
        return None;
    }
    let compared: Vec<usize> = levels.iter().zip(effect).map(|(of, is_in)| if *is_in { of - 1 } else { 1 }).collect();
    let alike =
        |one: &[usize], other: &[usize]| one.iter().zip(other).zip(effect).all(|((a, b), is_in)| !is_in || a == b);
    let at: Vec<Vec<usize>> = (0..cells).map(|cell| digits(cell, levels)).collect();
    let share = |cell: usize| {
        let weight = |cell: usize| if averages == Averages::Weighted { groups[cell].n } else { 1 };
        let all: u64 = (0..cells).filter(|other| alike(&at[cell], &at[*other])).map(weight).sum();
        Rational::new(weight(cell).into(), all.into())
    };
    let shares: Vec<Rational> = (0..cells).map(share).collect::<Option<_>>()?;
    let rows = compared.iter().product::<usize>();
    let row = |row: usize| {
        let with = digits(row, &compared);
        let sign = |cell: &[usize]| {
            let signs = cell.iter().zip(&with).zip(effect).filter(|(_, is_in)| **is_in);
            signs.map(|((level, with), _)| i64::from(*level == 0) - i64::from(*level == with + 1)).product::<i64>()
        };
        (0..cells).map(|cell| shares[cell].scaled(sign(&at[cell]))).collect()
    };
    (rows > 0).then(|| (0..rows).map(row).collect())
}

/// A number in the mixed base of `sizes`, the last digit varying fastest.
fn digits(mut number: usize, sizes: &[usize]) -> Vec<usize> {
    let mut digits: Vec<usize> = sizes
        .iter()
        .rev()
        .map(|size| {
            let digit = number % size;
            number /= size;
            digit
        })
        .collect();
    digits.reverse();
    digits
}

/// The exact range of a sum of squares that is a single contrast squared.
fn single(contrast: &[Rational], form: &Matrix, means: &[Interval]) -> Option<Interval> {
    let difference = contrast
        .iter()
        .zip(means)
        .fold(Interval::point(Rational::zero()), |sum, (factor, mean)| sum.plus(&mean.scaled(factor)));
    let at = contrast.iter().position(|factor| !factor.is_zero())?;
    let scale = form[at][at].divided_by(&(&contrast[at] * &contrast[at]))?;
    let bounded = !matches!((difference.low(), difference.high()), (Bound::Unbounded, _) | (_, Bound::Unbounded));
    bounded.then(|| difference.squared().scaled(&scale))
}
