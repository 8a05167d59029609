//! One slip in a clean table: what could be seen of it, and what the audit makes of it.

use crate::audit::Audit;
use crate::finding::Finding;
use crate::interval::Interval;
use crate::microdata::{Fate, Microdata};
use crate::outcome::Verdict;
use crate::power::clean::{Edit, Files};
use crate::power::slip::Slip;
use crate::quantity::Statistic;
use crate::rational::Rational;
use crate::relation::Relation;
use crate::study::Study;

/// What became of a slip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Trial {
    /// Some relation does not hold, each evaluated by itself, or a cell cannot be read: anybody could see it.
    pub broken: bool,
    /// Respondents were found of whom the tables are printed so: nobody could see it.
    pub possible: bool,
    /// The audit has a finding.
    pub found: bool,
    /// The figure is the first suspect of the first finding.
    pub first: bool,
    /// It is among the first three.
    pub among_three: bool,
    /// No other single figure could be another, so that every relation held.
    pub sole: bool,
    /// An explanation of the first finding names the kind.
    pub named: bool,
    /// The likeliest repair of the first finding is what was printed before.
    pub restored: bool,
}

/// The clean study with the edits; nothing where that cannot be read, or prints the same figures.
pub(super) fn changed(files: &Files, clean: &Study, edits: &[Edit]) -> Option<Study> {
    let study = files.edited(clean, edits)?.read(clean.name()).ok()?;
    let comparable = study.claims().len() == clean.claims().len();
    let number = |study: &Study, claim: usize| study.claims()[claim].figure.number().clone();
    let differs = |edit: &Edit| number(&study, edit.claim) != number(clean, edit.claim);
    (comparable && edits.iter().any(differs)).then_some(study)
}

/// What becomes of a slip that has led to this study.
pub(super) fn trial(slip: Slip, clean: &Study, study: &Study, edits: &[Edit]) -> Trial {
    let audit = study.audit();
    let broken: Vec<&Relation> = audit
        .outcomes()
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Inconsistent)
        .map(|outcome| &outcome.relation)
        .collect();
    let is_edited = |claim: &usize| edits.iter().any(|edit| edit.claim == *claim);
    let repairing = repairing(study, &audit, &broken);
    let mut trial = Trial {
        broken: !broken.is_empty() || !study.malformed().is_empty(),
        found: !audit.findings().is_empty(),
        sole: !repairing.is_empty() && repairing.iter().all(is_edited),
        ..Trial::default()
    };
    trial.possible = !trial.broken && reproduces(study);
    if let Some(finding) = audit.findings().first() {
        let suspects = suspects(finding);
        trial.first = suspects.first().is_some_and(is_edited);
        trial.among_three = suspects.iter().take(3).any(is_edited);
        trial.named = finding.explanations.iter().any(|told| slip.hypotheses().contains(&told.hypothesis));
        trial.restored = restores(finding, clean, study);
    }
    trial
}

/// The figures that a finding suspects, the likeliest first; where it names none, the one that it holds against the others.
fn suspects(finding: &Finding) -> Vec<usize> {
    let stated = finding.stated.filter(|_| finding.suspects.is_empty());
    finding.suspects.iter().map(|suspect| suspect.claim).chain(stated).collect()
}

/// Whether respondents are found of whom every figure comes out as printed.
fn reproduces(study: &Study) -> bool {
    Microdata::reproduce(study, 1).recomputed().iter().all(|figure| figure.fate == Fate::AsPrinted)
}

/// The figures of which each would let every relation hold, each by itself, if it were another one.
fn repairing(study: &Study, audit: &Audit, broken: &[&Relation]) -> Vec<usize> {
    let mut common = broken.first().map(|relation| relation.claims()).unwrap_or_default();
    common.sort_unstable();
    common.dedup();
    common.retain(|claim| broken.iter().all(|relation| relation.claims().contains(claim)));
    let mut claims = study.claims().to_vec();
    common.retain(|claim| {
        let printed = claims[*claim].values.clone();
        claims[*claim].values = match claims[*claim].quantity.statistic {
            Statistic::Count | Statistic::Share => Interval::at_least(Rational::zero()),
            _ => Interval::everything(),
        };
        let tied = audit.outcomes().iter().map(|outcome| &outcome.relation);
        let holds = tied.filter(|tied| tied.claims().contains(claim)).all(|tied| !tied.is_broken(&claims));
        claims[*claim].values = printed;
        holds
    });
    common
}

/// Whether the likeliest repair changes what the slip changed, and back to what was printed before.
fn restores(finding: &Finding, clean: &Study, study: &Study) -> bool {
    let number = |study: &Study, claim: usize| study.claims()[claim].figure.number().clone();
    let Some(repair) = finding.repairs.first() else { return false };
    let is_right = |claim: usize| {
        let change = repair.changes.iter().find(|change| change.claim == claim);
        let repaired = match change {
            Some(change) => change.figure.as_ref().and_then(|text| text.parse::<crate::Figure>().ok()),
            None => Some(study.claims()[claim].figure.clone()),
        };
        repaired.is_some_and(|figure| *figure.number() == number(clean, claim))
    };
    (0..clean.claims().len()).all(is_right)
}
