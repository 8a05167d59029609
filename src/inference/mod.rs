//! Tests of significance, recomputed.

pub mod contingency;
pub mod distribution;
mod quadratic;
mod tail;
pub mod variance;

pub use distribution::Distribution;
