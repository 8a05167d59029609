//! retally re-tallies the numbers of published papers.
//!
//! A paper prints tables, and nobody can see the data behind them. Yet the numbers constrain each other: a percentage
//! follows from two counts, counts add up to their total, a quantity printed twice is one number, nobody started in a
//! business later than at the greatest age less the least time in it. A study is a folder with the tables as CSV files,
//! every string as printed, and a short manifest that says what the rows and columns are. retally derives every
//! relation between the figures, recomputes them exactly and says which do not hold.
//!
//! ```
//! let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?; // or Study::open("a/folder")
//! let audit = study.audit();
//! println!("{audit}");
//!
//! let finding = &audit.findings()[0];
//! assert_eq!(finding.reported, "26.3");
//! assert_eq!(finding.recomputed, "26.24…"); // 37 of 141
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! # The words
//!
//! A [`Figure`] is a number as printed, a [`Quantity`] what it claims to be, a [`Claim`] both, with its place. A
//! [`Relation`] is something that must hold between claims for any respondents at all. An [`Outcome`] is a relation
//! evaluated, with its [`Verdict`]; an [`Audit`] is all outcomes of a study, and its [`Finding`]s are what does not
//! hold. A finding is not an accusation: misprints, an unusual rounding, a missing answer and a slip in the
//! transcription all look alike.
//!
//! # What is exact
//!
//! Figures are digits and verdicts come from integers and fractions of any size: there is no tolerance anywhere. A
//! figure stands for the exact [`Interval`] of values that print so under its [`Rounding`]; what is recomputed is such an
//! interval too; a relation holds if and only if some values in them satisfy it.

mod audit;
pub mod chart;
#[cfg(feature = "frames")]
pub mod corpus;
pub mod detectability;
pub mod diagnosis;
mod error;
pub mod granularity;
#[doc = include_str!("guide.md")]
pub mod guide {}
pub mod inference;
pub mod microdata;
mod number;
pub mod power;
mod quantity;
mod relation;
pub mod report;
pub mod sample;
mod study;

pub use audit::{Audit, Finding, Mark, Marks, Tally};
pub use diagnosis::{Explanation, Hypothesis, Severity, Standing, Suspect};
pub use error::Error;
pub use number::{Figure, FigureError, Interval, MAX_DIGITS, Qualifier, Rational, Rounding, phrase};
pub use quantity::{Dimension, Event, Level, Quantity, Statistic};
pub use relation::{
    Comparison, CrosstabOf, Design, Expression, GroupOf, Kind, Measure, Outcome, Point, Relation, SampleOf, Slope,
    Strength, Support, TailOf, Unknown, VarianceOf, Verdict,
};
#[cfg(feature = "frames")]
pub use report::frames;
pub use study::embedded as studies;
pub use study::{
    Acknowledgement, Cell, Claim, Grid, Identity, MANIFEST, Names, Passage, Place, Source, Study, Table, Unread,
};
pub use study::{scaffold, transcription};

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
