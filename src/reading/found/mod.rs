//! What is read of a sheet, as data: entries of counts, summary statistics, estimates, formulas.

pub(super) mod computed;
pub(super) mod crude;
pub(super) mod estimates;
pub(super) mod formula;
pub(super) mod shares;
pub(super) mod sheet;
pub(super) mod summary;
pub(super) mod tests_of_counts;
pub(super) mod tie;
