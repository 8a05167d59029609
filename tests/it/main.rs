//! The tests of the code. Those of the studies are in `tests/audit`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(feature = "frames")]
mod corpus;
mod coverage;
mod detectability;
mod errors;
mod flagship;
#[cfg(feature = "frames")]
mod frames;
mod granularity;
mod laws;
mod layouts;
mod microdata;
mod oracle;
mod power;
mod relations;
mod reports;
mod samples;
mod scaffold;
mod support;
