//! How far the search for culprits goes.

use std::fmt;

/// Bounds on the search for the smallest repairs. Where one is reached, a finding [says so](crate::Finding::limit): then its
/// suspects are some of those that there are.
///
/// ```
/// use retally::diagnosis::Limits;
/// let study = retally::studies::find("izcara-andrade-2018").unwrap().study()?;
/// let hasty = study.audit_within(&Limits { steps: 0, ..Limits::default() });
/// assert!(hasty.findings().iter().all(|finding| finding.limit.is_some()));
/// assert!(study.audit().findings().iter().all(|finding| finding.limit.is_none()));
/// # Ok::<(), retally::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most smallest repairs that are listed for one cause.
    pub repairs: usize,
    /// The most figures that one cause may have changed.
    pub changes: usize,
    /// The most sets of figures that cannot hold together that are looked at for one cause.
    pub conflicts: usize,
    /// The most relations that are evaluated, over and over, for one cause.
    pub steps: usize,
    /// The most figures that are looked at, over and over, for the study as a whole, where a root or a tail of a distribution counts as
    /// many; of a large study more, so that there is a
    /// look at each.
    pub work: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { repairs: 32, changes: 6, conflicts: 64, steps: 30_000, work: 12_000_000 }
    }
}

impl Limits {
    /// The steps over so many relations: at each there is a look several times.
    pub(super) fn steps_for(&self, relations: usize) -> usize {
        self.steps.max(8 * relations.min(self.steps.saturating_mul(100)))
    }
}

/// What comes of a search that may take so much of the work.
pub(super) fn within<T>(most: usize, work: &mut usize, search: impl FnOnce(&mut usize) -> T) -> T {
    let given = most.min(*work);
    let mut own = given;
    let found = search(&mut own);
    *work -= given - own;
    found
}

/// To change a term of linear arithmetic takes as long as a look at so many figures.
const TERM: usize = 4;

/// What comes of linear arithmetic that may change so many terms.
pub(super) fn changing<T>(most: usize, work: &mut usize, search: impl FnOnce(&mut usize) -> T) -> T {
    let before = *work;
    let found = within(most, work, search);
    *work = work.saturating_sub((TERM - 1) * (before - *work));
    found
}

/// The bound that kept a diagnosis from being complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitReached {
    /// [`Limits::repairs`].
    Repairs,
    /// [`Limits::changes`].
    Changes,
    /// [`Limits::conflicts`].
    Conflicts,
    /// [`Limits::steps`].
    Steps,
    /// [`Limits::work`].
    Work,
}

impl LimitReached {
    /// The limit's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Repairs => "repairs",
            Self::Changes => "changes",
            Self::Conflicts => "conflicts",
            Self::Steps => "steps",
            Self::Work => "work",
        }
    }
}

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Repairs => "there are more smallest repairs than are listed",
            Self::Changes => "more figures would have to change than are tried together",
            Self::Conflicts => "more sets of figures contradict each other than are looked at",
            Self::Steps => "more arithmetic would be needed than is done for one cause",
            Self::Work => "more arithmetic would be needed than is done for one study",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_term_is_so_much_work_and_no_more_of_them_change_than_may() {
        let mut work = 100;
        assert_eq!(changing(7, &mut work, |terms| std::mem::replace(terms, 2)), 7);
        assert_eq!(work, 100 - 5 * TERM);
        // What is left may be used up, and then nothing is.
        assert_eq!(changing(1_000, &mut work, std::mem::take), 80);
        assert_eq!(work, 0);
    }
}
