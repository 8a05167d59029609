//! How much is done before a question is left undecided.

/// Bounds on what one question costs. A question is one call: a verdict, a count, or all bands, together with every number of
/// respondents and every neighbour that is tried on the way. Where a bound is reached, the answer says so
/// ([`Limit::Work`](crate::sample::Limit::Work), [`Limit::Memory`](crate::sample::Limit::Memory)).
///
/// ```
/// use retally::Statistic::{Mean, Sd};
/// use retally::sample::{Existence, Limit, Limits, Scale, Summary};
///
/// let answers = Summary::of(30).scale(Scale::between(1, 7)).printed(Mean, "3.5")?.printed(Sd, "1.5")?;
/// assert!(matches!(answers.decide(), Existence::Consistent(_)));
/// let hasty = answers.within(Limits { steps: 0, ..Limits::default() });
/// assert_eq!(hasty.decide(), Existence::Undecided(Limit::Work));
/// assert_eq!(hasty.samples().unwrap_err(), Limit::Work);
/// # Ok::<(), retally::FigureError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most steps: looks at neighbouring places of the sorted sample, or as much work as such a look. A million take
    /// about a tenth of a second.
    pub steps: u64,
    /// The most bytes that tables of counted samples take at a time.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { steps: 8_000_000, bytes: 1 << 30 }
    }
}

/// So many additions of counted samples are one step.
const ADDITIONS: usize = 128;

/// The steps of so many additions.
pub(super) fn steps_of(additions: usize) -> u64 {
    (additions / ADDITIONS) as u64 + 1
}

/// What is left to be done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    left: u64,
}

impl Work {
    pub fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes so many steps; not where fewer are left, and then nothing is.
    pub fn spend(&mut self, steps: u64) -> bool {
        let is_enough = steps <= self.left && self.left > 0;
        self.left = if is_enough { self.left - steps } else { 0 };
        is_enough
    }

    /// Takes the steps of so many additions.
    pub fn spend_additions(&mut self, additions: usize) -> bool {
        self.spend(steps_of(additions))
    }

    pub fn is_over(&self) -> bool {
        self.left == 0
    }

    pub fn left(&self) -> u64 {
        self.left
    }

    /// What comes of something that may take so many of the steps.
    pub fn share<T>(&mut self, most: u64, of: impl FnOnce(&mut Self) -> T) -> T {
        let given = most.min(self.left);
        let mut own = Self { left: given };
        let result = of(&mut own);
        self.left -= given - own.left;
        result
    }
}
