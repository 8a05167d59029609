//! Diagnosis: which figure is wrong, what it should be, and what may have happened to it.

mod cause;
mod conflict;
mod digits;
mod evidence;
mod hitting;
mod hypothesis;
mod knot;
mod likelihood;
mod limits;
mod projection;
mod propagation;
mod severity;
mod suspect;
mod system;

pub(crate) use cause::Cause;

pub use evidence::Evidence;
pub use hypothesis::{Explanation, Hypothesis};
pub use limits::{LimitReached, Limits};
pub use severity::Severity;
pub use suspect::{Change, Repair, Standing, Suspect};

use crate::outcome::Outcome;
use crate::relation::Index;
use system::System;

/// Why relations do not hold, or cannot hold together: one cause for all that one event explains.
pub(crate) fn diagnose(index: &Index, outcomes: &[Outcome], limits: &Limits) -> Vec<Cause> {
    cause::causes(&System::of(index.study, outcomes), index, limits)
}
