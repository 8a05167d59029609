//! The tests of the code. Those of the studies are in `tests/audit`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod additions;
mod bands;
mod builder;
mod cases_study;
mod charts;
mod check;
#[cfg(feature = "cli")]
mod command;
mod contingency;
#[cfg(feature = "frames")]
mod corpus;
#[cfg(feature = "documents")]
mod corrected;
mod coverage;
mod culprits;
mod detectability;
mod diagnosis;
#[cfg(feature = "documents")]
mod document;
mod drawings;
mod errors;
mod exactly;
mod flagship;
mod formats;
#[cfg(feature = "frames")]
mod frames;
mod granularity;
mod guide;
mod hostile;
#[cfg(feature = "documents")]
mod hostile_papers;
mod html;
mod hypotheses;
mod imports;
mod inference;
mod keys;
mod laws;
mod layouts;
mod messages;
mod microdata;
mod missing;
mod one_cause;
mod oracle;
mod page;
mod parts;
mod power;
mod prose;
#[cfg(feature = "documents")]
mod reading;
mod relations;
mod renaming;
mod reports;
mod root_causes;
mod samples;
mod sentences;
mod significance;
mod support;
mod suspects;
mod together;
