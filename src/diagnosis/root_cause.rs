//! Causes: relations that do not hold together, the figures that may be wrong, and what may have happened to them.

use crate::diagnosis::evidence::Evidence;
use crate::diagnosis::explanation::Explanation;
use crate::diagnosis::limits::LimitReached;
use crate::diagnosis::severity::Severity;
use crate::diagnosis::suspect::{Repair, Suspect};
use crate::number::Figure;

/// Why some relations do not hold, or why figures cannot hold together though each relation holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct RootCause {
    /// The relations that do not hold, in their order.
    pub relations: Vec<usize>,
    /// The figures that cannot hold together.
    pub conflict: Vec<usize>,
    pub suspects: Vec<Suspect>,
    pub repairs: Vec<Repair>,
    pub explanations: Vec<Explanation>,
    pub evidence: Vec<Evidence>,
    pub severity: Severity,
    pub limit: Option<LimitReached>,
    /// Figures that have a cause of their own, and are taken to be these.
    pub given: Vec<(usize, Figure)>,
}

/// What is found in a system.
pub(crate) struct Diagnosis {
    pub causes: Vec<RootCause>,
    /// The bound that kept the system as a whole from being searched to the end.
    pub limit: Option<LimitReached>,
}
