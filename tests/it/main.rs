//! The tests of the code. Those of the studies are in `tests/audit`.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod additions;
mod bands;
mod browser;
mod builder;
mod charts;
mod check;
#[cfg(feature = "cli")]
mod command;
#[cfg(feature = "cli")]
mod command_data;
mod contingency;
#[cfg(feature = "frames")]
mod corpus;
#[cfg(feature = "documents")]
mod corrected;
#[cfg(feature = "documents")]
mod corrections;
#[cfg(feature = "documents")]
mod corrections_said_anyway;
mod coverage;
mod culprits;
mod detectability;
mod diagnosis;
mod directions;
#[cfg(feature = "documents")]
mod document;
mod drawings;
mod errors;
mod estimates;
mod estimates_simulated;
mod every_sample;
mod exactly;
mod existence;
#[cfg(feature = "cli")]
mod files;
mod findings;
mod fit;
mod flagship;
#[cfg(all(feature = "cli", feature = "documents"))]
mod folders;
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
mod identities;
mod imports;
mod inference;
mod key_examples;
mod keys;
mod labels_and_cells;
mod laws;
mod layouts;
mod limits;
mod marks;
mod messages;
mod microdata;
mod misjudged_before;
mod missing;
mod one_cause;
mod oracle;
mod packaged;
mod page;
mod pairs;
mod parts;
#[cfg(feature = "documents")]
mod places;
mod power;
mod proportions;
mod prose;
#[cfg(feature = "documents")]
mod reading;
#[cfg(feature = "documents")]
mod reading_bases;
mod reading_computed;
mod reading_crude;
mod reading_divisions;
#[cfg(feature = "documents")]
mod reading_estimates;
#[cfg(feature = "documents")]
mod reading_structure;
#[cfg(feature = "documents")]
mod reading_summaries;
mod reading_text;
#[cfg(feature = "documents")]
mod reading_totals;
mod relations;
mod renaming;
mod reported_tests;
mod reports;
mod respondents;
mod right_papers;
mod right_tables;
mod root_causes;
mod sample_counts;
mod samples_command;
mod seen;
mod sentences;
mod significance;
mod sizes_and_missing;
mod support;
mod suspects;
#[cfg(feature = "documents")]
mod sweep;
#[cfg(all(feature = "documents", feature = "cli"))]
mod sweep_command;
mod terminal;
mod tests_of_counts;
mod tests_of_means;
mod together;
