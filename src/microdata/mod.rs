//! Respondents who reproduce the tables of a study.
//!
//! Nobody can see the data behind a paper's tables. But data can be looked for of which all tables would be printed the
//! same: one row a respondent, one column a variable or classification. Where such data is found, the figures have been
//! shown to be possible together, which no check of single relations shows. Where it is not found, nothing is shown, unless
//! the audit shows that it cannot exist.
//!
//! What is found is **synthetic**: one possible set of respondents among very many, and not the real ones. Nothing may be
//! concluded from it about anything that is not printed. Such reconstruction is known for single variables from SPRITE
//! (Heathers, Anaya, van der Zee & Brown, Recovering data from summary statistics, 2018, doi:10.7287/peerj.preprints.26968v1);
//! here all tables of a study are met at once.
//!
//! ```
//! use retally::microdata::{Reproduction, Microdata};
//!
//! let study = retally::Study::from_files("shop", [
//!     ("study.toml", "
//!         [study]
//!         title = 'A shop'
//!         size = 8
//!         [variables]
//!         age = { printed = 'Age', step = 1 }
//!         [[table]]
//!         file = 'fruit.csv'
//!         stub = 'fruit'
//!         header = 'statistic'
//!         [[table]]
//!         file = 'age.csv'
//!         stub = 'variable'
//!         header = 'statistic'
//!     "),
//!     ("fruit.csv", "Fruit,n,%\nApple,3,37.5\nPear,5,62.5\nTotal,8,100\n"),
//!     ("age.csv", ",Mean,SD,Min,Max\nAge,34.6,9.1,21,48\n"),
//! ])?;
//! let microdata = Microdata::reproduce(&study, 1);
//! assert_eq!(microdata.rows(), 8);
//! assert!(microdata.csv().starts_with("age,fruit\n"));
//! assert!(microdata.recomputed().iter().all(|figure| figure.status == Reproduction::AsPrinted));
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! # How it is found
//!
//! 1. Classifications first. Dimensions that are tabulated together are cliques of a junction tree, small enough to be
//!    counted. Whole numbers for the cells of each are proposed by a linear solver, so that they meet all printed counts and
//!    percentages and agree on what cliques share, and checked in integers; joined along the tree they are one row a
//!    respondent.
//! 2. Then the values of variables. A seeded search moves them one by one until the means, deviations, extremes and averages
//!    of all groups print as they should, with sums, squares and frequencies kept up to date. What an identity defines
//!    follows from the others; where it has an allowance, that is a hidden variable and never a column.
//! 3. Then each figure is recomputed exactly from the rows. Only that decides what was reproduced.
//!
//! What a finding holds against other figures is given up first.
//!
//! # What a statistic is here
//!
//! The standard deviation divides by n − 1, and n is the number of those of whom the variable is known. A mode is the only
//! value that is the most frequent. A quartile lies at (n − 1) × 1/4 or 3/4 among the values in order, in proportion
//! between two (the seventh of the nine definitions of Hyndman & Fan, Sample quantiles in statistical packages, The
//! American Statistician 50(4), 1996, doi:10.1080/00031305.1996.10473566); papers do not say which one they use.

mod block;
mod column;
mod comparison;
mod counts;
pub(crate) mod factor;
mod goal;
mod group;
mod numbers;
pub(crate) mod plan;
mod progress;
#[cfg(feature = "frames")]
pub mod recompute;
pub(crate) mod recount;
mod reproduction;
mod respondents;
mod search;
mod summary;
pub(crate) mod tally;
mod tree;
mod witness;

pub use column::Column;
pub(crate) use column::{ANSWERED, NOT_LISTED, YES_OR_NO, as_named};
pub use comparison::comparison;
pub(crate) use comparison::{digits, tables};
pub use progress::Progress;
pub use reproduction::{NotSought, Recomputed, Reproduction};
pub use summary::summary;

use crate::microdata::witness::Witness;
use crate::sample::Measure;
use crate::study::Study;

/// What every output of microdata has to say.
pub const SYNTHETIC: &str = "Synthetic: one possible set of respondents who reproduce the printed figures, as far as any \
can. These are not the real respondents, and nothing follows from them that is not printed.";

