//! What labels and formulas propose beside counts: summary statistics, columns computed from others, unadjusted estimates of counts.

pub(super) mod computing;
pub(super) mod crude_search;
pub(super) mod crude_trial;
pub(super) mod levels;
pub(super) mod propose;
pub(super) mod sequences;
pub(super) mod tests_of_counts;
pub(super) mod tests_of_means;
