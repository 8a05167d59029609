//! Tests of significance, recomputed.

pub mod distribution;
mod tail;

pub use distribution::Distribution;
