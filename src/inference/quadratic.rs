//! Sums of squares of contrasts, as quadratic forms over a box of means.

use std::cmp::Ordering;

use crate::number::{Interval, Rational};

/// Rows of numbers.
pub(super) type Matrix = Vec<Vec<Rational>>;

/// Of more means than this the corners of their box are too many: then a bound takes their place.
const MOST_CORNERS: usize = 10;

/// How often each mean is moved to where the sum is least, on the way to the minimum.
const ROUNDS: usize = 60;

/// The form C' (C D C')⁻¹ C: the sum of squares that contrasts C explain of means with variances D. Nothing where the
/// contrasts depend on each other.
pub(super) fn form(contrasts: &Matrix, variances: &[Rational]) -> Option<Matrix> {
    let weighted = |one: &[Rational], other: &[Rational]| {
        one.iter()
            .zip(other)
            .zip(variances)
            .fold(Rational::zero(), |sum, ((a, b), variance)| &sum + &(&(a * b) * variance))
    };
    let covariance = contrasts.iter().map(|one| contrasts.iter().map(|other| weighted(one, other)).collect()).collect();
    let solved = solve(covariance, contrasts.clone())?;
    let cells = variances.len();
    let entry = |row: usize, column: usize| {
        contrasts.iter().zip(&solved).fold(Rational::zero(), |sum, (c, x)| &sum + &(&c[row] * &x[column]))
    };
    Some((0..cells).map(|row| (0..cells).map(|column| entry(row, column)).collect()).collect())
}

/// The rows X with A X = B, by elimination. A is symmetric and positive, so that no row has to be exchanged.
fn solve(mut a: Matrix, mut b: Matrix) -> Option<Matrix> {
    for pivot in 0..a.len() {
        let (own, own_b) = (a[pivot].clone(), b[pivot].clone());
        for row in (0..a.len()).filter(|row| *row != pivot) {
            let factor = -a[row][pivot].divided_by(&own[pivot])?;
            add_times(&mut a[row], &factor, &own);
            add_times(&mut b[row], &factor, &own_b);
        }
    }
    let divided = |(at, row): (usize, Vec<Rational>)| row.iter().map(|value| value.divided_by(&a[at][at])).collect();
    b.into_iter().enumerate().map(divided).collect()
}

fn add_times(row: &mut [Rational], factor: &Rational, other: &[Rational]) {
    for (value, more) in row.iter_mut().zip(other) {
        *value = &*value + &(factor * more);
    }
}

/// An interval that holds all values of the form over the box; where the means are no more than some, its upper end is
/// the greatest of them.
pub(super) fn range(form: &Matrix, means: &[Interval]) -> Option<Interval> {
    let ends = means.iter().map(|mean| Some((mean.least()?.clone(), mean.greatest()?.clone())));
    let ends: Vec<(Rational, Rational)> = ends.collect::<Option<_>>()?;
    let least = least(form, &ends);
    let greatest = if ends.len() <= MOST_CORNERS { greatest_corner(form, &ends) } else { bound_above(form, &ends) };
    Some(Interval::closed(least, greatest))
}

fn value(form: &Matrix, at: &[Rational]) -> Rational {
    at.iter().zip(slope(form, at)).fold(Rational::zero(), |sum, (mean, slope)| &sum + &(mean * &slope))
}

/// Half the gradient.
fn slope(form: &Matrix, at: &[Rational]) -> Vec<Rational> {
    form.iter().map(|row| row.iter().zip(at).fold(Rational::zero(), |sum, (a, b)| &sum + &(a * b))).collect()
}

