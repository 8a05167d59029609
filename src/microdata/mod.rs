//! Respondents from which the tables of a study come out as printed.
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
//! use retally::microdata::{Fate, Microdata};
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
//! assert!(microdata.recomputed().iter().all(|figure| figure.fate == Fate::AsPrinted));
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! # How it is found
//!
//! 1. Classifications first. Those that are tabulated together are counted together, in groups small enough to be counted
//!    and tied like a tree. Whole numbers are sought that meet all printed counts and percentages and agree on what the
//!    groups share; then each respondent gets a cell of each group.
//! 2. Then the values of variables, so that the means, deviations, extremes and averages of all groups come out, and the
//!    identities hold on each row.
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
mod factor;
mod fate;
mod goal;
mod group;
mod numbers;
mod plan;
mod progress;
#[cfg(feature = "frames")]
pub mod recompute;
mod recount;
mod respondents;
mod search;
mod summary;
mod tree;
mod witness;

pub use column::Column;
pub use comparison::comparison;
pub use fate::{Fate, Left, Recomputed};
pub use progress::Progress;
pub use summary::summary;
pub(crate) use witness::Witness;

use crate::microdata::factor::Factors;
use crate::study::Study;

/// What every output of microdata has to say.
pub const SYNTHETIC: &str = "Synthetic: one possible set of respondents from which the printed figures come out, as far as \
they can. These are not the real respondents, and nothing follows from them that is not printed.";

/// Synthetic respondents of a study.
///
/// It is one possible set of respondents, not the real ones: see the [module](self).
#[derive(Clone, Debug)]
pub struct Microdata<'a> {
    study: &'a Study,
    #[cfg_attr(not(feature = "frames"), allow(dead_code))]
    factors: Factors,
    columns: Vec<Column>,
    rows: usize,
    seed: u64,
    recomputed: Vec<Recomputed>,
}

impl<'a> Microdata<'a> {
    /// Seeks respondents from which all figures of a study come out as printed, but those that the audit shows to be
    /// impossible. The same study and seed give the same respondents on every machine.
    ///
    /// It always gives respondents; what does not come out of them is [told](Self::recomputed).
    pub fn reproduce(study: &'a Study, seed: u64) -> Self {
        Self::reproduce_watched(study, seed, &mut |_| {})
    }

    /// The same, and tells of its progress now and then.
    pub fn reproduce_watched(study: &'a Study, seed: u64, tell: &mut dyn FnMut(Progress)) -> Self {
        let audit = study.audit();
        let Witness { plan, respondents, numbers, .. } = Witness::of(study, &audit, seed, tell);
        let recomputed = recount::recount(study, &audit, &plan, &respondents, &numbers);
        let columns = column::columns(study.names(), &plan.factors, &respondents, &numbers);
        Self { study, factors: plan.factors, columns, rows: respondents.total, seed, recomputed }
    }

    /// The study.
    pub fn study(&self) -> &'a Study {
        self.study
    }

    /// How many respondents there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// What they were drawn with.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Its columns: variables and classifications.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name() == name)
    }

    /// Each claim of the study, in their order, recomputed from the respondents.
    pub fn recomputed(&self) -> &[Recomputed] {
        &self.recomputed
    }

    /// How many figures have a fate.
    pub fn count(&self, fate: fn(&Fate) -> bool) -> usize {
        self.recomputed.iter().filter(|figure| fate(&figure.fate)).count()
    }

    /// The respondents as a CSV file: a header with the names of the columns, then a line each. The file cannot say of
    /// itself that it is synthetic; put [`SYNTHETIC`] beside it.
    pub fn csv(&self) -> String {
        column::csv(&self.columns, self.rows)
    }
}

impl Study {
    /// Seeks respondents from which all figures come out as printed: [`Microdata::reproduce`].
    pub fn reproduce(&self, seed: u64) -> Microdata<'_> {
        Microdata::reproduce(self, seed)
    }
}
