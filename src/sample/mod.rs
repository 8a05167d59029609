//! Samples: the data of one variable behind its descriptive statistics.
//!
//! A [`Summary`] is what is printed of a variable: any of n, mean, standard deviation, variance, standard error, median, mode,
//! extremes and quartiles, and the [`Scale`] that its values lie on. Some data have these statistics, or none have. The
//! classical tests look at conditions that are necessary; here the question itself is decided.
//!
//! ```
//! use retally::Statistic::{Max, Mean, Median, Min, Sd};
//! use retally::sample::{Divisor, Existence, Scale, Summary};
//!
//! let ages = Summary::of(141).scale(Scale::whole());
//! let ages = ages.printed(Mean, "36.9")?.printed(Sd, "5.2")?.printed(Median, "37")?;
//! let ages = ages.printed(Min, "21")?.printed(Max, "48")?;
//! let Existence::Consistent(sample) = ages.decide() else { panic!("there are such data") };
//! assert_eq!(sample.n(), 141);
//! assert!(ages.admits(&sample));
//!
//! // 1.3 ± 0.9 of nine answers from 1 to 5 passes GRIM and GRIMMER, and yet nobody can have given them.
//! let answers = Summary::of(9).scale(Scale::between(1, 5)).printed(Mean, "1.3")?.printed(Sd, "0.9")?;
//! assert!(matches!(answers.clone().divisor(Divisor::OneLess).decide(), Existence::Inconsistent(_)));
//! // Unless it is the standard deviation with divisor n: eight ones and a four have it.
//! assert!(matches!(answers.decide(), Existence::Consistent(_)));
//! # Ok::<(), retally::FigureError>(())
//! ```
//!
//! # What "exact" means here
//!
//! * **The statistics are intervals.** A mean of `36.9` is any value that prints so, under the rounding that the figure has.
//! * **The data are whole steps.** On a scale with a step, a sample is a multiset of whole numbers, the mean its sum, the
//!   standard deviation its sum of squares; both are integers, and every comparison is one of integers.
//! * **Consistent** means that a sample was found, and it is handed over: anybody can compute its statistics.
//! * **Inconsistent** means that there is none. A [`Reason`] says why in a sentence: no sum gives the mean (GRIM), no sum of
//!   squares gives the standard deviation (GRIMMER), the extremes leave it no room, or every possibility was tried.
//! * **Undecided** means that neither was reached within a stated [`Limit`]: the search was cut off, the numbers are too
//!   large, or the scale has no known step and the bounds that hold for any data are met.
//! * **Each question ends.** Its steps are counted, over all cases and numbers of respondents, and [`Limits`] bound them.
//!
//! Conventions that papers leave open get the benefit of the doubt: the divisor of the standard deviation (n − 1, else n,
//! unless it is [stated](Summary::divisor)), the definition of a quartile (any that lies between the neighbouring values of
//! the common ones, and on its own side of the middle of two values; Hyndman & Fan 1996,
//! doi:10.1080/00031305.1996.10473566), and ties of the mode (any value that none is more frequent than). They mean the same
//! wherever a summary is asked: for a verdict, a count, a draw, or bands.
//!
//! # How existence is decided
//!
//! The statistics of one variable become a question in whole numbers: values are counted in steps of the scale from
//! an origin; the mean is a range of sums, the standard deviation a range of n times the sum of squares less the squared sum;
//! minimum, median, quartiles and maximum say between which two values each place of the sorted sample lies. What is left is
//! whether some numbers, each between its two ends, have a sum and a sum of squares in these ranges. For each sum the least
//! sum of squares is exact and the greatest a bound, and both are as odd as the sum; between them, pairs of values
//! are moved apart until the sum of squares fits. Where that fails, the exact search tries everything that the
//! bounds leave, and where that is cut off, all samples are counted if that is little work. Only then it is
//! undecided. A mode is reached by a random walk that keeps the other statistics, and refuted by counting.
//!
//! Samples are counted on both sides of the origin apart: how many multisets of the values above, or below, have each
//! number of values, sum t and sum of squares 2e + t. Since deviations from the middle are small and squares only add up, these
//! tables are small, and e needs half the room as squares are as odd as their numbers. Both sides are joined with running
//! totals. Everything is modulo a power of two that is known to exceed the result, so that it is exact. A sample
//! is drawn by taking the parts out again in reverse order; how often a value occurs is counted by taking its part out
//! and putting it back so many times. How often a value can occur at all needs no counting: that some sample
//! has it k times at least, or at most, is a question of existence with places of the sorted sample fixed at it, or kept off it.
//!
//! # Choices that may surprise
//!
//! - **Where no divisor of a standard deviation is stated, n − 1 is tried first, then n.**
//! - **Existence tells one finding of as few figures as contradict each other**, and names the one that the reason is about.
//! - **A variable without a `step` may have any values.** Then only order and range are held against its statistics, by witnesses
//!   on a fine lattice and by bounds that hold for all numbers; between the two it is undecided.

mod admits;
mod attempt;
mod band;
mod bounds;
mod case;
mod conflict;
mod construct;
mod count;
mod decide;
mod draw;
mod effort;
mod forecast;
mod frequencies;
mod lattice;
mod layout;
mod limits;
mod list;
mod measure;
mod mode;
mod number;
mod places;
mod pose;
mod question;
mod real;
mod rooms;
mod samples;
mod search;
mod side;
mod summary;
mod verdict;
mod work;

pub(crate) use admits::has;
pub use band::Band;
pub(crate) use decide::SOME_STEPS;
pub use forecast::Forecast;
pub use frequencies::Frequencies;
pub use measure::Measure;
pub(crate) use measure::{Distribution, measure};
pub use samples::Samples;
pub use summary::{Divisor, Sample, Scale, Summary};
pub use verdict::{Existence, Limit, Reason};
pub use work::Limits;
pub(crate) use work::Work;
