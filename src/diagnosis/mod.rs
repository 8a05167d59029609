//! Diagnosis: which figure is wrong, what it should be, and what may have happened to it.

mod evidence;
mod hypothesis;
mod limits;
mod severity;
mod suspect;

pub use evidence::Evidence;
pub use hypothesis::{Explanation, Hypothesis};
pub use limits::{LimitReached, Limits};
pub use severity::Severity;
pub use suspect::{Change, Repair, Standing, Suspect};
