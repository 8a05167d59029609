//! # P value
//!
//! **What it checks.** A p value is that of the statistic and the degrees of freedom printed with it, in a row of a table or in
//! a sentence: some value that prints as the statistic has some p value that prints as the p value, `p < .05` and `ns`
//! standing for all that they admit. Degrees of freedom that are not printed follow from the groups. Where no statistic is
//! printed, p is that of one of the usual tests of the counts beside it: chi-square with and without correction, likelihood
//! ratio, Fisher's exact test of any table, trend, ranks; or of the means: Student's and Welch's t, analysis of variance.
//! `test` names the test where the paper does. p is two-tailed; one-tailed, in either tail, it may be as well where the
//! paragraph says so.
//!
//! **Why it matters.** About half of all papers in psychology have a p value that does not fit its statistic, and one in
//! eight one by which a result is, or is not, significant. That is said with the finding.
//!
//! **When it is undecided.** When degrees of freedom are not reported and do not follow from groups. When none of the usual
//! tests of means gives it, since ranks or pairs may have been compared, and the manifest does not name the test; of counts where
//! the table speaks of such tests, or where its groups may be the same respondents at two times. When an exact test would take
//! too long. In a sentence, when only something usual that it does not state explains p: a test of one tail, an exact test of which the text
//! speaks, a correction for continuity or for sphericity, or a zero that is appended.
//!
//! **Source.** Nuijten, Hartgerink, van Assen, Epskamp & Wicherts 2016, doi:10.3758/s13428-015-0664-2. The distributions are
//! described at [`Distribution`](crate::inference::Distribution).
//!
//! **Example.** `t(28) = 2.20` has a p of .036; `p = .03` is not that, and `p < .05` is.

use rustc_hash::FxHashMap as HashMap;

use crate::inference::{NamedTest, Tails};
use crate::quantity::{Dimension, Event, Statistic};
use crate::relation::compared::{Beside, compared};
use crate::relation::expression::{Expression, TailOf};
use crate::relation::index::Index;
use crate::relation::other_tests::speaks_of_others;
use crate::relation::unknown::Unknown;
use crate::relation::unstated::with_unstated;
use crate::relation::{Comparison, Draft, Rule, effect, independence};
use crate::study::Claim;

pub(super) const RULE: Rule =
    Rule { name: "p-value", says: "a p value follows from its statistic", hint: None, derive };

/// What figures of one test have in common: where they stand, and what they are about.
type Place<'a> = (Option<usize>, Option<usize>, Option<Dimension>, &'a Event);

fn place(claim: &Claim) -> Place<'_> {
    (claim.table, claim.text_claim, claim.quantity.variable, &claim.quantity.event)
}

fn derive(index: &Index, drafts: &mut Vec<Draft>) {
    let claims = || index.study.claims().iter().enumerate();
    let mut tests: HashMap<Place, Vec<usize>> = HashMap::default();
    if !claims().any(|(_, claim)| claim.quantity.statistic == Statistic::P) {
        return;
    }
    for (at, claim) in claims().filter(|(_, claim)| claim.quantity.statistic.is_of_test()) {
        tests.entry(place(claim)).or_default().push(at);
    }
    let compared = Beside::of(index);
    let spoken_of: Vec<bool> = (0..index.study.tables().len()).map(|table| speaks_of_others(index, table)).collect();
    for (at, claim) in claims().filter(|(_, claim)| claim.quantity.statistic == Statistic::P) {
        let beside = tests.get(&place(claim)).map(Vec::as_slice).unwrap_or_default();
        let others = claim.table.and_then(|table| spoken_of.get(table)).is_some_and(|spoken_of| *spoken_of);
        let from_counts = || independence::p_value(&compared, claim, others);
        let Some(recomputed) = p_value(index, &compared, claim, beside, from_counts) else { continue };
        let text_claim = claim.text_claim.map(|text_claim| &index.study.text_claims()[text_claim]);
        let said = text_claim.and_then(|text_claim| text_claim.says.clone());
        drafts.push(Draft {
            about: said.unwrap_or_else(|| index.study.names().quantity(&claim.quantity)),
            stated: Expression::Claim(at),
            comparison: Comparison::Equal,
            recomputed: recomputed.map(|recomputed| match text_claim {
                Some(text) => with_unstated(recomputed, claim, text, index.study.claims()),
                None => recomputed,
            }),
        });
    }
}

