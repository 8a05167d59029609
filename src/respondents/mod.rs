//! Real respondents: do the tables follow from the data?
//!
//! Reviewers see what is printed; authors, and the data editors of journals, have the data as well. Every printed figure is
//! recomputed from them, by the same counting, and told in the same words, as from [synthetic ones](crate::microdata).
//!
//! ```
//! use retally::microdata::Reproduction;
//! use retally::respondents::Comparison;
//!
//! let study = retally::Study::from_files("shop", [
//!     ("study.toml", "
//!         [study]
//!         title = 'A shop'
//!         [data.columns]
//!         fruit = { column = 'bought', levels = { Apple = 1, Pear = 2 } }
//!         [[table]]
//!         file = 'fruit.csv'
//!         stub = 'fruit'
//!         header = 'statistic'
//!     "),
//!     ("fruit.csv", "Fruit,n,%\nApple,3,37.5\nPear,5,62.5\nTotal,8,100\n"),
//! ])?;
//! let data = "bought\n1\n1\n1\n2\n2\n2\n2\n2\n";
//! let comparison = Comparison::read(&study, "data.csv", data.as_bytes())?;
//! assert!(comparison.recomputed().iter().all(|figure| figure.status == Reproduction::AsPrinted));
//!
//! // One answer was lost: nobody can say so of the table alone.
//! let data = "bought\n1\n1\n1\n2\n2\n2\n2\n";
//! let comparison = Comparison::read(&study, "data.csv", data.as_bytes())?;
//! assert_eq!(comparison.count(|status| *status == Reproduction::Differs), 4);
//! let named = comparison.explained().hypotheses.iter().map(|hypothesis| hypothesis.kind);
//! assert_eq!(named.collect::<Vec<_>>(), ["one row more"]);
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! # How it is done
//!
//! 1. The file is read as texts, each distinct text of a column once (`data`). What the manifest says under `[data]`, or else the
//!    names of columns and levels, makes codes of them (`lookup`, `coding`, `filter`, `weight`): of each dimension which level a
//!    respondent has, and of each variable which value, exactly as it is written.
//! 2. Each combination of codes is counted once for all claims that ask for it, and claims are sums over these counts (`people`,
//!    `recount`). Nothing is rounded; the printed figure's rounding decides whether it matches. Standard deviations match by n − 1
//!    or by n, quartiles by any of the usual definitions.
//! 3. What may have been done before the figures were computed is another meaning of the same codes, and needs no counting again
//!    (`candidates`): levels exchanged or counted as others, missing answers counted, values counted as missing, cut points, bases,
//!    filters, weights, rows that repeat others, an older file. Beside these each single row is left out (`rows`), or has another
//!    answer (`changed_row`), one is added that the file does not have (`missing_row`), and a level that nobody has is sought in another (`merged`).
//!    What mends all that it concerns and breaks nothing is named (`trial`, `explain`); where nothing alone mends all, two at once are
//!    tried (`pairs`).
//!
//! A hypothesis is no finding of a fault: it says with what the figures would match.
//!
//! # Privacy
//!
//! Nothing leaves the machine. Reports have recomputed figures and numbers of respondents; rows and values of the data stand
//! in [`Hypothesis::detail`] alone, which is shown only if asked for.

mod candidates;
mod changed_row;
mod coding;
mod comparison;
mod data;
mod explain;
mod filter;
#[cfg(feature = "frames")]
mod frame;
mod hypothesis;
mod lookup;
mod merged;
mod missing_row;
mod pairs;
mod people;
mod recount;
mod rows;
mod trial;
mod value;
mod weight;

pub use coding::Absent;
pub use comparison::{Comparison, Detail};
pub use explain::Explained;
pub use hypothesis::Hypothesis;
pub use people::Strangers;
