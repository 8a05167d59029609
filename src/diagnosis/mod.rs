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
//!
//! # How the culprit is found
//!
//! Hypotheses about many figures at once come first (cells that changed places, another base, an inverted column): what one of
//! them mends without breaking anything is one cause. For what is left, relations that do not hold are conflicts: as few figures
//! as cannot all be right, found by narrowing exact intervals through the expressions of the relations (HC4; Benhamou et al.
//! 1999) with only these figures held. Where claims with several values are tied in circles, narrowing may stop early: there the
//! relations become linear sums over rationals and whole numbers, decided by the simplex method and by branch and bound; what is not linear is taken for a range. A smallest set of figures that hits all conflicts (Reiter 1987) is tried: it is released,
//! and if what is around it is still refuted, that is one conflict more. What is left is all smallest repairs; a
//! figure in each of them is necessarily wrong, one in some is possible. What the other figures imply for a suspect is what narrowing,
//! or the least and the greatest solution, leaves for it; of a statistic of a sample neighbouring figures are tried as well. Claims that print the same quantity with the same values are one variable. A figure that several failures have in
//! common, such as a number of respondents, is held if whatever else it may be breaks twice as many relations as it mends, or if no other number mends several of them except by chance: then changing the others one by one is less. Causes of one figure each are one where the one cannot change without the other. Conflicts that have nothing to do with each other are solved apart, and
//! what may be wrong elsewhere is not used against a figure; *necessary* stands only where the likeliest repairs together leave
//! nothing refuted. Where the search does not come to its end, the finding says so, or the audit ([`Audit::limit`](crate::Audit::limit)).
//!
//! What is looked at is counted, for each cause and for the study as a whole ([`Limits`]). `benches/diagnosis.rs`, on two shared cores:
//! the audit of 10,000 figures with twenty errors takes 0.1 s, where to derive and evaluate takes 0.03 s; of 40,000 figures with eighty
//! errors 0.7 s. A study of which nothing holds reaches the limit, after about a second.
//!
//! Of smallest repairs the likeliest comes first: no repair that has no other figure for something, then what its errors weigh
//! together, as much as their figures are trusted, then how much else confirms them. Weights come from the manifest; they order
//! repairs of equally many figures, and what is necessary does not depend on them.
//!
//! Intervals are closed in the system, and a relation that holds by itself is never a conflict by itself: its own comparison decides.
//! What is refuted is impossible; what is not may be so. Therefore a witness is sought: exact values, none at an end that does not
//! belong to its figure's values, and each relation is evaluated with these values alone. A repair for which they are
//! found is possible ([`Repair::is_shown`]), and so is the study as a whole, once the likeliest repairs are made, as far as
//! [`Audit::together`](crate::Audit::together) says: it lists the relations for which it is not shown. These are most often those with square roots or tails of
//! distributions, whose values are known within bounds only, and statistics of a sample that other relations tie as well: that data
//! exist is shown for each set of statistics by itself. What is cut off by a limit counts as not shown.
//!
//! # Choices that may surprise
//!
//! - **A finding is reported by a relation that states its likeliest suspect**; the others that fail with it are its `consequences`.
//! - **What may be wrong elsewhere is not used against a figure.** Where errors are thick, each cause is a smallest one by itself, and
//!   all together need not be the smallest that there is.

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
mod joined;
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
mod sweep;
mod together;
mod trusted;

pub(crate) use implied::{ANYTHING, NOTHING};
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
