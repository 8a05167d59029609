//! # Fit
//!
//! **What it checks.** The figures of a linear regression that one row prints follow from each other: F of the variance that is explained,
//! (R² / k) / ((1 − R²) / (n − k − 1)); adjusted R², 1 − (1 − R²) (n − 1) / (n − k − 1); F of a change of R², over what is left unexplained after
//! it; R² as the square of R; the square of t as F, and a standardised coefficient as r, where there is one predictor; and Wald's chi-square as
//! the square of a coefficient over its standard error. Of k predictors `df1` is the number, and `df2` is n − k − 1.
//!
//! **Why it matters.** These are copied from several places of an output, and of several models.
//!
//! **When it is undecided.** When degrees of freedom are not reported and do not follow from n; when another F than that of least squares may
//! have been used, as with robust standard errors, unless `test = "F"` says that it is this one; when an adjusted R² is one of
//! another formula, n − 1 over n − k (Wherry 1931), or of a model without an intercept; when a chi-square may be of a likelihood ratio, unless
//! `test = "Wald"` says that it is not; when R² is above 1, as in percent.
//!
//! **Source.** Fisher (1925), *Statistical Methods for Research Workers*; Ezekiel (1930), *Methods of Correlation Analysis*; Wherry (1931),
//! doi:10.1214/aoms/1177732951; Wald (1943), doi:10.1090/S0002-9947-1943-0012401-3.
//!
//! **Example.** R² of `0.6511` of 50 cars and one predictor is F(1, 48) of 89.6 and an adjusted R² of 0.6438, not `0.6348`.

use rustc_hash::FxHashMap as HashMap;

use crate::inference::NamedTest;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Statistic};
use crate::relation::expression::Expression;
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "fit", says: "R², F and the coefficients of a regression agree", hint: None, derive };

const ROBUST: &str = "the variance that is explained does not give it, but F may be that of robust standard errors; say with `test = \"F\"` \
                      that it is that of least squares";
const OTHER: &str = "n − 1 over n − k − 1 does not give it, but another formula does, or a model without an intercept";
const RATIO: &str = "the square of the coefficient over its standard error does not give it, but it may be of a likelihood ratio; name \
                     the test with `test = \"Wald\"` if it is that";
const DEGREES: Unknown = Unknown::Test("its degrees of freedom are not reported");
const PERCENT: Unknown = Unknown::Test("R² is above 1; it may be in percent");

/// What figures of one model have in common.
type Place<'a> = (Option<usize>, Option<Dimension>, &'a Event);

/// The claims of one model, by their statistics.
struct Model<'a> {
    index: &'a Index<'a>,
    claims: Vec<(Statistic, usize)>,
}

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let claims = index.study.claims();
    let is_tied = |claim: &Claim| claim.text_claim.is_none() && claim.quantity.statistic.is_of_test();
    let mut models: Vec<Model> = Vec::new();
    let mut known: HashMap<Place, usize> = HashMap::default();
    for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| is_tied(claim) || is_error(claim)) {
        let place = (claim.table, claim.quantity.variable, &claim.quantity.event);
        let model = *known.entry(place).or_insert_with(|| {
            models.push(Model { index, claims: Vec::new() });
            models.len() - 1
        });
        models[model].claims.push((claim.quantity.statistic, at));
    }
    for model in models {
        drafts.extend(model.relations());
    }
}

fn is_error(claim: &Claim) -> bool {
    claim.quantity.statistic == Statistic::Se && claim.text_claim.is_none()
}

