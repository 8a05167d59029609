//! Comparative claims of the text, tested.

use std::fmt::{self, Write};

use crate::audit::{Audit, Mark, value};
use crate::relation::{Expression, Outcome, Strength, Verdict};
use crate::study::{Claim, Study};
use crate::visible::line;

/// A comparative claim with what the counts say of it.
pub(super) struct Compared<'a> {
    pub claim: &'a Claim,
    /// `contradicted`, `supported`, …
    pub strength: &'static str,
    pub mark: Mark,
    /// What is stated to be greater, or to rise or fall.
    pub what: String,
    /// By how much it is so.
    pub by: Option<String>,
    /// The tests with their p values; why none can be made, or why it is undecided.
    pub tested: Option<String>,
}

/// Every comparative claim, in the order of the text.
pub(super) fn compared<'a>(audit: &'a Audit<'a>) -> impl Iterator<Item = Compared<'a>> {
    audit.comparative_claims().map(|(claim, outcome)| Compared {
        claim,
        strength: outcome.support.as_ref().map_or("undecided", |support| support.strength.name()),
        mark: mark(outcome),
        what: audit.study().names().in_words(&claim.quantity),
        by: by(audit.study(), outcome),
        tested: tested(audit.study(), outcome),
    })
}

impl Compared<'_> {
    /// `…, compared with …: 9.48…; χ²(1) = 1.24…, p = 0.264…`.
    pub fn arithmetic(&self) -> String {
        let told: Vec<_> = [&self.by, &self.tested].into_iter().flatten().map(String::as_str).collect();
        format!("{}: {}", self.what, told.join("; "))
    }
}

/// Two lines for each comparative claim: where it stands and what it says; the result, by how much, and the tests.
pub(super) fn write_comparative_claims(text: &mut String, audit: &Audit) -> fmt::Result {
    for (at, compared) in compared(audit).enumerate() {
        if at == 0 {
            let alpha = audit.study().alpha();
            writeln!(text, "\ncomparative claims, tested (significance level {alpha}):")?;
        }
        let place = line(&audit.study().path_of(&compared.claim.place, compared.claim.figure.text()));
        let said = line(&text_claim(audit.study(), compared.claim).unwrap_or_default());
        writeln!(text, "  {}", format!("{place}  {said}").trim_end())?;
        writeln!(text, "      {}: {}", compared.strength, line(&compared.arithmetic()))?;
    }
    Ok(())
}

/// The section in which it is said, and what.
pub(super) fn text_claim(study: &Study, claim: &Claim) -> Option<String> {
    let text_claim = &study.text_claims()[claim.text_claim?];
    Some(match &text_claim.says {
        Some(says) => format!("{}: {says}", text_claim.section),
        None => text_claim.section.clone(),
    })
}

fn mark(outcome: &Outcome) -> Mark {
    match (&outcome.verdict, outcome.support.as_ref().map(|support| support.strength)) {
        (Verdict::Undecided(_), _) => Mark::Undecided,
        (Verdict::Inconsistent, _) => Mark::Inconsistent,
        (Verdict::Consistent, Some(Strength::Supported)) => Mark::Consistent,
        (Verdict::Consistent, _) => Mark::Unchecked,
    }
}

fn by(study: &Study, outcome: &Outcome) -> Option<String> {
    let slope = outcome.relation.recomputed.as_ref().ok().and_then(Expression::slope)?;
    let what = if slope.points.len() == 2 { "difference" } else { "slope" };
    slope.rise(study.claims()).ok().map(|rise| format!("{what} {}", value(&rise, 2).replace('-', "−")))
}

fn tested(study: &Study, outcome: &Outcome) -> Option<String> {
    match (&outcome.verdict, &outcome.support) {
        (Verdict::Undecided(unknown), _) => Some(unknown.reason(study.names())),
        (_, Some(support)) if support.strength == Strength::Untested => Some("not tested".to_owned()),
        (_, Some(support)) => (!support.tests.is_empty()).then(|| support.tested()),
        _ => None,
    }
}
