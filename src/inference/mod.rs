//! Tests of significance, recomputed.

pub mod contingency;
pub mod distribution;
mod tail;

pub use distribution::Distribution;