/// A p value from the statistic beside it, or from the counts or the means that stand beside it.
fn p_value(
    index: &Index,
    counts: &Beside,
    claim: &Claim,
    beside: &[usize],
    from_counts: impl Fn() -> Option<Result<Expression, Unknown>>,
) -> Option<Result<Expression, Unknown>> {
    let of = |at: &usize| index.study.claims()[*at].quantity.statistic;
    if let Some(at) = beside.iter().copied().find(|at| of(at).is_test()) {
        let p = |df| tail(Expression::Claim(at), of(&at), df);
        let independent = df(index, counts, of(&at), at, beside).map(p);
        return Some(match paired_df(index, of(&at), at, beside).map(p) {
            Some(pairs) if index.study.claims()[at].test == Some(NamedTest::Paired) => Ok(pairs),
            Some(pairs) => independent.map(|p| Expression::Either(vec![("independent groups", p), ("pairs", pairs)])),
            None => independent,
        });
    }
    let is_named = !compared(claim).is_empty();
    let is_of_estimate = beside.iter().any(|at| of(at).is_of_estimate());
    let from_means = || Some(from_means(index, claim)).filter(|means| !is_of_estimate && is_named || means.is_ok());
    from_counts().or_else(|| if claim.quantity.variable.is_some() || is_named { from_means() } else { None })
}

/// The p value of the usual tests of means: of two groups Student's t, which is their F, and Welch's. Unless the test is named,
/// it may be of ranks or of pairs.
fn from_means(index: &Index, claim: &Claim) -> Result<Expression, Unknown> {
    const OTHER: &str = "neither a t nor an analysis of variance gives it, but a test of ranks or of pairs may have been used; \
                         name the test with `test`";
    let df = effect::degrees(index, claim, Statistic::F)?;
    let usual = match effect::statistic(index, claim, Statistic::F)? {
        Expression::Either(usual) => usual,
        f => vec![("Student's t or analysis of variance", f)],
    };
    let pooled = usual.into_iter().map(|(name, f)| (name, tail(f, Statistic::F, df.clone())));
    let mut usual: Vec<_> = pooled.filter(|_| claim.test != Some(NamedTest::Welch)).collect();
    let is_welch = matches!(claim.test, None | Some(NamedTest::Welch | NamedTest::T));
    usual.extend(
        effect::welch(index, claim)?.filter(|_| is_welch).map(|(f, df)| ("Welch's t", tail(f, Statistic::F, df))),
    );
    let is_of_means = matches!(claim.test, Some(NamedTest::T | NamedTest::Welch | NamedTest::Variance));
    if !is_of_means {
        usual.push(("another test", Expression::Unrecomputed(OTHER)));
    }
    Ok(Expression::Either(usual))
}

/// The degrees of freedom of a test: as printed, or as they follow from its groups.
fn df(
    index: &Index,
    counts: &Beside,
    statistic: Statistic,
    test: usize,
    beside: &[usize],
) -> Result<Vec<Expression>, Unknown> {
    let claim = &index.study.claims()[test];
    let printed = |statistic| beside.iter().find(|at| index.study.claims()[**at].quantity.statistic == statistic);
    let known = |statistic| printed(statistic).map(|at| Expression::Claim(*at));
    let not_printed = || Unknown::Test("its degrees of freedom are not reported");
    let computed = || match statistic {
        Statistic::T | Statistic::F if claim.quantity.variable.is_some() => effect::degrees(index, claim, statistic),
        Statistic::ChiSquare => independence::degrees(counts, claim).unwrap_or_else(|| Err(not_printed())),
        _ => Err(not_printed()),
    };
    match (statistic, known(Statistic::DfBetween), known(Statistic::Df)) {
        (Statistic::Z, ..) => Ok(Vec::new()),
        (Statistic::F, Some(between), Some(within)) => Ok(vec![between, within]),
        (Statistic::F, ..) | (_, _, None) => computed(),
        (_, _, Some(df)) => Ok(vec![df]),
    }
}

/// The same where the groups may be the same respondents and no degrees of freedom are printed.
fn paired_df(index: &Index, statistic: Statistic, test: usize, beside: &[usize]) -> Option<Vec<Expression>> {
    let is_df =
        |at: &usize| matches!(index.study.claims()[*at].quantity.statistic, Statistic::Df | Statistic::DfBetween);
    let claim = &index.study.claims()[test];
    let is_of_means = matches!(statistic, Statistic::T | Statistic::F) && claim.quantity.variable.is_some();
    let is_computed = is_of_means && !beside.iter().any(is_df);
    is_computed.then(|| effect::paired_degrees(index, claim, statistic)).flatten()
}

fn tail(statistic: Expression, test: Statistic, df: Vec<Expression>) -> Expression {
    Expression::Tail(Box::new(TailOf { statistic, test, df, tails: Tails::Both }))
}
