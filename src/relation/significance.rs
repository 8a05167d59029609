//! # P value
//!
//! **What it checks.** A p value is that of the statistic and the degrees of freedom printed with it, in a row of a table or in
//! a sentence: some value that prints as the statistic has some p value that prints as the p value, `p < .05` and `ns`
//! standing for all that they admit. Degrees of freedom that are not printed follow from the groups. Where no statistic is
//! printed and the label says what is compared, p is that of the usual tests of the means or counts beside it.
//! p is two-tailed; one-tailed it may be as well where the paragraph says so.
//!
//! **Why it matters.** About half of all papers in psychology have a p value that does not fit its statistic, and one in
//! eight one by which a result is, or is not, significant. That is said with the finding.
//!
//! **When it is undecided.** When degrees of freedom are printed nowhere and do not follow from groups.
//!
//! **Source.** Nuijten, Hartgerink, van Assen, Epskamp & Wicherts 2016, doi:10.3758/s13428-015-0664-2. The distributions are
//! told at [`Distribution`](crate::inference::Distribution).
//!
//! **Example.** `t(28) = 2.20` has a p of .036; `p = .03` is not that, and `p < .05` is.

use rustc_hash::FxHashMap as HashMap;

use crate::inference::Tails;
use crate::quantity::{Dimension, Event, Level, Statistic};
use crate::relation::expression::{Expression, TailOf};
use crate::relation::index::Index;
use crate::relation::unknown::Unknown;
use crate::relation::{Comparison, Draft, Rule, effect, independence};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "p-value", says: "a p value follows from its statistic", hint: None, derive };

/// What figures of one test have in common: where they stand, and what they are about.
type Place<'a> = (Option<usize>, Option<usize>, Option<Dimension>, &'a Event);

fn place(claim: &Claim) -> Place<'_> {
    (claim.table, claim.passage, claim.quantity.variable, &claim.quantity.event)
}

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let claims = || index.study.claims().iter().enumerate();
    let mut tests: HashMap<Place, Vec<usize>> = HashMap::default();
    for (at, claim) in claims().filter(|(_, claim)| claim.quantity.statistic.is_of_test()) {
        tests.entry(place(claim)).or_default().push(at);
    }
    for (at, claim) in claims().filter(|(_, claim)| claim.quantity.statistic == Statistic::P) {
        let beside = tests.get(&place(claim)).map(Vec::as_slice).unwrap_or_default();
        let Some(recomputed) = p_value(index, claim, beside) else { continue };
        let passage = claim.passage.map(|passage| &index.study.passages()[passage]);
        let one_tailed = passage.is_some_and(|passage| passage.one_tailed);
        let said = passage.and_then(|passage| passage.says.clone());
        drafts.push(Draft {
            about: said.unwrap_or_else(|| index.study.names().quantity(&claim.quantity)),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: recomputed.map(|recomputed| tails(recomputed, one_tailed)),
        });
    }
}

/// A p value from the statistic beside it, or, where the claim says what is compared, from what is compared.
fn p_value(index: &Index, claim: &Claim, beside: &[usize]) -> Option<Result<Expression, Unknown>> {
    let of = |at: &usize| index.study.claims()[*at].quantity.statistic;
    if let Some(at) = beside.iter().copied().find(|at| of(at).is_test()) {
        let df = df(index, of(&at), at, beside);
        return Some(df.map(|df| tail(Expression::Claim(at), of(&at), df)));
    }
    let is_told = claim.quantity.event.bindings().iter().any(|binding| binding.1 == Level::COMPARED);
    let from_counts = || independence::p_value(index, claim);
    is_told.then(|| from_counts().unwrap_or_else(|| from_means(index, claim)))
}

/// The p value of the usual tests of means: of two groups Student's t, which is their F.
fn from_means(index: &Index, claim: &Claim) -> Result<Expression, Unknown> {
    let df = effect::degrees(index, claim, Statistic::F)?;
    Ok(match effect::statistic(index, claim, Statistic::F)? {
        Expression::Either(usual) => {
            Expression::Either(usual.into_iter().map(|(name, f)| (name, tail(f, Statistic::F, df.clone()))).collect())
        }
        f => tail(f, Statistic::F, df),
    })
}

/// The degrees of freedom of a test: as printed, or as they follow from its groups.
fn df(index: &Index, statistic: Statistic, test: usize, beside: &[usize]) -> Result<Vec<Expression>, Unknown> {
    let claim = &index.study.claims()[test];
    let printed = |statistic| beside.iter().find(|at| index.study.claims()[**at].quantity.statistic == statistic);
    let known = |statistic| printed(statistic).map(|at| Expression::Claim(*at));
    let not_printed = || Unknown::Test("its degrees of freedom are printed nowhere");
    let computed = || match statistic {
        Statistic::T | Statistic::F if claim.quantity.variable.is_some() => effect::degrees(index, claim, statistic),
        Statistic::ChiSquare => independence::degrees(index, claim).unwrap_or_else(|| Err(not_printed())),
        _ => Err(not_printed()),
    };
    match (statistic, known(Statistic::DfBetween), known(Statistic::Df)) {
        (Statistic::Z, ..) => Ok(Vec::new()),
        (Statistic::F, Some(between), Some(within)) => Ok(vec![between, within]),
        (Statistic::F, ..) | (_, _, None) => computed(),
        (_, _, Some(df)) => Ok(vec![df]),
    }
}

fn tail(statistic: Expression, test: Statistic, df: Vec<Expression>) -> Expression {
    Expression::Tail(Box::new(TailOf { statistic, test, df, tails: Tails::Both }))
}

/// Where a text speaks of one-tailed tests, p may be half as large.
fn tails(recomputed: Expression, one_tailed: bool) -> Expression {
    match recomputed {
        Expression::Tail(of) if one_tailed && has_two_tails(of.test) => {
            let with = |tails| Expression::Tail(Box::new(TailOf { tails, ..(*of).clone() }));
            let other = ("one-tailed, in the other tail", with(Tails::Other));
            Expression::Either(vec![("two-tailed", with(Tails::Both)), ("one-tailed", with(Tails::One)), other])
        }
        other => other,
    }
}

/// Whether a statistic has a sign, so that a test may be of one direction.
fn has_two_tails(test: Statistic) -> bool {
    matches!(test, Statistic::T | Statistic::R | Statistic::Z)
}
