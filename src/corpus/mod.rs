//! The tests of [`granularity`](crate::granularity) over whole columns: millions of printed means and standard
//! deviations.
//!
//! Each function takes a frame and returns it with two columns more: the verdict, `consistent`, `inconsistent` or
//! `undecided`, under the name of the test, and under that name with `_reason` why a row cannot be judged (null where
//! it can). The verdicts are those of [`granularity`](crate::granularity), row by row, whatever stands in the columns;
//! where machine integers cannot hold a row it is judged by integers of any size. Rows are judged in parallel, in the
//! threads of [rayon](https://docs.rs/rayon).
//!
//! [`exact`] goes further: it asks whether any sample on a scale has the figures. Of the 6,000 random tuples of
//! `tests/oracle/random_tuples_exact.csv`, 4,246 pass GRIMMER without the scale, and 1,102 of these (26 %) have no
//! sample (`cargo test --test it corpus::what_passes_grimmer`).
//!
//! Needs the feature `frames`, which is on by default.
//!
//! ```
//! use retally::Rounding;
//! use retally::corpus::{Columns, grim};
//! use retally::frames::polars::prelude::*;
//!
//! let frame = df!("mean" => ["5.19", "5.21", "n.s."], "n" => [28, 28, 28])?;
//! let judged = grim(&frame, &Columns::default(), Rounding::Unstated)?;
//! let column = |name: &str| judged.column(name).unwrap().str().unwrap().clone();
//! assert_eq!(column("grim").iter().flatten().collect::<Vec<_>>(), ["inconsistent", "consistent", "undecided"]);
//! assert_eq!(column("grim_reason").get(2), Some("the mean is not a number"));
//! # Ok::<(), PolarsError>(())
//! ```

mod batch;
mod columns;
mod digits;
mod ends;
mod judge;
mod rows;
mod samples;
mod spread;
mod sums;
mod verdict;

pub use columns::{Columns, Printed, Whole};
pub use judge::{debit, exact, grim, grim_percent, grim_verdicts, grimmer};
pub use samples::{DEFAULT_LIMIT, Samples};
pub use verdict::Verdict;

/// All conventions, for tests.
#[cfg(test)]
const ROUNDINGS: [crate::number::Rounding; 8] = {
    use crate::number::Rounding::{Ceiling, Controlled, Floor, HalfDown, HalfEven, HalfUp, Truncation, Unstated};
    [Unstated, HalfUp, HalfEven, HalfDown, Truncation, Floor, Ceiling, Controlled]
};
