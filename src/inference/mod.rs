//! Tests of significance, recomputed from what is printed.
//!
//! [`scan`] finds the tests that a text reports, [`Reported::check`] holds their p values against their statistics;
//! [`variance`] recomputes t and F from means and standard deviations, [`contingency`] chi-square and others from counts, and
//! [`distribution`] has the p values.
//!
//! [`scan_estimates`] finds estimates with intervals, [`wald`] says what these imply, [`fourfold`] has those of four counts, and [`proportion`]
//! those of percentages.
//!
//! # How tests are recomputed
//!
//! A test statistic is a quantity as any other; its event has the level `compared` of each dimension that the test compares. So `F price`
//! and `F price x pieces` are two quantities, and the means that stand beside them by price and pieces are their groups.
//!
//! F is the mean square of an effect over the pooled variance. The one depends on the means alone, the other on the standard
//! deviations alone, so the range of F over all values that print so is exactly the range of the one over that of the other
//! ([`variance`]). The mean square is a quadratic form of the means, C' (C D C')⁻¹ C with the contrasts C of the effect, whatever the
//! design; only C and D differ between type III, unweighted and weighted means. It is convex: its greatest value
//! stands at a corner of the box, a tangent plane bounds the least; of a single contrast both are exact, ends included.
//!
//! Papers seldom say which test they computed. Then the relation is recomputed by each of the usual ones (`Either`), and
//! does not hold only if none explains it; the outcome names the first that does.
//!
//! A p value is a tail. All distributions are two at heart, chi-square and F, since squares and quotients of statistics are
//! exact. Their tails are computed in floating point with a bound of the error kept beside the value, and
//! turned into an interval of exact ends, checked against 60-digit values. An end of it that is met decides as any other does: the
//! interval is wide by about 10^-13 of p, and that much is let pass.
//!
//! Sentences are scanned for tests ([`scan`]), and become claims in a text claim of their own; a paragraph that speaks of
//! one-tailed tests admits half of p. In a table that is only remarked, as is a decision that is another.
//!
//! - **Tails of distributions are computed here**: a verdict needs a bound of the error, which libraries do not give. In the tests
//!   they are held against 60-digit values and against statrs.

mod association;
pub mod conditional;
pub mod contingency;
pub mod distribution;
pub mod exact;
pub mod fourfold;
mod named;
pub mod proportion;
mod prose;
mod quadratic;
mod reported;
mod reported_estimate;
mod reported_mean;
mod reported_parts;
mod reported_share;
mod tail;
pub mod variance;
pub mod wald;

pub use association::Association;
pub use distribution::Distribution;
pub use named::NamedTest;
pub use prose::{Scan, Unread, scan, scan_all, scan_estimates, scan_shares};
pub(crate) use prose::{speaks_of_adjustment, speaks_of_resampling};
#[cfg(feature = "documents")]
pub(crate) use prose::{
    speaks_of_imputation, speaks_of_other_intervals, speaks_of_other_tests, speaks_of_rounded_counts, speaks_of_weights,
};
pub(crate) use reported::decision;
pub use reported::{Agreement, Checked, Criteria, Reported, Tails};
pub use reported_estimate::{CheckedEstimate, ReportedEstimate};
pub use reported_mean::ReportedMean;
pub use reported_parts::{ReportedPart, ReportedParts};
pub use reported_share::ReportedShare;
