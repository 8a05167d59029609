//! Whether all figures of a study can hold together.

use crate::diagnosis::limits::Limits;
use crate::diagnosis::solver::propagation::Propagation;
use crate::diagnosis::solver::system::{Held, System};
use crate::diagnosis::solver::witness::unshown;
use crate::relation::Verdict;

/// How far it is shown that all figures of a study can hold together, once those that the likeliest repairs change are others.
///
/// ```
/// let study = retally::Study::from_files("shop", [
///     ("study.toml", "
///         [study]
///         title = 'A shop'
///         [[table]]
///         file = 'sales.csv'
///         stub = 'fruit'
///         header = 'statistic'
///     "),
///     ("sales.csv", "Fruit,n,%\nApple,1,33.3\nPear,2,66.7\nTotal,3,100\n"),
/// ])?;
/// let audit = study.audit();
/// let together = audit.together();
/// assert_eq!((together.shown(), together.decided, together.changed.len()), (audit.outcomes().len(), 5, 0));
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The figures that may be others, as indices into [`Study::claims`](crate::Study::claims), ascending.
    pub changed: Vec<usize>,
    /// How many relations are decided.
    pub decided: usize,
    /// Those of them, as indices into [`Audit::outcomes`](crate::Audit::outcomes), for which it is not shown. For all others exact
    /// values were found with which they hold at once, each among the values that print as its figure; that data of one variable
    /// exist is shown for each relation by itself.
    pub unshown: Vec<usize>,
}

impl Together {
    pub(super) fn of(system: &System, mut changed: Vec<usize>, limits: &Limits) -> Self {
        changed.iter_mut().for_each(|claim| *claim = system.one(*claim));
        changed.sort_unstable();
        changed.dedup();
        let is_decided = |at: &usize| !matches!(system.outcomes[*at].verdict, Verdict::Undecided(_));
        let decided: Vec<usize> = (0..system.outcomes.len()).filter(is_decided).collect();
        let mut propagation = Propagation::new(system, Held::AllBut(&changed), None);
        propagation.run(decided.iter().copied(), &mut limits.steps_for(decided.len()));
        let unshown = unshown(system, &propagation, &decided, limits.steps);
        Self { changed, decided: decided.len(), unshown }
    }

    /// For how many relations it is shown.
    pub fn shown(&self) -> usize {
        self.decided - self.unshown.len()
    }
}
