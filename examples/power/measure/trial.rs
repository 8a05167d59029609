//! One misprint in a clean table: what could be seen of it, and what the audit makes of it.

use std::collections::BTreeSet;

use retally::microdata::{Microdata, Reproduction};
use retally::{Audit, Explanation, Figure, Finding, Interval, Rational, Relation, Statistic, Study, Verdict};

use super::clean::{Edit, Files};
use super::misprint::Misprint;

/// What became of a misprint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Trial {
    /// Some relation does not hold, each evaluated by itself, or a cell cannot be read: anybody could see it.
    pub broken: bool,
    /// Respondents were found of whom the tables are printed so: nobody could see it.
    pub possible: bool,
    /// The audit has a finding.
    pub found: bool,
    /// The figure, or one of several, is the first suspect of a finding.
    pub first: bool,
    /// It is among the first three of a finding.
    pub among_three: bool,
    /// No other figures, of which there are as many or fewer, could be others so that every relation held.
    pub unique: bool,
    /// An explanation of a finding that suspects it names the kind.
    pub named: bool,
    /// The likeliest repairs of all findings together are what was printed before.
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

/// What becomes of a misprint that has led to this study.
pub(super) fn trial(misprint: Misprint, clean: &Study, study: &Study, edits: &[Edit]) -> Trial {
    let audit = study.audit();
    let broken: Vec<&Relation> = audit
        .outcomes()
        .iter()
        .filter(|outcome| outcome.verdict == Verdict::Inconsistent)
        .map(|outcome| &outcome.relation)
        .collect();
    let is_edited = |claim: &usize| edits.iter().any(|edit| edit.claim == *claim);
    let mut trial = Trial {
        broken: !broken.is_empty() || !study.malformed().is_empty(),
        found: !audit.findings().is_empty(),
        unique: is_unique(study, &audit, &broken, edits),
        ..Trial::default()
    };
    trial.possible = !trial.broken && reproduces(study);
    for finding in audit.findings() {
        let suspects = suspects(finding);
        trial.first |= suspects.first().is_some_and(is_edited);
        trial.among_three |= suspects.iter().take(3).any(is_edited);
        let names = |told: &Explanation| misprint.hypotheses().contains(&told.hypothesis);
        trial.named |= suspects.iter().any(is_edited) && finding.explanations.iter().any(names);
    }
    trial.restored = restores(audit.findings(), clean, study);
    trial
}

/// The figures that a finding suspects, the likeliest first; where it names none, the one that it holds against the others.
fn suspects(finding: &Finding) -> Vec<usize> {
    let stated = finding.stated.filter(|_| finding.suspects.is_empty());
    finding.suspects.iter().map(|suspect| suspect.claim).chain(stated).collect()
}

/// Whether respondents are found who reproduce every figure.
fn reproduces(study: &Study) -> bool {
    Microdata::reproduce(study, 1).recomputed().iter().all(|figure| figure.status == Reproduction::AsPrinted)
}

/// The most figures that others are looked for in the place of.
const MOST_FIGURES: usize = 3;

/// Whether all relations could hold, each by itself, if the figures that were edited were others, and no other figures of which
/// there are as many or fewer would do.
fn is_unique(study: &Study, audit: &Audit, broken: &[&Relation], edits: &[Edit]) -> bool {
    let mut edited: Vec<usize> = edits.iter().map(|edit| edit.claim).collect();
    edited.sort_unstable();
    if broken.is_empty() || edited.len() > MOST_FIGURES {
        return false;
    }
    let sets: BTreeSet<Vec<usize>> = repairing(broken, &[], edited.len()).into_iter().collect();
    let mut sets = sets.into_iter().filter(|set| all_may_hold(study, audit, set));
    sets.next() == Some(edited) && sets.next().is_none()
}

/// Sets of at most so many figures of which each broken relation has one, those that a smaller set does not suffice for.
fn repairing(broken: &[&Relation], chosen: &[usize], most: usize) -> Vec<Vec<usize>> {
    let is_hit = |relation: &&&Relation| relation.claims().iter().any(|claim| chosen.contains(claim));
    let Some(relation) = broken.iter().find(|relation| !is_hit(relation)) else {
        let mut set = chosen.to_vec();
        set.sort_unstable();
        return vec![set];
    };
    let mut sets = Vec::new();
    for claim in relation.claims().into_iter().filter(|_| chosen.len() < most) {
        sets.extend(repairing(broken, &[chosen, &[claim]].concat(), most));
    }
    sets
}

/// Whether each relation may hold by itself if these figures may be anything that their statistics can be.
fn all_may_hold(study: &Study, audit: &Audit, set: &[usize]) -> bool {
    let mut claims = study.claims().to_vec();
    for claim in set {
        claims[*claim].values = match claims[*claim].quantity.statistic {
            Statistic::Count | Statistic::Share => Interval::at_least(Rational::zero()),
            _ => Interval::everything(),
        };
    }
    let tied = audit.outcomes().iter().map(|outcome| &outcome.relation);
    let mut tied = tied.filter(|tied| tied.claims().iter().any(|claim| set.contains(claim)));
    tied.all(|tied| !tied.is_broken(&claims))
}

/// Whether the likeliest repairs of all findings change what the misprint changed, and back to what was printed before.
fn restores(findings: &[Finding], clean: &Study, study: &Study) -> bool {
    let number = |study: &Study, claim: usize| study.claims()[claim].figure.number().clone();
    let repairs = || findings.iter().filter_map(|finding| finding.repairs.first());
    let is_right = |claim: usize| {
        let change = repairs().flat_map(|repair| &repair.changes).find(|change| change.claim == claim);
        let repaired = match change {
            Some(change) => change.figure.as_ref().and_then(|text| text.parse::<Figure>().ok()),
            None => Some(study.claims()[claim].figure.clone()),
        };
        repaired.is_some_and(|figure| *figure.number() == number(clean, claim))
    };
    (0..clean.claims().len()).all(is_right)
}
