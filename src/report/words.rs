//! Words that several reports share.

use crate::audit::Audit;
use crate::outcome::Outcome;
use crate::relation::{Comparison, Expression};
use crate::study::Study;

/// `1 table`, `2 tables`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// Who wrote the paper and where it was published.
pub(crate) fn imprint(study: &Study) -> Option<String> {
    let parts: Vec<_> = [study.authors(), study.published(), study.doi()].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// `4 tables, 113 figures, 94 relations`.
pub(crate) fn extent(audit: &Audit) -> String {
    let (tables, figures) = (audit.study().tables().len(), audit.study().claims().len());
    [count(tables, "table"), count(figures, "figure"), count(audit.tally().relations(), "relation")].join(", ")
}

/// `89 hold, 5 do not, 0 are undecided`.
pub(crate) fn verdicts(audit: &Audit) -> String {
    let tally = audit.tally();
    let undecided = if tally.undecided == 1 { "is" } else { "are" };
    format!("{} hold, {} do not, {} {undecided} undecided", tally.consistent, tally.inconsistent, tally.undecided)
}

/// `5 findings: 0 new, 5 acknowledged; 0 acknowledged but no longer found`.
pub(crate) fn findings(audit: &Audit) -> String {
    let acknowledged = audit.findings().iter().filter(|finding| finding.acknowledged.is_some()).count();
    let findings = count(audit.findings().len(), "finding");
    let (new, stale) = (audit.findings().len() - acknowledged, audit.stale().count());
    format!("{findings}: {new} new, {acknowledged} acknowledged; {stale} acknowledged but no longer found")
}

/// A relation with its figures as printed: `26.3 = 100 × 37 / 141`, `45 ≤ 48 − 4`.
pub(crate) fn arithmetic(outcome: &Outcome, study: &Study) -> String {
    let relation = &outcome.relation;
    let stated = relation.stated.write(study);
    let recomputed = relation.recomputed.as_ref().map_or_else(|_| "?".to_owned(), |known| known.write(study));
    match (relation.comparison, &relation.recomputed) {
        (Comparison::Exists, _) | (_, Ok(Expression::Sample(_))) => recomputed,
        (Comparison::Equal | Comparison::Touching, _) => format!("{stated} = {recomputed}"),
        (Comparison::AtMost, _) => format!("{stated} ≤ {recomputed}"),
        (Comparison::AtLeast, _) => format!("{stated} ≥ {recomputed}"),
    }
}
