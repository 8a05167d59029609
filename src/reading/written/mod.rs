//! What is read, written as files of a study, with the places in the paper from which each of their cells comes.

pub(super) mod computed_table;
pub(super) mod crude_table;
pub(super) mod estimates_table;
pub(super) mod files;
pub(super) mod labels;
pub(super) mod names;
pub(super) mod notation;
pub(super) mod original;
pub(super) mod share_table;
pub(super) mod stated;
pub(super) mod summary_table;
pub(super) mod tests_of_counts;
pub(super) mod write;
