//! Tests of significance, recomputed.

pub mod contingency;
pub mod distribution;
mod quadratic;
mod reported;
mod scan;
mod tail;
pub mod variance;

pub use distribution::Distribution;
pub(crate) use reported::decision;
pub use reported::{Agreement, Checked, Criteria, Reported};
pub use scan::scan;
