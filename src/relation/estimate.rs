//! # Estimate
//!
//! **What it checks.** An estimate (odds, risk or hazard ratio, difference, coefficient, correlation) lies in its interval, and in the
//! middle of it: the geometric one of ratios, the arithmetic one of differences. A p value beside them is one that follows from the
//! estimate and its interval, whatever the values that print so; a standard error follows from the width of the interval, a t
//! or z is the coefficient over its standard error, and a ratio is e to the power of its coefficient.
//!
//! **Why it matters.** Estimates are copied by hand from the output of a program, with up to six figures each: Wren (2018) found
//! 5.6 to 7.5 % of such triples in abstracts inconsistent. A p value and an interval on different sides of the null say
//! two different things to a reader.
//!
//! **When it is undecided.** When another usual computation explains what is reported, which the reason names: an interval need not have
//! its estimate in the middle if it is exact, a score or profile likelihood interval, of a bootstrap or a posterior; p may be one-sided,
//! of a t with few degrees of freedom, or of a likelihood ratio, score or exact test, within bounds that are told at
//! [`inference::wald`](crate::inference::wald). Of a difference of means, p may be of ranks. `test = "Wald"` says that it is none of them.
//! When the level of the interval is not reported, p and standard error stay undecided.
//!
//! **Source.** Altman & Bland (2011), doi:10.1136/bmj.d2304 and d2090; Wren (2018), doi:10.1093/bioinformatics/btx811; Wald (1943),
//! doi:10.1090/S0002-9947-1943-0012401-3.
//!
//! **Example.** `OR 1.50 (95% CI 1.10–2.05)` gives p from .009 to .012; `p = .20` beside it is inconsistent, and `p = .02`, which a
//! likelihood ratio test may give, undecided.

use rustc_hash::FxHashMap as HashMap;

use crate::inference::NamedTest;
use crate::number::Rational;
use crate::quantity::{Dimension, Event, Statistic};
use crate::relation::estimated::{
    error_of_interval, middle_of_interval, p_of_estimate, ratio_of_coefficient, statistic_of,
};
use crate::relation::expression::{Expression, PrecisionOf};
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::unstated::{ADJUSTED, CORRECTED, RESAMPLED};
use crate::relation::{Comparison, Draft, Rule};
use crate::study::{Claim, TextClaim};

pub(super) const RULE: Rule =
    Rule { name: "estimate", says: "an estimate, its interval and its p value agree", hint: None, derive };

/// What figures of one estimate have in common: where they stand, and what they are about.
type Place<'a> = (Option<usize>, Option<usize>, Option<Dimension>, &'a Event);

/// The figures of one estimate.
#[derive(Default)]
struct Figures {
    estimates: Vec<usize>,
    low: Vec<usize>,
    high: Vec<usize>,
    errors: Vec<usize>,
    tests: Vec<usize>,
    p: Vec<usize>,
}

const SEVERAL: Unknown = Unknown::Test(
    "several estimates are about the same, so that it is not known which belongs to which; bind the model that each is of",
);

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let claims = index.study.claims();
    if !claims.iter().any(|claim| claim.quantity.statistic.is_of_estimate()) {
        return;
    }
    let mut places: Vec<Figures> = Vec::new();
    let mut known: HashMap<Place, usize> = HashMap::default();
    for (at, claim) in claims.iter().enumerate() {
        let Some(list) = list(claim.quantity.statistic) else { continue };
        let place = (claim.table, claim.text_claim, claim.quantity.variable, &claim.quantity.event);
        let group = *known.entry(place).or_insert_with(|| {
            places.push(Figures::default());
            places.len() - 1
        });
        list(&mut places[group]).push(at);
    }
    for figures in &places {
        figures.derive(index, drafts);
    }
}

/// Where a figure of this statistic belongs.
fn list(statistic: Statistic) -> Option<fn(&mut Figures) -> &mut Vec<usize>> {
    match statistic {
        Statistic::LowerLimit => Some(|figures| &mut figures.low),
        Statistic::UpperLimit => Some(|figures| &mut figures.high),
        Statistic::Se => Some(|figures| &mut figures.errors),
        Statistic::T | Statistic::Z => Some(|figures| &mut figures.tests),
        Statistic::P => Some(|figures| &mut figures.p),
        Statistic::Mean | Statistic::R => Some(|figures| &mut figures.estimates),
        estimate if estimate.is_of_estimate() => Some(|figures| &mut figures.estimates),
        _ => None,
    }
}

