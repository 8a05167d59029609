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
mod frequencies;
mod lattice;
mod layout;
mod limits;
mod list;
mod measure;
mod mode;
mod number;
mod question;
mod real;
mod rooms;
mod samples;
mod search;
mod side;
mod summary;
mod verdict;
mod work;

pub use band::Band;
pub(crate) use decide::SOME_STEPS;
pub use frequencies::Frequencies;
pub use measure::Measure;
pub use samples::Samples;
pub use summary::{Divisor, Sample, Scale, Summary};
pub use verdict::{Existence, Limit, Reason};
pub use work::Limits;
pub(crate) use work::Work;
