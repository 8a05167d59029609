//! The figures of a linear regression, one at a time.

use crate::check::{Check, Printed, compare};
use crate::number::{FigureError, Rational};
use crate::quantity::Statistic;
use crate::relation::{Comparison, Expression, adjusted_of, f_of};

/// Whether an F is that of the variance that a linear regression explains, (R² / k) / ((1 − R²) / (n − k − 1)), with degrees of freedom k and
/// n − k − 1 (Fisher 1925).
///
/// It is that of least squares: with robust standard errors F is another.
///
/// ```
/// use retally::check;
/// // R's `summary(lm(dist ~ speed, cars))`: F-statistic 89.57 on 1 and 48 DF, multiple R-squared 0.6511.
/// assert_eq!(check::f_of_r_squared("0.6511", 1, 48, "89.57")?.verdict.name(), "consistent");
/// let check = check::f_of_r_squared("0.6511", 1, 48, "87.59")?;
/// assert!(check.to_string().starts_with("87.59 is inconsistent: 0.6511 / (1 − 0.6511) × 48 / 1 is 89.5"), "{check}");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn f_of_r_squared(
    r_squared: impl Printed,
    df1: impl Printed,
    df2: impl Printed,
    f: impl Printed,
) -> Result<Check, FigureError> {
    let figures = [
        (r_squared.figure()?, Statistic::RSquared),
        (df1.figure()?, Statistic::DfBetween),
        (df2.figure()?, Statistic::Df),
    ];
    let [squared, between, within] = [1, 2, 3].map(Expression::Claim);
    let expression = f_of(squared.clone(), squared, between, within);
    Ok(compare((f.figure()?, Statistic::F), figures, Comparison::Equal, expression))
}

/// Whether an F is that of a change of R², (ΔR² / q) / ((1 − R²) / df) of q predictors more, with the R² and the degrees of freedom
/// of the model that has them.
///
/// ```
/// use retally::check;
/// // R's `anova(lm(mpg ~ wt, mtcars), lm(mpg ~ wt + hp, mtcars))`: F 12.381 with 1 and 29 DF; R-squared 0.7528 and 0.8268.
/// assert_eq!(check::f_of_r_squared_change("0.0740", "0.8268", 1, 29, "12.38")?.verdict.name(), "consistent");
/// assert_eq!(check::f_of_r_squared_change("0.0740", "0.8268", 1, 29, "13.28")?.verdict.name(), "inconsistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn f_of_r_squared_change(
    change: impl Printed,
    r_squared: impl Printed,
    df1: impl Printed,
    df2: impl Printed,
    f: impl Printed,
) -> Result<Check, FigureError> {
    let figures = [
        (change.figure()?, Statistic::RSquaredChange),
        (r_squared.figure()?, Statistic::RSquared),
        (df1.figure()?, Statistic::DfBetween),
        (df2.figure()?, Statistic::Df),
    ];
    let [change, squared, between, within] = [1, 2, 3, 4].map(Expression::Claim);
    let expression = f_of(change, squared, between, within);
    Ok(compare((f.figure()?, Statistic::FChange), figures, Comparison::Equal, expression))
}

/// Whether an adjusted R² is 1 − (1 − R²) (n − 1) / (n − k − 1) of n values and k predictors (Ezekiel 1930).
///
/// ```
/// use retally::check;
/// // R's `summary(lm(mpg ~ wt + hp, mtcars))`: multiple R-squared 0.8268, adjusted 0.8148.
/// assert_eq!(check::adjusted_r_squared("0.8268", 32, 2, "0.8148")?.verdict.name(), "consistent");
/// assert_eq!(check::adjusted_r_squared("0.8268", 32, 2, "0.8184")?.verdict.name(), "inconsistent");
/// # Ok::<(), retally::FigureError>(())
/// ```
pub fn adjusted_r_squared(
    r_squared: impl Printed,
    n: impl Printed,
    predictors: impl Printed,
    adjusted: impl Printed,
) -> Result<Check, FigureError> {
    let figures = [
        (r_squared.figure()?, Statistic::RSquared),
        (n.figure()?, Statistic::Count),
        (predictors.figure()?, Statistic::DfBetween),
    ];
    let terms = |all: &[(i128, usize)]| {
        let terms = all.iter().map(|(factor, claim)| (Rational::whole(*factor), Expression::Claim(*claim)));
        let one = (Rational::whole(-1), Expression::Constant(Rational::whole(1)));
        Expression::Linear(terms.chain([one]).collect())
    };
    let expression = adjusted_of(Expression::Claim(1), terms(&[(1, 2)]), terms(&[(1, 2), (-1, 3)]));
    Ok(compare((adjusted.figure()?, Statistic::AdjustedRSquared), figures, Comparison::Equal, expression))
}
