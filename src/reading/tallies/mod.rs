//! The counts of a column with what may be their percentages, the blocks that they stand in, and the numbers that they may be
//! shares of: sizes that labels state, totals, what most percentages follow from.

pub(super) mod base;
pub(super) mod block;
pub(super) mod headings;
pub(super) mod sizes;
pub(super) mod tally;
pub(super) mod totals;
pub(super) mod zeros;
