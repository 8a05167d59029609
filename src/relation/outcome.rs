//! Outcomes: relations evaluated.

use crate::number::Interval;
use crate::relation::support::Support;
use crate::relation::values::Values;
use crate::relation::{Expression, Relation, Unknown};
use crate::sample::Existence;
use crate::study::Claim;

/// Whether a relation holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Some values that print as the figures satisfy it.
    Consistent,
    /// No values that print as the figures satisfy it.
    Inconsistent,
    /// It cannot be evaluated, for this reason.
    Undecided(Unknown),
}

impl Verdict {
    /// Its name in outputs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
            Self::Undecided(_) => "undecided",
        }
    }
}

impl Relation {
    /// Whether no values that print as the figures satisfy it; not where that is undecided, or would take long to find out.
    pub fn is_broken(&self, claims: &[Claim]) -> bool {
        let Ok(recomputed) = &self.recomputed else { return false };
        if let Expression::Sample(sample) = recomputed {
            return sample.summary(claims).is_refuted();
        }
        if let Expression::Counts(counts) = recomputed {
            return counts.are_possible(Values::printed(claims)) == Ok(false);
        }
        let Ok(stated) = self.stated.evaluate(claims) else { return false };
        let is_missed = |usual: &Expression| {
            usual.evaluate(claims).is_ok_and(|recomputed| !self.comparison.admits(&stated, &recomputed))
        };
        match recomputed {
            Expression::Either(usual) => !usual.is_empty() && usual.iter().all(|(_, one)| is_missed(one)),
            _ => is_missed(recomputed),
        }
    }
}

/// A relation evaluated.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The relation.
    pub relation: Relation,
    /// Every value that what is stated may have.
    pub stated: Interval,
    /// Every value that it is recomputed as, unless the verdict is undecided.
    pub recomputed: Option<Interval>,
    /// Whether the two can meet.
    pub verdict: Verdict,
    /// Which of the usual computations explains what is stated, where there are several.
    pub by: Option<&'static str>,
    /// Of a relation that data must exist: such data, why there are none, or the limit within which neither was found.
    pub existence: Option<Existence>,
    /// Of what a sentence says of a direction: how far the counts support it.
    pub support: Option<Support>,
}

impl Outcome {
    /// Decides a relation between the claims of a study.
    pub fn of(relation: Relation, claims: &[Claim]) -> Self {
        if let Ok(Expression::Sample(sample)) = &relation.recomputed {
            let existence = sample.summary(claims).decide();
            return Self::of_existence(relation, existence, claims);
        }
        if let Ok(Expression::Counts(counts)) = &relation.recomputed {
            let possible = counts.are_possible(Values::printed(claims));
            return Self::of_counts(relation, possible, claims);
        }
        if let Ok(Expression::Either(usual)) = &relation.recomputed {
            let usual = usual.clone();
            return Self::of_any(relation, &usual, claims);
        }
        let stated = relation.stated.evaluate(claims);
        let recomputed = relation.recomputed.as_ref().map_err(Unknown::clone).and_then(|known| known.evaluate(claims));
        match (stated, recomputed) {
            (Ok(stated), Ok(recomputed)) => {
                let holds = relation.comparison.admits(&stated, &recomputed);
                let verdict = match &relation.recomputed {
                    Ok(Expression::Possible(_, reason)) if holds => Verdict::Undecided(Unknown::Test(reason)),
                    _ if holds => Verdict::Consistent,
                    _ => Verdict::Inconsistent,
                };
                let slope = relation.recomputed.as_ref().ok().and_then(Expression::slope);
                let support = slope.map(|slope| Support::of(slope, holds, claims));
                Outcome { relation, stated, recomputed: Some(recomputed), verdict, by: None, existence: None, support }
            }
            (stated, recomputed) => {
                let unknown = stated.as_ref().err().or(recomputed.as_ref().err()).cloned();
                let verdict = unknown.map_or(Verdict::Consistent, Verdict::Undecided);
                Outcome {
                    relation,
                    stated: stated.unwrap_or_else(|_| Interval::everything()),
                    recomputed: None,
                    verdict,
                    by: None,
                    existence: None,
                    support: None,
                }
            }
        }
    }

    /// Whether any of the usual computations explains what is stated: of those that do, the first; of none, the first.
    fn of_any(relation: Relation, usual: &[(&'static str, Expression)], claims: &[Claim]) -> Self {
        let by = |(name, recomputed): &(&'static str, Expression)| {
            let relation = Relation { recomputed: Ok(recomputed.clone()), ..relation.clone() };
            Self { by: Some(*name), ..Self::of(relation, claims) }
        };
        // What follows the first that explains it is not computed.
        let mut outcomes: Vec<Outcome> = Vec::new();
        for one in usual {
            outcomes.push(by(one));
            if outcomes.last().is_some_and(|outcome| outcome.verdict == Verdict::Consistent) {
                break;
            }
        }
        let explains = outcomes.iter().position(|outcome| outcome.verdict == Verdict::Consistent);
        let unknown = outcomes.iter().position(|outcome| outcome.verdict != Verdict::Inconsistent);
        let chosen = explains.or(unknown).unwrap_or(0);
        let outcome = (!outcomes.is_empty()).then(|| outcomes.swap_remove(chosen));
        let by = outcome.as_ref().filter(|_| explains.is_some()).and_then(|outcome| outcome.by);
        match outcome {
            Some(outcome) => Self { relation, by, ..outcome },
            None => Self {
                relation,
                stated: Interval::everything(),
                recomputed: None,
                verdict: Verdict::Consistent,
                by: None,
                existence: None,
                support: None,
            },
        }
    }

    fn of_counts(relation: Relation, possible: Result<bool, Unknown>, claims: &[Claim]) -> Self {
        let verdict = match possible {
            Ok(true) => Verdict::Consistent,
            Ok(false) => Verdict::Inconsistent,
            Err(unknown) => Verdict::Undecided(unknown),
        };
        let stated = relation.stated.evaluate(claims).unwrap_or_else(|_| Interval::everything());
        Self { relation, stated, recomputed: None, verdict, by: None, existence: None, support: None }
    }

    fn of_existence(relation: Relation, existence: Existence, claims: &[Claim]) -> Self {
        let verdict = match &existence {
            Existence::Consistent(_) => Verdict::Consistent,
            Existence::Inconsistent(_) => Verdict::Inconsistent,
            Existence::Undecided(limit) => Verdict::Undecided(Unknown::Limit(limit.clone())),
        };
        let stated = relation.stated.evaluate(claims).unwrap_or_else(|_| Interval::everything());
        Self { relation, stated, recomputed: None, verdict, by: None, existence: Some(existence), support: None }
    }
}
