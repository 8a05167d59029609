//! The findings of a study, and which of them the manifest acknowledges: those whose figures it names as they are printed, and nothing
//! that joins them later.

use crate::audit::culprit::culprits;
use crate::audit::finding::{Finding, headline, malformed, of_cause};
use crate::diagnosis::RootCause;
use crate::relation::Outcome;
use crate::study::{Acknowledgement, Study};

/// The findings that causes amount to, in the order of their relations; then what does not hold together, and the cells that
/// are not of their notation.
///
/// A cause is reported by the first relation that does not hold because of it, one that states the likeliest suspect if there is
/// one; the others are its [consequences](Finding::consequences).
pub(super) fn findings(outcomes: &[Outcome], mut causes: Vec<RootCause>, study: &Study) -> Vec<Finding> {
    causes.sort_by_key(|cause| headline(outcomes, cause).unwrap_or(usize::MAX));
    let mut findings: Vec<Finding> =
        causes.into_iter().flat_map(|cause| of_cause_known(outcomes, cause, study)).collect();
    for cell in study.malformed() {
        let finding = malformed(cell, study);
        let acknowledged = known(&finding, study).map(|(known, _)| known);
        findings.push(Finding { acknowledged, ..finding });
    }
    for finding in &mut findings {
        finding.culprits = culprits(&finding.suspects, study);
    }
    findings
}

/// The finding of a cause; where the manifest acknowledges it with the figures of some of its relations only, another one of those that
/// it does not name.
fn of_cause_known(outcomes: &[Outcome], cause: RootCause, study: &Study) -> Vec<Finding> {
    let Some(finding) = of_cause(outcomes, cause.clone(), study) else { return Vec::new() };
    let Some((at, named)) = known(&finding, study) else { return vec![finding] };
    let claims = |relation: usize| outcomes[relation].relation.claims();
    let covered = covered(study, &finding, &cause.relations, &named, claims);
    let Some(covered) = covered else { return vec![finding] };
    let (own, others): (Vec<usize>, Vec<usize>) = cause
        .relations
        .iter()
        .partition(|relation| covered.contains(relation) || outcomes[**relation].relation.name == finding.id);
    let own = of_cause(outcomes, RootCause { relations: own, ..cause.clone() }, study);
    let own = own.map(|own| Finding { acknowledged: Some(at), ..own });
    let is_left = !others.is_empty();
    let left = is_left.then(|| of_cause_known(outcomes, RootCause { relations: others, ..cause }, study));
    own.into_iter().chain(left.into_iter().flatten()).collect()
}

/// The acknowledgement of a finding, and what it names besides the finding's own figures.
fn known(finding: &Finding, study: &Study) -> Option<(usize, Vec<String>)> {
    let is_of = |known: &Acknowledgement| known.finding == finding.id && known.printed.starts_with(&finding.printed);
    let at = study.acknowledged().iter().position(is_of)?;
    let named = study.acknowledged()[at].printed[finding.printed.len()..].to_vec();
    (finding.related.iter().filter(|figure| named.contains(figure)).count() >= named.len()).then_some((at, named))
}

/// Those relations of a finding whose figures are all named; nothing if what is named is not printed in them.
fn covered(
    study: &Study,
    finding: &Finding,
    relations: &[usize],
    named: &[String],
    claims: impl Fn(usize) -> Vec<usize>,
) -> Option<Vec<usize>> {
    let (mut named, mut seen) = (named.to_vec(), finding.claims.clone());
    let mut covered = Vec::new();
    for relation in relations {
        let mut left = named.clone();
        let mut new: Vec<usize> = claims(*relation).into_iter().filter(|claim| !seen.contains(claim)).collect();
        new.sort_unstable();
        new.dedup();
        let is_named = |claim: &usize| {
            let printed = study.claims()[*claim].figure.to_string();
            left.iter().position(|figure| *figure == printed).map(|at| left.remove(at)).is_some()
        };
        if new.iter().all(is_named) {
            seen.extend(new);
            named = left;
            covered.push(*relation);
        }
    }
    named.is_empty().then_some(covered)
}
