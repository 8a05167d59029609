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
//! assert_eq!(finding.culprits()[0].implied, "26.2");
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! # I want to …
//!
//! | I want to | call |
//! |---|---|
//! | know whether one percentage is right | [`check::percentage`]`(37, 141, "26.3")`, or [`check::grim_percentage`] without the count |
//! | know whether one mean, or its standard deviation, is possible | [`check::grim`]`("5.19", 28)`, [`check::grimmer`] |
//! | add up counts, percentages, means of groups | [`check::total`], [`check::percentages`], [`check::pooled_mean`] |
//! | recompute a p value | [`check::p_of_t`]`("2.20", 28, ".03")`, [`check::p_of_f`], [`check::p_of_chi_square`], [`check::p_of_r`], [`check::p_of_z`] |
//! | hold an estimate, its interval and its p value against each other | [`check::interval`], [`check::p_of_interval`], [`check::estimate_of_counts`], [`check::limits_of_share`], [`check::f_of_r_squared`] |
//! | check every estimate that a text reports | [`inference::scan_estimates`], then [`ReportedEstimate::check`](inference::ReportedEstimate::check) |
//! | check every test that a text reports | [`inference::scan`], then [`Reported::check`](inference::Reported::check) |
//! | know whether any data have these statistics, and see some | [`sample::Summary`] |
//! | read a paper without a manifest | `reading::Paper::open`, then `read` and `audit` (feature `documents`) |
//! | read and audit many papers | `sweep::sweep`, or the command `retally sweep` (feature `documents`) |
//! | read a study from a folder, or from texts | [`Study::open`], [`Study::from_files`] |
//! | make a study of data in Rust | [`Study::builder`] with [`builder::Table`]s |
//! | write a study as files | [`Study::to_files`], [`Builder::to_files`](builder::Builder::to_files) |
//! | audit it | [`Study::audit`], then [`Audit::findings`] |
//! | know which figure is wrong, where it stands, and what it should be | [`Finding::culprits`] |
//! | see all relations, with their verdicts | [`Audit::outcomes`], [`Audit::tally`] |
//! | know what a clean audit is worth | [`Audit::detectability`] |
//! | print a report, or write a page | [`report::text`], [`report::markdown`], [`report::json`], [`report::page()`] |
//! | draw one table | [`chart::of`]`(&audit, "table3")`, then [`svg`](chart::Chart::svg), `png`, [`titled`](chart::Chart::titled), [`wide`](chart::Chart::wide), [`themed`](chart::Chart::themed) |
//! | draw numbers without a study | [`chart::bars`] |
//! | have respondents that reproduce the tables | [`Study::reproduce`] |
//! | know whether the tables follow from the data, and why not | [`respondents::Comparison::open`], then [`report::compared()`] |
//! | write the tables from the data | [`report::tabulated()`] |
//! | know what is wrong with a file, and where | [`Error`], which prints as one line, also when `main` returns it |
//! | encode a paper | the [`guide`] |
//!
//! # The words
//!
//! | word | meaning |
//! |---|---|
//! | [figure](Figure) | a number as printed: digits, decimals, qualifier. `50` and `50.0` differ |
//! | [rounding](Rounding) | the convention that turned an exact value into a figure; a figure stands for the exact [`Interval`] of values that print so |
//! | binding | dimension = level, such as `network = Simple`; a row's stub gives some, a column's header others |
//! | [event](Event) | a set of bindings: the respondents that satisfy all of them; none at all is everybody |
//! | [quantity](Quantity) | a statistic of an event, of a variable where it has one, of a base where it is a share |
//! | [claim](Claim) | a figure, its quantity, its place |
//! | [text claim](TextClaim), comparative claim | where the text prints a figure; what it says of the direction of several |
//! | margin | a label such as Total, which binds nothing: it shows that the levels beside it are a partition |
//! | partition | levels that the respondents of an event are divided into; they divide every narrower event as well |
//! | [relation] | what is stated, how it compares, and the expression that it is recomputed by |
//! | [outcome](Outcome), [verdict](Verdict) | a relation evaluated: consistent, inconsistent, or undecided with the reason |
//! | [finding](Finding) | what does not hold, in words, with the figures involved. It is not an accusation: misprints, an unusual rounding, a missing answer and an error in the transcription all look alike |
//! | [acknowledged](Acknowledgement) | a finding that the manifest lists, tied to its figures as printed |
//! | [microdata] | one row a respondent; it is always synthetic: one of many that reproduce the claims |
//! | [respondents] | real ones, of a data file, that the claims are recomputed from |
//!
//! # What is exact
//!
//! Figures are digits and verdicts come from integers and fractions of any size: there is no tolerance anywhere. A
//! figure stands for the exact [`Interval`] of values that print so under its [`Rounding`]; what is recomputed is such an
//! interval too; a relation holds if and only if some values in them satisfy it.

mod audit;
pub mod chart;
pub mod check;
#[cfg(feature = "frames")]
pub mod corpus;
pub mod detectability;
pub mod diagnosis;
#[cfg(feature = "documents")]
pub mod document;
mod error;
mod file;
pub mod granularity;
#[doc = include_str!("guide.md")]
pub mod guide {}
pub mod inference;
pub mod microdata;
mod number;
mod quantity;
#[cfg(feature = "documents")]
pub mod reading;
pub mod relation;
pub mod report;
pub mod respondents;
pub mod sample;
mod study;
#[cfg(feature = "documents")]
pub mod sweep;
mod visible;

pub use audit::{Audit, Culprit, Finding, Mark, Marks, Tally};
pub use diagnosis::{Explanation, Hypothesis, Severity, Standing, Suspect};
pub use error::Error;
pub use file::Input;
pub use number::{Figure, FigureError, Interval, MAX_DIGITS, Qualifier, Rational, Rounding, phrase};
pub use quantity::{Dimension, Event, Level, Quantity, Statistic};
pub use relation::{Kind, Outcome, Relation, Verdict};
#[cfg(feature = "frames")]
pub use report::frames;
pub use study::embedded as studies;
pub use study::{
    Acknowledgement, Cell, Claim, Computed, Formula, Grid, Identity, MANIFEST, Malformed, Names, Place, Source, Study,
    Table, TextClaim, Unread,
};
pub use study::{builder, transcription};

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// So are those of the tour.
#[cfg(doctest)]
#[doc = include_str!("tour.md")]
struct Tour;
