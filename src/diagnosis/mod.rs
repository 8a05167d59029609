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
//! assert_eq!((study.claims()[suspect.claim].figure.text(), suspect.leaves.as_str()), ("34", "43"));
//! assert_eq!(suspect.standing, Standing::Necessary);
//! assert_eq!(found.explanations[0].hypothesis, Hypothesis::Transposed);
//! # Ok::<(), retally::Error>(())
//! ```
//!
//! What is narrowed away is impossible. What is left need not be possible: a repair is one that was not refuted.

mod anchor;
mod cause;
mod conflict;
mod data;
mod digits;
mod evidence;
mod hitting;
mod hypothesis;
mod knot;
mod likelihood;
mod limits;
mod linear;
mod localisation;
mod model;
mod projection;
mod propagation;
mod refutation;
mod severity;
mod suspect;
mod system;
mod together;
mod witness;

pub(crate) use cause::{Cause, Diagnosis};

pub(crate) use likelihood::ANYTHING;

pub use evidence::Evidence;
pub use hypothesis::{Explanation, Hypothesis};
pub use limits::{LimitReached, Limits};
pub use severity::Severity;
pub use suspect::{Change, Repair, Standing, Suspect};
pub use together::Together;

use crate::relation::{Index, Outcome};
use crate::study::Study;
use system::System;

/// Why relations do not hold, or cannot hold together: one cause for all that one event explains.
pub(crate) fn diagnose(index: &Index, outcomes: &[Outcome], limits: &Limits) -> Diagnosis {
    localisation::causes(System::of(index.study, outcomes).within(limits.work), index, limits)
}

/// How far it is shown that a study's figures can hold together, once some are others.
pub(crate) fn together(study: &Study, outcomes: &[Outcome], changed: Vec<usize>, limits: &Limits) -> Together {
    Together::of(&System::of(study, outcomes), changed, limits)
}
