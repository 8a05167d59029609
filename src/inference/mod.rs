//! Tests of significance, recomputed from what is printed.
//!
//! [`scan`] finds the tests that a text reports, [`Reported::check`] holds their p values against their statistics;
//! [`variance`] recomputes t and F from means and standard deviations, [`contingency`] chi-square and others from counts, and
//! [`distribution`] has the p values.

mod association;
pub mod contingency;
pub mod distribution;
pub mod exact;
mod named;
mod prose;
mod quadratic;
mod reported;
mod tail;
pub mod variance;

pub use association::Association;
pub use distribution::Distribution;
pub use named::NamedTest;
pub use prose::{Scan, Unread, scan, scan_all};
pub(crate) use reported::decision;
pub use reported::{Agreement, Checked, Criteria, Reported, Tails};