impl Figures {
    fn derive(&self, index: &Index, drafts: &mut Vec<Draft>) {
        let claims = index.study.claims();
        let statistic = |at: usize| claims[at].quantity.statistic;
        let (coefficients, others): (Vec<usize>, Vec<usize>) =
            self.estimates.iter().partition(|at| statistic(**at) == Statistic::Coefficient);
        let is_of_model = |at: &usize| statistic(*at).is_of_estimate();
        let has_limits = !self.low.is_empty() && !self.high.is_empty();
        if !has_limits && !self.estimates.iter().any(is_of_model) {
            return;
        }
        let lists = [&self.low, &self.high, &self.errors, &self.tests, &self.p, &coefficients, &others];
        if lists.iter().any(|list| list.len() > 1) {
            let stated = self.estimates.iter().chain(&self.low);
            drafts.extend(stated.map(|at| draft(index, *at, Err(SEVERAL))));
            return;
        }
        let is_wald = |at: usize| claims[at].test == Some(NamedTest::Wald);
        let one = |list: &[usize]| list.first().copied();
        let (coefficient, other) = (one(&coefficients), one(&others));
        let (error, test, p) = (one(&self.errors), one(&self.tests), one(&self.p));
        let limits = one(&self.low).zip(one(&self.high));
        // Beside a ratio and its coefficient the limits are those of the ratio.
        let bounded = other.or(coefficient);
        if let (Some(at), Some(limits)) = (bounded, limits) {
            drafts.push(draft(index, at, Ok(middle_of_interval(statistic(at), limits, is_wald(at)))));
        }
        if let (Some(coefficient), Some(ratio)) = (coefficient, other.filter(|at| statistic(*at).is_ratio())) {
            drafts.push(draft(index, ratio, Ok(ratio_of_coefficient(coefficient))));
        }
        // A standard error is that of the coefficient; beside a ratio alone it may be on either scale.
        let plain = coefficient.or(other.filter(|at| is_of_model(at) && !statistic(*at).is_ratio()));
        if let (Some(error), Some(limits), Some(at)) = (error, limits, plain.filter(|at| bounded == Some(*at))) {
            let recomputed = error_of_interval(statistic(at), Some(at), limits);
            drafts.push(draft(index, error, Ok(with_resampling(recomputed, index, error))));
        }
        if let (Some(test), Some(error), Some(at)) = (test, error, plain) {
            drafts.push(draft(index, test, Ok(statistic_of(at, error))));
        }
        let Some(p) = p else { return };
        let has_null = |at: &usize| statistic(*at) != Statistic::Mean;
        if let (Some(at), Some((low, high))) = (bounded.filter(has_null), limits) {
            let recomputed = p_of_estimate(statistic(at), Some(at), &PrecisionOf::Limits(low, high), is_wald(p));
            drafts.push(draft(index, p, Ok(with_correction(recomputed, index, p))));
        }
        if let (Some(at), Some(error)) = (plain, error) {
            let recomputed = p_of_estimate(statistic(at), Some(at), &PrecisionOf::Error(error), is_wald(p));
            drafts.push(draft(index, p, Ok(with_correction(recomputed, index, p))));
        }
    }
}

/// A standard error of a sentence may be that of a resampling, or its interval, where the text speaks of one.
fn with_resampling(recomputed: Expression, index: &Index, error: usize) -> Expression {
    match text_of(index, error) {
        Some(text) if text.speaks_of_resampling => {
            or_else(recomputed, "resampled", Expression::Unrecomputed(RESAMPLED))
        }
        _ => recomputed,
    }
}

/// A p value of a sentence whose paragraph speaks of corrections may be corrected as well; where the text does, it may be larger.
fn with_correction(recomputed: Expression, index: &Index, p: usize) -> Expression {
    match text_of(index, p) {
        Some(text) if text.corrected => or_else(recomputed, "corrected", Expression::Unrecomputed(CORRECTED)),
        Some(text) if text.speaks_of_adjustment && !text.speaks_of_resampling => {
            let Some(first) = first(&recomputed) else { return recomputed };
            let one = || Rational::whole(1);
            let larger =
                Expression::Linear(vec![(one(), first), (one(), Expression::Between(Rational::zero(), one()))]);
            or_else(recomputed, "adjusted", Expression::Possible(Box::new(larger), ADJUSTED))
        }
        _ => with_resampling(recomputed, index, p),
    }
}

/// The sentence that a claim is from.
fn text_of<'i>(index: &'i Index, claim: usize) -> Option<&'i TextClaim> {
    index.study.claims()[claim].text_claim.map(|text| &index.study.text_claims()[text])
}

/// One more of several usual computations; a single one is not a usual one of several.
fn or_else(recomputed: Expression, name: &'static str, other: Expression) -> Expression {
    match recomputed {
        Expression::Either(usual) => Expression::Either(usual.into_iter().chain([(name, other)]).collect()),
        recomputed => recomputed,
    }
}

/// The first of several usual computations.
fn first(recomputed: &Expression) -> Option<Expression> {
    match recomputed {
        Expression::Either(usual) => usual.first().map(|(_, first)| first.clone()),
        _ => None,
    }
}

fn draft(index: &Index, stated: usize, recomputed: Result<Expression, Unknown>) -> Draft {
    let claim: &Claim = &index.study.claims()[stated];
    let said = claim.text_claim.and_then(|text_claim| index.study.text_claims()[text_claim].says.clone());
    let quantity = index.study.names().quantity(&claim.quantity);
    Draft {
        about: said.map_or_else(|| quantity.clone(), |said| format!("{said}: {}", claim.quantity.statistic)),
        stated: Expression::Claim(stated),
        comparison: Comparison::Equal,
        recomputed,
    }
}