/// Synthetic respondents of a study.
///
/// It is one possible set of respondents, not the real ones: see the [module](self).
#[derive(Clone, Debug)]
pub struct Microdata<'a> {
    witness: Witness<'a>,
    columns: Vec<Column>,
    seed: u64,
    recomputed: Vec<Recomputed>,
}

impl<'a> Microdata<'a> {
    /// Seeks respondents who reproduce all figures of a study, but those that the audit shows to be
    /// impossible. The same study and seed give the same respondents on every machine.
    ///
    /// It always gives respondents; what they do not reproduce is [listed](Self::recomputed).
    pub fn reproduce(study: &'a Study, seed: u64) -> Self {
        Self::reproduce_watched(study, seed, &mut |_| {})
    }

    /// The same, and tells of its progress now and then.
    pub fn reproduce_watched(study: &'a Study, seed: u64, tell: &mut dyn FnMut(Progress)) -> Self {
        let audit = study.audit();
        let witness = Witness::of(study, &audit, seed, tell);
        let Witness { plan, respondents, numbers, .. } = &witness;
        let recomputed = recount::recount(study, &audit, plan, respondents, numbers);
        let columns = column::columns(study.names(), &plan.factors, respondents, numbers);
        Self { witness, columns, seed, recomputed }
    }

    /// The study.
    pub fn study(&self) -> &'a Study {
        self.witness.study
    }

    /// How many respondents there are.
    pub fn rows(&self) -> usize {
        self.witness.respondents.total
    }

    /// What they were drawn with.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Its columns: variables and classifications.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Draws as many respondents as there are from them, with replacement, and recomputes each claim of the study: what might
    /// have been printed of others like them (Efron, Bootstrap methods: another look at the jackknife, The Annals of
    /// Statistics 7(1), 1979, doi:10.1214/aos/1176344552). `draw` gives a number below its argument at random.
    ///
    /// Nothing is recomputed for claims that no respondents were [sought for](Reproduction::NotSought), nor where it is not defined. Nobody
    /// is drawn whose answer is missing where the manifest says that everybody gave one.
    ///
    /// ```
    /// let study = retally::Study::from_files("shop", [
    ///     ("study.toml", "[study]\ntitle = 'A shop'\n[[table]]\nfile = 'f.csv'\nstub = 'fruit'\nheader = 'statistic'\n"),
    ///     ("f.csv", "Fruit,n\nApple,3\nPear,5\nTotal,8\n"),
    /// ])?;
    /// let microdata = study.reproduce(1);
    /// let always_the_first = microdata.resampled(&mut |_| 0);
    /// let counts: Vec<String> = always_the_first.iter().flatten().map(ToString::to_string).collect();
    /// assert!(counts == ["8", "0", "8"] || counts == ["0", "8", "8"], "{counts:?}");
    /// # Ok::<(), retally::Error>(())
    /// ```
    pub fn resampled(&self, draw: &mut dyn FnMut(usize) -> usize) -> Vec<Option<Measure>> {
        self.witness.resampled(draw)
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name() == name)
    }

    /// Each claim of the study, in their order, recomputed from the respondents.
    pub fn recomputed(&self) -> &[Recomputed] {
        &self.recomputed
    }

    /// How many figures are reproduced so.
    pub fn count(&self, status: fn(&Reproduction) -> bool) -> usize {
        self.recomputed.iter().filter(|figure| status(&figure.status)).count()
    }

    /// The respondents as a CSV file: a header with the names of the columns, then a line each. The file cannot say of
    /// itself that it is synthetic; put [`SYNTHETIC`] beside it.
    ///
    /// A name or a level that begins with `=`, `+`, `-`, `@` or an apostrophe has an apostrophe before it, so that no spreadsheet
    /// takes it for a formula. Numbers are as they are.
    pub fn csv(&self) -> String {
        column::csv(&self.columns, self.rows())
    }
}

impl Study {
    /// Seeks respondents who reproduce all figures: [`Microdata::reproduce`].
    pub fn reproduce(&self, seed: u64) -> Microdata<'_> {
        Microdata::reproduce(self, seed)
    }
}
