//! What claims are taken to be, while expressions over them are evaluated.

use crate::number::Interval;
use crate::study::Claim;

/// The values of claims: those that their figures stand for, or others.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub claims: &'a [Claim],
    others: Option<&'a dyn Fn(usize) -> Interval>,
}

impl<'a> Values<'a> {
    /// What the figures stand for.
    pub fn printed(claims: &'a [Claim]) -> Self {
        Self { claims, others: None }
    }

    /// What `others` says instead.
    pub fn others(claims: &'a [Claim], others: &'a dyn Fn(usize) -> Interval) -> Self {
        Self { claims, others: Some(others) }
    }

    /// The values of one claim.
    pub fn of(self, claim: usize) -> Interval {
        self.others.map_or_else(|| self.claims[claim].values.clone(), |others| others(claim))
    }
}
