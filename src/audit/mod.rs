//! The audit: every relation evaluated.

mod acknowledged;
mod common;
mod culprit;
pub(crate) mod emphasis;
mod finding;
mod mark;
mod message;
mod remark;

use std::collections::HashSet;

pub use culprit::Culprit;
pub use finding::Finding;
pub use mark::{Mark, Marks};
pub(crate) use mark::{in_doubt, is_singled_out, of_finding};
pub(crate) use message::value;

use crate::audit::acknowledged::findings;
use crate::diagnosis::{LimitReached, Limits, Together, diagnose, together};
use crate::relation::{Expression, Index, Kind, Outcome, Verdict, derive};
use crate::study::{Acknowledgement, Claim, Study};

/// Every relation of a study evaluated, and what was found.
///
/// ```
/// let study = retally::studies::ALL[0].study()?;
/// let audit = study.audit();
/// let holding = audit.outcomes().iter().filter(|outcome| outcome.verdict == retally::Verdict::Consistent);
/// assert_eq!(holding.count() + audit.findings().len() + audit.tally().undecided, audit.outcomes().len());
/// assert!(audit.is_as_acknowledged());
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Audit<'a> {
    study: &'a Study,
    outcomes: Vec<Outcome>,
    findings: Vec<Finding>,
    limit: Option<LimitReached>,
    limits: Limits,
}

impl Study {
    /// Evaluates every relation.
    pub fn audit(&self) -> Audit<'_> {
        self.audit_within(&Limits::default())
    }

    /// The same with bounds of one's own on the search for culprits.
    pub fn audit_within(&self, limits: &Limits) -> Audit<'_> {
        Audit::of(self, limits)
    }
}

impl<'a> Audit<'a> {
    /// The whole of it: derive the relations, evaluate each, find the causes of what does not hold, and tell them.
    fn of(study: &'a Study, limits: &Limits) -> Self {
        let index = Index::of(study);
        let outcomes: Vec<_> =
            derive(&index).into_iter().map(|relation| Outcome::of(relation, study.claims())).collect();
        let diagnosis = diagnose(&index, &outcomes, limits);
        let findings = findings(&outcomes, diagnosis.causes, study);
        Self { study, outcomes, findings, limit: diagnosis.limit, limits: *limits }
    }

    /// The study.
    pub fn study(&self) -> &'a Study {
        self.study
    }

    /// Every relation with its verdict.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.outcomes
    }

    /// What does not hold.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The figures that a finding is about: the one that is stated first, those of the manifest last.
    ///
    /// ```
    /// let study = retally::studies::ALL[0].study()?;
    /// let audit = study.audit();
    /// let figures: Vec<_> = audit.claims_of(&audit.findings()[0]).map(|claim| claim.figure.text()).collect();
    /// assert_eq!(figures, ["26.3", "37", "141"]);
    /// # Ok::<(), retally::Error>(())
    /// ```
    pub fn claims_of(&self, finding: &Finding) -> impl Iterator<Item = &'a Claim> {
        finding.claims.iter().filter_map(|claim| self.study.claims().get(*claim))
    }

    /// What many findings have in common, a line each: a habit of rounding, a number of respondents.
    pub fn in_common(&self) -> Vec<String> {
        common::in_common(&self.findings, self.study)
    }

    /// The bound at which the search through the system as a whole stopped; nothing where it came to its end. Then no figures
    /// contradict each other but those that are found, as far as narrowing shows.
    pub fn limit(&self) -> Option<LimitReached> {
        self.limit
    }

    /// How far the search for culprits went, and what comes after it goes.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// How far it is shown that all figures can hold together, once those that the likeliest repairs change are others.
    pub fn together(&self) -> Together {
        let of = |finding: &Finding| match finding.repairs.first() {
            Some(repair) => repair.changes.iter().map(|change| change.claim).collect(),
            None => finding.claims.clone(),
        };
        together(self.study, &self.outcomes, self.findings.iter().flat_map(of).collect(), &self.limits)
    }

    /// The outcomes of one kind.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Outcome> {
        self.outcomes.iter().filter(move |outcome| outcome.relation.kind == kind)
    }

    /// How many relations are consistent, inconsistent and undecided.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for outcome in &self.outcomes {
            tally.add(&outcome.verdict);
        }
        tally
    }

    /// The acknowledged findings that are no longer found as they were acknowledged.
    pub fn stale(&self) -> impl Iterator<Item = &'a Acknowledgement> {
        let (acknowledged, findings) = (self.study.acknowledged().iter().enumerate(), &self.findings);
        acknowledged
            .filter(move |(at, _)| !findings.iter().any(|finding| finding.acknowledged == Some(*at)))
            .map(|(_, acknowledgement)| acknowledgement)
    }

    /// Whether the findings are exactly those that the manifest acknowledges.
    pub fn is_as_acknowledged(&self) -> bool {
        self.findings.iter().all(|finding| finding.acknowledged.is_some()) && self.stale().next().is_none()
    }

    /// What the text says of directions, each with its outcome.
    pub fn comparative_claims(&self) -> impl Iterator<Item = (&'a Claim, &Outcome)> {
        self.outcomes
            .iter()
            .filter_map(|outcome| match &outcome.relation.stated {
                Expression::Claim(at) => Some((&self.study.claims()[*at], outcome)),
                _ => None,
            })
            .filter(|(claim, _)| claim.quantity.statistic.is_direction())
    }

    /// The claims that no relation ties to anything: nobody knows whether they are right. What a relation would tie that is undecided
    /// for want of another figure is listed with that.
    pub fn unchecked(&self) -> impl Iterator<Item = &'a Claim> {
        let tied: HashSet<usize> = self.outcomes.iter().flat_map(|outcome| outcome.relation.claims()).collect();
        let place = |claim: &'a Claim| (claim.table, &claim.quantity.event);
        let undecided = self.outcomes.iter().filter(|outcome| matches!(outcome.verdict, Verdict::Undecided(_)));
        let stated = undecided.flat_map(|outcome| outcome.relation.stated.claims());
        let waiting: HashSet<_> = stated.map(|claim| place(&self.study.claims()[claim])).collect();
        let claims = self.study.claims().iter().enumerate();
        let is_free = move |(at, claim): &(usize, &'a Claim)| !tied.contains(at) && !waiting.contains(&place(claim));
        claims.filter(is_free).map(|(_, claim)| claim)
    }
}

/// How many relations have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Relations that hold.
    pub consistent: usize,
    /// Relations that do not hold.
    pub inconsistent: usize,
    /// Relations that cannot be evaluated.
    pub undecided: usize,
}

impl Tally {
    /// Counts one more.
    pub(crate) fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Consistent => self.consistent += 1,
            Verdict::Inconsistent => self.inconsistent += 1,
            Verdict::Undecided(_) => self.undecided += 1,
        }
    }

    /// All relations.
    pub fn relations(&self) -> usize {
        self.consistent + self.inconsistent + self.undecided
    }
}
