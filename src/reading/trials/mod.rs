//! Trials: what is proposed is written as a study, its relations are evaluated, and what they do not confirm is taken back.

pub(super) mod estimates_trial;
pub(super) mod relations;
pub(super) mod share_intervals;
pub(super) mod statistics;
pub(super) mod tests_of_counts;
pub(super) mod trial;
