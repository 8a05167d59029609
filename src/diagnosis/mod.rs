//! Diagnosis: which figure is wrong, what it should be, and what may have happened to it.
//!
//! Relations that do not hold are symptoms. Their causes are found in two steps. What happens to many figures at once is tested
//! first: cells that changed places, percentages of another base, a column that is the wrong way up, counts rounded to multiples,
//! a convention that a whole table keeps. For the rest the smallest repairs are sought: as few figures as possible whose change
//! makes all relations possible together. That is error localisation (Fellegi & Holt 1976,
//! doi:10.1080/01621459.1976.10481472); the smallest repairs are the smallest sets that hit all conflicts (Reiter 1987,
//! doi:10.1016/0004-3702(87)90062-2), and conflicts are found by narrowing exact intervals.
//!
//! ```
//! use retally::diagnosis::{Hypothesis, Standing};
//! // The first row's 43 is printed as 34: its row, its column and its percentage do not hold.
//! let study = retally::Study::from_files("shop", [
//!     ("study.toml", "
//!         [study]
//!         title = 'A shop'
//!         [[table]]
//!         file = 'sales.csv'
//!         stub = 'fruit'
//!         header = 'year'
//!         bind = {statistic = 'n'}
//!     "),
//!     ("sales.csv", "Fruit,2023,2024,Total\nApple,34,20,63\nPear,9,14,23\nTotal,52,34,86\n"),
//! ])?;
//! let audit = study.audit();
//! let [found] = audit.findings() else { panic!("one cause is one finding") };
//! let [suspect] = found.suspects.as_slice() else { panic!("only one figure can be it") };
//! assert_eq!((study.claims()[suspect.claim].figure.text(), suspect.implied.as_str()), ("34", "43"));
//! assert_eq!(suspect.standing, Standing::Necessary);
//! assert_eq!(found.explanations[0].hypothesis, Hypothesis::Transposed);
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! What is narrowed away is impossible. What is left need not be possible: a repair is one that was not refuted.

mod assessment;
mod confirmation;
mod corrected;
mod duplicate;
mod error_model;
mod evidence;
mod existence;
mod explanation;
mod hypothesis;
mod implied;
mod limits;
mod lines;
mod localisation;
mod plausibility;
mod root_cause;
mod rounded;
mod search;
mod severity;
mod solver;
mod suspect;
mod together;
mod trusted;

pub(crate) use implied::ANYTHING;
pub(crate) use root_cause::{Diagnosis, RootCause};

pub use evidence::Evidence;
pub use explanation::{Explanation, Hypothesis};
pub use limits::{LimitReached, Limits};
pub use severity::Severity;
pub use suspect::{Change, Repair, Standing, Suspect};
pub use together::Together;

use solver::system::System;

use crate::relation::{Index, Outcome};
use crate::study::Study;

/// Why relations do not hold, or cannot hold together: one cause for all that one event explains.
pub(crate) fn diagnose(index: &Index, outcomes: &[Outcome], limits: &Limits) -> Diagnosis {
    search::search(index, outcomes, limits)
}

/// How far it is shown that a study's figures can hold together, once some are others.
pub(crate) fn together(study: &Study, outcomes: &[Outcome], changed: Vec<usize>, limits: &Limits) -> Together {
    Together::of(&System::of(study, outcomes), changed, limits)
}
