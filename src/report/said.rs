//! What the text says of directions, with how far the counts bear it out.

use std::fmt::{self, Write};

use crate::audit::{Audit, Mark};
use crate::relation::{Expression, Outcome, Strength, Verdict};
use crate::report::visible::visible;
use crate::study::{Claim, Study};

/// A statement with what the counts tell of it.
pub(super) struct Said<'a> {
    pub claim: &'a Claim,
    /// `contradicted`, `in direction only`, `supported`, …
    pub strength: &'static str,
    pub mark: Mark,
    /// What is said to be above another, or to rise or fall.
    pub what: String,
    /// By how much it is so.
    pub by: Option<String>,
    /// The tests with their p values; why none can be made, or why it is undecided.
    pub tested: Option<String>,
}

/// Every statement, in the order of the text.
pub(super) fn said<'a>(audit: &'a Audit<'a>) -> impl Iterator<Item = Said<'a>> {
    audit.statements().map(|(claim, outcome)| Said {
        claim,
        strength: outcome.support.as_ref().map_or("undecided", |support| support.strength.name()),
        mark: mark(outcome),
        what: audit.study().names().quantity(&claim.quantity),
        by: by(audit.study(), outcome),
        tested: tested(audit.study(), outcome),
    })
}

impl Said<'_> {
    /// `… above …: 9.48…; χ²(1) = 1.24…, p = 0.264…`.
    pub fn arithmetic(&self) -> String {
        let told: Vec<_> = [&self.by, &self.tested].into_iter().flatten().map(String::as_str).collect();
        format!("{}: {}", self.what, told.join("; "))
    }
}

/// Two lines for each statement: how far it is borne out and where it stands; by how much, and the tests.
pub(super) fn write_statements(text: &mut String, audit: &Audit) -> fmt::Result {
    for (at, said) in said(audit).enumerate() {
        if at == 0 {
            let alpha = audit.study().alpha();
            writeln!(text, "\nsaid of directions, and how far the counts bear it out (significance level {alpha}):")?;
        }
        let location = audit.study().location(said.claim);
        let line = format!("{location}  {}", passage(audit.study(), said.claim).unwrap_or_default());
        writeln!(text, "  {:<17}  {}", said.strength, visible(line.trim_end()))?;
        writeln!(text, "  {:<17}  {}", "", visible(&said.arithmetic()))?;
    }
    Ok(())
}

/// The section in which it is said, and what.
pub(super) fn passage(study: &Study, claim: &Claim) -> Option<String> {
    let passage = &study.passages()[claim.passage?];
    Some(match &passage.says {
        Some(says) => format!("{}: {says}", passage.section),
        None => passage.section.clone(),
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
    slope.rise(study.claims()).ok().map(|rise| format!("{rise:.2}"))
}

fn tested(study: &Study, outcome: &Outcome) -> Option<String> {
    match (&outcome.verdict, &outcome.support) {
        (Verdict::Undecided(unknown), _) => Some(unknown.reason(study.names())),
        (_, Some(support)) if support.strength == Strength::Untested => Some("no test is made".to_owned()),
        (_, Some(support)) => (!support.tests.is_empty()).then(|| support.tested()),
        _ => None,
    }
}
