//! The tests that sentences report, each in one line: as printed, and with the p value that its statistic has.

use std::ops::Range;

use crate::audit::{Audit, value};
use crate::quantity::Statistic;
use crate::relation::{Outcome, Verdict};
use crate::study::{Claim, TextClaim};

/// A test that a sentence reports.
pub(super) struct Tested<'a> {
    /// The claim of its p value.
    pub p: &'a Claim,
    pub text_claim: &'a TextClaim,
    /// All figures of the text claim, as indices into the study's claims.
    pub figures: Range<usize>,
    pub outcome: &'a Outcome,
}

/// Every test of the text, in its order.
pub(super) fn tested<'a>(audit: &'a Audit<'a>) -> impl Iterator<Item = Tested<'a>> {
    let study = audit.study();
    audit.outcomes().iter().filter_map(|outcome| {
        let at = *outcome.relation.stated.claims().first()?;
        let p = &study.claims()[at];
        let text_claim = &study.text_claims()[p.text_claim?];
        let figures = beside(study.claims(), at);
        (p.quantity.statistic == Statistic::P).then_some(Tested { p, text_claim, figures, outcome })
    })
}

/// The claims of the same text claim, which stand together.
fn beside(claims: &[Claim], at: usize) -> Range<usize> {
    let is_beside = |other: &&Claim| other.text_claim == claims[at].text_claim;
    let before = claims[..at].iter().rev().take_while(is_beside).count();
    at - before..at + claims[at..].iter().take_while(is_beside).count()
}

impl Tested<'_> {
    /// What the text prints of it.
    pub fn printed(&self) -> String {
        self.text_claim.says.clone().unwrap_or_else(|| format!("p {}", self.p.figure))
    }

    /// The p value that the statistic has, and which of the usual ones it is; or why that is not known.
    pub fn recomputed(&self, audit: &Audit) -> String {
        if let Verdict::Undecided(unknown) = &self.outcome.verdict {
            return unknown.reason(audit.study().names());
        }
        let Some(p) = &self.outcome.recomputed else { return String::new() };
        let (p, by) = (format!("p is {}", value(p, FEWEST_PLACES)), self.outcome.by);
        by.map_or(p.clone(), |by| format!("{p}, {by}"))
    }
}

/// With how many decimals a p value is shown at least.
const FEWEST_PLACES: usize = 3;