/// A convex form is greatest at a corner. Which corners may be it is seen in `f64`; their values are exact.
fn greatest_corner(form: &Matrix, ends: &[(Rational, Rational)]) -> Rational {
    // Far more than what rounding does to a sum of so few terms, as a part of the sum of their sizes.
    const ROUNDED: f64 = 1e-12;
    let (rough, box_of) = (rough(form), rough_ends(ends));
    let size: Vec<Vec<f64>> = rough.iter().map(|row| row.iter().map(|factor| factor.abs()).collect()).collect();
    let widest: Vec<f64> = box_of.iter().map(|(low, high)| low.abs().max(high.abs())).collect();
    let slack = ROUNDED * rough_value(&size, &widest);
    let values: Vec<f64> = (0..1_usize << ends.len()).map(|at| rough_value(&rough, &corner(&box_of, at))).collect();
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Where a number is too large for `f64` all of them may be it.
    let may_be = |value: &f64| value.partial_cmp(&(most - 2.0 * slack)) != Some(Ordering::Less);
    let corners = values.iter().enumerate().filter(|(_, value)| may_be(value));
    corners.map(|(at, _)| value(form, &corner(ends, at))).max().unwrap_or_else(Rational::zero)
}

/// A corner of a box: of each side the one end or the other.
fn corner<T: Clone>(ends: &[(T, T)], corner: usize) -> Vec<T> {
    let pick = |(at, end): (usize, &(T, T))| if corner >> at & 1 == 1 { &end.1 } else { &end.0 }.clone();
    ends.iter().enumerate().map(pick).collect()
}

fn rough(form: &Matrix) -> Vec<Vec<f64>> {
    form.iter().map(|row| row.iter().map(Rational::to_f64).collect()).collect()
}

fn rough_ends(ends: &[(Rational, Rational)]) -> Vec<(f64, f64)> {
    ends.iter().map(|(low, high)| (low.to_f64(), high.to_f64())).collect()
}

fn rough_value(form: &[Vec<f64>], at: &[f64]) -> f64 {
    let slope = |row: &Vec<f64>| row.iter().zip(at).map(|(a, b)| a * b).sum::<f64>();
    form.iter().zip(at).map(|(row, mean)| mean * slope(row)).sum()
}

/// What the form is at most: at the middle, and each term of the way from there by itself.
fn bound_above(form: &Matrix, ends: &[(Rational, Rational)]) -> Rational {
    let middle: Vec<Rational> = ends.iter().map(|(low, high)| (low + high).halved()).collect();
    let half: Vec<Rational> = ends.iter().map(|(low, high)| (high - low).halved()).collect();
    let size: Matrix = form.iter().map(|row| row.iter().map(Rational::abs).collect()).collect();
    let linear = slope(form, &middle).iter().zip(&half).fold(Rational::zero(), |sum, (a, b)| &sum + &(&a.abs() * b));
    &(&value(form, &middle) + &linear.scaled(2)) + &value(&size, &half)
}

/// What the form is at least: the tangent plane at a point near its minimum lies below it everywhere.
fn least(form: &Matrix, ends: &[(Rational, Rational)]) -> Rational {
    let at = near_minimum(form, ends);
    let slope = slope(form, &at);
    let falls = at.iter().zip(ends).zip(&slope).map(|((mean, (low, high)), slope)| {
        let to = if slope.is_negative() { high } else { low };
        (slope * &(to - mean)).scaled(2)
    });
    let bound = falls.fold(value(form, &at), |sum, fall| &sum + &fall);
    if bound.is_negative() { Rational::zero() } else { bound }
}

/// A point of the box near where the form is least: each mean in turn is moved to where the sum is least. It need not be the
/// minimum, so `f64` is enough.
fn near_minimum(form: &Matrix, ends: &[(Rational, Rational)]) -> Vec<Rational> {
    let (form, box_of) = (rough(form), rough_ends(ends));
    let mut at: Vec<f64> = box_of.iter().map(|(low, high)| (low + high) / 2.0).collect();
    for _ in 0..ROUNDS {
        let before = at.clone();
        for mean in 0..at.len() {
            let slope: f64 = form[mean].iter().zip(&at).map(|(a, b)| a * b).sum();
            let to = at[mean] - slope / form[mean][mean];
            if to.is_finite() {
                at[mean] = to.max(box_of[mean].0).min(box_of[mean].1);
            }
        }
        if at == before {
            break;
        }
    }
    let within = |(at, (low, high)): (&f64, &(Rational, Rational))| {
        Rational::from_f64(*at).unwrap_or_else(|| low.clone()).clamp(low.clone(), high.clone())
    };
    at.iter().zip(ends).map(within).collect()
}