impl Model<'_> {
    /// The claim of a statistic, if there is one.
    fn at(&self, statistic: Statistic) -> Option<usize> {
        let mut found = self.claims.iter().filter(|(of, _)| *of == statistic).map(|(_, at)| *at);
        found.next().filter(|_| found.next().is_none())
    }

    fn claim(&self, at: usize) -> &Claim {
        &self.index.study.claims()[at]
    }

    fn relations(&self) -> Vec<Draft> {
        let at = |statistic| self.at(statistic);
        let mut found = Vec::new();
        let mut add = |stated: usize, recomputed: Result<Expression, Unknown>| {
            let about = self.index.study.names().quantity(&self.claim(stated).quantity);
            found.push(Draft { about, stated: Expression::Claim(stated), comparison: Comparison::Equal, recomputed });
        };
        if let Some(squared) = at(Statistic::RSquared) {
            if let Some(f) = at(Statistic::F) {
                add(f, self.f(f, squared));
            }
            if let Some(adjusted) = at(Statistic::AdjustedRSquared) {
                add(adjusted, self.adjusted(adjusted, squared));
            }
            if let Some((change, f)) = at(Statistic::RSquaredChange).zip(at(Statistic::FChange)) {
                add(f, self.f_of_change(f, squared, change));
            }
            // Beside a coefficient r is that of its own variable.
            if let Some(r) = at(Statistic::R).filter(|_| self.claim(squared).quantity.variable.is_none()) {
                add(squared, self.share(squared).map(|_| Expression::Square(claim(r))));
            }
        }
        if let Some((f, t)) = at(Statistic::F).zip(at(Statistic::T)).filter(|_| self.has_one_predictor()) {
            add(f, Ok(Expression::Square(claim(t))));
        }
        if let Some((beta, r)) = at(Statistic::Beta).zip(at(Statistic::R)).filter(|_| self.has_one_predictor()) {
            add(beta, Ok(Expression::Claim(r)));
        }
        let coefficient = at(Statistic::Coefficient).zip(at(Statistic::Se));
        if let Some((wald, (b, se))) = at(Statistic::ChiSquare).zip(coefficient) {
            add(wald, Ok(self.wald(wald, b, se)));
        }
        found
    }

    fn has_one_predictor(&self) -> bool {
        let degrees = self.at(Statistic::DfBetween).map(|at| &self.claim(at).values);
        degrees.and_then(|values| values.single()) == Some(&Rational::whole(1))
    }

    /// R², where it is a share.
    fn share(&self, squared: usize) -> Result<Expression, Unknown> {
        let is_share = self.claim(squared).values.least().is_none_or(|least| *least <= Rational::whole(1));
        if is_share { Ok(Expression::Claim(squared)) } else { Err(PERCENT) }
    }

    /// The degrees of freedom of the predictors, and of what they leave: as printed, or as n says.
    fn degrees(&self, of: usize) -> Result<[Expression; 2], Unknown> {
        let printed = |statistic| self.at(statistic).map(Expression::Claim);
        let between = printed(Statistic::DfBetween).ok_or(DEGREES)?;
        let from_n = || {
            let n = self.index.count(&self.claim(of).quantity.event, self.claim(of).table)?;
            Ok(sum([(1, n), (-1, between.clone()), (-1, Expression::Constant(Rational::whole(1)))]))
        };
        let within = printed(Statistic::Df).map_or_else(from_n, Ok).map_err(|_: Unknown| DEGREES)?;
        Ok([between, within])
    }

    fn f(&self, f: usize, squared: usize) -> Result<Expression, Unknown> {
        let [between, within] = self.degrees(f)?;
        Ok(self.of_least_squares(f, f_of(self.share(squared)?, self.share(squared)?, between, within)))
    }

    fn f_of_change(&self, f: usize, squared: usize, change: usize) -> Result<Expression, Unknown> {
        let [between, within] = self.degrees(f)?;
        Ok(self.of_least_squares(f, f_of(Expression::Claim(change), self.share(squared)?, between, within)))
    }

    /// F of least squares, unless it may be another.
    fn of_least_squares(&self, f: usize, expression: Expression) -> Expression {
        match self.claim(f).test {
            Some(NamedTest::Variance) => expression,
            _ => Expression::Either(vec![
                ("least squares", expression),
                ("robust standard errors", Expression::Unrecomputed(ROBUST)),
            ]),
        }
    }

    fn adjusted(&self, adjusted: usize, squared: usize) -> Result<Expression, Unknown> {
        let claim = self.claim(adjusted);
        let n = self.index.count(&claim.quantity.event, claim.table).ok();
        let is_of_change = self.at(Statistic::FChange).is_some();
        let within = match (self.at(Statistic::Df), &n) {
            (Some(within), _) => Expression::Claim(within),
            (None, _) if is_of_change => return Err(DEGREES),
            (None, _) => self.degrees(adjusted)?[1].clone(),
        };
        let one = Expression::Constant(Rational::whole(1));
        // Degrees of freedom of a change are those of the predictors that it adds.
        let between = self.at(Statistic::DfBetween).filter(|_| !is_of_change).map(Expression::Claim);
        let all = match (n, between) {
            (Some(n), _) => sum([(1, n), (-1, one.clone())]),
            (None, Some(between)) => sum([(1, between), (1, within.clone())]),
            (None, None) => return Err(DEGREES),
        };
        let squared = self.share(squared)?;
        let usual = adjusted_of(squared.clone(), all.clone(), within.clone());
        let wherry = adjusted_of(squared.clone(), all.clone(), sum([(1, within.clone()), (1, one.clone())]));
        let without = adjusted_of(squared, sum([(1, all), (1, one)]), within);
        let possible = |name, one| (name, Expression::Possible(Box::new(one), OTHER));
        Ok(Expression::Either(vec![
            ("Ezekiel's", usual),
            possible("Wherry's", wherry),
            possible("without an intercept", without),
        ]))
    }

    fn wald(&self, wald: usize, b: usize, se: usize) -> Expression {
        let square = Expression::Square(Box::new(Expression::Quotient(claim(b), claim(se))));
        match self.claim(wald).test {
            Some(NamedTest::Wald) => square,
            _ => {
                Expression::Either(vec![("Wald's", square), ("of a likelihood ratio", Expression::Unrecomputed(RATIO))])
            }
        }
    }
}

fn claim(at: usize) -> Box<Expression> {
    Box::new(Expression::Claim(at))
}

fn sum<const N: usize>(terms: [(i128, Expression); N]) -> Expression {
    Expression::Linear(terms.map(|(factor, term)| (Rational::whole(factor), term)).into())
}

/// What R² leaves.
fn unexplained(squared: Expression) -> Expression {
    sum([(1, Expression::Constant(Rational::whole(1))), (-1, squared)])
}

/// F of a part of the variance, over what a model leaves: part / (1 − R²) × df / k.
pub(crate) fn f_of(part: Expression, squared: Expression, between: Expression, within: Expression) -> Expression {
    let ratio = Expression::Quotient(Box::new(part), Box::new(unexplained(squared)));
    let times = Expression::Product(Box::new(ratio), Box::new(within));
    Expression::Quotient(Box::new(times), Box::new(between))
}

/// Adjusted R²: 1 − (1 − R²) (n − 1) / df.
pub(crate) fn adjusted_of(squared: Expression, all: Expression, within: Expression) -> Expression {
    let rest = Expression::Product(Box::new(unexplained(squared)), Box::new(all));
    unexplained(Expression::Quotient(Box::new(rest), Box::new(within)))
}
