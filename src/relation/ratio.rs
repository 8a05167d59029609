//! # Ratio
//!
//! **What it checks.** The coefficient of variation is the standard deviation in percent of the mean; the standard error
//! of the mean is the standard deviation over the square root of the number of respondents; the variance is the square
//! of the standard deviation.
//!
//! **Why it matters.** Derived statistics are computed by hand or by a formula in a spreadsheet, and formulas are turned
//! upside down.
//!
//! **When it is undecided.** When the mean may be zero, or the number of respondents is not reported.
//!
//! **Source.** The definitions of the statistics.
//!
//! **Example.** `3.96` over a mean of `2.2` is a coefficient of variation of 180 %, not `55.56`.

use crate::quantity::{Quantity, Statistic};
use crate::relation::arithmetic::of;
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "ratio", says: "CV, SE and variance follow from SD, mean and n", hint: None, derive };

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    for (at, claim) in index.claims() {
        let Some(variable) = claim.quantity.variable else { continue };
        let Some(recomputed) = recomputed(index, claim) else { continue };
        let names = index.study.names();
        let about = of(names.name(variable), &names.event(&claim.quantity.event));
        drafts.push(Draft {
            about: format!("{} {about}", claim.quantity.statistic),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed,
        });
    }
}

/// What the claim's statistic follows from, if its standard deviation is printed.
fn recomputed(index: &Index, claim: &Claim) -> Option<Result<Expression, Unknown>> {
    let other = |statistic| index.known(Quantity { statistic, ..claim.quantity.clone() }, claim.table);
    let sd = || other(Statistic::Sd).ok().map(Box::new);
    match claim.quantity.statistic {
        Statistic::Cv => {
            let sd = sd()?;
            Some(other(Statistic::Mean).map(|mean| Expression::Percent(sd, Box::new(mean))))
        }
        Statistic::Se => {
            let sd = sd()?;
            let valid = index.count_of_values(claim, &claim.quantity.event, false);
            Some(valid.map(|count| Expression::Quotient(sd, Box::new(Expression::Root(Box::new(count))))))
        }
        Statistic::Variance => Some(Ok(Expression::Square(sd()?))),
        _ => None,
    }
}
